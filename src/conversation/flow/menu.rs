//! The start menu: greets by name and time of day and offers what this person may do.

use chrono::Timelike;

use super::commands::{Listed, Needs, TABLE};
use super::words::{buttons, paragraph};
use super::{new_ticket, words};
use crate::conversation::event::{NotTaken, Place};
use crate::conversation::intent::Command;
use crate::conversation::message::{Block, Choice, Message, Tone, Weight};
use crate::conversation::run::Run;
use crate::conversation::text::{Arg, Text};

/// A greeting with the start menu.
pub fn greet(run: &mut Run<'_>) {
    if run.event.place == Place::Room {
        return greet_room(run);
    }
    let Some(entitled) = run.entitled() else { return super::sign_in::introduce(run) };
    let text = Text::key("menu-greeting").with("part", part_of_day(run)).with("name", entitled.greeting_name());
    run.settle();
    run.say_private(vec![paragraph(text), buttons(offered(run))]);
    new_ticket::reminder(run);
}

/// A greeting that everybody in the room may read: no name, no menu of somebody's.
fn greet_room(run: &mut Run<'_>) {
    let prefix = run.world.platform.prefix.as_str();
    let text = Text::key("menu-greeting-room").with("part", part_of_day(run)).with("prefix", prefix);
    run.say_text(words::with_contact(run, text));
}

/// The start menu.
pub fn show(run: &mut Run<'_>) {
    run.settle();
    run.say_private(vec![paragraph(Text::key("menu-what-next")), buttons(offered(run))]);
    new_ticket::reminder(run);
}

/// Somebody said thanks.
pub fn thanks(run: &mut Run<'_>) {
    run.say_text(Text::key("menu-you-are-welcome"));
    new_ticket::reminder(run);
}

/// Something was sent that could not be taken: why, and what to do instead. Whatever was open stays open.
pub fn not_taken(run: &mut Run<'_>, why: &NotTaken) {
    let policy = &run.world.settings.policy;
    let text = match why {
        NotTaken::TooLong => Text::key("menu-not-taken-long"),
        NotTaken::FileTooLarge { name } => Text::key("menu-not-taken-large")
            .with("name", name.as_str())
            .with("most", Arg::Bytes(policy.max_file_bytes)),
        NotTaken::FileType { name } => {
            Text::key("menu-not-taken-type").with("name", name.as_str()).with("types", policy.file_types.join(", "))
        }
        NotTaken::FileGone { name } => Text::key("menu-not-taken-gone").with("name", name.as_str()),
        NotTaken::Unreadable => words::with_contact(run, Text::key("menu-not-taken-unreadable")),
    };
    run.say(Message::new(vec![Block::Notice { tone: Tone::Refusal, text }]));
}

/// What the start menu offers to this person.
fn offered(run: &Run<'_>) -> Vec<Choice> {
    TABLE
        .iter()
        .filter(|entry| entry.listed == Listed::Menu && may(run, entry.needs))
        .map(|entry| {
            let weight = if entry.command == Command::New { Weight::Primary } else { Weight::Plain };
            Choice { weight, ..words::command(entry.command) }
        })
        .collect()
}

/// Whether this person may use what needs that.
pub fn may(run: &Run<'_>, needs: Needs) -> bool {
    match needs {
        Needs::Anyone => true,
        Needs::Member => run.entitled().is_some(),
        Needs::Admin => run.entitled().is_some_and(crate::domain::Entitled::is_admin),
    }
}

/// The part of the day in the configured zone, as greetings divide it.
pub fn part_of_day(run: &Run<'_>) -> &'static str {
    match run.world.now.with_timezone(&run.world.settings.zone).hour() {
        4..11 => "morning",
        11..18 => "day",
        _ => "evening",
    }
}
