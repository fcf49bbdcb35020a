//! What Ticketlotse itself knows of tickets: which were filed here by whom, who muted which, and how far the desk's changes were read.

use chrono::{DateTime, Utc};

use super::{Result, Store, inbox};
use crate::database::{DatabaseError, Dialect, Mode, Row, Transaction, Trouble, in_transaction};
use crate::domain::{ConversationId, EventId, MemberId, OpKey, TicketNumber};
use crate::params;

impl Store {
    /// The desk made the ticket: its number belongs to the filing from now on. Idempotent; an unknown operation changes
    /// nothing, another number for the same operation is a `Conflict`.
    pub async fn filed(&self, op: &OpKey, desk: &str, number: &TicketNumber) -> Result<()> {
        in_transaction!(self.db, Mode::Write, |tx| filed(tx, op, desk, number).await)
    }

    /// The desk tells of a change under that operation: if a ticket was ordered under it, this is its number.
    pub async fn filed_here(&self, op: &OpKey, desk: &str, number: &TicketNumber) -> Result<()> {
        let waiting = "SELECT op FROM filings WHERE op = $1 AND number IS NULL";
        if self.db.row(waiting, params![op.as_str()]).await?.is_some() {
            self.filed(op, desk, number).await?;
        }
        Ok(())
    }

    /// Numbers of the tickets that this member filed here, newest first, at most `limit`.
    pub async fn filed_by(&self, member: &MemberId, desk: &str, limit: u32) -> Result<Vec<TicketNumber>> {
        let sql = "SELECT number FROM filings WHERE member = $1 AND desk = $2 AND number IS NOT NULL
            ORDER BY filed DESC, op DESC LIMIT $3";
        let values = params![member.as_str(), desk, i64::from(limit)];
        let rows = self.db.rows(sql, values).await?;
        rows.iter().map(|row| row.get::<String>("number").map(TicketNumber::from)).collect()
    }

    /// Who filed that ticket here.
    pub async fn filer(&self, desk: &str, number: &TicketNumber) -> Result<Option<MemberId>> {
        let sql = "SELECT member FROM filings WHERE desk = $1 AND number = $2";
        let row = self.db.row(sql, params![desk, number.as_str()]).await?;
        row.map(|row| row.get::<String>("member").map(MemberId::from)).transpose()
    }

    /// Number that a creating write got, once it has one.
    pub async fn number_of(&self, op: &OpKey) -> Result<Option<TicketNumber>> {
        let sql = "SELECT number FROM filings WHERE op = $1";
        let row = self.db.row(sql, params![op.as_str()]).await?;
        let number: Option<String> = row.map_or(Ok(None), |row| row.get("number"))?;
        Ok(number.map(TicketNumber::from))
    }

    /// Whether the member muted that ticket.
    pub async fn is_muted(&self, member: &MemberId, number: &TicketNumber) -> Result<bool> {
        let sql = "SELECT since FROM mutes WHERE member = $1 AND number = $2";
        let values = params![member.as_str(), number.as_str()];
        Ok(self.db.row(sql, values).await?.is_some())
    }

    /// How far the desk's changes were read.
    pub async fn cursor(&self, desk: &str) -> Result<Option<String>> {
        let sql = "SELECT cursor FROM cursors WHERE desk = $1";
        let row = self.db.row(sql, params![desk]).await?;
        row.map(|row: Row| row.get("cursor")).transpose()
    }

    /// Stores update events of several conversations and the new cursor, in one transaction. Known event ids are left out.
    pub async fn accept_updates(
        &self,
        desk: &str,
        cursor: &str,
        events: Vec<(EventId, ConversationId, String)>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        in_transaction!(self.db, Mode::Write, |tx| {
            if tx.dialect() == Dialect::Postgres {
                // Two processes that read the same changes take turns.
                tx.row("SELECT desk FROM cursors WHERE desk = $1 FOR UPDATE", params![desk]).await?;
            }
            for (id, conversation, event) in &events {
                inbox::accept(tx, id, conversation, event, now).await?;
            }
            let sql = "INSERT INTO cursors (desk, cursor, changed) VALUES ($1, $2, $3)
                ON CONFLICT (desk) DO UPDATE SET cursor = excluded.cursor, changed = excluded.changed";
            tx.execute(sql, params![desk, cursor, now]).await?;
            Ok(())
        })
    }
}

/// The same as [`Store::filed`], within a transaction.
pub(super) async fn filed(tx: &mut dyn Transaction, op: &OpKey, desk: &str, number: &TicketNumber) -> Result<()> {
    let sql = "UPDATE filings SET desk = $2, number = $3 WHERE op = $1 AND (number IS NULL OR number = $3)";
    if tx.execute(sql, params![op.as_str(), desk, number.as_str()]).await? > 0 {
        return Ok(());
    }
    match tx.row("SELECT op FROM filings WHERE op = $1", params![op.as_str()]).await? {
        None => Ok(()),
        Some(_) => Err(DatabaseError::new(Trouble::Conflict, "file a ticket: it has another number already")),
    }
}

/// Remembers within a transaction that a ticket is being created here, for the member and the member's customer.
pub(super) async fn file(tx: &mut dyn Transaction, op: &OpKey, member: &MemberId, now: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO filings (op, member, customer, filed)
        SELECT $1, id, customer, $3 FROM members WHERE id = $2";
    tx.execute(sql, params![op.as_str(), member.as_str(), now]).await?;
    Ok(())
}

/// Mutes within a transaction.
pub(super) async fn mute(
    tx: &mut dyn Transaction,
    member: &MemberId,
    number: &TicketNumber,
    now: DateTime<Utc>,
) -> Result<()> {
    let sql = "INSERT INTO mutes (member, number, since) VALUES ($1, $2, $3) ON CONFLICT (member, number) DO NOTHING";
    tx.execute(sql, params![member.as_str(), number.as_str(), now]).await?;
    Ok(())
}

/// Unmutes within a transaction.
pub(super) async fn unmute(tx: &mut dyn Transaction, member: &MemberId, number: &TicketNumber) -> Result<()> {
    let sql = "DELETE FROM mutes WHERE member = $1 AND number = $2";
    tx.execute(sql, params![member.as_str(), number.as_str()]).await?;
    Ok(())
}
