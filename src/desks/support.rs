//! The other side of a desk whose tickets are worked here: the queue, cases with their internal notes, contacts.
//!
//! Part of the port: the desk page and the command line work with [`SupportDesk`] and know no adapter. Nothing of this may
//! be answered to a customer. A desk that support works elsewhere has no such side.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{DeskFile, Result, TicketDraft};
use crate::conversation::effect::States;
use crate::domain::erasure::Trial;
use crate::domain::{
    ContactId, ContractId, CustomerId, Email, Entry, FieldValue, FileId, FileMeta, MemberId, OpKey, Priority,
    ServiceLevel, Status, Ticket, TicketNumber, TicketTypeId,
};

/// A desk as support works it. Every write carries an operation key (the page's hidden field): sent twice it happens once.
#[async_trait]
pub trait SupportDesk: Send + Sync {
    /// A page of the queue: what is due first, then the newest change.
    async fn queue(&self, query: &QueueQuery, page_size: u32) -> Result<QueuePage>;

    /// A case, by its number as people write it.
    async fn case(&self, number: &TicketNumber) -> Result<Case>;

    /// A file of a case, of an internal note as well.
    async fn case_file(&self, number: &TicketNumber, file: &FileId) -> Result<DeskFile>;

    /// Contacts whose name, address, company or Support-ID contains the text (all for an empty one), by company and name.
    async fn contacts(&self, text: &str) -> Result<Vec<Contact>>;

    /// Counts up whenever anything changes: what was read at the same revision is still right.
    async fn revision(&self) -> Result<i64>;

    /// Answers the customer, maybe with a new status. The first answer to a new ticket puts it in progress.
    async fn reply(&self, agent: &Agent, number: &TicketNumber, reply: &AgentReply, op: &OpKey) -> Result<Ticket>;

    /// Writes a note that only support sees.
    async fn note(
        &self,
        agent: &Agent,
        number: &TicketNumber,
        text: &str,
        files: &[DeskFile],
        op: &OpKey,
    ) -> Result<Ticket>;

    /// Changes status, priority or assignee.
    async fn change(
        &self,
        agent: &Agent,
        number: &TicketNumber,
        change: &CaseChange,
        seen: Seen,
        op: &OpKey,
    ) -> Result<Ticket>;

    /// Files a ticket for somebody who called or wrote a mail. Whoever ever filed one becomes a contact.
    async fn new_case(&self, agent: &Agent, new: &NewCase, op: &OpKey) -> Result<Ticket>;

    /// The contact of that address and company; made if there is none.
    async fn put_contact(&self, new: &NewContact) -> Result<Contact>;

    /// What is kept here of a person: contacts, tickets they are contact or watcher of, what they wrote. Called for a copy
    /// that the person asked for; internal notes of support are not in it.
    async fn records_of(&self, subject: &Subject) -> Result<PersonRecords>;

    /// Takes a person's name and address out of contacts, tickets and entries, and out of the watchers. Tickets stay, with
    /// what was written and sent to them. Idempotent.
    async fn forget_person(&self, subject: &Subject, trial: Trial) -> Result<Forgotten>;
}

/// The person that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The address.
    pub email: Email,
    /// The company; `None`: contacts of that address anywhere.
    pub customer: Option<CustomerId>,
    /// The member, if it is one.
    pub member: Option<MemberId>,
    /// The Support-ID that is known to be theirs.
    pub contact: Option<ContactId>,
}

/// What a desk keeps of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PersonRecords {
    /// Contacts.
    pub contacts: Vec<Contact>,
    /// Tickets.
    pub tickets: Vec<PersonTicket>,
    /// What they wrote.
    pub entries: Vec<OwnEntry>,
}

/// What somebody has to do with a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// It is theirs.
    Contact,
    /// They watch it.
    Watcher,
}

/// A ticket that a person has to do with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonTicket {
    /// Its number.
    pub number: TicketNumber,
    /// Its subject.
    pub title: String,
    /// Its type.
    pub ticket_type: TicketTypeId,
    /// Its status.
    pub status: Status,
    /// Since when.
    pub created: DateTime<Utc>,
    /// Last public change.
    pub changed: DateTime<Utc>,
    /// What they have to do with it.
    pub part: Part,
    /// The answers of the form, if it is theirs.
    pub fields: Vec<FieldValue>,
}

/// Something that a person wrote to a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnEntry {
    /// To which.
    pub ticket: TicketNumber,
    /// When.
    pub at: DateTime<Utc>,
    /// What it was.
    pub kind: String,
    /// The words.
    pub text: String,
    /// Files sent with it.
    pub files: Vec<FileMeta>,
}

