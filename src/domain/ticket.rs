//! Tickets as the desk holds them, and what may be done to one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{ContactId, CustomerId, FileMeta, MemberId, TicketNumber, TicketTypeId};

macro_rules! word {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $id:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $id)] $variant,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The id used in files, the database and text keys.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// Reads an id.
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

word! {
    /// How urgent a ticket is; P1 first.
    Priority {
        /// P1, kritisch.
        Critical = "critical",
        /// P2, hoch.
        High = "high",
        /// P3, normal.
        Normal = "normal",
        /// P4, niedrig.
        Low = "low",
    }
}

word! {
    /// Where a ticket stands. The first five are open, the last two are not.
    Status {
        /// Neu.
        New = "new",
        /// In Bearbeitung.
        InProgress = "in_progress",
        /// Wartet auf Ihre Rückmeldung.
        WaitingCustomer = "waiting_customer",
        /// Wartet auf Hersteller.
        WaitingVendor = "waiting_vendor",
        /// Termin vereinbart.
        Scheduled = "scheduled",
        /// Gelöst.
        Resolved = "resolved",
        /// Geschlossen.
        Closed = "closed",
    }
}

impl Status {
    /// Whether support still works on it.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Resolved | Self::Closed)
    }
}

word! {
    /// Something a person may do to a ticket.
    Action {
        /// Reply with text or files.
        Reply = "reply",
        /// Close with a reason.
        Close = "close",
        /// Reopen with a reason.
        Reopen = "reopen",
        /// Escalate with a reason.
        Escalate = "escalate",
        /// Change the priority.
        SetPriority = "set_priority",
        /// Add a watcher of the same company.
        AddWatcher = "add_watcher",
        /// Remove a watcher.
        RemoveWatcher = "remove_watcher",
        /// Turn notifications of the ticket off.
        Mute = "mute",
        /// Turn them on again.
        Unmute = "unmute",
        /// Rate after closing.
        Rate = "rate",
    }
}

/// A promise of the contract for this ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceLevel {
    /// Name as the desk shows it.
    pub name: String,
    /// When the next reaction is due; `None` once met or without a promise.
    pub due: Option<DateTime<Utc>>,
}

/// What a list shows, and what rights are decided from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The number people say.
    pub number: TicketNumber,
    /// Subject.
    pub title: String,
    /// Ticket type.
    #[expect(clippy::struct_field_names, reason = "`type` is Rust's, and everybody says ticket type")]
    pub ticket_type: TicketTypeId,
    /// Where it stands.
    pub status: Status,
    /// How urgent.
    pub priority: Priority,
    /// Filed at.
    pub created: DateTime<Utc>,
    /// Last public change.
    pub changed: DateTime<Utc>,
    /// The company it belongs to.
    pub customer: CustomerId,
    /// The contact it belongs to.
    pub contact: Option<ContactId>,
    /// The contact's name as the desk shows it.
    pub contact_name: String,
    /// Members of the company who watch it.
    pub watchers: Vec<MemberId>,
    /// Counts up with every change; a write that names an old one is refused as stale.
    pub version: i64,
}

/// Who wrote a public entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// Support.
    Support,
    /// Somebody at the customer.
    Customer,
    /// The desk itself (a status change by rule).
    System,
}

/// One public entry of a ticket's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Order within the ticket.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Which side.
    pub author: Author,
    /// The author's name.
    pub author_name: String,
    /// What happened.
    pub kind: EntryKind,
    /// The text as written (a reply, a reason); plain text.
    pub text: String,
    /// What the status became with it, if it changed.
    #[serde(default)]
    pub status: Option<Status>,
    /// What the priority became with it, if it changed.
    #[serde(default)]
    pub priority: Option<Priority>,
    /// Files sent with it.
    pub files: Vec<FileMeta>,
}

word! {
    /// What an entry is.
    EntryKind {
        /// The description the ticket was filed with.
        Created = "created",
        /// An answer or addition.
        Reply = "reply",
        /// A changed status.
        Status = "status",
        /// A changed priority.
        Priority = "priority",
        /// An escalation.
        Escalation = "escalation",
        /// A correction of something sent before.
        Correction = "correction",
        /// The customer withdrew something sent before.
        Withdrawal = "withdrawal",
        /// A rating.
        Rating = "rating",
    }
}

/// A filled-in form field as the desk keeps it: the label and value in the language it was filed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldValue {
    /// The field's id.
    pub field: String,
    /// Shown label.
    pub label: String,
    /// Shown value.
    pub value: String,
}

/// Everything about one ticket that a customer may see. Internal notes are never part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketDetail {
    /// The list's part.
    pub ticket: Ticket,
    /// Company name.
    pub customer_name: String,
    /// Who at support works on it.
    pub assignee: Option<String>,
    /// The promise.
    pub service_level: Option<ServiceLevel>,
    /// The form's fields.
    pub fields: Vec<FieldValue>,
    /// Public history, oldest first.
    pub history: Vec<Entry>,
    /// The rating from 1 to 5, if given.
    pub rating: Option<u8>,
}
