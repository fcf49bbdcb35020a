//! What happens by the clock: forgotten events swept up, old links ended, old rows deleted.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::{Service, ServiceError};
use crate::conversation::event::EventKind;
use crate::domain::EventId;

/// How often waiting conversations are swept up (after a crash or a failed turn).
const SWEEP_EVERY: Duration = Duration::from_secs(3);
/// Conversations swept up at once.
const SWEEP: u32 = 200;
/// A clock put back by less needs nothing: claims and pauses are longer.
const BACK_MS: i64 = 60_000;
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
        self.watch_clock().await?;
        for conversation in self.store.waiting_conversations(SWEEP).await? {
            self.wake(conversation);
        }
        Ok(())
    }

    /// A clock that was put back would let everything that is due by it wait.
    async fn watch_clock(&self) -> Result<(), ServiceError> {
        let now = self.now();
        let latest = self.latest.swap(now.timestamp_millis(), Ordering::Relaxed);
        if now.timestamp_millis() + BACK_MS < latest {
            tracing::warn!(seconds = (latest - now.timestamp_millis()) / 1000, "the clock was put back");
            self.store.clock_went_back(now).await?;
            self.outbox_due.notify_one();
        }
        Ok(())
    }

    /// What happens every few minutes, now: for commands and tests that move the clock themselves.
    pub async fn housekeeping(self: &Arc<Self>) -> Result<(), ServiceError> {
        self.keep_house().await
    }

    /// Ends links whose proof is too old, and deletes what has ended.
    pub(super) async fn keep_house(self: &Arc<Self>) -> Result<(), ServiceError> {
        self.watch_clock().await?;
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
