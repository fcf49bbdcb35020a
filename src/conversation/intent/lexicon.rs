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
    /// Texts of forms without variables by their key (`form-stoerung.title`, `form-stoerung-effect-outage`): people
    /// pick options by what these say.
    pub option_labels: BTreeMap<String, String>,
}

impl Lexicon {
    /// Makes the words of a language ready.
    pub fn new(language: &str, words: Words, option_labels: BTreeMap<String, String>) -> Self {
        Self { language: language.to_owned(), name: words.name, option_labels }
    }

    /// What the first of these keys says in this language, if any does.
    pub fn label<'a, K: AsRef<str>>(&'a self, keys: impl IntoIterator<Item = K>) -> Option<&'a str> {
        keys.into_iter().find_map(|key| self.option_labels.get(key.as_ref())).map(String::as_str)
    }
}
