//! The port to the ticket system. An adapter knows this file and `domain`; nobody else knows an adapter.
//!
//! Every adapter sits behind [`guard`], which checks rights and ownership of everything that comes out; only the guard is
//! handed to the service. An adapter never shows its own error texts to people and never returns internal notes.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::conversation::effect::{Act, ListQuery};
use crate::conversation::world::DeskCaps;
use crate::domain::{
    Colleague, ContactId, ContractId, CustomerId, Email, Entry, FieldValue, FileId, FileMeta, Member, MemberId, OpKey,
    Priority, Status, Ticket, TicketDetail, TicketNumber, TicketTypeId,
};

pub mod embedded;
pub mod guard;
pub mod support;

/// What went wrong, and what the caller may do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskTrouble {
    /// Not reachable or too busy, and nothing was written: try again.
    Unavailable,
    /// A write may or may not have happened: look the operation up first, never retry blindly.
    OutcomeUnknown,
    /// The adapter's own credentials are refused: an operator must act.
    Credentials,
    /// There is no such thing (or it must not be told that there is).
    NotFound,
    /// The person may not.
    NotAllowed,
    /// Not in this state.
    WrongState,
    /// The ticket changed meanwhile.
    Stale,
    /// The desk does not take it as it is.
    Invalid,
    /// The desk cannot do that at all.
    Unsupported,
}

impl DeskTrouble {
    /// Its word.
    pub fn id(self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::Credentials => "credentials",
            Self::NotFound => "not_found",
            Self::NotAllowed => "not_allowed",
            Self::WrongState => "wrong_state",
            Self::Stale => "stale",
            Self::Invalid => "invalid",
            Self::Unsupported => "unsupported",
        }
    }
}

/// An error of a desk, saying what was being done. Never holds personal data.
#[derive(Debug, thiserror::Error)]
#[error("{doing}")]
pub struct DeskError {
    /// Kind.
    pub trouble: DeskTrouble,
    /// What was being done.
    pub doing: String,
    /// The cause.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl DeskError {
    /// An error without a cause of its own.
    pub fn new(trouble: DeskTrouble, doing: impl Into<String>) -> Self {
        Self { trouble, doing: doing.into(), source: None }
    }
}

/// Result of a desk.
pub type Result<T> = std::result::Result<T, DeskError>;

/// What a lookup of a contact found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContactMatch {
    /// None.
    None,
    /// One, with the company it belongs to.
    One {
        /// The Support-ID.
        id: ContactId,
        /// Its company.
        customer: CustomerId,
    },
    /// Several; nobody guesses.
    Several,
}

/// A file's bytes with its meta.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskFile {
    /// Name, type, size.
    pub meta: FileMeta,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// On whose behalf a write is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// The member.
    pub member: Member,
    /// The Support-ID, if known.
    pub contact: Option<ContactId>,
    /// The company's name.
    pub customer_name: String,
    /// Enabled members of the same company: only they can be made watchers.
    pub colleagues: Vec<Colleague>,
    /// The company's contracts that are valid now; they decide the service level.
    pub contracts: Vec<ContractId>,
}

/// A ticket to be created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketDraft {
    /// Its type.
    pub ticket_type: TicketTypeId,
    /// Subject, one line.
    pub title: String,
    /// The description.
    pub description: String,
    /// The proposed priority.
    pub priority: Priority,
    /// The other answers.
    pub fields: Vec<FieldValue>,
    /// Files.
    pub files: Vec<DeskFile>,
    /// Watchers.
    pub watchers: Vec<MemberId>,
    /// Filed at.
    pub filed_at: DateTime<Utc>,
}

/// An entry to be added for a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The words.
    pub text: String,
    /// Files.
    pub files: Vec<DeskFile>,
    /// What it is: `Reply`, `Correction` or `Withdrawal`.
    pub kind: crate::domain::EntryKind,
    /// The operation that wrote what is corrected or withdrawn.
    pub concerns: Option<OpKey>,
}

