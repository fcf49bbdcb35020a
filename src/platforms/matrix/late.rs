//! Messages whose key is not there yet. They are kept over restarts and taken in when the key comes; in a direct chat the
//! person hears after a while that theirs could not be read.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use matrix_sdk::Room;
use matrix_sdk::ruma::{EventId, RoomId};
use serde::{Deserialize, Serialize};

use super::ear::{Ear, Spot, event_id};
use super::folder::Folder;
use crate::conversation::event::{EventKind, NotTaken};
use crate::domain;

/// After so long the person is told.
const TELL_AFTER: chrono::Duration = chrono::Duration::seconds(30);
/// After so long no key comes any more.
const FORGET_AFTER: chrono::Duration = chrono::Duration::days(7);
/// Messages that are waited for at most; then the oldest are given up.
const MAX_UNREAD: usize = 1000;
/// How often it is looked whether somebody has to be told.
const LOOK: Duration = Duration::from_secs(2);
/// How often what waits is tried without any news of a key: one may have come from the backup.
const TRY_AGAIN: Duration = Duration::from_secs(30);

/// A message that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Unread {
    pub(super) room: String,
    pub(super) event: String,
    pub(super) sender: String,
    /// The session whose key is missing.
    pub(super) session: Option<String>,
    pub(super) since: DateTime<Utc>,
    /// Whether the person has been told, or need not be.
    pub(super) told: bool,
}

/// All of them.
#[derive(Default)]
pub(super) struct Late {
    unread: Mutex<Vec<Unread>>,
}

impl Late {
    /// What an earlier process waited for.
    pub(super) fn load(folder: &Folder) -> Self {
        Self { unread: Mutex::new(folder.unread()) }
    }

    /// Waits for a key.
    pub(super) fn add(&self, folder: &Folder, unread: Unread) {
        self.change(folder, |all| {
            if all.iter().all(|known| known.event != unread.event) {
                all.push(unread);
            }
            let too_many = all.len().saturating_sub(MAX_UNREAD);
            all.drain(..too_many);
        });
    }

    fn all(&self) -> Vec<Unread> {
        self.unread.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn change(&self, folder: &Folder, change: impl FnOnce(&mut Vec<Unread>)) {
        let mut all = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut all);
        if let Err(error) = folder.keep_unread(&all) {
            tracing::warn!(error = ?error, "what cannot be read yet was not kept");
        }
    }
}

/// Takes in what becomes readable, and tells the persons of what does not.
pub(super) async fn wait_for_keys(ear: Arc<Ear>) {
    let Some(keys) = ear.client.encryption().room_keys_received_stream().await else { return };
    let mut keys = std::pin::pin!(keys);
    let mut looks = tokio::time::interval(LOOK);
    let mut again = tokio::time::interval(TRY_AGAIN);
    loop {
        tokio::select! {
            came = keys.next() => match came {
                Some(Ok(came)) => {
                    let came: Vec<String> = came.into_iter().map(|key| key.session_id).collect();
                    ear.try_again(|unread| unread.session.as_ref().is_none_or(|session| came.contains(session))).await;
                }
                // Some news were missed: any key may be there.
                Some(Err(_)) => ear.try_again(|_| true).await,
                None => return,
            },
            _ = looks.tick() => ear.tell_unread().await,
            _ = again.tick() => ear.try_again(|_| true).await,
        }
    }
}

impl Ear {
    async fn try_again(&self, which: impl Fn(&Unread) -> bool) {
        for unread in self.late.all().into_iter().filter(which) {
            let over = self.clock.now() - unread.since > FORGET_AFTER;
            // Another process on the same account may have had the key.
            if over || self.is_known(&event_id(&unread.event)).await || self.read_late(&unread).await == Readable::Yes {
                self.late.change(&self.folder, |all| all.retain(|known| known.event != unread.event));
            }
        }
    }

    async fn read_late(&self, unread: &Unread) -> Readable {
        let Some((room, id)) = self.find(unread) else { return Readable::Yes };
        match room.event(&id, None).await {
            Ok(event) if event.kind.is_utd() => Readable::No,
            Ok(event) => {
                self.take_late(&room, &event).await;
                Readable::Yes
            }
            Err(error) => {
                tracing::debug!(error = ?error, "a message that cannot be read yet was not given");
                Readable::No
            }
        }
    }

    fn find(&self, unread: &Unread) -> Option<(Room, matrix_sdk::ruma::OwnedEventId)> {
        let room = self.client.get_room(&RoomId::parse(&unread.room).ok()?)?;
        Some((room, EventId::parse(&unread.event).ok()?))
    }

    async fn tell_unread(&self) {
        let now = self.clock.now();
        for unread in self.late.all().into_iter().filter(|unread| !unread.told && now - unread.since >= TELL_AFTER) {
            if !self.is_known(&event_id(&unread.event)).await {
                let id = domain::EventId::new(format!("matrix:{}/unread", unread.event));
                let spot = Spot { address: unread.room.clone(), ..Spot::default() };
                let why = NotTaken::Unreadable;
                self.hand_in(&unread.sender, id, &spot, EventKind::NotTaken { why }).await;
            }
            let told = |all: &mut Vec<Unread>| {
                all.iter_mut().filter(|known| known.event == unread.event).for_each(|known| known.told = true);
            };
            self.late.change(&self.folder, told);
        }
    }
}

/// Whether there is nothing more to wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readable {
    Yes,
    No,
}
