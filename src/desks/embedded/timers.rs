//! What happens by itself: Gelöst becomes Geschlossen.

use chrono::{DateTime, Days, Utc};

use super::customer::set_status;
use super::writing::{Begun, By, NewEntry};
use super::{EmbeddedDesk, Result};
use crate::domain::{EntryKind, OpKey, Status, TicketNumber};
use crate::params;

/// Tickets closed in one go; the next call goes on.
const MAX_CLOSED: i64 = 100;

impl EmbeddedDesk {
    /// Closes tickets that have been resolved for [`super::Setup::close_after_days`], unless the customer wrote since and
    /// waits for an answer; says how many. Called now and then.
    pub async fn close_resolved(&self, now: DateTime<Utc>) -> Result<u64> {
        let Some(before) = now.checked_sub_days(Days::new(u64::from(self.setup.close_after_days))) else {
            return Ok(0);
        };
        let sql = "SELECT number, resolved FROM desk_tickets WHERE status = 'resolved' AND resolved <= $1
            AND due_from IS NULL ORDER BY resolved LIMIT $2";
        let due = self.scanning().await?.rows(sql, params![before, MAX_CLOSED]).await?;
        let mut closed = 0;
        for row in due {
            let number = TicketNumber::new(row.get::<String>("number")?);
            let resolved: DateTime<Utc> = row.get("resolved")?;
            closed += u64::from(self.close_by_rule(&number, resolved).await?);
        }
        Ok(closed)
    }

    /// Closes a ticket unless something happened to it since it was looked at.
    async fn close_by_rule(&self, number: &TicketNumber, resolved: DateTime<Utc>) -> Result<bool> {
        let op = OpKey::new(format!("close-{number}-{}", resolved.timestamp_millis()));
        let Begun::New(mut writing) = self.begin(&op).await? else { return Ok(false) };
        let mut held = writing.held(number).await?;
        if held.ticket.status != Status::Resolved || held.resolved != Some(resolved) || held.due_from.is_some() {
            return Ok(false);
        }
        let mut entry = NewEntry::public(By::RULE, EntryKind::Status, "");
        entry.status = Some(set_status(&mut held, Status::Closed, writing.now));
        held.ticket.changed = writing.now;
        writing.save(&held).await?;
        writing.entry(number, entry).await?;
        self.finish(writing, number).await?;
        Ok(true)
    }
}
