//! Shows where a draft stands: its question, the offer to ask more or to file at once, the summary.

use super::{Open, current, drafts, keep_newest, press};
use crate::conversation::event::{FormStep, Press};
use crate::conversation::flow::words::{button, buttons, options, paragraph, primary};
use crate::conversation::form::condition::{Answers, Conditions, Proposed, Truth};
use crate::conversation::form::engine::{self, Next};
use crate::conversation::form::kinds::{self, Pick};
use crate::conversation::form::{Answered, Confirming, Pending, Stage, Value, Why, summary, texts, words};
use crate::conversation::message::{Block, Choice, Question, Tone, Weight};
use crate::conversation::run::Run;
use crate::conversation::state::Awaiting;
use crate::conversation::text::{Arg, Text};
use crate::domain::form::{Field, Kind};
use crate::domain::{DraftId, FieldId};

/// Whether the form's title stands above its question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Title {
    /// On the first question and after an interruption.
    Shown,
    /// In the middle of it.
    Left,
}

/// Goes on to what comes next and shows it after `before`.
pub(super) fn go_on(run: &mut Run<'_>, mut open: Open<'_>, mut before: Vec<Block>) {
    let mut next = engine::next(open.scene, &open.draft);
    if next == Next::Summary
        && let Some(missing) = engine::missing(open.scene, &open.draft)
    {
        before.extend(missing.wrong.map(|text| Block::Notice { tone: Tone::Warning, text }));
        next = Next::Ask(missing.field);
    }
    before.extend(announcements(run, &mut open, &next));
    let title = if open.draft.trail.is_empty() { Title::Shown } else { Title::Left };
    match next {
        Next::Ask(field) => ask(&mut open, &field, Why::Turn),
        Next::More => open.draft.stage = Stage::More,
        Next::Quick => open.draft.stage = Stage::Quick,
        Next::Summary => open.draft.stage = Stage::Summary,
    }
    show(run, open, before, title);
}

/// Opens a question, with what was said earlier as a proposal.
pub(super) fn ask(open: &mut Open<'_>, field: &FieldId, why: Why) {
    engine::ask(&mut open.draft, field, why);
    let Some(proposed) = open.draft.proposed.get(field).cloned() else { return };
    let Some(known) = open.scene.form.field(field) else { return };
    if kinds::check(open.asked(known), &proposed.value).is_none() {
        let pending = Some(Pending::Confirm { answered: proposed, ask: Confirming::TakenOver });
        open.draft.stage = Stage::Asking { field: field.clone(), why, pending };
    }
}

/// Shows where the draft stands after `before`, and waits for the answer.
pub(super) fn show(run: &mut Run<'_>, mut open: Open<'_>, before: Vec<Block>, title: Title) {
    open.draft.aside = false;
    open.draft.touched = run.world.now;
    let mut blocks = before;
    if !place(run, &open, title, &mut blocks) {
        // The form has changed since: the question is no more.
        return go_on(run, open, blocks);
    }
    run.state.open_draft = Some(open.draft.id.clone());
    run.state.awaiting = Awaiting::Form;
    keep_newest(run, open.draft);
    run.say_private(blocks);
}

/// Adds what shows where the draft stands; `false`: its question is no longer in the form.
fn place(run: &Run<'_>, open: &Open<'_>, title: Title, blocks: &mut Vec<Block>) -> bool {
    let subject = engine::subject_field();
    match &open.draft.stage {
        Stage::Asking { field, why, pending } => match super::field_of(open, field, &subject) {
            Some(known) => question(run, open, known, (*why, pending.as_ref()), title, blocks),
            None => return false,
        },
        Stage::More => more(open, blocks),
        Stage::Quick => quick(open, blocks),
        Stage::Summary => whole(run, open, blocks),
    }
    true
}

/// The button whose label a text is, among those that stand beside what the draft shows.
pub(super) fn button_named(run: &Run<'_>, open: &Open<'_>, text: &str) -> Option<Press> {
    let mut blocks = Vec::new();
    place(run, open, Title::Shown, &mut blocks);
    let choices = blocks.into_iter().flat_map(|block| match block {
        Block::Choices { choices, numbered: false } => choices,
        _ => Vec::new(),
    });
    let lexicon = run.lexicon();
    let says = |label: &Text| match label {
        Text::Key(key) => {
            key.ids.iter().any(|id| words::names(lexicon, id).take(1).any(|name| words::alike(name, text)))
        }
        _ => false,
    };
    choices.into_iter().find(|choice| says(&choice.label)).map(|choice| choice.press)
}

