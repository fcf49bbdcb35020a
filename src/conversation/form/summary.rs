//! What is shown before sending: every answer that will be sent, the subject, the proposed priority with its reason.

use super::condition::{Answers, Conditions, fields_of};
use super::scene::Scene;
use super::{Draft, engine, kinds, texts, ticket};
use crate::conversation::message::{Block, Fact};
use crate::conversation::text::{Arg, Text};
use crate::domain::form::{Form, Kind};
use crate::domain::{FieldId, Priority};

/// The fields shown, in the order of their numbers from 1.
pub fn fields(scene: Scene<'_>, draft: &Draft) -> Vec<FieldId> {
    let subject = FieldId::new(Form::SUBJECT);
    let conditions = Conditions::new(scene, draft, Answers::Final);
    let answered = conditions.applying().map(|field| &field.id).filter(|id| is_shown(draft, id)).cloned();
    let mut fields: Vec<FieldId> = answered.collect();
    if draft.filed.is_none() && !fields.contains(&subject) {
        fields.insert(0, subject);
    }
    fields
}

/// Labels and values, numbered, so that „ändern 3“ is understood.
pub fn facts(scene: Scene<'_>, draft: &Draft) -> Block {
    let subject_field = engine::subject_field();
    let fact = |(place, id): (usize, FieldId)| {
        let value = match (draft.value(&id), engine::field(scene.form, &id, &subject_field)) {
            (Some(value), Some(field)) => kinds::show(scene, field, value),
            _ => ticket::title(scene, draft),
        };
        let label = Text::key("draft-summary-label").with("number", place + 1).with("label", texts::label(scene, &id));
        Fact { label, value, field: Some(id) }
    };
    Block::Facts { facts: fields(scene, draft).into_iter().enumerate().map(fact).collect() }
}

/// The proposed priority and the answers it follows from.
pub fn priority(scene: Scene<'_>, draft: &Draft) -> Text {
    let (level, rule) = engine::priority(scene, draft);
    let word = priority_word(level);
    let reasons = rule.map(|rule| reasons(scene, draft, rule)).unwrap_or_default();
    if reasons.is_empty() {
        Text::key("draft-summary-priority").with("priority", word)
    } else {
        Text::key("draft-summary-priority-because").with("priority", word).with("reasons", Arg::List(reasons))
    }
}

/// A priority as people say it.
pub fn priority_word(level: Priority) -> Text {
    Text::key(format!("priority-{}", level.id()))
}

/// „Auswirkung: Komplettausfall“: the answers that the rule looks at.
fn reasons(scene: Scene<'_>, draft: &Draft, rule: usize) -> Vec<Text> {
    let Some(when) = scene.form.priority.get(rule).and_then(|rule| rule.when.as_ref()) else { return Vec::new() };
    let mut seen: Vec<&str> = Vec::new();
    let mut reasons = Vec::new();
    for id in fields_of(when) {
        let field = scene.form.fields.iter().find(|field| field.id.as_str() == id);
        let value = field.and_then(|field| draft.value(&field.id));
        if let (Some(field), Some(value), false) = (field, value, seen.contains(&id)) {
            seen.push(id);
            let label = texts::label(scene, &field.id);
            reasons.push(
                Text::key("draft-summary-reason").with("label", label).with("value", kinds::show(scene, field, value)),
            );
        }
    }
    reasons
}

/// Answered, and not sent already.
fn is_shown(draft: &Draft, id: &FieldId) -> bool {
    let Some(value) = draft.value(id) else { return false };
    draft.filed.as_ref().is_none_or(|filed| filed.sent.get(id) != Some(value))
}

/// Whether optional questions are left that were not asked.
pub fn has_more(scene: Scene<'_>, draft: &Draft) -> bool {
    let conditions = Conditions::new(scene, draft, Answers::Coming);
    draft.more != Some(true)
        && conditions
            .applying()
            .any(|field| field.more && field.kind != Kind::Note && !engine::is_settled(draft, field))
}
