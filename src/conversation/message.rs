//! The message tree: what is shown, not how. Each platform renders it as its users are used to.
//!
//! The tree is generic over its texts: the conversation builds it with [`Text`], `locales` turns it into one with
//! [`Spoken`], platforms render that.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::event::Press;
use super::text::Text;
use crate::domain::{Author, EntryKind, FieldId, FileMeta, Priority, Status, TicketNumber, TicketTypeId};

/// A piece of spoken text; the only markup there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Whether they are emphasised.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
}

/// A text in a person's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Spoken(pub Vec<Span>);

impl Spoken {
    /// The words alone.
    pub fn plain(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

/// Who may read a message; decided again right before delivery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Contains nothing that is somebody's: refusals, help, the sign-in.
    #[default]
    Anyone,
    /// Contains data of the link it was written for: delivered only while that link is entitled.
    Entitled,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message<T = Text> {
    /// What it shows, in order.
    pub blocks: Vec<Block<T>>,
    /// The ticket a reply to this message is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<TicketNumber>,
    /// Who may read it.
    #[serde(default)]
    pub audience: Audience,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// For information.
    Info,
    /// Something is done.
    Success,
    /// Take care.
    Warning,
    /// Not possible, and why.
    Refusal,
}

/// One part of a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block<T = Text> {
    /// A title line.
    Heading {
        /// The title.
        text: T,
    },
    /// A paragraph; line breaks count.
    Paragraph {
        /// The words.
        text: T,
    },
    /// Small print.
    Footnote {
        /// The words.
        text: T,
    },
    /// A paragraph that stands out.
    Notice {
        /// How it is meant.
        tone: Tone,
        /// The words.
        text: T,
    },
    /// What somebody wrote, verbatim.
    Quote {
        /// Who, if named.
        author: Option<T>,
        /// The words as written.
        text: String,
    },
    /// Labels and values.
    Facts {
        /// In order.
        facts: Vec<Fact<T>>,
    },
    /// A form's question, one at a time.
    Question(Question<T>),
    /// A list of tickets.
    Tickets {
        /// In order; `index` counts through pages.
        rows: Vec<TicketRow<T>>,
    },
    /// One ticket in full.
    Ticket(Box<TicketCard<T>>),
    /// Things to pick; also answerable by number, name or word.
    Choices {
        /// In order.
        choices: Vec<Choice<T>>,
        /// Numbered options (an answer to a question) or plain buttons (what to do next).
        numbered: bool,
    },
    /// A form to fill in natively.
    Form(Box<FormView<T>>),
}

/// A label with its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact<T = Text> {
    /// The label.
    pub label: T,
    /// The value.
    pub value: T,
    /// The field behind it, in a form's summary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<FieldId>,
}

/// A question of a form, asked in the conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question<T = Text> {
    /// The form's title, on its first question and after an interruption.
    pub title: Option<T>,
    /// „Schritt 2 von 7“.
    pub step: T,
    /// The question.
    pub text: T,
    /// Mandatory: marked with `*` and the word „Pflichtfeld“.
    pub required: bool,
    /// What helps to answer.
    pub help: Option<T>,
}

/// Something to pick.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice<T = Text> {
    /// What it says.
    pub label: T,
    /// A sentence on what it is for.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub hint: Option<T>,
    /// What pressing it does.
    pub press: Press,
    /// How it is meant.
    #[serde(default)]
    pub weight: Weight,
}

fn none<T>() -> Option<T> {
    None
}

/// How much a choice stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// One of several.
    #[default]
    Plain,
    /// What most people want next.
    Primary,
    /// Changes something that is not easily undone.
    Danger,
}

/// A ticket in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TicketRow<T = Text> {
    /// The number to pick it by.
    pub index: usize,
    /// The ticket's number.
    pub number: TicketNumber,
    /// Subject, verbatim.
    pub title: String,
    /// Ticket type's name.
    pub type_name: T,
    /// Status word.
    pub status: T,
    /// Status, for colours.
    pub status_id: Status,
    /// Priority word.
    pub priority: T,
    /// Priority, for colours.
    pub priority_id: Priority,
    /// Last change.
    pub changed: T,
    /// The contact's name, in company lists.
    pub contact: Option<String>,
    /// Opens it.
    pub press: Press,
}

