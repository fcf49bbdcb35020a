//! The port to the chat platforms. A platform knows this file, the message tree and `locales`; no feature code knows a platform.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::conversation::event::EventKind;
use crate::conversation::event::Place;
use crate::conversation::message::{Message, Spoken};
use crate::conversation::text::Text;
use crate::conversation::world::Capabilities;
use crate::domain::{ConversationId, EventId, FileMeta, Identity};
use crate::locales::{Locales, Speaking};

#[cfg(feature = "matrix")]
pub mod matrix;
#[cfg(feature = "web")]
pub mod web;

/// What a platform hands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Inbound {
    /// Unique on the platform; the same id is handled once.
    pub id: EventId,
    /// Who.
    pub identity: Identity,
    /// Where private messages to them go, in the platform's own words; empty where no private chat is known yet.
    pub address: String,
    /// Private chat or room.
    pub place: Place,
    /// What happened.
    pub kind: EventKind,
    /// Where the sign-in was asked from, for the mail („Firefox, 10:15 Uhr“ on the web, workspace and account elsewhere).
    pub origin: Origin,
}

/// Where an event came from, for limits and for the sign-in mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// What limits count by: the IP (/64 for IPv6) on the web, the workspace elsewhere. Hashed before it is stored.
    pub limit_key: String,
    /// What the sign-in mail names: browser, workspace, account.
    pub described: String,
    /// The room it was said in, in the platform's own words; `None` in a private chat.
    #[serde(default)]
    pub room: Option<String>,
    /// The thread it was said in, in the platform's own words: what answers it is said there.
    #[serde(default)]
    pub thread: Option<String>,
}

/// Why an event was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// Too much at once from this conversation or origin; try again after so many seconds.
    #[error("too many events, retry after {retry_after_secs} s")]
    TooMany {
        /// Seconds.
        retry_after_secs: u32,
    },
    /// Larger than allowed.
    #[error("larger than allowed")]
    TooLarge,
    /// A kind of file that is not taken.
    #[error("this kind of file is not taken")]
    FileType,
    /// Files are kept only for people who are signed in and entitled.
    #[error("not signed in")]
    NotSignedIn,
    /// Could not be stored; nothing is lost that was acknowledged, the platform should try again.
    #[error("could not be stored")]
    Unavailable,
}

/// Where platforms hand events in. Implemented by the service.
#[async_trait]
pub trait Intake: Send + Sync {
    /// Stores the event durably and acknowledges it; the answer comes later by [`Platform::deliver`].
    async fn accept(&self, inbound: Inbound) -> Result<(), IntakeError>;
    /// Whether that event was stored before: a platform that missed the answer sends it again.
    async fn is_known(&self, id: &EventId) -> Result<bool, IntakeError>;
    /// Whether files are taken from this person at all: asked before anything of one is read.
    async fn takes_files(&self, identity: &Identity, address: &str) -> Result<(), IntakeError>;
    /// Stores a file before the event that names it. Checks size, type and the person's total.
    async fn store_file(
        &self,
        identity: &Identity,
        address: &str,
        name: &str,
        mime: &str,
        bytes: Vec<u8>,
    ) -> Result<FileMeta, IntakeError>;
}

/// Where platforms fetch a ticket's file that a person asks for. Implemented by the service.
#[async_trait]
pub trait FileDoor: Send + Sync {
    /// The file, if the conversation's person may see the ticket right now; `None` for everything else alike.
    async fn ticket_file(
        &self,
        identity: &Identity,
        number: &crate::domain::TicketNumber,
        file: &crate::domain::FileId,
    ) -> Option<(FileMeta, Vec<u8>)>;
}

/// A message on its way out.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Unique: delivering it twice must show it once where the platform allows that.
    pub id: String,
    /// Which conversation.
    pub conversation: ConversationId,
    /// Whose.
    pub identity: Identity,
    /// The link whose data it holds.
    pub link: Option<crate::domain::LinkId>,
    /// Where to, in the platform's own words; empty where no private chat is known yet and one has to be opened.
    pub address: String,
    /// Said in this room instead, where others read along; holds nobody's data.
    pub room: Option<String>,
    /// Said in this thread, if the platform has them.
    pub thread: Option<String>,
    /// The message in the person's language.
    pub message: Arc<Message<Spoken>>,
    /// The language.
    pub language: String,
    /// What a platform has to say by itself beside the message.
    pub words: Words,
}

/// The texts in force when a message goes out, for what a platform adds to it („Pflichtfeld“).
#[derive(Clone, Debug)]
pub struct Words {
    /// The texts.
    pub locales: Arc<Locales>,
    /// The zone of all dates.
    pub zone: Tz,
    /// When it is said.
    pub now: DateTime<Utc>,
}

impl Words {
    /// Says a text in that language.
    pub fn say(&self, language: &str, text: &Text) -> String {
        self.locales.say(Speaking { language, zone: self.zone, now: self.now }, text).plain()
    }
}

/// What a failed delivery needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlatformTrouble {
    /// Try again.
    Transient,
    /// The place is gone; nothing to retry.
    Gone,
    /// This message will never be taken.
    Refused,
}

/// An error of a platform.
#[derive(Debug, thiserror::Error)]
#[error("{doing}")]
pub struct PlatformError {
    /// Kind.
    pub trouble: PlatformTrouble,
    /// What was being done.
    pub doing: String,
    /// The platform said when to try again: not before.
    pub retry_after: Option<Duration>,
    /// The cause.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// A chat platform.
#[async_trait]
pub trait Platform: Send + Sync {
    /// Its name in identities.
    fn name(&self) -> &'static str;
    /// What it can do.
    fn capabilities(&self) -> &Capabilities;
    /// Shows a message. Called by the outbox, right after the entitlement was checked, and for a notice that holds nobody's
    /// data beside a turn; must not check rights itself.
    async fn deliver(&self, delivery: &Delivery) -> Result<(), PlatformError>;
    /// Shows a file that the person asked for. Called by the service after the guard allowed it. On the web this is a download link.
    async fn deliver_file(&self, delivery: &Delivery, file: &FileMeta, bytes: Vec<u8>) -> Result<(), PlatformError>;
    /// Shows that an answer is being worked on. Best effort.
    async fn typing(&self, conversation: &ConversationId, address: &str);
    /// Runs as long as the service does, for what the platform has to listen to by itself; what it hears goes in by
    /// `intake`. Called once, at the start.
    async fn run(&self, _intake: Arc<dyn Intake>) {}
    /// The process ends: connections that are held open for people are ended, who come back by themselves. Called once.
    fn hang_up(&self) {}
    /// The link of a conversation changed: what is shown must be dropped, secrets rotated.
    async fn link_changed(&self, conversation: &ConversationId, address: &str);
}
