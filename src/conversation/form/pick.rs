//! Picking from a list: by button, by number, by name, or by what is left of a name in a sentence.

use super::kinds::Said;
use super::words;
use crate::conversation::intent::Lexicon;

/// Something that can be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its id, as buttons and native inputs carry it.
    pub id: String,
    /// What people may call it.
    pub names: Vec<String>,
}

/// What an answer picks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// The candidate with this id.
    One(String),
    /// One of these.
    Several(Vec<String>),
    /// Nothing in the list.
    Nothing,
}

/// Reads an answer as one of the candidates, which are numbered from 1 in the order given.
pub fn pick(said: Said<'_>, candidates: &[Candidate], lexicon: &Lexicon) -> Picked {
    let text = said.text().trim();
    if candidates.iter().any(|candidate| candidate.id == text) {
        return Picked::One(text.to_owned());
    }
    match said {
        Said::Picked(_) => Picked::Nothing,
        Said::Typed(text) => words::pick(text, &named(candidates), lexicon),
    }
}

/// Reads a text as several of the candidates: „1, 3“, „NFS und SMB“. `None` when a part of it fits none or several.
pub fn pick_many(text: &str, candidates: &[Candidate], lexicon: &Lexicon) -> Option<Vec<String>> {
    words::pick_many(text, &named(candidates), lexicon)
}

/// Each candidate with each of its names; one without any is known by its id.
fn named(candidates: &[Candidate]) -> Vec<(&str, &str)> {
    let mut named: Vec<(&str, &str)> = Vec::new();
    for candidate in candidates {
        let id = candidate.id.as_str();
        if candidate.names.is_empty() {
            named.push((id, id));
        }
        named.extend(candidate.names.iter().map(|name| (id, name.as_str())));
    }
    named
}
