//! The outbox: messages, desk writes and mails that a turn ordered, delivered in order per conversation and lane.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Result, Store};
use crate::domain::{ConversationId, LinkId, MemberId};

/// What kind of delivery; each lane of a conversation is in order by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// A message to the person.
    Message,
    /// A write to the desk.
    Write,
    /// A mail.
    Mail,
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

impl Store {
    /// Claims due deliveries: the first pending one of each (conversation, lane), for `lease_secs`; at most `limit`.
    /// On PostgreSQL with `FOR UPDATE SKIP LOCKED`.
    pub async fn claim(&self, limit: u32, lease_secs: i64, now: DateTime<Utc>) -> Result<Vec<OutboxRow>> {
        todo!()
    }
    /// The same for one conversation only (right after its turn).
    pub async fn claim_of(
        &self,
        conversation: &ConversationId,
        lease_secs: i64,
        now: DateTime<Utc>,
    ) -> Result<Vec<OutboxRow>> {
        todo!()
    }
    /// Ends a delivery. With `event`, stores that event in the inbox in the same transaction (a write's outcome).
    pub async fn settle(
        &self,
        seq: i64,
        settled: Settled,
        event: Option<(crate::domain::EventId, String)>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        todo!()
    }
    /// Tries again later. `note` for the operator, without personal data. With `event`, stores that event (the delay is told once).
    pub async fn retry(
        &self,
        seq: i64,
        due: DateTime<Utc>,
        note: &str,
        event: Option<(crate::domain::EventId, String)>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        todo!()
    }
    /// When the next pending delivery is due.
    pub async fn next_due(&self) -> Result<Option<DateTime<Utc>>> {
        todo!()
    }
    /// Pending, unknown and failed deliveries for the operator, at most `limit`: (row, state, note).
    pub async fn unsettled(&self, limit: u32) -> Result<Vec<(OutboxRow, String, String)>> {
        todo!()
    }
    /// Puts an unknown or failed delivery back to pending; `false` if there is none.
    pub async fn requeue(&self, id: &str, now: DateTime<Utc>) -> Result<bool> {
        todo!()
    }
}
