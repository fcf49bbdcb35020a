//! The one integration binary: contract suites, transcripts, browser tests.
#![expect(clippy::unwrap_used, reason = "where a test does not find what it needs, it has failed; the line says where")]
#![expect(
    clippy::disallowed_methods,
    clippy::fn_params_excessive_bools,
    clippy::too_many_lines,
    reason = "tests start processes, measure time, and list cases at length"
)]

mod attacks;
mod browser;
mod check;
mod config;
mod corpus;
mod databases;
mod desk;
mod downloads;
mod failures;
mod forms;
mod house;
mod intent;
#[cfg(feature = "failpoints")]
mod killed;
mod locales;
mod mail;
#[cfg(feature = "matrix")]
mod matrix;
mod operator;
mod real;
mod running;
mod service;
mod spelling;
mod starved;
mod store;
mod texts;
mod time;
mod transcripts;
mod turn;
