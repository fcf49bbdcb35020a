//! From words to what was meant: exact words, synonyms and typos of commands. Buttons never come through here.
//!
//! The words of each language are data ([`Words`], read from `locales/<lang>/words.toml`, made ready as [`Lexicon`]).
//! Start reading at [`understand`] for whole requests, [`control_word`] for words within a dialog, [`pick`] for options.

mod control;
mod fold;
mod lexicon;
mod lists;
mod pick;
mod reader;
mod slots;
mod suggest;
mod typo;
mod understand;
mod understood;
mod words;

use serde::{Deserialize, Serialize};

pub use control::{Control, control_word, control_word_or_typo, escaped, yes_no};
pub(crate) use fold::{fold, phrase};
pub use lexicon::Lexicon;
pub use pick::{Picked, PickedMany, pick, pick_many};
pub use understand::{names_command, understand, understand_in};
pub use understood::{Change, Filter, Meaning, Understood};
pub use words::{ControlWord, ListWords, Words};

/// What a person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Start menu.
    Menu,
    /// What one can do.
    Help,
    /// A new ticket.
    New,
    /// Own tickets.
    Mine,
    /// Company tickets.
    Company,
    /// Watched tickets.
    Watched,
    /// One ticket.
    Show,
    /// Search.
    Search,
    /// Reply.
    Reply,
    /// Attach a file.
    Attach,
    /// Close.
    Close,
    /// Reopen.
    Reopen,
    /// Escalate.
    Escalate,
    /// Change the priority.
    Priority,
    /// Add or remove a watcher.
    Watcher,
    /// Follow (unmute, or watch).
    Follow,
    /// Mute.
    Mute,
    /// Rate.
    Rate,
    /// Drafts.
    Drafts,
    /// Go on with the draft.
    Resume,
    /// Sign in.
    SignIn,
    /// Sign out.
    SignOut,
    /// Who am I.
    WhoAmI,
    /// Which updates are told.
    Notifications,
    /// Language.
    Language,
    /// A human.
    Human,
    /// Greeting.
    Greet,
    /// Thanks.
    Thanks,
    /// Next page.
    NextPage,
    /// Previous page.
    PreviousPage,
}

impl Command {
    /// All of them.
    pub const ALL: [Self; 30] = [
        Self::Menu,
        Self::Help,
        Self::New,
        Self::Mine,
        Self::Company,
        Self::Watched,
        Self::Show,
        Self::Search,
        Self::Reply,
        Self::Attach,
        Self::Close,
        Self::Reopen,
        Self::Escalate,
        Self::Priority,
        Self::Watcher,
        Self::Follow,
        Self::Mute,
        Self::Rate,
        Self::Drafts,
        Self::Resume,
        Self::SignIn,
        Self::SignOut,
        Self::WhoAmI,
        Self::Notifications,
        Self::Language,
        Self::Human,
        Self::Greet,
        Self::Thanks,
        Self::NextPage,
        Self::PreviousPage,
    ];

    /// Whether it changes a ticket: such a command is never guessed.
    pub fn changes(self) -> bool {
        matches!(
            self,
            Self::Reply
                | Self::Attach
                | Self::Close
                | Self::Reopen
                | Self::Escalate
                | Self::Priority
                | Self::Watcher
                | Self::Follow
                | Self::Mute
                | Self::Rate
        )
    }

    /// Whether „nicht“ beside it says that it is not to be done (and not something else).
    fn can_be_negated(self) -> bool {
        self.changes() || matches!(self, Self::New | Self::SignIn | Self::SignOut)
    }
}
