//! What customers read. Names the public views only: an internal note is never selected here.

use super::rows::{self, select_tickets};
use super::{DeskError, DeskTrouble, EmbeddedDesk, Result, not_found};
use crate::conversation::effect::{ListQuery, States};
use crate::database::{Dialect, Param, Row, Transaction};
use crate::desks::{Change, DeskFile, DeskScope, TicketPage};
use crate::domain::{CustomerId, Entry, FileId, MemberId, OpKey, Priority, Status, Ticket, TicketDetail, TicketNumber};
use crate::params;

/// Entries of a history shown at most, the newest.
const MAX_ENTRIES: i64 = 1000;
/// Changes answered at once.
const MAX_CHANGES: u32 = 200;
/// Tickets of a page at most.
const MAX_PAGE: u32 = 200;
/// Numbers that a short number may mean.
const MAX_MEANT: i64 = 20;
/// From so many digits on a short number also fits the end of a longer one.
const MIN_ENDING: usize = 3;
/// Words searched for one by one; the rest counts as one phrase.
pub(super) const MAX_WORDS: usize = 4;

/// `WHERE` of a list: `$1` the company, `$2` the scope's own, `$3` to `$10` the filters.
macro_rules! in_scope {
    ($scope:expr) => {
        concat!(
            "WHERE t.customer = $1 AND ",
            $scope,
            " AND ($3 = 'all' OR ($3 = 'open') = (t.status NOT IN ('resolved', 'closed')))
            AND ($4 = '' OR t.status = $4) AND ($5 = '' OR t.priority = $5)
            AND t.search LIKE $6 ESCAPE '\\' AND t.search LIKE $7 ESCAPE '\\'
            AND t.search LIKE $8 ESCAPE '\\' AND t.search LIKE $9 ESCAPE '\\'
            AND t.contact_search LIKE $10 ESCAPE '\\' "
        )
    };
}

/// The page and the count of a scope.
macro_rules! list_of {
    ($scope:expr) => {
        (
            select_tickets!(concat!(in_scope!($scope), "ORDER BY t.changed DESC, t.number DESC LIMIT $11 OFFSET $12")),
            concat!("SELECT COUNT(*) AS total FROM desk_tickets t ", in_scope!($scope)),
        )
    };
}

impl EmbeddedDesk {
    pub(super) async fn page(&self, scope: &DeskScope, query: &ListQuery, page_size: u32) -> Result<TicketPage> {
        let Some((customer, own, (select, count))) = self.scope_sql(scope) else { return Ok(TicketPage::default()) };
        let mut values = params![customer.as_str(), own];
        values.extend(filters(query));
        let searches = query.words.is_some() || query.contact.is_some() || matches!(scope, DeskScope::Company(_));
        let mut tx = if searches { self.scanning().await? } else { self.reading().await? };
        let total = tx.row(count, values.clone()).await?.map_or(Ok(0), |row| row.get::<i64>("total"))?;
        let page_size = i64::from(page_size.clamp(1, MAX_PAGE));
        values.extend(params![page_size, i64::from(query.page) * page_size]);
        let rows = tx.rows(select, values).await?;
        let tickets = rows.iter().map(|row| Ok(rows::read_held(row)?.ticket)).collect::<Result<Vec<Ticket>>>()?;
        Ok(TicketPage { tickets, total: u64::try_from(total).unwrap_or_default() })
    }

