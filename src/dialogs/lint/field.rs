//! One field alone: keys that fit its kind, options, bounds that leave room, a default that it would take itself.

use std::collections::BTreeSet;

use super::super::finding::{Code, one_of};
use super::super::tree::Spot;
use super::{Look, kinds, relative};
use crate::domain::FieldId;
use crate::domain::form::{Field, Kind};

/// Checks every field of a form.
pub(super) fn check(look: &mut Look<'_>) {
    for (index, field) in look.form.fields.iter().enumerate() {
        let spot = look.field(index);
        effects(look, field, spot);
        options(look, field, spot);
        names(look, field, spot);
        bounds(look, field, spot);
        days(look, field, spot);
        default(look, field, spot);
        targets(look, field, index);
    }
    for (index, rule) in look.form.priority.iter().enumerate() {
        if let Some(notice) = &rule.notice {
            text_id(look, look.root.key("priority").item(index).key("notice"), notice);
        }
    }
}

fn effects(look: &mut Look<'_>, field: &Field, spot: Spot<'_>) {
    let kind = kinds::name(field.kind);
    for property in kinds::PROPERTIES.iter().filter(|property| (property.used)(field)) {
        if !(property.for_kind)(field.kind) {
            let what = format!("`{}` does nothing for a `{kind}`", property.key);
            look.found(spot.key(property.key), Code::KeyWithoutEffect, what, "take it out, or choose another kind");
        }
    }
    if field.required && field.more {
        let what = format!("`{}` is mandatory, yet behind the question for more", field.id);
        look.found(spot.key("more"), Code::RequiredAndMore, what, "take out `more` or `required`");
    }
}

fn options(look: &mut Look<'_>, field: &Field, spot: Spot<'_>) {
    let one_is_none = field.kind == Kind::Choice && !field.allow_unknown;
    if kinds::has_options(field.kind) && field.options.len() <= usize::from(one_is_none) {
        let place = if field.options.is_empty() { spot.key("id") } else { spot.key("options") };
        let what = format!("`{}` leaves no choice", field.id);
        look.found(place, Code::MissingOptions, what, "list the `options`, or take another kind");
    }
    let lists = [("options", &field.options), ("alternatives", &field.alternatives), ("units", &field.units)];
    for (key, list) in lists {
        let mut seen = BTreeSet::new();
        for (index, word) in list.iter().enumerate() {
            let spot = spot.key(key).item(index);
            let built_in =
                key == "alternatives" && matches!(field.kind, Kind::System | Kind::Systems) && word == "other";
            if built_in {
                look.found(spot, Code::DuplicateOption, "a system can always be another one", "take `other` out");
            } else if !seen.insert(word) {
                look.found(spot, Code::DuplicateOption, format!("`{word}` is there twice"), "take one out");
            } else if word == "unknown" {
                let mend = "write `allow_unknown = true` instead";
                look.found(spot, Code::BadId, "`unknown` is no option of its own", mend);
            } else if !(is_word(word) || key == "units" && is_word(&word.to_ascii_lowercase())) {
                let mend = "use small letters, digits and `_`; what people read is in `locales/`";
                look.found(spot, Code::BadId, format!("`{word}` cannot be an id"), mend);
            }
        }
    }
    let both = field.options.iter().position(|option| field.alternatives.contains(option));
    if let Some(index) = both {
        let what = format!("`{}` is an option and an alternative", field.options[index]);
        look.found(spot.key("options").item(index), Code::DuplicateOption, what, "take one out");
    }
}

/// Options are keys.
fn is_word(word: &str) -> bool {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !word.is_empty() && !word.starts_with('_') && word.chars().all(fine)
}

fn names(look: &mut Look<'_>, field: &Field, spot: Spot<'_>) {
    for (index, hint) in field.hint.iter().enumerate() {
        text_id(look, spot.key("hint").item(index).key("id"), &hint.id);
    }
}

fn text_id(look: &mut Look<'_>, spot: Spot<'_>, id: &str) {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    if !id.starts_with(|c: char| c.is_ascii_lowercase()) || !id.chars().all(fine) {
        let mend = "use small letters, digits, `-` and `_`, and begin with a letter";
        look.found(spot, Code::BadId, format!("`{id}` cannot be the id of a text"), mend);
    }
}

