//! SQLite: WAL, synchronous=FULL, foreign keys, one writer at a time.
//!
//! Statements run where they are called: a look-up in a table takes less time than to hand it to another thread. What
//! waits for the disk (a commit) or may read for long ([`Mode::Scan`]) runs on a thread that may. Start reading in
//! [`group`]: how writes share a sync.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use self::group::{Work, Writer};
use super::row::Cell;
use super::{
    Connections, Database, DatabaseError, Dialect, Mode, Param, Row, Transaction, Trouble, check, file, migrate,
};

mod group;

/// Connections that only read.
const MAX_READERS: usize = 8;
/// How long a statement waits for a lock that another process holds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Statements that a connection keeps prepared; the store and the desk have fewer.
const STATEMENTS: usize = 300;
/// A connection is used by one thread at a time; the borrow checker sees to that.
const WRITING: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

pub(super) struct Sqlite {
    /// `None` in memory: what is there lives in the writer's one connection.
    readers: Option<Arc<Readers>>,
    writer: Arc<Writer>,
    /// Held as long as this process works alone; `None` in memory.
    place: Option<Place>,
}

/// The file beside the database that says who works on it.
struct Place {
    path: PathBuf,
    held: Mutex<Option<std::fs::File>>,
}

impl std::fmt::Debug for Sqlite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sqlite").finish_non_exhaustive()
    }
}

/// Connections that cannot write.
struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    places: Arc<Semaphore>,
}

impl Sqlite {
    pub(super) async fn open(url: &str) -> Result<Self, DatabaseError> {
        let Some(path) = file::file_of(url) else {
            let connection = connect(Path::new(":memory:"), OpenFlags::default(), "FULL")?;
            return Ok(Self { readers: None, writer: Writer::new(connection, None), place: None });
        };
        make_private(&path).await?;
        let place = Some(Place { path: file::beside(&path, file::SERVING), held: Mutex::default() });
        let synced = connect(&path, WRITING, "FULL")?;
        // What it leaves in the log is moved into the file by the one that may wait for the disk.
        let soon = connect(&path, WRITING, "NORMAL")?;
        pragma(&soon, "wal_autocheckpoint", "0")?;
        // The writer waits by itself, without a thread.
        for connection in [&synced, &soon] {
            connection.busy_timeout(Duration::ZERO).map_err(|error| opening(&error))?;
        }
        let places = Arc::new(Semaphore::new(MAX_READERS));
        let readers = Arc::new(Readers { path, idle: Mutex::default(), places });
        Ok(Self { readers: Some(readers), writer: Writer::new(synced, Some(soon)), place })
    }
}

fn opening(error: &rusqlite::Error) -> DatabaseError {
    DatabaseError::from_rusqlite("open the SQLite database", error)
}

fn pragma(connection: &Connection, name: &str, value: &str) -> Result<(), DatabaseError> {
    connection.pragma_update(None, name, value).map_err(|error| opening(&error))
}