/// Where a person was taken out, or would be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Contacts.
    pub contacts: u64,
    /// Tickets that named them as their contact.
    pub tickets: u64,
    /// Entries that named them as their author.
    pub entries: u64,
    /// Tickets that they watched.
    pub watching: u64,
}

impl std::ops::AddAssign for Forgotten {
    fn add_assign(&mut self, more: Self) {
        self.contacts += more.contacts;
        self.tickets += more.tickets;
        self.entries += more.entries;
        self.watching += more.watching;
    }
}

/// An answer to the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentReply {
    /// The words; may be empty when there are files.
    pub text: String,
    /// Files.
    pub files: Vec<DeskFile>,
    /// What the status becomes; `None`: a new ticket is in progress from now on, any other stays.
    pub status: Option<Status>,
}

/// What an agent changes of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseChange {
    /// The status.
    Status(Status),
    /// The priority.
    Priority(Priority),
    /// Who works on it; `None` hands it back to everybody.
    Assignee(Option<String>),
}

/// Somebody of support, as entries name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Name shown to customers.
    pub name: String,
}

/// Whose tickets of the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Assigned {
    /// Everybody's.
    #[default]
    Anyone,
    /// Nobody's yet.
    Nobody,
    /// That agent's.
    To(String),
}

/// What of the queue is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueQuery {
    /// Which states; whatever support owes a reaction to counts as open.
    pub states: States,
    /// Only with this status.
    pub status: Option<Status>,
    /// Only of this priority.
    pub priority: Option<Priority>,
    /// Whose.
    pub assigned: Assigned,
    /// Only of this company.
    pub customer: Option<CustomerId>,
    /// Words in number, title or description.
    pub words: Option<String>,
    /// Page from 0.
    pub page: u32,
}

/// A page of the queue: what is due first, then the newest change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueuePage {
    /// Tickets.
    pub tickets: Vec<Held>,
    /// How many fit in all.
    pub total: u64,
}

/// An entry as support sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEntry {
    /// The entry.
    pub entry: Entry,
    /// Only support sees it.
    pub internal: bool,
}

/// A ticket with everything support knows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The row.
    pub held: Held,
    /// The form's fields.
    pub fields: Vec<FieldValue>,
    /// All entries, oldest first.
    pub entries: Vec<CaseEntry>,
    /// Watchers with their names.
    pub watchers: Vec<(MemberId, String)>,
}

/// A ticket's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What everybody entitled may see in lists.
    pub ticket: Ticket,
    /// Company name.
    pub customer_name: String,
    /// Address of the contact; empty without one.
    pub contact_email: String,
    /// Who works on it.
    pub assignee: Option<String>,
    /// How it came: `chat`, `phone`, `mail`.
    pub via: String,
    /// Whether the customer escalated it.
    pub escalated: bool,
    /// Name of the service level.
    pub level: Option<String>,
    /// Support owes a reaction since then.
    pub due_from: Option<DateTime<Utc>>,
    /// By when support has to react.
    pub due: Option<DateTime<Utc>>,
    /// Since when it is resolved.
    pub resolved: Option<DateTime<Utc>>,
    /// The rating from 1 to 5.
    pub rating: Option<u8>,
}

impl Held {
    /// The promise, if the contract makes one.
    pub fn service_level(&self) -> Option<ServiceLevel> {
        self.level.clone().map(|name| ServiceLevel { name, due: self.due })
    }
}

/// A contact as support sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The Support-ID.
    pub id: ContactId,
    /// The address.
    pub email: Email,
    /// The company.
    pub customer: CustomerId,
    /// The company's name.
    pub customer_name: String,
    /// The person's name.
    pub name: String,
    /// Telephone number; may be empty.
    pub phone: String,
}

/// A contact to be made, or found by address and company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewContact {
    /// The address.
    pub email: Email,
    /// The company.
    pub customer: CustomerId,
    /// The company's name.
    pub customer_name: String,
    /// The person's name.
    pub name: String,
    /// Telephone number; may be empty.
    pub phone: String,
}

/// How a ticket reached support.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// By telephone.
    Phone,
    /// By mail.
    Mail,
}

impl Via {
    /// The id in the database and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Mail => "mail",
        }
    }

    /// Reads an id.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Phone, Self::Mail].into_iter().find(|via| via.id() == id)
    }
}

/// A ticket that support files for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCase {
    /// How it came.
    pub via: Via,
    /// For whom; becomes a contact if it is none yet.
    pub contact: NewContact,
    /// The company's contracts that are valid now.
    pub contracts: Vec<ContractId>,
    /// What it is about; watchers are not set this way.
    pub draft: TicketDraft,
}

/// What an agent saw when they decided: a ticket that changed since is refused as stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// This version.
    Version(i64),
    /// Whatever it is now.
    Any,
}
