//! The database: reached, whole, of this program, written, with room.

use std::path::Path;

use super::Finding;
use crate::config::Config;
use crate::database::file::{check_file, file_of, folder_of};
use crate::database::{Trouble, newest_migration};
use crate::domain::Clock;
use crate::service::clock::SystemClock;
use crate::store::Store;
use crate::wiring;

const PART: &str = "database";
/// Less room than this and the next busy day may fill it.
const LITTLE_ROOM: u64 = 1 << 30;
/// Less than this and nothing can be relied on.
const NO_ROOM: u64 = 100 << 20;

/// What is found, and the store if it can be used.
pub(super) async fn look(config: &Config) -> (Vec<Finding>, Option<Store>) {
    let url = match config.database.resolve() {
        Ok(url) => url,
        Err(error) => {
            let cure = "set database.url, or make the file of database.url_file readable for the service";
            return (vec![Finding::failed(PART, chain(&error), cure)], None);
        }
    };
    let file = file_of(url.expose());
    if let Some(file) = file.as_deref() {
        if let Some(missing) = missing(file) {
            return (vec![missing], None);
        }
        // Before anything is read from it: what a broken file says otherwise leads nowhere.
        if let Err(error) = check_file(file).await
            && error.trouble == Trouble::Permanent
        {
            let cure = "stop the service and restore the newest backup with --replace; keep the broken file";
            return (vec![Finding::failed(PART, chain(&error), cure), room(file)], None);
        }
    }
    let (_, store) = match wiring::open_as_it_is(config).await {
        Ok(opened) => opened,
        Err(error) => {
            let cure = if file.is_some() {
                "let the service's user read and write the file and its folder"
            } else {
                "start PostgreSQL, check host, name and password of database.url, and that the network lets it through"
            };
            return (vec![Finding::failed(PART, format!("{error:#}"), cure)], None);
        }
    };
    let mut findings = Vec::new();
    let usable = schema(&store, &mut findings).await;
    if usable {
        match store.probe_write(SystemClock.now()).await {
            Ok(()) => findings.push(Finding::ok(PART, "can be read and written")),
            Err(error) => {
                let cure =
                    "look for a full disk, a read-only file system, a lock held by another program, or missing rights";
                findings.push(Finding::failed(PART, format!("cannot be written: {}", chain(&error)), cure));
            }
        }
    }
    if let Some(file) = &file {
        findings.push(Finding::ok(PART, "its pages and references are whole"));
        findings.push(room(file));
    }
    (findings, usable.then_some(store))
}

/// What is missing on the way to the file, if anything is.
fn missing(file: &Path) -> Option<Finding> {
    let folder = folder_of(file);
    if !folder.exists() {
        let cure = "make the folder for the service's user, or correct database.url";
        return Some(Finding::failed(PART, format!("there is no folder {}", folder.display()), cure));
    }
    (!file.exists()).then(|| {
        let cure = "run `ticketlotse migrate` as the service's user, or correct database.url";
        Finding::failed(PART, format!("there is no {}", file.display()), cure)
    })
}

async fn schema(store: &Store, findings: &mut Vec<Finding>) -> bool {
    let newest = newest_migration();
    match store.schema_version().await {
        Ok(version) if version == newest => {
            findings.push(Finding::ok(PART, format!("its tables are of version {version}, as this program's")));
            true
        }
        Ok(version) if version > newest => {
            let what = format!("its tables are of version {version}, this program knows {newest}");
            findings.push(Finding::failed(PART, what, "install the newer program that it was used with"));
            false
        }
        Ok(version) => {
            let what = format!("its tables are of version {version}, this program wants {newest}");
            findings.push(Finding::failed(
                PART,
                what,
                "make a backup, then run `ticketlotse migrate` (`serve` does it too)",
            ));
            false
        }
        Err(error) => {
            findings.push(Finding::failed(
                PART,
                format!("holds no tables: {}", chain(&error)),
                "run `ticketlotse migrate`",
            ));
            false
        }
    }
}

fn room(file: &Path) -> Finding {
    let folder = folder_of(file);
    let free = match rustix::fs::statvfs(folder) {
        Ok(found) => found.f_bavail.saturating_mul(found.f_frsize),
        Err(error) => {
            let what = format!("how much room there is cannot be told: {error}");
            return Finding::warning(PART, what, "look at the file system by hand");
        }
    };
    let what = format!("{} MiB of room in {}", free >> 20, folder.display());
    match free {
        0..NO_ROOM => Finding::failed(PART, what, "make room now: the next event may not fit"),
        NO_ROOM..LITTLE_ROOM => Finding::warning(PART, what, "make room, or shorten [retention]"),
        _ => Finding::ok(PART, what),
    }
}

/// An error with its causes.
pub(super) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        said = format!("{said}: {error}");
        cause = error.source();
    }
    said
}
