//! The form engine: runs a [`crate::domain::form::Form`] over a [`Draft`], the same for step-by-step and native forms.
//!
//! [`engine`] decides what is asked next, [`condition`] what applies, [`kinds`] reads and shows each kind of answer,
//! [`summary`] what is shown before sending, [`view`] the native form, [`ticket`] what is sent. Nothing here says a word of
//! any language, and nothing here talks: that is done in [`crate::conversation::flow::new_ticket`].

pub mod scene;

pub mod engine;

pub mod condition;
pub mod derived;
pub mod kinds;
pub mod pick;
pub mod summary;
pub mod texts;
pub mod ticket;
pub mod view;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    DraftId, FieldId, FileId, FileMeta, MemberId, MessageId, OpKey, SystemId, TicketNumber, TicketTypeId,
};

/// A form being filled in. Survives crashes, restarts and pauses; belongs to one link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Which form.
    pub ticket_type: TicketTypeId,
    /// Answers so far. Answers of fields whose condition no longer holds are kept but not sent.
    pub answers: BTreeMap<FieldId, Answered>,
    /// Fields passed over on purpose.
    pub skipped: BTreeSet<FieldId>,
    /// Where it stands.
    pub stage: Stage,
    /// Fields answered in the order they were asked, for „zurück“.
    pub trail: Vec<FieldId>,
    /// Hints and notices already shown.
    pub shown: BTreeSet<String>,
    /// Whether the optional block was wanted.
    pub more: Option<bool>,
    /// The offer to file at once was declined.
    pub quick_declined: bool,
    /// It was filed at once. The rest becomes one addition.
    pub filed: Option<Filed>,
    /// What is proposed as an answer (from words said before the question was asked), to be confirmed when it is asked.
    #[serde(default)]
    pub proposed: BTreeMap<FieldId, Answered>,
    /// Typed into the native form and not (yet) an answer: wrong, or still being looked up. Kept as it was typed.
    #[serde(default)]
    pub typed: BTreeMap<FieldId, Vec<String>>,
    /// Fields whose unusual answer the person has confirmed.
    #[serde(default)]
    pub confirmed: BTreeSet<FieldId>,
    /// The ticket that it follows up.
    #[serde(default)]
    pub refers_to: Option<TicketNumber>,
    /// The messages that files came with: a deleted message takes its files along.
    #[serde(default)]
    pub files_from: BTreeMap<FileId, MessageId>,
    /// The native form was sent and waits for a lookup.
    #[serde(default)]
    pub sending: bool,
    /// Something else was shown since the question: text no longer answers it.
    #[serde(default)]
    pub aside: bool,
    /// The person's message that last spoke to the open question, understood or not; its edit speaks to it again.
    #[serde(default)]
    pub heard: Option<MessageId>,
    /// Begun at.
    pub started: DateTime<Utc>,
    /// Last touched.
    pub touched: DateTime<Utc>,
}

/// What is known of a draft that was filed at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filed {
    /// The write that creates the ticket.
    pub op: OpKey,
    /// The ticket's number, once it has one.
    pub number: Option<TicketNumber>,
    /// The answers that went with it.
    pub sent: BTreeMap<FieldId, Value>,
}

impl Draft {
    /// An empty draft.
    pub fn new(id: DraftId, ticket_type: TicketTypeId, now: DateTime<Utc>) -> Self {
        Self {
            id,
            ticket_type,
            answers: BTreeMap::new(),
            skipped: BTreeSet::new(),
            stage: Stage::Summary,
            trail: Vec::new(),
            shown: BTreeSet::new(),
            more: None,
            quick_declined: false,
            filed: None,
            proposed: BTreeMap::new(),
            typed: BTreeMap::new(),
            confirmed: BTreeSet::new(),
            refers_to: None,
            files_from: BTreeMap::new(),
            sending: false,
            aside: false,
            heard: None,
            started: now,
            touched: now,
        }
    }

    /// The answer of a field.
    pub fn value(&self, field: &FieldId) -> Option<&Value> {
        self.answers.get(field).map(|answered| &answered.value)
    }

