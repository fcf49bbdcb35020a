//! The one transaction of a turn: state, inbox mark, outbox rows, mutes, audit. All or nothing.

use chrono::{DateTime, Utc};

use super::outbox::NewRow;
use super::{Result, Store};
use crate::domain::{ConversationId, EventId, FileId, LinkId, OpKey, TicketNumber};

/// What a turn commits.
#[derive(Clone, Debug, Default)]
pub struct Commit {
    /// The inbox row that is done.
    pub inbox_seq: i64,
    /// The state afterwards, JSON.
    pub state: String,
    /// Deliveries.
    pub outbox: Vec<NewRow>,
    /// Tickets muted (true) or unmuted for the conversation's member.
    pub mutes: Vec<(TicketNumber, bool)>,
    /// Links the person ended.
    pub unlinked: Vec<LinkId>,
    /// Audit entries.
    pub audit: Vec<super::audit::NewEntry>,
    /// Files that nothing refers to any more.
    pub forgotten_files: Vec<FileId>,
    /// Tickets being created: remembers that they were filed here, by whom.
    pub filings: Vec<OpKey>,
    /// Events to handle later (answers that took too long are stored by their own path).
    pub events: Vec<(EventId, String)>,
}

impl Store {
    /// The state of a conversation, JSON; `None` before its first turn.
    pub async fn state(&self, conversation: &ConversationId) -> Result<Option<String>> {
        todo!()
    }
    /// Commits a turn. Outbox ids that exist already are a `Conflict` and undo everything.
    pub async fn commit_turn(&self, conversation: &ConversationId, commit: Commit, now: DateTime<Utc>) -> Result<()> {
        todo!()
    }
}
