//! The audit log: who, where, what, when. No texts, no addresses; people by member id.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Result, Store};
use crate::domain::TicketNumber;

/// An entry to be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEntry {
    /// Who: `member:<id>`, `agent:<login>`, `operator`, `system`; empty for somebody unproven.
    pub who: String,
    /// Where: platform and conversation id, or `cli`, `desk`.
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
        todo!()
    }
    /// The newest entries, at most `limit`; only those whose `what` begins with `prefix`.
    pub async fn audit_log(&self, prefix: &str, limit: u32) -> Result<Vec<AuditRow>> {
        todo!()
    }
}