/// Shows where the draft stands after a pause; what was not decided when it paused is decided now.
pub(super) fn resume(run: &mut Run<'_>, open: Open<'_>, before: Vec<Block>) {
    if open.draft.stage == Stage::Summary && engine::next(open.scene, &open.draft) != Next::Summary {
        return go_on(run, open, before);
    }
    show(run, open, before, Title::Shown);
}

/// Shows the open draft again; `false`: there is none, or its form is gone.
fn show_again(run: &mut Run<'_>, before: Vec<Block>, title: Title) -> bool {
    let Some(open) = current(run) else { return false };
    show(run, open, before, title);
    true
}

/// A button that answers a question.
pub(super) fn answers(draft: &DraftId, field: &FieldId, value: &str) -> Press {
    Press::Answer { draft: draft.clone(), field: field.clone(), value: value.to_owned() }
}

/// A button about the form as a whole.
pub(super) fn steps(draft: &DraftId, step: FormStep) -> Press {
    Press::Form { draft: draft.clone(), step }
}

/// What is to be said before the next question: the notice of the priority, notes, the offer of another type.
fn announcements(run: &Run<'_>, open: &mut Open<'_>, next: &Next) -> Vec<Block> {
    let scene = open.scene;
    let mut blocks = Vec::new();
    let mut told = Vec::new();
    let conditions = Conditions::new(scene, &open.draft, Answers::Coming);
    let shown = &open.draft.shown;
    if let Proposed::By(rule) = conditions.priority()
        && let Some(notice) = rule.notice.as_ref().filter(|id| !shown.contains(&format!("notice:{id}")))
    {
        told.push(format!("notice:{notice}"));
        blocks.push(Block::Notice { tone: Tone::Warning, text: texts::notice(scene, notice) });
    }
    let place = |id: &FieldId| scene.form.fields.iter().position(|field| &field.id == id);
    let end = match next {
        Next::Ask(field) => place(field).unwrap_or(scene.form.fields.len()),
        _ => scene.form.fields.len(),
    };
    for field in conditions.applying().filter(|field| field.kind == Kind::Note) {
        let key = format!("note:{}", field.id);
        if place(&field.id) < Some(end) && !shown.contains(&key) {
            told.push(key);
            blocks.push(Block::Notice { tone: Tone::Info, text: texts::question(scene, field) });
        }
    }
    for offer in &scene.form.offer {
        let key = format!("offer:{}", offer.to);
        let fits = conditions.holds(&offer.when) == Truth::Yes && run.world.settings.form(&offer.to).is_some();
        if fits && open.draft.filed.is_none() && !shown.contains(&key) {
            told.push(key);
            let title = texts::title(&offer.to);
            blocks
                .push(Block::Notice { tone: Tone::Info, text: Text::key("draft-offer").with("title", title.clone()) });
            let press = steps(&open.draft.id, FormStep::Switch { to: offer.to.clone() });
            blocks.push(buttons(vec![button(Text::key("draft-offer-yes").with("title", title), press)]));
        }
    }
    open.draft.shown.extend(told);
    blocks
}

fn question(
    run: &Run<'_>,
    open: &Open<'_>,
    field: &Field,
    (why, pending): (Why, Option<&Pending>),
    title: Title,
    blocks: &mut Vec<Block>,
) {
    let (step, count) = engine::step(open.scene, &open.draft, &field.id);
    // A part was understood: only the rest is asked for, in few words.
    let (text, help) = match pending {
        Some(Pending::Partly { value, .. }) => kinds::partly(open.asked(field), value),
        _ => (texts::question(open.scene, field), texts::help_with_example(open.scene, field)),
    };
    blocks.push(Block::Question(Question {
        title: (title == Title::Shown).then(|| texts::title(&open.draft.ticket_type)),
        step: Text::key("draft-step").with("step", step).with("steps", count),
        text,
        required: field.required,
        help: Some(help),
    }));
    let mut also = Vec::new();
    if let Some(Pending::Confirm { answered, ask }) = pending {
        confirm(open, field, answered, ask, blocks);
    } else {
        so_far(open, field, pending, blocks);
        also = picks(open, field, pending, blocks);
    }
    also.extend(ways_on(run, open, field, why, title));
    if !also.is_empty() {
        blocks.push(buttons(also));
    }
}