/// Whose tickets a desk is asked for. Never built from what a person typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskScope {
    /// The contact's, of that customer.
    Contact(ContactId, CustomerId),
    /// The company's.
    Company(CustomerId),
    /// Those watched by a member of that customer.
    WatchedBy(MemberId, CustomerId),
    /// These numbers of that customer.
    Numbers(Vec<TicketNumber>, CustomerId),
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TicketPage {
    /// Newest change first.
    pub tickets: Vec<Ticket>,
    /// How many fit in all.
    pub total: u64,
}

/// A public change, for updates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Unique in the desk.
    pub id: String,
    /// The ticket as it is now.
    pub ticket: Ticket,
    /// The public entry that tells it.
    pub entry: Entry,
    /// Status before, when it changed.
    pub was: Option<Status>,
    /// Priority before, when it changed.
    pub priority_was: Option<Priority>,
    /// The operation that caused it, if it came from here: not echoed to its author.
    pub op: Option<OpKey>,
    /// The member who caused it, if it came from here.
    pub by: Option<MemberId>,
}

/// A ticket system.
#[async_trait]
pub trait Desk: Send + Sync {
    /// What it can do. Called often; must not do I/O.
    fn caps(&self) -> &DeskCaps;

    /// Looks a contact of that customer up by its normalised address; one of another company is never taken. Called in the
    /// background and at sign-in; must not create anything.
    async fn find_contact(&self, email: &Email, customer: &CustomerId) -> Result<ContactMatch>;

    /// Creates a ticket. Called by the outbox only; the same `op` never creates a second one where `caps().finds_by_op`.
    async fn create(&self, writer: &Writer, draft: &TicketDraft, op: &OpKey) -> Result<Ticket>;

    /// Adds a customer's entry. Called by the outbox only. A reply to a ticket that waits for the customer puts it in progress.
    async fn add(&self, writer: &Writer, number: &TicketNumber, addition: &Addition, op: &OpKey) -> Result<Ticket>;

    /// Does an action. Called by the outbox only, after the guard allowed it.
    async fn act(&self, writer: &Writer, number: &TicketNumber, act: &Act, op: &OpKey) -> Result<Ticket>;

    /// The ticket that an operation created or changed, if it did. Called after an unknown outcome.
    async fn find_by_op(&self, op: &OpKey) -> Result<Option<Ticket>>;

    /// A page of tickets, newest change first. Must not return tickets outside the scope; the guard checks again.
    async fn list(&self, scope: &DeskScope, query: &ListQuery, page_size: u32) -> Result<TicketPage>;

    /// One ticket with its public history. Internal notes must not even be fetched.
    async fn get(&self, number: &TicketNumber) -> Result<TicketDetail>;

    /// Full numbers of a customer's tickets that a short number („4711“) may mean, at most 20.
    async fn numbers_ending(&self, customer: &CustomerId, digits: &str) -> Result<Vec<TicketNumber>>;

    /// A file of a public entry. Called after the guard allowed the ticket.
    async fn file(&self, number: &TicketNumber, file: &FileId) -> Result<DeskFile>;

    /// Public changes after a cursor (`None`: from now on), oldest first, at most `limit`, and the cursor after them.
    async fn changes(&self, cursor: Option<&str>, limit: u32) -> Result<(Vec<Change>, String)>;

    /// What the desk does by the clock (Gelöst becomes Geschlossen). Called every few minutes; most desks do it themselves.
    async fn keep_house(&self, _now: DateTime<Utc>) -> Result<()> {
        Ok(())
    }
    /// Deletes some tickets that are closed and unchanged since that moment, and names them; called until it names none. A
    /// desk that is not ours to delete in does nothing.
    async fn forget_closed(&self, _before: DateTime<Utc>) -> Result<Vec<TicketNumber>> {
        Ok(Vec::new())
    }
}
