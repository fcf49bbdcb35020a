//! Steps within a form other than answers: back, the summary, later, stop, start over, another type.

use super::answering::open_question;
use super::asking::{self, Title, ask, go_on, show};
use super::{Open, drafts, keep, native, open, send, take_out};
use crate::conversation::effect::Effect;
use crate::conversation::event::{FormStep, Press};
use crate::conversation::flow::words::{button, buttons, paragraph};
use crate::conversation::form::condition::{Answers, Conditions, Truth};
use crate::conversation::form::{Answered, Draft, Stage, Why, engine, summary, texts};
use crate::conversation::message::{Block, Choice, Tone, Weight};
use crate::conversation::run::Run;
use crate::conversation::state::{Awaiting, Confirmed};
use crate::conversation::text::Text;
use crate::domain::form::{Form, Kind};
use crate::domain::{DraftId, FieldId, TicketTypeId};

/// A button about the form as a whole was pressed, or its word was said.
pub fn step(run: &mut Run<'_>, draft: &DraftId, step: &FormStep) {
    let Some(mut open) = open(run, draft) else {
        // Its form may be gone; then it is said so.
        if !drafts::resume_one(run, draft) {
            asking::stale(run, draft);
        }
        return;
    };
    match (step, open.draft.stage.clone()) {
        (FormStep::Back, _) => back(run, open),
        (FormStep::Skip, _) => match open_question(&open) {
            Some(question) => super::answering::leave_out(run, open, &question),
            None => show(run, open, Vec::new(), Title::Left),
        },
        (FormStep::Summary, _) => overview(run, open),
        (FormStep::Edit { field }, _) => edit(run, open, field),
        (FormStep::Resume | FormStep::Stepwise, _) => asking::resume(run, open, Vec::new()),
        (FormStep::Send, Stage::Summary) => send::send(run, open),
        (FormStep::SendNow, Stage::Quick) => send::send_now(run, open),
        (FormStep::GoOn, Stage::Quick) => {
            open.draft.quick_declined = true;
            go_on(run, open, Vec::new());
        }
        (FormStep::More, Stage::More | Stage::Summary) => more(run, open, Wanted::Yes),
        (FormStep::NoMore, Stage::More) => more(run, open, Wanted::No),
        // Pressed twice: the ticket is under way, its number comes with the next question.
        (FormStep::SendNow, _) if open.draft.filed.is_some() => {
            run.notice(Tone::Info, Text::key("draft-stale-sent"));
        }
        // A button of something that is no longer shown: where the draft stands is shown instead.
        (FormStep::Send | FormStep::SendNow | FormStep::GoOn | FormStep::More | FormStep::NoMore, _) => {
            let text = Text::key("draft-stale-question");
            asking::resume(run, open, vec![Block::Notice { tone: Tone::Info, text }]);
        }
        (FormStep::Later, _) => later(run, open),
        (FormStep::Cancel, _) => cancel(run, &open),
        (FormStep::Restart, _) => restart(run, &open),
        (FormStep::Native, _) => native::show_form(run, open),
        (FormStep::Switch { to }, _) => switch(run, open, to),
    }
}

/// Discarding was confirmed.
pub fn confirmed_discard(run: &mut Run<'_>, draft: &DraftId) {
    let Some(draft) = take_out(run, draft) else { return asking::stale(run, draft) };
    run.settle();
    forget_files(run, &draft);
    let key = if draft.filed.is_some() { "draft-discarded-rest" } else { "draft-discarded" };
    let text = Text::key(key).with("title", texts::title(&draft.ticket_type));
    run.say_private(vec![paragraph(text)]);
}

/// Starting over was confirmed.
pub fn confirmed_restart(run: &mut Run<'_>, draft: &DraftId) {
    let Some(old) = open(run, draft) else { return asking::stale(run, draft) };
    forget_files(run, &old.draft);
    // A new id: buttons of the old questions must not answer the new ones.
    take_out(run, draft);
    let id = DraftId::new(run.world.ids.fresh());
    let fresh = Draft {
        refers_to: old.draft.refers_to.clone(),
        ..Draft::new(id, old.draft.ticket_type.clone(), run.world.now)
    };
    go_on(run, Open { scene: old.scene, draft: fresh }, Vec::new());
}

/// One question back; while one is changed, back to the summary.
pub(super) fn back(run: &mut Run<'_>, mut open: Open<'_>) {
    let question = open_question(&open);
    if question.as_ref().is_some_and(|question| question.why == Why::Edit) {
        open.draft.stage = Stage::Summary;
        return go_on(run, open, Vec::new());
    }
    let here = question.map(|question| question.field);
    if let Some(field) = engine::before(open.scene, &open.draft, here.as_ref()) {
        ask(&mut open, &field, Why::Back);
        return show(run, open, Vec::new(), Title::Left);
    }
    let text = Text::key("draft-first-question");
    show(run, open, vec![Block::Notice { tone: Tone::Info, text }], Title::Shown);
}

/// The summary; while something is still open, what there is, and the open question again.
pub(super) fn overview(run: &mut Run<'_>, open: Open<'_>) {
    if open.draft.stage == Stage::Summary {
        return show(run, open, Vec::new(), Title::Left);
    }
    let heading = Text::key("draft-overview-so-far").with("title", texts::title(&open.draft.ticket_type));
    let before = vec![Block::Heading { text: heading }, summary::facts(open.scene, &open.draft)];
    show(run, open, before, Title::Left);
}

