//! The words of a language as data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What `locales/<lang>/words.toml` holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The language's own name (`Deutsch`).
    pub name: String,
    /// The locale that numbers and dates follow (`de-DE`).
    pub locale: String,
}

/// The words of one language, made ready to be looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lexicon {
    /// `de`, `en`, ….
    pub language: String,
    /// The language's own name (`Deutsch`).
    pub name: String,
    /// What can be picked by name: spoken texts by their key (`form-hardware_defekt.title`,
    /// `form-hardware_defekt-part-disk`, `status-new`, …), then further words for the same from the attribute `.words`
    /// (comma-separated). Filled by `locales` from the texts that need no argument, never from `words.toml`.
    pub names: BTreeMap<String, Vec<String>>,
}

impl Lexicon {
    /// Makes the words of a language ready.
    pub fn new(language: &str, words: Words, names: BTreeMap<String, Vec<String>>) -> Self {
        Self { language: language.to_owned(), name: words.name, names }
    }

    /// What the first of these keys says in this language, if any does.
    pub fn label<'a, K: AsRef<str>>(&'a self, keys: impl IntoIterator<Item = K>) -> Option<&'a str> {
        keys.into_iter().find_map(|key| self.names.get(key.as_ref())?.first()).map(String::as_str)
    }
}
