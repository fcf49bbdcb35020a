//! The desk port: one contract for every desk, the guard before it, and what only the embedded desk does.

mod contract;
#[cfg(feature = "web")]
mod demo;
mod embedded;
mod flaky;
mod flaky_tests;
mod guard;
mod leaks;
#[cfg(feature = "web")]
mod page;
pub(crate) mod people;
mod rights;
mod subject;
