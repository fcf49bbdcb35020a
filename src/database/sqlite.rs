//! SQLite: WAL, synchronous=FULL, foreign keys, one writer at a time.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{Column, Row as _, TypeInfo, ValueRef};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::row::Cell;
use super::{Database, DatabaseError, Dialect, Mode, Param, Row, Transaction, check, migrate};

/// Connections that read; the writer has one of them while it writes.
const MAX_CONNECTIONS: u32 = 8;
/// How long a statement waits for a lock that another process holds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Debug)]
pub(super) struct Sqlite {
    pool: SqlitePool,
    /// SQLite has one writer; waiting here is fair, waiting in SQLite is not.
    writer: Arc<Mutex<()>>,
}

impl Sqlite {
    pub(super) async fn open(url: &str) -> Result<Self, DatabaseError> {
        let fail = |error| DatabaseError::from_sqlx("open the SQLite database", error);
        let memory = url.contains(":memory:");
        let options = SqliteConnectOptions::from_str(url)
            .map_err(fail)?
            .create_if_missing(true)
            .journal_mode(if memory { SqliteJournalMode::Memory } else { SqliteJournalMode::Wal })
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        let pool = SqlitePoolOptions::new()
            .max_connections(if memory { 1 } else { MAX_CONNECTIONS })
            // A database in memory lives in its one connection.
            .idle_timeout(if memory { None } else { Some(Duration::from_secs(600)) })
            .max_lifetime(if memory { None } else { Some(Duration::from_secs(3600)) })
            .connect_with(options)
            .await
            .map_err(fail)?;
        Ok(Self { pool, writer: Arc::default() })
    }
}

#[async_trait]
impl Database for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn begin(&self, mode: Mode) -> Result<Box<dyn Transaction>, DatabaseError> {
        let fail = |error| DatabaseError::from_sqlx("begin a transaction", error);
        let (begin, writing) = match mode {
            Mode::Read => ("BEGIN DEFERRED", None),
            Mode::Write => ("BEGIN IMMEDIATE", Some(self.writer.clone().lock_owned().await)),
        };
        let inner = self.pool.begin_with(begin).await.map_err(fail)?;
        Ok(Box::new(SqliteTransaction { inner, _writing: writing }))
    }

    async fn migrate_to(&self, newest: i64) -> Result<(), DatabaseError> {
        migrate::sqlite(&self.pool, newest).await
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}

struct SqliteTransaction {
    // Dropped before the guard, so that the next writer finds the place free.
    inner: sqlx::Transaction<'static, sqlx::Sqlite>,
    _writing: Option<OwnedMutexGuard<()>>,
}

fn query(
    sql: &'static str,
    params: Vec<Param>,
) -> sqlx::query::Query<'static, sqlx::Sqlite, sqlx::sqlite::SqliteArguments> {
    params.into_iter().fold(sqlx::query(sql), |query, param| match param {
        Param::Int(value) => query.bind(value),
        Param::Text(value) => query.bind(value),
        Param::Blob(value) => query.bind(value),
    })
}

#[async_trait]
impl Transaction for SqliteTransaction {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn execute(&mut self, sql: &'static str, params: Vec<Param>) -> Result<u64, DatabaseError> {
        check(&params)?;
        let done = query(sql, params).execute(&mut *self.inner).await;
        done.map(|done| done.rows_affected()).map_err(|error| DatabaseError::from_sqlx(sql, error))
    }

    async fn rows(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, DatabaseError> {
        check(&params)?;
        let fail = |error| DatabaseError::from_sqlx(sql, error);
        let rows = query(sql, params).fetch_all(&mut *self.inner).await.map_err(fail)?;
        rows.iter().map(|row| read(row).map_err(fail)).collect()
    }

    async fn commit(self: Box<Self>) -> Result<(), DatabaseError> {
        self.inner.commit().await.map_err(|error| DatabaseError::from_sqlx("commit", error))
    }
}

fn read(row: &SqliteRow) -> Result<Row, sqlx::Error> {
    let mut cells = Vec::with_capacity(row.len());
    for column in row.columns() {
        let index = column.ordinal();
        let raw = row.try_get_raw(index)?;
        let cell = if raw.is_null() {
            Cell::Null
        } else {
            match raw.type_info().name() {
                "INTEGER" | "BOOLEAN" => Cell::Int(row.try_get_unchecked(index)?),
                "BLOB" => Cell::Blob(row.try_get_unchecked(index)?),
                _ => Cell::Text(row.try_get_unchecked(index)?),
            }
        };
        cells.push((column.name().to_owned(), cell));
    }
    Ok(Row { cells })
}
