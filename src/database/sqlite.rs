//! SQLite: WAL, synchronous=FULL, foreign keys, one writer at a time.

use std::path::{Path, PathBuf};
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
use super::{Connections, Database, DatabaseError, Dialect, Mode, Param, Row, Transaction, Trouble, check, migrate};

/// Connections that only read.
const MAX_READERS: u32 = 8;
/// How long a statement waits for a lock that another process holds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a transaction waits for the writer's place in this process. Longer means that somebody holds it for ever.
const TURN_TIMEOUT: Duration = Duration::from_secs(30);
/// Statements that a connection keeps prepared; the store and the desk have fewer.
const STATEMENTS: usize = 300;
/// How long a connection that is not needed stays open.
const IDLE_TIMEOUT: Duration = Duration::from_mins(10);

#[derive(Debug)]
pub(super) struct Sqlite {
    /// Connections that cannot write.
    readers: SqlitePool,
    /// The connection whose commits are on disk when they return.
    writer: SqlitePool,
    /// The connection whose commits are on disk with the next one of `writer`: both write the same log, in order.
    soon: SqlitePool,
    /// SQLite has one writer; waiting here is fair, waiting in SQLite is not.
    turn: Arc<Mutex<()>>,
    /// Held as long as this process works alone; `None` in memory.
    place: Option<Place>,
}

/// The file beside the database that says who works on it.
#[derive(Debug)]
struct Place {
    path: PathBuf,
    held: Mutex<Option<std::fs::File>>,
}

impl Sqlite {
    pub(super) async fn open(url: &str) -> Result<Self, DatabaseError> {
        let fail = |error: sqlx::Error| DatabaseError::from_sqlx("open the SQLite database", &error);
        let options = SqliteConnectOptions::from_str(url)
            .map_err(fail)?
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .statement_cache_capacity(STATEMENTS);
        if url.contains(":memory:") {
            // It lives in its one connection, which never ends.
            let pool = pool(1).idle_timeout(None).max_lifetime(None).connect_with(options).await.map_err(fail)?;
            return Ok(Self {
                readers: pool.clone(),
                writer: pool.clone(),
                soon: pool,
                turn: Arc::default(),
                place: None,
            });
        }
        make_private(options.get_filename()).await?;
        let mut path = options.get_filename().as_os_str().to_owned();
        path.push("-serving");
        let place = Some(Place { path: path.into(), held: Mutex::default() });
        let writer = options
            .clone()
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let writer = pool(1).connect_with(writer).await.map_err(fail)?;
        let soon = options.clone().synchronous(SqliteSynchronous::Normal);
        let soon = pool(1).connect_with(soon).await.map_err(fail)?;
        let readers = options.synchronous(SqliteSynchronous::Full).pragma("query_only", "ON");
        let readers = pool(MAX_READERS).connect_with(readers).await.map_err(fail)?;
        Ok(Self { readers, writer, soon, turn: Arc::default(), place })
    }
}

impl Sqlite {
    async fn turn(&self) -> Result<OwnedMutexGuard<()>, DatabaseError> {
        let turn = tokio::time::timeout(TURN_TIMEOUT, self.turn.clone().lock_owned()).await;
        turn.map_err(|_| DatabaseError::new(Trouble::Transient, "wait for the writer's place"))
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(connections).idle_timeout(IDLE_TIMEOUT).max_lifetime(None)
}

/// Makes a new database's file for its owner only: it will hold people's names and addresses.
async fn make_private(path: &Path) -> Result<(), DatabaseError> {
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    match options.open(path).await {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => {
            Err(DatabaseError::new(Trouble::Permanent, format!("make the database {}: {error}", path.display())))
        }
    }
}

#[async_trait]
impl Database for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn begin(&self, mode: Mode) -> Result<Box<dyn Transaction>, DatabaseError> {
        let (pool, begin, turn) = match mode {
            Mode::Read => (&self.readers, "BEGIN DEFERRED", None),
            Mode::Write => (&self.writer, "BEGIN IMMEDIATE", Some(self.turn().await?)),
            Mode::WriteSoon => (&self.soon, "BEGIN IMMEDIATE", Some(self.turn().await?)),
        };
        let mut inner = pool.begin_with(begin).await;
        // SQLite may have ended a transaction by itself (the disk was full), and the driver does not know: such a
        // connection begins nothing any more. Whoever has the writer's place replaces it.
        if let (Err(sqlx::Error::InvalidSavePointStatement), Some(_), Some(_)) = (&inner, &turn, &self.place) {
            let fail = |error: sqlx::Error| DatabaseError::from_sqlx("replace a connection", &error);
            pool.acquire().await.map_err(fail)?.close().await.map_err(fail)?;
            inner = pool.begin_with(begin).await;
        }
        let inner = inner.map_err(|error| DatabaseError::from_sqlx("begin a transaction", &error))?;
        Ok(Box::new(SqliteTransaction { inner, _turn: turn }))
    }

    async fn migrate_to(&self, newest: i64) -> Result<(), DatabaseError> {
        let _turn = self.turn().await?;
        migrate::sqlite(&self.writer, newest).await
    }

    async fn copy_to(&self, file: &Path) -> Result<(), DatabaseError> {
        let copied = sqlx::query("VACUUM INTO $1").bind(file.display().to_string()).execute(&self.soon).await;
        copied.map(drop).map_err(|error| DatabaseError::from_sqlx("copy the database", &error))
    }

    fn connections(&self) -> Vec<Connections> {
        let pools = [("readers", &self.readers), ("writer", &self.writer), ("soon", &self.soon)];
        pools.map(|(name, pool)| Connections::of(name, pool)).to_vec()
    }

    async fn alone(&self) -> Result<bool, DatabaseError> {
        let Some(place) = &self.place else { return Ok(true) };
        let mut held = place.held.lock().await;
        if held.is_none() {
            // Not on the database's own file: closing that would drop SQLite's locks.
            make_private(&place.path).await?;
            let file = std::fs::OpenOptions::new().write(true).open(&place.path).map_err(|error| {
                DatabaseError::new(Trouble::Transient, format!("open {}: {error}", place.path.display()))
            })?;
            // The lock ends with the process, however it ends.
            if file.try_lock().is_ok() {
                *held = Some(file);
            }
        }
        Ok(held.is_some())
    }

    async fn close(&self) {
        self.readers.close().await;
        self.soon.close().await;
        self.writer.close().await;
    }
}

struct SqliteTransaction {
    // Dropped before the guard, so that the next writer finds the place free.
    inner: sqlx::Transaction<'static, sqlx::Sqlite>,
    _turn: Option<OwnedMutexGuard<()>>,
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
        done.map(|done| done.rows_affected()).map_err(|error: sqlx::Error| DatabaseError::from_sqlx(sql, &error))
    }

    async fn rows(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, DatabaseError> {
        check(&params)?;
        let fail = |error: sqlx::Error| DatabaseError::from_sqlx(sql, &error);
        let rows = query(sql, params).fetch_all(&mut *self.inner).await.map_err(fail)?;
        rows.iter().map(|row| read(row).map_err(fail)).collect()
    }

    async fn commit(self: Box<Self>) -> Result<(), DatabaseError> {
        self.inner.commit().await.map_err(|error| DatabaseError::from_sqlx("commit", &error))
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
