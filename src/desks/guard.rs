//! The checks every desk sits behind: who may see and do what, decided from current data.
//!
//! The table of rights has three columns, contact, watcher and customer admin; [`allowed`] is its only implementation. Every
//! ticket that a desk returns is checked again here, because filters of real systems leak when a value is empty or misspelt.
//! A ticket that may not be seen is answered exactly as one that does not exist. Every call is bounded in time. Start reading
//! in [`rights`].

use std::sync::Arc;
use std::time::Duration;

use crate::conversation::event::{Answer, RefusedWhy};
use crate::conversation::world::DeskCaps;
use crate::domain::form::Form;
use crate::domain::{Action, ContactState, Entitled, FileId, Member, Ticket, TicketDetail, TicketNumber, TicketTypeId};
use crate::telemetry::{Stopwatch, measures};

use super::{Change, ContactMatch, Desk, DeskError, DeskFile, DeskScope, DeskTrouble, Result};

mod lists;
pub mod rights;
mod writes;

pub use rights::{Relation, Viewer, allowed, relation};

/// Longest ticket number that is looked up, in characters.
const MAX_NUMBER: usize = 40;
/// Most digits of a short number.
const MAX_DIGITS: usize = 9;

/// How long a call of the desk may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Reading; afterwards the desk counts as unavailable.
    pub read: Duration,
    /// Writing; afterwards the outcome is unknown.
    pub write: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { read: Duration::from_secs(10), write: Duration::from_secs(20) }
    }
}

/// A desk behind its checks; the only way to it.
pub struct Guard {
    desk: Arc<dyn Desk>,
    bounds: Bounds,
}

impl Guard {
    /// Puts the checks before a desk.
    pub fn new(desk: Arc<dyn Desk>, bounds: Bounds) -> Self {
        Self { desk, bounds }
    }

    /// What the desk can do.
    pub fn caps(&self) -> &DeskCaps {
        self.desk.caps()
    }

    /// One ticket as the person named it: a full number, or a short one („4711“) that may fit several.
    ///
    /// `filed_here` are the numbers that the person filed here. `muted` of the answer is always `false`: the store knows.
    pub async fn ticket(
        &self,
        who: &Entitled,
        filed_here: &[TicketNumber],
        forms: &[Form],
        said: &str,
    ) -> Result<Answer> {
        let said = said.trim().trim_start_matches('#').trim();
        if said.is_empty() || said.chars().count() > MAX_NUMBER || said.chars().any(char::is_control) {
            return Ok(Answer::NoSuchTicket);
        }
        if !said.chars().all(|c| c.is_ascii_digit()) {
            return self.detail_answer(who, filed_here, forms, &TicketNumber::new(said)).await;
        }
        if said.len() > MAX_DIGITS || who.member.customer.as_str().trim().is_empty() {
            return Ok(Answer::NoSuchTicket);
        }
        let customer = &who.member.customer;
        let numbers = self.read("look a short number up", self.desk.numbers_ending(customer, said)).await?;
        let mut tickets = self.visible_of(who, filed_here, numbers).await?;
        match tickets.len() {
            0 => Ok(Answer::NoSuchTicket),
            1 => self.detail_answer(who, filed_here, forms, &tickets.remove(0).number).await,
            _ => Ok(Answer::WhichTicket { tickets }),
        }
    }

    async fn detail_answer(
        &self,
        who: &Entitled,
        filed_here: &[TicketNumber],
        forms: &[Form],
        number: &TicketNumber,
    ) -> Result<Answer> {
        let Some((detail, relation)) = self.detail(who.into(), filed_here, number).await? else {
            return Ok(Answer::NoSuchTicket);
        };
        let off = actions_off(forms, &detail.ticket.ticket_type);
        let actions = allowed(relation, detail.ticket.status, self.caps(), off);
        Ok(Answer::Ticket { detail: Box::new(detail), actions, muted: false })
    }

    /// A ticket that the viewer may see, with what ties them to it.
    async fn detail(
        &self,
        viewer: Viewer<'_>,
        filed_here: &[TicketNumber],
        number: &TicketNumber,
    ) -> Result<Option<(TicketDetail, Relation)>> {
        let detail = match self.read("get a ticket", self.desk.get(number)).await {
            Ok(detail) => detail,
            Err(error) if matches!(error.trouble, DeskTrouble::NotFound | DeskTrouble::NotAllowed) => return Ok(None),
            Err(error) => return Err(error),
        };
        let relation = relation(viewer, &detail.ticket, filed_here);
        Ok(relation.may_see().then_some((detail, relation)))
    }

