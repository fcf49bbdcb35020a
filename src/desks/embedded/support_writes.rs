//! What support writes. Each write carries an operation key (the page's hidden field): sent twice it happens once.

use super::create::Filing;
use super::customer::set_status;
use super::writing::{Begun, By, NewEntry, Writing};
use super::{DeskError, DeskTrouble, EmbeddedDesk, Result, not_found, wrong_state};
use crate::desks::DeskFile;
use crate::desks::support::{Agent, AgentReply, CaseChange, Contact, Held, NewCase, NewContact, Seen};
use crate::domain::{Author, EntryKind, OpKey, Status, Ticket, TicketNumber};

/// Longest name of a person in characters.
const MAX_NAME: usize = 200;

fn by(agent: &Agent) -> By<'_> {
    By { author: Author::Support, name: &agent.name, member: None }
}

impl EmbeddedDesk {
    pub(super) async fn answer(
        &self,
        agent: &Agent,
        number: &TicketNumber,
        reply: &AgentReply,
        op: &OpKey,
    ) -> Result<Ticket> {
        let mut writing = match self.begin(op).await? {
            Begun::Done(ticket) => return Ok(*ticket),
            Begun::New(writing) => writing,
        };
        self.check_text(&reply.text, &reply.files)?;
        let mut held = self.seen(&mut writing, number, Seen::Any).await?;
        if held.ticket.status == Status::Closed {
            return Err(wrong_state(&held.ticket));
        }
        let status = reply.status.unwrap_or(match held.ticket.status {
            Status::New => Status::InProgress,
            other => other,
        });
        let mut entry = NewEntry::public(by(agent), EntryKind::Reply, &reply.text);
        entry.files = &reply.files;
        entry.status = (status != held.ticket.status).then(|| set_status(&mut held, status, writing.now));
        reacted(&mut held);
        self.publish(writing, held, entry).await
    }

    pub(super) async fn write_note(
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

    pub(super) async fn change_case(
        &self,
        agent: &Agent,
        number: &TicketNumber,
        change: &CaseChange,
        seen: Seen,
        op: &OpKey,
    ) -> Result<Ticket> {
        let mut writing = match self.begin(op).await? {
            Begun::Done(ticket) => return Ok(*ticket),
            Begun::New(writing) => writing,
        };
        let mut held = self.seen(&mut writing, number, seen).await?;
        let number = held.ticket.number.clone();
        match change {
            CaseChange::Status(status) if *status != held.ticket.status => {
                let status = Some(set_status(&mut held, *status, writing.now));
                reacted(&mut held);
                let entry = NewEntry { status, ..NewEntry::public(by(agent), EntryKind::Status, "") };
                self.publish(writing, held, entry).await
            }
            CaseChange::Priority(priority) if *priority != held.ticket.priority => {
                let priorities = Some((held.ticket.priority, *priority));
                self.set_priority_of(&mut held, *priority);
                let entry = NewEntry { priority: priorities, ..NewEntry::public(by(agent), EntryKind::Priority, "") };
                self.publish(writing, held, entry).await
            }
            CaseChange::Assignee(to) => {
                held.assignee = assignee(to.as_deref())?;
                writing.save(&held).await?;
                self.finish(writing, &number).await
            }
            // It is so already.
            CaseChange::Status(_) | CaseChange::Priority(_) => self.finish(writing, &number).await,
        }
    }

    pub(super) async fn file_case(&self, agent: &Agent, new: &NewCase, op: &OpKey) -> Result<Ticket> {
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

    pub(super) async fn keep_contact(&self, new: &NewContact) -> Result<Contact> {
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

/// The name of whoever works on it from now on; nobody's for an empty one.
fn assignee(to: Option<&str>) -> Result<Option<String>> {
    match to.map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) if !is_name(name) => Err(DeskError::new(DeskTrouble::Invalid, "assign a ticket to what is no name")),
        name => Ok(name.map(str::to_owned)),
    }
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