    /// The company, the scope's own value and its statements; `None` for an empty scope, which holds nothing.
    fn scope_sql<'s>(&self, scope: &'s DeskScope) -> Option<(&'s CustomerId, String, (&'static str, &'static str))> {
        let (customer, own, sql) = match scope {
            DeskScope::Contact(contact, customer) => {
                (customer, contact.as_str().to_owned(), list_of!("t.contact = $2"))
            }
            DeskScope::Company(customer) => (customer, customer.as_str().to_owned(), list_of!("t.customer = $2")),
            DeskScope::WatchedBy(member, customer) => (
                customer,
                member.as_str().to_owned(),
                list_of!("t.number IN (SELECT w.ticket FROM desk_watchers w WHERE w.member = $2)"),
            ),
            DeskScope::Numbers(numbers, customer) => {
                let numbers: Vec<_> = numbers.iter().filter_map(|number| self.canonical(number)).collect();
                if numbers.is_empty() {
                    return None;
                }
                let own = serde_json::json!(numbers).to_string();
                let sql = match self.db.dialect() {
                    Dialect::Sqlite => list_of!("t.number IN (SELECT value FROM json_each($2))"),
                    Dialect::Postgres => {
                        list_of!("t.number IN (SELECT jsonb_array_elements_text(CAST($2 AS JSONB)))")
                    }
                };
                (customer, own, sql)
            }
        };
        let usable = !customer.as_str().trim().is_empty() && !own.trim().is_empty();
        usable.then_some((customer, own, sql))
    }

    pub(super) async fn public_detail(&self, number: &TicketNumber) -> Result<TicketDetail> {
        let number = &self.canonical(number).ok_or_else(|| not_found(number))?;
        let mut tx = self.reading().await?;
        let held = rows::held(&mut *tx, number).await?.ok_or_else(|| not_found(number))?;
        let fields = rows::fields(&mut *tx, number).await?;
        let history = public_history(&mut *tx, number).await?;
        Ok(TicketDetail {
            service_level: held.service_level(),
            ticket: held.ticket,
            customer_name: held.customer_name,
            assignee: held.assignee,
            fields,
            history,
            rating: held.rating,
        })
    }

    pub(super) async fn numbers_meant(&self, customer: &CustomerId, digits: &str) -> Result<Vec<TicketNumber>> {
        let Ok(serial) = digits.parse::<i64>() else { return Ok(Vec::new()) };
        let mut tx = self.scanning().await?;
        let sql = "SELECT number FROM desk_tickets WHERE customer = $1 AND serial = $2 ORDER BY number DESC LIMIT $3";
        let mut found = tx.rows(sql, params![customer.as_str(), serial, MAX_MEANT]).await?;
        if found.is_empty() && digits.len() >= MIN_ENDING {
            let sql = "SELECT number FROM desk_tickets WHERE customer = $1 AND number LIKE '%' || $2
                ORDER BY number DESC LIMIT $3";
            found = tx.rows(sql, params![customer.as_str(), digits, MAX_MEANT]).await?;
        }
        found.iter().map(|row| Ok(TicketNumber::new(row.get::<String>("number")?))).collect()
    }

    pub(super) async fn public_file(&self, number: &TicketNumber, file: &FileId) -> Result<DeskFile> {
        let number = &self.canonical(number).ok_or_else(|| not_found(number))?;
        let mut tx = self.reading().await?;
        let sql =
            "SELECT entry, id, name, mime, size_bytes, bytes FROM desk_public_files WHERE ticket = $1 AND id = $2";
        let row = tx.row(sql, params![number.as_str(), file.as_str()]).await?;
        let row = row.ok_or_else(|| DeskError::new(DeskTrouble::NotFound, "find a file of a ticket"))?;
        Ok(DeskFile { meta: rows::file(&row)?.1, bytes: row.get("bytes")? })
    }

    pub(super) async fn ticket_of_op(&self, op: &OpKey) -> Result<Option<Ticket>> {
        let mut tx = self.reading().await?;
        let sql = select_tickets!("JOIN desk_ops o ON o.ticket = t.number WHERE o.op = $1");
        let row = tx.row(sql, params![op.as_str()]).await?;
        Ok(row.as_ref().map(rows::read_held).transpose()?.map(|held| held.ticket))
    }

    /// Public entries after a cursor, which is an entry's id.
    pub(super) async fn public_changes(&self, cursor: Option<&str>, limit: u32) -> Result<(Vec<Change>, String)> {
        let mut tx = self.reading().await?;
        let Some(cursor) = cursor else {
            let sql = "SELECT COALESCE(MAX(id), 0) AS last FROM desk_public_entries";
            let last = tx.row(sql, vec![]).await?.map_or(Ok(0), |row| row.get::<i64>("last"))?;
            return Ok((Vec::new(), last.to_string()));
        };
        let after: i64 =
            cursor.parse().map_err(|_| DeskError::new(DeskTrouble::Invalid, "read changes: the cursor is none"))?;
        let sql = "SELECT * FROM desk_public_entries WHERE id > $1 ORDER BY id LIMIT $2";
        let rows = tx.rows(sql, params![after, i64::from(limit.clamp(1, MAX_CHANGES))]).await?;
        let mut changes = Vec::with_capacity(rows.len());
        for row in &rows {
            changes.push(change(&mut *tx, row).await?);
        }
        let cursor = changes.last().map_or_else(|| cursor.to_owned(), |change| change.id.clone());
        Ok((changes, cursor))
    }
}

