//! What Ticketlotse itself knows of tickets: which were filed here by whom, who muted which, and how far the desk's changes were read.

use chrono::{DateTime, Utc};

use super::{Result, Store};
use crate::domain::{ConversationId, MemberId, OpKey, TicketNumber};

impl Store {
    /// The desk made the ticket: its number belongs to the filing from now on. Idempotent.
    pub async fn filed(&self, op: &OpKey, desk: &str, number: &TicketNumber) -> Result<()> {
        todo!()
    }
    /// Numbers of the tickets that this member filed here, newest first, at most `limit`.
    pub async fn filed_by(&self, member: &MemberId, desk: &str, limit: u32) -> Result<Vec<TicketNumber>> {
        todo!()
    }
    /// Who filed that ticket here.
    pub async fn filer(&self, desk: &str, number: &TicketNumber) -> Result<Option<MemberId>> {
        todo!()
    }
    /// Number that a creating write got, once it has one.
    pub async fn number_of(&self, op: &OpKey) -> Result<Option<TicketNumber>> {
        todo!()
    }
    /// Whether the member muted that ticket.
    pub async fn is_muted(&self, member: &MemberId, number: &TicketNumber) -> Result<bool> {
        todo!()
    }
    /// How far the desk's changes were read.
    pub async fn cursor(&self, desk: &str) -> Result<Option<String>> {
        todo!()
    }
    /// Stores update events of several conversations and the new cursor, in one transaction. Known event ids are left out.
    pub async fn accept_updates(
        &self,
        desk: &str,
        cursor: &str,
        events: Vec<(crate::domain::EventId, ConversationId, String)>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        todo!()
    }
}
