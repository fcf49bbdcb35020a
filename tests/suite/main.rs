//! The one integration binary: contract suites, transcripts, browser tests.

mod house;
mod locales;
mod mail;
