//! A desk that can be switched off, and that can lose an answer after it has written.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ticketlotse::conversation::effect::{Act, ListQuery};
use ticketlotse::conversation::world::DeskCaps;
use ticketlotse::desks::{
    Addition, Change, ContactMatch, Desk, DeskError, DeskFile, DeskScope, DeskTrouble, Result, TicketDraft, TicketPage,
    Writer,
};
use ticketlotse::domain::{CustomerId, Email, FileId, OpKey, Ticket, TicketDetail, TicketNumber};

/// How the desk behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mood {
    /// As it should.
    Up,
    /// It does not answer.
    Down,
    /// The next write is done, but its answer is lost; then it is down.
    LosesAnswer,
    /// It takes its time over a question: [`LATE`].
    Late,
    /// It takes no write as it is.
    Refuses,
}

/// How late a desk answers that takes its time.
pub const LATE: Duration = Duration::from_millis(120);

/// The desk with a switch.
pub struct Switch {
    inner: Arc<dyn Desk>,
    mood: AtomicU8,
    /// What it can do instead of what the desk behind it can.
    caps: OnceLock<DeskCaps>,
}

impl Switch {
    /// Switched on.
    pub fn new(inner: Arc<dyn Desk>) -> Self {
        Self { inner, mood: AtomicU8::new(Mood::Up as u8), caps: OnceLock::new() }
    }

    /// Switches it.
    pub fn set(&self, mood: Mood) {
        self.mood.store(mood as u8, Ordering::SeqCst);
    }

    /// From now on it is a desk that cannot look an operation up.
    pub fn forget_operations(&self) {
        self.caps.get_or_init(|| DeskCaps { finds_by_op: false, ..self.inner.caps().clone() });
    }

    fn up(&self) -> Result<()> {
        if self.mood.load(Ordering::SeqCst) == Mood::Down as u8 {
            return Err(DeskError::new(DeskTrouble::Unavailable, "switched off by the test"));
        }
        Ok(())
    }

    async fn asked(&self) -> Result<()> {
        if self.mood.load(Ordering::SeqCst) == Mood::Late as u8 {
            tokio::time::sleep(LATE).await;
        }
        self.up()
    }

    async fn write(&self, call: impl Future<Output = Result<Ticket>> + Send) -> Result<Ticket> {
        self.up()?;
        if self.mood.load(Ordering::SeqCst) == Mood::Refuses as u8 {
            return Err(DeskError::new(DeskTrouble::Invalid, "refused by the test"));
        }
        let written = call.await;
        if self.mood.load(Ordering::SeqCst) == Mood::LosesAnswer as u8 {
            self.set(Mood::Down);
            return Err(DeskError::new(DeskTrouble::OutcomeUnknown, "the answer was lost by the test"));
        }
        written
    }
}

#[async_trait]
impl Desk for Switch {
    fn caps(&self) -> &DeskCaps {
        self.caps.get().unwrap_or_else(|| self.inner.caps())
    }

    async fn find_contact(&self, email: &Email, customer: &CustomerId) -> Result<ContactMatch> {
        self.up()?;
        self.inner.find_contact(email, customer).await
    }

    async fn create(&self, writer: &Writer, draft: &TicketDraft, op: &OpKey) -> Result<Ticket> {
        self.write(self.inner.create(writer, draft, op)).await
    }

    async fn add(&self, writer: &Writer, number: &TicketNumber, addition: &Addition, op: &OpKey) -> Result<Ticket> {
        self.write(self.inner.add(writer, number, addition, op)).await
    }

    async fn act(&self, writer: &Writer, number: &TicketNumber, act: &Act, op: &OpKey) -> Result<Ticket> {
        self.write(self.inner.act(writer, number, act, op)).await
    }

    async fn find_by_op(&self, op: &OpKey) -> Result<Option<Ticket>> {
        self.up()?;
        if self.caps.get().is_some() {
            return Ok(None);
        }
        self.inner.find_by_op(op).await
    }

    async fn list(&self, scope: &DeskScope, query: &ListQuery, page_size: u32) -> Result<TicketPage> {
        self.asked().await?;
        self.inner.list(scope, query, page_size).await
    }

    async fn get(&self, number: &TicketNumber) -> Result<TicketDetail> {
        self.asked().await?;
        self.inner.get(number).await
    }

    async fn numbers_ending(&self, customer: &CustomerId, digits: &str) -> Result<Vec<TicketNumber>> {
        self.asked().await?;
        self.inner.numbers_ending(customer, digits).await
    }

    async fn file(&self, number: &TicketNumber, file: &FileId) -> Result<DeskFile> {
        self.up()?;
        self.inner.file(number, file).await
    }

    async fn changes(&self, cursor: Option<&str>, limit: u32) -> Result<(Vec<Change>, String)> {
        self.up()?;
        self.inner.changes(cursor, limit).await
    }

    async fn forget_closed(&self, before: DateTime<Utc>) -> Result<Vec<TicketNumber>> {
        self.up()?;
        self.inner.forget_closed(before).await
    }

    async fn keep_house(&self, now: DateTime<Utc>) -> Result<()> {
        self.up()?;
        self.inner.keep_house(now).await
    }
}
