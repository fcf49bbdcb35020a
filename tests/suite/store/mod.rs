//! The store's contract, run on SQLite and on PostgreSQL.

mod links;
mod outbox;
mod people;
mod turns;
mod world;
