//! From words to what was meant: exact words, synonyms and typos of commands. Buttons never come through here.
//!
//! The words of each language are data ([`Lexicon`], read from `locales/<lang>/words.toml`).

pub mod lexicon;

use serde::{Deserialize, Serialize};

pub use lexicon::{Lexicon, Words};

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
<<<<<<< HEAD

/// Words of one language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lexicon {
    /// `de`, `en`, ….
    pub language: String,
    /// What can be picked by name: spoken texts by their key (`form-hardware_defekt.title`, `form-hardware_defekt-part-disk`,
    /// `status-new`, …), then further words for the same from the attribute `.words` (comma-separated). Filled by `locales`
    /// from the texts that need no argument, never from `words.toml`.
    #[serde(skip)]
    pub names: std::collections::BTreeMap<String, Vec<String>>,
}
=======
>>>>>>> f4a2aa3 (locales: Say texts, dates, numbers and lists in every language)
