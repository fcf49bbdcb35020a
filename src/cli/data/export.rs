//! A copy for the person: JSON that can be read, and the files as they were sent.

use std::fs::{DirBuilder, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Office, doing, now};
use crate::desks::support::PersonRecords;
use crate::domain::FileMeta;
use crate::store::erasure::Whom;
use crate::store::personal::Kept;

/// Rights of a folder that only its owner may look into, and of a file in it.
const OWNERS_FOLDER: u32 = 0o700;
const OWNERS_FILE: u32 = 0o600;

/// What `data.json` holds.
#[derive(Serialize)]
struct Copy {
    /// When the copy was made.
    made: DateTime<Utc>,
    /// By which version.
    version: &'static str,
    /// What is kept here.
    kept: Kept,
    /// What the desk keeps.
    desk: PersonRecords,
}

pub(super) async fn run(office: &Office<'_>, member: &str, to: &Path) -> anyhow::Result<()> {
    let known = office.known(member).await?;
    let known = known.with_context(|| format!("{member} is no member; see `ticketlotse member list`"))?;
    let subject = office.subject(&Whom::Member(Box::new(known.clone()))).await?;
    let kept = office.store.kept_of(&known.id).await?.context("the member is gone")?;
    let desk = office.desk.records_of(&subject).await?;
    ensure!(!to.exists(), "{} is there already; name a folder that is not", to.display());
    folder(to)?;
    let copy = Copy { made: now(), version: env!("CARGO_PKG_VERSION"), kept, desk };
    write(&to.join("data.json"), &serde_json::to_vec_pretty(&copy)?)?;
    let files = files(office, &copy, &to.join("files")).await?;
    office.store.exported(&known.id, now()).await?;
    println!(
        "{}: data.json and {files} files. Nobody but you can read them; hand them to the person, then delete them.",
        to.display()
    );
    Ok(())
}

/// Writes the bytes of every file that the copy names; answers how many they are.
async fn files(office: &Office<'_>, copy: &Copy, into: &Path) -> anyhow::Result<usize> {
    folder(into)?;
    let mut written = 0;
    for (conversation, file) in
        copy.kept.conversations.iter().flat_map(|of| of.files.iter().map(move |file| (&of.id, file)))
    {
        // Gone since: it is at the desk now.
        let Some((meta, bytes)) = office.store.file(conversation, &file.meta.id).await? else { continue };
        write(&into.join(name(&meta)), &bytes)?;
        written += 1;
    }
    for (ticket, file) in copy.desk.entries.iter().flat_map(|of| of.files.iter().map(move |file| (&of.ticket, file))) {
        let kept = office.desk.case_file(ticket, &file.id).await?;
        write(&into.join(name(&kept.meta)), &kept.bytes)?;
        written += 1;
    }
    Ok(written)
}

/// The id, by which `data.json` names it, and the name without what a folder would not take.
fn name(meta: &FileMeta) -> String {
    let safe = |c: char| if c.is_alphanumeric() || ".-_ ".contains(c) { c } else { '_' };
    let name: String = meta.name.chars().map(safe).take(100).collect();
    format!("{}-{name}", meta.id)
}

fn folder(path: &Path) -> anyhow::Result<()> {
    DirBuilder::new().mode(OWNERS_FOLDER).create(path).with_context(doing(path))
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(OWNERS_FILE).open(path).with_context(doing(path))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).with_context(doing(path))
}
