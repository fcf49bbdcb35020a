//! A new ticket: choosing its type, the form step by step or natively, drafts, sending.
//!
//! The functions below are what [`crate::conversation::turn`] calls; all take the turn in progress. What a form is and what
//! its answers mean is [`crate::conversation::form`]'s; here it is asked, answered and sent. Start reading in `asking`.
//!
//! Which text answers a question: [`crate::conversation::state::Awaiting::Form`] means that the open draft's question (or
//! summary) is the last thing the person was shown. Only then text is an answer. Whoever shows something else leaves
//! `Awaiting::Form` (to `Nothing` or to what they ask) and calls [`reminder`] at the end of their turn; the draft stays
//! open. After that a text is a command, or goes to [`stray`], which asks before it takes it. Buttons always work as long
//! as their question is open: they carry their draft and field. A button of an earlier question answers nothing and says so.

mod answering;
mod asking;
mod begin;
mod drafts;
mod edits;
mod files;
mod native;
mod overview;
mod said;
mod send;
mod steps;
mod written;

pub use answering::{answer, ticket_found, ticket_unchecked};
pub use begin::{begin, begin_with_files, follow_up};
pub use drafts::{drafts, interrupted, reminder, resume};
pub use edits::{deleted, edited};
pub use native::native;
pub use said::{said, stray};
pub use steps::{confirmed_discard, confirmed_restart, step};
pub use written::{done_after_all, written};

use crate::conversation::form::Draft;
use crate::conversation::form::scene::{Asked, Scene};
use crate::conversation::run::Run;
use crate::domain::form::Field;
use crate::domain::{DraftId, FieldId, TicketTypeId};

/// Values of a question's buttons that are no answers.
mod press {
    /// What was understood is right.
    pub(super) const YES: &str = "@yes";
    /// It is not.
    pub(super) const NO: &str = "@no";
    /// Leave the question out.
    pub(super) const SKIP: &str = "@skip";
    /// One question back.
    pub(super) const BACK: &str = "@back";
    /// What was answered before stays.
    pub(super) const KEEP: &str = "@keep";
    /// A ticket's number that was not found, as it is.
    pub(super) const UNCHECKED: &str = "@unchecked";
}

/// A draft at hand: taken out of the state, put back by whoever shows or parks it.
#[derive(Clone, Debug)]
struct Open<'w> {
    scene: Scene<'w>,
    draft: Draft,
}

impl Open<'_> {
    /// The field, as it is asked now.
    fn asked<'a>(&'a self, field: &'a Field) -> Asked<'a> {
        Asked { scene: self.scene, field, draft: &self.draft }
    }
}

/// What a form's questions may look at; `None` for a type without a form, and for somebody who is not entitled.
fn scene<'w>(run: &Run<'w>, ticket_type: &TicketTypeId) -> Option<Scene<'w>> {
    Some(Scene {
        form: run.world.settings.form(ticket_type)?,
        person: run.entitled()?,
        settings: run.world.settings,
        lexicon: run.lexicon(),
        now: run.world.now,
    })
}

/// A draft with its form; `None` when there is no such draft or no longer such a form.
fn open<'w>(run: &Run<'w>, id: &DraftId) -> Option<Open<'w>> {
    let draft = run.state.drafts.iter().find(|draft| &draft.id == id)?.clone();
    Some(Open { scene: scene(run, &draft.ticket_type)?, draft })
}

/// The draft that is being filled in.
fn current<'w>(run: &Run<'w>) -> Option<Open<'w>> {
    let id = run.state.open_draft.clone()?;
    open(run, &id)
}

/// Puts a draft back, in its place or as the newest.
fn keep(run: &mut Run<'_>, draft: Draft) {
    match run.state.drafts.iter_mut().find(|known| known.id == draft.id) {
        Some(known) => *known = draft,
        None => run.state.drafts.push(draft),
    }
}

/// Puts a draft back as the newest.
fn keep_newest(run: &mut Run<'_>, draft: Draft) {
    run.state.drafts.retain(|known| known.id != draft.id);
    run.state.drafts.push(draft);
}

/// Takes a draft out of the state.
fn take_out(run: &mut Run<'_>, id: &DraftId) -> Option<Draft> {
    let at = run.state.drafts.iter().position(|draft| &draft.id == id)?;
    if run.state.open_draft.as_ref() == Some(id) {
        run.state.open_draft = None;
    }
    Some(run.state.drafts.remove(at))
}

/// The field that is asked, the subject included where the form never asks for it.
fn field_of<'a>(open: &Open<'a>, id: &FieldId, subject: &'a Field) -> Option<&'a Field> {
    crate::conversation::form::engine::field(open.scene.form, id, subject)
}
