//! `ticketlotse backup` and `ticketlotse restore`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::Args;

use crate::backup::{self, Replace};
use crate::config::Config;
use crate::database::file::file_of;
use crate::domain::Clock;
use crate::service::clock::{SystemChance, SystemClock};
use crate::wiring;

/// Options of a backup.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The file; an older backup there is replaced once the new one is whole.
    file: PathBuf,
}

/// Options of a restore.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The backup.
    file: PathBuf,
    /// Replace a database that holds data.
    #[arg(long)]
    replace: bool,
}

impl Backup {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let url = config.database.resolve()?;
        let Some(database) = file_of(url.expose()) else {
            let tool = "pg_dump --format=custom";
            let file = quoted(&self.file.display().to_string());
            anyhow::bail!(
                "this installation keeps its data in PostgreSQL, which copies them itself while the service runs:\n  \
                {tool} --file={file} {}\nThe password comes from PGPASSWORD or ~/.pgpass.",
                quoted(&without_password(url.expose()))
            );
        };
        if !database.exists() {
            anyhow::bail!("there is no database {} to back up", database.display());
        }
        let (db, store) = wiring::open_as_it_is(config).await?;
        let made = backup::make(&*db, &store, &self.file, SystemClock.now()).await?;
        store.close().await;
        println!("{}: {} bytes, checked, SHA-256 {}", self.file.display(), made.size_bytes, made.sha256);
        println!("The configuration file, own forms and texts, and files with secrets are not in it.");
        Ok(())
    }
}

impl Restore {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let url = config.database.resolve()?;
        let Some(database) = file_of(url.expose()) else {
            let tool = "pg_restore --clean --if-exists --single-transaction --exit-on-error";
            anyhow::bail!(
                "this installation keeps its data in PostgreSQL. Stop the service, then:\n  {tool} --dbname={} {}",
                quoted(&without_password(url.expose())),
                quoted(&self.file.display().to_string())
            );
        };
        let replace = if self.replace { Replace::Yes } else { Replace::No };
        let now = SystemClock.now();
        let restored = backup::restore(&self.file, &database, replace, Arc::new(SystemChance), now)
            .await
            .with_context(|| format!("nothing was changed in {}", folder_of(&database).display()))?;
        let backup = &restored.manifest;
        println!("{} is as it was on {} (version {}).", database.display(), backup.made.to_rfc3339(), backup.version);
        if restored.mails_dropped > 0 {
            let mails = restored.mails_dropped;
            println!(
                "Mails with sign-in codes that were under way and are not sent: {mails}. People ask for new ones."
            );
        }
        Ok(())
    }
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// As a shell takes it for one word.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A database's URL without its password.
fn without_password(url: &str) -> String {
    let (address, query) = url.split_once('?').map_or((url, ""), |(address, query)| (address, query));
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    let shown = match rest.rsplit_once('@') {
        Some((login, host)) => format!("{}@{host}", login.split(':').next().unwrap_or_default()),
        None => rest.to_owned(),
    };
    let kept: Vec<String> = query.split('&').filter_map(for_tools).collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    format!("{scheme}://{shown}{query}")
}

/// A parameter of the URL as PostgreSQL's own tools write it; `None` for the password and what only this program knows.
fn for_tools(parameter: &str) -> Option<String> {
    let (name, value) = parameter.split_once('=')?;
    let name = match name.to_lowercase().as_str() {
        "password" | "statement-cache-capacity" => return None,
        "ssl-mode" => "sslmode",
        "ssl-ca" | "ssl-root-cert" => "sslrootcert",
        "ssl-cert" => "sslcert",
        "ssl-key" => "sslkey",
        _ => name,
    };
    // `options[key]=value` is written as one option of the session.
    match name.strip_prefix("options[").and_then(|rest| rest.strip_suffix(']')) {
        Some(key) => Some(format!("options=-c%20{key}%3D{value}")),
        None => Some(format!("{name}={value}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{quoted, without_password};

    #[test]
    fn a_password_is_never_shown() {
        let url = "postgres://lotse:geheim@db.example:5433/lotse?sslmode=require&password=geheim";
        assert_eq!(without_password(url), "postgres://lotse@db.example:5433/lotse?sslmode=require");
        assert_eq!(without_password("postgres://db/lotse"), "postgres://db/lotse");
        let url = "postgres://db/lotse?ssl-mode=verify-full&ssl-ca=a.pem&statement-cache-capacity=9";
        assert_eq!(without_password(url), "postgres://db/lotse?sslmode=verify-full&sslrootcert=a.pem");
        assert_eq!(without_password("postgres://db/l?options[x]=1"), "postgres://db/l?options=-c%20x%3D1");
        assert_eq!(without_password("postgres://a:b@c@db/lotse"), "postgres://a@db/lotse");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
