//! The one integration binary: contract suites, transcripts, browser tests.

mod desk;
mod house;
mod locales;
mod mail;
