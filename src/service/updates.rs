//! Updates: reads the desk's public changes and hands each to the people it concerns, once.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use super::intake::Stored;
use super::{Service, ServiceError};
use crate::conversation::event::{EventKind, Update};
use crate::desks::Change;
use crate::domain::{ConversationId, EventId, MemberId};
use crate::failpoint::failpoint;

/// Changes read at once.
const BATCH: u32 = 100;

impl Service {
    pub(super) async fn updates_worker(self: Arc<Self>) {
        let poll_every = Duration::from_secs(self.desk.caps().poll_secs);
        loop {
            if let Err(error) = self.read_changes().await {
                tracing::warn!(error = ?error, "the desk's changes could not be read; it is tried again");
            }
            tokio::select! {
                () = tokio::time::sleep(poll_every) => {}
                () = self.desk_changed.notified() => {}
            }
        }
    }

    /// Reads all changes since the cursor.
    pub(super) async fn read_changes(self: &Arc<Self>) -> Result<(), ServiceError> {
        loop {
            let cursor = self.store.cursor(self.desk_name()).await?;
            let (changes, next) = match self.desk.changes(cursor.as_deref(), BATCH).await {
                Ok(read) => read,
                Err(error) => {
                    tracing::warn!(error = ?error, "the desk does not tell its changes");
                    return Ok(());
                }
            };
            let mut events = Vec::new();
            for change in &changes {
                events.extend(self.events_of(change).await?);
            }
            let conversations: BTreeSet<ConversationId> = events.iter().map(|(_, id, _)| id.clone()).collect();
            if cursor.as_deref() != Some(next.as_str()) {
                failpoint!("updates.before");
                self.store.accept_updates(self.desk_name(), &next, events, self.now()).await?;
                failpoint!("updates.after");
            }
            for conversation in conversations {
                self.wake(conversation);
            }
            if changes.len() < BATCH as usize {
                return Ok(());
            }
        }
    }

    /// The events of one change: for every linked identity of the contact, the filer and the watchers, but not for whoever did it.
    async fn events_of(&self, change: &Change) -> Result<Vec<(EventId, ConversationId, String)>, ServiceError> {
        // A ticket that was filed from here, told before the write was settled: what follows it must find its filer.
        if let Some(op) = &change.op {
            self.store.filed_here(op, self.desk_name(), &change.ticket.number).await?;
        }
        let mut members: BTreeSet<MemberId> = change.ticket.watchers.iter().cloned().collect();
        if let Some(contact) = &change.ticket.contact {
            members.extend(self.store.member_of_contact(self.desk_name(), contact).await?);
        }
        members.extend(self.store.filer(self.desk_name(), &change.ticket.number).await?);
        if let Some(by) = &change.by {
            members.remove(by);
        }
        let mut events = Vec::new();
        for member in members {
            let known = self.store.member(&member).await?;
            if known.is_none_or(|known| known.customer != change.ticket.customer)
                || self.store.is_muted(&member, &change.ticket.number).await?
            {
                continue;
            }
            for row in self.store.conversations_of_member(&member).await? {
                let id = EventId::new(format!("update-{}-{}-{}", self.desk_name(), change.id, row.id));
                let update = Update {
                    ticket: change.ticket.clone(),
                    entry: change.entry.clone(),
                    was: change.was,
                    priority_was: change.priority_was,
                };
                let stored = Stored::own(id.clone(), self.now(), EventKind::Updated(Box::new(update)));
                events.push((id, row.id, stored.json()));
            }
        }
        Ok(events)
    }
}
