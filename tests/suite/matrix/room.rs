//! What a room is made with, what is said in it, and what is seen there.

use serde::Deserialize;
use serde_json::{Value, json};

/// What a room is made with.
pub struct RoomPlan<'a> {
    /// Who is invited.
    pub invite: &'a [&'a str],
    /// Whether the invitation is to a direct chat.
    pub is_direct: bool,
    /// Whether what is said is encrypted.
    pub is_encrypted: bool,
    /// Anything else that the request may hold: `name`, `history`, `version`, `power`.
    pub more: Value,
}

impl RoomPlan<'_> {
    /// As the request holds it.
    pub(super) fn request(&self) -> Value {
        let mut wanted = self.more.clone();
        wanted["invite"] = json!(self.invite);
        wanted["direct"] = json!(self.is_direct);
        wanted["encrypted"] = json!(self.is_encrypted);
        wanted
    }
}

/// How an event came.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Came {
    /// Not encrypted.
    Plain,
    /// Encrypted, and read.
    Read,
    /// Encrypted, and its key is not there.
    Locked,
}

/// What an event refers to.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Relation {
    /// `m.thread`, `m.replace`, `m.annotation`; none of a mere reply.
    pub kind: Option<String>,
    /// The event that it refers to; of a thread its root.
    pub event: Option<String>,
    /// What a reaction shows.
    pub key: Option<String>,
    /// The event that it answers.
    pub reply_to: Option<String>,
    /// Whether the answered event only stands in for clients that know no threads.
    pub is_falling_back: Option<bool>,
}

/// A file in a message.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What it says it is.
    pub mime: Option<String>,
    /// How large it says it is.
    pub size_bytes: Option<u64>,
    /// Whether the server holds it encrypted.
    pub is_sealed: bool,
}

/// Something that was seen in a room.
#[derive(Clone, Debug, Deserialize)]
pub struct Seen {
    /// Its place in the order of all that the person has seen.
    pub n: u64,
    /// Its id; none of what passes (typing, read markers).
    #[serde(default)]
    pub event: Option<String>,
    /// Who did it.
    #[serde(default)]
    pub sender: Option<String>,
    /// `m.room.message`, `m.typing`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// What it says.
    #[serde(default)]
    pub body: Option<String>,
    /// What it says, formatted.
    #[serde(default)]
    pub html: Option<String>,
    /// What it refers to.
    pub relation: Relation,
    /// Its file.
    #[serde(default)]
    pub file: Option<File>,
    /// How it came.
    pub came: Came,
    /// Whether it could be read only after its key had come.
    pub is_late: bool,
    /// Whether it was deleted.
    pub is_redacted: bool,
    /// All that it holds.
    pub content: Value,
}

impl Seen {
    /// What it says.
    pub fn text(&self) -> &str {
        self.body.as_deref().unwrap_or_default()
    }

    /// Its id.
    pub fn id(&self) -> &str {
        self.event.as_deref().expect("it is an event")
    }
}

/// Who somebody is to others: the devices and keys that the server hands out.
#[derive(Clone, Debug, Deserialize)]
pub struct Identity {
    /// The master key for cross-signing.
    pub master: Option<String>,
    /// Whether the key that signs the own devices has a good signature of the master key.
    pub self_signing_is_good: bool,
    /// The devices.
    pub devices: Vec<Device>,
}

/// A device with keys.
#[derive(Clone, Debug, Deserialize)]
pub struct Device {
    /// Its id.
    pub id: String,
    /// Its key.
    pub ed25519: String,
    /// Whether its keys have a good signature of its own.
    pub is_signed_by_itself: bool,
    /// Whether its keys have a good signature of its owner's self-signing key.
    pub is_signed_by_owner: bool,
}
