//! The store's contract, run on SQLite and on PostgreSQL.

mod codes;
mod contacts;
mod durable;
mod links;
mod outbox;
mod people;
mod things;
mod tickets;
mod together;
mod turns;
mod world;
