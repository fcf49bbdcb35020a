//! A new ticket: choosing its type, the form step by step or natively, drafts, sending.
//!
//! The functions below are what [`crate::conversation::turn`] calls; all take the turn in progress.
//!
//! Which text answers a question: [`crate::conversation::state::Awaiting::Form`] means that the open draft's question (or
//! summary) is the last thing the person was shown. Only then text is an answer. Whoever shows something else leaves
//! `Awaiting::Form` (to `Nothing` or to what they ask) and calls [`reminder`] at the end of their turn; the draft stays
//! open. After that a text is a command, or goes to [`stray`], which asks before it takes it. Buttons always work: they
//! carry their draft and field.

use std::collections::BTreeMap;

use crate::conversation::event::{DeskOutcome, FormStep, Refresh};
use crate::conversation::run::Run;
use crate::conversation::state::PendingWrite;
use crate::domain::{DraftId, FieldId, FileMeta, MessageId, TicketNumber, TicketTypeId};

/// `neu [typ] [text]`: the overview of types, or straight into the form. Needs an entitled person (the caller checked).
pub fn begin(_run: &mut Run<'_>, _ticket_type: Option<TicketTypeId>, _text: Option<String>) {}

/// Free text (and files) while [`crate::conversation::state::Awaiting::Form`] or `TicketType` is awaited. `false`: it is
/// not for the form (the caller goes on with commands).
pub fn said(_run: &mut Run<'_>, _message: &MessageId, _text: &str, _files: &[FileMeta]) -> bool {
    false
}

/// A button of a question was pressed.
pub fn answer(_run: &mut Run<'_>, _draft: &DraftId, _field: &FieldId, _value: &str) {}

/// A button about the form as a whole was pressed, or its word was said.
pub fn step(_run: &mut Run<'_>, _draft: &DraftId, _step: &FormStep) {}

/// A native form was sent.
pub fn native(
    _run: &mut Run<'_>,
    _draft: &DraftId,
    _values: &BTreeMap<FieldId, Vec<String>>,
    _files: &BTreeMap<FieldId, Vec<FileMeta>>,
    _refresh: Refresh,
) {
}

/// A ticket that a form's field named was looked up: `None` when the person may see none such.
pub fn ticket_found(_run: &mut Run<'_>, _draft: &DraftId, _field: &FieldId, _number: Option<&TicketNumber>) {}

/// A ticket that a form's field named could not be looked up, because the desk does not answer: kept as it was typed.
pub fn ticket_unchecked(_run: &mut Run<'_>, _draft: &DraftId, _field: &FieldId) {}

/// Text that is no command while a draft is open but its question is not the last thing shown: the question is shown again
/// with the text as a proposal, to be confirmed. `false`: there is no such draft or the text does not fit its question.
pub fn stray(_run: &mut Run<'_>, _message: &MessageId, _text: &str, _files: &[FileMeta]) -> bool {
    false
}

/// What is said after a write of kind [`crate::conversation::state::WriteKind::Create`] or `Addition`: the number and what
/// happens next, or honestly why there is none yet. The caller keeps or forgets the pending write.
pub fn written(_run: &mut Run<'_>, _write: &PendingWrite, _outcome: &DeskOutcome) {}

/// `entwürfe`: the drafts, to go on with one.
pub fn drafts(_run: &mut Run<'_>) {}

/// `fortsetzen`: the newest draft goes on where it stopped. `false`: there is none.
pub fn resume(_run: &mut Run<'_>) -> bool {
    false
}

/// The reminder after an interruption („Ihr Entwurf … ist gespeichert. [Weiter mit Schritt 3]“), if a draft is open.
pub fn reminder(_run: &mut Run<'_>) {}

/// A message was edited: changes the answer that came from it while the form is open. `false`: none did.
pub fn edited(_run: &mut Run<'_>, _message: &MessageId, _text: &str) -> bool {
    false
}

/// A message was deleted: takes the answer that came from it back. `false`: none did.
pub fn deleted(_run: &mut Run<'_>, _message: &MessageId) -> bool {
    false
}

/// Discarding or starting over was confirmed.
pub fn confirmed_discard(_run: &mut Run<'_>, _draft: &DraftId) {}

/// Starting over was confirmed.
pub fn confirmed_restart(_run: &mut Run<'_>, _draft: &DraftId) {}

/// A follow-up of a closed ticket: the form of its type with the reference already answered. Needs an entitled person.
pub fn follow_up(run: &mut Run<'_>, _of: &TicketNumber, ticket_type: TicketTypeId) {
    begin(run, Some(ticket_type), None);
}

/// Files (and words) sent before a ticket was named become the first attachments of a new one.
pub fn begin_with_files(run: &mut Run<'_>, _message: &MessageId, text: Option<String>, _files: Vec<FileMeta>) {
    begin(run, None, text);
}
