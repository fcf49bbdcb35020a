//! One ticket in full: its facts, the form's fields, the public history, and what may be done to it.

use super::actions::LookedUp;
use super::words::{self, buttons, paragraph};
use super::{menu, new_ticket};
use crate::conversation::event::Press;
use crate::conversation::intent::Command;
use crate::conversation::message::{Block, Choice, Fact, HistoryLine, Message, TicketCard, Tone, Weight};
use crate::conversation::run::Run;
use crate::conversation::state::{Awaiting, Then};
use crate::conversation::text::{Arg, Text};
use crate::domain::{Action, Entry, EntryKind, Ticket, TicketDetail};

/// Most files of a ticket that are offered by name.
const MAX_FILES: usize = 8;

/// Shows a ticket with the actions that this person may do now.
pub fn show(run: &mut Run<'_>, at: LookedUp<'_>) {
    let detail = at.detail;
    let number = &detail.ticket.number;
    run.state.ticket = Some(number.clone());
    let mut blocks = vec![Block::Ticket(Box::new(card(run, detail)))];
    if at.muted {
        blocks.push(Block::Footnote { text: Text::key("tickets-muted") });
    }
    let mut choices =
        at.allowed.iter().filter(|action| offered(at, **action)).map(|action| act(detail, *action)).collect::<Vec<_>>();
    // Without buttons there are no links either: the files are fetched by their names, the newest first.
    if !run.world.platform.buttons {
        let files = detail.history.iter().rev().flat_map(|entry| &entry.files);
        choices.extend(files.take(MAX_FILES).map(|file| words::file(number, file)));
    }
    if !choices.is_empty() {
        blocks.push(buttons(choices));
    }
    run.say(Message::new(blocks).about(number));
    new_ticket::reminder(run);
}

/// Of what is allowed, what makes sense now: nobody is asked to mute twice or to rate again.
fn offered(at: LookedUp<'_>, action: Action) -> bool {
    match action {
        Action::Mute => !at.muted,
        Action::Unmute => at.muted,
        Action::Rate => at.detail.rating.is_none(),
        Action::RemoveWatcher => !at.detail.ticket.watchers.is_empty(),
        _ => true,
    }
}

fn act(detail: &TicketDetail, action: Action) -> Choice {
    let number = detail.ticket.number.clone();
    let weight = match action {
        Action::Reply => Weight::Primary,
        Action::Close | Action::Escalate => Weight::Danger,
        _ => Weight::Plain,
    };
    Choice { label: words::action(action), hint: None, press: Press::Act { number, action, value: None }, weight }
}

fn card(run: &Run<'_>, detail: &TicketDetail) -> TicketCard {
    let ticket = &detail.ticket;
    TicketCard {
        number: ticket.number.clone(),
        title: ticket.title.clone(),
        status: words::status(ticket.status),
        status_id: ticket.status,
        priority: words::priority(ticket.priority),
        priority_id: ticket.priority,
        facts: facts(run, detail),
        fields: detail
            .fields
            .iter()
            .map(|field| Fact {
                label: Text::verbatim(field.label.as_str()),
                value: Text::verbatim(field.value.as_str()),
                field: None,
            })
            .collect(),
        history: detail.history.iter().map(history_line).collect(),
    }
}

fn facts(run: &Run<'_>, detail: &TicketDetail) -> Vec<Fact> {
    let fact = |label: &'static str, value: Text| Fact { label: Text::key(label), value, field: None };
    let moment = |at: chrono::DateTime<chrono::Utc>| Text::key("tickets-changed").with("at", Arg::Exact(at));
    let ticket = &detail.ticket;
    let mut facts = vec![
        fact("tickets-fact-type", words::ticket_type(run, &ticket.ticket_type)),
        fact("tickets-fact-created", moment(ticket.created)),
        fact("tickets-fact-changed", moment(ticket.changed)),
        fact("tickets-fact-contact", Text::verbatim(ticket.contact_name.as_str())),
        fact("tickets-fact-customer", Text::verbatim(detail.customer_name.as_str())),
    ];
    let assignee = detail.assignee.as_deref();
    facts.push(fact(
        "tickets-fact-assignee",
        assignee.map_or_else(|| Text::key("tickets-fact-no-assignee"), Text::verbatim),
    ));
    if let Some(level) = &detail.service_level {
        let value = match level.due {
            Some(due) => {
                Text::key("tickets-service-level-due").with("name", level.name.as_str()).with("due", Arg::Exact(due))
            }
            None => Text::verbatim(level.name.as_str()),
        };
        facts.push(fact("tickets-fact-service-level", value));
    }
    let watching = watchers(run, ticket);
    if !watching.is_empty() {
        let value = Text::key("tickets-watchers").with("names", Arg::List(watching));
        facts.push(fact("tickets-fact-watchers", value));
    }
    if let Some(stars) = detail.rating {
        facts.push(fact("tickets-fact-rating", Text::key("actions-stars").with("stars", i64::from(stars))));
    }
    facts
}

/// Names of the colleagues who watch; who is no colleague (any more) is not named.
fn watchers(run: &Run<'_>, ticket: &Ticket) -> Vec<Text> {
    let Some(entitled) = run.entitled() else { return Vec::new() };
    entitled
        .colleagues
        .iter()
        .filter(|colleague| ticket.watchers.contains(&colleague.id))
        .map(|colleague| Text::verbatim(colleague.name.as_str()))
        .collect()
}

fn history_line(entry: &Entry) -> HistoryLine {
    let key = format!("tickets-entry-{}", entry.kind.id());
    HistoryLine {
        head: Text::key(key).with("author", entry.author_name.as_str()),
        at: Text::key("tickets-changed").with("at", Arg::Exact(entry.at)),
        at_utc: entry.at,
        author: entry.author,
        kind: entry.kind,
        text: told(entry),
        files: entry.files.clone(),
    }
}

/// The words of an entry; a mere change of status is told by its head.
fn told(entry: &Entry) -> String {
    match entry.kind {
        EntryKind::Withdrawal => String::new(),
        _ => entry.text.clone(),
    }
}

/// There is none that this person may see; whether it exists is not told.
pub fn none_such(run: &mut Run<'_>) {
    let text = Text::key("tickets-none-such");
    let mut choices = vec![words::command(Command::Mine), words::command(Command::Search)];
    if menu::may(run, super::commands::Needs::Admin) {
        choices.insert(1, words::command(Command::Company));
    }
    run.say(Message::new(vec![Block::Notice { tone: Tone::Info, text }, buttons(choices)]));
    new_ticket::reminder(run);
}

/// A short number fits several tickets: asks which.
pub fn which(run: &mut Run<'_>, tickets: &[Ticket], then: Then) {
    let choices = tickets.iter().map(|ticket| choice(ticket, &then)).collect();
    let numbers = tickets.iter().map(|ticket| ticket.number.clone()).collect();
    run.state.awaiting = Awaiting::WhichTicket { numbers, then };
    run.say_private(vec![paragraph(Text::key("tickets-which")), words::options(choices)]);
}

fn choice(ticket: &Ticket, then: &Then) -> Choice {
    let number = ticket.number.clone();
    let press = match then {
        Then::BeginAction { wish } | Then::PickTicket { wish } => {
            Press::Act { number, action: wish.action, value: wish.given.clone() }
        }
        Then::AnswerField { draft, field } => {
            Press::Answer { draft: draft.clone(), field: field.clone(), value: number.to_string() }
        }
        _ => Press::Show { number },
    };
    let label = Text::key("tickets-choice").with("number", &ticket.number).with("title", ticket.title.as_str());
    words::button(label, press)
}
