//! The outbox: messages, desk writes and mails that a turn ordered, delivered in order per conversation and lane.
//!
//! A delivery is claimed for a while (its lease) and settled afterwards; when the claimer dies, the lease ends by itself
//! and another one claims it. Behind a delivery that waits for its next try, the later ones of its lane wait too. What
//! was delivered or dropped keeps its id, so that it is never ordered again, and loses its payload.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Result, Store, audit, contacts, files, inbox, tickets, unknown_word};
use crate::database::{Dialect, Mode, Param, Row, Transaction, in_transaction};
use crate::domain::{ConversationId, EventId, FileId, LinkId, MemberId, OpKey, TicketNumber};
use crate::params;

/// What kind of delivery; each lane of a conversation is in order by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// A message to the person.
    Message,
    /// A message that is held back until quiet hours end; the others do not wait behind it.
    Held,
    /// A write to the desk.
    Write,
    /// A mail.
    Mail,
}

impl Settled {
    /// Its word.
    pub fn id(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Unknown => "unknown",
            Self::Failed => "failed",
            Self::Dropped => "dropped",
        }
    }
}

impl Lane {
    /// All lanes.
    pub const ALL: [Self; 4] = [Self::Message, Self::Held, Self::Write, Self::Mail];

    /// Its word.
    pub fn id(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Held => "held",
            Self::Write => "write",
            Self::Mail => "mail",
        }
    }

    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.id() == id)
    }
}

/// A delivery to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRow {
    /// Unique: the idempotency key.
    pub id: String,
    /// Of which conversation.
    pub conversation: ConversationId,
    /// Lane.
    pub lane: Lane,
    /// Delivered only while this link is entitled; `None`: whatever happens.
    pub link: Option<LinkId>,
    /// On whose behalf (writes): the member at the time.
    pub member: Option<MemberId>,
    /// JSON.
    pub payload: String,
    /// Not before.
    pub due: DateTime<Utc>,
}

/// A delivery under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// Order.
    pub seq: i64,
    /// When it was ordered.
    pub created: DateTime<Utc>,
    /// Tries so far, this one included.
    pub attempts: i64,
    /// The rest.
    pub row: NewRow,
}

/// A delivery that is not settled, as operators see it: what it says is not part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenRow {
    /// Its number.
    pub seq: i64,
    /// Its id: the idempotency key.
    pub id: String,
    /// Of which conversation.
    pub conversation: ConversationId,
    /// Lane.
    pub lane: Lane,
    /// On whose behalf.
    pub member: Option<MemberId>,
    /// When it was ordered.
    pub created: DateTime<Utc>,
    /// Not before.
    pub due: DateTime<Utc>,
    /// Tries so far.
    pub attempts: i64,
    /// `pending`, `unknown` or `failed`.
    pub state: String,
    /// What happened at the last try.
    pub note: String,
}

/// Which unsettled deliveries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that an operator should know of.
    Notable,
    /// All.
    All,
}

/// What an operator found out about a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is done.
    Done {
        /// The ticket it made or changed.
        number: TicketNumber,
        /// The desk, if it made the ticket.
        filed_at: Option<String>,
        /// The files that it carried, which are the desk's now.
        files: Vec<FileId>,
    },
    /// It is not done, and will not be.
    NotDone,
}

/// Where a delivery ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// Delivered.
    Done,
    /// The desk may or may not have it: waits for an operator.
    Unknown,
    /// Given up: waits for an operator.
    Failed,
    /// No longer allowed or wanted (entitlement gone, link ended).
    Dropped,
}

/// The first pending delivery of each lane, if it is due and nobody works on it. `$1` is now, `$2` the end of the lease.
macro_rules! claim {
    ($only:literal, $lock:literal) => {
        concat!(
            "WITH picked AS MATERIALIZED (
                SELECT seq FROM outbox
                WHERE state = 'pending' AND due <= $1 AND claimed_until <= $1 AND ",
            $only,
            " AND NOT EXISTS (
                    SELECT 1 FROM outbox AS earlier
                    WHERE earlier.conversation = outbox.conversation AND earlier.lane = outbox.lane
                        AND earlier.state = 'pending' AND earlier.seq < outbox.seq)
                ORDER BY due, seq LIMIT $3 ",
            $lock,
            ")
            UPDATE outbox SET claimed_until = $2, attempts = attempts + 1
            FROM picked WHERE outbox.seq = picked.seq
            RETURNING outbox.seq, outbox.id, outbox.conversation, outbox.lane, outbox.link, outbox.member,
                outbox.payload, outbox.created, outbox.due, outbox.attempts"
        )
    };
}

