//! Turns text keys into sentences: Fluent texts, dates, numbers, and the words people type. Reads `locales/`.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::conversation::intent::Lexicon;
use crate::conversation::message::{Message, Spoken};
use crate::conversation::text::Text;

/// All languages of an installation.
#[derive(Debug)]
pub struct Locales {
    _languages: BTreeMap<String, ()>,
}

/// How something is said: in which language, zone and moment.
#[derive(Clone, Copy, Debug)]
pub struct Speaking<'a> {
    /// `de`, `en`, …
    pub language: &'a str,
    /// Zone of dates and times.
    pub zone: Tz,
    /// Now, for „heute“ and „gestern“.
    pub now: DateTime<Utc>,
}

impl Locales {
    /// The languages that are part of the binary.
    pub fn shipped() -> Result<Self, LocaleError> {
        todo!()
    }
    /// Languages read from a folder; the first in `order` (or `de`) is the default.
    pub fn load(_dir: &std::path::Path) -> Result<Self, LocaleError> {
        todo!()
    }
    /// The language codes, default first.
    pub fn languages(&self) -> Vec<&str> {
        todo!()
    }
    /// The words of each language, default first.
    pub fn lexicons(&self) -> Vec<Lexicon> {
        todo!()
    }
    /// Says one text. A missing key is logged as an error and said as `⟦key⟧`, never panics.
    pub fn say(&self, _how: Speaking<'_>, _text: &Text) -> Spoken {
        todo!()
    }
    /// Says a whole message.
    pub fn speak(&self, _how: Speaking<'_>, _message: &Message<Text>) -> Message<Spoken> {
        todo!()
    }
    /// Whether a key exists in a language (or its default).
    pub fn has(&self, _language: &str, _key: &str) -> bool {
        todo!()
    }
}

/// What is wrong with the texts.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct LocaleError {
    /// File.
    pub file: String,
    /// Line from 1.
    pub line: usize,
    /// What, and how to mend it.
    pub what: String,
}
