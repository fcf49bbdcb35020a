//! What the engine asks of the language's words: names of things, and signs that differ from language to language.

use super::pick::Picked;
use crate::conversation::intent::{self, Control, Lexicon, Meaning};

/// What the language calls the thing with this key.
pub fn names<'a>(lexicon: &'a Lexicon, key: &str) -> impl Iterator<Item = &'a str> {
    lexicon.names.get(key).into_iter().flatten().map(String::as_str)
}

/// The sign before decimals.
pub fn decimal_mark(lexicon: &Lexicon) -> char {
    names(lexicon, "draft-decimal-mark").find_map(|mark| mark.chars().next()).unwrap_or(',')
}

/// Whether two texts are the same words, whatever their case, umlauts and signs.
pub fn alike(one: &str, other: &str) -> bool {
    let folded = intent::phrase(one);
    !folded.is_empty() && folded == intent::phrase(other)
}

/// Reads a text as yes or no.
pub fn yes_no(said: &str, lexicon: &Lexicon) -> Option<bool> {
    intent::yes_no(said, lexicon)
}

/// Whether a text says that the person does not know.
pub fn is_unknown(said: &str, lexicon: &Lexicon) -> bool {
    intent::control_word(said, lexicon) == Some(Control::Unknown)
}

/// Reads a text as one of the named things.
pub fn pick(said: &str, named: &[(&str, &str)], lexicon: &Lexicon) -> Picked {
    match intent::pick(said, named, lexicon) {
        intent::Picked::One(id) => Picked::One(id),
        intent::Picked::Several(ids) => Picked::Several(ids),
        intent::Picked::None => Picked::Nothing,
    }
}

/// Reads a text as several of the named things; `None` when a part of it fits none or several.
pub fn pick_many(said: &str, named: &[(&str, &str)], lexicon: &Lexicon) -> Option<Vec<String>> {
    let picked = intent::pick_many(said, named, lexicon);
    (picked.unclear.is_empty() && !picked.ids.is_empty()).then_some(picked.ids)
}

/// A number in words („drei“).
pub fn number(said: &str, lexicon: &Lexicon) -> Option<f64> {
    lexicon.number_in_words(said).map(f64::from)
}

/// Whether a word says nothing by itself.
pub fn is_filler(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.means_nothing(word)
}

/// Whether the whole message is a command, and nothing is said besides. Written exactly where the question takes any words.
pub fn is_command(said: &str, lexicon: &Lexicon, slips: Slips) -> bool {
    let understood = intent::understand(said, lexicon);
    let is_named = match understood.meaning {
        Meaning::Sure(_) => true,
        Meaning::Corrected(_) => slips == Slips::Mended,
        _ => false,
    };
    is_named && understood.text.trim().is_empty()
}

/// Whether typing errors are mended before a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slips {
    /// They are.
    Mended,
    /// The words must be written exactly.
    None,
}
