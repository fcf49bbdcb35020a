//! What is sent: a draft as a new ticket, or what was answered after it was filed at once.

use std::collections::BTreeMap;

use super::condition::{Answers, Conditions};
use super::scene::Scene;
use super::{Draft, Value, engine, kinds, texts};
use crate::conversation::effect::{FieldLine, NewTicket};
use crate::conversation::text::Text;
use crate::domain::form::{Field, Form, Kind};
use crate::domain::{FieldId, FileMeta, MemberId, MessageId};

/// The ticket that a draft becomes. Only answers of fields that apply are in it.
pub fn new_ticket(scene: Scene<'_>, draft: &Draft, language: &str) -> NewTicket {
    let applying = applying(scene, draft);
    let description = match draft.value(&FieldId::new(Form::DESCRIPTION)) {
        Some(Value::Text(text)) if applying.iter().any(|(field, _)| field.id.as_str() == Form::DESCRIPTION) => {
            text.clone()
        }
        _ => String::new(),
    };
    let reference = draft.refers_to.as_ref().map(|number| FieldLine {
        field: "refers_to".to_owned(),
        label: Text::key("draft-refers-to"),
        value: Text::verbatim(number.as_str()),
        raw: vec![number.to_string()],
    });
    NewTicket {
        ticket_type: scene.form.id.clone(),
        title: title(scene, draft),
        description,
        priority: engine::priority(scene, draft).0,
        fields: reference
            .into_iter()
            .chain(applying.iter().filter(|(field, _)| is_line(field)).map(|(field, value)| line(scene, field, value)))
            .collect(),
        files: files(&applying),
        watchers: watchers(&applying),
        language: language.to_owned(),
        filed_at: scene.now,
    }
}

/// What was answered or changed since the ticket was filed at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// Labelled answers.
    pub fields: Vec<FieldLine>,
    /// Files that did not go with it.
    pub files: Vec<FileMeta>,
    /// Colleagues that were not named then.
    pub watchers: Vec<MemberId>,
}

/// The rest of a draft that was filed at once.
pub fn rest(scene: Scene<'_>, draft: &Draft) -> Rest {
    let nothing = BTreeMap::new();
    let sent = draft.filed.as_ref().map_or(&nothing, |filed| &filed.sent);
    let new: Vec<(&Field, &Value)> =
        applying(scene, draft).into_iter().filter(|(field, value)| sent.get(&field.id) != Some(*value)).collect();
    let lines = new.iter().filter(|(field, _)| !matches!(field.kind, Kind::Attachment | Kind::Watchers));
    let already: Vec<&FileMeta> = sent.values().filter_map(files_of).flatten().collect();
    let known: Vec<&MemberId> = sent.values().filter_map(people_of).flatten().collect();
    Rest {
        fields: lines.map(|(field, value)| line(scene, field, value)).collect(),
        files: files(&new).into_iter().filter(|file| !already.contains(&file)).collect(),
        watchers: watchers(&new).into_iter().filter(|id| !known.contains(&id)).collect(),
    }
}

/// The answers that go with a ticket that is filed now.
pub fn sent_values(scene: Scene<'_>, draft: &Draft) -> BTreeMap<FieldId, Value> {
    applying(scene, draft).into_iter().map(|(field, value)| (field.id.clone(), value.clone())).collect()
}

/// The person's messages that the answers came from, each once.
pub fn messages(scene: Scene<'_>, draft: &Draft) -> Vec<MessageId> {
    let mut messages: Vec<MessageId> = Vec::new();
    for (field, _) in applying(scene, draft) {
        let message = draft.answers.get(&field.id).and_then(|answered| answered.message.clone());
        if let Some(message) = message.filter(|message| !messages.contains(message)) {
            messages.push(message);
        }
    }
    messages
}

/// The subject: as written, or made from the answers.
pub fn title(scene: Scene<'_>, draft: &Draft) -> Text {
    let asked = scene
        .form
        .field(&FieldId::new(Form::SUBJECT))
        .is_none_or(|field| Conditions::new(scene, draft, Answers::Final).applying().any(|one| one.id == field.id));
    match draft.value(&FieldId::new(Form::SUBJECT)) {
        Some(Value::Text(text)) if asked => Text::verbatim(text),
        _ => made_title(scene, draft),
    }
}

/// The form's own sentence on its answers, else its title and the system.
fn made_title(scene: Scene<'_>, draft: &Draft) -> Text {
    let answers = applying(scene, draft);
    let system = answers.iter().find(|(field, _)| field.kind == Kind::System);
    let fallback = if system.is_some() { "draft-made-subject" } else { "draft-made-subject-without-system" };
    let keys = [format!("form-{}.subject", scene.form.id), fallback.to_owned()];
    let mut text = Text::first_of(keys).with("title", texts::title(&scene.form.id));
    if let Some((field, value)) = system {
        text = text.with("system", short(scene, field, value));
    }
    for field in &scene.form.fields {
        let value = answers.iter().find(|(one, _)| one.id == field.id).map(|(_, value)| short(scene, field, value));
        text = text.with(field.id.to_string(), value.unwrap_or_else(|| Text::verbatim("")));
    }
    texts::with_policy(scene, text)
}

/// An answer in few words: of a system only its name.
fn short(scene: Scene<'_>, field: &Field, value: &Value) -> Text {
    match value {
        Value::System(id) => Text::verbatim(kinds::system_name(scene, id)),
        other => kinds::show(scene, field, other),
    }
}

/// The fields that apply and are answered, in order.
fn applying<'a>(scene: Scene<'a>, draft: &'a Draft) -> Vec<(&'a Field, &'a Value)> {
    let conditions = Conditions::new(scene, draft, Answers::Final);
    conditions.applying().filter_map(|field| Some((field, draft.value(&field.id)?))).collect()
}

fn is_line(field: &Field) -> bool {
    let own_place = matches!(field.id.as_str(), Form::SUBJECT | Form::DESCRIPTION);
    !own_place && !matches!(field.kind, Kind::Attachment | Kind::Watchers)
}

fn line(scene: Scene<'_>, field: &Field, value: &Value) -> FieldLine {
    FieldLine {
        field: field.id.to_string(),
        label: texts::label(scene, &field.id),
        value: kinds::show(scene, field, value),
        raw: kinds::raw(scene, value),
    }
}

fn files(answers: &[(&Field, &Value)]) -> Vec<FileMeta> {
    answers.iter().filter_map(|(_, value)| files_of(value)).flatten().cloned().collect()
}

fn files_of(value: &Value) -> Option<&Vec<FileMeta>> {
    match value {
        Value::Files(files) => Some(files),
        _ => None,
    }
}

fn watchers(answers: &[(&Field, &Value)]) -> Vec<MemberId> {
    let of_field = answers.iter().filter(|(field, _)| field.kind == Kind::Watchers);
    of_field.filter_map(|(_, value)| people_of(value)).flatten().cloned().collect()
}

fn people_of(value: &Value) -> Option<&Vec<MemberId>> {
    match value {
        Value::People(ids) => Some(ids),
        _ => None,
    }
}
