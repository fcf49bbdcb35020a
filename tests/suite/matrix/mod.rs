//! Matrix against a real homeserver (Synapse), with people whose client others wrote (matrix-nio).
//!
//! `Synapse::shared` is one server for the whole run, with users of each test's own; whoever stops a server or changes its
//! settings raises one with `Synapse::own`. A `Person` is one device of one user.

mod bot;
mod chat;
pub mod echo;
mod lives;
mod meant;
pub mod person;
mod rig;
pub mod room;
mod rooms;
mod round_trips;
mod shown;
pub mod synapse;
mod trouble;
