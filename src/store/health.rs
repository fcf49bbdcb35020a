//! How the store is: whether it can be written, whether its tables are those of this program, how much waits.

use chrono::{DateTime, Utc};

use super::outbox::Lane;
use super::{Result, Store};
use crate::database::{self, Connections, Mode, in_transaction};
use crate::params;

/// How many wait, and since when the oldest does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// How many.
    pub count: u32,
    /// Since when; `None` when none does.
    pub since: Option<DateTime<Utc>>,
}

/// What waits in inbox and outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Depths {
    /// Events to be handled.
    pub inbox: Waiting,
    /// Deliveries under way, by lane.
    pub outbox: Vec<(Lane, Waiting)>,
    /// Deliveries whose outcome nobody knows.
    pub unknown: u32,
    /// Deliveries that were given up.
    pub failed: u32,
}

impl Store {
    /// Writes something small, to see that it can be done. Not synced: the next commit that matters is.
    pub async fn probe_write(&self, now: DateTime<Utc>) -> Result<()> {
        self.count("health", 1, now).await.map(drop)
    }

    /// The number of the newest migration that was run; 0 when there was none.
    pub async fn schema_version(&self) -> Result<i64> {
        let sql = "SELECT COALESCE(MAX(version), 0) AS version FROM _sqlx_migrations";
        let row = self.db.row(sql, vec![]).await?;
        row.map_or(Ok(0), |row| row.get("version"))
    }

    /// Whether every migration of this program was run. A newer program may have run more.
    pub async fn is_migrated(&self) -> Result<bool> {
        Ok(self.schema_version().await? >= database::newest_migration())
    }

    /// How much waits. Reads only what is not done.
    pub async fn depths(&self) -> Result<Depths> {
        let inbox = "SELECT COUNT(*) AS waiting, MIN(received) AS since FROM inbox WHERE state = 'pending'";
        let outbox = "SELECT lane, state, COUNT(*) AS waiting, MIN(created) AS since
            FROM outbox WHERE settled IS NULL GROUP BY lane, state";
        in_transaction!(self.db, Mode::Scan, |tx| {
            let mut depths = Depths { inbox: Waiting::default(), outbox: Vec::new(), unknown: 0, failed: 0 };
            if let Some(row) = tx.row(inbox, vec![]).await? {
                depths.inbox = Waiting { count: count(row.get("waiting")?), since: row.get("since")? };
            }
            depths.outbox = Lane::ALL.map(|lane| (lane, Waiting::default())).to_vec();
            for row in tx.rows(outbox, vec![]).await? {
                let waiting = count(row.get("waiting")?);
                match row.get::<String>("state")?.as_str() {
                    "unknown" => depths.unknown += waiting,
                    "failed" => depths.failed += waiting,
                    _ => {
                        let lane: String = row.get("lane")?;
                        let known = depths.outbox.iter_mut().find(|(known, _)| known.id() == lane);
                        if let Some((_, depth)) = known {
                            *depth = Waiting { count: waiting, since: row.get("since")? };
                        }
                    }
                }
            }
            Ok(depths)
        })
    }

    /// Events that were set aside. Reads all of the inbox: not for a timer.
    pub async fn set_aside_events(&self) -> Result<u32> {
        let sql = "SELECT COUNT(*) AS events FROM inbox WHERE state = 'aside'";
        let row = self.db.row(sql, params![]).await?;
        row.map_or(Ok(0), |row| Ok(count(row.get("events")?)))
    }

    /// The newest moment that anything here was stored with.
    pub async fn newest_moment(&self) -> Result<Option<DateTime<Utc>>> {
        let sql = "SELECT MAX(at) AS newest FROM (
                SELECT MAX(received) AS at FROM (SELECT received FROM inbox ORDER BY seq DESC LIMIT 100) AS events
                UNION ALL SELECT MAX(at) AS at FROM (SELECT at FROM audit ORDER BY seq DESC LIMIT 100) AS entries
            ) AS moments";
        let row = self.db.row(sql, params![]).await?;
        row.map_or(Ok(None), |row| row.get("newest"))
    }

    /// Whether any member may sign in.
    pub async fn has_members(&self) -> Result<bool> {
        let sql = "SELECT id FROM members WHERE enabled = 1 LIMIT 1";
        Ok(self.db.row(sql, vec![]).await?.is_some())
    }

    /// Whether anybody has an account for the desk page.
    pub async fn has_agents(&self) -> Result<bool> {
        Ok(self.db.row("SELECT login FROM agents LIMIT 1", vec![]).await?.is_some())
    }

    /// Connections of each pool.
    pub fn connections(&self) -> Vec<Connections> {
        self.db.connections()
    }
}

fn count(rows: i64) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
