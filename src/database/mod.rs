//! The one handle to a SQL database that the store and the embedded desk use.
//!
//! One SQL text serves SQLite and PostgreSQL: parameters are `$1`, columns are BIGINT, TEXT and BYTEA/BLOB only, moments
//! are milliseconds since 1970 UTC, days are ISO text, truth is 0 or 1. What cannot be said in both is chosen by
//! [`Dialect`]. Nothing here knows a table. Every statement is a constant: values travel as [`Param`]s.

use std::pin::Pin;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use futures_util::Stream;

mod error;
pub mod file;
mod migrate;
#[cfg(feature = "postgres")]
mod postgres;
mod row;
pub(crate) mod run;
mod sqlite;

pub use error::{DatabaseError, Trouble};
pub use migrate::newest as newest_migration;
pub use row::{FromCell, Row};
pub(crate) use run::in_transaction;

/// Which database is behind the handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite in WAL mode, synchronous=FULL.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// Whether a transaction writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Only reads what an index finds; sees one snapshot.
    Read,
    /// Only reads, but maybe much (a search through all texts, a count of everything): nobody else waits behind it.
    Scan,
    /// Writes; on SQLite it holds the only writer's place from the beginning (`BEGIN IMMEDIATE`). Whoever holds one must
    /// not begin another before it ends: it would wait for itself.
    Write,
    /// Writes what may be forgotten when the power fails (a lease, a number of tries, a count): it lasts beyond the end of
    /// this process at once, and beyond a loss of power as soon as a later [`Mode::Write`] is on disk. Saves a sync.
    WriteSoon,
}

/// A value handed to a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Param {
    /// BIGINT.
    Int(Option<i64>),
    /// TEXT.
    Text(Option<String>),
    /// BYTEA or BLOB.
    Blob(Option<Vec<u8>>),
}

/// PostgreSQL keeps no NUL in a text, SQLite would: both refuse it.
fn check(params: &[Param]) -> Result<(), DatabaseError> {
    let refused = params.iter().any(|param| matches!(param, Param::Text(Some(text)) if text.contains('\0')));
    if refused {
        return Err(DatabaseError::new(Trouble::Permanent, "keep a text: it holds a NUL character"));
    }
    Ok(())
}

/// What is heard of other processes; goes on over lost connections.
pub type Words = Pin<Box<dyn Stream<Item = String> + Send>>;

/// A database.
#[async_trait]
pub trait Database: Send + Sync + std::fmt::Debug {
    /// Which one.
    fn dialect(&self) -> Dialect;
    /// Begins a transaction; dropped without [`Transaction::commit`] it is rolled back.
    async fn begin(&self, mode: Mode) -> Result<Box<dyn Transaction>, DatabaseError>;
    /// Runs the migrations that are missing, up to and with that number. Two processes that start at once take turns.
    async fn migrate_to(&self, newest: i64) -> Result<(), DatabaseError>;
    /// Runs all migrations that are missing. Called at start, before anything else.
    async fn migrate(&self) -> Result<(), DatabaseError> {
        self.migrate_to(i64::MAX).await
    }
    /// Words that other processes on this database send with [`Database::tell`], and this one's own; `None` where a
    /// process works alone. A word can be lost: it saves waiting, and nothing may depend on it.
    async fn listen(&self) -> Result<Option<Words>, DatabaseError> {
        Ok(None)
    }
    /// Sends a word to everybody who listens; where a process works alone, nothing happens.
    async fn tell(&self, _word: &str) -> Result<(), DatabaseError> {
        Ok(())
    }
    /// Copies all of it into an empty file, as it is at one moment, while others read and write.
    async fn copy_to(&self, file: &std::path::Path) -> Result<(), DatabaseError> {
        let doing = format!("copy the database into {}: it is no file itself", file.display());
        Err(DatabaseError::new(Trouble::Permanent, doing))
    }
    /// The connections of each pool.
    fn connections(&self) -> Vec<Connections>;
    /// Whether this process is the only one that works on this database for long, from now on until it ends. Never so on
    /// PostgreSQL.
    async fn alone(&self) -> Result<bool, DatabaseError> {
        Ok(false)
    }
    /// Closes all connections.
    async fn close(&self);
}

/// The connections of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// Its name.
    pub pool: &'static str,
    /// In use.
    pub busy: u32,
    /// Open and not in use.
    pub idle: u32,
}

impl Connections {
    #[cfg(feature = "postgres")]
    fn of<DB: sqlx::Database>(pool: &'static str, of: &sqlx::Pool<DB>) -> Self {
        let idle = u32::try_from(of.num_idle()).unwrap_or(u32::MAX);
        Self { pool, busy: of.size().saturating_sub(idle), idle }
    }
}

/// A transaction.
#[async_trait]
pub trait Transaction: Send {
    /// Which database this is.
    fn dialect(&self) -> Dialect;
    /// Runs a statement, says how many rows it changed.
    async fn execute(&mut self, sql: &'static str, params: Vec<Param>) -> Result<u64, DatabaseError>;
    /// Runs a query.
    async fn rows(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, DatabaseError>;
    /// Makes it last. On return it is on disk.
    async fn commit(self: Box<Self>) -> Result<(), DatabaseError>;
    /// Undoes it, as dropping it does; on return whatever it saw of others is on disk, so that somebody can be told of it.
    async fn give_up(self: Box<Self>) -> Result<(), DatabaseError>;
}

impl dyn Transaction + '_ {
    /// The first row of a query.
    pub async fn row(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Option<Row>, DatabaseError> {
        Ok(self.rows(sql, params).await?.into_iter().next())
    }
}

/// Opens `sqlite:PATH`, `sqlite::memory:` or (feature `postgres`) `postgres://…`.
pub async fn open(url: &str) -> Result<Arc<dyn Database>, DatabaseError> {
    if url.starts_with("sqlite:") {
        return Ok(Arc::new(sqlite::Sqlite::open(url).await?));
    }
    #[cfg(feature = "postgres")]
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(Arc::new(postgres::Postgres::open(url).await?));
    }
    Err(DatabaseError::new(
        Trouble::Permanent,
        "open the database: the URL begins with neither sqlite: nor postgres://",
    ))
}

impl From<i64> for Param {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}
impl From<bool> for Param {
    fn from(value: bool) -> Self {
        Self::Int(Some(i64::from(value)))
    }
}
impl From<&str> for Param {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}
impl From<String> for Param {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}
impl From<Option<String>> for Param {
    fn from(value: Option<String>) -> Self {
        Self::Text(value)
    }
}
impl From<Option<&str>> for Param {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(str::to_owned))
    }
}
impl From<Option<i64>> for Param {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}
impl From<Vec<u8>> for Param {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(Some(value))
    }
}
impl From<DateTime<Utc>> for Param {
    fn from(value: DateTime<Utc>) -> Self {
        Self::Int(Some(value.timestamp_millis()))
    }
}
impl From<Option<DateTime<Utc>>> for Param {
    fn from(value: Option<DateTime<Utc>>) -> Self {
        Self::Int(value.map(|at| at.timestamp_millis()))
    }
}
impl From<NaiveDate> for Param {
    fn from(value: NaiveDate) -> Self {
        Self::Text(Some(value.format("%Y-%m-%d").to_string()))
    }
}

/// Builds a statement's parameters: `params![id.as_str(), now, 3_i64]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { vec![$($crate::database::Param::from($value)),*] };
}
