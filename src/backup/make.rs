//! Makes a backup.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use anyhow::Context;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::{FORM, MAX_MANIFEST, Manifest, Scrap, beside, private};
use crate::database::{self, Database, file};
use crate::store::Store;

/// Copies an open SQLite database into `target`, which is replaced if it is a backup. The service may run and write.
///
/// # Errors
/// When the file cannot be written, or is there and no backup. Then `target` is as it was.
pub async fn make(db: &dyn Database, store: &Store, target: &Path, now: DateTime<Utc>) -> anyhow::Result<Manifest> {
    let doing = || format!("make the backup {}", target.display());
    if target.exists() && manifest_of(target).is_err() {
        anyhow::bail!("{} is there and is no backup; name another file", target.display());
    }
    let copy = Scrap(beside(target, ".copy"));
    let _gone = std::fs::remove_file(&copy.0);
    // SQLite writes into an empty file that is there already: so it never has other people's rights.
    private(&copy.0).with_context(doing)?;
    db.copy_to(&copy.0).await.with_context(doing)?;
    file::check_file(&copy.0).await.context("check the copy just made")?;
    let (size_bytes, sha256) = digest(&copy.0).with_context(doing)?;
    let manifest = Manifest {
        ticketlotse_backup: FORM,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        schema: store.schema_version().await?.min(database::newest_migration()),
        made: now,
        size_bytes,
        sha256,
    };
    let part = Scrap(beside(target, ".part"));
    write(&manifest, &copy.0, &part.0).with_context(doing)?;
    file::put_in_place(&part.0, target)?;
    Ok(manifest)
}

fn digest(file: &Path) -> io::Result<(u64, String)> {
    let mut hasher = Sha256::new();
    let size = io::copy(&mut File::open(file)?, &mut hasher)?;
    Ok((size, hex::encode(hasher.finalize())))
}

fn write(manifest: &Manifest, copy: &Path, into: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(private(into)?);
    serde_json::to_writer(&mut out, manifest)?;
    out.write_all(b"\n")?;
    io::copy(&mut File::open(copy)?, &mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

/// The manifest of a backup.
pub(super) fn manifest_of(file: &Path) -> anyhow::Result<Manifest> {
    Ok(open(file)?.0)
}

/// A backup's manifest, and the reader that gives the database next.
pub(super) fn open(file: &Path) -> anyhow::Result<(Manifest, BufReader<File>)> {
    let mut reader = BufReader::new(File::open(file).with_context(|| format!("open {}", file.display()))?);
    let mut line = Vec::new();
    let most = u64::try_from(MAX_MANIFEST).unwrap_or(u64::MAX);
    reader.by_ref().take(most).read_until(b'\n', &mut line).with_context(|| format!("read {}", file.display()))?;
    let manifest: Manifest = serde_json::from_slice(&line)
        .ok()
        .filter(|manifest: &Manifest| manifest.ticketlotse_backup == FORM)
        .with_context(|| format!("{} is no backup of Ticketlotse that this version can read", file.display()))?;
    Ok((manifest, reader))
}
