//! The desk as support uses it: the queue, a case with its internal notes, contacts. Reading is here, writing beside it.
//!
//! Nothing of this may be answered to a customer; the desk page and the command line are the only callers.

use super::contacts;
use super::read::{containing, words};
use super::rows::{self, select_tickets};
use super::{DeskError, DeskTrouble, EmbeddedDesk, Result, not_found};
use crate::conversation::effect::States;
use crate::database::{Param, Row};
use crate::desks::DeskFile;
use crate::domain::{CustomerId, Entry, FieldValue, FileId, MemberId, Priority, Status, TicketNumber};
use crate::params;

pub use super::contacts::{Contact, NewContact};
pub use super::rows::Held;
pub use super::support_writes::{NewCase, Seen, Via};

/// Entries of a case shown at most, the newest.
const MAX_ENTRIES: i64 = 2000;
/// Contacts and companies listed at most.
const MAX_LISTED: i64 = 200;
/// Tickets of a page at most.
const MAX_PAGE: u32 = 200;

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
    /// Which states.
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

macro_rules! in_queue {
    () => {
        "WHERE ($1 = 'all' OR ($1 = 'open') = (t.status NOT IN ('resolved', 'closed')))
            AND ($2 = '' OR t.status = $2) AND ($3 = '' OR t.priority = $3)
            AND ($4 = '*' OR COALESCE(t.assignee, '') = $4) AND ($5 = '' OR t.customer = $5)
            AND t.search LIKE $6 ESCAPE '\\' AND t.search LIKE $7 ESCAPE '\\'
            AND t.search LIKE $8 ESCAPE '\\' AND t.search LIKE $9 ESCAPE '\\' "
    };
}

impl EmbeddedDesk {
    /// A page of the queue.
    pub async fn queue(&self, query: &QueueQuery, page_size: u32) -> Result<QueuePage> {
        let mut values = queue_filters(query);
        let mut tx = self.reading().await?;
        let count = concat!("SELECT COUNT(*) AS total FROM desk_tickets t ", in_queue!());
        let total = tx.row(count, values.clone()).await?.map_or(Ok(0), |row| row.get::<i64>("total"))?;
        let page_size = i64::from(page_size.clamp(1, MAX_PAGE));
        values.extend(params![page_size, i64::from(query.page) * page_size]);
        let select = select_tickets!(concat!(
            in_queue!(),
            "ORDER BY CASE WHEN t.due IS NULL THEN 1 ELSE 0 END, t.due, t.changed DESC, t.number DESC
            LIMIT $10 OFFSET $11"
        ));
        let rows = tx.rows(select, values).await?;
        let tickets = rows.iter().map(Held::read).collect::<std::result::Result<_, _>>()?;
        Ok(QueuePage { tickets, total: u64::try_from(total).unwrap_or_default() })
    }

    /// A case, by its number as people write it.
    pub async fn case(&self, number: &TicketNumber) -> Result<Case> {
        let number = &self.canonical(number).ok_or_else(|| not_found(number))?;
        let mut tx = self.reading().await?;
        let held = rows::held(&mut *tx, number).await?.ok_or_else(|| not_found(number))?;
        let fields = rows::fields(&mut *tx, number).await?;
        let sql = "SELECT * FROM desk_entries WHERE ticket = $1 ORDER BY id DESC LIMIT $2";
        let entries = tx.rows(sql, params![number.as_str(), MAX_ENTRIES]).await?;
        let sql = "SELECT entry, id, name, mime, size_bytes FROM desk_files WHERE ticket = $1 ORDER BY entry, position";
        let files = tx.rows(sql, params![number.as_str()]).await?;
        let sql = "SELECT member, name FROM desk_watchers WHERE ticket = $1 ORDER BY name";
        let watchers = tx.rows(sql, params![number.as_str()]).await?;
        let watcher = |row: &Row| Ok((MemberId::new(row.get::<String>("member")?), row.get("name")?));
        let watchers = watchers.iter().map(watcher).collect::<Result<_>>()?;
        Ok(Case { held, fields, entries: case_entries(&entries, &files)?, watchers })
    }

    /// A file of a case, of an internal note as well.
    pub async fn case_file(&self, number: &TicketNumber, file: &FileId) -> Result<DeskFile> {
        let sql = "SELECT entry, id, name, mime, size_bytes, bytes FROM desk_files WHERE ticket = $1 AND id = $2";
        let row = self.reading().await?.row(sql, params![number.as_str(), file.as_str()]).await?;
        let row = row.ok_or_else(|| DeskError::new(DeskTrouble::NotFound, "find a file of a case"))?;
        Ok(DeskFile { meta: rows::file(&row)?.1, bytes: row.get("bytes")? })
    }

    /// Contacts whose name, address, company or Support-ID contains the text (all for an empty one), by company and name.
    pub async fn contacts(&self, text: &str) -> Result<Vec<Contact>> {
        let sql = "SELECT id, email, customer, customer_name, name, phone FROM desk_contacts
            WHERE LOWER(name || ' ' || email || ' ' || customer_name || ' ' || id) LIKE $1 ESCAPE '\\'
            ORDER BY customer_name, name, id LIMIT $2";
        let rows = self.reading().await?.rows(sql, params![containing(text.trim()), MAX_LISTED]).await?;
        rows.iter().map(contacts::read).collect()
    }

    /// When anything of the desk changed last, as a number that counts up: for the page's refresh.
    pub async fn revision(&self) -> Result<i64> {
        let row = self.reading().await?.row("SELECT value FROM desk_series WHERE name = 'write'", vec![]).await?;
        Ok(row.map_or(Ok(0), |row| row.get("value"))?)
    }
}

fn queue_filters(query: &QueueQuery) -> Vec<Param> {
    let states = match query.states {
        States::Open => "open",
        States::Closed => "closed",
        States::All => "all",
    };
    let assigned = match &query.assigned {
        Assigned::Anyone => "*",
        Assigned::Nobody => "",
        Assigned::To(name) => name,
    };
    let mut values = params![
        states,
        query.status.map_or("", Status::id),
        query.priority.map_or("", Priority::id),
        assigned,
        query.customer.as_ref().map_or("", CustomerId::as_str),
    ];
    values.extend(words(query.words.as_deref()).map(Param::from));
    values
}

fn case_entries(entries: &[Row], files: &[Row]) -> Result<Vec<CaseEntry>> {
    let files = files.iter().map(rows::file).collect::<std::result::Result<_, _>>()?;
    let internal =
        entries.iter().rev().map(|row| row.get::<bool>("internal")).collect::<std::result::Result<Vec<_>, _>>()?;
    let entries = entries.iter().rev().map(rows::entry).collect::<std::result::Result<_, _>>()?;
    let entries = rows::with_files(entries, files).into_iter();
    Ok(entries.zip(internal).map(|(entry, internal)| CaseEntry { entry, internal }).collect())
}
