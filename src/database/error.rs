//! What can go wrong with a database, and whether trying again helps.

/// Whether trying again makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Busy, locked, connection lost, disk full: try again later.
    Transient,
    /// A unique key exists already.
    Conflict,
    /// A wrong statement, schema or value: an operator or programmer must act.
    Permanent,
}

/// An error of the database, saying what was being done.
#[derive(Debug, thiserror::Error)]
#[error("{doing}")]
pub struct DatabaseError {
    /// Kind.
    pub trouble: Trouble,
    doing: String,
    rolled_back: bool,
    #[source]
    source: Option<Driver>,
}

/// What the driver said, without the values that PostgreSQL repeats in an error's details: they would end in a log.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Driver(String);

impl DatabaseError {
    /// An error without a cause of its own.
    pub fn new(trouble: Trouble, doing: impl Into<String>) -> Self {
        Self { trouble, doing: doing.into(), rolled_back: false, source: None }
    }

    /// An error of the driver while doing something. The statement's values are never part of it.
    pub(crate) fn from_sqlx(doing: &str, error: &sqlx::Error) -> Self {
        let trouble = match error {
            sqlx::Error::Database(inner) if inner.is_unique_violation() => Trouble::Conflict,
            sqlx::Error::Database(inner) => of_code(inner.code().as_deref().unwrap_or_default()),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Trouble::Transient,
            _ => Trouble::Permanent,
        };
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        let rolled_back = matches!(code.as_deref(), Some(SERIALIZATION_FAILURE | DEADLOCK_DETECTED));
        Self { trouble, doing: doing.to_owned(), rolled_back, source: Some(Driver(said(error))) }
    }

    /// An error of SQLite while doing something. The statement's values are never part of it.
    pub(crate) fn from_rusqlite(doing: &str, error: &rusqlite::Error) -> Self {
        let (trouble, said) = match error {
            rusqlite::Error::SqliteFailure(failure, message) => {
                let code = failure.extended_code;
                let trouble = if UNIQUE.contains(&code) {
                    Trouble::Conflict
                } else {
                    of_code(&failure.extended_code.to_string())
                };
                (trouble, format!("{code}: {}", message.as_deref().unwrap_or_default()))
            }
            other => (Trouble::Permanent, other.to_string()),
        };
        Self { trouble, doing: doing.to_owned(), rolled_back: false, source: Some(Driver(said)) }
    }

    /// Whether the database rolled the transaction back because of others: nothing happened, it may run again.
    pub(crate) fn was_rolled_back(&self) -> bool {
        self.rolled_back
    }
}

/// A database's code, constraint and message; of data that it could not read (class 22) the code only.
fn said(error: &sqlx::Error) -> String {
    let Some(inner) = error.as_database_error() else { return error.to_string() };
    let code = inner.code().unwrap_or_default();
    if code.len() == 5 && code.starts_with("22") {
        return format!("{code}: a value of the wrong form");
    }
    format!("{code}: {}", inner.message())
}

/// SQLite's extended codes of a second row with the same key: UNIQUE, PRIMARYKEY, ROWID.
const UNIQUE: [i32; 3] = [2067, 1555, 2579];

const SERIALIZATION_FAILURE: &str = "40001";
const DEADLOCK_DETECTED: &str = "40P01";

/// SQLite's extended result codes (sqlite.org/rescode.html) and PostgreSQL's SQLSTATE classes (appendix A of its manual).
fn of_code(code: &str) -> Trouble {
    let sqlite_primary = code.parse::<u32>().ok().filter(|_| code.len() < 5).map(|code| code & 0xff);
    let sqlite_transient = matches!(sqlite_primary, Some(5 | 6 | 8 | 10 | 13 | 14));
    let postgres_transient =
        code.len() == 5 && ["08", "40", "53", "55", "57", "58", "25"].iter().any(|class| code.starts_with(class));
    if sqlite_transient || postgres_transient { Trouble::Transient } else { Trouble::Permanent }
}
