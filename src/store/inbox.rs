//! The inbox: every event is stored once before it is acknowledged, and handled in order per conversation.
//!
//! A handled event keeps only its id, by which a second delivery is recognised; what it said is emptied with the commit
//! of its turn. One that was set aside is kept whole for the operator.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Result, Store, audit, lock, outbox};
use crate::database::{Mode, Row, Transaction, in_transaction};
use crate::domain::{ConversationId, EventId};
use crate::params;

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

/// An event that was set aside, as operators see it: what it says is not part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AsideRow {
    /// Its number.
    pub seq: i64,
    /// Unique event id.
    pub id: EventId,
    /// Of which conversation.
    pub conversation: ConversationId,
    /// How often its turn was begun.
    pub attempts: i64,
    /// When it came.
    pub received: DateTime<Utc>,
    /// Since when it is aside.
    pub aside_since: Option<DateTime<Utc>>,
    /// Why.
    pub note: String,
}

/// Who runs the turn of an event, and for how long nobody else does; a dead process's claim ends by itself.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'p> {
    /// The process.
    pub by: &'p str,
    /// For so long.
    pub lease_secs: i64,
    /// From when on.
    pub now: DateTime<Utc>,
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
        in_transaction!(self.db, Mode::Write, |tx| accept(tx, id, conversation, event, now).await)
    }

    /// Claims the oldest unhandled event of a conversation and counts the attempt; none while another process has it.
    /// Read the state after this call, not before it: then a turn that another process finished meanwhile makes the
    /// commit of this one fail instead of being lost.
    pub async fn next_event(&self, conversation: &ConversationId, claim: Claim<'_>) -> Result<Option<InboxRow>> {
        // Most often nothing is left after a turn; to find that out, nobody has to wait for the writer.
        if self.waiting_events(conversation).await? == 0 {
            return Ok(None);
        }
        let sql = "UPDATE inbox SET attempts = attempts + 1, claimed_by = $2, claimed_until = $4
            WHERE seq = (SELECT seq FROM inbox WHERE conversation = $1 AND state = 'pending' ORDER BY seq LIMIT 1)
                AND (claimed_by = $2 OR claimed_until <= $3)
            RETURNING seq, id, event, attempts";
        let until = outbox::lease_end(claim.now, claim.lease_secs);
        let Some(row) = in_transaction!(self.db, Mode::WriteSoon, |tx| {
            lock(tx, conversation).await?;
            tx.row(sql, params![conversation.as_str(), claim.by, claim.now, until]).await
        })?
        else {
            return Ok(None);
        };
        let id: String = row.get("id")?;
        Ok(Some(InboxRow {
            seq: row.get("seq")?,
            id: EventId::from(id),
            conversation: conversation.clone(),
            event: row.get("event")?,
            attempts: row.get("attempts")?,
        }))
    }

    /// The attempt at an event was not its own fault (the database failed): it does not count.
    pub async fn give_back(&self, seq: i64, by: &str) -> Result<()> {
        let sql = "UPDATE inbox SET attempts = attempts - 1, claimed_until = 0
            WHERE seq = $1 AND claimed_by = $2 AND state = 'pending' AND attempts > 0";
        in_transaction!(self.db, Mode::WriteSoon, |tx| tx.execute(sql, params![seq, by]).await)?;
        Ok(())
    }

    /// Whether that event was stored before.
    pub async fn is_known(&self, id: &EventId) -> Result<bool> {
        Ok(self.db.row("SELECT seq FROM inbox WHERE id = $1", params![id.as_str()]).await?.is_some())
    }

    /// Conversations with unhandled events (for the start and for the sweep), the longest waiting first, at most `limit`.
    pub async fn waiting_conversations(&self, limit: u32) -> Result<Vec<ConversationId>> {
        let sql = "SELECT conversation FROM inbox WHERE state = 'pending'
            GROUP BY conversation ORDER BY MIN(seq) LIMIT $1";
        let rows = self.db.scan(sql, params![i64::from(limit)]).await?;
        rows.iter().map(|row| row.get::<String>("conversation").map(ConversationId::from)).collect()
    }

    /// How many events of a conversation wait.
    pub async fn waiting_events(&self, conversation: &ConversationId) -> Result<i64> {
        let sql = "SELECT COUNT(*) AS waiting FROM inbox WHERE conversation = $1 AND state = 'pending'";
        let row = self.db.row(sql, params![conversation.as_str()]).await?;
        row.map_or(Ok(0), |row| row.get("waiting"))
    }

    /// Events that were set aside, oldest first, at most `limit`.
    pub async fn events_aside(&self, limit: u32) -> Result<Vec<AsideRow>> {
        let sql = "SELECT seq, id, conversation, attempts, received, handled, note FROM inbox
            WHERE state = 'aside' ORDER BY seq LIMIT $1";
        let rows = self.db.scan(sql, params![i64::from(limit)]).await?;
        let aside = |row: &Row| {
            Ok(AsideRow {
                seq: row.get("seq")?,
                id: EventId::from(row.get::<String>("id")?),
                conversation: ConversationId::from(row.get::<String>("conversation")?),
                attempts: row.get("attempts")?,
                received: row.get("received")?,
                aside_since: row.get("handled")?,
                note: row.get("note")?,
            })
        };
        rows.iter().map(aside).collect()
    }

    /// Puts an event that was set aside back, its tries counted anew; `false` if there is none. Audited.
    pub async fn retry_aside(&self, seq: i64, now: DateTime<Utc>) -> Result<bool> {
        let sql = "UPDATE inbox SET state = 'pending', attempts = 0, handled = NULL, note = ''
            WHERE seq = $1 AND state = 'aside'";
        in_transaction!(self.db, Mode::Write, |tx| {
            if tx.execute(sql, params![seq]).await? == 0 {
                return Ok(false);
            }
            audit::write(tx, &audit::by_operator("inbox.retried", &seq.to_string()), now).await?;
            Ok(true)
        })
    }

    /// Takes an event out after too many failed attempts; it is kept, marked, for the operator.
    pub async fn set_aside(&self, seq: i64, why: &str, now: DateTime<Utc>) -> Result<()> {
        let sql = "UPDATE inbox SET state = 'aside', handled = $2, note = $3, claimed_until = 0
            WHERE seq = $1 AND state = 'pending'";
        self.db.execute(sql, params![seq, now, why]).await?;
        Ok(())
    }
}

/// Stores an event within a transaction.
pub(super) async fn accept(
    tx: &mut dyn Transaction,
    id: &EventId,
    conversation: &ConversationId,
    event: &str,
    now: DateTime<Utc>,
) -> Result<Accepted> {
    let sql = "INSERT INTO inbox (id, conversation, event, state, attempts, received, note)
        VALUES ($1, $2, $3, 'pending', 0, $4, '') ON CONFLICT (id) DO NOTHING";
    let stored = tx.execute(sql, params![id.as_str(), conversation.as_str(), event, now]).await?;
    Ok(if stored == 0 { Accepted::Known } else { Accepted::New })
}

/// Marks an event as handled; `false` if it is not waiting (any more).
pub(super) async fn handled(
    tx: &mut dyn Transaction,
    conversation: &ConversationId,
    seq: i64,
    now: DateTime<Utc>,
) -> Result<bool> {
    let sql = "UPDATE inbox SET state = 'done', handled = $3, event = ''
        WHERE seq = $1 AND conversation = $2 AND state = 'pending'";
    Ok(tx.execute(sql, params![seq, conversation.as_str(), now]).await? == 1)
}
