//! The store's contract, run on SQLite and on PostgreSQL.

mod codes;
mod contacts;
mod links;
mod outbox;
mod people;
mod things;
mod tickets;
mod turns;
mod world;
