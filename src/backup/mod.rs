//! Backups of a SQLite installation: everything that is kept, in one file, made while the service runs.
//!
//! A backup begins with one line of JSON, the [`Manifest`]; the rest is the database as SQLite copied it. It is written
//! beside its place and put there when it is whole. A restore checks size, checksum, the database itself and its
//! version before it touches anything, and then either all of it is there or nothing changed. Sign-in codes under way are
//! not restored: whoever waits for one asks again, and nobody gets a mail twice.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

mod make;
mod restore;

pub use make::make;
pub use restore::{Restored, restore};

/// The form of the file.
const FORM: u32 = 1;
/// Longest manifest in bytes.
const MAX_MANIFEST: usize = 4096;

/// What a backup says of itself, in its first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The form of the file.
    pub ticketlotse_backup: u32,
    /// The program that made it.
    pub version: String,
    /// The newest migration of its tables.
    pub schema: i64,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// Bytes of the database.
    pub size_bytes: u64,
    /// SHA-256 of the database.
    pub sha256: String,
}

/// Whether a database that holds something is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// Only an empty one.
    No,
    /// Whatever is there.
    Yes,
}

/// A path beside another one, for what is not whole yet.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().map(ToOwned::to_owned).unwrap_or_default();
    name.push(ending);
    path.with_file_name(name)
}

/// A file for its owner only: it holds people's names and addresses.
fn private(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Removed when this goes, unless it was put in its place before.
struct Scrap(PathBuf);

impl Drop for Scrap {
    fn drop(&mut self) {
        // It may never have been made.
        let _gone = std::fs::remove_file(&self.0);
    }
}