/// A ticket that the desk made.
#[derive(Clone, Copy, Debug)]
pub struct Created<'a> {
    /// The operation that it was ordered under.
    pub op: &'a OpKey,
    /// The desk.
    pub desk: &'a str,
    /// Its number.
    pub number: &'a TicketNumber,
    /// Who filed it.
    pub member: Option<&'a MemberId>,
}

/// A conversation has as many first deliveries as there are lanes.
const LANES: i64 = 4;

impl Store {
    /// Claims due deliveries: the first pending one of each (conversation, lane), for `lease_secs`; at most `limit`.
    /// On PostgreSQL with `FOR UPDATE SKIP LOCKED`.
    pub async fn claim(&self, limit: u32, lease_secs: i64, now: DateTime<Utc>) -> Result<Vec<OutboxRow>> {
        let sql = match self.db.dialect() {
            Dialect::Sqlite => claim!("1 = 1", ""),
            Dialect::Postgres => claim!("1 = 1", "FOR UPDATE SKIP LOCKED"),
        };
        self.claim_with(sql, params![now, lease_end(now, lease_secs), i64::from(limit)]).await
    }

    /// The same for one conversation only (right after its turn).
    pub async fn claim_of(
        &self,
        conversation: &ConversationId,
        lease_secs: i64,
        now: DateTime<Utc>,
    ) -> Result<Vec<OutboxRow>> {
        let any = "SELECT seq FROM outbox WHERE conversation = $1 AND state = 'pending' AND due <= $2 LIMIT 1";
        // Most often nothing is left after a delivery; to find that out, nobody has to wait for the writer.
        if self.db.row(any, params![conversation.as_str(), now]).await?.is_none() {
            return Ok(Vec::new());
        }
        let sql = match self.db.dialect() {
            Dialect::Sqlite => claim!("conversation = $4", ""),
            Dialect::Postgres => claim!("conversation = $4", "FOR UPDATE SKIP LOCKED"),
        };
        self.claim_with(sql, params![now, lease_end(now, lease_secs), LANES, conversation.as_str()]).await
    }

    async fn claim_with(&self, sql: &'static str, values: Vec<Param>) -> Result<Vec<OutboxRow>> {
        // A lease that is lost with the power has ended, which is what it does anyway.
        let rows = in_transaction!(self.db, Mode::WriteSoon, |tx| tx.rows(sql, values.clone()).await)?;
        let mut rows: Vec<OutboxRow> = rows.iter().map(read).collect::<Result<_>>()?;
        rows.sort_unstable_by_key(|row| row.seq);
        Ok(rows)
    }

    /// Ends a delivery. With `event`, stores that event in the inbox in the same transaction (a write's outcome).
    /// A delivery that is done or dropped already stays so, and its event is not stored again. That a delivery without an
    /// event (a message, a mail) is done may be forgotten when the power fails at once: then it is delivered once more.
    pub async fn settle(
        &self,
        seq: i64,
        settled: Settled,
        event: Option<(EventId, String)>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let sql = match settled {
            Settled::Done => {
                "UPDATE outbox SET state = 'done', settled = $2, payload = '', claimed_until = 0
                WHERE seq = $1 AND settled IS NULL RETURNING conversation"
            }
            Settled::Dropped => {
                "UPDATE outbox SET state = 'dropped', settled = $2, payload = '', claimed_until = 0
                WHERE seq = $1 AND settled IS NULL RETURNING conversation"
            }
            Settled::Unknown => {
                "UPDATE outbox SET state = 'unknown', claimed_until = 0
                WHERE seq = $1 AND settled IS NULL RETURNING conversation"
            }
            Settled::Failed => {
                "UPDATE outbox SET state = 'failed', claimed_until = 0
                WHERE seq = $1 AND settled IS NULL RETURNING conversation"
            }
        };
        let ended = matches!(settled, Settled::Done | Settled::Dropped);
        let values = if ended { params![seq, now] } else { params![seq] };
        let mode = if ended && event.is_none() { Mode::WriteSoon } else { Mode::Write };
        self.change(mode, sql, values, event, now).await
    }

