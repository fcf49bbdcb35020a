//! A new ticket, whoever files it.

use chrono::{DateTime, Utc};

use super::writing::{Begun, By, NewEntry, Writing};
use super::{DeskError, DeskTrouble, EmbeddedDesk, Result};
use crate::desks::support::{Contact, Held, NewContact};
use crate::desks::{DeskFile, TicketDraft, Writer};
use crate::domain::{
    Author, Colleague, ContractId, CustomerId, EntryKind, FieldValue, MemberId, OpKey, Status, Ticket, TicketNumber,
};
use crate::params;

/// Longest subject in characters.
const MAX_TITLE: usize = 300;

/// What is filed, with everything the desk adds decided.
pub(super) struct Filing<'a> {
    pub(super) draft: &'a TicketDraft,
    pub(super) customer: &'a CustomerId,
    pub(super) customer_name: &'a str,
    pub(super) contact: Contact,
    pub(super) contracts: &'a [ContractId],
    pub(super) colleagues: &'a [Colleague],
    pub(super) via: &'a str,
    pub(super) by: By<'a>,
}

impl EmbeddedDesk {
    /// Files a ticket for a member.
    pub(super) async fn file_ticket(&self, writer: &Writer, draft: &TicketDraft, op: &OpKey) -> Result<Ticket> {
        let mut writing = match self.begin(op).await? {
            Begun::Done(ticket) => return Ok(*ticket),
            Begun::New(writing) => writing,
        };
        let contact = self.contact_of_writer(&mut writing, writer).await?;
        let filing = Filing {
            draft,
            customer: &writer.member.customer,
            customer_name: &writer.customer_name,
            contact,
            contracts: &writer.contracts,
            colleagues: &writer.colleagues,
            via: "chat",
            by: By { author: Author::Customer, name: &writer.member.name, member: Some(&writer.member.id) },
        };
        let number = self.insert_ticket(&mut writing, filing).await?;
        self.finish(writing, &number).await
    }

    /// The writer's contact: by Support-ID when it is of their company, else by address and company.
    async fn contact_of_writer(&self, writing: &mut Writing, writer: &Writer) -> Result<Contact> {
        let member = &writer.member;
        if let Some(id) = &writer.contact
            && let Some(contact) = Self::contact_with_id(&mut *writing.tx, id, &member.customer).await?
        {
            return Ok(contact);
        }
        let new = NewContact {
            email: member.email.clone(),
            customer: member.customer.clone(),
            customer_name: writer.customer_name.clone(),
            name: member.name.clone(),
            phone: String::new(),
        };
        self.contact_for(writing, &new).await
    }

    pub(super) async fn insert_ticket(&self, writing: &mut Writing, filing: Filing<'_>) -> Result<TicketNumber> {
        let draft = filing.draft;
        let title = one_line(&draft.title);
        self.check(draft, &title, filing.customer)?;
        let (number, serial) = self.next_number(writing).await?;
        // What was filed while the desk was away was filed then; never in the future.
        let filed = draft.filed_at.min(writing.now);
        let level = self.level(filing.contracts);
        let due = level.and_then(|level| level.due(&self.setup.hours, draft.priority, filed));
        let search = format!("{number}\n{title}\n{}", draft.description).to_lowercase();
        let contact_search = format!("{}\n{}", filing.contact.name, filing.contact.email).to_lowercase();
        let sql =
            "INSERT INTO desk_tickets (number, serial, title, ticket_type, status, priority, customer, customer_name,
                contact, contact_name, contact_email, via, escalated, level, due_from, due, created, changed, search,
                contact_search, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13, $14, $15, $16, $17, $18, $19, 1)";
        let values = params![
            number.as_str(),
            serial,
            title,
            draft.ticket_type.as_str(),
            Status::New.id(),
            draft.priority.id(),
            filing.customer.as_str(),
            filing.customer_name,
            filing.contact.id.as_str(),
            filing.contact.name.as_str(),
            filing.contact.email.as_str(),
            filing.via,
            level.map(|level| level.name.as_str()),
            filed,
            due,
            filed,
            writing.now,
            search,
            contact_search,
        ];
        writing.tx.execute(sql, values).await?;
        insert_fields(writing, &number, &draft.fields).await?;
        for watcher in &draft.watchers {
            if let Some(colleague) = filing.colleagues.iter().find(|colleague| colleague.id == *watcher) {
                add_watcher(writing, &number, &colleague.id, &colleague.name).await?;
            }
        }
        let mut entry = NewEntry::public(filing.by, EntryKind::Created, &draft.description);
        entry.files = &draft.files;
        writing.entry(&number, entry).await?;
        Ok(number)
    }

    fn check(&self, draft: &TicketDraft, title: &str, customer: &CustomerId) -> Result<()> {
        if title.is_empty()
            || title.chars().count() > MAX_TITLE
            || customer.as_str().trim().is_empty()
            || draft.ticket_type.as_str().is_empty()
        {
            return Err(DeskError::new(
                DeskTrouble::Invalid,
                "create a ticket without a proper subject, type or company",
            ));
        }
        self.check_files(&draft.files)
    }

    /// Refuses files that are larger than the desk takes.
    pub(super) fn check_files(&self, files: &[DeskFile]) -> Result<()> {
        if files.iter().any(|file| file.bytes.len() as u64 > self.setup.max_file_bytes) {
            return Err(DeskError::new(DeskTrouble::Invalid, "take a file that is too large"));
        }
        Ok(())
    }

    /// Support owes a reaction from `from` on.
    pub(super) fn owe(&self, held: &mut Held, from: DateTime<Utc>) {
        let level = self.level_named(held.level.as_deref());
        held.due = level.and_then(|level| level.due(&self.setup.hours, held.ticket.priority, from));
        held.due_from = Some(from);
    }
}

/// A subject is one line: breaks and control characters become blanks.
fn one_line(title: &str) -> String {
    let words = title.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

async fn insert_fields(writing: &mut Writing, number: &TicketNumber, fields: &[FieldValue]) -> Result<()> {
    for (field, position) in fields.iter().zip(0_i64..) {
        let sql = "INSERT INTO desk_fields (ticket, position, field, label, value) VALUES ($1, $2, $3, $4, $5)";
        let values =
            params![number.as_str(), position, field.field.as_str(), field.label.as_str(), field.value.as_str(),];
        writing.tx.execute(sql, values).await?;
    }
    Ok(())
}

/// A colleague watches from now on; one who does already stays.
pub(super) async fn add_watcher(
    writing: &mut Writing,
    number: &TicketNumber,
    member: &MemberId,
    name: &str,
) -> Result<()> {
    let sql = "INSERT INTO desk_watchers (ticket, member, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    writing.tx.execute(sql, params![number.as_str(), member.as_str(), name]).await?;
    Ok(())
}

/// A colleague no longer watches.
pub(super) async fn remove_watcher(writing: &mut Writing, number: &TicketNumber, member: &MemberId) -> Result<()> {
    let sql = "DELETE FROM desk_watchers WHERE ticket = $1 AND member = $2";
    writing.tx.execute(sql, params![number.as_str(), member.as_str()]).await?;
    Ok(())
}
