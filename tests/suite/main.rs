//! The one integration binary: contract suites, transcripts, browser tests.

mod check;
mod config;
mod databases;
mod desk;
mod failures;
mod house;
mod intent;
mod locales;
mod mail;
mod service;
mod spelling;
mod store;
mod texts;
mod time;
mod transcripts;
