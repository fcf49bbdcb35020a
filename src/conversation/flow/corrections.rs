//! Messages that were edited or deleted after they were sent: a correction or a withdrawal at the desk, never a silent change.

use super::actions::within_limits;
use super::new_ticket;
use crate::conversation::effect::{DeskWrite, TicketTarget};
use crate::conversation::event::Place;
use crate::conversation::run::Run;
use crate::conversation::state::{SentMessage, WriteKind};
use crate::domain::MessageId;

/// A message was edited: the form's answer changes while the form is open; afterwards the desk gets a correction.
pub fn edited(run: &mut Run<'_>, message: &MessageId, text: &str) {
    let text = text.trim();
    if text.is_empty() || new_ticket::edited(run, message, text) {
        return;
    }
    let Some(sent) = sent(run, message) else { return };
    if !within_limits(run, text, 0) {
        return;
    }
    let write = DeskWrite::Correct { to: target(&sent), corrects: sent.op.clone(), text: text.to_owned() };
    run.audit("action.correct", sent.number.as_ref());
    run.write(write, WriteKind::Correction, sent.number);
}

/// A message was deleted: the customer withdrew it. Files stay at the desk.
pub fn deleted(run: &mut Run<'_>, message: &MessageId) {
    if new_ticket::deleted(run, message) {
        return;
    }
    let Some(sent) = sent(run, message) else { return };
    run.state.sent.retain(|other| &other.message != message);
    run.audit("action.withdraw", sent.number.as_ref());
    let write = DeskWrite::Withdraw { to: target(&sent), withdraws: sent.op.clone() };
    run.write(write, WriteKind::Withdrawal, sent.number);
}

/// What the message became; what was said in a room never became anything.
fn sent(run: &Run<'_>, message: &MessageId) -> Option<SentMessage> {
    if run.event.place == Place::Room {
        return None;
    }
    run.state.sent.iter().rev().find(|sent| &sent.message == message).cloned()
}

fn target(sent: &SentMessage) -> TicketTarget {
    match &sent.number {
        Some(number) => TicketTarget::Number { number: number.clone() },
        None => TicketTarget::CreatedBy { op: sent.op.clone() },
    }
}
