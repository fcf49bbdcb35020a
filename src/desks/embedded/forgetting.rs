//! Deletes tickets that have been closed for long enough: whole, with files and internal notes.

use chrono::{DateTime, Utc};

use super::{EmbeddedDesk, Result};
use crate::database::{Mode, in_transaction};
use crate::domain::TicketNumber;
use crate::params;

/// Tickets deleted in one go; the next call goes on.
const MAX_DELETED: i64 = 20;

impl EmbeddedDesk {
    /// Deletes closed tickets without a change since that moment; names them. Their numbers are not given again.
    pub(super) async fn delete_closed(&self, before: DateTime<Utc>) -> Result<Vec<TicketNumber>> {
        let sql = "SELECT number FROM desk_tickets WHERE status = 'closed' AND changed < $1
            ORDER BY changed, number LIMIT $2";
        let due = self.scanning().await?.rows(sql, params![before, MAX_DELETED]).await?;
        let mut deleted = Vec::new();
        for row in due {
            let number = TicketNumber::new(row.get::<String>("number")?);
            let done = in_transaction!(self.db, Mode::Write, |tx| {
                let sql = "SELECT number FROM desk_tickets WHERE number = $1 AND status = 'closed' AND changed < $2";
                if tx.row(sql, params![number.as_str(), before]).await?.is_none() {
                    return Ok(false);
                }
                for sql in [
                    "DELETE FROM desk_files WHERE ticket = $1",
                    "DELETE FROM desk_entries WHERE ticket = $1",
                    "DELETE FROM desk_fields WHERE ticket = $1",
                    "DELETE FROM desk_watchers WHERE ticket = $1",
                    "DELETE FROM desk_ops WHERE ticket = $1",
                    "DELETE FROM desk_tickets WHERE number = $1",
                ] {
                    tx.execute(sql, params![number.as_str()]).await?;
                }
                Ok(true)
            })?;
            if done {
                deleted.push(number);
            }
        }
        Ok(deleted)
    }
}
