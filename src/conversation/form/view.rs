//! The native form: the same fields, conditions and kinds as step by step, all at once.

use std::collections::{BTreeMap, BTreeSet};

use super::condition::{Answers, Conditions, Proposed, Truth, fields_of};
use super::scene::{Asked, Scene};
use super::{Answered, Draft, Value, engine, kinds, texts};
use crate::conversation::event::Refresh;
use crate::conversation::message::{FieldView, FormPurpose, FormView, Tone};
use crate::conversation::text::{Arg, Text};
use crate::domain::form::{Field, Kind, derived};
use crate::domain::{FieldId, FileMeta};

/// Most characters of a wrong value that are kept to be mended.
const MAX_TYPED: usize = 20_000;
/// Most values of one field.
const MAX_VALUES: usize = 200;

/// What is wrong, by field.
pub type Errors = BTreeMap<FieldId, Text>;

/// What a native form gave.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// Values by field.
    pub values: &'a BTreeMap<FieldId, Vec<String>>,
    /// Files by field: new ones, and those it already had that are to stay.
    pub files: &'a BTreeMap<FieldId, Vec<FileMeta>>,
    /// Why: only sending the same once more confirms it, a mere refresh does not.
    pub refresh: Refresh,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filled {
    /// What is wrong.
    pub errors: Errors,
    /// Ticket numbers to be looked up.
    pub lookups: Vec<(FieldId, String)>,
}

/// Shows the form as far as its fields apply.
pub fn view(scene: Scene<'_>, draft: &Draft, errors: &Errors, error: Option<Text>) -> FormView {
    let conditions = Conditions::new(scene, draft, Answers::Seen);
    let watched = watched(scene);
    let fields: Vec<FieldView> = conditions
        .applying()
        .filter(|field| !was_sent(draft, field))
        .map(|field| field_view(Asked { scene, field, draft }, errors.get(&field.id), &watched))
        .collect();
    FormView {
        purpose: FormPurpose::Draft { draft: draft.id.clone(), ticket_type: draft.ticket_type.clone() },
        title: texts::title(&draft.ticket_type),
        intro: Some(Text::key("draft-native-intro")),
        fields,
        notices: notices(scene, draft, &conditions),
        submit: Text::key(if draft.filed.is_some() { "draft-native-submit-rest" } else { "draft-native-submit" }),
        cancel: Text::key("draft-native-cancel"),
        error,
    }
}

/// Reads what was given into the draft. Wrong values are kept as they were typed, with the reason in the result.
pub fn fill(scene: Scene<'_>, draft: &mut Draft, given: Given<'_>) -> Filled {
    let mut filled = Filled::default();
    for field in &scene.form.fields {
        if was_sent(draft, field) {
            continue;
        }
        if field.kind == Kind::Attachment {
            if let Some(files) = given.files.get(&field.id) {
                fill_files(scene, draft, field, files, &mut filled);
            }
        } else if let Some(values) = given.values.get(&field.id) {
            fill_field(scene, draft, field, (values, given.refresh), &mut filled);
        }
    }
    filled
}

/// What is missing for sending, by field: required and not answered, or no longer right.
pub fn missing(scene: Scene<'_>, draft: &Draft, errors: &mut Errors) {
    let conditions = Conditions::new(scene, draft, Answers::Final);
    for field in conditions.applying().filter(|field| field.kind != Kind::Note && !was_sent(draft, field)) {
        let asked = Asked { scene, field, draft };
        let wrong = match draft.value(&field.id) {
            Some(value) => kinds::check(asked, value),
            None if field.required => Some(texts::reason(scene, field, "required")),
            None => None,
        };
        if let Some(wrong) = wrong {
            errors.entry(field.id.clone()).or_insert(wrong);
        }
    }
}

fn fill_field(
    scene: Scene<'_>,
    draft: &mut Draft,
    field: &Field,
    (values, refresh): (&[String], Refresh),
    filled: &mut Filled,
) {
    let given: Vec<String> = values.iter().filter(|value| !value.trim().is_empty()).cloned().collect();
    if given.is_empty() {
        engine::take_back(draft, &field.id);
        draft.typed.remove(&field.id);
        draft.proposed.remove(&field.id);
        return;
    }
    let is_same = draft.value(&field.id).is_some_and(|value| kinds::raw(scene, value) == given);
    let asked = Asked { scene, field, draft };
    if is_same && draft.value(&field.id).is_some_and(|value| kinds::check(asked, value).is_none()) {
        draft.typed.remove(&field.id);
        return;
    }
    let again = refresh == Refresh::Send && draft.typed.get(&field.id) == Some(&given);
    match kinds::read_native(asked, &given) {
        None => {}
        Some(kinds::Read::Value(value)) => settle(scene, draft, field, value, (given, again), filled),
        Some(kinds::Read::Confirm(value, _)) if again => keep(draft, field, value),
        Some(kinds::Read::Confirm(..)) => {
            wrong(draft, field, given, texts::reason(scene, field, "confirm-native"), filled);
        }
        Some(kinds::Read::LookUp(number)) => {
            engine::take_back(draft, &field.id);
            draft.typed.insert(field.id.clone(), given);
            filled.lookups.push((field.id.clone(), number));
        }
        Some(kinds::Read::Partly(part)) => {
            let (question, help) = kinds::partly(asked, &part);
            let text = Text::Joined(vec![question, help], " ".to_owned());
            wrong(draft, field, given, text, filled);
        }
        Some(kinds::Read::Which(values)) => {
            let labels = kinds::narrowed(asked, &values).into_iter().map(|pick| pick.label).collect();
            wrong(draft, field, given, texts::reason(scene, field, "which").with("options", Arg::List(labels)), filled);
        }
        Some(kinds::Read::Wrong(text)) => wrong(draft, field, given, text, filled),
    }
}

