//! The one integration binary: contract suites, transcripts, browser tests.

mod check;
mod databases;
mod desk;
mod house;
mod intent;
mod locales;
mod mail;
mod store;
mod time;
mod transcripts;
