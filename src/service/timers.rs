//! What happens by the clock: forgotten events swept up, old links ended, old rows deleted.

use std::sync::Arc;
use std::time::Duration;

use super::{Service, ServiceError};
use crate::conversation::event::EventKind;
use crate::domain::EventId;

/// How often waiting conversations are swept up (after a crash or a failed turn).
const SWEEP_EVERY: Duration = Duration::from_secs(3);
/// Conversations swept up at once.
const SWEEP: u32 = 200;
/// How often the house is kept, in sweeps (about every ten minutes).
const KEEP_EVERY: u64 = 200;

impl Service {
    pub(super) async fn timers_worker(self: Arc<Self>) {
        for round in 0_u64.. {
            if let Err(error) = self.sweep().await {
                tracing::warn!(error = ?error, "waiting conversations could not be swept up; it is tried again");
            }
            if round % KEEP_EVERY == 0
                && let Err(error) = self.keep_house().await
            {
                tracing::warn!(error = ?error, "housekeeping failed; it is tried again");
            }
            tokio::time::sleep(SWEEP_EVERY).await;
        }
    }

    /// Runs every conversation that has waiting events.
    pub(super) async fn sweep(self: &Arc<Self>) -> Result<(), ServiceError> {
        for conversation in self.store.waiting_conversations(SWEEP).await? {
            self.wake(conversation);
        }
        Ok(())
    }

    /// What happens every few minutes, now: for commands and tests that move the clock themselves.
    pub async fn housekeeping(self: &Arc<Self>) -> Result<(), ServiceError> {
        self.keep_house().await
    }

    /// Ends links whose proof is too old, and deletes what has ended.
    pub(super) async fn keep_house(self: &Arc<Self>) -> Result<(), ServiceError> {
        let now = self.now();
        let before = now - chrono::Duration::days(self.tuning.prove_again_days);
        for conversation in self.store.expire_links(before, now).await? {
            let id = EventId::new(format!("expired-{}", self.chance.id()));
            self.cause(&conversation, id, EventKind::LinkChanged).await?;
        }
        self.store.forget_counters(now).await?;
        self.store.forget_sessions(now).await?;
        if let Err(error) = self.desk.keep_house(now).await {
            tracing::warn!(error = ?error, "the desk's housekeeping failed; it is tried again");
        }
        Ok(())
    }
}
