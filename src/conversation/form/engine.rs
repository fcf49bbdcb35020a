//! The order of things: which question is next, which step it is, what an answer changes, what is missing before sending.

use super::condition::{Answers, Conditions, Proposed, Truth};
use super::scene::{Asked, Scene};
use super::{Answered, Draft, Stage, Value, Why, kinds};
use crate::conversation::text::Text;
use crate::domain::form::{Field, Form, Hint, Kind};
use crate::domain::{FieldId, FileMeta, Priority};

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// This question.
    Ask(FieldId),
    /// „Möchten Sie weitere Angaben machen?“
    More,
    /// „Jetzt anlegen“?
    Quick,
    /// The summary.
    Summary,
}

/// Something that keeps a draft from being sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// The field.
    pub field: FieldId,
    /// What is wrong with its answer; `None`: it has none.
    pub wrong: Option<Text>,
}

/// What comes next: the first question that surely applies and is open, the optional ones after the others.
pub fn next(scene: Scene<'_>, draft: &Draft) -> Next {
    if offers_quick(scene, draft) {
        return Next::Quick;
    }
    let coming = Conditions::new(scene, draft, Answers::Coming);
    let open = |conditions: &Conditions<'_>, more: bool| {
        let mut fields = conditions.applying().filter(|field| is_asked(draft, field) && !is_settled(draft, field));
        fields.find(|field| more || !field.more).map(|field| field.id.clone())
    };
    if let Some(field) = open(&coming, draft.more == Some(true)) {
        return Next::Ask(field);
    }
    if draft.more.is_none() && open(&coming, true).is_some() {
        return Next::More;
    }
    // What still hangs on an answer that will not come is decided without it.
    let decided = Conditions::new(scene, draft, Answers::Final);
    match open(&decided, draft.more == Some(true)) {
        Some(field) => Next::Ask(field),
        None => Next::Summary,
    }
}

/// Which step a question is and how many there are, as far as is known: the questions that surely apply now.
pub fn step(scene: Scene<'_>, draft: &Draft, field: &FieldId) -> (usize, usize) {
    let conditions = Conditions::new(scene, draft, Answers::Coming);
    let wanted = draft.more == Some(true);
    let counts = |one: &&Field| is_asked(draft, one) && (wanted || !one.more || &one.id == field);
    let asked: Vec<&FieldId> = conditions.applying().filter(counts).map(|one| &one.id).collect();
    let place = asked.iter().position(|id| *id == field).map_or(asked.len() + 1, |place| place + 1);
    (place, asked.len().max(place))
}

/// The field with that id; the subject also where the form never asks for one, so that it can be changed.
pub fn field<'a>(form: &'a Form, id: &FieldId, subject: &'a Field) -> Option<&'a Field> {
    form.field(id).or_else(|| (id.as_str() == Form::SUBJECT).then_some(subject))
}

/// The subject's field of a form that has none.
pub fn subject_field() -> Field {
    Field { min_length: Some(5), max_length: Some(120), ..Field::of(FieldId::new(Form::SUBJECT), Kind::Text) }
}

/// Keeps an answer: what was skipped, proposed or typed wrong before is settled with it.
pub fn answer(draft: &mut Draft, field: &FieldId, answered: Answered) {
    draft.skipped.remove(field);
    draft.proposed.remove(field);
    draft.typed.remove(field);
    if draft.value(field) != Some(&answered.value) {
        draft.confirmed.remove(field);
    }
    draft.answers.insert(field.clone(), answered);
    remember(draft, field);
}

/// Passes over a question. The answer it had, if any, is taken back.
pub fn skip(draft: &mut Draft, field: &FieldId) {
    draft.answers.remove(field);
    draft.proposed.remove(field);
    draft.typed.remove(field);
    draft.confirmed.remove(field);
    draft.skipped.insert(field.clone());
    remember(draft, field);
}

/// Takes an answer back, so that it is asked for again.
pub fn take_back(draft: &mut Draft, field: &FieldId) -> Option<Answered> {
    draft.confirmed.remove(field);
    draft.skipped.remove(field);
    draft.answers.remove(field)
}

/// Adds a question to those the person has been through.
fn remember(draft: &mut Draft, field: &FieldId) {
    if !draft.trail.contains(field) {
        draft.trail.push(field.clone());
    }
}

