//! The desk as support uses it: reading the queue, cases with their internal notes, contacts. Writing is in `support_writes`.

use async_trait::async_trait;

use super::contacts;
use super::read::{containing, words};
use super::rows::{self, select_tickets};
use super::{DeskError, DeskTrouble, EmbeddedDesk, Result, not_found};
use crate::conversation::effect::States;
use crate::database::{Param, Row};
use crate::desks::DeskFile;
use crate::desks::support::{
    Agent, AgentReply, Assigned, Case, CaseChange, CaseEntry, Contact, NewCase, NewContact, QueuePage, QueueQuery,
    Seen, SupportDesk,
};
use crate::domain::{CustomerId, FileId, MemberId, OpKey, Priority, Status, Ticket, TicketNumber};
use crate::params;

/// Entries of a case shown at most, the newest.
const MAX_ENTRIES: i64 = 2000;
/// Contacts listed at most.
const MAX_LISTED: i64 = 200;
/// Tickets of a page at most.
const MAX_PAGE: u32 = 200;

macro_rules! in_queue {
    () => {
        "WHERE ($1 = 'all'
                OR ($1 = 'open') = (t.status NOT IN ('resolved', 'closed') OR t.due_from IS NOT NULL))
            AND ($2 = '' OR t.status = $2) AND ($3 = '' OR t.priority = $3)
            AND ($4 = '*' OR COALESCE(t.assignee, '') = $4) AND ($5 = '' OR t.customer = $5)
            AND t.search LIKE $6 ESCAPE '\\' AND t.search LIKE $7 ESCAPE '\\'
            AND t.search LIKE $8 ESCAPE '\\' AND t.search LIKE $9 ESCAPE '\\' "
    };
}

#[async_trait]
impl SupportDesk for EmbeddedDesk {
    async fn queue(&self, query: &QueueQuery, page_size: u32) -> Result<QueuePage> {
        let mut values = queue_filters(query);
        let mut tx = self.scanning().await?;
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
        let tickets = rows.iter().map(rows::read_held).collect::<std::result::Result<_, _>>()?;
        Ok(QueuePage { tickets, total: u64::try_from(total).unwrap_or_default() })
    }

    async fn case(&self, number: &TicketNumber) -> Result<Case> {
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

    async fn case_file(&self, number: &TicketNumber, file: &FileId) -> Result<DeskFile> {
        let sql = "SELECT entry, id, name, mime, size_bytes, bytes FROM desk_files WHERE ticket = $1 AND id = $2";
        let row = self.reading().await?.row(sql, params![number.as_str(), file.as_str()]).await?;
        let row = row.ok_or_else(|| DeskError::new(DeskTrouble::NotFound, "find a file of a case"))?;
        Ok(DeskFile { meta: rows::file(&row)?.1, bytes: row.get("bytes")? })
    }

    async fn contacts(&self, text: &str) -> Result<Vec<Contact>> {
        let sql = "SELECT id, email, customer, customer_name, name, phone FROM desk_contacts
            WHERE LOWER(name || ' ' || email || ' ' || customer_name || ' ' || id) LIKE $1 ESCAPE '\\'
            ORDER BY customer_name, name, id LIMIT $2";
        let rows = self.scanning().await?.rows(sql, params![containing(text.trim()), MAX_LISTED]).await?;
        rows.iter().map(contacts::read).collect()
    }

    async fn revision(&self) -> Result<i64> {
        let row = self.reading().await?.row("SELECT value FROM desk_series WHERE name = 'write'", vec![]).await?;
        Ok(row.map_or(Ok(0), |row| row.get("value"))?)
    }

    async fn reply(&self, agent: &Agent, number: &TicketNumber, reply: &AgentReply, op: &OpKey) -> Result<Ticket> {
        self.answer(agent, number, reply, op).await
    }

    async fn note(
        &self,
        agent: &Agent,
        number: &TicketNumber,
        text: &str,
        files: &[DeskFile],
        op: &OpKey,
    ) -> Result<Ticket> {
        self.write_note(agent, number, text, files, op).await
    }

    async fn change(
        &self,
        agent: &Agent,
        number: &TicketNumber,
        change: &CaseChange,
        seen: Seen,
        op: &OpKey,
    ) -> Result<Ticket> {
        self.change_case(agent, number, change, seen, op).await
    }

    async fn new_case(&self, agent: &Agent, new: &NewCase, op: &OpKey) -> Result<Ticket> {
        self.file_case(agent, new, op).await
    }

    async fn put_contact(&self, new: &NewContact) -> Result<Contact> {
        self.keep_contact(new).await
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
