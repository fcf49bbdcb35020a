//! What the bot writes into its own messages beside their text: what a reply or a reaction to them means. It is encrypted
//! with the message, needs no table, and is read back only from messages of the bot itself. It carries no rights.

use serde::{Deserialize, Serialize};

use crate::conversation::event::Press;
use crate::domain::TicketNumber;

/// The key in a message's content.
pub const KEY: &str = "ticketlotse.context";
/// So many numbers there are to react with.
const MAX_PICKS: usize = 10;

/// What a message was about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Context {
    /// Its ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<TicketNumber>,
    /// What its numbers pick, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub picks: Vec<Press>,
    /// What says yes to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yes: Option<Press>,
    /// What says no to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no: Option<Press>,
}

impl Context {
    /// As it stands in the content; nothing where it says nothing.
    pub fn to_json(&self) -> Option<serde_json::Value> {
        let kept = Self { picks: self.picks.iter().take(MAX_PICKS).cloned().collect(), ..self.clone() };
        if kept == Self::default() { None } else { serde_json::to_value(kept).ok() }
    }

    /// Reads it from a message's content; of another version, it says nothing.
    pub fn of(content: &serde_json::Value) -> Self {
        content.get(KEY).cloned().and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
    }
}
