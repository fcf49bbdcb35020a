//! Everything a turn may know. Plain data handed in; nothing here reads a clock, a file or a database.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::intent::Lexicon;
use crate::domain::form::Form;
use crate::domain::{Action, Person, TicketTypeId};

/// What a turn may know.
pub struct World<'a> {
    /// Now.
    pub now: DateTime<Utc>,
    /// Who is talking, from current data.
    pub person: &'a Person,
    /// Fresh ids.
    pub ids: &'a Ids,
    /// What the operator configured.
    pub settings: &'a Settings,
    /// What the platform can do.
    pub platform: &'a Capabilities,
    /// What the desk can do.
    pub desk: &'a DeskCaps,
}

/// The configured part of the world; replaced as a whole on reload.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The forms, in order.
    pub forms: Arc<Vec<Form>>,
    /// Words per language; the first is the default language.
    pub lexicons: Arc<Vec<Lexicon>>,
    /// Zone of all dates people say and see.
    pub zone: Tz,
    /// Company and contact data and limits.
    pub policy: Arc<Policy>,
}

impl Settings {
    /// The form of a ticket type.
    pub fn form(&self, id: &TicketTypeId) -> Option<&Form> {
        self.forms.iter().find(|form| &form.id == id)
    }

    /// The words of a language; the default language's when there is none.
    ///
    /// # Panics
    /// When there is no language at all, which loading refuses.
    pub fn lexicon(&self, language: &str) -> &Lexicon {
        self.lexicons
            .iter()
            .find(|lexicon| lexicon.language == language)
            .or_else(|| self.lexicons.first())
            .expect("loading refuses an installation without any language")
    }
}

/// The company that runs the bot, and its rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Name of the support company.
    pub company: String,
    /// Contact address.
    pub contact_email: String,
    /// Hotline number as shown.
    pub hotline: String,
    /// Tickets per page.
    pub page_size: u32,
    /// Files per ticket or reply.
    pub max_files: u32,
    /// Size of one file in bytes.
    pub max_file_bytes: u64,
    /// Extensions of allowed files, lower case without dot.
    pub file_types: Vec<String>,
    /// Longest reply in characters.
    pub max_text: u32,
    /// Drafts a person may keep at once.
    pub max_drafts: u32,
    /// Days on which nobody works although the calendar says so.
    pub holidays: BTreeSet<NaiveDate>,
    /// Days after which Gelöst becomes Geschlossen.
    pub close_after_days: u32,
}

/// What a platform can do; data, so that no flow asks for a platform's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capabilities {
    /// Buttons can be pressed; otherwise options are picked by number or word.
    pub buttons: bool,
    /// Forms can be filled in natively.
    pub native_forms: bool,
    /// Files can be sent and received.
    pub files: bool,
    /// What its commands begin with in a room (`/ticket`, `!ticket`); empty where nothing is needed.
    pub prefix: String,
}

/// What a desk can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskCaps {
    /// Actions it supports.
    pub actions: Vec<Action>,
    /// Its name, for `doctor` and logs.
    pub name: String,
    /// Largest file it takes, in bytes.
    pub max_file_bytes: u64,
    /// It can find what an operation key wrote.
    pub finds_by_op: bool,
    /// How often it is asked for changes, in seconds.
    pub poll_secs: u64,
}

/// Fresh ids, drawn before the turn: the same seed gives the same ids, so a turn can be replayed.
#[derive(Debug)]
pub struct Ids {
    seed: String,
    next: Cell<u32>,
}

impl Ids {
    /// Ids that begin with `seed`, which must be unique per turn.
    pub fn new(seed: impl Into<String>) -> Self {
        Self { seed: seed.into(), next: Cell::new(1) }
    }

    /// A fresh id.
    pub fn fresh(&self) -> String {
        let n = self.next.get();
        self.next.set(n + 1);
        format!("{}-{n}", self.seed)
    }
}
