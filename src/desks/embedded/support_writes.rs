//! What support writes. Each write carries an operation key (the page's hidden field): sent twice it happens once.

use super::contacts::NewContact;
use super::create::Filing;
use super::customer::set_status;
use super::rows::Held;
use super::support::{Agent, Contact};
use super::writing::{Begun, By, NewEntry, Writing};
use super::{DeskError, DeskTrouble, EmbeddedDesk, Result, not_found, wrong_state};
use crate::desks::{DeskFile, TicketDraft};
use crate::domain::{Author, ContractId, EntryKind, OpKey, Priority, Status, Ticket, TicketNumber};

/// Longest name of a person in characters.
const MAX_NAME: usize = 200;

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

fn by(agent: &Agent) -> By<'_> {
    By { author: Author::Support, name: &agent.name, member: None }
}

impl EmbeddedDesk {
    /// Answers the customer, maybe with a new status. The first answer to a new ticket puts it in progress.
    pub async fn reply(
        &self,
        agent: &Agent,
        number: &TicketNumber,
        text: &str,
        files: &[DeskFile],
        status: Option<Status>,
        op: &OpKey,
    ) -> Result<Ticket> {
        let mut writing = match self.begin(op).await? {
            Begun::Done(ticket) => return Ok(*ticket),
            Begun::New(writing) => writing,
        };
        self.check_text(text, files)?;
        let mut held = self.seen(&mut writing, number, Seen::Any).await?;
        if held.ticket.status == Status::Closed {
            return Err(wrong_state(&held.ticket));
        }
        let status = status.unwrap_or(match held.ticket.status {
            Status::New => Status::InProgress,
            other => other,
        });
        let mut entry = NewEntry::public(by(agent), EntryKind::Reply, text);
        entry.files = files;
        entry.status = (status != held.ticket.status).then(|| set_status(&mut held, status, writing.now));
        reacted(&mut held);
        self.publish(writing, held, entry).await
    }

    /// Writes a note that only support sees.
    pub async fn note(
        &self,
        agent: &Agent,
        number: &TicketNumber,
        text: &str,
        files: &[DeskFile],
        op: &OpKey,
    ) -> Result<Ticket> {
        let mut writing = match self.begin(op).await? {
            Begun::Done(ticket) => return Ok(*ticket),
            Begun::New(writing) => writing,
        };
        self.check_text(text, files)?;
        let held = self.seen(&mut writing, number, Seen::Any).await?;
        let mut entry = NewEntry::public(by(agent), EntryKind::Reply, text);
        (entry.internal, entry.files) = (true, files);
        writing.save(&held).await?;
        writing.entry(&held.ticket.number, entry).await?;
        self.finish(writing, &held.ticket.number).await
    }

    /// Sets the status.
    pub async fn set_status(
        &self,
        agent: &Agent,
        number: &TicketNumber,
        status: Status,
        seen: Seen,
        op: &OpKey,
    ) -> Result<Ticket> {
        let mut writing = match self.begin(op).await? {
            Begun::Done(ticket) => return Ok(*ticket),
            Begun::New(writing) => writing,
        };
        let mut held = self.seen(&mut writing, number, seen).await?;
        if status == held.ticket.status {
            return self.finish(writing, &held.ticket.number).await;
        }
        let mut entry = NewEntry::public(by(agent), EntryKind::Status, "");
        entry.status = Some(set_status(&mut held, status, writing.now));
        reacted(&mut held);
        self.publish(writing, held, entry).await
    }

    /// Sets the priority.
    pub async fn set_priority(
        &self,
        agent: &Agent,
        number: &TicketNumber,
        priority: Priority,
        seen: Seen,
        op: &OpKey,
    ) -> Result<Ticket> {
        let mut writing = match self.begin(op).await? {
            Begun::Done(ticket) => return Ok(*ticket),
            Begun::New(writing) => writing,
        };
        let mut held = self.seen(&mut writing, number, seen).await?;
        if priority == held.ticket.priority {
            return self.finish(writing, &held.ticket.number).await;
        }
        let mut entry = NewEntry::public(by(agent), EntryKind::Priority, "");
        entry.priority = Some((held.ticket.priority, priority));
        self.set_priority_of(&mut held, priority);
        self.publish(writing, held, entry).await
    }

