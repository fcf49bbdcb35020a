//! Runs a command of an entitled person.

use super::actions::input;
use super::heard::Wanted;
use super::said::{Saying, wish};
use super::{help, lists, menu, new_ticket, settings, sign_in};
use crate::conversation::effect::Ask;
use crate::conversation::intent::{Change, Command};
use crate::conversation::run::Run;
use crate::conversation::state::{Named, Then};
use crate::conversation::text::Text;
use crate::domain::Action;

/// Most tickets shown at once.
const MAX_SHOWN: usize = 3;

/// Runs it. `saying` is the message it came in, if it was typed.
pub fn run(run: &mut Run<'_>, wanted: &Wanted, saying: Option<Saying<'_>>) {
    if run.entitled().is_none() {
        return sign_in::command_of_stranger(run, wanted);
    }
    settings::answer_as_asked(run, wanted);
    // Thanks settle nothing: the question stays the last thing asked.
    if wanted.command != Command::Thanks {
        run.settle();
    }
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
        Command::Watcher => act(run, wanted, saying, watcher_action(wanted.change)),
        Command::Follow => act(run, wanted, saying, Action::Unmute),
        Command::Mute => act(run, wanted, saying, Action::Mute),
        Command::Rate => act(run, wanted, saying, Action::Rate),
    }
}

/// Asks the world for a ticket, by number as said.
pub fn look_up(run: &mut Run<'_>, number: String, mut then: Then) {
    run.state.misses = 0;
    if let Then::BeginAction { wish } = &mut then {
        let whole = number.chars().any(|c| !c.is_ascii_digit());
        wish.number = whole.then(|| number.as_str().into());
    }
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

fn watcher_action(change: Option<Change>) -> Action {
    match change {
        Some(Change::Remove) => Action::RemoveWatcher,
        _ => Action::AddWatcher,
    }
}

/// Shows the tickets that were named, or one to pick.
fn show(run: &mut Run<'_>, wanted: &Wanted) {
    if wanted.numbers.len() > 1 {
        for said in wanted.numbers.iter().take(MAX_SHOWN) {
            let picked = lists::picked(run, said).map_or_else(|| said.clone(), |number| number.to_string());
            look_up(run, picked, Then::ShowTicket);
        }
        return;
    }
    match ticket_meant(run, wanted) {
        Meant::Ticket(number, _) => look_up(run, number, Then::ShowTicket),
        Meant::NoSuchPlace => lists::no_such_place(run),
        Meant::None => lists::own_to_pick(run),
    }
}

/// Begins an action: on the ticket named, on the one last shown, or on one that is picked first.
fn act(run: &mut Run<'_>, wanted: &Wanted, saying: Option<Saying<'_>>, action: Action) {
    let given = given(wanted, action);
    match ticket_meant(run, wanted) {
        Meant::Ticket(number, named) => {
            let rating = action == Action::Rate && wanted.numbers.get(1).is_some_and(|said| input::is_choice(said));
            if wanted.numbers.len() > 1 && !rating {
                run.say_text(Text::key("actions-one-at-a-time").with("number", number.as_str()));
            }
            let wish = wish(action, given, saying, named);
            look_up(run, number, Then::BeginAction { wish });
        }
        Meant::NoSuchPlace => lists::no_such_place(run),
        Meant::None => lists::pick(run, wish(action, given, saying, Named::Said)),
    }
}

/// What was said for the action along with the command.
fn given(wanted: &Wanted, action: Action) -> Option<String> {
    match action {
        Action::SetPriority => wanted.priority.map(|priority| priority.id().to_owned()).or_else(|| wanted.text.clone()),
        Action::AddWatcher | Action::RemoveWatcher => wanted.person.clone().or_else(|| wanted.text.clone()),
        Action::Rate => match (wanted.rating, &wanted.text) {
            (Some(stars), Some(text)) => Some(format!("{stars}: {text}")),
            (Some(stars), None) => Some(stars.to_string()),
            // „bewerte 4711 9“: no number of stars, but meant as one.
            (None, text) => {
                text.clone().or_else(|| wanted.numbers.get(1).filter(|said| input::is_choice(said)).cloned())
            }
        },
        _ => wanted.text.clone(),
    }
}

/// The ticket that a command means.
enum Meant {
    /// This one.
    Ticket(String, Named),
    /// A place in the list that there is not.
    NoSuchPlace,
    /// None was named, and none was shown before.
    None,
}

fn ticket_meant(run: &Run<'_>, wanted: &Wanted) -> Meant {
    if let Some(said) = wanted.numbers.first() {
        let picked = lists::picked(run, said).map_or_else(|| said.clone(), |number| number.to_string());
        return Meant::Ticket(picked, Named::Said);
    }
    if let Some(place) = wanted.ordinal {
        return lists::ordinal(run, place)
            .map_or(Meant::NoSuchPlace, |number| Meant::Ticket(number.to_string(), Named::Said));
    }
    match &run.state.ticket {
        Some(number) => Meant::Ticket(number.to_string(), Named::Implied),
        None => Meant::None,
    }
}
