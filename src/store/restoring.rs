//! What a restore takes out of a copy before it is used: everything that would happen a second time.

use chrono::{DateTime, Utc};

use super::{Result, Store};
use crate::database::{Mode, in_transaction};
use crate::params;

impl Store {
    /// Voids all sign-in codes and drops the mails that hold them, as far as they were not sent; says how many. What else
    /// was in somebody's hands is free again: whoever held it is not here.
    pub async fn drop_codes(&self, now: DateTime<Utc>) -> Result<u64> {
        in_transaction!(self.db, Mode::Write, |tx| {
            tx.execute("DELETE FROM codes", vec![]).await?;
            let free = "UPDATE outbox SET claimed_until = 0 WHERE settled IS NULL AND claimed_until > 0";
            tx.execute(free, vec![]).await?;
            let sql = "UPDATE outbox SET state = 'dropped', settled = $1, payload = '', claimed_until = 0
                WHERE lane = 'mail' AND settled IS NULL";
            tx.execute(sql, params![now]).await
        })
    }
}
