//! A SQLite database as a file: which one a URL names, whether it is whole, and how it is put in another's place.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{DatabaseError, Trouble};

/// The file that a `sqlite:` URL names; `None` for a database that is no file.
pub fn file_of(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    (!path.contains(":memory:")).then(|| PathBuf::from(path))
}

/// Looks through every page and every reference of a database that nobody uses.
///
/// # Errors
/// When it is no database, or something in it is broken.
pub async fn check_file(file: &Path) -> Result<(), DatabaseError> {
    let file = file.to_owned();
    let checked = tokio::task::spawn_blocking(move || check(&file)).await;
    checked.map_err(|_| broken("the check was given up"))?
}

fn check(file: &Path) -> Result<(), DatabaseError> {
    let fail = |error: rusqlite::Error| DatabaseError::from_rusqlite("check the database file", &error);
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(fail)?;
    let said: String = connection.query_row("PRAGMA integrity_check(1)", (), |row| row.get(0)).map_err(fail)?;
    let mut dangling = connection.prepare("PRAGMA foreign_key_check").map_err(fail)?;
    match (said.as_str(), dangling.exists(()).map_err(fail)?) {
        ("ok", false) => Ok(()),
        ("ok", true) => Err(broken("a row refers to one that is not there")),
        _ => Err(broken("its pages do not fit together")),
    }
}

fn broken(why: &str) -> DatabaseError {
    DatabaseError::new(Trouble::Permanent, format!("check the database file: {why}"))
}

/// A database file that nobody else has open, as long as this is held.
#[derive(Debug)]
pub struct Alone {
    connection: Connection,
    file: PathBuf,
}

/// Takes a database file for itself, its log folded into it.
///
/// # Errors
/// Transient when somebody has it open.
pub fn alone(file: &Path) -> Result<Alone, DatabaseError> {
    let fail = |error: rusqlite::Error| DatabaseError::from_rusqlite("take the database file for itself", &error);
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(fail)?;
    connection.busy_timeout(Duration::from_secs(1)).map_err(fail)?;
    connection.pragma_update(None, "locking_mode", "exclusive").map_err(fail)?;
    // Only the last one who has it open can leave the write-ahead log.
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get(0)).map_err(fail)?;
    if mode != "delete" {
        return Err(DatabaseError::new(Trouble::Transient, "take the database file for itself: it is in use"));
    }
    connection.execute_batch("BEGIN EXCLUSIVE").map_err(fail)?;
    Ok(Alone { connection, file: file.to_owned() })
}

impl Alone {
    /// Whether nothing was ever kept in it: no customers, nobody who wrote.
    ///
    /// # Errors
    /// When it is no database of ours.
    pub fn is_empty(&self) -> Result<bool, DatabaseError> {
        let count = |sql: &str| {
            let counted = self.connection.query_row(sql, (), |row| row.get::<_, i64>(0));
            counted.map_err(|error| DatabaseError::from_rusqlite("look into the database file", &error))
        };
        if count("SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table'")? == 0 {
            return Ok(true);
        }
        let rows = "SELECT (SELECT COUNT(*) FROM customers) + (SELECT COUNT(*) FROM identities)
            + (SELECT COUNT(*) FROM desk_tickets)";
        Ok(count(rows)? == 0)
    }

    /// Puts another file in its place: whoever opens the database next opens that one. All or nothing.
    ///
    /// # Errors
    /// When the file system refuses: either nothing changed, or the new file is there and a loss of power might undo it.
    pub fn replace_with(self, new: &Path) -> Result<(), DatabaseError> {
        let renamed = put_in_place(new, &self.file);
        // What this connection held is no file any more.
        drop(self.connection);
        renamed
    }
}

/// Puts a file in the place of a database that is not there, or is none any more. What is there stays beside it under names
/// that end in `.broken`, the log too: it would be played into the new one.
///
/// # Errors
/// Transient when a service holds the place; otherwise when the file system refuses.
pub fn take_place(new: &Path, place: &Path) -> Result<(), DatabaseError> {
    let fail = |error: std::io::Error| {
        DatabaseError::new(Trouble::Permanent, format!("put the broken {} aside: {error}", place.display()))
    };
    let serving = beside(place, SERVING);
    if serving.exists() && std::fs::File::open(&serving).map_err(fail)?.try_lock().is_err() {
        return Err(DatabaseError::new(Trouble::Transient, "put a broken database aside: it is in use"));
    }
    for file in ["", "-wal", "-shm"].map(|end| beside(place, end)).iter().filter(|file| file.exists()) {
        std::fs::rename(file, beside(file, ".broken")).map_err(fail)?;
    }
    put_in_place(new, place)
}

/// The end of the name of the file that a service holds as long as it works on a database.
pub(super) const SERVING: &str = "-serving";

/// The path with an end added to its name.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(end);
    path.into()
}

/// The folder that a file is in.
pub fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
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
    let folder = folder_of(place);
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(fail)
}
