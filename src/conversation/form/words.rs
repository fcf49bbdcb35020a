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

/// A number in words („drei Stück“), with what is said besides. „Ein paar“ is none.
pub fn number(said: &str, lexicon: &Lexicon) -> Option<(f64, String)> {
    let (number, others) = lexicon.number_in_words(said)?;
    let is_piece = |word: &&str| names(lexicon, "draft-pieces").any(|piece| alike(piece, word));
    let others: Vec<&str> = others.into_iter().filter(|word| !is_filler(word, lexicon) && !is_piece(word)).collect();
    Some((f64::from(number), others.join(" ")))
}

/// Whether a word beside a number may be left out: „ca.“, „etwa“.
pub fn says_nothing_about_numbers(word: &str, lexicon: &Lexicon) -> bool {
    is_filler(word, lexicon) || names(lexicon, "draft-about").any(|about| alike(about, word))
}

/// Whether a word says nothing by itself.
pub fn is_filler(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.means_nothing(word)
}

/// Whether the whole message is a command, and nothing is said besides. Written exactly where the question takes any words.
/// A number alone is none: while a form is open it answers the form.
pub fn is_command(said: &str, lexicon: &Lexicon, slips: Slips) -> bool {
    if said.split_whitespace().all(|word| word.contains(|c: char| c.is_ascii_digit())) {
        return false;
    }
    let understood = intent::understand(said, lexicon);
    let is_named = match understood.meaning {
        Meaning::Sure(_) => true,
        Meaning::Corrected(_) => slips == Slips::Mended,
        _ => false,
    };
    // A ticket type alone („Frage“) begins a ticket, but among words of one's own it is a word; „neu Störung“ is not.
    let names_new = || {
        let first = said.split_whitespace().next().unwrap_or_default();
        names(lexicon, "command-new.word").any(|word| alike(word, first))
    };
    let is_word = slips == Slips::None && understood.ticket_type.is_some() && !names_new();
    // „Neu Hardware, Netzteil kaputt“ begins another ticket where its words cannot be an answer.
    let begins_ticket = || slips == Slips::Mended && understood.ticket_type.is_some() && names_new();
    is_named && !is_word && (understood.text.trim().is_empty() || begins_ticket())
}

/// Whether typing errors are mended before a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slips {
    /// They are.
    Mended,
    /// The words must be written exactly.
    None,
}
