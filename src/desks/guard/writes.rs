//! Writes: rights are decided again right before, and an unknown outcome is looked up before anybody tries again.

use crate::conversation::effect::Act;
use crate::domain::form::Form;
use crate::domain::{Action, EntryKind, OpKey, Ticket, TicketNumber};
use crate::telemetry::{Stopwatch, measures};

use super::super::{Addition, DeskError, DeskTrouble, Result, TicketDraft, Writer};
use super::rights::{self, Relation};
use super::{Guard, actions_off};

impl Guard {
    /// Creates a ticket. Watchers who are no colleagues (any more) are left out.
    ///
    /// Called by the outbox. The same `op` again gives the same ticket. `OutcomeUnknown` was looked up already: try again
    /// later where `caps().finds_by_op`, else an operator decides.
    pub async fn create(&self, writer: &Writer, draft: &TicketDraft, op: &OpKey) -> Result<Ticket> {
        if writer.member.customer.as_str().trim().is_empty() {
            return Err(refused(DeskTrouble::Invalid, "a writer without a company"));
        }
        let mut draft = draft.clone();
        draft.watchers.retain(|watcher| writer.colleagues.iter().any(|colleague| colleague.id == *watcher));
        self.write(writer, op, "create a ticket", self.desk.create(writer, &draft, op)).await
    }

    /// Adds a customer's reply, correction or withdrawal.
    pub async fn add(
        &self,
        writer: &Writer,
        filed_here: &[TicketNumber],
        forms: &[Form],
        number: &TicketNumber,
        addition: &Addition,
        op: &OpKey,
    ) -> Result<Ticket> {
        let (kind, empty) = (addition.kind, addition.text.trim().is_empty() && addition.files.is_empty());
        if !matches!(kind, EntryKind::Reply | EntryKind::Correction | EntryKind::Withdrawal)
            || (kind == EntryKind::Reply && empty)
        {
            return Err(refused(DeskTrouble::Invalid, "an addition that is none"));
        }
        let number = match self.may(writer, filed_here, forms, number, Action::Reply, kind).await {
            Ok((number, _)) => number,
            Err(error) => return self.unless_done(writer, op, error).await,
        };
        self.write(writer, op, "add to a ticket", self.desk.add(writer, &number, addition, op)).await
    }

    /// Does an action.
    pub async fn act(
        &self,
        writer: &Writer,
        filed_here: &[TicketNumber],
        forms: &[Form],
        number: &TicketNumber,
        act: &Act,
        op: &OpKey,
    ) -> Result<Ticket> {
        let checked = self.may(writer, filed_here, forms, number, act.action(), EntryKind::Reply).await;
        let checked = checked.and_then(|(number, relation)| {
            sensible(writer, relation, act)?;
            Ok(number)
        });
        let number = match checked {
            Ok(number) => number,
            Err(error) => return self.unless_done(writer, op, error).await,
        };
        self.write(writer, op, "act on a ticket", self.desk.act(writer, &number, act, op)).await
    }

    /// The ticket's own number and what ties the writer to it, if the action is allowed right now.
    async fn may(
        &self,
        writer: &Writer,
        filed_here: &[TicketNumber],
        forms: &[Form],
        number: &TicketNumber,
        action: Action,
        kind: EntryKind,
    ) -> Result<(TicketNumber, Relation)> {
        let Some((detail, relation)) = self.detail(writer.into(), filed_here, number).await? else {
            return Err(refused(DeskTrouble::NotFound, "the ticket"));
        };
        let ticket = detail.ticket;
        if !relation.permits(action) {
            return Err(refused(DeskTrouble::NotAllowed, action.id()));
        }
        if !rights::offered(action, self.caps(), actions_off(forms, &ticket.ticket_type)) {
            return Err(refused(DeskTrouble::Unsupported, action.id()));
        }
        // What was sent may be corrected or withdrawn whatever became of the ticket.
        let any_status = matches!(kind, EntryKind::Correction | EntryKind::Withdrawal);
        if !any_status && !rights::fits(ticket.status, action) {
            return Err(refused(DeskTrouble::WrongState, action.id()));
        }
        Ok((ticket.number, relation))
    }

    /// A refusal, unless the refused operation was done before (its answer was lost, and it changed the state).
    async fn unless_done(&self, writer: &Writer, op: &OpKey, error: DeskError) -> Result<Ticket> {
        if super::refused_why(error.trouble).is_none() {
            return Err(error);
        }
        self.done_before(writer, op).await?.ok_or(error)
    }

    /// The ticket that the operation wrote to. Only one of the writer's company.
    async fn done_before(&self, writer: &Writer, op: &OpKey) -> Result<Option<Ticket>> {
        if !self.caps().finds_by_op {
            return Ok(None);
        }
        let found = self.read("look an operation up", self.desk.find_by_op(op)).await?;
        Ok(found.filter(|ticket| ticket.customer == writer.member.customer))
    }

    /// A write, bounded in time, with its unknown outcome looked up.
    async fn write(
        &self,
        writer: &Writer,
        op: &OpKey,
        doing: &'static str,
        call: impl Future<Output = Result<Ticket>>,
    ) -> Result<Ticket> {
        let watch = Stopwatch::start();
        let written = match tokio::time::timeout(self.bounds.write, call).await {
            Ok(result) => result,
            Err(_) => Err(DeskError::new(DeskTrouble::OutcomeUnknown, format!("{doing}: no answer in time"))),
        };
        measures::desk_call(doing, super::outcome(&written), watch.elapsed());
        match written {
            Err(error) if error.trouble == DeskTrouble::OutcomeUnknown => {
                // Not found proves nothing (it may still arrive), and a failed lookup neither.
                self.done_before(writer, op).await.ok().flatten().ok_or(error)
            }
            Ok(ticket) if ticket.customer != writer.member.customer => {
                tracing::error!(desk = self.caps().name, doing, "the desk wrote to a ticket of another company");
                Err(refused(DeskTrouble::Invalid, doing))
            }
            written => written,
        }
    }
}

/// What an act itself must fulfil besides the table of rights.
fn sensible(writer: &Writer, relation: Relation, act: &Act) -> Result<()> {
    match act {
        Act::AddWatcher { member } if !writer.colleagues.iter().any(|colleague| colleague.id == *member) => {
            Err(refused(DeskTrouble::Invalid, "a watcher of another company"))
        }
        Act::RemoveWatcher { member } if !relation.own && !relation.admin && *member != writer.member.id => {
            Err(refused(DeskTrouble::NotAllowed, "to remove another watcher"))
        }
        Act::Rate { stars, .. } if !(1..=5).contains(stars) => {
            Err(refused(DeskTrouble::Invalid, "a rating outside 1 to 5"))
        }
        _ => Ok(()),
    }
}

fn refused(trouble: DeskTrouble, what: &str) -> DeskError {
    DeskError::new(trouble, format!("refused by the guard: {what}"))
}
