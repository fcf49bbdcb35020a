//! What Ticketlotse keeps: people, links, codes, conversations, inbox, outbox, files, feeds, audit log.
//!
//! All SQL of the store is in this folder, one file per subject; one text serves SQLite and PostgreSQL (see
//! [`crate::database`]). Every answer that holds a person's data is computed from current rows, never from a cache.
//! Start reading in [`Store`], then `turns` (the one transaction of a turn).

use std::sync::Arc;

use crate::database::Database;

pub mod audit;
pub mod codes;
pub mod contacts;
pub mod feed;
pub mod files;
pub mod inbox;
pub mod limits;
pub mod links;
pub mod outbox;
pub mod people;
pub mod sessions;
pub mod tickets;
pub mod turns;

/// Result of the store.
pub type Result<T> = std::result::Result<T, crate::database::DatabaseError>;

/// The store.
#[derive(Clone, Debug)]
pub struct Store {
    /// The database; the embedded desk has tables of its own in it.
    pub(crate) db: Arc<dyn Database>,
}

impl Store {
    /// A store on an open, migrated database.
    pub fn new(db: Arc<dyn Database>) -> Self {
        Self { db }
    }
}
