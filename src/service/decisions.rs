//! What an operator decides where the service may not: what became of a write whose outcome is unknown, and whose contact
//! somebody is. Stored as events, so that the running service tells the person through its one door.

use chrono::{DateTime, Utc};

use super::contacts::contact_events;
use super::writes::{SavedWrite, files_of, outcome_event};
use crate::conversation::effect::{DeskWrite, TicketTarget};
use crate::conversation::event::{DeskOutcome, RefusedWhy};
use crate::database::{DatabaseError, Trouble};
use crate::desks::support::Contact;
use crate::domain::{Member, Ticket, TicketNumber};
use crate::store::Store;
use crate::store::outbox::{Decided, Lane};

/// What an operator found out about a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The desk has it, in this ticket.
    Done(Box<Ticket>),
    /// The desk does not have it, and it is not to be written any more.
    NotDone,
}

/// Why a decision cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum DecisionError {
    /// There is no such delivery, or it is settled or still on its way.
    #[error("no such delivery waits for a decision")]
    NothingToDecide,
    /// Only a write can be done at the desk.
    #[error("this is no write to the desk: it can only be dropped")]
    NoWrite,
    /// The ticket is of another company than who ordered the write.
    #[error("the ticket belongs to another customer")]
    OtherCustomer,
    /// The write was ordered for another ticket, or another write made this one.
    #[error("the write belongs to another ticket")]
    OtherTicket,
    /// The contact is of another company.
    #[error("the contact belongs to another customer")]
    OtherContact,
    /// What was stored cannot be read.
    #[error("read what was stored as a write")]
    Stored(#[source] serde_json::Error),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Has a delivery tried again that waits for an operator, by its number or id. The person is told what becomes of a write, once
/// more if it was told before.
pub async fn try_again(store: &Store, row: &str, now: DateTime<Utc>) -> Result<(), DecisionError> {
    let (open, payload) = store.open_row(row).await?.ok_or(DecisionError::NothingToDecide)?;
    // What cannot be read is tried as it is.
    let again = match serde_json::from_str::<SavedWrite>(&payload) {
        Ok(saved) if open.lane == Lane::Write => {
            let saved = SavedWrite { retried: saved.retried.saturating_add(1), ..saved };
            Some(serde_json::to_string(&saved).map_err(DecisionError::Stored)?)
        }
        _ => None,
    };
    store.requeue(&open.id, again.as_deref(), now).await?.then_some(()).ok_or(DecisionError::NothingToDecide)
}

/// Settles a delivery that waits for an operator, by its number or id, as the operator decided. The person is told by the
/// running service; that it failed and will not be done is not told twice.
pub async fn decide(
    store: &Store,
    desk: &str,
    row: &str,
    decision: Decision,
    now: DateTime<Utc>,
) -> Result<(), DecisionError> {
    let (open, payload) = store.open_row(row).await?.ok_or(DecisionError::NothingToDecide)?;
    if open.lane != Lane::Write {
        return match decision {
            Decision::Done(_) => Err(DecisionError::NoWrite),
            Decision::NotDone => store
                .decide(&open.id, &Decided::NotDone, None, now)
                .await?
                .then_some(())
                .ok_or(DecisionError::NothingToDecide),
        };
    }
    let saved: SavedWrite = serde_json::from_str(&payload).map_err(DecisionError::Stored)?;
    let Decision::Done(ticket) = decision else {
        let outcome = DeskOutcome::Refused { reason: RefusedWhy::Invalid, reference: open.id.clone() };
        let event = outcome_event(&saved, outcome, now);
        let decided = store.decide(&open.id, &Decided::NotDone, Some(event), now).await?;
        return decided.then_some(()).ok_or(DecisionError::NothingToDecide);
    };
    let member = match &open.member {
        Some(member) => store.member(member).await?,
        None => None,
    };
    let member = member.filter(|member| member.customer == ticket.customer).ok_or(DecisionError::OtherCustomer)?;
    fits(store, &saved.write, &ticket.number).await?;
    let is_new = matches!(saved.write, DeskWrite::Create(_));
    let decided = Decided::Done {
        number: ticket.number.clone(),
        filed_at: is_new.then(|| desk.to_owned()),
        files: files_of(&saved.write).iter().map(|file| file.id.clone()).collect(),
    };
    let event = outcome_event(&saved, DeskOutcome::Done { ticket }, now);
    match store.decide(&open.id, &decided, Some(event), now).await {
        Err(error) if error.trouble == Trouble::Conflict => return Err(DecisionError::OtherTicket),
        decided => decided?.then_some(()).ok_or(DecisionError::NothingToDecide)?,
    }
    if is_new {
        store.want_contact(desk, &member.id, now).await?;
    }
    Ok(())
}

/// Makes a contact of the desk the member's Support-ID, until it is looked up anew. One of another company is never taken.
pub async fn assign_contact(
    store: &Store,
    desk: &str,
    member: &Member,
    contact: &Contact,
    now: DateTime<Utc>,
) -> Result<(), DecisionError> {
    if contact.customer != member.customer {
        return Err(DecisionError::OtherContact);
    }
    let events = contact_events(store, &member.id, Some(&contact.id), now).await?;
    Ok(store.assign_contact(desk, &member.id, &contact.id, &events, now).await?)
}

/// Whether a write can have gone to that ticket.
async fn fits(store: &Store, write: &DeskWrite, number: &TicketNumber) -> Result<(), DecisionError> {
    let wanted = match write {
        DeskWrite::Create(_) => None,
        DeskWrite::Act { number, .. } => Some(number.clone()),
        DeskWrite::Reply { to, .. }
        | DeskWrite::Supplement { to, .. }
        | DeskWrite::Correct { to, .. }
        | DeskWrite::Withdraw { to, .. } => match to {
            TicketTarget::Number { number } => Some(number.clone()),
            TicketTarget::CreatedBy { op } => store.number_of(op).await?,
        },
    };
    if wanted.is_none_or(|wanted| wanted == *number) { Ok(()) } else { Err(DecisionError::OtherTicket) }
}
