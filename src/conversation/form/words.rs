//! What the engine asks of the language's words: names of things, and signs that differ from language to language.

use super::pick::Picked;
use crate::conversation::intent::Lexicon;

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
    let folded = fold(one);
    !folded.is_empty() && folded == fold(other)
}

/// Reads a text as yes or no.
pub fn yes_no(said: &str, lexicon: &Lexicon) -> Option<bool> {
    let is = |key: &str| names(lexicon, key).any(|name| alike(name, said));
    match (is("yes"), is("no")) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Whether a text says that the person does not know.
pub fn is_unknown(said: &str, lexicon: &Lexicon) -> bool {
    names(lexicon, "unknown").any(|name| alike(name, said))
}

/// Reads a text as one of the named things.
pub fn pick(said: &str, named: &[(&str, &str)], _lexicon: &Lexicon) -> Picked {
    let fits: Vec<&str> = named.iter().filter(|(_, name)| alike(name, said)).map(|(id, _)| *id).collect();
    let mut ids: Vec<&str> = named.iter().map(|(id, _)| *id).collect();
    ids.dedup();
    let place = said.trim().parse::<usize>().ok().and_then(|place| ids.get(place.checked_sub(1)?));
    match (fits.first().or(place), fits.len()) {
        (Some(id), 0 | 1) => Picked::One((*id).to_owned()),
        (Some(_), _) => Picked::Several(fits.into_iter().map(str::to_owned).collect()),
        (None, _) => Picked::Nothing,
    }
}

/// Reads a text as several of the named things.
pub fn pick_many(said: &str, named: &[(&str, &str)], lexicon: &Lexicon) -> Option<Vec<String>> {
    let mut ids = Vec::new();
    for part in said.split([',', ';', '\n']) {
        match pick(part, named, lexicon) {
            Picked::One(id) => ids.push(id),
            _ => return None,
        }
    }
    Some(ids)
}

/// A number in words („drei“).
pub fn number(_said: &str, _lexicon: &Lexicon) -> Option<f64> {
    None
}

/// Whether a word says nothing by itself.
pub fn is_filler(_word: &str, _lexicon: &Lexicon) -> bool {
    false
}

fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => folded.push_str("ae"),
            'ö' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            c if c.is_alphanumeric() => folded.push(c),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}
