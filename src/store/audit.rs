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
    /// Where: `<platform>:<conversation id>`, or `cli`, `desk`.
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

impl Store {
    /// Keeps an entry.
    pub async fn audit(&self, entry: &NewEntry, now: DateTime<Utc>) -> Result<()> {
        in_transaction!(self.db, Mode::Write, |tx| write(tx, entry, now).await)
    }

    /// The newest entries, newest first, at most `limit`; only those whose `what` begins with `prefix`.
    pub async fn audit_log(&self, prefix: &str, limit: u32) -> Result<Vec<AuditRow>> {
        let sql = "SELECT seq, at, who, place, what, ticket FROM audit
            WHERE substr(what, 1, length($1)) = $1 ORDER BY seq DESC LIMIT $2";
        let rows = self.db.rows(sql, params![prefix, i64::from(limit)]).await?;
        rows.iter().map(read).collect()
    }
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
