//! Secrets: in files that nobody else can read, and good for some time yet.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::Finding;
use crate::config::{Config, NamedSecret};
use crate::database::file::file_of;

const PART: &str = "secrets";
/// Rights of the group and of others.
const NOT_OWNER: u32 = 0o077;
/// From so many days before on a secret's end is told.
const SOON_DAYS: i64 = 30;

pub(super) fn look(file: &Path, config: &Config, today: NaiveDate) -> Vec<Finding> {
    let secrets = config.secrets();
    let mut files: Vec<(&str, PathBuf)> = Vec::new();
    let database = config.database.resolve().ok().and_then(|url| file_of(url.expose()));
    // Where a file is, is no secret.
    let is_secret = |secret: &&NamedSecret<'_>| secret.key != "database.url" || database.is_none();
    if secrets.iter().filter(is_secret).any(|secret| secret.is_in_config) {
        files.push(("the configuration, which holds secrets", file.to_owned()));
    }
    files.extend(secrets.iter().filter_map(|secret| Some(("a secret", secret.file?.to_owned()))));
    files.extend(database.map(|file| ("the database", file)));
    let mut findings: Vec<Finding> = files.iter().filter_map(|(what, file)| open_to_others(what, file)).collect();
    if findings.is_empty() {
        findings.push(Finding::ok(PART, "nobody else can read the files that hold them"));
    }
    findings.extend(secrets.iter().filter_map(|secret| ends(secret, today)));
    findings
}

fn open_to_others(what: &str, file: &Path) -> Option<Finding> {
    let rights = std::fs::metadata(file).ok()?.mode() & 0o777;
    (rights & NOT_OWNER != 0).then(|| {
        let said = format!("{}: {what} can be read by others ({rights:o})", file.display());
        Finding::warning(PART, said, format!("chmod 600 {}", file.display()))
    })
}

/// When a secret ends, as the configuration says; nothing is known of others.
fn ends(secret: &NamedSecret<'_>, today: NaiveDate) -> Option<Finding> {
    let key = secret.key;
    let last = secret.expires?;
    let cure = format!("have a new one given out, put it in the place of the old one, and set {key}_expires anew");
    if !secret.is_given() {
        let what = format!("{key}_expires is set, and {key} is not");
        return Some(Finding::warning(PART, what, format!("remove {key}_expires")));
    }
    let days = (last - today).num_days();
    Some(match days {
        ..0 => Finding::failed(PART, format!("{key} was good until {last}"), cure),
        0..=SOON_DAYS => Finding::warning(PART, format!("{key} is good until {last}, {days} more days"), cure),
        _ => Finding::ok(PART, format!("{key} is good until {last}")),
    })
}