/// What was understood and waits for a yes.
fn confirm(open: &Open<'_>, field: &Field, answered: &Answered, ask: &Confirming, blocks: &mut Vec<Block>) {
    let shown = kinds::show(open.scene, field, &answered.value);
    let text = match ask {
        Confirming::TakenOver => Text::key("draft-confirm-taken-over").with("answer", shown),
        Confirming::NotListed => Text::key("draft-confirm-not-listed").with("answer", shown),
        Confirming::Nearly => Text::key("draft-confirm-nearly").with("answer", shown),
        Confirming::Hint { id } => match field.hint.iter().find(|hint| &hint.id == id) {
            Some(hint) => Text::key("draft-confirm-hint")
                .with("hint", texts::hint(open.scene, field, hint, &answered.value))
                .with("answer", shown),
            None => Text::key("draft-confirm-nearly").with("answer", shown),
        },
    };
    blocks.push(paragraph(text));
    let press = |value| answers(&open.draft.id, &field.id, value);
    blocks.push(buttons(vec![
        primary(Text::key("draft-button-right"), press(press::YES)),
        button(Text::key("draft-button-change"), press(press::NO)),
    ]));
}

/// What is answered already, in part or as a whole.
fn so_far(open: &Open<'_>, field: &Field, pending: Option<&Pending>, blocks: &mut Vec<Block>) {
    let text = match (pending, open.draft.value(&field.id), open.draft.proposed.get(&field.id)) {
        // It is the question itself.
        (Some(Pending::Partly { .. }), ..) => return,
        (Some(Pending::Which { .. }), ..) => Text::key("draft-ask-which"),
        (Some(Pending::Lookup { said, .. }), ..) => Text::key("draft-ask-unfound").with("number", said.as_str()),
        (_, Some(value), _) => Text::key("draft-so-far").with("answer", kinds::show(open.scene, field, value)),
        (_, None, Some(Answered { value: value @ Value::Text(_), .. })) => {
            Text::key("draft-noted-before").with("answer", kinds::show(open.scene, field, value))
        }
        _ => return,
    };
    blocks.push(paragraph(text));
}

/// The options, numbered where they are a list; those that only stand beside words come back as buttons.
fn picks(open: &Open<'_>, field: &Field, pending: Option<&Pending>, blocks: &mut Vec<Block>) -> Vec<Choice> {
    let asked = open.asked(field);
    let part = match pending {
        Some(Pending::Partly { value, .. }) => Some(value),
        _ => None,
    };
    let (picks, hidden) = match pending {
        Some(Pending::Which { values }) => (kinds::narrowed(asked, values), 0),
        _ => kinds::shown(asked, part),
    };
    let choice = |pick: Pick| button(pick.label, answers(&open.draft.id, &field.id, &pick.value));
    let is_list = kinds::is_list(field) && !matches!(part, Some(Value::Person { .. }));
    let (listed, beside): (Vec<Pick>, Vec<Pick>) = if is_list || matches!(pending, Some(Pending::Which { .. })) {
        picks.into_iter().partition(|pick| pick.value != kinds::DONE)
    } else {
        (Vec::new(), picks)
    };
    if !listed.is_empty() {
        blocks.push(options(listed.into_iter().map(choice).collect()));
    }
    if hidden > 0 {
        blocks.push(paragraph(Text::key("draft-more-options").with("count", hidden)));
    }
    let mut beside: Vec<Choice> = beside.into_iter().map(choice).collect();
    if matches!(pending, Some(Pending::Lookup { .. })) {
        let press = answers(&open.draft.id, &field.id, press::UNCHECKED);
        beside.push(button(Text::key("draft-button-unchecked"), press));
    }
    let is_open = pending.is_none() && open.draft.value(&field.id).is_none();
    if let (Some(value), true) = (default_of(open, field), is_open) {
        let press = answers(&open.draft.id, &field.id, field.default.as_deref().unwrap_or_default());
        beside.insert(0, button(kinds::show(open.scene, field, &value), press));
    }
    beside
}

/// What the form proposes as an answer, if it proposes one.
pub(super) fn default_of(open: &Open<'_>, field: &Field) -> Option<Value> {
    let default = field.default.as_deref()?;
    match kinds::read(open.asked(field), kinds::Said::Picked(default), None) {
        kinds::Read::Value(value) => Some(value),
        _ => None,
    }
}

/// The ways on besides an answer: leave it as it is, leave it out, back, the native form, stop.
fn ways_on(run: &Run<'_>, open: &Open<'_>, field: &Field, why: Why, title: Title) -> Vec<Choice> {
    let id = &open.draft.id;
    let press = |value| answers(id, &field.id, value);
    let mut ways = Vec::new();
    if open.draft.value(&field.id).is_some() {
        ways.push(button(Text::key("draft-button-keep"), press(press::KEEP)));
    } else if engine::may_skip(field) {
        ways.push(button(Text::key("draft-button-skip"), press(press::SKIP)));
    }
    let is_first = engine::before(open.scene, &open.draft, Some(&field.id)).is_none();
    if why == Why::Edit && ways.is_empty() {
        ways.push(button(Text::key("draft-button-to-summary"), press(press::BACK)));
    } else if why != Why::Edit && !is_first {
        ways.push(button(Text::key("draft-button-back"), press(press::BACK)));
    }
    if title == Title::Shown {
        if run.world.platform.native_forms {
            ways.push(button(Text::key("draft-button-native"), steps(id, FormStep::Native)));
        }
        ways.push(button(Text::key("draft-button-cancel"), steps(id, FormStep::Cancel)));
    }
    ways
}

