//! Secrets: in files that nobody else can read. What is kept here has no date on which it ends.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::Finding;
use crate::config::Config;
use crate::database::file::file_of;

const PART: &str = "secrets";
/// Rights of the group and of others.
const NOT_OWNER: u32 = 0o077;

pub(super) fn look(file: &Path, config: &Config) -> Vec<Finding> {
    let mut files = Vec::new();
    let in_config =
        config.database.url.is_some() || config.mail.password.is_some() || config.desk.operator_token.is_some();
    let matrix = &config.matrix;
    let in_config = in_config
        || [&matrix.password, &matrix.token, &matrix.store_key, &matrix.recovery_key].into_iter().any(Option::is_some);
    if in_config {
        files.push(("the configuration, which holds secrets", file.to_owned()));
    }
    let named = [
        &config.database.url_file,
        &config.mail.password_file,
        &config.desk.operator_token_file,
        &matrix.password_file,
        &matrix.token_file,
        &matrix.store_key_file,
        &matrix.recovery_key_file,
    ];
    files.extend(named.into_iter().flatten().map(|file| ("a secret", file.clone())));
    let database = config.database.resolve().ok().and_then(|url| file_of(url.expose()));
    files.extend(database.map(|file| ("the database", file)));
    let mut findings: Vec<Finding> = files.iter().filter_map(|(what, file)| open_to_others(what, file)).collect();
    if findings.is_empty() {
        findings.push(Finding::ok(PART, "nobody else can read the files that hold them"));
    }
    findings
}

fn open_to_others(what: &str, file: &Path) -> Option<Finding> {
    let rights = std::fs::metadata(file).ok()?.mode() & 0o777;
    (rights & NOT_OWNER != 0).then(|| {
        let said = format!("{}: {what} can be read by others ({rights:o})", file.display());
        Finding::warning(PART, said, format!("chmod 600 {}", file.display()))
    })
}
