//! A SQLite database as a file: which one a URL names, whether it is whole, and how it is put in another's place.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode};
use sqlx::{ConnectOptions, Connection, Executor, Row as _};

use super::{DatabaseError, Trouble};

/// The file that a `sqlite:` URL names; `None` for a database that is no file.
pub fn file_of(url: &str) -> Option<PathBuf> {
    if !url.starts_with("sqlite:") || url.contains(":memory:") {
        return None;
    }
    let options = SqliteConnectOptions::from_str(url).ok()?;
    Some(options.get_filename().to_owned())
}

/// Looks through every page and every reference of a database that nobody uses.
///
/// # Errors
/// When it is no database, or something in it is broken.
pub async fn check_file(file: &Path) -> Result<(), DatabaseError> {
    let fail = |error: sqlx::Error| DatabaseError::from_sqlx("check the database file", &error);
    let mut connection = SqliteConnectOptions::new().filename(file).read_only(true).connect().await.map_err(fail)?;
    let found = connection.fetch_one("PRAGMA integrity_check(1)").await.map_err(fail)?;
    let said: String = found.try_get(0).map_err(fail)?;
    let dangling = connection.fetch_optional("PRAGMA foreign_key_check").await.map_err(fail)?;
    connection.close().await.map_err(fail)?;
    match (said.as_str(), dangling) {
        ("ok", None) => Ok(()),
        ("ok", Some(_)) => Err(broken("a row refers to one that is not there")),
        _ => Err(broken("its pages do not fit together")),
    }
}

fn broken(why: &str) -> DatabaseError {
    DatabaseError::new(Trouble::Permanent, format!("check the database file: {why}"))
}

/// A database file that nobody else has open, as long as this is held.
#[derive(Debug)]
pub struct Alone {
    connection: sqlx::SqliteConnection,
    file: PathBuf,
}

/// Takes a database file for itself, its log folded into it.
///
/// # Errors
/// Transient when somebody has it open.
pub async fn alone(file: &Path) -> Result<Alone, DatabaseError> {
    let fail = |error: sqlx::Error| DatabaseError::from_sqlx("take the database file for itself", &error);
    let options = SqliteConnectOptions::new()
        .filename(file)
        .locking_mode(SqliteLockingMode::Exclusive)
        .busy_timeout(std::time::Duration::from_secs(1));
    let mut connection = options.connect().await.map_err(fail)?;
    // Only the last one who has it open can leave the write-ahead log.
    let left = connection.fetch_one("PRAGMA journal_mode = DELETE").await.map_err(fail)?;
    let mode: String = left.try_get(0).map_err(fail)?;
    if SqliteJournalMode::from_str(&mode).ok().is_none_or(|mode| !matches!(mode, SqliteJournalMode::Delete)) {
        return Err(DatabaseError::new(Trouble::Transient, "take the database file for itself: it is in use"));
    }
    connection.execute("BEGIN EXCLUSIVE").await.map_err(fail)?;
    Ok(Alone { connection, file: file.to_owned() })
}

impl Alone {
    /// Whether nothing was ever kept in it: no customers, nobody who wrote.
    ///
    /// # Errors
    /// When it is no database of ours.
    pub async fn is_empty(&mut self) -> Result<bool, DatabaseError> {
        let fail = |error: sqlx::Error| DatabaseError::from_sqlx("look into the database file", &error);
        let tables = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table'";
        let tables: i64 = self.connection.fetch_one(tables).await.and_then(|row| row.try_get(0)).map_err(fail)?;
        if tables == 0 {
            return Ok(true);
        }
        let rows = "SELECT (SELECT COUNT(*) FROM customers) + (SELECT COUNT(*) FROM identities)
            + (SELECT COUNT(*) FROM desk_tickets)";
        let rows: i64 = self.connection.fetch_one(rows).await.and_then(|row| row.try_get(0)).map_err(fail)?;
        Ok(rows == 0)
    }

    /// Puts another file in its place: whoever opens the database next opens that one. All or nothing.
    ///
    /// # Errors
    /// When the file system refuses; then nothing changed.
    pub async fn replace_with(self, new: &Path) -> Result<(), DatabaseError> {
        let renamed = put_in_place(new, &self.file);
        // What this connection held is no file any more.
        let _closed = self.connection.close().await;
        renamed
    }
}

/// Renames a file and makes sure that this is on disk.
///
/// # Errors
/// When the file system refuses.
pub fn put_in_place(new: &Path, place: &Path) -> Result<(), DatabaseError> {
    let fail = |error: std::io::Error| {
        DatabaseError::new(Trouble::Permanent, format!("put a file in place as {}: {error}", place.display()))
    };
    std::fs::rename(new, place).map_err(fail)?;
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(fail)
}
