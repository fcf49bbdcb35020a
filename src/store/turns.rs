//! The one transaction of a turn: state, inbox mark, outbox rows, mutes, audit. All or nothing.

use chrono::{DateTime, Utc};

use super::links::{self, LinkEnd};
use super::outbox::NewRow;
use super::{Result, Store, audit, files, inbox, lock, outbox, tickets};
use crate::database::{DatabaseError, Mode, Transaction, Trouble, in_transaction};
use crate::domain::{ConversationId, EventId, FileId, LinkId, MemberId, OpKey, TicketNumber};
use crate::params;

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
        let sql = "SELECT state FROM conversations WHERE id = $1";
        let row = self.db.row(sql, params![conversation.as_str()]).await?;
        row.map_or(Ok(None), |row| row.get("state"))
    }

    /// Commits a turn. An event that is handled already and outbox ids that exist already are a `Conflict` and undo
    /// everything. Links of other conversations and files of other conversations are left alone.
    pub async fn commit_turn(&self, conversation: &ConversationId, commit: Commit, now: DateTime<Utc>) -> Result<()> {
        in_transaction!(self.db, Mode::Write, |tx| commit_turn(tx, conversation, &commit, now).await)
    }
}

async fn commit_turn(
    tx: &mut dyn Transaction,
    conversation: &ConversationId,
    commit: &Commit,
    now: DateTime<Utc>,
) -> Result<()> {
    lock(tx, conversation).await?;
    if !inbox::handled(tx, conversation, commit.inbox_seq, now).await? {
        return Err(DatabaseError::new(Trouble::Conflict, "commit a turn: its event is not waiting any more"));
    }
    let sql = "UPDATE conversations SET state = $2, touched = $3 WHERE id = $1";
    tx.execute(sql, params![conversation.as_str(), commit.state.as_str(), now]).await?;
    for row in &commit.outbox {
        outbox::insert(tx, row, now).await?;
    }
    for (id, event) in &commit.events {
        inbox::accept(tx, id, conversation, event, now).await?;
    }
    for_member(tx, conversation, commit, now).await?;
    files::forget(tx, conversation, &commit.forgotten_files).await?;
    for entry in &commit.audit {
        audit::write(tx, entry, now).await?;
    }
    for link in &commit.unlinked {
        if links::conversation_of_link(tx, link).await?.as_ref() == Some(conversation) {
            links::end(tx, link, LinkEnd::SignedOut, now).await?;
        }
    }
    Ok(())
}

/// What belongs to the member: mutes and filings. A filing belongs to the member on whose behalf its write was ordered,
/// even if an operator ended the link since the turn began.
async fn for_member(
    tx: &mut dyn Transaction,
    conversation: &ConversationId,
    commit: &Commit,
    now: DateTime<Utc>,
) -> Result<()> {
    if commit.mutes.is_empty() && commit.filings.is_empty() {
        return Ok(());
    }
    let linked = links::active_member(tx, conversation).await?;
    if let Some(member) = &linked {
        for (number, muted) in &commit.mutes {
            if *muted {
                tickets::mute(tx, member, number, now).await?;
            } else {
                tickets::unmute(tx, member, number).await?;
            }
        }
    }
    for op in &commit.filings {
        let ordered: Option<&MemberId> =
            commit.outbox.iter().find(|row| row.id == op.as_str()).and_then(|row| row.member.as_ref());
        let member = ordered.or(linked.as_ref()).ok_or_else(|| {
            DatabaseError::new(Trouble::Permanent, "commit a turn: a ticket is being created by nobody")
        })?;
        tickets::file(tx, op, member, now).await?;
    }
    Ok(())
}
