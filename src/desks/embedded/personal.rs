//! One person at the desk: what they wrote and where they are named, for a copy and to be forgotten.
//!
//! Tickets are the record of a company's support case: they stay, with what was written and sent to them. Whose they were is
//! taken out of everything that names a person by itself: contact, author, watcher.

use super::contacts;
use super::rows;
use super::{EmbeddedDesk, Result};
use crate::database::{Row, Transaction};
use crate::desks::support::{Contact, Forgotten, OwnEntry, Part, PersonRecords, PersonTicket, Subject};
use crate::domain::erasure::{NO_NAME, Trial};
use crate::domain::{ContactId, CustomerId, MemberId, Status, TicketNumber, TicketTypeId};
use crate::params;

/// Contacts of a person: by address, and the one that is known to be theirs. `$1` address, `$2` company or '', `$3` Support-ID.
const CONTACTS: &str = "SELECT id, email, customer, customer_name, name, phone FROM desk_contacts
    WHERE ($2 = '' OR customer = $2) AND (email = $1 OR $2 <> '' AND id = $3) ORDER BY id";

/// Domain of the addresses of contacts that were forgotten: each has one, and nobody can have it.
const NOWHERE: &str = "deleted.invalid";

impl EmbeddedDesk {
    pub(super) async fn person(&self, subject: &Subject) -> Result<PersonRecords> {
        let mut tx = self.reading().await?;
        let mut records = PersonRecords { contacts: contacts_of(&mut *tx, subject).await?, ..PersonRecords::default() };
        let member = subject.member.as_ref().map_or("", MemberId::as_str);
        let of_contact =
            "SELECT number, title, ticket_type, status, created, changed FROM desk_tickets WHERE contact = $1
            ORDER BY number";
        let watched = "SELECT t.number, t.title, t.ticket_type, t.status, t.created, t.changed FROM desk_tickets t
            JOIN desk_watchers w ON w.ticket = t.number WHERE w.member = $1 ORDER BY t.number";
        for contact in &records.contacts {
            let rows = tx.rows(of_contact, params![contact.id.as_str()]).await?;
            records.tickets.extend(rows.iter().map(|row| ticket(row, Part::Contact)).collect::<Result<Vec<_>>>()?);
        }
        let rows = tx.rows(watched, params![member]).await?;
        records.tickets.extend(rows.iter().map(|row| ticket(row, Part::Watcher)).collect::<Result<Vec<_>>>()?);
        for of in records.tickets.iter_mut().filter(|of| of.part == Part::Contact) {
            of.fields = rows::fields(&mut *tx, &of.number).await?;
        }
        let written = "SELECT id, ticket, at, kind, text FROM desk_entries WHERE member = $1 ORDER BY id";
        for row in tx.rows(written, params![member]).await? {
            let entry: i64 = row.get("id")?;
            let files = "SELECT entry, id, name, mime, size_bytes FROM desk_files WHERE entry = $1 ORDER BY position";
            let files = tx.rows(files, params![entry]).await?;
            records.entries.push(OwnEntry {
                ticket: TicketNumber::new(row.get::<String>("ticket")?),
                at: row.get("at")?,
                kind: row.get("kind")?,
                text: row.get("text")?,
                files: files.iter().map(|row| Ok(rows::file(row)?.1)).collect::<Result<_>>()?,
            });
        }
        Ok(records)
    }

    pub(super) async fn forget(&self, subject: &Subject, trial: Trial) -> Result<Forgotten> {
        let mut writing = self.begin_keyless().await?;
        let tx = &mut *writing.tx;
        let mut forgotten = Forgotten::default();
        for contact in contacts_of(tx, subject).await? {
            if contact.email.domain() != NOWHERE {
                forgotten += forget_contact(tx, &contact).await?;
            }
        }
        if let Some(member) = &subject.member {
            let entries = "UPDATE desk_entries SET author_name = $2, member = NULL WHERE member = $1";
            forgotten.entries += tx.execute(entries, params![member.as_str(), NO_NAME]).await?;
            let watching = "DELETE FROM desk_watchers WHERE member = $1";
            forgotten.watching += tx.execute(watching, params![member.as_str()]).await?;
        }
        if trial == Trial::No {
            self.finish_keyless(writing).await?;
        }
        Ok(forgotten)
    }
}

async fn contacts_of(tx: &mut dyn Transaction, subject: &Subject) -> Result<Vec<Contact>> {
    let company = subject.customer.as_ref().map_or("", CustomerId::as_str);
    let known = subject.contact.as_ref().map_or("", ContactId::as_str);
    let rows = tx.rows(CONTACTS, params![subject.email.as_str(), company, known]).await?;
    rows.iter().map(contacts::read).collect()
}

/// The Support-ID stays, so that the tickets stay together; nobody is behind it any more.
async fn forget_contact(tx: &mut dyn Transaction, contact: &Contact) -> Result<Forgotten> {
    let id = contact.id.as_str();
    let authors = "UPDATE desk_entries SET author_name = $3 WHERE author = 'customer' AND author_name = $2
        AND ticket IN (SELECT number FROM desk_tickets WHERE contact = $1)";
    let entries = tx.execute(authors, params![id, contact.name.as_str(), NO_NAME]).await?;
    let named = "UPDATE desk_tickets SET contact_name = $2, contact_email = '', contact_search = ''
        WHERE contact = $1";
    let tickets = tx.execute(named, params![id, NO_NAME]).await?;
    let address = format!("{}@{NOWHERE}", id.to_lowercase());
    let record = "UPDATE desk_contacts SET email = $2, name = $3, phone = '' WHERE id = $1";
    let contacts = tx.execute(record, params![id, address, NO_NAME]).await?;
    Ok(Forgotten { contacts, tickets, entries, watching: 0 })
}

fn ticket(row: &Row, part: Part) -> Result<PersonTicket> {
    Ok(PersonTicket {
        number: TicketNumber::new(row.get::<String>("number")?),
        title: row.get("title")?,
        ticket_type: TicketTypeId::new(row.get::<String>("ticket_type")?),
        status: rows::maybe_word(row, "status", Status::from_id)?.unwrap_or(Status::Closed),
        created: row.get("created")?,
        changed: row.get("changed")?,
        part,
        fields: Vec::new(),
    })
}
