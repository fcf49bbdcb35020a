//! What a turn wants done: messages, questions to the world, desk writes, records. Values only; the service acts.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::message::Message;
use crate::domain::{
    Action, Email, FieldValue, FileId, FileMeta, LinkId, MemberId, MessageId, OpKey, Priority, Status, TicketNumber,
    TicketTypeId,
};

/// Names a question, so that its answer finds it.
pub type AskId = u32;

/// One effect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Tell the person something. Kept in the outbox in the turn's transaction.
    Say {
        /// What.
        message: Box<Message>,
        /// Where.
        #[serde(default)]
        place: Where,
        /// Held back until then (quiet hours); `None`: at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_before: Option<DateTime<Utc>>,
    },
    /// Ask the world something; answered within the turn where time allows.
    Ask {
        /// Name of the question.
        id: AskId,
        /// The question.
        ask: Ask,
    },
    /// Write to the desk. Kept in the outbox in the turn's transaction, done at least once, applied exactly once.
    Write {
        /// The idempotency key.
        op: OpKey,
        /// What.
        write: Box<DeskWrite>,
    },
    /// End the link; drops everything that belongs to it.
    Unlink {
        /// Which.
        link: LinkId,
    },
    /// Void the open one-time code of this conversation (it was typed where others can read along, or given up).
    VoidCode,
    /// Mute or unmute a ticket for this person.
    Mute {
        /// Which.
        number: TicketNumber,
        /// Whether updates are told.
        muted: bool,
    },
    /// A file to be kept for a draft that no longer needs it may be deleted.
    ForgetFile {
        /// Which.
        file: FileId,
    },
    /// The audit log.
    Audit {
        /// What happened (`action.close`, `role.company_list`, …).
        what: String,
        /// The ticket, if one.
        ticket: Option<TicketNumber>,
    },
}

/// Where something is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    /// In the private chat with the person (or shown only to them).
    #[default]
    Private,
    /// In the room that the event came from; only what holds nobody's data.
    SameRoom,
}

/// Questions to the world. Rights are checked where the answer leaves the store or the desk's guard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Ask {
    /// Tickets.
    List(ListQuery),
    /// One ticket; `number` as the person said it („4711“, „CS-2026-004711“).
    Ticket {
        /// As said.
        number: String,
    },
    /// Send a one-time code to that address if it is admitted.
    SendCode {
        /// The address.
        email: Email,
        /// The mail's language.
        language: String,
    },
    /// Check the code typed back.
    CheckCode {
        /// As typed.
        code: String,
    },
    /// Deliver a file of a ticket.
    SendFile {
        /// Of which ticket.
        number: TicketNumber,
        /// Which.
        file: FileId,
    },
}

/// Whose tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Filed here by the member, or the contact and the customer are the member's.
    #[default]
    Own,
    /// The whole company's; customer admins only.
    Company,
    /// Those the member watches.
    Watched,
}

/// Which states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum States {
    /// Only open ones.
    #[default]
    Open,
    /// Only the others.
    Closed,
    /// All.
    All,
}

/// A list as asked for; also carried by „next page“.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// Whose.
    pub scope: Scope,
    /// Which states.
    pub states: States,
    /// Only of this priority.
    pub priority: Option<Priority>,
    /// Only with this exact status.
    pub status: Option<Status>,
    /// Words in number, title, or description. Never empty when given.
    pub words: Option<String>,
    /// Only of this contact (company lists), by name or address as typed.
    pub contact: Option<String>,
    /// Page from 0.
    pub page: u32,
}

/// What is written to the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "write", rename_all = "snake_case")]
pub enum DeskWrite {
    /// A new ticket.
    Create(NewTicket),
    /// A reply, or an addition to what was filed.
    Reply {
        /// On which ticket.
        to: TicketTarget,
        /// The words; may be empty when there are files.
        text: String,
        /// Files.
        files: Vec<FileMeta>,
        /// The person's message it came from.
        message: Option<MessageId>,
    },
    /// The remaining answers of a ticket that was filed at once, as one reply: each field a line „label: value“.
    Supplement {
        /// On which ticket.
        to: TicketTarget,
        /// The answers, labelled in the person's language.
        fields: Vec<FieldLine>,
        /// Files.
        files: Vec<FileMeta>,
        /// The language it was written in.
        language: String,
    },
    /// A correction of an earlier reply or description.
    Correct {
        /// On which ticket.
        to: TicketTarget,
        /// The write that is corrected.
        corrects: OpKey,
        /// The new words.
        text: String,
    },
    /// The customer withdrew an earlier message.
    Withdraw {
        /// On which ticket.
        to: TicketTarget,
        /// The write that is withdrawn.
        withdraws: OpKey,
    },
    /// An action with what it needs.
    Act {
        /// On which ticket.
        number: TicketNumber,
        /// What.
        act: Act,
    },
}

/// A ticket that exists, or one that is being created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "target", rename_all = "snake_case")]
pub enum TicketTarget {
    /// By number.
    Number {
        /// The number.
        number: TicketNumber,
    },
    /// The ticket that this write creates; waits for it.
    CreatedBy {
        /// The creating write.
        op: OpKey,
    },
}

/// An action on a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// Make it Gelöst.
    Close {
        /// Why.
        reason: String,
    },
    /// Open it again.
    Reopen {
        /// Why.
        reason: String,
    },
    /// Escalate.
    Escalate {
        /// Why.
        reason: String,
    },
    /// Change the priority.
    SetPriority {
        /// To.
        priority: Priority,
    },
    /// A colleague watches.
    AddWatcher {
        /// Who.
        member: MemberId,
    },
    /// A colleague no longer watches.
    RemoveWatcher {
        /// Who.
        member: MemberId,
    },
    /// Rate.
    Rate {
        /// 1 (bad) to 5 (good).
        stars: u8,
        /// A word on it; may be empty.
        comment: String,
    },
}

impl Act {
    /// The action whose rights it needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Close { .. } => Action::Close,
            Self::Reopen { .. } => Action::Reopen,
            Self::Escalate { .. } => Action::Escalate,
            Self::SetPriority { .. } => Action::SetPriority,
            Self::AddWatcher { .. } => Action::AddWatcher,
            Self::RemoveWatcher { .. } => Action::RemoveWatcher,
            Self::Rate { .. } => Action::Rate,
        }
    }
}

/// A ticket to be created.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewTicket {
    /// Its type.
    pub ticket_type: TicketTypeId,
    /// Subject, one line: as written, or made from the answers and spoken in the ticket's language.
    pub title: super::text::Text,
    /// The description as written; empty when the form asks for none.
    pub description: String,
    /// The proposed priority.
    pub priority: Priority,
    /// The other answers, labelled in the person's language.
    pub fields: Vec<FieldLine>,
    /// Files.
    pub files: Vec<FileMeta>,
    /// Colleagues who watch it.
    pub watchers: Vec<MemberId>,
    /// The language it was filed in.
    pub language: String,
    /// When the person sent it.
    pub filed_at: DateTime<Utc>,
}

/// An answered field: texts to be spoken in the ticket's language when it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldLine {
    /// Field id.
    pub field: String,
    /// Label.
    pub label: super::text::Text,
    /// Value.
    pub value: super::text::Text,
    /// The value for machines, where it differs from what is shown.
    pub raw: Vec<String>,
}

/// The field lines of a ticket, spoken.
pub type SpokenFields = Vec<FieldValue>;
