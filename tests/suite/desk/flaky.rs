//! A desk whose line is bad: what it is told to do wrong next, it does wrong, in order.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
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

/// What goes wrong with one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    None,
    /// The call never arrives.
    NotReached,
    /// The call arrives, is done, and the answer is lost: an error comes instead.
    AnswerLost,
    /// The call arrives and is done, but the answer never comes.
    AnswerStuck,
    /// The call arrives twice.
    Twice,
}

/// A desk with a bad line.
pub(crate) struct Flaky {
    desk: Arc<dyn Desk>,
    faults: Mutex<VecDeque<Fault>>,
}

impl Flaky {
    /// The next calls go wrong like this, all later ones not at all.
    pub(crate) fn new(desk: Arc<dyn Desk>, faults: impl IntoIterator<Item = Fault>) -> Self {
        Self { desk, faults: Mutex::new(faults.into_iter().collect()) }
    }

    fn fault(&self) -> Fault {
        self.faults.lock().expect("no test panics while it holds this").pop_front().unwrap_or(Fault::None)
    }

    /// Does a call, and wrong what is to go wrong. `lost` is what a lost answer means for this kind of call.
    async fn call<T, F: Future<Output = Result<T>>>(&self, lost: DeskTrouble, call: impl Fn() -> F) -> Result<T> {
        match self.fault() {
            Fault::None => call().await,
            Fault::NotReached => Err(DeskError::new(DeskTrouble::Unavailable, "reach the desk")),
            Fault::AnswerLost => {
                call().await?;
                Err(DeskError::new(lost, "hear the desk's answer"))
            }
            Fault::AnswerStuck => {
                call().await?;
                tokio::time::sleep(Duration::from_hours(1)).await;
                Err(DeskError::new(lost, "hear the desk's answer"))
            }
            Fault::Twice => {
                call().await?;
                call().await
            }
        }
    }
}

#[async_trait]
impl Desk for Flaky {
    fn caps(&self) -> &DeskCaps {
        self.desk.caps()
    }
    async fn find_contact(&self, email: &Email, customer: &CustomerId) -> Result<ContactMatch> {
        self.call(DeskTrouble::Unavailable, || self.desk.find_contact(email, customer)).await
    }
    async fn create(&self, writer: &Writer, draft: &TicketDraft, op: &OpKey) -> Result<Ticket> {
        self.call(DeskTrouble::OutcomeUnknown, || self.desk.create(writer, draft, op)).await
    }
    async fn add(&self, writer: &Writer, number: &TicketNumber, addition: &Addition, op: &OpKey) -> Result<Ticket> {
        self.call(DeskTrouble::OutcomeUnknown, || self.desk.add(writer, number, addition, op)).await
    }
    async fn act(&self, writer: &Writer, number: &TicketNumber, act: &Act, op: &OpKey) -> Result<Ticket> {
        self.call(DeskTrouble::OutcomeUnknown, || self.desk.act(writer, number, act, op)).await
    }
    async fn find_by_op(&self, op: &OpKey) -> Result<Option<Ticket>> {
        self.call(DeskTrouble::Unavailable, || self.desk.find_by_op(op)).await
    }
    async fn list(&self, scope: &DeskScope, query: &ListQuery, page_size: u32) -> Result<TicketPage> {
        self.call(DeskTrouble::Unavailable, || self.desk.list(scope, query, page_size)).await
    }
    async fn get(&self, number: &TicketNumber) -> Result<TicketDetail> {
        self.call(DeskTrouble::Unavailable, || self.desk.get(number)).await
    }
    async fn numbers_ending(&self, customer: &CustomerId, digits: &str) -> Result<Vec<TicketNumber>> {
        self.call(DeskTrouble::Unavailable, || self.desk.numbers_ending(customer, digits)).await
    }
    async fn file(&self, number: &TicketNumber, file: &FileId) -> Result<DeskFile> {
        self.call(DeskTrouble::Unavailable, || self.desk.file(number, file)).await
    }
    async fn changes(&self, cursor: Option<&str>, limit: u32) -> Result<(Vec<Change>, String)> {
        self.call(DeskTrouble::Unavailable, || self.desk.changes(cursor, limit)).await
    }
    async fn keep_house(&self, now: DateTime<Utc>) -> Result<()> {
        self.call(DeskTrouble::Unavailable, || self.desk.keep_house(now)).await
    }
}