fn connect(path: &Path, flags: OpenFlags, synchronous: &str) -> Result<Connection, DatabaseError> {
    let connection = Connection::open_with_flags(path, flags).map_err(|error| opening(&error))?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(|error| opening(&error))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Plans do not depend on values; otherwise SQLite would plan a kept statement anew for most of them.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(|error| opening(&error))?;
    pragma(&connection, "journal_mode", "wal")?;
    pragma(&connection, "synchronous", synchronous)?;
    pragma(&connection, "foreign_keys", "on")?;
    Ok(connection)
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

impl Readers {
    async fn begin(self: &Arc<Self>, mode: Mode) -> Result<Reading, DatabaseError> {
        let closed = |_| DatabaseError::new(Trouble::Transient, "use the database: it is closed");
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(closed)?;
        let idle = self.idle().pop();
        let connection = idle.map_or_else(|| self.connect(), Ok)?;
        let mut reading = Reading { readers: Arc::clone(self), connection: Some(connection), mode, _place: place };
        reading.run("BEGIN DEFERRED", Vec::new()).await?;
        Ok(reading)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connect(&self) -> Result<Connection, DatabaseError> {
        let connection = connect(&self.path, WRITING, "FULL")?;
        pragma(&connection, "query_only", "on")?;
        Ok(connection)
    }

    /// Waits for those who read.
    async fn close(&self) {
        let all = u32::try_from(MAX_READERS).unwrap_or(u32::MAX);
        let _places = self.places.acquire_many(all).await;
        self.places.close();
        self.idle().clear();
    }
}

/// A snapshot that is read.
struct Reading {
    readers: Arc<Readers>,
    /// `None` while a scan has it.
    connection: Option<Connection>,
    mode: Mode,
    _place: OwnedSemaphorePermit,
}

impl Reading {
    async fn run(&mut self, sql: &'static str, params: Vec<Param>) -> Result<(Vec<Row>, u64), DatabaseError> {
        let lost = || DatabaseError::new(Trouble::Transient, "read on after a scan was given up");
        let connection = self.connection.take().ok_or_else(lost)?;
        let (connection, read) = if self.mode == Mode::Scan {
            let scan = tokio::task::spawn_blocking(move || {
                let read = run(&connection, sql, &params);
                (connection, read)
            });
            scan.await.map_err(|_| lost())?
        } else {
            let read = run(&connection, sql, &params);
            (connection, read)
        };
        self.connection = Some(connection);
        read
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        // One that does not end its snapshot is closed instead of kept.
        if connection.is_autocommit() || run(&connection, "ROLLBACK", &[]).is_ok() {
            self.readers.idle().push(connection);
        }
    }
}

#[async_trait]
impl Database for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn begin(&self, mode: Mode) -> Result<Box<dyn Transaction>, DatabaseError> {
        match (mode, &self.readers) {
            (Mode::Read | Mode::Scan, Some(readers)) => Ok(Box::new(readers.begin(mode).await?)),
            _ => Ok(Box::new(self.writer.begin(mode).await?)),
        }
    }

    async fn migrate_to(&self, newest: i64) -> Result<(), DatabaseError> {
        self.writer.alone(move |connection| migrate::sqlite(connection, newest)).await
    }

    async fn copy_to(&self, file: &Path) -> Result<(), DatabaseError> {
        let Some(readers) = self.readers.clone() else {
            return Err(DatabaseError::new(Trouble::Permanent, "copy a database that is in memory"));
        };
        let to = file.display().to_string();
        let copy = tokio::task::spawn_blocking(move || {
            let connection = connect(&readers.path, WRITING, "FULL")?;
            let copied = connection.execute("VACUUM INTO ?1", [to]);
            copied.map(drop).map_err(|error| DatabaseError::from_rusqlite("copy the database", &error))
        });
        copy.await.map_err(|_| DatabaseError::new(Trouble::Transient, "copy the database: given up"))?
    }

    fn connections(&self) -> Vec<Connections> {
        let writing = u32::from(self.writer.is_busy());
        let mut all = vec![Connections { pool: "writer", busy: writing, idle: 1 - writing }];
        if let Some(readers) = &self.readers {
            let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            let idle = count(readers.idle().len());
            all.push(Connections {
                pool: "readers",
                busy: count(MAX_READERS - readers.places.available_permits()),
                idle,
            });
        }
        all
    }

    async fn alone(&self) -> Result<bool, DatabaseError> {
        let Some(place) = &self.place else { return Ok(true) };
        // Not on the database's own file: closing that would drop SQLite's locks.
        make_private(&place.path).await?;
        let mut held = place.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_none() {
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
        if let Some(readers) = &self.readers {
            readers.close().await;
        }
        self.writer.close().await;
    }
}

#[async_trait]
impl Transaction for Reading {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn execute(&mut self, sql: &'static str, params: Vec<Param>) -> Result<u64, DatabaseError> {
        Ok(self.run(sql, params).await?.1)
    }

    async fn rows(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, DatabaseError> {
        Ok(self.run(sql, params).await?.0)
    }

    async fn commit(self: Box<Self>) -> Result<(), DatabaseError> {
        // A snapshot ends by being dropped.
        Ok(())
    }

    async fn give_up(self: Box<Self>) -> Result<(), DatabaseError> {
        Ok(())
    }
}

#[async_trait]
impl Transaction for Work {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn execute(&mut self, sql: &'static str, params: Vec<Param>) -> Result<u64, DatabaseError> {
        Ok(self.rows(sql, &params)?.1)
    }

    async fn rows(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, DatabaseError> {
        Ok(Work::rows(self, sql, &params)?.0)
    }

    async fn commit(self: Box<Self>) -> Result<(), DatabaseError> {
        Work::commit(*self).await
    }

    async fn give_up(self: Box<Self>) -> Result<(), DatabaseError> {
        Work::give_up(*self).await
    }
}

/// Runs one statement to its end; its rows, and how many it changed.
fn run(connection: &Connection, sql: &str, params: &[Param]) -> Result<(Vec<Row>, u64), DatabaseError> {
    check(params)?;
    read(connection, sql, params).map_err(|error| DatabaseError::from_rusqlite(sql, &error))
}

fn read(connection: &Connection, sql: &str, params: &[Param]) -> Result<(Vec<Row>, u64), rusqlite::Error> {
    let mut statement = connection.prepare_cached(sql)?;
    // SQLite numbers `$2` by where it stands; the value is meant that its name says.
    for index in 1..=statement.parameter_count() {
        let name = statement.parameter_name(index).unwrap_or_default();
        let param = name.get(1..).and_then(|place| place.parse::<usize>().ok()?.checked_sub(1));
        let missing = || rusqlite::Error::InvalidParameterName(name.to_owned());
        let param = param.and_then(|place| params.get(place)).ok_or_else(missing)?;
        statement.raw_bind_parameter(index, param)?;
    }
    let columns: Arc<[String]> = statement.column_names().into_iter().map(str::to_owned).collect();
    let mut found = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let cells = (0..columns.len()).map(|index| row.get_ref(index).map(cell)).collect::<Result<_, _>>()?;
        found.push(Row { columns: Arc::clone(&columns), cells });
    }
    drop(rows);
    drop(statement);
    Ok((found, connection.changes()))
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(value) => Cell::Int(value),
        ValueRef::Real(value) => Cell::Text(value.to_string()),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cell::Blob(bytes.to_owned()),
    }
}

impl ToSql for Param {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let null = ToSqlOutput::Owned(Value::Null);
        Ok(match self {
            Self::Int(value) => value.map_or(null, |value| ToSqlOutput::Owned(Value::Integer(value))),
            Self::Text(value) => {
                value.as_ref().map_or(null, |text| ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())))
            }
            Self::Blob(value) => value.as_ref().map_or(null, |bytes| ToSqlOutput::Borrowed(ValueRef::Blob(bytes))),
        })
    }
}
