//! What Ticketlotse keeps: people, links, codes, conversations, inbox, outbox, files, feeds, audit log.
//!
//! All SQL of the store is in this folder, one file per subject; one text serves SQLite and PostgreSQL (see
//! [`crate::database`]). Every answer that holds a person's data is computed from current rows, never from a cache.
//! Every change is one transaction; where several rows of one conversation change, its row is locked first, so that the
//! order of numbers is the order of commits. Start reading in [`Store`], then `turns` (the one transaction of a turn).

use std::sync::Arc;

use crate::database::{Database, DatabaseError, Dialect, Transaction, Trouble};
use crate::domain::{Chance, ConversationId};
use crate::params;

pub mod audit;
pub mod codes;
pub mod contacts;
pub mod conversations;
mod directory;
mod entitlement;
pub mod erasure;
pub mod feed;
pub mod files;
pub mod health;
pub mod inbox;
pub mod limits;
pub mod links;
pub mod lists;
pub mod outbox;
pub mod people;
pub mod personal;
mod restoring;
pub mod retention;
pub mod sessions;
pub mod tickets;
pub mod turns;

/// An error of the store: the database's.
pub type Error = DatabaseError;

/// Result of the store.
pub type Result<T> = std::result::Result<T, Error>;

/// The store.
#[derive(Clone, Debug)]
pub struct Store {
    /// The database; the embedded desk has tables of its own in it.
    pub(crate) db: Arc<dyn Database>,
    chance: Arc<dyn Chance>,
}

impl Store {
    /// A store on an open, migrated database; ids and secrets come from `chance`.
    pub fn new(db: Arc<dyn Database>, chance: Arc<dyn Chance>) -> Self {
        Self { db, chance }
    }

    /// Closes the database; calls after it fail as `Transient`.
    pub async fn close(&self) {
        self.db.close().await;
    }
}

/// Locks the conversation's row until the transaction ends. On SQLite the writer is alone anyway.
async fn lock(tx: &mut dyn Transaction, conversation: &ConversationId) -> Result<()> {
    if tx.dialect() == Dialect::Postgres {
        let sql = "SELECT id FROM conversations WHERE id = $1 FOR NO KEY UPDATE";
        tx.row(sql, params![conversation.as_str()]).await?;
    }
    Ok(())
}

/// A stored word that this version does not know.
fn unknown_word(column: &str) -> DatabaseError {
    DatabaseError::new(Trouble::Permanent, format!("read a stored {column}: not a word of this version"))
}
