//! The keys of a form's texts, by the convention of [`crate::domain::form`], with the engine's own as a last resort.

use super::scene::Scene;
use super::{Value, derived};
use crate::conversation::text::Text;
use crate::domain::form::{Field, Form, Hint, Kind};
use crate::domain::{FieldId, TicketTypeId};

/// A form's title.
pub fn title(ticket_type: &TicketTypeId) -> Text {
    Text::key(format!("form-{ticket_type}.title"))
}

/// A sentence on what a form is for.
pub fn purpose(scene: Scene<'_>) -> Text {
    with_policy(scene, Text::key(format!("form-{}.summary", scene.form.id)))
}

/// A field's question.
pub fn question(scene: Scene<'_>, field: &Field) -> Text {
    with_policy(scene, Text::first_of(keys(scene.form, &field.id, "question")))
}

/// A field's label: its short name.
pub fn label(scene: Scene<'_>, field: &FieldId) -> Text {
    let short = keys(scene.form, field, "short").into_iter().chain(keys(scene.form, field, "question"));
    with_policy(scene, Text::first_of(short))
}

/// What helps to answer; may be nothing.
pub fn help(scene: Scene<'_>, field: &Field) -> Text {
    with_policy(scene, Text::optional(keys(scene.form, &field.id, "help")))
}

/// The help of a question asked by itself; where the answer has a form of its own, with an example of it.
pub fn help_with_example(scene: Scene<'_>, field: &Field) -> Text {
    let has_form = matches!(
        field.kind,
        Kind::Date
            | Kind::Datetime
            | Kind::TimeWindow
            | Kind::Email
            | Kind::Phone
            | Kind::Serial
            | Kind::Address
            | Kind::TicketRef
    ) || field.pattern.is_some()
        || !field.units.is_empty()
        || (field.kind == Kind::Person && field.with_phone);
    if !has_form {
        return help(scene, field);
    }
    let example = Text::key("draft-for-example").with("example", example(scene, field));
    Text::Joined(vec![help(scene, field), example], " ".to_owned())
}

/// An example of a good answer: the field's own, else one of its kind.
pub fn example(scene: Scene<'_>, field: &Field) -> Text {
    let own = keys(scene.form, &field.id, "example").into_iter();
    with_policy(scene, Text::first_of(own.chain([format!("draft-example-{}", kind_id(field.kind))])))
}

/// What is said when an answer is not understood: the field's own words, else those of its kind.
pub fn error(scene: Scene<'_>, field: &Field) -> Text {
    let own = keys(scene.form, &field.id, "error").into_iter();
    let text = Text::first_of(own.chain([format!("draft-error-{}", kind_id(field.kind))]));
    with_policy(scene, text.with("example", example(scene, field)))
}

/// An error that says more than the field's own words could.
pub fn reason(scene: Scene<'_>, field: &Field, reason: &str) -> Text {
    Text::key(format!("draft-error-{reason}")).with("example", example(scene, field))
}

/// Keys of an option, an alternative or „Weiß ich nicht“, the most specific first.
pub fn option_keys(form: &Form, field: &FieldId, option: &str) -> Vec<String> {
    let fallback = match option {
        "yes" | "no" | "unknown" => option.to_owned(),
        other => format!("draft-option-{other}"),
    };
    vec![format!("form-{}-{field}-{option}", form.id), format!("form-any-{field}-{option}"), fallback]
}

/// An option, an alternative or „Weiß ich nicht“.
pub fn option(scene: Scene<'_>, field: &FieldId, option: &str) -> Text {
    with_policy(scene, Text::first_of(option_keys(scene.form, field, option)))
}

/// A unit.
pub fn unit(form: &Form, field: &FieldId, unit: &str) -> Text {
    Text::first_of([
        format!("form-{}-{field}-{unit}", form.id),
        format!("form-any-unit-{unit}"),
        format!("draft-unit-{unit}"),
    ])
}

/// A hint of a field, with the day off that it may be about.
pub fn hint(scene: Scene<'_>, field: &Field, hint: &Hint, value: &Value) -> Text {
    let keys = [format!("form-{}-hint-{}", scene.form.id, hint.id), format!("form-any-hint-{}", hint.id)];
    let text = Text::first_of(keys).with("answer", super::kinds::show(scene, field, value));
    let text = match derived::day_off(scene, value) {
        Some(day) => text.with("day", day),
        None => text.with("day", ""),
    };
    with_policy(scene, text)
}

/// The notice of a priority rule.
pub fn notice(scene: Scene<'_>, notice: &str) -> Text {
    let keys = [format!("form-{}-notice-{notice}", scene.form.id), format!("form-any-notice-{notice}")];
    with_policy(scene, Text::first_of(keys))
}

/// The three names of the policy that every text of a form may use.
pub fn with_policy(scene: Scene<'_>, text: Text) -> Text {
    let policy = scene.policy();
    text.with("company", policy.company.as_str())
        .with("contact", policy.contact_email.as_str())
        .with("hotline", policy.hotline.as_str())
}

/// The kind's id, as form files name it.
pub fn kind_id(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::LongText => "long_text",
        Kind::Choice => "choice",
        Kind::MultiChoice => "multi_choice",
        Kind::YesNo => "yes_no",
        Kind::Number => "number",
        Kind::Date => "date",
        Kind::Datetime => "datetime",
        Kind::TimeWindow => "time_window",
        Kind::Email => "email",
        Kind::Phone => "phone",
        Kind::Serial => "serial",
        Kind::System => "system",
        Kind::Systems => "systems",
        Kind::Site => "site",
        Kind::Sites => "sites",
        Kind::Contract => "contract",
        Kind::Person => "person",
        Kind::Watchers => "watchers",
        Kind::Address => "address",
        Kind::TicketRef => "ticket_ref",
        Kind::Attachment => "attachment",
        Kind::Note => "note",
        Kind::Confirm => "confirm",
    }
}

fn keys(form: &Form, field: &FieldId, attribute: &str) -> Vec<String> {
    let mut keys = vec![format!("form-{}-{field}.{attribute}", form.id), format!("form-any-{field}.{attribute}")];
    // The subject may be changed in a form that never asks for one.
    if field.as_str() == Form::SUBJECT {
        keys.push(format!("draft-subject.{attribute}"));
    }
    keys
}

/// Why a file was not taken.
pub fn file_trouble(scene: Scene<'_>, file: &crate::domain::FileMeta, trouble: super::kinds::FileTrouble) -> Text {
    use super::kinds::FileTrouble;
    let policy = scene.policy();
    let name = file.name.as_str();
    match trouble {
        FileTrouble::TooMany => {
            Text::key("draft-file-too-many").with("file", name).with("most", i64::from(policy.max_files))
        }
        FileTrouble::TooLarge => Text::key("draft-file-too-large")
            .with("file", name)
            .with("most", crate::conversation::text::Arg::Bytes(policy.max_file_bytes)),
        FileTrouble::Type => {
            Text::key("draft-file-type").with("file", name).with("types", policy.file_types.join(", "))
        }
    }
}
