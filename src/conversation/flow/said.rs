//! What an entitled person wrote: an answer to what was asked, a reply on a ticket, or a command.

use super::heard::{Control, Heard, Wanted, control, hear, is_named, number};
use super::words::{button, buttons};
use super::{actions, command, help, lists, new_ticket, pressed, settings, sign_in};
use crate::conversation::effect::Effect;
use crate::conversation::event::{Place, Press};
use crate::conversation::intent::{Command, phrase};
use crate::conversation::message::{Audience, Block, Message, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::{Awaiting, Confirmed, Named, Offered, Then, Wish};
use crate::conversation::text::Text;
use crate::domain::{Action, FileMeta, MessageId, TicketNumber};

/// A message as it came.
#[derive(Clone, Copy, Debug)]
pub struct Saying<'a> {
    /// The platform's message.
    pub message: &'a MessageId,
    /// The words, trimmed.
    pub text: &'a str,
    /// Files.
    pub files: &'a [FileMeta],
}

/// Whether an awaited answer took the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is done with.
    Yes,
    /// It is to be read as a command.
    No,
}

/// The person wrote something, maybe with files, maybe only files.
pub fn said(run: &mut Run<'_>, message: &MessageId, text: &str, files: &[FileMeta], about: Option<&TicketNumber>) {
    let saying = Saying { message, text: text.trim(), files };
    if run.event.place == Place::Room {
        return said_in_room(run, saying);
    }
    if saying.text.is_empty() && saying.files.is_empty() {
        return;
    }
    if let Some(number) = about.filter(|number| !concerns(&run.state.awaiting, number)) {
        return actions::reply_to(run, number, saying);
    }
    if awaited(run, saying) == Taken::No {
        as_command(run, saying);
    }
}

/// In a room nothing answers a question that was asked in private: only commands count, and codes are void.
fn said_in_room(run: &mut Run<'_>, saying: Saying<'_>) {
    if sign_in::code_in_room(run, saying.text) {
        return;
    }
    let asked = run.state.awaiting.clone();
    as_command(run, saying);
    // Nothing private was said: the question asked in private is still the last thing shown there.
    let public =
        |effect: &Effect| matches!(effect, Effect::Say { message, .. } if message.audience == Audience::Anyone);
    if run.state.awaiting == Awaiting::Nothing && run.effects.iter().all(public) {
        run.state.awaiting = asked;
    }
}

/// Whether the open question is about that ticket: then a reply to its message answers the question.
fn concerns(awaiting: &Awaiting, ticket: &TicketNumber) -> bool {
    match awaiting {
        Awaiting::ActionInput { number, .. }
        | Awaiting::Confirmation {
            on_yes: Confirmed::Act { number, .. } | Confirmed::Reply { number, .. } | Confirmed::FollowUp { number, .. },
            ..
        } => number == ticket,
        _ => false,
    }
}

/// Gives the message to the question that is open.
fn awaited(run: &mut Run<'_>, saying: Saying<'_>) -> Taken {
    match run.state.awaiting.clone() {
        Awaiting::Nothing => Taken::No,
        Awaiting::Email { after } => sign_in::email_said(run, saying, after),
        Awaiting::Code { email, after } => sign_in::code_said(run, saying, email, after),
        Awaiting::Form | Awaiting::TicketType { .. } | Awaiting::Drafts { .. } => form_said(run, saying),
        Awaiting::Confirmation { id, on_yes } => actions::confirm::said(run, saying, id, on_yes),
        Awaiting::ActionInput { number, title, action, given, offered } => {
            let open = actions::Open { number, title, action, given, offered };
            actions::input::said(run, saying, open)
        }
        Awaiting::WhichTicket { numbers, then } => which_ticket(run, saying, &numbers, then),
        Awaiting::FilesFor { files, text, message } => actions::files::said(run, saying, files, text, message),
        Awaiting::SearchWords => lists::search_words(run, saying),
        Awaiting::QuietHours => settings::quiet_said(run, saying),
        Awaiting::Language => settings::language_said(run, saying),
        Awaiting::DidYouMean { commands } => did_you_mean(run, saying, &commands),
    }
}

/// An answer to the form's question, which was the last thing shown.
fn form_said(run: &mut Run<'_>, saying: Saying<'_>) -> Taken {
    if new_ticket::said(run, saying.message, saying.text, saying.files) {
        run.state.list = None;
        return Taken::Yes;
    }
    Taken::No
}

