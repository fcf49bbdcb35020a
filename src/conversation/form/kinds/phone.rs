//! A telephone number, kept as E.164 (ITU-T): country code and national number, at most 15 digits.

use std::ops::Range;

use super::{Read, Said};
use crate::conversation::form::scene::{Asked, Scene};
use crate::conversation::form::{Value, texts};

/// Fewest digits after the country code that are still a number to ring.
const MIN_NATIONAL_DIGITS: usize = 5;
/// Most digits with the country code.
const MAX_DIGITS: usize = 15;
/// Country codes that numbers are shown apart from.
const COUNTRIES: [&str; 3] = ["49", "43", "41"];

pub(super) fn read(asked: Asked<'_>, said: Said<'_>) -> Read {
    match find(asked.scene, said.text()) {
        Some((_, number)) => Read::Value(Value::Phone(number)),
        None => Read::Wrong(texts::error(asked.scene, asked.field)),
    }
}

/// The one telephone number in a text and where it stands; `None` when there is none or more than one.
pub(super) fn find(scene: Scene<'_>, text: &str) -> Option<(Range<usize>, String)> {
    let mut found = runs(text).into_iter().filter_map(|range| {
        let number = normal(scene, &text[range.clone()])?;
        Some((range, number))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Country code apart from the rest, and the network of a mobile number.
pub(super) fn spaced(number: &str) -> String {
    let country = COUNTRIES.iter().find(|code| number.strip_prefix('+').is_some_and(|rest| rest.starts_with(*code)));
    let Some(code) = country else { return number.to_owned() };
    let national = &number[code.len() + 1..];
    // German mobile numbers begin with three digits of their own (Bundesnetzagentur).
    match national.split_at_checked(3) {
        Some((network, rest)) if *code == "49" && network.starts_with('1') => format!("+{code} {network} {rest}"),
        _ => format!("+{code} {national}"),
    }
}

/// E.164 of a number as it is written in Germany, Austria and Switzerland.
fn normal(scene: Scene<'_>, written: &str) -> Option<String> {
    let written = written.replace("(0)", "");
    let international = written.trim_start().trim_start_matches('(').starts_with('+');
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let number = if international {
        digits
    } else if let Some(rest) = digits.strip_prefix("00") {
        rest.to_owned()
    } else {
        format!("{}{}", home_code(scene), digits.strip_prefix('0')?)
    };
    let national = COUNTRIES.iter().find_map(|code| number.strip_prefix(code)).unwrap_or(&number);
    let fits = national.len() >= MIN_NATIONAL_DIGITS
        && number.len() > MIN_NATIONAL_DIGITS
        && number.len() <= MAX_DIGITS
        && !number.starts_with('0')
        && !national.starts_with('0');
    fits.then(|| format!("+{number}"))
}

/// The country that numbers without a code are rung from: that of the configured zone.
fn home_code(scene: Scene<'_>) -> &'static str {
    match scene.zone() {
        chrono_tz::Europe::Vienna => "43",
        chrono_tz::Europe::Zurich => "41",
        _ => "49",
    }
}

/// The stretches of a text that could be a number: digits with the signs people put between them.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), 'x')]) {
        let within = c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '/' | '-' | '.' | ' ' | '\u{a0}' | '–');
        match (within, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    runs.retain(|range| text[range.clone()].chars().any(|c| c.is_ascii_digit()));
    runs.into_iter().map(|range| trimmed(text, range)).collect()
}

/// Without the signs around it that belong to the sentence.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let run = &text[range.clone()];
    let from = run.find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')).unwrap_or(0);
    let until = run.rfind(|c: char| c.is_ascii_digit()).map_or(run.len(), |at| at + 1);
    range.start + from..range.start + until.max(from)
}