    /// A file of a public entry of a ticket that the person may see; `None` for every other.
    pub async fn file(
        &self,
        who: &Entitled,
        filed_here: &[TicketNumber],
        number: &TicketNumber,
        file: &FileId,
    ) -> Result<Option<DeskFile>> {
        let Some((detail, _)) = self.detail(who.into(), filed_here, number).await? else { return Ok(None) };
        let listed = detail.history.iter().flat_map(|entry| &entry.files).any(|meta| meta.id == *file);
        if !listed {
            return Ok(None);
        }
        match self.read("get a file", self.desk.file(&detail.ticket.number, file)).await {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.trouble == DeskTrouble::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// What the desk knows of a member as a contact. A contact of another company is none.
    pub async fn find_contact(&self, member: &Member) -> Result<ContactState> {
        let search = self.desk.find_contact(&member.email, &member.customer);
        Ok(match self.read("find a contact", search).await? {
            ContactMatch::One { id, customer } if customer == member.customer && !id.as_str().trim().is_empty() => {
                ContactState::Linked { id }
            }
            ContactMatch::None | ContactMatch::One { .. } => ContactState::Missing,
            ContactMatch::Several => ContactState::Ambiguous,
        })
    }

    /// Public changes after a cursor.
    pub async fn changes(&self, cursor: Option<&str>, limit: u32) -> Result<(Vec<Change>, String)> {
        self.read("read the changes", self.desk.changes(cursor, limit)).await
    }

    /// What the desk does by the clock.
    pub async fn keep_house(&self, now: chrono::DateTime<chrono::Utc>) -> Result<()> {
        self.read("keep house", self.desk.keep_house(now)).await
    }

    /// Has the desk delete tickets that are closed since.
    pub async fn forget_closed(&self, before: chrono::DateTime<chrono::Utc>) -> Result<Vec<TicketNumber>> {
        self.read("delete closed tickets", self.desk.forget_closed(before)).await
    }

    /// A read, bounded in time.
    async fn read<T>(&self, doing: &'static str, call: impl Future<Output = Result<T>>) -> Result<T> {
        let watch = Stopwatch::start();
        let result = match tokio::time::timeout(self.bounds.read, call).await {
            Ok(result) => result,
            Err(_) => Err(DeskError::new(DeskTrouble::Unavailable, format!("{doing}: no answer in time"))),
        };
        measures::desk_call(doing, outcome(&result), watch.elapsed());
        result
    }

    /// Those of the numbers that the person may see, newest change first.
    async fn visible_of(
        &self,
        who: &Entitled,
        filed_here: &[TicketNumber],
        numbers: Vec<TicketNumber>,
    ) -> Result<Vec<Ticket>> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let scope = DeskScope::Numbers(numbers.clone(), who.member.customer.clone());
        let may_see =
            |ticket: &Ticket| numbers.contains(&ticket.number) && relation(who.into(), ticket, filed_here).may_see();
        Ok(self.fetch(&scope, &lists::everything(), numbers.len(), may_see).await?.tickets)
    }
}

/// What became of a call, for the metrics.
fn outcome<T>(result: &Result<T>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(error) => error.trouble.id(),
    }
}

/// The actions that the operator switched off for a ticket type.
fn actions_off<'f>(forms: &'f [Form], ticket_type: &TicketTypeId) -> &'f [Action] {
    forms.iter().find(|form| form.id == *ticket_type).map_or(&[], |form| &form.actions_off)
}

/// What a person is told when the desk (or the guard) refuses a write for good; `None` when trying again makes sense.
pub fn refused_why(trouble: DeskTrouble) -> Option<RefusedWhy> {
    match trouble {
        DeskTrouble::NotFound => Some(RefusedWhy::NoSuchTicket),
        DeskTrouble::NotAllowed => Some(RefusedWhy::NotAllowed),
        DeskTrouble::WrongState => Some(RefusedWhy::WrongState),
        DeskTrouble::Stale => Some(RefusedWhy::Stale),
        DeskTrouble::Invalid | DeskTrouble::Unsupported => Some(RefusedWhy::Invalid),
        DeskTrouble::Unavailable | DeskTrouble::OutcomeUnknown | DeskTrouble::Credentials => None,
    }
}
