//! Drafts that wait: listed, resumed, and named after an interruption.

use super::asking::{resume as resume_draft, steps};
use super::{current, open, take_out};
use crate::conversation::effect::{Effect, Where};
use crate::conversation::event::{FormStep, Press};
use crate::conversation::flow::words::{button, buttons, options, paragraph, primary};
use crate::conversation::form::scene::Scene;
use crate::conversation::form::{Draft, Stage, engine, texts};
use crate::conversation::intent::{self, Command, Control};
use crate::conversation::message::{Audience, Block, Choice, Tone, Weight};
use crate::conversation::run::Run;
use crate::conversation::state::Awaiting;
use crate::conversation::text::Text;
use crate::domain::DraftId;

/// `entwürfe`: the drafts, to go on with one.
pub fn drafts(run: &mut Run<'_>) {
    if run.state.drafts.is_empty() {
        run.settle();
        let begin = primary(Text::key("draft-button-new"), Press::Command { command: Command::New });
        run.say_private(vec![paragraph(Text::key("draft-none")), buttons(vec![begin])]);
        return;
    }
    let count = run.state.drafts.len();
    list(run, paragraph(Text::key("draft-list").with("count", count)));
}

/// There are as many drafts as there may be: one has to go first. Nothing is dropped unasked.
pub(super) fn too_many(run: &mut Run<'_>) {
    let hotline = run.world.settings.policy.hotline.as_str();
    let text = Text::key("draft-too-many").with("count", run.state.drafts.len()).with("hotline", hotline);
    list(run, Block::Notice { tone: Tone::Warning, text });
}

/// `fortsetzen`: the open draft, else the newest, goes on where it stopped. `false`: there is none.
pub fn resume(run: &mut Run<'_>) -> bool {
    let newest = run.state.drafts.last().map(|draft| draft.id.clone());
    match run.state.open_draft.clone().or(newest) {
        Some(id) => resume_one(run, &id),
        None => false,
    }
}

/// Goes on with one draft; the one that was open is parked. `false`: there is no such draft.
pub(super) fn resume_one(run: &mut Run<'_>, id: &DraftId) -> bool {
    match open(run, id) {
        Some(open) => {
            resume_draft(run, open, Vec::new());
            true
        }
        None => gone(run, id),
    }
}

/// The reminder after an interruption („Ihr Entwurf … ist gespeichert. [Weiter mit Schritt 3]“), if a draft is open. It
/// joins the last message of the turn, where there is one that only the person reads.
pub fn reminder(run: &mut Run<'_>) {
    let Some(mut open) = current(run) else { return };
    if matches!(run.state.awaiting, Awaiting::Form) {
        run.state.awaiting = Awaiting::Nothing;
    }
    let blocks = reminding(open.scene, &open.draft);
    open.draft.aside = true;
    super::keep(run, open.draft);
    let last = run.effects.iter_mut().rev().find_map(|effect| match effect {
        Effect::Say { message, place: Where::Private, not_before: None } => Some(message),
        _ => None,
    });
    match last {
        Some(message) => {
            message.blocks.extend(blocks);
            message.audience = Audience::Entitled;
        }
        None => run.say_private(blocks),
    }
}

/// Something was shown that may be answered with words of one's own (support's answer). A question that takes any words is
/// no longer the last thing shown; one with a list goes on, its answers cannot be mistaken for a reply.
pub fn interrupted(run: &mut Run<'_>) {
    if run.state.awaiting != Awaiting::Form {
        return;
    }
    let takes_words = current(run).is_some_and(|open| match &open.draft.stage {
        Stage::Asking { field, .. } => {
            open.scene.form.field(field).is_none_or(|field| !crate::conversation::form::kinds::is_list(field))
        }
        Stage::More | Stage::Quick | Stage::Summary => true,
    });
    if takes_words {
        reminder(run);
    }
}

