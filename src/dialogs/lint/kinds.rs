//! What the linter knows of each kind of answer: which keys do something for it, what it may be compared with.

use crate::domain::form::{Field, Kind};

/// The kind as form files name it.
pub(super) fn name(kind: Kind) -> String {
    let name = serde_json::to_value(kind).ok();
    name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().to_owned()
}

/// A key of a field, whether a field uses it, and for which kinds it does something.
pub(super) struct Property {
    pub(super) key: &'static str,
    pub(super) used: fn(&Field) -> bool,
    pub(super) for_kind: fn(Kind) -> bool,
}

/// The keys that do not mean something for every kind.
pub(super) const PROPERTIES: &[Property] = &[
    Property { key: "required", used: |field| field.required, for_kind: is_answered },
    Property { key: "allow_unknown", used: |field| field.allow_unknown, for_kind: may_be_unknown },
    Property { key: "options", used: |field| !field.options.is_empty(), for_kind: has_options },
    Property { key: "default", used: |field| field.default.is_some(), for_kind: may_have_default },
    Property { key: "min_length", used: |field| field.min_length.is_some(), for_kind: is_text },
    Property { key: "max_length", used: |field| field.max_length.is_some(), for_kind: is_text },
    Property { key: "min", used: |field| field.min.is_some(), for_kind: is_counted },
    Property { key: "max", used: |field| field.max.is_some(), for_kind: is_counted },
    Property { key: "whole", used: |field| field.whole, for_kind: is_number },
    Property { key: "greater_than", used: |field| field.greater_than.is_some(), for_kind: is_number },
    Property { key: "units", used: |field| !field.units.is_empty(), for_kind: is_number },
    Property { key: "pattern", used: |field| field.pattern.is_some(), for_kind: is_text },
    Property { key: "lines_equal", used: |field| field.lines_equal.is_some(), for_kind: is_text },
    Property { key: "equals", used: |field| field.equals.is_some(), for_kind: is_text },
    Property { key: "not_before", used: |field| field.not_before.is_some(), for_kind: is_dated },
    Property { key: "not_after", used: |field| field.not_after.is_some(), for_kind: is_dated },
    Property { key: "min_hours", used: |field| field.min_hours.is_some(), for_kind: |kind| kind == Kind::TimeWindow },
    Property { key: "max_hours", used: |field| field.max_hours.is_some(), for_kind: |kind| kind == Kind::TimeWindow },
    Property { key: "alternatives", used: |field| !field.alternatives.is_empty(), for_kind: may_have_alternatives },
    Property { key: "own_company", used: |field| field.own_company, for_kind: |kind| kind == Kind::Email },
    Property { key: "with_phone", used: |field| field.with_phone, for_kind: |kind| kind == Kind::Person },
];

/// Whether a kind is answered at all.
pub(super) fn is_answered(kind: Kind) -> bool {
    kind != Kind::Note
}

/// Whether a kind picks from `options`.
pub(super) fn has_options(kind: Kind) -> bool {
    matches!(kind, Kind::Choice | Kind::MultiChoice)
}

/// Whether a kind is a number.
pub(super) fn is_number(kind: Kind) -> bool {
    kind == Kind::Number
}

/// Whether a kind is text with a length.
pub(super) fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::LongText)
}

/// Whether a kind is a selection of several things, or several files or windows.
pub(super) fn is_several(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::MultiChoice | Kind::Systems | Kind::Sites | Kind::Watchers | Kind::Attachment | Kind::TimeWindow
    )
}

fn is_counted(kind: Kind) -> bool {
    is_number(kind) || is_several(kind)
}

fn is_dated(kind: Kind) -> bool {
    matches!(kind, Kind::Date | Kind::Datetime | Kind::TimeWindow)
}

fn may_be_unknown(kind: Kind) -> bool {
    !matches!(kind, Kind::Note | Kind::Confirm | Kind::Attachment | Kind::Watchers)
}

fn may_have_default(kind: Kind) -> bool {
    is_text(kind) || matches!(kind, Kind::Choice | Kind::YesNo | Kind::Number)
}

fn may_have_alternatives(kind: Kind) -> bool {
    !has_options(kind) && !matches!(kind, Kind::YesNo | Kind::Confirm | Kind::Note | Kind::Attachment | Kind::Watchers)
}

/// The words that an answer to a field can be compared with (numbers apart).
pub(super) fn words(field: &Field) -> Vec<&str> {
    let own: &[&str] = match field.kind {
        Kind::YesNo | Kind::Confirm => &["yes", "no"],
        Kind::System | Kind::Systems => &["other"],
        _ => &[],
    };
    let mut words: Vec<&str> = own.to_vec();
    if has_options(field.kind) {
        words.extend(field.options.iter().map(String::as_str));
    }
    words.extend(field.alternatives.iter().map(String::as_str));
    if field.allow_unknown {
        words.push("unknown");
    }
    words
}
