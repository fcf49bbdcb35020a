//! A number, maybe with a unit; sizes are shown in binary and decimal units alike.

use super::{Read, Said};
use crate::conversation::form::scene::{Asked, Scene};
use crate::conversation::form::{Value, texts, words};
use crate::conversation::text::Text;
use crate::domain::form::Field;

/// Units of size in bytes (IEC 80000-13 and SI).
const SIZES: [(&str, f64); 8] = [
    ("PiB", 1_125_899_906_842_624.0),
    ("TiB", 1_099_511_627_776.0),
    ("GiB", 1_073_741_824.0),
    ("MiB", 1_048_576.0),
    ("PB", 1e15),
    ("TB", 1e12),
    ("GB", 1e9),
    ("MB", 1e6),
];
/// Each unit of size with the one it is shown in as well.
const TWINS: [(&str, &str); 8] = [
    ("PiB", "PB"),
    ("TiB", "TB"),
    ("GiB", "GB"),
    ("MiB", "MB"),
    ("PB", "PiB"),
    ("TB", "TiB"),
    ("GB", "GiB"),
    ("MB", "MiB"),
];

pub(super) fn read(asked: Asked<'_>, said: Said<'_>) -> Read {
    let wrong = || Read::Wrong(texts::error(asked.scene, asked.field));
    let Some((number, rest)) = number_in(asked.scene, said.text()) else { return wrong() };
    if asked.field.units.is_empty() {
        let in_words = !said.text().contains(|c: char| c.is_ascii_digit());
        if in_words && !rest.is_empty() {
            return wrong();
        }
        return Read::Value(Value::Number { number, unit: None });
    }
    if let Some(unit) = unit_in(asked, &rest) {
        return Read::Value(Value::Number { number, unit: Some(unit) });
    }
    let units = asked.field.units.iter().map(|unit| texts::unit(asked.scene.form, &asked.field.id, unit));
    let text = texts::reason(asked.scene, asked.field, "unit");
    Read::Wrong(text.with("units", crate::conversation::text::Arg::List(units.collect())))
}

/// Whole, smallest, largest, larger than another answer.
pub(super) fn check(asked: Asked<'_>, number: f64, unit: Option<&str>) -> Option<Text> {
    let Asked { scene, field, draft } = asked;
    if field.whole && number.fract() != 0.0 {
        return Some(texts::reason(scene, field, "whole"));
    }
    let limit = |limit: f64| show(scene, field, limit, unit);
    if let Some(least) = field.min.filter(|least| number < *least) {
        return Some(texts::reason(scene, field, "too-small").with("least", limit(least)));
    }
    if let Some(most) = field.max.filter(|most| number > *most) {
        return Some(texts::reason(scene, field, "too-large").with("most", limit(most)));
    }
    let other = field.greater_than.as_ref()?;
    let Some(Value::Number { number: other_number, unit: other_unit }) = draft.value(other) else { return None };
    if comparable(number, unit) > comparable(*other_number, other_unit.as_deref()) {
        return None;
    }
    let other_shown = scene.form.field(other).map_or_else(
        || Text::verbatim(raw(*other_number, other_unit.as_deref())),
        |other| show(scene, other, *other_number, other_unit.as_deref()),
    );
    let text = texts::reason(scene, field, "not-greater");
    Some(text.with("other", other_shown).with("label", texts::label(scene, other)))
}

/// The number with its unit, sizes also in the other kind of unit.
pub(super) fn show(scene: Scene<'_>, field: &Field, number: f64, unit: Option<&str>) -> Text {
    let Some(unit) = unit else { return Text::key("draft-value-number").with("number", number) };
    let with_unit = |key: &'static str| {
        Text::key(key).with("number", number).with("unit", texts::unit(scene.form, &field.id, unit))
    };
    match twin(number, unit) {
        Some((other, other_unit)) => with_unit("draft-value-size")
            .with("other", other)
            .with("other-unit", texts::unit(scene.form, &field.id, other_unit)),
        None => with_unit("draft-value-quantity"),
    }
}

/// The number as it can be read again, whatever the language.
pub(super) fn raw(number: f64, unit: Option<&str>) -> String {
    match unit {
        Some(unit) => format!("{number} {unit}"),
        None => number.to_string(),
    }
}

/// A size in the other kind of unit, to two decimals.
fn twin(number: f64, unit: &str) -> Option<(f64, &'static str)> {
    let (_, other) = TWINS.iter().find(|(one, _)| *one == unit)?;
    let value = number * size(unit)? / size(other)?;
    Some(((value * 100.0).round() / 100.0, other))
}

fn size(unit: &str) -> Option<f64> {
    SIZES.iter().find(|(name, _)| *name == unit).map(|(_, bytes)| *bytes)
}

/// Sizes in bytes, everything else as it is.
fn comparable(number: f64, unit: Option<&str>) -> f64 {
    unit.and_then(size).map_or(number, |bytes| number * bytes)
}

/// The unit that a text names; none named is the first one.
fn unit_in(asked: Asked<'_>, rest: &str) -> Option<String> {
    let field = asked.field;
    let rest: Vec<&str> =
        rest.split_whitespace().filter(|word| !words::says_nothing_about_numbers(word, asked.scene.lexicon)).collect();
    let rest = rest.join(" ");
    if rest.is_empty() {
        return field.units.first().cloned();
    }
    // Capital letters tell TB from Tb, so the unit as it is written comes first.
    let exact = field.units.iter().find(|unit| **unit == rest || named(asked, unit).contains(&rest));
    let alike =
        |unit: &&String| words::alike(unit, &rest) || named(asked, unit).iter().any(|name| words::alike(name, &rest));
    let own = exact.or_else(|| field.units.iter().find(alike)).cloned();
    own.or_else(|| other_size(asked, &rest))
}

