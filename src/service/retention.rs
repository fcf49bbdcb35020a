//! Retention: what has been kept for as long as the configuration says is deleted, by a timer, in small steps.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::turn::files_in;
use super::{Service, ServiceError};
use crate::conversation::state::State;
use crate::store::retention::Numbered;
use crate::telemetry::measures;

/// Pause before the first time: a process that starts has better things to do.
const FIRST_AFTER: Duration = Duration::from_mins(5);
/// How often.
const EVERY: Duration = Duration::from_hours(1);
/// Steps of one subject at once; the rest is for the next time.
const MAX_STEPS: usize = 20;

/// How long what is kept is kept; `None` is for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Drafts of conversations in which nothing happened.
    pub drafts: Option<Duration>,
    /// Handled events and ended deliveries.
    pub handled: Option<Duration>,
    /// What the web chat shows.
    pub transcripts: Option<Duration>,
    /// The audit log.
    pub audit: Option<Duration>,
    /// Files that belong to nothing.
    pub files: Option<Duration>,
    /// Ended links, and identities without one.
    pub identities: Option<Duration>,
    /// Closed tickets, where the desk is ours.
    pub tickets: Option<Duration>,
}

impl Service {
    pub(super) async fn retention_worker(self: Arc<Self>) {
        tokio::time::sleep(FIRST_AFTER).await;
        loop {
            if let Err(error) = self.retain().await {
                tracing::warn!(error = ?error, "retention could not be carried out; it is tried again");
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    /// Deletes what is old now.
    pub async fn retain(&self) -> Result<(), ServiceError> {
        let keep = self.tuning.retention;
        let numbered = [
            ("inbox", Numbered::Inbox, keep.handled),
            ("outbox", Numbered::Outbox, keep.handled),
            ("transcripts", Numbered::Feed, keep.transcripts),
            ("audit", Numbered::Audit, keep.audit),
        ];
        for (subject, table, days) in numbered {
            if let Some(before) = self.before(days) {
                deleted(subject, self.store.forget_numbered(table, before).await?);
            }
        }
        if let Some(before) = self.before(keep.drafts) {
            deleted("drafts", self.forget_drafts(before).await?);
        }
        if let Some(before) = self.before(keep.files) {
            deleted("files", self.store.forget_files(before).await?);
        }
        if let Some(before) = self.before(keep.identities) {
            deleted("links", self.store.forget_links(before).await?);
            deleted("identities", self.store.forget_conversations(before, self.now()).await?);
        }
        if let Some(before) = self.before(keep.tickets) {
            deleted("tickets", self.forget_tickets(before).await?);
        }
        Ok(())
    }

    fn before(&self, keep: Option<Duration>) -> Option<DateTime<Utc>> {
        self.now().checked_sub_signed(chrono::Duration::from_std(keep?).ok()?)
    }

    /// Drops what was begun in conversations in which nothing happened since, with its files.
    async fn forget_drafts(&self, before: DateTime<Utc>) -> Result<u64, ServiceError> {
        let mut forgotten = 0;
        for (conversation, was) in self.store.drafts_before(before).await? {
            // A state that cannot be read is left for the turn that will say so.
            let Ok(state) = serde_json::from_str::<State>(&was) else { continue };
            let left = state.without_begun();
            let mut files = files_in(&state);
            files.retain(|file| !files_in(&left).contains(file));
            let files: Vec<_> = files.into_iter().collect();
            let left = serde_json::to_string(&left).map_err(|error| ServiceError::Stored("state", error))?;
            forgotten += u64::from(self.store.replace_state(&conversation, &was, &left, &files).await?);
        }
        Ok(forgotten)
    }

    /// Has the desk delete closed tickets, and forgets what was known of them.
    async fn forget_tickets(&self, before: DateTime<Utc>) -> Result<u64, ServiceError> {
        let mut forgotten = 0;
        for _ in 0..MAX_STEPS {
            let gone = match self.desk.forget_closed(before).await {
                Ok(gone) => gone,
                Err(error) => {
                    tracing::warn!(error = ?error, "the desk could not delete closed tickets; it is tried again");
                    break;
                }
            };
            if gone.is_empty() {
                break;
            }
            self.store.forget_tickets(self.desk_name(), &gone).await?;
            forgotten += gone.len() as u64;
        }
        Ok(forgotten)
    }
}

/// Counts and logs what was deleted.
fn deleted(kept: &'static str, rows: u64) {
    if rows > 0 {
        tracing::info!(kept, rows, "deleted what was kept for long enough");
    }
    measures::deleted(kept, rows);
}
