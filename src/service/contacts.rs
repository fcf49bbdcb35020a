//! Support-IDs: looks for the desk's contact of each member in the background and tells the person once it is there.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::intake::Stored;
use super::{Service, ServiceError};
use crate::conversation::event::EventKind;
use crate::database::DatabaseError;
use crate::domain::{ContactId, ContactState, ConversationId, EventId, MemberId};
use crate::store::Store;
use crate::store::contacts::DueContact;

/// How often the worker looks whether somebody is due.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// Members looked up at once.
const BATCH: u32 = 50;
/// Growing pauses between lookups; the last one goes on.
const PAUSES_MINUTES: [i64; 6] = [1, 5, 30, 120, 360, 1440];
/// After so many days without a Support-ID the operator is alarmed and the person told.
const OVERDUE_DAYS: i64 = 3;

impl Service {
    pub(super) async fn contacts_worker(self: Arc<Self>) {
        loop {
            if let Err(error) = self.look_contacts_up().await {
                tracing::warn!(error = ?error, "contacts could not be looked up; it is tried again");
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Looks up everybody who is due.
    pub(super) async fn look_contacts_up(self: &Arc<Self>) -> Result<(), ServiceError> {
        for due in self.store.due_contacts(self.desk_name(), self.now(), BATCH).await? {
            self.look_up(&due).await?;
        }
        Ok(())
    }

    async fn look_up(self: &Arc<Self>, due: &DueContact) -> Result<(), ServiceError> {
        let now = self.now();
        let member = &due.member;
        let state = match self.desk.find_contact(member).await {
            Ok(state) => state,
            Err(error) => {
                tracing::warn!(member = %member.id, error = ?error, "the desk could not be asked for a contact");
                let pause = chrono::Duration::minutes(PAUSES_MINUTES[1]);
                let told = due.overdue_told;
                self.store
                    .put_contact(self.desk_name(), &member.id, &due.state, now + pause, told, Vec::new(), now)
                    .await?;
                return Ok(());
            }
        };
        if state == ContactState::Ambiguous {
            tracing::warn!(member = %member.id, "the desk has several contacts with this address; none is taken");
        }
        let overdue =
            state.id().is_none() && !due.overdue_told && now - due.missing_since > chrono::Duration::days(OVERDUE_DAYS);
        if overdue {
            tracing::error!(member = %member.id, days = OVERDUE_DAYS, "no Support-ID after several days: add the contact in the ticket system");
        }
        let found = state.id().filter(|id| due.state.id() != Some(*id));
        let events = if found.is_some() || overdue {
            contact_events(&self.store, &member.id, found, now).await?
        } else {
            Vec::new()
        };
        let told: Vec<ConversationId> = events.iter().map(|(_, conversation, _)| conversation.clone()).collect();
        let step = usize::try_from(due.attempts).unwrap_or(usize::MAX).min(PAUSES_MINUTES.len() - 1);
        let pause = if state.id().is_some() {
            chrono::Duration::days(1)
        } else {
            chrono::Duration::minutes(PAUSES_MINUTES[step])
        };
        let overdue_told = due.overdue_told || overdue;
        self.store.put_contact(self.desk_name(), &member.id, &state, now + pause, overdue_told, events, now).await?;
        for conversation in told {
            self.wake(conversation);
        }
        Ok(())
    }
}

/// For every linked identity of the member: the Support-ID is there, or it takes long.
pub(super) async fn contact_events(
    store: &Store,
    member: &MemberId,
    found: Option<&ContactId>,
    now: DateTime<Utc>,
) -> Result<Vec<(EventId, ConversationId, String)>, DatabaseError> {
    let mut events = Vec::new();
    for row in store.conversations_of_member(member).await? {
        let Some(link) = row.link else { continue };
        // One id per link and Support-ID: two lookups at once tell it once.
        let (id, kind) = match found {
            Some(contact) => {
                let id = format!("contact-{link}-{contact}");
                (id, EventKind::ContactFound { contact: contact.clone(), link })
            }
            None => (format!("contact-{link}-overdue"), EventKind::ContactOverdue),
        };
        let id = EventId::new(id);
        let stored = Stored::own(id.clone(), now, kind);
        events.push((id, row.id, stored.json()));
    }
    Ok(events)
}
