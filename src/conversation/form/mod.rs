//! The form engine: runs a [`crate::domain::form::Form`] over a [`Draft`], the same for step-by-step and native forms.
//!
//! [`engine`] decides what is asked next, [`condition`] what applies, [`kinds`] reads and shows each kind of answer,
//! [`summary`] what is shown before sending, [`view`] the native form. Nothing here says a word of any language.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{DraftId, FieldId, FileMeta, MemberId, MessageId, OpKey, SystemId, TicketNumber, TicketTypeId};

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
    /// It was filed at once: the write that creates it. The rest becomes one addition.
    pub filed: Option<OpKey>,
    /// Begun at.
    pub started: DateTime<Utc>,
    /// Last touched.
    pub touched: DateTime<Utc>,
}

/// Where a draft stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// This question is open.
    Asking {
        /// Which.
        field: FieldId,
        /// It is answered again; afterwards the summary follows.
        editing: bool,
        /// What was understood and is to be confirmed or narrowed down, by the kind that asked.
        #[serde(default)]
        pending: Option<Value>,
    },
    /// „Möchten Sie weitere Angaben machen?“
    More,
    /// „Jetzt anlegen“?
    Quick,
    /// The summary is shown: send, edit or cancel.
    Summary,
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
