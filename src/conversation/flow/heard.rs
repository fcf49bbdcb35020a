//! What free text was taken for. The only place of the flows that asks [`crate::conversation::intent`].

use crate::conversation::effect::States;
use crate::conversation::intent::Command;
use crate::conversation::run::Run;
use crate::domain::{Priority, Status, TicketTypeId};

/// A command with everything that was said along with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Which.
    pub command: Command,
    /// A ticket's number as said.
    pub number: Option<String>,
    /// A place in the list last shown, from 1; negative counts from its end.
    pub ordinal: Option<i64>,
    /// The words after it.
    pub text: Option<String>,
    /// A ticket type.
    pub ticket_type: Option<TicketTypeId>,
    /// A priority.
    pub priority: Option<Priority>,
    /// Which states.
    pub states: Option<States>,
    /// An exact status.
    pub status: Option<Status>,
    /// A language.
    pub language: Option<String>,
}

impl Wanted {
    /// The command alone.
    pub fn of(command: Command) -> Self {
        Self {
            command,
            number: None,
            ordinal: None,
            text: None,
            ticket_type: None,
            priority: None,
            states: None,
            status: None,
            language: None,
        }
    }
}

/// What a text was taken for.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// A command, surely.
    Command(Box<Wanted>),
    /// Nothing but a number („4711“, „CS-2026-004711“, „2“).
    Number(String),
    /// Nothing but a place in the list („die zweite“).
    Ordinal(i64),
    /// Maybe one of these.
    Maybe(Vec<Command>),
    /// Nothing known.
    Nothing,
}

/// Words that count within a dialog, only as the whole message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Yes.
    Yes,
    /// No.
    No,
    /// One step back.
    Back,
    /// Stop this.
    Cancel,
    /// Leave it out.
    Skip,
    /// A new one-time code.
    NewCode,
    /// Another e-mail address.
    OtherAddress,
}

/// Reads a text as a command.
pub fn hear(_run: &mut Run<'_>, text: &str) -> Heard {
    number(text).map_or(Heard::Nothing, Heard::Number)
}

/// Reads a text as a word within a dialog.
pub fn control(_run: &Run<'_>, _text: &str) -> Option<Control> {
    None
}

/// The text as nothing but a number of a ticket or a list.
pub fn number(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('#').trim_end_matches(['.', ')']);
    let plain = !text.is_empty() && text.len() <= 24 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (plain
        && text.ends_with(|c: char| c.is_ascii_digit())
        && text.chars().filter(char::is_ascii_alphabetic).count() <= 4)
        .then(|| text.to_uppercase())
}

/// Whether a text is what a text key says in the language in use.
pub fn is_called(run: &Run<'_>, key: &str, text: &str) -> bool {
    let names = run.lexicon().names.get(key);
    names.is_some_and(|names| names.iter().any(|name| name.eq_ignore_ascii_case(text.trim())))
}