fn bounds(look: &mut Look<'_>, field: &Field, spot: Spot<'_>) {
    let pairs = [
        ("min", field.min, "max", field.max),
        ("min_length", field.min_length.map(f64::from), "max_length", field.max_length.map(f64::from)),
        ("min_hours", field.min_hours.map(f64::from), "max_hours", field.max_hours.map(f64::from)),
    ];
    for (low_key, low, high_key, high) in pairs {
        if let (Some(low), Some(high)) = (low, high)
            && low > high
        {
            let what = format!("at least {low}, yet at most {high}");
            let mend = format!("make `{low_key}` smaller or `{high_key}` larger");
            look.found(spot.key(low_key), Code::ContradictingBounds, what, mend);
        } else if high.is_some_and(|high| high <= 0.0) && !(high_key == "max" && kinds::is_number(field.kind)) {
            let what = format!("`{high_key}` leaves room for nothing");
            look.found(spot.key(high_key), Code::ContradictingBounds, what, "make it larger");
        }
    }
    let counts = kinds::is_several(field.kind) || field.whole;
    for (key, value) in [("min", field.min), ("max", field.max)] {
        if let Some(value) = value
            && counts
            && value.fract() != 0.0
        {
            let what = format!("{value} of something that is counted in whole numbers");
            look.found(spot.key(key), Code::ContradictingBounds, what, "write a whole number");
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a form has a handful of options")]
    let many = field.options.len() as f64;
    if field.kind == Kind::MultiChoice && field.min.is_some_and(|min| min > many) && many > 0.0 {
        let what = format!("at least {} of {many} options", field.min.unwrap_or_default());
        look.found(spot.key("min"), Code::ContradictingBounds, what, "make `min` smaller or add options");
    }
    if field.required
        && field.max.is_some_and(|max| max == 0.0)
        && kinds::is_number(field.kind)
        && field.min == Some(0.0)
    {
        look.found(spot.key("max"), Code::ContradictingBounds, "only 0 is possible", "make `max` larger");
    }
}

fn days(look: &mut Look<'_>, field: &Field, spot: Spot<'_>) {
    let mut read = |key: &str, text: &Option<String>| {
        let text = text.as_ref()?;
        let away = relative::read(text);
        if away.is_none() {
            let what = format!("`{text}` is no day relative to now");
            look.found(spot.key(key), Code::BadRelativeDate, what, relative::WRITTEN);
        }
        away
    };
    let (from, until) = (read("not_before", &field.not_before), read("not_after", &field.not_after));
    if let (Some(from), Some(until)) = (from, until)
        && from.least > until.most
    {
        let what = "the earliest day is after the latest";
        look.found(spot.key("not_before"), Code::ContradictingBounds, what, "swap them, or make one wider");
    }
}

fn default(look: &mut Look<'_>, field: &Field, spot: Spot<'_>) {
    let Some(default) = &field.default else { return };
    let spot = spot.key("default");
    let wrong: Option<(String, String)> = match field.kind {
        Kind::Choice | Kind::YesNo => {
            let words = kinds::words(field);
            let mend = || one_of(default, words.iter().copied());
            (!words.contains(&default.as_str())).then(|| (format!("`{default}` is no option"), mend()))
        }
        Kind::Number => bad_number(field, default),
        Kind::Text | Kind::LongText => {
            let length = u32::try_from(default.chars().count()).unwrap_or(u32::MAX);
            let fits =
                field.min_length.is_none_or(|min| length >= min) && field.max_length.is_none_or(|max| length <= max);
            (!fits).then(|| (format!("it has {length} characters"), "keep to `min_length` and `max_length`".to_owned()))
        }
        _ => None,
    };
    if let Some((what, mend)) = wrong {
        look.found(spot, Code::BadDefault, format!("the field would refuse its own default: {what}"), mend);
    }
}

fn bad_number(field: &Field, default: &str) -> Option<(String, String)> {
    let Ok(number) = default.parse::<f64>() else {
        return Some((format!("`{default}` is no number"), "write a number such as `\"1\"`".to_owned()));
    };
    let fits = field.min.is_none_or(|min| number >= min) && field.max.is_none_or(|max| number <= max);
    if !fits {
        return Some((format!("{number} is out of bounds"), "keep between `min` and `max`".to_owned()));
    }
    (field.whole && number.fract() != 0.0)
        .then(|| (format!("{number} is not whole"), "write a whole number".to_owned()))
}

/// Whether a field of the first kind can look at one of the second.
type Fits = fn(Kind, Kind) -> bool;

fn targets(look: &mut Look<'_>, field: &Field, index: usize) {
    let number: Fits = |_, other| kinds::is_number(other);
    let same: Fits = |own, other| own == other;
    let targets: [(&str, &Option<FieldId>, Fits); 3] = [
        ("greater_than", &field.greater_than, number),
        ("lines_equal", &field.lines_equal, number),
        ("equals", &field.equals, same),
    ];
    for (key, target, fits) in targets {
        let Some(target) = target else { continue };
        let spot = look.field(index).key(key);
        let Some(place) = look.place(target.as_str()) else {
            let mend = one_of(target.as_str(), look.form.fields.iter().map(|field| field.id.as_str()));
            look.found(spot, Code::UnknownField, format!("the form has no field `{target}`"), mend);
            continue;
        };
        let other = look.form.fields[place].kind;
        if place >= index {
            let what = format!("`{target}` is asked later, so there is nothing to compare with");
            look.found(spot, Code::LaterField, what, "move one of the two fields");
        } else if !fits(field.kind, other) {
            let what = format!("`{key}` cannot look at `{target}`, which is a `{}`", kinds::name(other));
            let mend = if key == "equals" { "name a field of the same kind" } else { "name a `number`" };
            look.found(spot, Code::BadTarget, what, mend);
        }
    }
}
