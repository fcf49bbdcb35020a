//! Counters of rates that must survive a restart (sign-in attempts): a window begins with its first count; bounded by deletion.

use chrono::{DateTime, Utc};

use super::{Result, Store};
use crate::database::{Mode, in_transaction};
use crate::params;

impl Store {
    /// Adds one to a counter and answers its value in the current window of `window_secs`. A window begins with its first
    /// count, so that a wait lasts exactly as long as it was said.
    /// `key` must not contain personal data in clear (hash addresses and IPs first).
    pub async fn count(&self, key: &str, window_secs: i64, now: DateTime<Utc>) -> Result<i64> {
        let sql = "INSERT INTO counters (name, window_secs, ends, value) VALUES ($1, $2, $3, 1)
            ON CONFLICT (name, window_secs) DO UPDATE SET
                value = CASE WHEN counters.ends > $4 THEN counters.value + 1 ELSE 1 END,
                ends = CASE WHEN counters.ends > $4 THEN counters.ends ELSE excluded.ends END
            RETURNING value";
        let ends = window_end(window_secs, now);
        let row = in_transaction!(self.db, Mode::WriteSoon, |tx| {
            tx.row(sql, params![key, window_secs, ends, now]).await
        })?;
        row.map_or(Ok(0), |row| row.get("value"))
    }

    /// A counter's value in the current window, without adding.
    pub async fn counted(&self, key: &str, window_secs: i64, now: DateTime<Utc>) -> Result<i64> {
        let sql = "SELECT value FROM counters WHERE name = $1 AND window_secs = $2 AND ends > $3";
        let row = self.db.row(sql, params![key, window_secs, now]).await?;
        row.map_or(Ok(0), |row| row.get("value"))
    }

    /// When a counter's current window ends (the last one, if it is counted in several); `None` when none is running.
    pub async fn counted_until(&self, key: &str, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        let sql = "SELECT MAX(ends) AS ends FROM counters WHERE name = $1 AND ends > $2";
        let row = self.db.row(sql, params![key, now]).await?;
        row.map_or(Ok(None), |row| row.get("ends"))
    }

    /// Deletes counters whose window is over.
    pub async fn forget_counters(&self, now: DateTime<Utc>) -> Result<u64> {
        let sql = "DELETE FROM counters WHERE ends <= $1";
        self.db.execute(sql, params![now]).await
    }
}

/// End of a window that begins now, in milliseconds.
fn window_end(window_secs: i64, now: DateTime<Utc>) -> i64 {
    now.timestamp_millis().saturating_add(window_secs.max(1).saturating_mul(1000))
}