/// The question before this one (or before the summary, for `None`), among those that the person has been through and that
/// still apply.
pub fn before(scene: Scene<'_>, draft: &Draft, field: Option<&FieldId>) -> Option<FieldId> {
    let conditions = Conditions::new(scene, draft, Answers::Coming);
    let end = field.and_then(|field| draft.trail.iter().position(|one| one == field)).unwrap_or(draft.trail.len());
    let mut earlier = draft.trail[..end].iter().rev();
    earlier.find(|one| Some(*one) != field && conditions.applies(one) == Truth::Yes).cloned()
}

/// The hints of a field that hold now and have not been shown for this answer; those to be confirmed come back as well,
/// until they are.
pub fn hints<'a>(scene: Scene<'a>, draft: &Draft, field: &'a Field) -> Vec<&'a Hint> {
    let conditions = Conditions::new(scene, draft, Answers::Coming);
    let holds = |hint: &&Hint| hint.when.as_ref().is_none_or(|when| conditions.holds_at(when, field) == Truth::Yes);
    field.hint.iter().filter(holds).collect()
}

/// Whether leaving the question out is allowed.
pub fn may_skip(field: &Field) -> bool {
    !field.required
}

/// What keeps the draft from being sent: the first required question without an answer, or answer that no longer holds.
pub fn missing(scene: Scene<'_>, draft: &Draft) -> Option<Missing> {
    let conditions = Conditions::new(scene, draft, Answers::Final);
    conditions.applying().filter(|field| is_asked(draft, field)).find_map(|field| match draft.value(&field.id) {
        Some(value) => {
            let wrong = kinds::check(Asked { scene, field, draft }, value)?;
            Some(Missing { field: field.id.clone(), wrong: Some(wrong) })
        }
        None if field.required => Some(Missing { field: field.id.clone(), wrong: None }),
        None => None,
    })
}

/// The proposed priority, everything decided; and the rule it comes from.
pub fn priority(scene: Scene<'_>, draft: &Draft) -> (Priority, Option<usize>) {
    match Conditions::new(scene, draft, Answers::Final).priority() {
        Proposed::By(rule) => (rule.level, scene.form.priority.iter().position(|one| std::ptr::eq(one, rule))),
        Proposed::Default | Proposed::Open => (Priority::Normal, None),
    }
}

/// The field that takes files: the one that is asked for, else the first attachment field that applies.
pub fn files_field<'a>(scene: Scene<'a>, draft: &Draft) -> Option<&'a Field> {
    let conditions = Conditions::new(scene, draft, Answers::Coming);
    let takes_files = || conditions.applying().filter(|field| field.kind == Kind::Attachment);
    let asked = takes_files().find(|field| draft.asking() == Some(&field.id));
    let id = asked.or_else(|| takes_files().next()).map(|field| field.id.clone())?;
    scene.form.field(&id)
}

/// All files of a draft, those of fields that no longer apply included.
pub fn files(draft: &Draft) -> impl Iterator<Item = &FileMeta> {
    draft
        .answers
        .values()
        .filter_map(|answered| match &answered.value {
            Value::Files(files) => Some(files),
            _ => None,
        })
        .flatten()
}

/// Whether a question is asked at all: notes never are; once the ticket was filed at once, its subject no longer is.
fn is_asked(draft: &Draft, field: &Field) -> bool {
    let subject_is_made =
        draft.filed.is_some() && field.id.as_str() == Form::SUBJECT && draft.value(&field.id).is_none();
    field.kind != Kind::Note && !subject_is_made
}

/// Whether a question needs no answer any more.
pub fn is_settled(draft: &Draft, field: &Field) -> bool {
    draft.answers.contains_key(&field.id) || (draft.skipped.contains(&field.id) && !field.required)
}

/// Whether the critical ticket is to be filed at once: everything that decides it is answered, something else is not.
fn offers_quick(scene: Scene<'_>, draft: &Draft) -> bool {
    let form = scene.form;
    if form.quick_after.is_empty() || draft.quick_declined || draft.filed.is_some() {
        return false;
    }
    let conditions = Conditions::new(scene, draft, Answers::Coming);
    let settled = |id: &FieldId| match conditions.applies(id) {
        Truth::No => true,
        Truth::Open => false,
        Truth::Yes => form.field(id).is_none_or(|field| is_settled(draft, field)),
    };
    let rest_is_open =
        conditions.applying().any(|field| field.required && is_asked(draft, field) && !is_settled(draft, field));
    conditions.priority().level() == Some(Priority::Critical) && form.quick_after.iter().all(settled) && rest_is_open
}

/// Opens a question.
pub fn ask(draft: &mut Draft, field: &FieldId, why: Why) {
    draft.stage = Stage::Asking { field: field.clone(), why, pending: None };
    draft.heard = None;
}
