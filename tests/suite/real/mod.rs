//! The real program, served over HTTP, with scripted customers before it and a count behind it.

pub mod browser;
pub mod count;
pub mod customer;
pub mod program;
