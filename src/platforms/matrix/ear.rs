//! What listening needs, and how it hands in what it heard: until the inbox has it.

use std::sync::Arc;
use std::time::Duration;

use matrix_sdk::Client;
use tokio::sync::mpsc::UnboundedSender;

use super::folder::Folder;
use super::invites::Guests;
use super::late::Late;
use super::settings::{MatrixSettings, server_of};
use super::{Aside, NAME};
use crate::conversation::event::{EventKind, NotTaken, Place};
use crate::domain::{Clock, EventId, Identity};
use crate::platforms::{Inbound, Intake, IntakeError, Origin};
use crate::store::Store;

/// First and longest pause before the inbox is asked again.
const AGAIN_FIRST: Duration = Duration::from_millis(500);
const AGAIN_LONGEST: Duration = Duration::from_secs(30);

/// The listening side of one open device.
pub(super) struct Ear {
    pub(super) client: Client,
    pub(super) intake: Arc<dyn Intake>,
    pub(super) store: Store,
    pub(super) settings: Arc<MatrixSettings>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) folder: Folder,
    pub(super) late: Late,
    pub(super) guests: Guests,
    pub(super) aside: UnboundedSender<Aside>,
}

/// Where something was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    /// Where private messages to the person go.
    pub(super) address: String,
    /// The room, where others read along.
    pub(super) room: Option<String>,
    /// The thread.
    pub(super) thread: Option<String>,
}

impl Ear {
    /// The bot's account.
    pub(super) fn me(&self) -> &str {
        &self.settings.user
    }

    /// Hands an event in and comes back when the inbox has it, however long that takes.
    pub(super) async fn hand_in(&self, sender: &str, id: EventId, spot: &Spot, kind: EventKind) {
        let mut inbound = Inbound {
            id,
            identity: identity(sender),
            address: spot.address.clone(),
            place: if spot.room.is_some() { Place::Room } else { Place::Private },
            kind,
            origin: Origin {
                limit_key: server_of(sender).to_owned(),
                described: sender.to_owned(),
                room: spot.room.clone(),
                thread: spot.thread.clone(),
            },
        };
        let mut pause = AGAIN_FIRST;
        loop {
            match self.intake.accept(inbound.clone()).await {
                Ok(()) => return,
                Err(IntakeError::TooMany { retry_after_secs }) => {
                    tokio::time::sleep(Duration::from_secs(retry_after_secs.into())).await;
                }
                Err(IntakeError::Unavailable) => {
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(AGAIN_LONGEST);
                }
                // What cannot be taken is answered by saying so; that always can.
                Err(IntakeError::TooLarge | IntakeError::FileType | IntakeError::NotSignedIn) => {
                    if matches!(inbound.kind, EventKind::NotTaken { .. }) {
                        return;
                    }
                    inbound.kind = EventKind::NotTaken { why: NotTaken::TooLong };
                }
            }
        }
    }

    /// Whether that event is in the inbox; while nobody knows, it is asked again.
    pub(super) async fn is_known(&self, id: &EventId) -> bool {
        loop {
            match self.intake.is_known(id).await {
                Ok(known) => return known,
                Err(_) => tokio::time::sleep(AGAIN_FIRST).await,
            }
        }
    }
}

/// A person on Matrix: the workspace is their homeserver.
pub(super) fn identity(user: &str) -> Identity {
    Identity { platform: NAME.to_owned(), workspace: server_of(user).to_owned(), user: user.to_owned() }
}

/// The id under which the inbox knows an event.
pub(super) fn event_id(id: &str) -> EventId {
    EventId::new(format!("{NAME}:{id}"))
}
