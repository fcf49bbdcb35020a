//! The desk as customers use it: the port's methods. Who may do what was decided by the guard.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::create::{add_watcher, remove_watcher};
use super::writing::{Begun, By, NewEntry, Writing};
use super::{DeskError, DeskTrouble, EmbeddedDesk, Result, not_found, wrong_state};
use crate::conversation::effect::{Act, ListQuery};
use crate::conversation::world::DeskCaps;
use crate::desks::support::Held;
use crate::desks::{Addition, Change, ContactMatch, Desk, DeskFile, DeskScope, TicketDraft, TicketPage, Writer};
use crate::domain::{Author, CustomerId, Email, EntryKind, FileId, OpKey, Status, Ticket, TicketDetail, TicketNumber};
use crate::params;

#[async_trait]
impl Desk for EmbeddedDesk {
    fn caps(&self) -> &DeskCaps {
        &self.caps
    }

    async fn find_contact(&self, email: &Email, customer: &CustomerId) -> Result<ContactMatch> {
        self.contact_of(email, customer).await
    }

    async fn create(&self, writer: &Writer, draft: &TicketDraft, op: &OpKey) -> Result<Ticket> {
        self.file_ticket(writer, draft, op).await
    }

    async fn add(&self, writer: &Writer, number: &TicketNumber, addition: &Addition, op: &OpKey) -> Result<Ticket> {
        let mut writing = match self.begin(op).await? {
            Begun::Done(ticket) => return Ok(*ticket),
            Begun::New(writing) => writing,
        };
        self.check_files(&addition.files)?;
        let mut held = self.held_of(&mut writing, writer, number).await?;
        let mut entry = NewEntry::public(by(writer), addition.kind, &addition.text);
        entry.files = &addition.files;
        entry.concerns = addition.concerns.as_ref();
        match &addition.concerns {
            Some(concerned) => own_entry(&mut writing, writer, &held, concerned).await?,
            None => entry.status = self.replied(&mut held, writing.now)?,
        }
        held.ticket.changed = writing.now;
        writing.save(&held).await?;
        writing.entry(&held.ticket.number, entry).await?;
        self.finish(writing, &held.ticket.number).await
    }

    async fn act(&self, writer: &Writer, number: &TicketNumber, act: &Act, op: &OpKey) -> Result<Ticket> {
        let mut writing = match self.begin(op).await? {
            Begun::Done(ticket) => return Ok(*ticket),
            Begun::New(writing) => writing,
        };
        let mut held = self.held_of(&mut writing, writer, number).await?;
        if let Some(entry) = self.apply(&mut writing, writer, &mut held, act).await? {
            held.ticket.changed = writing.now;
            writing.entry(&held.ticket.number, entry).await?;
        }
        writing.save(&held).await?;
        self.finish(writing, &held.ticket.number).await
    }

    async fn find_by_op(&self, op: &OpKey) -> Result<Option<Ticket>> {
        self.ticket_of_op(op).await
    }

    async fn list(&self, scope: &DeskScope, query: &ListQuery, page_size: u32) -> Result<TicketPage> {
        self.page(scope, query, page_size).await
    }

    async fn get(&self, number: &TicketNumber) -> Result<TicketDetail> {
        self.public_detail(number).await
    }

    async fn numbers_ending(&self, customer: &CustomerId, digits: &str) -> Result<Vec<TicketNumber>> {
        self.numbers_meant(customer, digits).await
    }

    async fn file(&self, number: &TicketNumber, file: &FileId) -> Result<DeskFile> {
        self.public_file(number, file).await
    }

    async fn changes(&self, cursor: Option<&str>, limit: u32) -> Result<(Vec<Change>, String)> {
        self.public_changes(cursor, limit).await
    }

    async fn forget_closed(&self, before: DateTime<Utc>) -> Result<Vec<TicketNumber>> {
        self.delete_closed(before).await
    }

    async fn keep_house(&self, now: DateTime<Utc>) -> Result<()> {
        self.close_resolved(now).await.map(|_| ())
    }
}

fn by(writer: &Writer) -> By<'_> {
    By { author: Author::Customer, name: &writer.member.name, member: Some(&writer.member.id) }
}

impl EmbeddedDesk {
    /// The ticket, which must be of the writer's company.
    async fn held_of(&self, writing: &mut Writing, writer: &Writer, number: &TicketNumber) -> Result<Held> {
        let number = self.canonical(number).ok_or_else(|| not_found(number))?;
        let held = writing.held(&number).await?;
        if held.ticket.customer != writer.member.customer {
            return Err(not_found(&number));
        }
        Ok(held)
    }

