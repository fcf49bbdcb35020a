//! The nouns of a support desk: people, tickets, forms and their ids.
//!
//! Owns plain data and the rules that hold for the data alone (a contract's validity, an e-mail's normal form). It does
//! no I/O and knows no platform, no desk, no language. Start reading in [`people`], then [`ticket`], then [`form`].

pub mod erasure;
pub mod file;
pub mod form;
pub mod ids;
pub mod people;
pub mod source;
pub mod ticket;

pub use file::FileMeta;
pub use ids::*;
pub use people::*;
pub use source::{Chance, Clock};
pub use ticket::*;
