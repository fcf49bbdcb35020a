//! Messages that were edited or deleted while the form they answered is still open.

use super::answering::{self, open_question};
use super::asking::{Title, go_on, show};
use super::{Open, field_of, keep, open};
use crate::conversation::effect::Effect;
use crate::conversation::flow::words::paragraph;
use crate::conversation::form::kinds::{Read, Said};
use crate::conversation::form::{Answered, Stage, Value, engine, kinds, texts};
use crate::conversation::message::{Block, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::Awaiting;
use crate::conversation::text::Text;
use crate::domain::{DraftId, FieldId, FileId, MessageId};

/// A message was edited: changes the answer that came from it while the form is open. `false`: none did.
pub fn edited(run: &mut Run<'_>, message: &MessageId, text: &str) -> bool {
    if let Awaiting::TicketType { text: Some(kept), message: Some(from), .. } = &mut run.state.awaiting
        && from == message
    {
        text.clone_into(kept);
        let told = Text::key("draft-edited-note");
        run.say_private(vec![paragraph(told)]);
        return true;
    }
    if let Some((draft, field)) = answered_by(run, message)
        && let Some(open) = open(run, &draft)
    {
        change(run, open, &field, message, text);
        return true;
    }
    if let Some((draft, field)) = proposed_by(run, message)
        && let Some(mut open) = open(run, &draft)
    {
        let answered = Answered { value: Value::Text(text.to_owned()), message: Some(message.clone()) };
        open.draft.proposed.insert(field, answered);
        settle(run, open, vec![paragraph(Text::key("draft-edited-note"))]);
        return true;
    }
    speaks_again(run, message, text)
}

/// A message was deleted: takes the answer and the files that came from it back. `false`: none did.
pub fn deleted(run: &mut Run<'_>, message: &MessageId) -> bool {
    if let Awaiting::TicketType { text, message: from, .. } = &mut run.state.awaiting
        && from.as_ref() == Some(message)
    {
        *text = None;
        *from = None;
        run.say_private(vec![paragraph(Text::key("draft-taken-back-note"))]);
        return true;
    }
    let with_files = run.state.drafts.iter().find(|draft| draft.files_from.values().any(|from| from == message));
    let answered = answered_by(run, message).or_else(|| proposed_by(run, message));
    let Some(id) = answered.as_ref().map(|(id, _)| id.clone()).or_else(|| with_files.map(|draft| draft.id.clone()))
    else {
        return false;
    };
    let Some(mut open) = open(run, &id) else { return false };
    let mut labels = Vec::new();
    if let Some((_, field)) = &answered {
        engine::take_back(&mut open.draft, field);
        open.draft.proposed.remove(field);
        labels.push(texts::label(open.scene, field));
    }
    labels.extend(without_files(run, &mut open, message).map(|field| texts::label(open.scene, &field)));
    let told = Text::key("draft-taken-back").with("labels", crate::conversation::text::Arg::List(labels));
    settle(run, open, vec![paragraph(told)]);
    true
}

/// The answer follows the edited words, if they still are one.
fn change(run: &mut Run<'_>, mut open: Open<'_>, id: &FieldId, message: &MessageId, text: &str) {
    let subject = engine::subject_field();
    let Some(field) = field_of(&open, id, &subject) else { return keep(run, open.draft) };
    let label = texts::label(open.scene, id);
    // The answer being changed is no part of what it is read with.
    let before = engine::take_back(&mut open.draft, id);
    let told = match answering::read(&open, field, None, Said::Typed(text)) {
        Read::Value(value) => {
            let shown = kinds::show(open.scene, field, &value);
            engine::answer(&mut open.draft, id, Answered { value, message: Some(message.clone()) });
            paragraph(Text::key("draft-edited").with("label", label).with("answer", shown))
        }
        Read::LookUp(number) => {
            open.draft.stage =
                Stage::Asking { field: id.clone(), why: crate::conversation::form::Why::Edit, pending: None };
            let question = open_question(&open);
            if let Some(question) = question {
                answering::given(run, open, &question, Said::Typed(&number), Some(message), Vec::new());
            }
            return;
        }
        other => {
            let shown = before.as_ref().map(|before| kinds::show(open.scene, field, &before.value));
            if let Some(before) = before {
                engine::answer(&mut open.draft, id, before);
            }
            let text = Text::key("draft-edit-refused")
                .with("label", label)
                .with("answer", shown.unwrap_or_else(|| Text::verbatim("")));
            let text = match other {
                Read::Wrong(reason) => text.with("reason", reason),
                _ => text.with("reason", texts::error(open.scene, field)),
            };
            Block::Notice { tone: Tone::Warning, text }
        }
    };
    settle(run, open, vec![told]);
}

/// The message that spoke to the open question last, understood or not, speaks to it again.
fn speaks_again(run: &mut Run<'_>, message: &MessageId, text: &str) -> bool {
    let Some(mut open) = super::current(run) else { return false };
    let Some(mut question) = open_question(&open) else { return false };
    if open.draft.heard.as_ref() != Some(message) {
        return false;
    }
    question.pending = None;
    open.draft.stage = Stage::Asking { field: question.field.clone(), why: question.why, pending: None };
    given_again(run, open, &question, message, text);
    true
}

fn given_again(run: &mut Run<'_>, open: Open<'_>, question: &answering::OpenQuestion, message: &MessageId, text: &str) {
    answering::given(run, open, question, Said::Typed(text), Some(message), Vec::new());
}

/// Says what became of it: where the form is the last thing shown, in front of what comes next, else beside it.
fn settle(run: &mut Run<'_>, open: Open<'_>, told: Vec<Block>) {
    let is_current = run.state.open_draft.as_ref() == Some(&open.draft.id);
    let is_shown = is_current && run.state.awaiting == Awaiting::Form && !open.draft.aside;
    if !is_shown {
        keep(run, open.draft);
        return run.say_private(told);
    }
    // A question that is open and still applies stays; everything else is decided anew.
    let still_open = open_question(&open).is_some_and(|question| {
        let field = open.scene.form.field(&question.field);
        field.is_some_and(|field| !engine::is_settled(&open.draft, field))
            && crate::conversation::form::view::shows(open.scene, &open.draft, &question.field)
    });
    if still_open { show(run, open, told, Title::Left) } else { go_on(run, open, told) }
}

/// The draft and field that a message answered.
fn answered_by(run: &Run<'_>, message: &MessageId) -> Option<(DraftId, FieldId)> {
    run.state.drafts.iter().rev().find_map(|draft| {
        let mut answers = draft.answers.iter();
        let (field, _) = answers.find(|(_, answered)| answered.message.as_ref() == Some(message))?;
        Some((draft.id.clone(), field.clone()))
    })
}

/// The draft and field that a message is only proposed for.
fn proposed_by(run: &Run<'_>, message: &MessageId) -> Option<(DraftId, FieldId)> {
    run.state.drafts.iter().rev().find_map(|draft| {
        let mut proposed = draft.proposed.iter();
        let (field, _) = proposed.find(|(_, answered)| answered.message.as_ref() == Some(message))?;
        Some((draft.id.clone(), field.clone()))
    })
}

/// Takes the files of a message out of the draft; the field they were in.
fn without_files(run: &mut Run<'_>, open: &mut Open<'_>, message: &MessageId) -> Option<FieldId> {
    let gone: Vec<FileId> =
        open.draft.files_from.iter().filter(|(_, from)| *from == message).map(|(file, _)| file.clone()).collect();
    if gone.is_empty() {
        return None;
    }
    open.draft.files_from.retain(|_, from| from != message);
    run.effects.extend(gone.iter().map(|file| Effect::ForgetFile { file: file.clone() }));
    let mut found = None;
    for (id, answered) in &mut open.draft.answers {
        if let Value::Files(files) = &mut answered.value {
            let before = files.len();
            files.retain(|file| !gone.contains(&file.id));
            if files.len() < before {
                found = Some((id.clone(), files.is_empty()));
            }
        }
    }
    let (field, is_empty) = found?;
    if is_empty {
        engine::take_back(&mut open.draft, &field);
    }
    Some(field)
}