    /// What a reply does to a ticket; answers the status before and after if it changed.
    fn replied(&self, held: &mut Held, now: DateTime<Utc>) -> Result<Option<(Status, Status)>> {
        if held.ticket.status == Status::Closed {
            return Err(wrong_state(&held.ticket));
        }
        // Also when it is resolved: nobody reads a thank-you or a complaint that nothing asks them to.
        if held.due_from.is_none() {
            self.owe(held, now);
        }
        let waited = held.ticket.status == Status::WaitingCustomer;
        Ok(waited.then(|| set_status(held, Status::InProgress, now)))
    }

    /// Changes the ticket and says what is to be told; `None` for what is no part of the history.
    async fn apply<'a>(
        &self,
        writing: &mut Writing,
        writer: &'a Writer,
        held: &mut Held,
        act: &'a Act,
    ) -> Result<Option<NewEntry<'a>>> {
        if !in_time(held.ticket.status, act) {
            return Err(wrong_state(&held.ticket));
        }
        let now = writing.now;
        let entry = |kind, text| NewEntry::public(by(writer), kind, text);
        Ok(match act {
            Act::Close { reason } => {
                let status = Some(set_status(held, Status::Resolved, now));
                Some(NewEntry { status, ..entry(EntryKind::Status, reason) })
            }
            Act::Reopen { reason } => {
                let status = Some(set_status(held, Status::InProgress, now));
                self.owe(held, now);
                Some(NewEntry { status, ..entry(EntryKind::Status, reason) })
            }
            Act::Escalate { reason } => {
                held.escalated = true;
                let status = self.replied(held, now)?;
                Some(NewEntry { status, ..entry(EntryKind::Escalation, reason) })
            }
            Act::SetPriority { priority } if *priority == held.ticket.priority => None,
            Act::SetPriority { priority } => {
                let change = Some((held.ticket.priority, *priority));
                self.set_priority_of(held, *priority);
                Some(NewEntry { priority: change, ..entry(EntryKind::Priority, "") })
            }
            Act::AddWatcher { member } => {
                let colleague = writer.colleagues.iter().find(|colleague| colleague.id == *member);
                let colleague = colleague
                    .ok_or_else(|| DeskError::new(DeskTrouble::Invalid, "add a watcher who is no colleague"))?;
                add_watcher(writing, &held.ticket.number, member, &colleague.name).await?;
                None
            }
            Act::RemoveWatcher { member } => {
                remove_watcher(writing, &held.ticket.number, member).await?;
                None
            }
            Act::Rate { stars, comment } => {
                held.rating = Some(*stars);
                Some(entry(EntryKind::Rating, comment))
            }
        })
    }

    pub(super) fn set_priority_of(&self, held: &mut Held, priority: crate::domain::Priority) {
        held.ticket.priority = priority;
        if let Some(from) = held.due_from {
            self.owe(held, from);
        }
    }
}

/// Whether an act makes sense in a status.
fn in_time(status: Status, act: &Act) -> bool {
    match act {
        Act::Close { .. } | Act::Escalate { .. } | Act::SetPriority { .. } => status.is_open(),
        Act::Reopen { .. } => status == Status::Resolved,
        Act::Rate { .. } => !status.is_open(),
        Act::AddWatcher { .. } => status != Status::Closed,
        Act::RemoveWatcher { .. } => true,
    }
}

/// Sets the status with everything that depends on it; answers it before and after.
pub(super) fn set_status(held: &mut Held, status: Status, now: DateTime<Utc>) -> (Status, Status) {
    let was = std::mem::replace(&mut held.ticket.status, status);
    if status == Status::Resolved {
        held.resolved = Some(now);
    } else if status.is_open() {
        held.resolved = None;
    }
    if !status.is_open() {
        (held.due, held.due_from) = (None, None);
        held.escalated = false;
    }
    (was, status)
}

/// A correction or withdrawal concerns what the same member wrote on the same ticket.
async fn own_entry(writing: &mut Writing, writer: &Writer, held: &Held, concerned: &OpKey) -> Result<()> {
    let sql = "SELECT id FROM desk_public_entries WHERE op = $1 AND ticket = $2 AND member = $3";
    let key = params![concerned.as_str(), held.ticket.number.as_str(), writer.member.id.as_str()];
    match writing.tx.row(sql, key).await? {
        Some(_) => Ok(()),
        None => Err(DeskError::new(DeskTrouble::NotAllowed, "correct or withdraw what somebody else wrote")),
    }
}
