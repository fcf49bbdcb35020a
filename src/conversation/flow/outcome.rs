//! What became of a desk write. Success is said only here, after the desk has confirmed it, and only as far as it has.

use super::actions::confirm::name_of;
use super::actions::naming;
use super::new_ticket;
use super::words::{self, button, buttons, with_contact};
use crate::conversation::effect::Act;
use crate::conversation::event::{DeskOutcome, Press, RefusedWhy};
use crate::conversation::message::{Block, Choice, Message, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::{Awaiting, GivenUp, PendingWrite, State, WriteKind};
use crate::conversation::text::Text;
use crate::domain::{Action, DraftId, OpKey, Status, Ticket, TicketNumber};

/// Tells the entitled person what became of a write that was theirs.
pub fn told(run: &mut Run<'_>, op: &OpKey, outcome: &DeskOutcome) {
    if let Some(at) = run.state.given_up.iter().position(|given_up| &given_up.write.op == op) {
        return after_all(run, at, outcome);
    }
    let Some(write) = settle(run, op, outcome) else { return };
    let draft = tell(run, &write, outcome);
    if let DeskOutcome::Refused { .. } = outcome {
        run.state.given_up.push(GivenUp { write, draft });
        if run.state.given_up.len() > State::MAX_GIVEN_UP {
            run.state.given_up.remove(0);
        }
    }
}

/// What became of a write that had failed: an operator had it tried again, or found it done.
fn after_all(run: &mut Run<'_>, at: usize, outcome: &DeskOutcome) {
    match outcome {
        DeskOutcome::Done { ticket } => {
            let GivenUp { write, draft } = run.state.given_up.remove(at);
            number_known(run, &write.op, ticket);
            tell(run, &write, outcome);
            let draft = draft.filter(|id| run.state.drafts.iter().any(|draft| &draft.id == id));
            new_ticket::done_after_all(run, draft.as_ref());
        }
        DeskOutcome::Refused { .. } => {
            let write = run.state.given_up[at].write.clone();
            tell(run, &write, outcome);
        }
        // That it failed was said; what comes of the new try is not known yet.
        DeskOutcome::Delayed | DeskOutcome::Unknown => {}
    }
}

/// Says it; answers the draft that a refusal gave back.
fn tell(run: &mut Run<'_>, write: &PendingWrite, outcome: &DeskOutcome) -> Option<DraftId> {
    if matches!(write.what, WriteKind::Create | WriteKind::Addition) {
        return new_ticket::written(run, write, outcome);
    }
    let message = match outcome {
        DeskOutcome::Done { ticket } => done(run, &write.what, ticket),
        DeskOutcome::Delayed => {
            let text = with_contact(run, Text::key("actions-delayed")).with("at", clock(write));
            pending(Tone::Warning, text, write.number.as_ref())
        }
        DeskOutcome::Unknown => {
            let text = with_contact(run, Text::key("actions-unknown")).with("at", clock(write));
            pending(Tone::Warning, text, write.number.as_ref())
        }
        DeskOutcome::Refused { reason, reference } => {
            let text = with_contact(run, Text::key(refusal(*reason)))
                .with("number", write.number.as_ref().map(ToString::to_string).unwrap_or_default())
                .with("reference", reference.as_str());
            pending(Tone::Refusal, text, write.number.as_ref())
        }
    };
    run.say(message);
    // Only where nothing is asked: an outcome comes when it comes, and interrupts no question.
    if run.state.awaiting == Awaiting::Nothing {
        new_ticket::reminder(run);
    }
    None
}

/// The same for somebody who is not entitled (any more): nothing is said.
pub fn untold(run: &mut Run<'_>, op: &OpKey, outcome: &DeskOutcome) {
    settle(run, op, outcome);
    if let DeskOutcome::Done { .. } = outcome {
        run.state.given_up.retain(|given_up| &given_up.write.op != op);
    }
}

/// Notes what became of a write. It is awaited on while it is not decided.
fn settle(run: &mut Run<'_>, op: &OpKey, outcome: &DeskOutcome) -> Option<PendingWrite> {
    let at = run.state.writes.iter().position(|write| &write.op == op)?;
    if let DeskOutcome::Done { ticket } = outcome {
        number_known(run, op, ticket);
    }
    match outcome {
        DeskOutcome::Done { .. } | DeskOutcome::Refused { .. } => Some(run.state.writes.remove(at)),
        DeskOutcome::Delayed | DeskOutcome::Unknown => run.state.writes.get(at).cloned(),
    }
}

/// What the person wrote is in that ticket: they may correct it by editing their message.
fn number_known(run: &mut Run<'_>, op: &OpKey, ticket: &Ticket) {
    for sent in run.state.sent.iter_mut().filter(|sent| &sent.op == op) {
        sent.number = Some(ticket.number.clone());
    }
}

fn clock(write: &PendingWrite) -> crate::conversation::text::Arg {
    crate::conversation::text::Arg::Clock(write.accepted)
}

fn pending(tone: Tone, text: Text, number: Option<&TicketNumber>) -> Message {
    let message = Message::new(vec![Block::Notice { tone, text }]);
    match number {
        Some(number) => message.about(number),
        None => message.private(),
    }
}

fn refusal(reason: RefusedWhy) -> &'static str {
    match reason {
        RefusedWhy::NoSuchTicket => "actions-failed-none-such",
        RefusedWhy::NotAllowed => "actions-failed-not-allowed",
        RefusedWhy::WrongState => "actions-failed-wrong-state",
        RefusedWhy::Stale => "actions-failed-stale",
        RefusedWhy::Invalid => "actions-failed-invalid",
    }
}