    /// Ends a write that is done, all or nothing: its outcome is stored as an event, its files are deleted, and a new
    /// ticket's number belongs to its filing, whose member now waits for a contact (looked up after the event is there).
    pub async fn settle_write(
        &self,
        seq: i64,
        event: (EventId, String),
        files: &[FileId],
        created: Option<Created<'_>>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let sql = "UPDATE outbox SET state = 'done', settled = $2, payload = '', claimed_until = 0
            WHERE seq = $1 AND settled IS NULL RETURNING conversation";
        in_transaction!(self.db, Mode::Write, |tx| {
            let Some(row) = tx.row(sql, params![seq, now]).await? else { return Ok(()) };
            let conversation = ConversationId::from(row.get::<String>("conversation")?);
            inbox::accept(tx, &event.0, &conversation, &event.1, now).await?;
            if let Some(Created { op, desk, number, member }) = created {
                tickets::filed(tx, op, desk, number).await?;
                if let Some(member) = member {
                    contacts::want(tx, desk, member, now).await?;
                }
            }
            files::forget(tx, &conversation, files).await
        })
    }

    /// Tries again later. `note` for the operator, without personal data. With `event`, stores that event (the delay is told once).
    pub async fn retry(
        &self,
        seq: i64,
        due: DateTime<Utc>,
        note: &str,
        event: Option<(EventId, String)>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let sql = "UPDATE outbox SET due = $2, claimed_until = 0, note = $3
            WHERE seq = $1 AND state = 'pending' RETURNING conversation";
        let mode = if event.is_none() { Mode::WriteSoon } else { Mode::Write };
        self.change(mode, sql, params![seq, due, note], event, now).await
    }

    /// Keeps what the operator needs to know of a delivery that is about to be given up; without personal data.
    pub async fn note(&self, seq: i64, note: &str) -> Result<()> {
        let sql = "UPDATE outbox SET note = $2 WHERE seq = $1";
        in_transaction!(self.db, Mode::WriteSoon, |tx| tx.execute(sql, params![seq, note]).await).map(|_| ())
    }

    /// Changes one row and, if there was one to change, stores the event.
    async fn change(
        &self,
        mode: Mode,
        sql: &'static str,
        values: Vec<Param>,
        event: Option<(EventId, String)>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        in_transaction!(self.db, mode, |tx| {
            let Some(row) = tx.row(sql, values.clone()).await? else { return Ok(()) };
            let conversation = ConversationId::from(row.get::<String>("conversation")?);
            if let Some((id, event)) = &event {
                inbox::accept(tx, id, &conversation, event, now).await?;
            }
            Ok(())
        })
    }

    /// Whether a delivery was ordered under that id before.
    pub async fn is_ordered(&self, id: &str) -> Result<bool> {
        Ok(self.db.row("SELECT seq FROM outbox WHERE id = $1", params![id]).await?.is_some())
    }

    /// What an earlier process had in hand is free at once. Only where no other process works on this database: answers
    /// whether that is so.
    pub async fn take_over(&self, now: DateTime<Utc>) -> Result<bool> {
        if !self.db.alone().await? {
            return Ok(false);
        }
        in_transaction!(self.db, Mode::Write, |tx| {
            tx.execute("UPDATE outbox SET claimed_until = 0 WHERE state = 'pending' AND claimed_until > 0", vec![])
                .await?;
            tx.execute("UPDATE inbox SET claimed_until = 0 WHERE state = 'pending' AND claimed_until > 0", vec![])
                .await?;
            pull_forward(tx, now).await
        })?;
        Ok(true)
    }

    /// The clock was put back: what was to be tried again within minutes would wait for as long as the clock went back.
    /// It is due now instead; what is held back until a time of day stays so.
    pub async fn clock_went_back(&self, now: DateTime<Utc>) -> Result<()> {
        in_transaction!(self.db, Mode::Write, |tx| pull_forward(tx, now).await)
    }

