//! What free text was taken for. The only place of the flows that asks [`crate::conversation::intent`].

use crate::conversation::intent::{
    self, Change, Command, Filter, Lexicon, Meaning, Understood, control_word, control_word_or_typo, phrase,
};
use crate::conversation::run::Run;
use crate::domain::{Priority, TicketTypeId};

/// A command with everything that was said along with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Which.
    pub command: Command,
    /// Ticket numbers as said, in order.
    pub numbers: Vec<String>,
    /// A place in the list last shown, from 1; negative counts from its end.
    pub ordinal: Option<i32>,
    /// The words besides, as written.
    pub text: Option<String>,
    /// What a list is narrowed down to.
    pub filter: Filter,
    /// A ticket type.
    pub ticket_type: Option<TicketTypeId>,
    /// A priority.
    pub priority: Option<Priority>,
    /// Stars.
    pub rating: Option<u8>,
    /// A person, as written.
    pub person: Option<String>,
    /// Whether that person is added or removed.
    pub change: Option<Change>,
    /// A language that was named.
    pub language: Option<String>,
    /// The language in which the command was said, where words show it.
    pub said_in: Option<String>,
}

impl Wanted {
    /// The command alone.
    pub fn of(command: Command) -> Self {
        Self::from_words(command, Understood::default(), None)
    }

    fn from_words(command: Command, words: Understood, said_in: Option<String>) -> Self {
        let text = words.text.trim();
        Self {
            command,
            numbers: words.numbers,
            ordinal: words.ordinal,
            text: (!text.is_empty()).then(|| text.to_owned()),
            filter: words.filter,
            ticket_type: words.ticket_type,
            priority: words.priority,
            rating: words.rating,
            person: words.person,
            change: words.change,
            language: words.language,
            said_in,
        }
    }

    /// Whether nothing but the command was said.
    pub fn is_bare(&self) -> bool {
        *self == Self { said_in: self.said_in.clone(), ..Self::of(self.command) }
    }
}

/// What a text was taken for.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// A command.
    Command(Box<Wanted>),
    /// The opposite of a command („schließe nicht“): nothing is to be done.
    Negated,
    /// Maybe one of these.
    Maybe(Vec<Command>),
    /// Nothing known.
    Nothing,
}

/// Reads a text as a command, in the person's own language first. Changes nothing.
pub fn hear(run: &Run<'_>, text: &str) -> Heard {
    let own = run.lexicon();
    let all = run.world.settings.lexicons.as_slice();
    let (lexicon, words) = intent::understand_in(text, own, all);
    match words.meaning.clone() {
        Meaning::Sure(command) | Meaning::Corrected(command) => {
            let said_in = shows_language(own, lexicon, all, text);
            Heard::Command(Box::new(Wanted::from_words(command, words, said_in)))
        }
        Meaning::Negated(_) => Heard::Negated,
        Meaning::Unsure(commands) => Heard::Maybe(commands),
        Meaning::Nothing => Heard::Nothing,
    }
}

/// The language that a command was said in, when only one language has it so; a bare number or a word of both shows none.
fn shows_language(own: &Lexicon, heard: &Lexicon, all: &[Lexicon], text: &str) -> Option<String> {
    if heard.language != own.language {
        return Some(heard.language.clone());
    }
    let others = all.iter().filter(|lexicon| lexicon.language != own.language);
    let elsewhere = others.into_iter().any(|lexicon| intent::names_command(text, lexicon));
    (!elsewhere).then(|| own.language.clone())
}

/// Words that count within a question, only as the whole message.
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
}

/// Reads a text as a word within a question, written exactly, in the person's own language first.
pub fn control(run: &Run<'_>, text: &str) -> Option<Control> {
    let own = run.lexicon();
    let others = run.world.settings.lexicons.iter().filter(|lexicon| lexicon.language != own.language);
    std::iter::once(own).chain(others).find_map(|lexicon| control_in(text, lexicon))
}

fn control_in(text: &str, lexicon: &Lexicon) -> Option<Control> {
    let exact = control_word(text, lexicon);
    match exact {
        Some(intent::Control::Yes | intent::Control::Send) => Some(Control::Yes),
        Some(intent::Control::No) => Some(Control::No),
        Some(intent::Control::Back) => Some(Control::Back),
        Some(intent::Control::Cancel) => Some(Control::Cancel),
        Some(intent::Control::Skip) => Some(Control::Skip),
        // A yes is never mended from a typo: it may change a ticket.
        _ if control_word_or_typo(text, lexicon) != exact => None,
        _ => intent::yes_no(text, lexicon).map(|yes| if yes { Control::Yes } else { Control::No }),
    }
}

/// Whether a text is what a text key says, or one of its further words, in any language.
pub fn is_called(run: &Run<'_>, key: &str, text: &str) -> bool {
    is_named(run, key, &phrase(text))
}

/// The same for a text that is folded ([`phrase`]) already, because it is compared with many.
pub fn is_named(run: &Run<'_>, key: &str, said: &str) -> bool {
    !said.is_empty() && run.world.settings.lexicons.iter().any(|lexicon| lexicon.is_called(key, said))
}

/// The text as nothing but a number of a ticket or a place in a list.
pub fn number(run: &Run<'_>, text: &str) -> Option<String> {
    match hear(run, text) {
        Heard::Command(wanted) if wanted.command == Command::Show && wanted.text.is_none() => {
            match wanted.numbers.as_slice() {
                [number] => Some(number.clone()),
                _ => None,
            }
        }
        _ => None,
    }
}
