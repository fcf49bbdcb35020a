//! The native form: shown, filled in part by part, sent. It shares the draft with the form step by step.

use std::collections::BTreeMap;

use super::asking::{self, Title};
use super::{Open, keep, open, send};
use crate::conversation::effect::{Ask, Effect};
use crate::conversation::event::{FormStep, Refresh};
use crate::conversation::flow::words::{button, buttons};
use crate::conversation::form::view::{self, Errors, Given};
use crate::conversation::form::{Answered, Value, engine, texts};
use crate::conversation::message::Block;
use crate::conversation::run::Run;
use crate::conversation::state::{Awaiting, Then};
use crate::conversation::text::Text;
use crate::domain::{DraftId, FieldId, FileMeta, TicketNumber};

/// Shows the draft as a native form.
pub(super) fn show_form(run: &mut Run<'_>, open: Open<'_>) {
    if !run.world.platform.native_forms {
        return asking::show(run, open, Vec::new(), Title::Shown);
    }
    present(run, open, &Errors::new(), None);
}

/// A native form was sent, or only changed.
pub fn native(
    run: &mut Run<'_>,
    draft: &DraftId,
    values: &BTreeMap<FieldId, Vec<String>>,
    files: &BTreeMap<FieldId, Vec<FileMeta>>,
    refresh: Refresh,
) {
    let Some(mut open) = open(run, draft) else { return asking::stale(run, draft) };
    let before: Vec<FileMeta> = engine::files(&open.draft).cloned().collect();
    let shown_before: Vec<FieldId> = shown(&open);
    let filled = view::fill(open.scene, &mut open.draft, Given { values, files, refresh });
    forget_left_out(run, &open, before, files);
    open.draft.sending = refresh == Refresh::Send;
    for (field, number) in filled.lookups {
        let then = Then::AnswerField { draft: draft.clone(), field };
        run.ask(Ask::Ticket { number }, then);
    }
    finish(run, open, filled.errors, &shown_before);
}

/// A ticket that the native form named was looked up.
pub(super) fn looked_up(run: &mut Run<'_>, mut open: Open<'_>, field: &FieldId, number: Option<&TicketNumber>) {
    let mut errors = Errors::new();
    match number {
        Some(number) => {
            let value = Value::Ticket(number.clone());
            engine::answer(&mut open.draft, field, Answered { value, message: None });
        }
        None => {
            if let Some(known) = open.scene.form.field(field) {
                errors.insert(field.clone(), texts::reason(open.scene, known, "no-such-ticket"));
            }
        }
    }
    let shown = shown(&open);
    finish(run, open, errors, &shown);
}

/// It could not be looked up: kept as it was typed.
pub(super) fn unchecked(run: &mut Run<'_>, mut open: Open<'_>, field: &FieldId) {
    if let Some(typed) = open.draft.typed.get(field) {
        let value = Value::Text(typed.join(" "));
        engine::answer(&mut open.draft, field, Answered { value, message: None });
    }
    let shown = shown(&open);
    finish(run, open, Errors::new(), &shown);
}

/// Sends when everything is there and it was to be sent; else shows the form with what is wrong.
fn finish(run: &mut Run<'_>, mut open: Open<'_>, mut errors: Errors, shown_before: &[FieldId]) {
    if waits_for_lookup(run, &open) {
        keep(run, open.draft);
        return;
    }
    if !open.draft.sending {
        return present(run, open, &errors, None);
    }
    view::missing(open.scene, &open.draft, &mut errors);
    if errors.is_empty() {
        return send::send_native(run, open);
    }
    open.draft.sending = false;
    let is_new = |field: &FieldId| !shown_before.contains(field);
    let key = if errors.keys().all(is_new) { "draft-native-new-fields" } else { "draft-native-mend" };
    let error = Text::key(key).with("count", errors.len());
    present(run, open, &errors, Some(error));
}

fn present(run: &mut Run<'_>, mut open: Open<'_>, errors: &Errors, error: Option<Text>) {
    open.draft.touched = run.world.now;
    // Text typed into the chat meanwhile answers no question: the form is what is shown.
    open.draft.aside = true;
    let view = view::view(open.scene, &open.draft, errors, error);
    let id = open.draft.id.clone();
    run.state.open_draft = Some(id.clone());
    run.state.awaiting = Awaiting::Nothing;
    keep(run, open.draft);
    let stepwise = button(Text::key("draft-button-stepwise"), asking::steps(&id, FormStep::Stepwise));
    run.say_private(vec![Block::Form(Box::new(view)), buttons(vec![stepwise])]);
}

/// Whether a ticket of this draft is still being looked up.
fn waits_for_lookup(run: &Run<'_>, open: &Open<'_>) -> bool {
    run.state.asked.iter().any(|(_, then)| {
        matches!(then, Then::AnswerField { draft, field }
            if draft == &open.draft.id && open.draft.typed.contains_key(field))
    })
}

fn shown(open: &Open<'_>) -> Vec<FieldId> {
    let fields = open.scene.form.fields.iter().map(|field| &field.id);
    fields.filter(|id| view::shows(open.scene, &open.draft, id)).cloned().collect()
}

/// Files that were there or came along and did not stay.
fn forget_left_out(
    run: &mut Run<'_>,
    open: &Open<'_>,
    mut known: Vec<FileMeta>,
    given: &BTreeMap<FieldId, Vec<FileMeta>>,
) {
    known.extend(given.values().flatten().cloned());
    let mut seen = Vec::new();
    for file in known {
        let stays = engine::files(&open.draft).any(|one| one.id == file.id);
        if !stays && !seen.contains(&file.id) {
            seen.push(file.id.clone());
            run.effects.push(Effect::ForgetFile { file: file.id });
        }
    }
}
