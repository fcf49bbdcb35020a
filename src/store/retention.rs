//! Deletes what has been kept for long enough, a bounded number of rows per transaction, so that nobody waits long for the
//! writer's place. What is under way (waiting events, unsettled deliveries, active links, blocked identities) is never old.

use chrono::{DateTime, Utc};

use super::{Result, Store, lock};
use crate::database::{Mode, Transaction, in_transaction};
use crate::domain::{ConversationId, FileId, TicketNumber};
use crate::params;

/// Rows looked at per transaction.
const BATCH: i64 = 500;
/// Conversations deleted per call: each is looked for in every table that may refer to it.
const MAX_CONVERSATIONS: i64 = 100;

/// Tables whose rows are numbered in the order of their moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbered {
    /// Handled events and those set aside.
    Inbox,
    /// Delivered and dropped deliveries.
    Outbox,
    /// What the web chat shows.
    Feed,
    /// The audit log.
    Audit,
}

impl Numbered {
    /// The last number of the next batch after `$1`, and its oldest moment.
    fn next_batch(self) -> &'static str {
        match self {
            Self::Inbox => {
                "SELECT MAX(seq) AS last, MIN(at) AS oldest FROM
                    (SELECT seq, received AS at FROM inbox WHERE seq > $1 ORDER BY seq LIMIT $2) AS batch"
            }
            Self::Outbox => {
                "SELECT MAX(seq) AS last, MIN(at) AS oldest FROM
                    (SELECT seq, created AS at FROM outbox WHERE seq > $1 ORDER BY seq LIMIT $2) AS batch"
            }
            Self::Feed => {
                "SELECT MAX(seq) AS last, MIN(at) AS oldest FROM
                    (SELECT seq, shown AS at FROM feed WHERE seq > $1 ORDER BY seq LIMIT $2) AS batch"
            }
            Self::Audit => {
                "SELECT MAX(seq) AS last, MIN(at) AS oldest FROM
                    (SELECT seq, at FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2) AS batch"
            }
        }
    }

    /// Deletes what is old between `$1` and `$2`.
    fn delete(self) -> &'static str {
        match self {
            Self::Inbox => {
                "DELETE FROM inbox WHERE seq > $1 AND seq <= $2 AND state IN ('done', 'aside') AND handled < $3"
            }
            Self::Outbox => "DELETE FROM outbox WHERE seq > $1 AND seq <= $2 AND settled < $3",
            Self::Feed => "DELETE FROM feed WHERE seq > $1 AND seq <= $2 AND shown < $3",
            Self::Audit => "DELETE FROM audit WHERE seq > $1 AND seq <= $2 AND at < $3",
        }
    }
}

impl Store {
    /// Deletes the rows of a table from before that moment; says how many.
    pub async fn forget_numbered(&self, table: Numbered, before: DateTime<Utc>) -> Result<u64> {
        let (next_batch, delete) = (table.next_batch(), table.delete());
        let (mut after, mut deleted) = (0_i64, 0);
        loop {
            let step = in_transaction!(self.db, Mode::Write, |tx| {
                let Some(batch) = tx.row(next_batch, params![after, BATCH]).await? else { return Ok(None) };
                let (last, oldest): (Option<i64>, Option<DateTime<Utc>>) = (batch.get("last")?, batch.get("oldest")?);
                let Some(last) = last.filter(|_| oldest.is_some_and(|oldest| oldest < before)) else {
                    return Ok(None);
                };
                Ok(Some((last, tx.execute(delete, params![after, last, before]).await?)))
            })?;
            let Some((last, rows)) = step else { return Ok(deleted) };
            (after, deleted) = (last, deleted + rows);
        }
    }