    /// The question that is open, if one is.
    pub fn asking(&self) -> Option<&FieldId> {
        match &self.stage {
            Stage::Asking { field, .. } => Some(field),
            _ => None,
        }
    }

    /// Whether nothing was said yet that would be lost with it.
    pub fn is_blank(&self) -> bool {
        self.answers.is_empty() && self.proposed.is_empty() && self.typed.is_empty() && self.filed.is_none()
    }
}

/// Where a draft stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// This question is open.
    Asking {
        /// Which.
        field: FieldId,
        /// Why it is asked.
        #[serde(default)]
        why: Why,
        /// What was understood and is to be confirmed or completed.
        #[serde(default)]
        pending: Option<Pending>,
    },
    /// „Möchten Sie weitere Angaben machen?“
    More,
    /// „Jetzt anlegen“?
    Quick,
    /// The summary is shown: send, edit or cancel.
    Summary,
}

/// Why a question is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It is its turn.
    #[default]
    Turn,
    /// The person went back to it.
    Back,
    /// The person changes it from the summary, which follows again.
    Edit,
}

/// What was understood of an answer so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "pending", rename_all = "snake_case")]
pub enum Pending {
    /// It is the answer if the person says yes.
    Confirm {
        /// The answer.
        answered: Answered,
        /// What the question to confirm says.
        ask: Confirming,
    },
    /// A part of it; the kind reads the next words together with it.
    Partly {
        /// What there is.
        value: Value,
        /// The message it came from.
        message: Option<MessageId>,
    },
    /// One of these, several fit what was said.
    Which {
        /// The values that can be picked.
        values: Vec<String>,
    },
    /// A ticket is being looked up.
    Lookup {
        /// As it was typed.
        said: String,
        /// The message it came from.
        message: Option<MessageId>,
    },
}

/// Why an answer has to be confirmed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "confirming", rename_all = "snake_case")]
pub enum Confirming {
    /// It was taken from words said earlier.
    TakenOver,
    /// The form's hint with this id asks for it.
    Hint {
        /// The hint.
        id: String,
    },
    /// It is not in the list.
    NotListed,
    /// Nothing fits it exactly, this does nearly.
    Nearly,
}

/// An answer and where it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// The value.
    pub value: Value,
    /// The person's message it came from; an edit of that message changes the answer.
    #[serde(default)]
    pub message: Option<MessageId>,
}

/// The value of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Text, one or several lines.
    Text(String),
    /// An option by id.
    Option(String),
    /// Options by id.
    Options(Vec<String>),
    /// Yes or no; a confirmation.
    Bool(bool),
    /// A number and its unit.
    Number {
        /// The number.
        number: f64,
        /// The unit's id, if the field has units.
        unit: Option<String>,
    },
    /// A day.
    Date(NaiveDate),
    /// A moment.
    Datetime(DateTime<Utc>),
    /// One or several windows.
    Windows(Vec<(DateTime<Utc>, DateTime<Utc>)>),
    /// An e-mail address, normalised.
    Email(String),
    /// E.164.
    Phone(String),
    /// A serial number.
    Serial(String),
    /// A system under contract.
    System(SystemId),
    /// Systems under contract.
    Systems(Vec<SystemId>),
    /// A site by name.
    Site(String),
    /// Sites by name.
    Sites(Vec<String>),
    /// A contract by its number.
    Contract(crate::domain::ContractId),
    /// A person.
    Person {
        /// Name.
        name: String,
        /// E.164, if asked for.
        phone: Option<String>,
        /// Member, if a colleague.
        member: Option<MemberId>,
    },
    /// Colleagues.
    People(Vec<MemberId>),
    /// An address.
    Address {
        /// Company or recipient.
        company: String,
        /// Street and number.
        street: String,
        /// Postal code.
        postal_code: String,
        /// City.
        city: String,
        /// Opening hours and notes, may be empty.
        notes: String,
    },
    /// A ticket the person may see.
    Ticket(TicketNumber),
    /// Files.
    Files(Vec<FileMeta>),
    /// An alternative of the field (`other`, `asap`, `new_address`).
    Alternative(String),
    /// „Weiß ich nicht“.
    Unknown,
}
