//! What was understood of a message.

use super::Command;
use crate::conversation::effect::States;
use crate::domain::{Priority, Status, TicketTypeId};

/// What was understood of a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Understood {
    /// Which command, and how sure that is.
    pub meaning: Meaning,
    /// Ticket numbers as said (`4711`, `CS-2026-004711`), in order. A small one may be a place in the list shown.
    pub numbers: Vec<String>,
    /// A place in the list shown, in words: 1 is the first, -1 the last.
    pub ordinal: Option<i32>,
    /// What a list is narrowed down to.
    pub filter: Filter,
    /// The ticket type, when named.
    pub ticket_type: Option<TicketTypeId>,
    /// A language's code, when named.
    pub language: Option<String>,
    /// A priority, when named for the command to change it.
    pub priority: Option<Priority>,
    /// A rating from 1 to 5.
    pub rating: Option<u8>,
    /// A person, as written.
    pub person: Option<String>,
    /// Whether that person is added or removed.
    pub change: Option<Change>,
    /// What was said besides, as written.
    pub text: String,
}

/// Which command was meant, and how sure that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    /// The words name this command.
    Sure(Command),
    /// The words name this command but for a slip of the keyboard.
    Corrected(Command),
    /// Not understood, but it may be one of these (one to three, the likeliest first): ask.
    Unsure(Vec<Command>),
    /// The opposite was said („schließe nicht“): nothing is to be done.
    Negated(Command),
    /// No command.
    #[default]
    Nothing,
}

/// What a list is narrowed down to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Open ones, closed ones, all.
    pub states: Option<States>,
    /// One status.
    pub status: Option<Status>,
    /// One priority.
    pub priority: Option<Priority>,
    /// A contact by name or address, as written.
    pub contact: Option<String>,
    /// Further words, as written.
    pub words: Option<String>,
}

/// What is to be done with a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Add.
    Add,
    /// Remove.
    Remove,
}

impl Understood {
    /// The command that was named, typos corrected.
    pub fn command(&self) -> Option<Command> {
        match self.meaning {
            Meaning::Sure(command) | Meaning::Corrected(command) => Some(command),
            _ => None,
        }
    }

    pub(super) fn sure(command: Command) -> Self {
        Self { meaning: Meaning::Sure(command), ..Self::default() }
    }

    /// Nothing is understood better.
    pub(super) const BEST_RANK: u8 = 3;

    /// How good it is to have understood this, for choosing between languages.
    pub(super) fn rank(&self) -> u8 {
        match self.meaning {
            Meaning::Sure(_) | Meaning::Negated(_) => Self::BEST_RANK,
            Meaning::Corrected(_) => 2,
            Meaning::Unsure(_) => 1,
            Meaning::Nothing => 0,
        }
    }
}
