//! The store's contract, run on SQLite and on PostgreSQL.

mod batches;
mod claims;
mod codes;
mod contacts;
mod durable;
mod links;
mod migrations;
mod outbox;
mod people;
mod plans;
mod schema;
mod things;
mod tickets;
mod together;
mod turns;
mod words;
pub(crate) mod world;
