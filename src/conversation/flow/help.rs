//! Help, from the command table; what to say when nothing was understood; and where people are.

use super::commands::{Entry, Listed, TABLE, entry};
use super::heard::{Heard, hear};
use super::words::{buttons, paragraph, with_contact};
use super::{menu, new_ticket, words};
use crate::conversation::event::Place;
use crate::conversation::intent::Command;
use crate::conversation::message::{Block, Fact, Message};
use crate::conversation::run::Run;
use crate::conversation::state::Awaiting;
use crate::conversation::text::Text;

/// Most suggestions of „Meinten Sie …?“.
pub const MAX_SUGGESTIONS: usize = 3;

/// `hilfe [thema]`.
pub fn show(run: &mut Run<'_>, topic: Option<&str>) {
    match topic.map(|topic| hear(run, topic)) {
        Some(Heard::Command(wanted)) if wanted.command != Command::Help => of_command(run, wanted.command),
        _ => all(run),
    }
    new_ticket::reminder(run);
}

fn all(run: &mut Run<'_>) {
    let facts = TABLE.iter().filter(|entry| listed(run, entry)).map(|entry| fact(run, entry)).collect();
    let intro = with_contact(run, Text::key("help-intro")).with("prefix", prefix(run));
    let close = with_contact(run, Text::key("help-close"));
    run.say(Message::new(vec![
        Block::Heading { text: Text::key("help-title") },
        paragraph(intro),
        Block::Facts { facts },
        Block::Footnote { text: close },
    ]));
}

fn of_command(run: &mut Run<'_>, command: Command) {
    let entry = entry(command);
    let example = Text::key(format!("command-{}.example", entry.id));
    let text = Text::key("help-example").with("example", example).with("prefix", prefix(run));
    run.say(Message::new(vec![
        Block::Heading { text: Text::key(format!("command-{}.title", entry.id)) },
        paragraph(Text::key(format!("command-{}.help", entry.id))),
        paragraph(text),
    ]));
}

/// In a room only what nobody's role can be read from.
fn listed(run: &Run<'_>, entry: &Entry) -> bool {
    let signed_in = run.entitled().is_some() && run.event.place == Place::Private;
    match entry.command {
        Command::SignIn => !signed_in,
        Command::SignOut => signed_in,
        _ if entry.listed == Listed::Nowhere => false,
        _ if run.event.place == Place::Room => entry.needs != super::commands::Needs::Admin,
        _ => run.entitled().is_none() && entry.needs == super::commands::Needs::Member || menu::may(run, entry.needs),
    }
}

fn fact(run: &Run<'_>, entry: &Entry) -> Fact {
    let word = Text::key(format!("command-{}.word", entry.id));
    let label = if prefix(run).is_empty() {
        word
    } else {
        Text::Joined(vec![Text::verbatim(prefix(run)), word], " ".to_owned())
    };
    Fact { label, value: Text::key(format!("command-{}.help", entry.id)), field: None }
}

/// What commands begin with where the person is.
fn prefix<'w>(run: &Run<'w>) -> &'w str {
    match run.event.place {
        Place::Private => "",
        Place::Room => &run.world.platform.prefix,
    }
}

/// „Meinten Sie …?“ with at most three suggestions.
pub fn did_you_mean(run: &mut Run<'_>, mut commands: Vec<Command>) {
    commands.truncate(MAX_SUGGESTIONS);
    if commands.is_empty() || run.state.misses > 0 {
        return missed(run);
    }
    run.state.misses += 1;
    let text = Text::key("help-did-you-mean").with("count", commands.len());
    let choices = commands.iter().map(|command| words::command(*command)).collect();
    if matches!(run.state.awaiting, Awaiting::Nothing) {
        run.state.awaiting = Awaiting::DidYouMean { commands };
    }
    run.say(Message::new(vec![paragraph(text), words::options(choices)]));
}

/// Nothing was understood: help first, the second time a human.
pub fn missed(run: &mut Run<'_>) {
    if run.state.misses > 0 {
        run.state.misses = 0;
        return offer(run);
    }
    run.state.misses += 1;
    let (key, commands) = if run.entitled().is_some() {
        ("help-not-understood", [Command::New, Command::Mine, Command::Help])
    } else {
        ("help-not-understood-stranger", [Command::SignIn, Command::Help, Command::Human])
    };
    let text = Text::key(key);
    let choices = commands.into_iter().map(words::command).collect();
    run.say(Message::new(vec![paragraph(text), buttons(choices)]));
    new_ticket::reminder(run);
}

/// „Ja“, „abbrechen“ and their like while nothing was asked.
pub fn nothing_open(run: &mut Run<'_>) {
    let choices = vec![words::command(Command::Menu), words::command(Command::Help)];
    run.say(Message::new(vec![paragraph(Text::key("help-nothing-open")), buttons(choices)]));
    new_ticket::reminder(run);
}

/// Offers a human after a second miss.
pub fn offer(run: &mut Run<'_>) {
    let text = with_contact(run, Text::key("help-offer-human"));
    let choices = vec![words::command(Command::Help), words::command(Command::Menu)];
    run.say(Message::new(vec![paragraph(text), buttons(choices)]));
}

/// `mensch`: hotline and contact address.
pub fn human(run: &mut Run<'_>) {
    run.say_text(with_contact(run, Text::key("help-human")));
    new_ticket::reminder(run);
}
