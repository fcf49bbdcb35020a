//! What the page shows, one after the other. Kept as JSON in the feed; the page renders it.

use serde::{Deserialize, Serialize};

use crate::conversation::message::{Message, Spoken};
use crate::domain::{DraftId, FileMeta, TicketNumber};

/// One shown thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "item", rename_all = "snake_case")]
pub enum Item {
    /// What the person wrote.
    Said {
        /// `said:` and the message's id.
        id: String,
        /// The words.
        text: String,
        /// Files sent with it.
        files: Vec<FileMeta>,
        /// The ticket it replied to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<TicketNumber>,
        /// Whether it was changed later.
        #[serde(default)]
        edited: bool,
    },
    /// What the person wrote and deleted.
    Deleted {
        /// As it was.
        id: String,
    },
    /// The button that the person pressed.
    Pressed {
        /// `press:` and the event's id.
        id: String,
        /// What it said.
        label: String,
    },
    /// The person sent a native form.
    FormSent {
        /// `form:` and the event's id.
        id: String,
        /// Which draft.
        draft: DraftId,
    },
    /// What the bot says.
    Message {
        /// `bot:` and the delivery's id.
        id: String,
        /// The language it is said in.
        language: String,
        /// The message.
        message: Message<Spoken>,
    },
    /// A ticket's file, as a download.
    File {
        /// `file:` and the delivery's id.
        id: String,
        /// Of which ticket.
        number: TicketNumber,
        /// Which file.
        file: FileMeta,
    },
    /// Something shown before looks different now. Appended, so that a page that was away learns of it in order.
    Changed {
        /// Unique.
        id: String,
        /// What it is now; its id says which.
        to: Box<Item>,
    },
}

impl Item {
    /// Its id, unique within the conversation.
    pub fn id(&self) -> &str {
        match self {
            Self::Said { id, .. }
            | Self::Deleted { id }
            | Self::Pressed { id, .. }
            | Self::FormSent { id, .. }
            | Self::Message { id, .. }
            | Self::File { id, .. }
            | Self::Changed { id, .. } => id,
        }
    }
}
