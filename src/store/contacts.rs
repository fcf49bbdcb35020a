//! Support-IDs: what is known of each member's record in the desk, and when it is looked up next.

use chrono::{DateTime, Utc};

use super::{Result, Store};
use crate::domain::{ContactId, ContactState, Member, MemberId};

/// A member whose contact is to be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueContact {
    /// The member.
    pub member: Member,
    /// State so far.
    pub state: ContactState,
    /// Lookups so far.
    pub attempts: i64,
    /// First time it was missed.
    pub missing_since: DateTime<Utc>,
    /// Whether the person has been told that it takes long.
    pub overdue_told: bool,
}

impl Store {
    /// State of a member's contact.
    pub async fn contact_state(&self, desk: &str, member: &MemberId) -> Result<ContactState> {
        todo!()
    }
    /// Members to look up now (enabled, linked at least once), at most `limit`.
    pub async fn due_contacts(&self, desk: &str, now: DateTime<Utc>, limit: u32) -> Result<Vec<DueContact>> {
        todo!()
    }
    /// Asks for a lookup now (sign-in, after a ticket was created). Idempotent.
    pub async fn want_contact(&self, desk: &str, member: &MemberId, now: DateTime<Utc>) -> Result<()> {
        todo!()
    }
    /// Keeps what a lookup found; with a newly linked contact (or overdue), the events are stored in the same transaction.
    pub async fn put_contact(
        &self,
        desk: &str,
        member: &MemberId,
        state: &ContactState,
        next_check: DateTime<Utc>,
        overdue_told: bool,
        events: Vec<(crate::domain::EventId, crate::domain::ConversationId, String)>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        todo!()
    }
    /// The member behind a contact of the desk, if linked.
    pub async fn member_of_contact(&self, desk: &str, contact: &ContactId) -> Result<Option<MemberId>> {
        todo!()
    }
}
