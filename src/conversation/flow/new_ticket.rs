//! A new ticket: choosing its type, the form step by step or natively, drafts, sending.
//!
//! The functions below are what [`crate::conversation::turn`] calls; all take the turn in progress.

use std::collections::BTreeMap;

use crate::conversation::event::{FormStep, Refresh};
use crate::conversation::run::Run;
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
