//! A serial number: 5 to 32 letters, digits and hyphens, upper case.

use super::{Read, Said};
use crate::conversation::form::scene::Asked;
use crate::conversation::form::{Confirming, Value, texts};

/// Shortest and longest serial number, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 5..=32;

pub(super) fn read(asked: Asked<'_>, said: Said<'_>) -> Read {
    let text = said.text().trim();
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';')).collect();
    // „SN: AX7-204711“: the one word that looks like it. „AX7 204711“: all of it.
    let with_digits: Vec<&str> =
        words.iter().copied().filter(|word| fits(word) && word.contains(|c: char| c.is_ascii_digit())).collect();
    let joined: String = words.concat();
    let known =
        |serial: &str| asked.scene.person.systems.iter().any(|system| system.serial.eq_ignore_ascii_case(serial));
    match with_digits.as_slice() {
        _ if fits(&joined) && known(&joined) => Read::Value(Value::Serial(joined.to_uppercase())),
        [one] => Read::Value(Value::Serial(one.to_uppercase())),
        [] if fits(&joined) && joined.contains(|c: char| c.is_ascii_digit()) => {
            Read::Value(Value::Serial(joined.to_uppercase()))
        }
        // Hardly a serial number, but who is to say.
        [] if words.len() == 1 && fits(&joined) => {
            Read::Confirm(Value::Serial(joined.to_uppercase()), Confirming::Nearly)
        }
        _ => Read::Wrong(texts::error(asked.scene, asked.field)),
    }
}

fn fits(text: &str) -> bool {
    LENGTHS.contains(&text.len())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
}
