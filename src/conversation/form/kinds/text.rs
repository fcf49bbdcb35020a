//! Text of one or several lines, with a length and maybe a shape.

use super::{Read, Said, shape};
use crate::conversation::form::scene::Asked;
use crate::conversation::form::{Value, texts};
use crate::conversation::text::Text;
use crate::domain::form::{Field, Kind};

/// Longest text where the form names none, in characters.
const DEFAULT_MAX: u32 = 8000;

/// Most characters of a field's text; `None` where nothing is typed as text.
pub(super) fn most(field: &Field) -> Option<u32> {
    match field.kind {
        Kind::Text | Kind::LongText => Some(field.max_length.unwrap_or(DEFAULT_MAX)),
        _ => field.max_length,
    }
}

pub(super) fn read(asked: Asked<'_>, said: Said<'_>) -> Read {
    let text = match asked.field.kind {
        Kind::Text => one_line(said.text()),
        _ => lines(said.text()),
    };
    if text.is_empty() {
        return Read::Wrong(texts::error(asked.scene, asked.field));
    }
    let text = match asked.field.pattern {
        Some(pattern) => match shape::normal(pattern, &text) {
            Some(normal) => normal,
            None => return Read::Wrong(texts::error(asked.scene, asked.field)),
        },
        None => text,
    };
    Read::Value(Value::Text(in_lines(asked, text)))
}

/// Lengths in characters, the number of lines, and the text to be repeated.
pub(super) fn check(asked: Asked<'_>, text: &str) -> Option<Text> {
    let Asked { scene, field, draft } = asked;
    let length = text.chars().count();
    let too_long = most(field).filter(|most| length > *most as usize);
    if let Some(most) = too_long {
        let text = texts::reason(scene, field, "too-long");
        return Some(text.with("most", i64::from(most)).with("length", length));
    }
    let too_short = field.min_length.filter(|least| length < *least as usize);
    if let Some(least) = too_short {
        let text = texts::reason(scene, field, "too-short");
        return Some(text.with("least", i64::from(least)).with("length", length));
    }
    if let Some(other) = &field.equals
        && let Some(Value::Text(wanted)) = draft.value(other)
        && wanted.trim() != text.trim()
    {
        return Some(texts::error(scene, field));
    }
    let wanted = lines_wanted(asked)?;
    let lines = count_lines(text);
    (lines != wanted).then(|| texts::reason(scene, field, "lines").with("wanted", wanted).with("lines", lines))
}

/// How many lines another answer asks for.
fn lines_wanted(asked: Asked<'_>) -> Option<usize> {
    let other = asked.field.lines_equal.as_ref()?;
    match asked.draft.value(other)? {
        // Only counts up to a few dozen are meant; the form limits them.
        Value::Number { number, .. } if *number >= 1.0 && *number <= 1000.0 =>
        {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 1000")]
            Some(*number as usize)
        }
        _ => None,
    }
}

fn count_lines(text: &str) -> usize {
    text.lines().filter(|line| !line.trim().is_empty()).count()
}

/// Where Enter sends, nobody types lines: commas and semicolons part them as well, when that gives the right number.
fn in_lines(asked: Asked<'_>, text: String) -> String {
    let Some(wanted) = lines_wanted(asked) else { return text };
    if count_lines(&text) == wanted {
        return text;
    }
    let parts = |separator: &[char]| -> Vec<String> {
        let parts = text.split(separator).map(|part| part.trim().to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    };
    let by_semicolon = parts(&[';', '\n']);
    let by_comma = parts(&[',', ';', '\n']);
    let fitting = [by_semicolon, by_comma].into_iter().find(|parts| parts.len() == wanted);
    fitting.map_or(text, |parts| parts.join("\n"))
}

/// Without control characters and with single spaces.
pub(super) fn one_line(text: &str) -> String {
    let cleaned: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without control characters except line breaks and tabs, and without blank edges.
pub(super) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    kept.trim().to_owned()
}
