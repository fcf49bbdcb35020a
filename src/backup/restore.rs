//! Puts a backup in the place of the configured database.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::make::open;
use super::{Manifest, Replace, Scrap, beside, private};
use crate::database::{self, Trouble, file};
use crate::domain::Chance;
use crate::store::Store;

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The backup.
    pub manifest: Manifest,
    /// Mails with sign-in codes that were under way and are not sent.
    pub mails_dropped: u64,
}

/// Restores a backup into the database file `target`, up to date and ready to be served.
///
/// # Errors
/// When the backup is not whole or of a newer version, when the database is in use, or when it holds something and is not
/// to be replaced. Then nothing changed.
pub async fn restore(
    backup: &Path,
    target: &Path,
    replace: Replace,
    chance: Arc<dyn Chance>,
    now: DateTime<Utc>,
) -> anyhow::Result<Restored> {
    let (manifest, reader) = open(backup)?;
    if manifest.schema > database::newest_migration() {
        anyhow::bail!(
            "{} was made by the newer version {}: restore it with that one",
            backup.display(),
            manifest.version
        );
    }
    let new = Scrap(beside(target, ".restoring"));
    copy_checked(&manifest, reader, &new.0).with_context(|| format!("read {}", backup.display()))?;
    file::check_file(&new.0).await.with_context(|| format!("{} is damaged", backup.display()))?;
    let mails_dropped = prepare(&new.0, chance, now).await?;
    if !target.exists() {
        file::take_place(&new.0, target)?;
        return Ok(Restored { manifest, mails_dropped });
    }
    let in_use = || format!("{} is in use: stop the service first", target.display());
    let alone = match file::alone(target) {
        Err(error) if error.trouble == Trouble::Permanent => {
            let broken = || format!("{} is no database (any more): keep it, and add --replace", target.display());
            if replace == Replace::No {
                return Err(error).with_context(broken);
            }
            file::take_place(&new.0, target).with_context(in_use)?;
            return Ok(Restored { manifest, mails_dropped });
        }
        alone => alone.with_context(in_use)?,
    };
    if replace == Replace::No && !alone.is_empty()? {
        anyhow::bail!("{} holds data: make a backup of it and add --replace to replace it", target.display());
    }
    alone.replace_with(&new.0)?;
    Ok(Restored { manifest, mails_dropped })
}

/// Copies the database out of the backup; exactly what the manifest says.
fn copy_checked(manifest: &Manifest, reader: impl Read, into: &Path) -> anyhow::Result<()> {
    let mut out = private(into)?;
    let mut hasher = Sha256::new();
    // One byte more than it says: there must be none.
    let mut rest = reader.take(manifest.size_bytes.saturating_add(1));
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0_u64;
    loop {
        let read = rest.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
        out.write_all(&buffer[..read])?;
        size += read as u64;
    }
    if size != manifest.size_bytes {
        anyhow::bail!("it is not whole: {} bytes are announced, {size} are there", manifest.size_bytes);
    }
    if hex::encode(hasher.finalize()) != manifest.sha256 {
        anyhow::bail!("it is damaged: its checksum is another one");
    }
    Ok(out.sync_all()?)
}

/// Brings the copy up to date and takes out what must not happen twice.
async fn prepare(copy: &Path, chance: Arc<dyn Chance>, now: DateTime<Utc>) -> anyhow::Result<u64> {
    let db = database::open(&format!("sqlite:{}", copy.display())).await?;
    db.migrate().await?;
    let store = Store::new(db, chance);
    let dropped = store.drop_codes(now).await?;
    store.close().await;
    Ok(dropped)
}
