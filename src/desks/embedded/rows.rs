//! Rows of the desk's tables as values.

use crate::database::{DatabaseError, Row, Transaction, Trouble};
use crate::desks::support::Held;
use crate::domain::{
    Author, ContactId, CustomerId, Entry, EntryKind, FieldValue, FileId, FileMeta, MemberId, Priority, Status, Ticket,
    TicketNumber, TicketTypeId,
};
use crate::params;

/// `SELECT` of everything of a ticket's row (as `t`) with its watchers, and what follows.
macro_rules! select_tickets {
    ($rest:expr) => {
        concat!(
            "SELECT t.number, t.title, t.ticket_type, t.status, t.priority, t.customer, t.customer_name, t.contact,
                t.contact_name, t.contact_email, t.assignee, t.via, t.escalated, t.level, t.due_from, t.due, t.created,
                t.changed, t.resolved, t.rating, t.version,
                (SELECT string_agg(w.member, '\n') FROM desk_watchers w WHERE w.ticket = t.number) AS watchers
            FROM desk_tickets t ",
            $rest
        )
    };
}
pub(super) use select_tickets;

/// A ticket's row.
pub(super) fn read_held(row: &Row) -> Result<Held, DatabaseError> {
    let watchers: Option<String> = row.get("watchers")?;
    let ticket = Ticket {
        number: TicketNumber::new(row.get::<String>("number")?),
        title: row.get("title")?,
        ticket_type: TicketTypeId::new(row.get::<String>("ticket_type")?),
        status: word(row, "status", Status::from_id)?,
        priority: word(row, "priority", Priority::from_id)?,
        created: row.get("created")?,
        changed: row.get("changed")?,
        customer: CustomerId::new(row.get::<String>("customer")?),
        contact: row.get::<Option<String>>("contact")?.map(ContactId::new),
        contact_name: row.get("contact_name")?,
        watchers: watchers.iter().flat_map(|ids| ids.split('\n')).map(MemberId::from).collect(),
        version: row.get("version")?,
    };
    Ok(Held {
        ticket,
        customer_name: row.get("customer_name")?,
        contact_email: row.get("contact_email")?,
        assignee: row.get("assignee")?,
        via: row.get("via")?,
        escalated: row.get("escalated")?,
        level: row.get("level")?,
        due_from: row.get("due_from")?,
        due: row.get("due")?,
        resolved: row.get("resolved")?,
        rating: row.get::<Option<i64>>("rating")?.and_then(|stars| u8::try_from(stars).ok()),
    })
}

/// The ticket with that number.
pub(super) async fn held(tx: &mut dyn Transaction, number: &TicketNumber) -> Result<Option<Held>, DatabaseError> {
    let row = tx.row(select_tickets!("WHERE t.number = $1"), params![number.as_str()]).await?;
    row.as_ref().map(read_held).transpose()
}

/// The form's fields of a ticket.
pub(super) async fn fields(tx: &mut dyn Transaction, number: &TicketNumber) -> Result<Vec<FieldValue>, DatabaseError> {
    let sql = "SELECT field, label, value FROM desk_fields WHERE ticket = $1 ORDER BY position";
    let rows = tx.rows(sql, params![number.as_str()]).await?;
    let read =
        |row: &Row| Ok(FieldValue { field: row.get("field")?, label: row.get("label")?, value: row.get("value")? });
    rows.iter().map(read).collect()
}

/// An entry without its files.
pub(super) fn entry(row: &Row) -> Result<Entry, DatabaseError> {
    let author = match row.get::<String>("author")?.as_str() {
        "support" => Author::Support,
        "customer" => Author::Customer,
        _ => Author::System,
    };
    Ok(Entry {
        id: row.get("id")?,
        at: row.get("at")?,
        author,
        author_name: row.get("author_name")?,
        kind: word(row, "kind", EntryKind::from_id)?,
        text: row.get("text")?,
        status: maybe_word(row, "status", Status::from_id)?,
        priority: maybe_word(row, "priority", Priority::from_id)?,
        files: Vec::new(),
    })
}

/// A file's meta data with the id of its entry.
pub(super) fn file(row: &Row) -> Result<(i64, FileMeta), DatabaseError> {
    let meta = FileMeta {
        id: FileId::new(row.get::<String>("id")?),
        name: row.get("name")?,
        mime: row.get("mime")?,
        size_bytes: u64::try_from(row.get::<i64>("size_bytes")?).unwrap_or_default(),
    };
    Ok((row.get("entry")?, meta))
}

/// Puts files to their entries.
pub(super) fn with_files(mut entries: Vec<Entry>, files: Vec<(i64, FileMeta)>) -> Vec<Entry> {
    for (id, meta) in files {
        if let Some(entry) = entries.iter_mut().find(|entry| entry.id == id) {
            entry.files.push(meta);
        }
    }
    entries
}

pub(super) fn maybe_word<T>(
    row: &Row,
    column: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, DatabaseError> {
    row.get::<Option<String>>(column)?.map(|id| read(&id).ok_or_else(|| unknown(column))).transpose()
}

fn word<T>(row: &Row, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, DatabaseError> {
    read(&row.get::<String>(column)?).ok_or_else(|| unknown(column))
}

fn unknown(column: &str) -> DatabaseError {
    DatabaseError::new(Trouble::Permanent, format!("read column {column}: an unknown word"))
}
