//! The store's contract, run on SQLite and on PostgreSQL.

mod people;
mod world;
