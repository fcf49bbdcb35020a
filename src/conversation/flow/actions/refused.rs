//! Why an action is not possible: what the person, the ticket's state or the desk does not allow is said, with what helps.

use super::{LookedUp, naming};
use crate::conversation::event::Press;
use crate::conversation::flow::new_ticket;
use crate::conversation::flow::words::{self, button, buttons, primary, with_contact};
use crate::conversation::message::{Block, Choice, Message, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::Awaiting;
use crate::conversation::text::Text;
use crate::domain::{Action, Status};

/// Says why, and offers what is possible instead.
pub fn say(run: &mut Run<'_>, at: LookedUp<'_>, action: Action) {
    let ticket = &at.detail.ticket;
    // Files that wait for their ticket wait on: another one may take them.
    if !matches!(run.state.awaiting, Awaiting::FilesFor { .. }) {
        run.settle();
    }
    let text = naming(reason(run, at, action), &ticket.number, &ticket.title)
        .with("status", words::status(ticket.status))
        .with("action", words::action(action))
        .with("days", i64::from(run.world.settings.policy.close_after_days))
        .with("role", words::role(crate::domain::Role::CustomerAdmin));
    let text = with_contact(run, text);
    let mut blocks = vec![Block::Notice { tone: Tone::Refusal, text }];
    let choices = instead(at, action);
    if !choices.is_empty() {
        blocks.push(buttons(choices));
    }
    run.say(Message::new(blocks).about(&ticket.number));
    new_ticket::reminder(run);
}

fn reason(run: &Run<'_>, at: LookedUp<'_>, action: Action) -> &'static str {
    let ticket = &at.detail.ticket;
    let off = run.world.settings.form(&ticket.ticket_type).is_some_and(|form| form.actions_off.contains(&action));
    if !run.world.desk.actions.contains(&action) {
        return "actions-refused-desk";
    }
    if off {
        return "actions-refused-type";
    }
    match (action, ticket.status) {
        (Action::Rate, status) if status.is_open() => "actions-refused-rate-open",
        (Action::Rate, _) if at.detail.rating.is_some() => "actions-refused-already-rated",
        (Action::Close, Status::Resolved | Status::Closed) => "actions-refused-already-closed",
        (Action::Reopen, status) if status.is_open() => "actions-refused-still-open",
        (Action::Rate, _) => "actions-refused-role",
        (_, Status::Closed) => "actions-refused-closed-for-good",
        (Action::Escalate | Action::SetPriority, Status::Resolved) => "actions-refused-resolved",
        (Action::AddWatcher | Action::RemoveWatcher, _) => "actions-refused-watchers",
        _ => "actions-refused-role",
    }
}

fn instead(at: LookedUp<'_>, action: Action) -> Vec<Choice> {
    let ticket = &at.detail.ticket;
    if ticket.status == Status::Closed && action != Action::Rate && action != Action::Close {
        let (number, ticket_type) = (ticket.number.clone(), ticket.ticket_type.clone());
        return vec![primary(Text::key("actions-follow-up"), Press::FollowUp { number, ticket_type })];
    }
    let can = |other: Action| at.allowed.contains(&other);
    [Action::Reopen, Action::Reply]
        .into_iter()
        .filter(|other| *other != action && can(*other))
        .map(|other| {
            let press = Press::Act { number: ticket.number.clone(), action: other, value: None };
            button(words::action(other), press)
        })
        .collect()
}