/// A ticket in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TicketCard<T = Text> {
    /// The number.
    pub number: TicketNumber,
    /// Subject, verbatim.
    pub title: String,
    /// Status word.
    pub status: T,
    /// Status, for colours.
    pub status_id: Status,
    /// Priority word.
    pub priority: T,
    /// Priority, for colours.
    pub priority_id: Priority,
    /// Type, created, last change, contact, company, assignee, service level.
    pub facts: Vec<Fact<T>>,
    /// The form's fields.
    pub fields: Vec<Fact<T>>,
    /// Public history, oldest first.
    pub history: Vec<HistoryLine<T>>,
}

/// One public entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoryLine<T = Text> {
    /// Author's name and what it was.
    pub head: T,
    /// When.
    pub at: T,
    /// When, for machines.
    pub at_utc: DateTime<Utc>,
    /// Which side.
    pub author: Author,
    /// What it is.
    pub kind: EntryKind,
    /// What was written, verbatim; empty for a mere status change.
    pub text: String,
    /// Files, offered as downloads to the entitled.
    pub files: Vec<FileMeta>,
}

/// A form to fill in natively.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormView<T = Text> {
    /// What this form is: sent back with the values.
    pub purpose: FormPurpose,
    /// Title.
    pub title: T,
    /// What the `*` means, and other words before the fields.
    pub intro: Option<T>,
    /// Fields whose conditions hold.
    pub fields: Vec<FieldView<T>>,
    /// Notices that the answers call for.
    pub notices: Vec<(Tone, T)>,
    /// The send button.
    pub submit: T,
    /// The cancel button.
    pub cancel: T,
    /// An error that belongs to the whole form.
    pub error: Option<T>,
}

/// What a native form is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum FormPurpose {
    /// A draft of a new ticket.
    Draft {
        /// Which draft.
        draft: crate::domain::DraftId,
        /// Its ticket type.
        ticket_type: TicketTypeId,
    },
}

/// One field of a native form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldView<T = Text> {
    /// Field id; the key of its value.
    pub id: FieldId,
    /// Label.
    pub label: T,
    /// Help below the label.
    pub help: Option<T>,
    /// Mandatory.
    pub required: bool,
    /// How to ask.
    pub input: Input<T>,
    /// What was typed or picked before, as the input gives it back.
    pub value: Vec<String>,
    /// What is wrong with it.
    pub error: Option<T>,
    /// Other fields depend on it: changing it sends the form for a refresh.
    pub refreshes: bool,
    /// Belongs to the optional block.
    pub more: bool,
}

/// How a native form asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "input", rename_all = "snake_case")]
pub enum Input<T = Text> {
    /// One line.
    Line {
        /// HTML-like type hint: `text`, `email`, `tel`, `date` (value `2026-11-24`), `datetime-local` (`2026-11-24T08:30`).
        hint: String,
        /// Placeholder example.
        example: Option<T>,
        /// Longest text in characters.
        max_length: Option<u32>,
    },
    /// Several lines.
    Area {
        /// Placeholder example.
        example: Option<T>,
        /// Longest text in characters.
        max_length: Option<u32>,
    },
    /// One of the options.
    Pick {
        /// Value and label.
        options: Vec<(String, T)>,
    },
    /// Some of the options.
    PickMany {
        /// Value and label.
        options: Vec<(String, T)>,
    },
    /// Files.
    Files {
        /// At most so many.
        max_count: u32,
        /// Each at most so large.
        max_bytes: u64,
        /// Those already there.
        files: Vec<FileMeta>,
    },
    /// Only shown.
    Note,
    /// To be ticked.
    Tick {
        /// What is confirmed.
        label: T,
    },
}

impl<T> Message<T> {
    /// A message of these blocks that anyone may read.
    pub fn new(blocks: Vec<Block<T>>) -> Self {
        Self { blocks, about: None, audience: Audience::Anyone }
    }

    /// The same, holding data of the entitled person.
    #[must_use]
    pub fn private(mut self) -> Self {
        self.audience = Audience::Entitled;
        self
    }

    /// The same, about a ticket (and so private).
    #[must_use]
    pub fn about(mut self, number: &TicketNumber) -> Self {
        self.about = Some(number.clone());
        self.private()
    }
}