fn more(open: &Open<'_>, blocks: &mut Vec<Block>) {
    let conditions = Conditions::new(open.scene, &open.draft, Answers::Coming);
    let optional = conditions
        .applying()
        .filter(|field| field.more && field.kind != Kind::Note && !engine::is_settled(&open.draft, field))
        .map(|field| texts::label(open.scene, &field.id));
    blocks.push(paragraph(Text::key("draft-more").with("fields", Arg::List(optional.collect()))));
    let id = &open.draft.id;
    blocks.push(buttons(vec![
        button(Text::key("draft-button-more"), steps(id, FormStep::More)),
        primary(Text::key("draft-button-no-more"), steps(id, FormStep::NoMore)),
    ]));
}

fn quick(open: &Open<'_>, blocks: &mut Vec<Block>) {
    let scene = open.scene;
    blocks.push(Block::Heading {
        text: Text::key("draft-quick-heading").with("title", texts::title(&open.draft.ticket_type)),
    });
    blocks.push(summary::facts(scene, &open.draft));
    blocks.push(paragraph(summary::priority(scene, &open.draft)));
    blocks.push(Block::Notice { tone: Tone::Warning, text: texts::with_policy(scene, Text::key("draft-quick")) });
    let id = &open.draft.id;
    blocks.push(buttons(vec![
        primary(Text::key("draft-button-send-now"), steps(id, FormStep::SendNow)),
        button(Text::key("draft-button-go-on"), steps(id, FormStep::GoOn)),
    ]));
}

fn whole(run: &Run<'_>, open: &Open<'_>, blocks: &mut Vec<Block>) {
    let Open { scene, draft } = open;
    let id = &draft.id;
    let heading = if draft.filed.is_some() { "draft-rest-heading" } else { "draft-summary-heading" };
    blocks.push(Block::Heading { text: Text::key(heading).with("title", texts::title(&draft.ticket_type)) });
    blocks.push(summary::facts(*scene, draft));
    if draft.filed.is_none() {
        blocks.push(paragraph(summary::priority(*scene, draft)));
    }
    blocks.push(Block::Footnote { text: Text::key("draft-summary-edit") });
    let mut choices = vec![primary(Text::key("draft-button-send"), steps(id, FormStep::Send))];
    if summary::has_more(*scene, draft) {
        choices.push(button(Text::key("draft-button-add-more"), steps(id, FormStep::More)));
    }
    if run.world.platform.native_forms {
        choices.push(button(Text::key("draft-button-native"), steps(id, FormStep::Native)));
    }
    choices.push(button(Text::key("draft-button-later"), steps(id, FormStep::Later)));
    let cancel = button(Text::key("draft-button-cancel"), steps(id, FormStep::Cancel));
    choices.push(Choice { weight: Weight::Danger, ..cancel });
    blocks.push(buttons(choices));
}

/// A notice in front of what is open, which is shown again; when nothing is open, the notice alone.
pub(super) fn say_and_show(run: &mut Run<'_>, tone: Tone, text: Text) {
    let before = vec![Block::Notice { tone, text: text.clone() }];
    if !show_again(run, before, Title::Left) {
        run.notice(tone, text);
    }
}

/// Says that a button's time has passed, and where the draft stands.
pub(super) fn stale(run: &mut Run<'_>, draft: &DraftId) {
    let sent = run.state.sent_drafts.iter().any(|sent| &sent.draft.id == draft);
    let key = match (sent, run.state.drafts.iter().any(|known| &known.id == draft)) {
        (true, _) => "draft-stale-sent",
        (false, true) => "draft-stale-question",
        (false, false) => "draft-stale-gone",
    };
    // Its own form is still the last thing shown: then it goes on from there.
    let is_shown = run.state.awaiting == Awaiting::Form && run.state.open_draft.as_ref() == Some(draft);
    if is_shown {
        return say_and_show(run, Tone::Info, Text::key(key));
    }
    run.notice(Tone::Info, Text::key(key));
    drafts::reminder(run);
}
