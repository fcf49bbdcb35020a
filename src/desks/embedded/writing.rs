//! One write: begun with its operation key, done once, committed as a whole.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::rows;
use super::{DeskError, DeskTrouble, EmbeddedDesk, Result, not_found};
use crate::database::{DatabaseError, Mode, Transaction, Trouble};
use crate::desks::DeskFile;
use crate::desks::support::Held;
use crate::domain::{Author, EntryKind, MemberId, OpKey, Priority, Status, Ticket, TicketNumber};
use crate::params;

/// Longest text of an entry in characters.
pub(super) const MAX_TEXT: usize = 100_000;
/// Most files of an entry.
const MAX_FILES: usize = 50;

/// A write under way. Dropped without [`EmbeddedDesk::finish`] it never happened.
pub(super) struct Writing {
    pub(super) tx: Box<dyn Transaction>,
    pub(super) now: DateTime<Utc>,
    op: OpKey,
}

/// Whether there is something to do.
pub(super) enum Begun {
    /// The operation is new.
    New(Writing),
    /// It was done before: this is its ticket, as it is now.
    Done(Box<Ticket>),
}

/// Who writes an entry.
pub(super) struct By<'a> {
    pub(super) author: Author,
    pub(super) name: &'a str,
    pub(super) member: Option<&'a MemberId>,
}

impl By<'_> {
    /// A rule of the desk.
    pub(super) const RULE: By<'static> = By { author: Author::System, name: "", member: None };
}

/// An entry to be written.
pub(super) struct NewEntry<'a> {
    pub(super) by: By<'a>,
    pub(super) internal: bool,
    pub(super) kind: EntryKind,
    pub(super) text: &'a str,
    /// Before and after, when it changed.
    pub(super) status: Option<(Status, Status)>,
    pub(super) priority: Option<(Priority, Priority)>,
    pub(super) concerns: Option<&'a OpKey>,
    pub(super) files: &'a [DeskFile],
}

impl<'a> NewEntry<'a> {
    /// A public entry.
    pub(super) fn public(by: By<'a>, kind: EntryKind, text: &'a str) -> Self {
        Self { by, internal: false, kind, text, status: None, priority: None, concerns: None, files: &[] }
    }
}

impl EmbeddedDesk {
    /// Begins a write. All writers of the desk queue up here, one at a time, on both databases.
    pub(super) async fn begin(&self, op: &OpKey) -> Result<Begun> {
        if op.as_str().trim().is_empty() {
            return Err(DeskError::new(DeskTrouble::Invalid, "write without an operation key"));
        }
        let mut writing = self.begin_with(op.clone()).await?;
        match writing.done_before().await? {
            Some(ticket) => {
                writing.tx.give_up().await?;
                Ok(Begun::Done(Box::new(ticket)))
            }
            None => Ok(Begun::New(writing)),
        }
    }

    /// Begins a write that is the same however often it is done.
    pub(super) async fn begin_keyless(&self) -> Result<Writing> {
        self.begin_with(OpKey::new("")).await
    }

    async fn begin_with(&self, op: OpKey) -> Result<Writing> {
        let tx = self.db.begin(Mode::Write).await?;
        let mut writing = Writing { tx, now: self.clock.now(), op };
        writing.next_of("write", 1).await?;
        Ok(writing)
    }

    /// Makes a write without a key last.
    pub(super) async fn finish_keyless(&self, writing: Writing) -> Result<()> {
        writing.tx.commit().await.map_err(commit_failed)
    }

    /// Remembers the operation and makes the write last.
    pub(super) async fn finish(&self, mut writing: Writing, number: &TicketNumber) -> Result<Ticket> {
        let sql = "INSERT INTO desk_ops (op, ticket, at) VALUES ($1, $2, $3)";
        writing.tx.execute(sql, params![writing.op.as_str(), number.as_str(), writing.now]).await?;
        let ticket = writing.held(number).await?.ticket;
        writing.tx.commit().await.map_err(commit_failed)?;
        Ok(ticket)
    }
}

/// A commit without an answer may have happened.
fn commit_failed(error: DatabaseError) -> DeskError {
    if error.trouble == Trouble::Transient {
        let source = Some(Box::new(error).into());
        return DeskError { trouble: DeskTrouble::OutcomeUnknown, doing: "commit a write".to_owned(), source };
    }
    error.into()
}

