//! Forms and texts are read again when their folders change and on SIGHUP. What does not pass the check is not put in force:
//! the old ones stay, and the log says why.
//!
//! Folders are looked at every few seconds rather than watched: that works on every file system, network and container
//! mounts too. A change is taken when it has stood still for one look, so that half a copy is not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use tokio::signal::unix::{SignalKind, signal};

use super::rooms::Rooms;
use crate::dialogs::{self, Grade};
use crate::http::Pages;
use crate::telemetry::measures;

/// How often the folders are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Most files that are looked at.
const MAX_FILES: usize = 5_000;
/// Most findings that are logged.
const MAX_LOGGED: usize = 20;

/// Files with the time of their last change and their size.
type Seen = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Reads forms and texts again.
pub struct Reloader {
    rooms: Rooms,
    pages: Pages,
}

/// What became of a reload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reloaded {
    /// The new ones are in force.
    Done,
    /// They do not pass; the old ones stay.
    Refused,
}

impl Reloader {
    pub(super) fn new(rooms: Rooms) -> anyhow::Result<Self> {
        let pages = Pages::new(rooms.router()?);
        Ok(Self { rooms, pages })
    }

    pub(super) fn router(&self) -> Router {
        self.pages.router()
    }

    /// Looks and listens for ever.
    pub(super) async fn run(self) {
        let mut asked = match signal(SignalKind::hangup()) {
            Ok(asked) => asked,
            Err(error) => {
                tracing::error!(%error, "SIGHUP cannot be listened for: forms and texts are not read again");
                return;
            }
        };
        let folders: Vec<PathBuf> = self.folders();
        let (mut loaded, mut last) = (look(folders.clone()).await, None);
        loop {
            let changed = tokio::select! {
                _ = asked.recv() => None,
                () = tokio::time::sleep(LOOK_EVERY) => {
                    let seen = look(folders.clone()).await;
                    let stands_still = last.replace(seen.clone()) == Some(seen.clone());
                    if seen == loaded || !stands_still {
                        continue;
                    }
                    Some(seen)
                }
            };
            loaded = match changed {
                Some(seen) => seen,
                None => look(folders.clone()).await,
            };
            self.reload();
        }
    }

    fn folders(&self) -> Vec<PathBuf> {
        let content = &self.rooms.config.content;
        [&content.dialogs, &content.locales].into_iter().flatten().cloned().collect()
    }

    /// Checks what is in the folders now and puts it in force if it passes.
    pub fn reload(&self) -> Reloaded {
        let reloaded = self.replaced();
        measures::reload(match reloaded {
            Reloaded::Done => "done",
            Reloaded::Refused => "refused",
        });
        reloaded
    }

    fn replaced(&self) -> Reloaded {
        let content = &self.rooms.config.content;
        let report = dialogs::check_folders(content.dialogs.as_deref(), content.locales.as_deref());
        for finding in report.findings.iter().take(MAX_LOGGED) {
            let dialogs::Finding { file, line, code, what, mend } = finding;
            let (rule, grade) = (code.id(), code.grade());
            match grade {
                Grade::Error => {
                    tracing::error!(file, line, rule, what, mend, "forms and texts do not pass");
                }
                Grade::Warning => tracing::warn!(file, line, rule, what, mend, "forms and texts"),
            }
        }
        let errors = report.count(Grade::Error);
        if errors > 0 {
            tracing::error!(errors, "the forms and texts in force stay: mend the new ones (`ticketlotse check`)");
            return Reloaded::Refused;
        }
        let service = &self.rooms.service;
        let before = service.live();
        let put = super::live(&self.rooms.config).and_then(|live| {
            service.replace_live(Arc::new(live));
            self.rooms.router()
        });
        match put {
            Ok(router) => {
                self.pages.replace(router);
                tracing::info!(forms = report.forms, texts = report.texts, "forms and texts were read again");
                Reloaded::Done
            }
            Err(error) => {
                service.replace_live(before);
                tracing::error!(error = format!("{error:#}"), "the forms and texts in force stay");
                Reloaded::Refused
            }
        }
    }
}

/// What is in the folders; a folder that cannot be read is empty.
async fn look(folders: Vec<PathBuf>) -> Seen {
    let looked = tokio::task::spawn_blocking(move || {
        let mut seen = Seen::new();
        for folder in folders {
            list(&folder, &mut seen);
        }
        seen
    });
    looked.await.unwrap_or_default()
}

fn list(folder: &Path, seen: &mut Seen) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        // Follows links: a mounted folder is often swapped by one.
        let Ok(meta) = std::fs::metadata(&path) else { continue };
        if meta.is_dir() {
            list(&path, seen);
        } else if seen.len() < MAX_FILES {
            seen.insert(path, (meta.modified().ok(), meta.len()));
        }
    }
}