    /// Hands a ticket to an agent, or back to everybody.
    pub async fn assign(&self, number: &TicketNumber, to: Option<&str>, seen: Seen, op: &OpKey) -> Result<Ticket> {
        let mut writing = match self.begin(op).await? {
            Begun::Done(ticket) => return Ok(*ticket),
            Begun::New(writing) => writing,
        };
        let mut held = self.seen(&mut writing, number, seen).await?;
        let to = to.map(str::trim).filter(|name| !name.is_empty());
        if to.is_some_and(|name| !is_name(name)) {
            return Err(DeskError::new(DeskTrouble::Invalid, "assign a ticket to what is no name"));
        }
        held.assignee = to.map(str::to_owned);
        writing.save(&held).await?;
        self.finish(writing, &held.ticket.number).await
    }

    /// Files a ticket for somebody who called or wrote a mail. Whoever ever filed one becomes a contact.
    pub async fn new_case(&self, agent: &Agent, new: &NewCase, op: &OpKey) -> Result<Ticket> {
        let mut writing = match self.begin(op).await? {
            Begun::Done(ticket) => return Ok(*ticket),
            Begun::New(writing) => writing,
        };
        check_contact(&new.contact)?;
        let contact = self.contact_for(&mut writing, &new.contact).await?;
        let customer_name = contact.customer_name.clone();
        let filing = Filing {
            draft: &new.draft,
            customer: &new.contact.customer,
            customer_name: &customer_name,
            contact,
            contracts: &new.contracts,
            colleagues: &[],
            via: new.via.id(),
            by: by(agent),
        };
        let number = self.insert_ticket(&mut writing, filing).await?;
        self.finish(writing, &number).await
    }

    /// The contact of that address and company; made if there is none.
    pub async fn put_contact(&self, new: &NewContact) -> Result<Contact> {
        check_contact(new)?;
        let mut writing = self.begin_keyless().await?;
        let contact = self.contact_for(&mut writing, new).await?;
        self.finish_keyless(writing).await?;
        Ok(contact)
    }

    /// The ticket as the agent saw it.
    async fn seen(&self, writing: &mut Writing, number: &TicketNumber, seen: Seen) -> Result<Held> {
        let number = self.canonical(number).ok_or_else(|| not_found(number))?;
        let held = writing.held(&number).await?;
        match seen {
            Seen::Version(version) if version != held.ticket.version => {
                Err(DeskError::new(DeskTrouble::Stale, format!("change the ticket {number}, which has changed")))
            }
            _ => Ok(held),
        }
    }

    /// Saves a ticket with the public entry that tells what happened.
    async fn publish(&self, mut writing: Writing, mut held: Held, entry: NewEntry<'_>) -> Result<Ticket> {
        held.ticket.changed = writing.now;
        writing.save(&held).await?;
        writing.entry(&held.ticket.number, entry).await?;
        self.finish(writing, &held.ticket.number).await
    }

    fn check_text(&self, text: &str, files: &[DeskFile]) -> Result<()> {
        if text.trim().is_empty() && files.is_empty() {
            return Err(DeskError::new(DeskTrouble::Invalid, "write nothing to a ticket"));
        }
        self.check_files(files)
    }
}

/// Support has reacted: nothing is due until the customer writes again.
fn reacted(held: &mut Held) {
    (held.due, held.due_from) = (None, None);
}

fn check_contact(new: &NewContact) -> Result<()> {
    let named = is_name(&new.name) && is_name(&new.customer_name) && !new.customer.as_str().trim().is_empty();
    let phone = new.phone.chars().count() <= MAX_NAME && !new.phone.chars().any(char::is_control);
    if named && phone {
        Ok(())
    } else {
        Err(DeskError::new(DeskTrouble::Invalid, "keep a contact without a name or company"))
    }
}

fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= MAX_NAME && !text.chars().any(char::is_control)
}