    /// When the next pending delivery can be claimed: the earliest of the first ones of all lanes.
    pub async fn next_due(&self) -> Result<Option<DateTime<Utc>>> {
        let sql = "SELECT MIN(CASE WHEN claimed_until > due THEN claimed_until ELSE due END) AS due FROM outbox
            WHERE state = 'pending' AND NOT EXISTS (
                SELECT 1 FROM outbox AS earlier
                WHERE earlier.conversation = outbox.conversation AND earlier.lane = outbox.lane
                    AND earlier.state = 'pending' AND earlier.seq < outbox.seq)";
        let row = self.db.row(sql, vec![]).await?;
        row.map_or(Ok(None), |row| row.get("due"))
    }

    /// Pending, unknown and failed deliveries for the operator, oldest first, at most `limit`: (row, state, note).
    pub async fn unsettled(&self, limit: u32) -> Result<Vec<(OutboxRow, String, String)>> {
        let sql = "SELECT seq, id, conversation, lane, link, member, payload, created, due, attempts, state, note
            FROM outbox WHERE settled IS NULL ORDER BY seq LIMIT $1";
        let rows = self.db.rows(sql, params![i64::from(limit)]).await?;
        rows.iter().map(|row| Ok((read(row)?, row.get("state")?, row.get("note")?))).collect()
    }

    /// Deliveries that are not settled, oldest first, at most `limit`: those that wait for an operator, those held back, those
    /// due since before `overdue`; with `Which::All` also those that are simply on their way. Without payloads.
    pub async fn open_rows(&self, which: Which, overdue: DateTime<Utc>, limit: u32) -> Result<Vec<OpenRow>> {
        let sql = "SELECT seq, id, conversation, lane, member, created, due, attempts, state, note FROM outbox
            WHERE settled IS NULL AND ($1 = 1 OR state <> 'pending' OR lane = 'held' OR due < $2)
            ORDER BY seq LIMIT $3";
        let values = params![which == Which::All, overdue, i64::from(limit)];
        self.db.scan(sql, values).await?.iter().map(read_open).collect()
    }

    /// An unsettled delivery by its number or id, and its payload.
    pub async fn open_row(&self, row: &str) -> Result<Option<(OpenRow, String)>> {
        let sql = "SELECT seq, id, conversation, lane, member, created, due, attempts, state, note, payload FROM outbox
            WHERE settled IS NULL AND (id = $1 OR seq = $2)";
        let row = self.db.row(sql, params![row, row.parse::<i64>().unwrap_or(-1)]).await?;
        row.map(|row| Ok((read_open(&row)?, row.get("payload")?))).transpose()
    }

    /// Puts an unknown or failed delivery back to pending, its tries counted anew; `false` if there is none. Audited.
    pub async fn requeue(&self, id: &str, now: DateTime<Utc>) -> Result<bool> {
        let sql = "UPDATE outbox SET state = 'pending', due = $2, claimed_until = 0, attempts = 0
            WHERE id = $1 AND state IN ('unknown', 'failed')";
        in_transaction!(self.db, Mode::Write, |tx| {
            if tx.execute(sql, params![id, now]).await? == 0 {
                return Ok(false);
            }
            audit::write(tx, &audit::by_operator("outbox.retried", id), now).await?;
            Ok(true)
        })
    }

    /// Settles an unknown or failed delivery as an operator decided: done as that ticket (and, if it made the ticket, `filed`
    /// at that desk), or not at all. The event that tells the person is stored with it. `false` if nothing waits for a
    /// decision. A ticket that another operation made already is a `Conflict`. Audited.
    pub async fn decide(
        &self,
        id: &str,
        decided: &Decided,
        event: Option<(EventId, String)>,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let sql = match decided {
            Decided::Done { .. } => {
                "UPDATE outbox SET state = 'done', settled = $2, payload = '', claimed_until = 0
                WHERE id = $1 AND state IN ('unknown', 'failed') RETURNING conversation"
            }
            Decided::NotDone => {
                "UPDATE outbox SET state = 'dropped', settled = $2, payload = '', claimed_until = 0
                WHERE id = $1 AND state IN ('unknown', 'failed') RETURNING conversation"
            }
        };
        in_transaction!(self.db, Mode::Write, |tx| {
            let Some(row) = tx.row(sql, params![id, now]).await? else { return Ok(false) };
            let mut entry = audit::by_operator("outbox.not_done", id);
            if let Decided::Done { number, filed_at, files } = decided {
                files::forget(tx, &ConversationId::from(row.get::<String>("conversation")?), files).await?;
                entry = audit::NewEntry { ticket: Some(number.clone()), ..audit::by_operator("outbox.done", id) };
                if let Some(desk) = filed_at {
                    tickets::filed(tx, &OpKey::new(id), desk, number).await?;
                }
            }
            if let Some((event_id, event)) = &event {
                let conversation = ConversationId::from(row.get::<String>("conversation")?);
                inbox::accept(tx, event_id, &conversation, event, now).await?;
            }
            audit::write(tx, &entry, now).await?;
            Ok(true)
        })
    }
}

