//! The inbox: every event is stored once before it is acknowledged, and handled in order per conversation.

use chrono::{DateTime, Utc};

use super::{Result, Store};
use crate::domain::{ConversationId, EventId};

/// An event waiting to be handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxRow {
    /// Order.
    pub seq: i64,
    /// Unique event id.
    pub id: EventId,
    /// Of which conversation.
    pub conversation: ConversationId,
    /// [`crate::conversation::event::Event`] as JSON.
    pub event: String,
    /// How often its turn was begun.
    pub attempts: i64,
}

/// Whether an event was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// Stored now.
    New,
    /// Known already: nothing happens a second time.
    Known,
}

impl Store {
    /// Stores an event; on return it is on disk. A known id changes nothing.
    pub async fn accept(
        &self,
        id: &EventId,
        conversation: &ConversationId,
        event: &str,
        now: DateTime<Utc>,
    ) -> Result<Accepted> {
        todo!()
    }
    /// The oldest unhandled event of a conversation; counts the attempt.
    pub async fn next_event(&self, conversation: &ConversationId) -> Result<Option<InboxRow>> {
        todo!()
    }
    /// Conversations with unhandled events (for the start and for the sweep), at most `limit`.
    pub async fn waiting_conversations(&self, limit: u32) -> Result<Vec<ConversationId>> {
        todo!()
    }
    /// How many events of a conversation wait.
    pub async fn waiting_events(&self, conversation: &ConversationId) -> Result<i64> {
        todo!()
    }
    /// Takes an event out after too many failed attempts; it is kept, marked, for the operator.
    pub async fn set_aside(&self, seq: i64, why: &str, now: DateTime<Utc>) -> Result<()> {
        todo!()
    }
}