    /// Deletes files from before that moment which neither a conversation nor a delivery under way names; says how many.
    pub async fn forget_files(&self, before: DateTime<Utc>) -> Result<u64> {
        let sql = "DELETE FROM files WHERE id IN (
            SELECT f.id FROM files f JOIN conversations c ON c.id = f.conversation
            WHERE f.created < $1 AND (c.state IS NULL OR c.state NOT LIKE '%' || f.id || '%')
                AND NOT EXISTS (SELECT 1 FROM inbox i WHERE i.conversation = f.conversation AND i.state = 'pending')
                AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.settled IS NULL AND o.conversation = f.conversation
                    AND o.payload LIKE '%' || f.id || '%')
            LIMIT $2)";
        self.db.execute(sql, params![before, BATCH]).await
    }

    /// Deletes links that ended before that moment; says how many.
    pub async fn forget_links(&self, before: DateTime<Utc>) -> Result<u64> {
        let sql = "DELETE FROM links WHERE id IN (SELECT id FROM links WHERE ended < $1 ORDER BY since, id LIMIT $2)";
        self.db.execute(sql, params![before, BATCH]).await
    }

    /// Deletes conversations in which nothing happened since, whose identity has no link, is not blocked and has nothing under
    /// way, with everything that belongs to them; says how many.
    pub async fn forget_conversations(&self, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<u64> {
        let sql = "SELECT c.id FROM conversations c JOIN identities i ON i.id = c.identity
            WHERE i.blocked = 0 AND c.touched < $1 AND c.created < $1
                AND NOT EXISTS (SELECT 1 FROM links l WHERE l.conversation = c.id AND l.ended IS NULL)
                AND NOT EXISTS (SELECT 1 FROM sessions s
                    WHERE s.kind = 'chat' AND s.account = i.account AND i.platform = 'web' AND s.expires > $2)
            ORDER BY c.id LIMIT $3";
        let rows = self.db.scan(sql, params![before, now, MAX_CONVERSATIONS]).await?;
        let mut deleted = 0;
        for row in rows {
            let id = ConversationId::from(row.get::<String>("id")?);
            deleted +=
                u64::from(in_transaction!(self.db, Mode::Write, |tx| delete_conversation(tx, &id, before).await)?);
        }
        Ok(deleted)
    }

    /// Conversations with drafts in which nothing happened since, with their states.
    pub async fn drafts_before(&self, before: DateTime<Utc>) -> Result<Vec<(ConversationId, String)>> {
        let sql = "SELECT id, state FROM conversations
            WHERE touched < $1 AND created < $1 AND state LIKE '%\"drafts\":[{%' ORDER BY id LIMIT $2";
        let rows = self.db.scan(sql, params![before, BATCH]).await?;
        rows.iter().map(|row| Ok((ConversationId::from(row.get::<String>("id")?), row.get("state")?))).collect()
    }

    /// Replaces the state of a conversation and deletes files, unless something happened meanwhile; says whether it did.
    pub async fn replace_state(
        &self,
        conversation: &ConversationId,
        was: &str,
        state: &str,
        files: &[FileId],
    ) -> Result<bool> {
        let waiting = "SELECT 1 AS one FROM inbox WHERE conversation = $1 AND state = 'pending' LIMIT 1";
        let replace = "UPDATE conversations SET state = $3 WHERE id = $1 AND state = $2";
        in_transaction!(self.db, Mode::Write, |tx| {
            lock(tx, conversation).await?;
            if tx.row(waiting, params![conversation.as_str()]).await?.is_some() {
                return Ok(false);
            }
            let replaced = tx.execute(replace, params![conversation.as_str(), was, state]).await? == 1;
            if replaced {
                super::files::forget(tx, conversation, files).await?;
            }
            Ok(replaced)
        })
    }

    /// Forgets what was known here of tickets that the desk deleted.
    pub async fn forget_tickets(&self, desk: &str, numbers: &[TicketNumber]) -> Result<()> {
        in_transaction!(self.db, Mode::Write, |tx| {
            for number in numbers {
                let filings = "DELETE FROM filings WHERE desk = $1 AND number = $2";
                tx.execute(filings, params![desk, number.as_str()]).await?;
                tx.execute("DELETE FROM mutes WHERE number = $1", params![number.as_str()]).await?;
            }
            Ok(())
        })
    }
}

/// Deletes a conversation and its identity, unless something came up since it was looked for.
async fn delete_conversation(tx: &mut dyn Transaction, id: &ConversationId, before: DateTime<Utc>) -> Result<bool> {
    lock(tx, id).await?;
    let sql = "SELECT c.identity, i.platform, i.account FROM conversations c JOIN identities i ON i.id = c.identity
        WHERE c.id = $1 AND c.touched < $2 AND i.blocked = 0
            AND NOT EXISTS (SELECT 1 FROM links l WHERE l.conversation = c.id AND l.ended IS NULL)
            AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.conversation = c.id AND e.state = 'pending')
            AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.conversation = c.id AND o.settled IS NULL)";
    let Some(row) = tx.row(sql, params![id.as_str(), before]).await? else { return Ok(false) };
    let (identity, platform, account): (String, String, String) =
        (row.get("identity")?, row.get("platform")?, row.get("account")?);
    for sql in [
        "DELETE FROM feed WHERE conversation = $1",
        "DELETE FROM files WHERE conversation = $1",
        "DELETE FROM codes WHERE conversation = $1",
        "DELETE FROM code_misses WHERE conversation = $1",
        "DELETE FROM links WHERE conversation = $1",
        "DELETE FROM inbox WHERE conversation = $1",
        "DELETE FROM outbox WHERE conversation = $1",
        "DELETE FROM conversations WHERE id = $1",
    ] {
        tx.execute(sql, params![id.as_str()]).await?;
    }
    if platform == "web" {
        tx.execute("DELETE FROM sessions WHERE kind = 'chat' AND account = $1", params![account]).await?;
    }
    tx.execute("DELETE FROM identities WHERE id = $1", params![identity]).await?;
    Ok(true)
}
