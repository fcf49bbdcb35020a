//! Counters of rates that must survive a restart (sign-in attempts): a window begins with its first count; bounded by deletion.

use chrono::{DateTime, Utc};

use super::{Result, Store};

impl Store {
    /// Adds one to a counter and answers its value in the current window of `window_secs`.
    /// `key` must not contain personal data in clear (hash addresses and IPs first).
    pub async fn count(&self, key: &str, window_secs: i64, now: DateTime<Utc>) -> Result<i64> {
        todo!()
    }
    /// A counter's value in the current window, without adding.
    pub async fn counted(&self, key: &str, window_secs: i64, now: DateTime<Utc>) -> Result<i64> {
        todo!()
    }
    /// When a counter's current window ends; `None` when none is running. (`count` on a counter whose window is over begins
    /// a new window of `window_secs` from `now`, so that a wait lasts exactly as long as it was said.)
    pub async fn counted_until(&self, key: &str, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        todo!()
    }
    /// Deletes counters whose window is over.
    pub async fn forget_counters(&self, now: DateTime<Utc>) -> Result<u64> {
        todo!()
    }
}
