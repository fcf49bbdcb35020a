//! A ticket that the person may see. Whether there is one is looked up before it counts.

use super::{Read, Said};
use crate::conversation::form::scene::Asked;
use crate::conversation::form::texts;

/// Longest number of any desk, in characters.
const MAX_LENGTH: usize = 32;

pub(super) fn read(asked: Asked<'_>, said: Said<'_>) -> Read {
    let words = said.text().split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')'));
    let numbers: Vec<String> = words.map(bare).filter(|word| is_number(word)).map(str::to_uppercase).collect();
    match numbers.as_slice() {
        [number] => Read::LookUp(number.clone()),
        _ => Read::Wrong(texts::error(asked.scene, asked.field)),
    }
}

fn bare(word: &str) -> &str {
    word.trim_start_matches('#').trim_end_matches(['.', '!', '?'])
}

fn is_number(word: &str) -> bool {
    word.len() <= MAX_LENGTH
        && word.chars().any(|c| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