/// Asks for an answer again.
pub(super) fn edit(run: &mut Run<'_>, mut open: Open<'_>, field: &FieldId) {
    let applies = Conditions::new(open.scene, &open.draft, Answers::Final).applies(field) == Truth::Yes;
    let is_asked = open.scene.form.field(field).is_none_or(|field| field.kind != Kind::Note);
    if !(applies && is_asked || field.as_str() == Form::SUBJECT) {
        let text = Text::key("draft-edit-what");
        return show(run, open, vec![Block::Notice { tone: Tone::Info, text }], Title::Left);
    }
    ask(&mut open, field, Why::Edit);
    show(run, open, Vec::new(), Title::Left);
}

/// Whether the optional questions are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// Asks the optional questions as well, or leaves them out.
pub(super) fn more(run: &mut Run<'_>, mut open: Open<'_>, wanted: Wanted) {
    open.draft.more = Some(wanted == Wanted::Yes);
    go_on(run, open, Vec::new());
}

/// Keeps the draft for another day.
pub(super) fn later(run: &mut Run<'_>, mut open: Open<'_>) {
    open.draft.touched = run.world.now;
    let (id, title) = (open.draft.id.clone(), texts::title(&open.draft.ticket_type));
    keep(run, open.draft);
    run.state.open_draft = None;
    run.settle();
    let resume = button(Text::key("draft-button-resume"), asking::steps(&id, FormStep::Resume));
    run.say_private(vec![paragraph(Text::key("draft-kept").with("title", title)), buttons(vec![resume])]);
}

/// Asks whether the draft is to be discarded; one without a word in it is discarded at once.
pub(super) fn cancel(run: &mut Run<'_>, open: &Open<'_>) {
    let id = open.draft.id.clone();
    if open.draft.is_blank() {
        return confirmed_discard(run, &id);
    }
    let key = if open.draft.filed.is_some() { "draft-discard-rest" } else { "draft-discard" };
    let text = Text::key(key).with("title", texts::title(&open.draft.ticket_type));
    confirm(run, text, "draft-button-discard", Confirmed::DiscardDraft { draft: id });
}

/// Asks whether the draft is to start over.
pub(super) fn restart(run: &mut Run<'_>, open: &Open<'_>) {
    let id = open.draft.id.clone();
    if open.draft.filed.is_some() {
        return asking::say_and_show(run, Tone::Info, Text::key("draft-restart-filed"));
    }
    if open.draft.is_blank() {
        return confirmed_restart(run, &id);
    }
    let text = Text::key("draft-restart").with("title", texts::title(&open.draft.ticket_type));
    confirm(run, text, "draft-button-restart", Confirmed::RestartDraft { draft: id });
}

fn confirm(run: &mut Run<'_>, text: Text, yes: &'static str, on_yes: Confirmed) {
    let id = run.state.confirmation.wrapping_add(1);
    run.state.confirmation = id;
    run.state.awaiting = Awaiting::Confirmation { id, on_yes };
    run.state.misses = 0;
    let press = |yes| Press::Confirm { id, yes };
    let danger = Choice { label: Text::key(yes), hint: None, press: press(true), weight: Weight::Danger };
    let keep = button(Text::key("draft-button-keep-draft"), press(false));
    run.say_private(vec![paragraph(text), buttons(vec![danger, keep])]);
}

/// Goes on with another type's form. System, serial number, description, files and watchers mean the same there (see
/// [`crate::domain::form`]) and are taken along; no other answer is.
fn switch(run: &mut Run<'_>, open: Open<'_>, to: &TicketTypeId) {
    let Some(scene) = super::scene(run, to).filter(|_| open.draft.filed.is_none()) else {
        return show(run, open, Vec::new(), Title::Shown);
    };
    let old = open.draft;
    take_out(run, &old.id);
    let mut draft = Draft::new(DraftId::new(run.world.ids.fresh()), to.clone(), run.world.now);
    draft.refers_to.clone_from(&old.refers_to);
    draft.files_from.clone_from(&old.files_from);
    for (id, answered) in &old.answers {
        let kind_of = |form: &Form| form.field(id).map(|field| field.kind);
        let means_the_same =
            matches!(id.as_str(), "system" | "serial" | Form::DESCRIPTION | "watchers" | "attachments");
        if means_the_same && kind_of(scene.form).is_some() && kind_of(scene.form) == kind_of(open.scene.form) {
            draft.answers.insert(id.clone(), answered.clone());
        }
    }
    forget_files_but(run, &old, &draft);
    go_on(run, Open { scene, draft }, vec![paragraph(Text::key("draft-switched").with("title", texts::title(to)))]);
}

/// The files of a discarded draft are needed no more, except those that went with its ticket.
fn forget_files(run: &mut Run<'_>, draft: &Draft) {
    let sent = |answered: &Answered, id: &FieldId| {
        draft.filed.as_ref().is_some_and(|filed| filed.sent.get(id) == Some(&answered.value))
    };
    let unsent = Draft {
        answers: draft
            .answers
            .iter()
            .filter(|(id, one)| !sent(one, id))
            .map(|(id, one)| (id.clone(), one.clone()))
            .collect(),
        ..draft.clone()
    };
    let files: Vec<Effect> = engine::files(&unsent).map(|file| Effect::ForgetFile { file: file.id.clone() }).collect();
    run.effects.extend(files);
}

/// The files that did not come along into another draft.
fn forget_files_but(run: &mut Run<'_>, old: &Draft, new: &Draft) {
    let stays = |id: &crate::domain::FileId| engine::files(new).any(|file| &file.id == id);
    let files = engine::files(old).filter(|file| !stays(&file.id));
    let effects: Vec<Effect> = files.map(|file| Effect::ForgetFile { file: file.id.clone() }).collect();
    run.effects.extend(effects);
}
