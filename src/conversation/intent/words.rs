//! What `locales/<lang>/words.toml` holds: the words of one language as people write them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Command;
use crate::conversation::effect::States;
use crate::conversation::time::TimeWords;
use crate::domain::{Priority, Status};

/// The words of one language, as its file has them. In phrases `#` stands for a ticket number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The language's own name (`Deutsch`).
    pub name: String,
    /// The locale that numbers and dates follow (`de-DE`).
    pub locale: String,
    /// What addresses the bot at the beginning (`/ticket`).
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Phrases that begin a command.
    #[serde(default)]
    pub commands: BTreeMap<Command, Vec<String>>,
    /// Phrases that are a command only when nothing but a ticket number is said with them.
    #[serde(default)]
    pub alone: BTreeMap<Command, Vec<String>>,
    /// Words within a dialog.
    #[serde(default)]
    pub controls: BTreeMap<ControlWord, Vec<String>>,
    /// Further words that mean yes to a question.
    #[serde(default)]
    pub agree: Vec<String>,
    /// What makes the rest of a message text and nothing but text (`Text:`).
    #[serde(default)]
    pub escapes: Vec<String>,
    /// What a request may begin with and means nothing (`ich möchte`).
    #[serde(default)]
    pub lead_ins: Vec<String>,
    /// Single words that mean nothing between the others (`bitte`).
    #[serde(default)]
    pub fillers: Vec<String>,
    /// What turns a command into its opposite (`nicht`).
    #[serde(default)]
    pub negations: Vec<String>,
    /// Words before a ticket number (`Ticket`, `Nr`).
    #[serde(default)]
    pub ticket_nouns: Vec<String>,
    /// Words about lists.
    #[serde(default)]
    pub lists: ListWords,
    /// Words for groups of states.
    #[serde(default)]
    pub states: BTreeMap<States, Vec<String>>,
    /// Words for single states.
    #[serde(default)]
    pub statuses: BTreeMap<Status, Vec<String>>,
    /// Words for priorities.
    #[serde(default)]
    pub priorities: BTreeMap<Priority, Vec<String>>,
    /// Names of languages by code.
    #[serde(default)]
    pub languages: BTreeMap<String, Vec<String>>,
    /// Words for ticket types by id.
    #[serde(default)]
    pub ticket_types: BTreeMap<String, Vec<String>>,
    /// Words that add somebody.
    #[serde(default)]
    pub add: Vec<String>,
    /// Words that remove somebody.
    #[serde(default)]
    pub remove: Vec<String>,
    /// Words that mean all of several options.
    #[serde(default)]
    pub all: Vec<String>,
    /// Words that mean none of several options.
    #[serde(default)]
    pub none: Vec<String>,
    /// Words that join several answers (`und`).
    #[serde(default)]
    pub joins: Vec<String>,
    /// Numbers in words.
    #[serde(default)]
    pub numbers: BTreeMap<String, u32>,
    /// Places in a list in words; -1 is the last one.
    #[serde(default)]
    pub ordinals: BTreeMap<String, i32>,
    /// Words about days and times.
    #[serde(default)]
    pub time: TimeWords,
}

/// Words about lists of tickets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ListWords {
    /// What the rows are called, and other words that change nothing (`tickets`, `anzeigen`).
    pub nouns: Vec<String>,
    /// Marks the person's own.
    pub mine: Vec<String>,
    /// Marks the company's.
    pub company: Vec<String>,
    /// Marks the watched ones.
    pub watched: Vec<String>,
    /// Comes before a person's name (`von`).
    pub of: Vec<String>,
}

/// Words within a dialog, before what they refer to is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ControlWord {
    /// One question back.
    Back,
    /// On.
    Next,
    /// Leave it out.
    Skip,
    /// Cancel.
    Cancel,
    /// Edit an answer; the only one that takes an argument.
    Edit,
    /// Show the summary.
    Summary,
    /// Keep for later.
    Later,
    /// Start over.
    Restart,
    /// Why is this asked?
    Why,
    /// Say it again.
    Repeat,
    /// Send.
    Send,
    /// Take the last step back.
    Undo,
    /// Yes.
    Yes,
    /// No.
    No,
    /// „Weiß ich nicht“.
    Unknown,
}