/// Nothing is put off or claimed for longer than this; what is was so by another clock.
const FARTHEST_SECS: i64 = 900;

async fn pull_forward(tx: &mut dyn Transaction, now: DateTime<Utc>) -> Result<()> {
    let farthest = lease_end(now, FARTHEST_SECS);
    let sql = "UPDATE outbox SET due = $1 WHERE state = 'pending' AND lane <> 'held' AND due > $2";
    tx.execute(sql, params![now, farthest]).await?;
    let sql = "UPDATE outbox SET claimed_until = $1 WHERE state = 'pending' AND claimed_until > $2";
    tx.execute(sql, params![now, farthest]).await?;
    let sql = "UPDATE inbox SET claimed_until = $1 WHERE state = 'pending' AND claimed_until > $2";
    tx.execute(sql, params![now, farthest]).await?;
    Ok(())
}

/// Keeps a delivery within a transaction that has locked the conversation. A known id is a `Conflict`.
pub(super) async fn insert(tx: &mut dyn Transaction, row: &NewRow, now: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO outbox
            (id, conversation, lane, link, member, payload, created, due, claimed_until, attempts, state, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 'pending', '')";
    let values = params![
        row.id.as_str(),
        row.conversation.as_str(),
        row.lane.id(),
        row.link.as_ref().map(LinkId::as_str),
        row.member.as_ref().map(MemberId::as_str),
        row.payload.as_str(),
        now,
        row.due,
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// Drops the undelivered messages of a link that ends. What was ordered at the desk stays ordered.
pub(super) async fn drop_messages(tx: &mut dyn Transaction, link: &LinkId, now: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE outbox SET state = 'dropped', settled = $2, payload = '', claimed_until = 0
        WHERE link = $1 AND lane IN ('message', 'held') AND state = 'pending'";
    tx.execute(sql, params![link.as_str(), now]).await?;
    Ok(())
}

fn read_open(row: &Row) -> Result<OpenRow> {
    Ok(OpenRow {
        seq: row.get("seq")?,
        id: row.get("id")?,
        conversation: ConversationId::from(row.get::<String>("conversation")?),
        lane: Lane::from_id(&row.get::<String>("lane")?).ok_or_else(|| unknown_word("lane"))?,
        member: row.get::<Option<String>>("member")?.map(MemberId::from),
        created: row.get("created")?,
        due: row.get("due")?,
        attempts: row.get("attempts")?,
        state: row.get("state")?,
        note: row.get("note")?,
    })
}

pub(super) fn lease_end(now: DateTime<Utc>, lease_secs: i64) -> i64 {
    now.timestamp_millis().saturating_add(lease_secs.saturating_mul(1000))
}

fn read(row: &Row) -> Result<OutboxRow> {
    let conversation: String = row.get("conversation")?;
    let lane: String = row.get("lane")?;
    let link: Option<String> = row.get("link")?;
    let member: Option<String> = row.get("member")?;
    Ok(OutboxRow {
        seq: row.get("seq")?,
        created: row.get("created")?,
        attempts: row.get("attempts")?,
        row: NewRow {
            id: row.get("id")?,
            conversation: ConversationId::from(conversation),
            lane: Lane::from_id(&lane).ok_or_else(|| unknown_word("lane"))?,
            link: link.map(LinkId::from),
            member: member.map(MemberId::from),
            payload: row.get("payload")?,
            due: row.get("due")?,
        },
    })
}