/// One of the drafts listed was picked by its number, or by a word. `false`: it was something else.
pub(super) fn picked(run: &mut Run<'_>, text: &str, drafts: &[DraftId]) -> bool {
    let place = text.trim().trim_end_matches(['.', ')']).parse::<usize>().ok();
    if let Some(id) = place.and_then(|place| drafts.get(place.checked_sub(1)?)) {
        return resume_one(run, id);
    }
    match intent::control_word(text, run.lexicon()) {
        Some(Control::Next | Control::Yes) => resume(run),
        Some(Control::Cancel | Control::Back | Control::No) => {
            run.settle();
            run.say_text(Text::key("draft-nothing-begun"));
            true
        }
        _ => false,
    }
}

fn list(run: &mut Run<'_>, head: Block) {
    let ids: Vec<DraftId> = run.state.drafts.iter().rev().map(|draft| draft.id.clone()).collect();
    let choices = run.state.drafts.iter().rev().map(|draft| choice(run, draft)).collect();
    let oldest = ids.last().map(|id| button(Text::key("draft-button-drop-oldest"), steps(id, FormStep::Cancel)));
    let mut blocks = vec![head, options(choices)];
    if matches!(blocks[0], Block::Notice { .. }) {
        blocks.push(buttons(oldest.into_iter().collect()));
    }
    run.state.awaiting = Awaiting::Drafts { drafts: ids };
    run.state.misses = 0;
    run.say_private(blocks);
}

fn choice(run: &Run<'_>, draft: &Draft) -> Choice {
    let title = texts::title(&draft.ticket_type);
    let place = super::scene(run, &draft.ticket_type).map_or_else(|| Text::verbatim(""), |scene| stand(scene, draft));
    Choice {
        label: Text::key("draft-list-item").with("title", title).with("stand", place).with("touched", draft.touched),
        hint: None,
        press: steps(&draft.id, FormStep::Resume),
        weight: Weight::Plain,
    }
}

fn reminding(scene: Scene<'_>, draft: &Draft) -> Vec<Block> {
    let title = texts::title(&draft.ticket_type);
    let key = if draft.filed.is_some() { "draft-reminder-rest" } else { "draft-reminder" };
    let label = match &draft.stage {
        Stage::Asking { field, .. } => {
            Text::key("draft-button-resume-step").with("step", engine::step(scene, draft, field).0)
        }
        Stage::Summary => Text::key("draft-button-resume-summary"),
        Stage::More | Stage::Quick => Text::key("draft-button-resume"),
    };
    let resume = button(label, steps(&draft.id, FormStep::Resume));
    vec![paragraph(Text::key(key).with("title", title)), buttons(vec![resume])]
}

/// „Schritt 3 von 8“, or that everything is answered.
fn stand(scene: Scene<'_>, draft: &Draft) -> Text {
    match &draft.stage {
        Stage::Asking { field, .. } => {
            let (step, steps) = engine::step(scene, draft, field);
            Text::key("draft-step").with("step", step).with("steps", steps)
        }
        Stage::More | Stage::Quick | Stage::Summary => Text::key("draft-stand-ready"),
    }
}

/// A draft whose form is no longer there is given up; what was described is shown once more.
fn gone(run: &mut Run<'_>, id: &DraftId) -> bool {
    let Some(draft) = take_out(run, id) else { return false };
    run.settle();
    let description = draft.value(&crate::domain::FieldId::new(crate::domain::form::Form::DESCRIPTION));
    let mut blocks = vec![Block::Notice { tone: Tone::Warning, text: Text::key("draft-form-gone") }];
    if let Some(crate::conversation::form::Value::Text(text)) = description {
        blocks.push(Block::Quote { author: None, text: text.clone() });
    }
    let begin = primary(Text::key("draft-button-new"), Press::Command { command: Command::New });
    blocks.push(buttons(vec![begin]));
    run.say_private(blocks);
    true
}