async fn change(tx: &mut dyn Transaction, row: &Row) -> Result<Change> {
    let entry = rows::entry(row)?;
    let number = TicketNumber::new(row.get::<String>("ticket")?);
    let held = rows::held(tx, &number).await?.ok_or_else(|| not_found(&number))?;
    let sql = "SELECT entry, id, name, mime, size_bytes FROM desk_public_files WHERE entry = $1 ORDER BY position";
    let files = tx.rows(sql, params![entry.id]).await?.iter().map(rows::file).collect::<std::result::Result<_, _>>()?;
    Ok(Change {
        id: entry.id.to_string(),
        ticket: held.ticket,
        was: rows::maybe_word(row, "status_was", Status::from_id)?,
        priority_was: rows::maybe_word(row, "priority_was", Priority::from_id)?,
        op: Some(OpKey::new(row.get::<String>("op")?)),
        by: row.get::<Option<String>>("member")?.map(MemberId::new),
        entry: rows::with_files(vec![entry], files).remove(0),
    })
}

async fn public_history(tx: &mut dyn Transaction, number: &TicketNumber) -> Result<Vec<Entry>> {
    let sql = "SELECT * FROM desk_public_entries WHERE ticket = $1 ORDER BY id DESC LIMIT $2";
    let rows = tx.rows(sql, params![number.as_str(), MAX_ENTRIES]).await?;
    let entries = rows.iter().rev().map(rows::entry).collect::<std::result::Result<_, _>>()?;
    let sql =
        "SELECT entry, id, name, mime, size_bytes FROM desk_public_files WHERE ticket = $1 ORDER BY entry, position";
    let files = tx.rows(sql, params![number.as_str()]).await?;
    let files = files.iter().map(rows::file).collect::<std::result::Result<_, _>>()?;
    Ok(rows::with_files(entries, files))
}

/// The filters as `$3` to `$10`.
fn filters(query: &ListQuery) -> Vec<Param> {
    let states = match query.states {
        States::Open => "open",
        States::Closed => "closed",
        States::All => "all",
    };
    let mut values = params![states, query.status.map_or("", Status::id), query.priority.map_or("", Priority::id),];
    values.extend(words(query.words.as_deref()).map(Param::from));
    values.push(Param::from(containing(query.contact.as_deref().unwrap_or_default().trim())));
    values
}

/// A pattern for each word that must occur, `%` for the others.
pub(super) fn words(words: Option<&str>) -> [String; MAX_WORDS] {
    let mut left = words.unwrap_or_default().trim();
    std::array::from_fn(|index| {
        let last = index + 1 == MAX_WORDS;
        let (word, rest) = if last { (left, "") } else { left.split_once(char::is_whitespace).unwrap_or((left, "")) };
        left = rest.trim();
        containing(word)
    })
}

/// The pattern of a text that contains this.
pub(super) fn containing(text: &str) -> String {
    let escaped = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}
