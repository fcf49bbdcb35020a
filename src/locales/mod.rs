//! Turns text keys into sentences: Fluent texts, dates, numbers, and the words people type. Reads `locales/`.
//!
//! A language is a folder: `words.toml` (the words people type) and any number of `*.ftl` (the sentences it is answered
//! with). Nothing else has to be touched to add one. Start reading at [`Locales`]; `source` reads the folders, `language`
//! holds one language, `voice` says a text, `dates` and `numbers` format, `markup` is the only place that knows `**bold**`.

mod dates;
pub(crate) mod entries;
mod language;
mod markup;
mod numbers;
pub(crate) mod source;
mod speak;
mod voice;

use std::path::Path;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::conversation::intent::Lexicon;
use crate::conversation::message::{Message, Spoken};
use crate::conversation::text::Text;

pub use entries::Entry;
use language::Language;
use voice::{Days, Voice};

/// The language spoken when nothing else is known, as long as it is installed.
const DEFAULT_LANGUAGE: &str = "de";

/// All languages of an installation, the default one first.
#[derive(Debug)]
pub struct Locales {
    languages: Vec<Language>,
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
        Self::from_layers(&[source::shipped()?])
    }

    /// The languages of the binary with a folder laid over them: its texts replace those of the same key, its
    /// `words.toml` replaces the language's words, and folders of other names are further languages.
    pub fn load(dir: &Path) -> Result<Self, LocaleError> {
        Self::from_layers(&[source::shipped()?, source::folder(dir)?])
    }

    fn from_layers(layers: &[source::Layer]) -> Result<Self, LocaleError> {
        let codes: std::collections::BTreeSet<&str> =
            layers.iter().flat_map(|layer| layer.languages.keys().map(String::as_str)).collect();
        let mut languages = Vec::new();
        for code in codes {
            let files = layers.iter().filter_map(|layer| layer.languages.get(code).map(Vec::as_slice));
            languages.push(Language::load(code, files)?);
        }
        languages.sort_by_key(|language| language.code != DEFAULT_LANGUAGE);
        if languages.is_empty() {
            return Err(LocaleError::new("locales", 1, "there is no language; add a folder such as `de` with texts"));
        }
        Ok(Self { languages })
    }

    /// The language codes, default first.
    pub fn languages(&self) -> Vec<&str> {
        self.languages.iter().map(|language| language.code.as_str()).collect()
    }

    /// The words of each language, default first.
    pub fn lexicons(&self) -> Vec<Lexicon> {
        self.languages.iter().map(|language| language.lexicon.clone()).collect()
    }

    /// Says one text. A missing key is logged as an error and said as `⟦key⟧`, never panics.
    pub fn say(&self, how: Speaking<'_>, text: &Text) -> Spoken {
        self.voice(how, Days::Near).say(text)
    }

    /// Says a text that will be read on another day (kept at the desk, sent by mail): days are always dates, never „heute“.
    pub fn record(&self, how: Speaking<'_>, text: &Text) -> Spoken {
        self.voice(how, Days::Dated).say(text)
    }

    /// Says a whole message.
    pub fn speak(&self, how: Speaking<'_>, message: &Message<Text>) -> Message<Spoken> {
        speak::message(&self.voice(how, Days::Near), message)
    }

    /// Whether a key (`message` or `message.attribute`) exists in a language or in the default one.
    pub fn has(&self, language: &str, key: &str) -> bool {
        self.language(language).has(key) || self.default_language().has(key)
    }

    /// Every text of a language with its variables and where it stands, for checks; empty for an unknown language.
    pub fn entries(&self, language: &str) -> &[Entry] {
        self.languages.iter().find(|known| known.code == language).map_or(&[], |known| known.entries.as_slice())
    }

    fn voice<'a>(&'a self, how: Speaking<'_>, days: Days) -> Voice<'a> {
        Voice {
            language: self.language(how.language),
            fallback: self.default_language(),
            zone: how.zone,
            now: how.now,
            days,
        }
    }

    /// The named language; for dialects (`de-AT`) the language itself; else the default.
    fn language(&self, code: &str) -> &Language {
        let base = code.split(['-', '_']).next().unwrap_or(code);
        let named = |wanted: &str| self.languages.iter().find(|language| language.code == wanted);
        named(code).or_else(|| named(base)).unwrap_or_else(|| self.default_language())
    }

    fn default_language(&self) -> &Language {
        &self.languages[0]
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

impl LocaleError {
    fn new(file: impl Into<String>, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.into(), line, what: what.into() }
    }

    fn at_offset(file: &str, source: &str, offset: usize, what: impl Into<String>) -> Self {
        Self::new(file, line_of(source, offset), what)
    }
}

/// Where the lines of a text begin, to look up many places in it.
#[derive(Clone, Debug)]
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    /// Those of a text.
    pub(crate) fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(index, _)| index).collect())
    }

    /// The line, from 1, of a byte offset; offsets beyond the end belong to the last line.
    pub(crate) fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|line_break| *line_break < offset) + 1
    }
}

/// The line, from 1, of a byte offset.
pub(crate) fn line_of(source: &str, offset: usize) -> usize {
    1 + source.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}