/// Keeps an answer unless a hint asks to confirm it first: then it counts when it is sent a second time.
fn settle(
    scene: Scene<'_>,
    draft: &mut Draft,
    field: &Field,
    value: Value,
    (given, again): (Vec<String>, bool),
    filled: &mut Filled,
) {
    keep(draft, field, value);
    if again {
        draft.confirmed.insert(field.id.clone());
    }
    let is_confirmed = draft.confirmed.contains(&field.id);
    let hint = engine::hints(scene, draft, field).into_iter().find(|hint| hint.confirm && !is_confirmed);
    if let (Some(hint), Some(value)) = (hint, draft.value(&field.id)) {
        let text = Text::key("draft-error-hint-native").with("hint", texts::hint(scene, field, hint, value));
        wrong(draft, field, given, text, filled);
    }
}

fn keep(draft: &mut Draft, field: &Field, value: Value) {
    engine::answer(draft, &field.id, Answered { value, message: None });
}

fn wrong(draft: &mut Draft, field: &Field, given: Vec<String>, text: Text, filled: &mut Filled) {
    engine::take_back(draft, &field.id);
    let most = |value: String| value.chars().take(MAX_TYPED).collect();
    draft.typed.insert(field.id.clone(), given.into_iter().take(MAX_VALUES).map(most).collect());
    filled.errors.insert(field.id.clone(), text);
}

fn fill_files(scene: Scene<'_>, draft: &mut Draft, field: &Field, files: &[FileMeta], filled: &mut Filled) {
    let (taken, refused) = kinds::merge_files(scene, field, None, files);
    if taken.is_empty() {
        engine::take_back(draft, &field.id);
    } else {
        keep(draft, field, Value::Files(taken));
    }
    if let Some((file, trouble)) = refused.first() {
        filled.errors.insert(field.id.clone(), texts::file_trouble(scene, file, *trouble));
    }
}

fn field_view(asked: Asked<'_>, error: Option<&Text>, watched: &BTreeSet<FieldId>) -> FieldView {
    let Asked { scene, field, draft } = asked;
    let value = match (draft.typed.get(&field.id), draft.value(&field.id), draft.proposed.get(&field.id)) {
        (Some(typed), ..) => typed.clone(),
        (None, Some(value), _) => kinds::raw(scene, value),
        (None, None, Some(proposed)) => kinds::raw(scene, &proposed.value),
        (None, None, None) => field.default.iter().cloned().collect(),
    };
    FieldView {
        id: field.id.clone(),
        label: texts::question(scene, field),
        help: Some(help(asked)),
        required: field.required,
        input: kinds::native(asked),
        value,
        error: error.cloned(),
        refreshes: watched.contains(&field.id),
        more: field.more,
    }
}

/// The help, and what may be written instead of an answer.
fn help(asked: Asked<'_>) -> Text {
    let help = texts::help(asked.scene, asked.field);
    let words = kinds::free_words(asked);
    let is_words = matches!(
        kinds::native(asked),
        crate::conversation::message::Input::Line { .. } | crate::conversation::message::Input::Area { .. }
    );
    if words.is_empty() || !is_words {
        return help;
    }
    let also = Text::key("draft-native-help").with("words", Arg::List(words));
    Text::Joined(vec![help, also], "\n".to_owned())
}

/// The fields that others look at: changing one shows the form anew.
fn watched(scene: Scene<'_>) -> BTreeSet<FieldId> {
    let form = scene.form;
    let conditions = form.fields.iter().filter_map(|field| field.when.as_ref());
    let rules = form.priority.iter().filter_map(|rule| rule.when.as_ref());
    let mut watched: BTreeSet<FieldId> = conditions.chain(rules).flat_map(fields_of).map(FieldId::from).collect();
    if watched.contains(&FieldId::from(derived::DRIVE_RETENTION)) {
        watched.extend(form.fields.iter().filter(|field| field.kind == Kind::System).map(|field| field.id.clone()));
    }
    watched.extend(form.fields.iter().filter(|field| !field.hint.is_empty()).map(|field| field.id.clone()));
    watched
}

/// The notice of the priority's rule and the hints that hold.
fn notices(scene: Scene<'_>, draft: &Draft, conditions: &Conditions<'_>) -> Vec<(Tone, Text)> {
    let mut notices = Vec::new();
    if let Proposed::By(rule) = conditions.priority()
        && let Some(notice) = &rule.notice
    {
        notices.push((Tone::Warning, texts::notice(scene, notice)));
    }
    for field in conditions.applying() {
        let Some(value) = draft.value(&field.id) else { continue };
        for hint in engine::hints(scene, draft, field).into_iter().filter(|hint| !hint.confirm) {
            notices.push((Tone::Info, texts::hint(scene, field, hint, value)));
        }
    }
    notices
}

/// Once the ticket was filed at once, what went with it is not asked again.
fn was_sent(draft: &Draft, field: &Field) -> bool {
    draft.filed.as_ref().is_some_and(|filed| filed.sent.contains_key(&field.id))
}

/// Whether a field is shown right now.
pub fn shows(scene: Scene<'_>, draft: &Draft, field: &FieldId) -> bool {
    Conditions::new(scene, draft, Answers::Seen).applies(field) == Truth::Yes
}