/// Where a size is asked for, every unit of size is understood, also one that the form does not offer.
fn other_size(asked: Asked<'_>, rest: &str) -> Option<String> {
    if !asked.field.units.iter().any(|unit| size(unit).is_some()) {
        return None;
    }
    let names = |unit: &str| {
        let key = format!("draft-unit-{unit}");
        words::names(asked.scene.lexicon, &key).any(|name| name == rest || words::alike(name, rest))
    };
    SIZES.iter().map(|(unit, _)| *unit).find(|unit| *unit == rest || names(unit)).map(str::to_owned)
}

/// What a unit is called, with the longer names that the engine's own texts know.
fn named(asked: Asked<'_>, unit: &str) -> Vec<String> {
    let keys = [
        format!("form-{}-{}-{unit}", asked.scene.form.id, asked.field.id),
        format!("form-any-unit-{unit}"),
        format!("draft-unit-{unit}"),
    ];
    let lexicon = asked.scene.lexicon;
    keys.iter().flat_map(|key| words::names(lexicon, key).map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// The number in a text and the words without it; `None` when there is none or more than one.
fn number_in(scene: Scene<'_>, text: &str) -> Option<(f64, String)> {
    let text = text.trim();
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’');
    let Some(start) = text.find(|c: char| c.is_ascii_digit()) else {
        return words::number(text, scene.lexicon);
    };
    let length = text[start..].find(|c: char| !is_part(c)).unwrap_or(text.len() - start);
    let end = start + length;
    let digits = text[start..end].trim_end_matches(['.', ',']);
    let before = text[..start].trim_end();
    let negative = before.ends_with(['-', '−']);
    let before = before.trim_end_matches(['-', '−', '~', '≈']);
    let after = &text[end..];
    if after.contains(|c: char| c.is_ascii_digit()) || before.contains(|c: char| c.is_ascii_digit()) {
        return grouped(scene, text);
    }
    let number = parse(digits, words::decimal_mark(scene.lexicon))?;
    let number = if negative { -number } else { number };
    number.is_finite().then(|| (number, format!("{before} {after}").trim().to_owned()))
}

/// Thousands set apart by spaces: „1 500 GiB“.
fn grouped(scene: Scene<'_>, text: &str) -> Option<(f64, String)> {
    let words: Vec<&str> = text.split([' ', '\u{a0}', '\u{202f}']).filter(|word| !word.is_empty()).collect();
    let count = words.iter().take_while(|word| word.starts_with(|c: char| c.is_ascii_digit())).count();
    let (groups, rest) = words.split_at(count);
    let (head, tail) = groups.split_first()?;
    let tail_fits = tail.iter().all(|group| group.chars().take(3).filter(char::is_ascii_digit).count() == 3);
    let head_fits = (1..=3).contains(&head.len()) && head.chars().all(|c| c.is_ascii_digit());
    let rest = rest.join(" ");
    if tail.is_empty() || !tail_fits || !head_fits || rest.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((parse(&groups.concat(), words::decimal_mark(scene.lexicon))?, rest))
}

/// Reads digits with points and commas. With both, the last is the decimal mark. With one kind, it is the decimal mark
/// unless it stands several times, or once before exactly three digits and the language uses it for thousands.
fn parse(digits: &str, decimal_mark: char) -> Option<f64> {
    let digits: String = digits.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    let point = digits.rfind('.');
    let comma = digits.rfind(',');
    let mark = match (point, comma) {
        (Some(point), Some(comma)) => Some(if point > comma { '.' } else { ',' }),
        (Some(_), None) => decimal_of(&digits, '.', decimal_mark),
        (None, Some(_)) => decimal_of(&digits, ',', decimal_mark),
        (None, None) => None,
    };
    let plain: String = digits
        .chars()
        .filter_map(|c| match c {
            c if Some(c) == mark => Some('.'),
            '.' | ',' => None,
            c => Some(c),
        })
        .collect();
    plain.parse().ok()
}

fn decimal_of(digits: &str, sign: char, decimal_mark: char) -> Option<char> {
    let times = digits.matches(sign).count();
    let (head, tail) = digits.rsplit_once(sign)?;
    let thousands = sign != decimal_mark && tail.len() == 3 && head.len() <= 3 && head != "0";
    (times == 1 && !thousands).then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_apart() {
        let german =
            [("1,5", 1.5), ("1.500", 1500.0), ("1.500,25", 1500.25), ("1,500", 1.5), ("0.001", 0.001), ("1.5", 1.5)];
        for (text, number) in german {
            assert_eq!(parse(text, ','), Some(number), "{text}");
        }
        let english =
            [("1.5", 1.5), ("1,500", 1500.0), ("1,500.25", 1500.25), ("1.500", 1.5), ("1,500,000", 1_500_000.0)];
        for (text, number) in english {
            assert_eq!(parse(text, '.'), Some(number), "{text}");
        }
    }

    #[test]
    fn sizes_have_a_twin() {
        assert_eq!(twin(20.0, "TiB"), Some((21.99, "TB")));
        assert_eq!(twin(20.0, "TB"), Some((18.19, "TiB")));
        assert_eq!(twin(20.0, "percent"), None);
        assert!(comparable(1.0, Some("TiB")) > comparable(1.0, Some("TB")));
    }
}
