//! How the service is, for whoever watches it from outside: ready or not, and the numbers that are read when they are asked for.

use std::time::Duration;

use super::Service;
use crate::store::health::Waiting;
use crate::telemetry::measures;

/// How long the database may take to answer before the process counts as not ready.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether requests are welcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// The database answered and took a write.
    pub database: bool,
    /// Its tables are those of this program.
    pub migrations: bool,
    /// The process is not about to end.
    pub staying: bool,
}

impl Readiness {
    /// All of it.
    pub fn is_ready(self) -> bool {
        self.database && self.migrations && self.staying
    }
}

impl Service {
    /// Looks at the database. Small, but not free: whoever asks often keeps the answer for a moment.
    pub async fn readiness(&self) -> Readiness {
        let staying = !self.leaving.is_cancelled();
        let looked = tokio::time::timeout(PATIENCE, async {
            self.store.probe_write(self.now()).await?;
            self.store.is_migrated().await
        });
        match looked.await {
            Ok(Ok(migrations)) => Readiness { database: true, migrations, staying },
            Ok(Err(error)) => {
                tracing::warn!(error = ?error, "not ready: the database cannot be written");
                Readiness { database: false, migrations: false, staying }
            }
            Err(_) => {
                tracing::warn!(seconds = PATIENCE.as_secs(), "not ready: the database does not answer");
                Readiness { database: false, migrations: false, staying }
            }
        }
    }

    /// Reads how much waits and how the pools are, into the metrics.
    pub async fn measure(&self) {
        for pool in self.store.connections() {
            measures::sql_connections(pool.pool, pool.busy, pool.idle);
        }
        match tokio::time::timeout(PATIENCE, self.store.depths()).await {
            Ok(Ok(depths)) => {
                measures::inbox(depths.inbox.count, self.age(depths.inbox));
                for (lane, waiting) in depths.outbox {
                    measures::outbox(lane.id(), waiting.count, self.age(waiting));
                }
                measures::outbox_stuck("unknown", depths.unknown);
                measures::outbox_stuck("failed", depths.failed);
            }
            Ok(Err(error)) => tracing::warn!(error = ?error, "how much waits could not be read"),
            Err(_) => tracing::warn!("how much waits could not be read in time"),
        }
    }

    fn age(&self, waiting: Waiting) -> Duration {
        waiting.since.and_then(|since| (self.now() - since).to_std().ok()).unwrap_or_default()
    }
}