/// What is said after success, read from the ticket as the desk has it now, not from what was wished.
fn done(run: &Run<'_>, what: &WriteKind, ticket: &Ticket) -> Message {
    let say =
        |key: &'static str| naming(key, &ticket.number, &ticket.title).with("status", words::status(ticket.status));
    let text = match what {
        WriteKind::Act { act } => return acted(run, act, ticket),
        WriteKind::Correction => say("actions-corrected"),
        WriteKind::Withdrawal => say("actions-withdrawn"),
        _ => say("actions-replied"),
    };
    success(text, ticket, Vec::new())
}

fn success(text: Text, ticket: &Ticket, choices: Vec<Choice>) -> Message {
    let mut blocks = vec![Block::Notice { tone: Tone::Success, text }];
    if !choices.is_empty() {
        blocks.push(buttons(choices));
    }
    Message::new(blocks).about(&ticket.number)
}

fn acted(run: &Run<'_>, act: &Act, ticket: &Ticket) -> Message {
    let say =
        |key: &'static str| naming(key, &ticket.number, &ticket.title).with("status", words::status(ticket.status));
    let offer = |action: Action| {
        let press = Press::Act { number: ticket.number.clone(), action, value: None };
        button(words::action(action), press)
    };
    // „Closed“ is never shown where the desk did not close.
    let failed = match act {
        Act::Close { .. } => ticket.status.is_open(),
        Act::Reopen { .. } => !ticket.status.is_open(),
        Act::SetPriority { priority } => ticket.priority != *priority,
        _ => false,
    };
    if failed {
        let text = with_contact(run, say("actions-not-so")).with("priority", words::priority(ticket.priority));
        return Message::new(vec![Block::Notice { tone: Tone::Warning, text }]).about(&ticket.number);
    }
    match act {
        Act::Close { .. } if ticket.status == Status::Closed => success(say("actions-closed-for-good"), ticket, vec![]),
        Act::Close { .. } => success(say("actions-closed"), ticket, vec![offer(Action::Rate), offer(Action::Reopen)]),
        Act::Reopen { .. } => success(say("actions-reopened"), ticket, Vec::new()),
        Act::Escalate { .. } => success(with_contact(run, say("actions-escalated")), ticket, Vec::new()),
        Act::SetPriority { .. } => {
            success(say("actions-priority-set").with("priority", words::priority(ticket.priority)), ticket, Vec::new())
        }
        Act::AddWatcher { member } if own(run, member) => success(say("actions-following"), ticket, Vec::new()),
        Act::AddWatcher { member } => {
            success(say("actions-watcher-added").with("name", name_of(run, member)), ticket, Vec::new())
        }
        Act::RemoveWatcher { member } if own(run, member) => success(say("actions-unfollowed"), ticket, Vec::new()),
        Act::RemoveWatcher { member } => {
            success(say("actions-watcher-removed").with("name", name_of(run, member)), ticket, Vec::new())
        }
        Act::Rate { stars, .. } => success(say("actions-rated").with("stars", i64::from(*stars)), ticket, Vec::new()),
    }
}

fn own(run: &Run<'_>, member: &crate::domain::MemberId) -> bool {
    run.entitled().is_some_and(|entitled| &entitled.member.id == member)
}
