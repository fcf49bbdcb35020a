//! Begins a form: with nothing, with words that become its description, with files, or as the follow-up of a ticket.

use super::asking::{go_on, steps};
use super::{Open, current, drafts, files, overview, scene, take_out};
use crate::conversation::effect::Effect;
use crate::conversation::event::{EventKind, FormStep};
use crate::conversation::flow::words::{button, buttons, paragraph};
use crate::conversation::form::kinds;
use crate::conversation::form::{Answered, Draft, Value, engine, texts};
use crate::conversation::message::{Block, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::Awaiting;
use crate::conversation::text::Text;
use crate::domain::form::Form;
use crate::domain::{DraftId, FieldId, FileMeta, MessageId, TicketNumber, TicketTypeId};

/// What was given before the form was chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Given {
    /// Words; they become the description.
    pub(super) text: Option<String>,
    /// The message they came from.
    pub(super) message: Option<MessageId>,
    /// Files.
    pub(super) files: Vec<FileMeta>,
    /// The ticket that is followed up.
    pub(super) refers_to: Option<TicketNumber>,
}

/// `neu [typ] [text]`: the overview of types, or straight into the form. Needs an entitled person (the caller checked).
pub fn begin(run: &mut Run<'_>, ticket_type: Option<TicketTypeId>, text: Option<String>) {
    let message = match &run.event.kind {
        EventKind::Said { message, .. } => Some(message.clone()),
        _ => None,
    };
    let mut given = waiting(run);
    if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
        given = Given { text: Some(text), message, ..given };
    }
    begin_given(run, ticket_type, given);
}

/// A follow-up of a closed ticket: the form of its type, with the reference. Needs an entitled person.
pub fn follow_up(run: &mut Run<'_>, of: &TicketNumber, ticket_type: TicketTypeId) {
    let given = Given { refers_to: Some(of.clone()), ..waiting(run) };
    begin_given(run, Some(ticket_type), given);
}

/// Files (and words) sent before a ticket was named become the first attachments of a new one; of the one that is being
/// written, if there is one.
pub fn begin_with_files(run: &mut Run<'_>, message: &MessageId, text: Option<String>, files: Vec<FileMeta>) {
    if let Some(open) = current(run) {
        return files::into_draft(run, open, message, text.as_deref(), &files);
    }
    let given = Given { text, message: Some(message.clone()), files, refers_to: None };
    begin_given(run, None, given);
}

/// Begins with what was given, or asks for the type first.
pub(super) fn begin_given(run: &mut Run<'_>, ticket_type: Option<TicketTypeId>, given: Given) {
    let Some(scene) = ticket_type.and_then(|ticket_type| scene(run, &ticket_type)) else {
        return overview::ask(run, given);
    };
    drop_blank(run);
    if run.state.drafts.len() >= run.world.settings.policy.max_drafts as usize {
        return drafts::too_many(run);
    }
    run.settle();
    let draft = Draft::new(DraftId::new(run.world.ids.fresh()), scene.form.id.clone(), run.world.now);
    let mut open = Open { scene, draft };
    open.draft.refers_to.clone_from(&given.refers_to);
    let mut before = Vec::new();
    if let Some(number) = &given.refers_to {
        before.push(paragraph(Text::key("draft-following-up").with("number", number)));
    }
    if let Some(text) = &given.text {
        before.extend(describe(&mut open, text, given.message.as_ref()));
    }
    if !given.files.is_empty() {
        before.extend(files::add(run, &mut open, given.message.as_ref(), &given.files));
    }
    before.extend(parked(run, &open));
    go_on(run, open, before);
}

/// Words said before the form become the description; too few of them wait until it is asked for.
fn describe(open: &mut Open<'_>, text: &str, message: Option<&MessageId>) -> Option<Block> {
    let id = FieldId::new(Form::DESCRIPTION);
    let field = open.scene.form.field(&id)?;
    let read = kinds::read(open.asked(field), kinds::Said::Typed(text), None);
    let message = message.cloned();
    if let kinds::Read::Value(value) = &read {
        let value = value.clone();
        engine::answer(&mut open.draft, &id, Answered { value, message });
        // It was not asked for: „zurück“ does not lead there.
        open.draft.trail.clear();
        let label = texts::label(open.scene, &id);
        return Some(paragraph(Text::key("draft-took-description").with("label", label)));
    }
    // Too little waits until more is said; too much fits nowhere, and it is said so.
    let too_much = field.min_length.is_none_or(|least| text.trim().chars().count() >= least as usize);
    if let (kinds::Read::Wrong(text), true) = (read, too_much) {
        return Some(Block::Notice { tone: Tone::Warning, text });
    }
    let value = Value::Text(text.trim().to_owned());
    open.draft.proposed.insert(id, Answered { value, message });
    None
}

/// Another draft of the same type that waits: it is named, so that nobody fills in the same form twice by mistake.
fn parked(run: &Run<'_>, open: &Open<'_>) -> Vec<Block> {
    let same = |draft: &&Draft| draft.ticket_type == open.draft.ticket_type && !draft.is_blank();
    let Some(other) = run.state.drafts.iter().rev().find(same) else { return Vec::new() };
    let text =
        Text::key("draft-another").with("title", texts::title(&other.ticket_type)).with("touched", other.touched);
    let resume = button(Text::key("draft-button-resume-other"), steps(&other.id, FormStep::Resume));
    vec![paragraph(text), buttons(vec![resume])]
}

/// Drafts in which nothing was said yet make room.
fn drop_blank(run: &mut Run<'_>) {
    let blank: Vec<DraftId> =
        run.state.drafts.iter().filter(|draft| draft.is_blank()).map(|draft| draft.id.clone()).collect();
    for id in blank {
        if let Some(draft) = take_out(run, &id) {
            let files = engine::files(&draft).map(|file| Effect::ForgetFile { file: file.id.clone() });
            run.effects.extend(files.collect::<Vec<_>>());
        }
    }
}

/// What was given while the type was still asked for.
fn waiting(run: &Run<'_>) -> Given {
    match &run.state.awaiting {
        Awaiting::TicketType { text, message, files } => {
            Given { text: text.clone(), message: message.clone(), files: files.clone(), refers_to: None }
        }
        _ => Given::default(),
    }
}
