//! Runs a command of an entitled person.

use super::heard::Wanted;
use super::said::{Saying, wish};
use super::{actions, help, lists, menu, new_ticket, settings, sign_in};
use crate::conversation::effect::Ask;
use crate::conversation::intent::Command;
use crate::conversation::run::Run;
use crate::conversation::state::{Named, Then};
use crate::conversation::text::Text;
use crate::domain::Action;

/// Runs it. `saying` is the message it came in, if it was typed.
pub fn run(run: &mut Run<'_>, wanted: &Wanted, saying: Option<Saying<'_>>) {
    if run.entitled().is_none() {
        return sign_in::command_of_stranger(run, wanted);
    }
    run.settle();
    match wanted.command {
        Command::Menu => menu::show(run),
        Command::Greet => menu::greet(run),
        Command::Thanks => menu::thanks(run),
        Command::Help => help::show(run, wanted.text.as_deref()),
        Command::Human => help::human(run),
        Command::New => new(run, wanted, saying),
        Command::Drafts => new_ticket::drafts(run),
        Command::Resume => resume(run),
        Command::Mine | Command::Company | Command::Watched => lists::wanted(run, wanted),
        Command::Search => lists::search(run, wanted),
        Command::NextPage => lists::page(run, lists::Step::Next),
        Command::PreviousPage => lists::page(run, lists::Step::Previous),
        Command::Show => show(run, wanted),
        Command::SignIn => sign_in::begin(run, wanted.text.as_deref(), None),
        Command::SignOut => sign_in::sign_out(run),
        Command::WhoAmI => sign_in::who_am_i(run),
        Command::Notifications => settings::notifications(run, wanted.text.as_deref()),
        Command::Language => settings::language(run, wanted.language.as_deref()),
        Command::Reply | Command::Attach => act(run, wanted, saying, Action::Reply),
        Command::Close => act(run, wanted, saying, Action::Close),
        Command::Reopen => act(run, wanted, saying, Action::Reopen),
        Command::Escalate => act(run, wanted, saying, Action::Escalate),
        Command::Priority => act(run, wanted, saying, Action::SetPriority),
        Command::Watcher => {
            let action = actions::watchers::meant(wanted.text.as_deref());
            act(run, wanted, saying, action);
        }
        Command::Follow => act(run, wanted, saying, Action::Unmute),
        Command::Mute => act(run, wanted, saying, Action::Mute),
        Command::Rate => act(run, wanted, saying, Action::Rate),
    }
}

/// Asks the world for a ticket, by number as said.
pub fn look_up(run: &mut Run<'_>, number: String, then: Then) {
    run.state.misses = 0;
    run.ask(Ask::Ticket { number }, then);
}

fn new(run: &mut Run<'_>, wanted: &Wanted, saying: Option<Saying<'_>>) {
    match saying {
        Some(saying) if !saying.files.is_empty() => {
            new_ticket::begin_with_files(run, saying.message, wanted.text.clone(), saying.files.to_vec());
        }
        _ => new_ticket::begin(run, wanted.ticket_type.clone(), wanted.text.clone()),
    }
}

fn resume(run: &mut Run<'_>) {
    run.state.list = None;
    if !new_ticket::resume(run) {
        run.say_text(Text::key("menu-nothing-to-resume"));
    }
}

fn show(run: &mut Run<'_>, wanted: &Wanted) {
    match ticket_meant(run, wanted) {
        Some((number, _)) => look_up(run, number, Then::ShowTicket),
        None => lists::own_to_pick(run),
    }
}

/// Begins an action: on the ticket named, on the one last shown, or on one that is picked first.
fn act(run: &mut Run<'_>, wanted: &Wanted, saying: Option<Saying<'_>>, action: Action) {
    let given = match action {
        Action::SetPriority => wanted.priority.map(|priority| priority.id().to_owned()).or(wanted.text.clone()),
        _ => wanted.text.clone(),
    };
    match ticket_meant(run, wanted) {
        Some((number, named)) => {
            let wish = wish(action, given, saying, named);
            look_up(run, number, Then::BeginAction { wish });
        }
        None => lists::pick(run, wish(action, given, saying, Named::Said)),
    }
}

/// The ticket that a command means.
fn ticket_meant(run: &Run<'_>, wanted: &Wanted) -> Option<(String, Named)> {
    if let Some(said) = &wanted.number {
        let picked = lists::picked(run, said).map_or_else(|| said.clone(), |number| number.to_string());
        return Some((picked, Named::Said));
    }
    if let Some(place) = wanted.ordinal {
        return lists::ordinal(run, place).map(|number| (number.to_string(), Named::Said));
    }
    run.state.ticket.as_ref().map(|number| (number.to_string(), Named::Implied))
}
