//! The one place that runs a transaction again when the database itself rolled it back.

use super::{Database, DatabaseError, Mode, Param, Row};

/// How often a transaction is begun at most, the first time included.
pub(crate) const MAX_RUNS: u32 = 4;

/// Runs `$work`, an expression that gives a `Result`, in a transaction named `$tx` and commits it. A transaction that the
/// database rolled back because of others (deadlock, serialization) is run again, at most [`MAX_RUNS`] times; so the work
/// must have no effect but on its transaction. `return` in it ends the work only.
///
/// A macro, because a future made by a closure for every lifetime of a transaction cannot yet be proven to be `Send`.
macro_rules! in_transaction {
    ($db:expr, $mode:expr, |$tx:ident| $work:expr) => {{
        let mut runs = 0_u32;
        loop {
            runs += 1;
            let done = match $db.begin($mode).await {
                Ok(mut begun) => {
                    let $tx: &mut dyn $crate::database::Transaction = &mut *begun;
                    let done: ::std::result::Result<_, $crate::database::DatabaseError> = async { $work }.await;
                    match done {
                        Ok(value) => begun.commit().await.map(|()| value),
                        Err(error) => begun.give_up().await.and(Err(error)),
                    }
                }
                Err(error) => Err(error),
            };
            match done {
                Err(error) if error.was_rolled_back() && runs < $crate::database::run::MAX_RUNS => {}
                done => break done,
            }
        }
    }};
}
pub(crate) use in_transaction;

impl dyn Database + '_ {
    /// Runs one changing statement in a transaction of its own, says how many rows it changed. On return it is on disk.
    pub async fn execute(&self, sql: &'static str, params: Vec<Param>) -> Result<u64, DatabaseError> {
        in_transaction!(self, Mode::Write, |tx| tx.execute(sql, params.clone()).await)
    }

    /// Runs one changing statement with `RETURNING` in a transaction of its own.
    pub async fn changed_rows(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, DatabaseError> {
        in_transaction!(self, Mode::Write, |tx| tx.rows(sql, params.clone()).await)
    }

    /// The first row that one changing statement with `RETURNING` changed.
    pub async fn changed_row(&self, sql: &'static str, params: Vec<Param>) -> Result<Option<Row>, DatabaseError> {
        Ok(self.changed_rows(sql, params).await?.into_iter().next())
    }

    /// Runs one query.
    pub async fn rows(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, DatabaseError> {
        in_transaction!(self, Mode::Read, |tx| tx.rows(sql, params.clone()).await)
    }

    /// Runs one query that may read much.
    pub async fn scan(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, DatabaseError> {
        in_transaction!(self, Mode::Scan, |tx| tx.rows(sql, params.clone()).await)
    }

    /// The first row of one query.
    pub async fn row(&self, sql: &'static str, params: Vec<Param>) -> Result<Option<Row>, DatabaseError> {
        Ok(self.rows(sql, params).await?.into_iter().next())
    }
}