/// One of several tickets is picked, by place or by number.
fn which_ticket(run: &mut Run<'_>, saying: Saying<'_>, numbers: &[TicketNumber], then: Then) -> Taken {
    if matches!(control(run, saying.text), Some(Control::Cancel | Control::Back | Control::No)) {
        actions::nothing_changed(run);
        return Taken::Yes;
    }
    let Some(said) = number(run, saying.text) else { return Taken::No };
    let place = said.parse::<usize>().ok().and_then(|place| numbers.get(place.checked_sub(1)?));
    let picked = place.or_else(|| numbers.iter().find(|number| number.as_str() == said)).cloned();
    run.settle();
    command::look_up(run, picked.map_or(said, |number| number.to_string()), then);
    Taken::Yes
}

/// An answer to „Meinten Sie …?“.
fn did_you_mean(run: &mut Run<'_>, saying: Saying<'_>, commands: &[Command]) -> Taken {
    let place = saying.text.trim_end_matches(['.', ')']).parse::<usize>().ok();
    let picked = match (place, control(run, saying.text)) {
        (Some(place), _) => place.checked_sub(1).and_then(|place| commands.get(place)),
        (None, Some(Control::Yes)) if commands.len() == 1 => commands.first(),
        (None, Some(Control::No | Control::Cancel)) => {
            run.settle();
            help::offer(run);
            return Taken::Yes;
        }
        _ => None,
    };
    run.state.awaiting = Awaiting::Nothing;
    let Some(picked) = picked.copied() else { return Taken::No };
    run.settle();
    command::run(run, &Wanted::of(picked), None);
    Taken::Yes
}

/// Reads the message as a command.
fn as_command(run: &mut Run<'_>, saying: Saying<'_>) {
    if saying.text.is_empty() {
        return not_a_command(run, saying, Vec::new());
    }
    if let Some(press) = labelled(run, saying) {
        return pressed::pressed(run, &press);
    }
    match hear(run, saying.text) {
        Heard::Command(wanted) => command::run(run, &wanted, Some(saying)),
        Heard::Negated => actions::nothing_done(run),
        Heard::Maybe(commands) => not_a_command(run, saying, commands),
        Heard::Nothing => not_a_command(run, saying, Vec::new()),
    }
}

/// What is no command may be meant for the open draft, or be files for a ticket; else it was not understood.
fn not_a_command(run: &mut Run<'_>, saying: Saying<'_>, maybe: Vec<Command>) {
    let private = run.event.place == Place::Private;
    if private && run.state.draft().is_some() && new_ticket::stray(run, saying.message, saying.text, saying.files) {
        return;
    }
    if !saying.files.is_empty() {
        // Files never get lost because their words were not understood.
        return actions::files::without_ticket(run, saying);
    }
    if control(run, saying.text).is_some() {
        return help::nothing_open(run);
    }
    if maybe.is_empty() { help::missed(run) } else { help::did_you_mean(run, maybe) }
}

/// Whether a button still means what it meant: „Nein“ after the question is settled answers nothing.
fn still_counts(awaiting: &Awaiting, press: &Press) -> bool {
    match (press, awaiting) {
        (Press::Confirm { id, .. }, Awaiting::Confirmation { id: open, .. }) => id == open,
        (Press::Confirm { .. }, _) => false,
        (Press::Cancel | Press::SkipInput, awaiting) => !matches!(awaiting, Awaiting::Nothing),
        _ => true,
    }
}

/// The button whose label was typed: buttons are words, too.
fn labelled(run: &Run<'_>, saying: Saying<'_>) -> Option<Press> {
    if run.event.place == Place::Room || !saying.files.is_empty() {
        return None;
    }
    let said = phrase(saying.text);
    let mut offered = run.state.offered.iter().filter(|offer| still_counts(&run.state.awaiting, &offer.press));
    let named = |name: &str| name.eq_ignore_ascii_case(saying.text);
    let meant = |offer: &&Offered| offer.name.as_deref().is_some_and(named) || is_named(run, &offer.label, &said);
    offered.find(meant).map(|offer| offer.press.clone())
}

/// The clear command in a message, if there is one: it runs even while something else is asked.
pub fn clear_command(run: &Run<'_>, saying: Saying<'_>) -> Option<Wanted> {
    match hear(run, saying.text) {
        Heard::Command(wanted) => Some(*wanted),
        _ => None,
    }
}

/// A wish for an action, as far as a message says it.
pub fn wish(action: Action, given: Option<String>, saying: Option<Saying<'_>>, named: Named) -> Wish {
    Wish {
        action,
        given: given.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
        files: saying.map(|saying| saying.files.to_vec()).unwrap_or_default(),
        message: saying.map(|saying| saying.message.clone()),
        named,
        number: None,
    }
}

/// Says that something was not understood and what is expected instead, with a way out.
pub fn expected(run: &mut Run<'_>, text: Text) {
    run.state.misses = run.state.misses.saturating_add(1);
    let cancel = button(Text::key("actions-cancel"), Press::Cancel);
    run.say(Message::new(vec![Block::Notice { tone: Tone::Info, text }, buttons(vec![cancel])]));
}