impl Writing {
    /// The next value of a series, which begins with `first`.
    pub(super) async fn next_of(&mut self, series: &str, first: i64) -> Result<i64> {
        let sql = "INSERT INTO desk_series (name, value) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET value = desk_series.value + 1 RETURNING value";
        let row = self.tx.row(sql, params![series, first]).await?;
        let row = row.ok_or_else(|| DeskError::new(DeskTrouble::Unavailable, "count a series up"))?;
        Ok(row.get("value")?)
    }

    async fn done_before(&mut self) -> Result<Option<Ticket>> {
        let found = self.tx.row("SELECT ticket FROM desk_ops WHERE op = $1", params![self.op.as_str()]).await?;
        let Some(row) = found else { return Ok(None) };
        let number = TicketNumber::new(row.get::<String>("ticket")?);
        Ok(Some(self.held(&number).await?.ticket))
    }

    /// The ticket, which must exist.
    pub(super) async fn held(&mut self, number: &TicketNumber) -> Result<Held> {
        rows::held(&mut *self.tx, number).await?.ok_or_else(|| not_found(number))
    }

    /// Writes an entry to a ticket.
    pub(super) async fn entry(&mut self, number: &TicketNumber, entry: NewEntry<'_>) -> Result<()> {
        if entry.text.chars().nth(MAX_TEXT).is_some() || entry.files.len() > MAX_FILES {
            return Err(DeskError::new(DeskTrouble::Invalid, "write an entry that is too long"));
        }
        let id = self.next_of("write", 1).await?;
        let author = match entry.by.author {
            Author::Support => "support",
            Author::Customer => "customer",
            Author::System => "system",
        };
        let sql = "INSERT INTO desk_entries (id, ticket, at, internal, author, author_name, member, kind, text,
                status_was, status, priority_was, priority, op, concerns)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
        let values = params![
            id,
            number.as_str(),
            self.now,
            entry.internal,
            author,
            entry.by.name,
            entry.by.member.map(MemberId::as_str),
            entry.kind.id(),
            entry.text,
            entry.status.map(|(was, _)| was.id()),
            entry.status.map(|(_, is)| is.id()),
            entry.priority.map(|(was, _)| was.id()),
            entry.priority.map(|(_, is)| is.id()),
            self.op.as_str(),
            entry.concerns.map(OpKey::as_str),
        ];
        self.tx.execute(sql, values).await?;
        for (file, position) in entry.files.iter().zip(0..) {
            self.file(number, id, position, file).await?;
        }
        Ok(())
    }

    async fn file(&mut self, number: &TicketNumber, entry: i64, position: i64, file: &DeskFile) -> Result<()> {
        let sql = "INSERT INTO desk_files (id, entry, ticket, position, name, mime, size_bytes, bytes)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let values = params![
            self.file_id(entry, position),
            entry,
            number.as_str(),
            position,
            file.meta.name.as_str(),
            file.meta.mime.as_str(),
            size,
            file.bytes.clone(),
        ];
        self.tx.execute(sql, values).await?;
        Ok(())
    }

    /// An id that says nothing and cannot be guessed without the operation's key.
    fn file_id(&self, entry: i64, position: i64) -> String {
        let digest = Sha256::digest(format!("{}\n{entry}\n{position}", self.op));
        hex::encode(&digest[..16])
    }

    /// Saves what may change of a ticket, if nobody else changed it meanwhile.
    pub(super) async fn save(&mut self, held: &Held) -> Result<()> {
        let sql = "UPDATE desk_tickets SET status = $1, priority = $2, assignee = $3, escalated = $4, due_from = $5,
                due = $6, changed = $7, resolved = $8, rating = $9, version = version + 1
            WHERE number = $10 AND version = $11";
        let ticket = &held.ticket;
        let values = params![
            ticket.status.id(),
            ticket.priority.id(),
            held.assignee.as_deref(),
            held.escalated,
            held.due_from,
            held.due,
            ticket.changed,
            held.resolved,
            held.rating.map(i64::from),
            ticket.number.as_str(),
            ticket.version,
        ];
        if self.tx.execute(sql, values).await? == 1 {
            return Ok(());
        }
        Err(DeskError::new(DeskTrouble::Stale, format!("change the ticket {}", ticket.number)))
    }
}
