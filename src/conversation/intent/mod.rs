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
