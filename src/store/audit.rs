//! The audit log: who, where, what, when. No texts, no addresses; people by member id.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Result, Store};
use crate::database::{Mode, Row, Transaction, in_transaction};
use crate::domain::{ConversationId, TicketNumber};
use crate::params;

/// An entry to be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEntry {
    /// Who: `member:<id>`, `agent:<login>`, `operator`, `system`; empty for somebody unproven.
    pub who: String,
    /// Where: `<platform>:<conversation id>`, or `desk`, or `cli`, with the id of what was changed: `cli:<id>`.
    pub place: String,
    /// What happened (`link.created`, `code.wrong`, `action.close`).
    pub what: String,
    /// The ticket.
    pub ticket: Option<TicketNumber>,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    /// Order.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The rest.
    pub entry: NewEntry,
}

/// Which entries; what is empty is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only later ones than this number.
    pub after: i64,
    /// Only since then.
    pub since: Option<DateTime<Utc>>,
    /// Only this one's.
    pub who: String,
    /// Only what begins so.
    pub what: String,
    /// Only of this ticket.
    pub ticket: String,
    /// Only at this place.
    pub place: String,
}

impl Store {
    /// Keeps an entry.
    pub async fn audit(&self, entry: &NewEntry, now: DateTime<Utc>) -> Result<()> {
        in_transaction!(self.db, Mode::Write, |tx| write(tx, entry, now).await)
    }

    /// The newest entries that fit, oldest first, at most `limit`.
    pub async fn audit_entries(&self, wanted: &Wanted, limit: u32) -> Result<Vec<AuditRow>> {
        let sql = "SELECT seq, at, who, place, what, ticket FROM audit
            WHERE seq > $1 AND at >= $2 AND ($3 = '' OR who = $3) AND substr(what, 1, length($4)) = $4
                AND ($5 = '' OR ticket = $5) AND ($6 = '' OR place = $6)
            ORDER BY seq DESC LIMIT $7";
        let Wanted { after, since, who, what, ticket, place } = wanted;
        let since = since.map_or(0, |since| since.timestamp_millis());
        let texts = [who, what, ticket, place].map(String::as_str);
        let values = params![*after, since, texts[0], texts[1], texts[2], texts[3], i64::from(limit)];
        self.db.scan(sql, values).await?.iter().rev().map(read).collect()
    }

    /// The newest entries, newest first, at most `limit`; only those whose `what` begins with `prefix`.
    pub async fn audit_log(&self, prefix: &str, limit: u32) -> Result<Vec<AuditRow>> {
        let sql = "SELECT seq, at, who, place, what, ticket FROM audit
            WHERE substr(what, 1, length($1)) = $1 ORDER BY seq DESC LIMIT $2";
        let rows = self.db.scan(sql, params![prefix, i64::from(limit)]).await?;
        rows.iter().map(read).collect()
    }
}

/// What an operator did to the thing with that id; empty, where there is no one thing.
pub(super) fn by_operator(what: &str, id: &str) -> NewEntry {
    let place = if id.is_empty() { "cli".to_owned() } else { format!("cli:{id}") };
    NewEntry { who: "operator".to_owned(), place, what: what.to_owned(), ticket: None }
}

/// Keeps an entry within a transaction.
pub(super) async fn write(tx: &mut dyn Transaction, entry: &NewEntry, now: DateTime<Utc>) -> Result<()> {
    let ticket = entry.ticket.as_ref().map(TicketNumber::as_str);
    tx.execute(
        "INSERT INTO audit (at, who, place, what, ticket) VALUES ($1, $2, $3, $4, $5)",
        params![now, entry.who.as_str(), entry.place.as_str(), entry.what.as_str(), ticket],
    )
    .await?;
    Ok(())
}

/// Keeps that something happened in a conversation.
pub(super) async fn in_conversation(
    tx: &mut dyn Transaction,
    conversation: &ConversationId,
    who: String,
    what: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let sql = "SELECT i.platform FROM conversations c JOIN identities i ON i.id = c.identity WHERE c.id = $1";
    let row = tx.row(sql, params![conversation.as_str()]).await?;
    let platform: String = row.map(|row| row.get("platform")).transpose()?.unwrap_or_default();
    let entry = NewEntry { who, place: format!("{platform}:{conversation}"), what: what.to_owned(), ticket: None };
    write(tx, &entry, now).await
}

fn read(row: &Row) -> Result<AuditRow> {
    let ticket: Option<String> = row.get("ticket")?;
    let entry = NewEntry {
        who: row.get("who")?,
        place: row.get("place")?,
        what: row.get("what")?,
        ticket: ticket.map(TicketNumber::from),
    };
    Ok(AuditRow { seq: row.get("seq")?, at: row.get("at")?, entry })
}
