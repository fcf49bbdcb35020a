//! What an answer to the open question does.

use super::asking::{self, Title, go_on, show};
use super::{Open, field_of, keep, open, press};
use crate::conversation::effect::Ask;
use crate::conversation::flow::words::paragraph;
use crate::conversation::form::engine;
use crate::conversation::form::kinds::{self, Read, Said};
use crate::conversation::form::{Answered, Confirming, Pending, Stage, Value, Why, texts};
use crate::conversation::message::{Block, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::Then;
use crate::conversation::text::Text;
use crate::domain::form::{Field, Kind};
use crate::domain::{DraftId, FieldId, MessageId, TicketNumber};

/// The open question: its field, why it is asked, what was understood so far.
#[derive(Clone, Debug)]
pub(super) struct OpenQuestion {
    /// Which.
    pub(super) field: FieldId,
    /// Why.
    pub(super) why: Why,
    /// What was understood so far.
    pub(super) pending: Option<Pending>,
}

/// The open question of a draft, if one is open.
pub(super) fn open_question(open: &Open<'_>) -> Option<OpenQuestion> {
    match &open.draft.stage {
        Stage::Asking { field, why, pending } => {
            Some(OpenQuestion { field: field.clone(), why: *why, pending: pending.clone() })
        }
        _ => None,
    }
}

/// A button of a question was pressed. It counts only while its question is open, whatever was shown since.
pub fn answer(run: &mut Run<'_>, draft: &DraftId, field: &FieldId, value: &str) {
    let Some(open) = open(run, draft) else { return asking::stale(run, draft) };
    let Some(question) = open_question(&open).filter(|question| &question.field == field) else {
        return asking::stale(run, draft);
    };
    let pending = question.pending.clone();
    match (value, pending) {
        (press::SKIP, _) => leave_out(run, open, &question),
        (press::BACK, _) => super::steps::back(run, open),
        (press::KEEP, _) => keep_answer(run, open, &question),
        (press::YES, Some(Pending::Confirm { answered, .. })) => confirmed(run, open, &question, answered),
        (press::NO, Some(Pending::Confirm { answered, ask })) => declined(run, open, &question, &answered, &ask),
        (press::UNCHECKED, Some(Pending::Lookup { said, message })) => {
            take(run, open, &question, Answered { value: Value::Text(said), message }, Vec::new());
        }
        (press::YES | press::NO | press::UNCHECKED, _) => asking::stale(run, draft),
        (value, _) => given(run, open, &question, Said::Picked(value), None, Vec::new()),
    }
}

/// A ticket that a form's field named was looked up: `None` when the person may see none such.
pub fn ticket_found(run: &mut Run<'_>, draft: &DraftId, field: &FieldId, number: Option<&TicketNumber>) {
    let Some(mut open) = open(run, draft) else { return };
    if open.draft.typed.contains_key(field) {
        return super::native::looked_up(run, open, field, number);
    }
    let Some(question) = open_question(&open).filter(|question| &question.field == field) else { return };
    let Some(Pending::Lookup { said, message }) = question.pending.clone() else { return };
    if let Some(number) = number {
        let answered = Answered { value: Value::Ticket(number.clone()), message };
        return take(run, open, &question, answered, Vec::new());
    }
    open.draft.stage =
        Stage::Asking { field: question.field, why: question.why, pending: Some(Pending::Lookup { said, message }) };
    show(run, open, Vec::new(), Title::Left);
}

/// A ticket that a form's field named could not be looked up, because the desk does not answer: kept as it was typed.
pub fn ticket_unchecked(run: &mut Run<'_>, draft: &DraftId, field: &FieldId) {
    let Some(open) = open(run, draft) else { return };
    if open.draft.typed.contains_key(field) {
        return super::native::unchecked(run, open, field);
    }
    let Some(question) = open_question(&open).filter(|question| &question.field == field) else { return };
    let Some(Pending::Lookup { said, message }) = question.pending.clone() else { return };
    let told = Block::Notice { tone: Tone::Info, text: Text::key("draft-unchecked").with("number", said.as_str()) };
    take(run, open, &question, Answered { value: Value::Text(said), message }, vec![told]);
}

/// An answer was given to the open question, in words or by a button.
pub(super) fn given(
    run: &mut Run<'_>,
    mut open: Open<'_>,
    question: &OpenQuestion,
    said: Said<'_>,
    message: Option<&MessageId>,
    mut before: Vec<Block>,
) {
    let subject = engine::subject_field();
    let Some(field) = field_of(&open, &question.field, &subject) else { return go_on(run, open, before) };
    if let Some(message) = message {
        open.draft.heard = Some(message.clone());
    }
    let message = message.cloned().or_else(|| message_of(question.pending.as_ref()));
    let pending = match read(&open, field, question.pending.as_ref(), said) {
        Read::Value(value) => return take(run, open, question, Answered { value, message }, before),
        Read::LookUp(number) => return look_up(run, open, question, number, message),
        Read::Wrong(text) => {
            before.push(Block::Notice { tone: Tone::Warning, text });
            question.pending.clone()
        }
        Read::Partly(value) => Some(Pending::Partly { value, message }),
        Read::Confirm(value, ask) => Some(Pending::Confirm { answered: Answered { value, message }, ask }),
        Read::Which(values) => Some(Pending::Which { values }),
    };
    open.draft.stage = Stage::Asking { field: question.field.clone(), why: question.why, pending };
    show(run, open, before, Title::Left);
}

/// Reads an answer together with what was understood before.
pub(super) fn read(open: &Open<'_>, field: &Field, pending: Option<&Pending>, said: Said<'_>) -> Read {
    let asked = open.asked(field);
    match (pending, said) {
        (Some(Pending::Partly { value, .. }), said) => kinds::read(asked, said, Some(value)),
        (Some(Pending::Which { values }), Said::Typed(text)) => {
            let place = text.trim().trim_end_matches('.').parse::<usize>().ok();
            match place.and_then(|place| values.get(place.checked_sub(1)?)) {
                Some(value) => kinds::read(asked, Said::Picked(value), None),
                None => kinds::read(asked, said, None),
            }
        }
        (_, Said::Typed(text)) => kinds::read(asked, Said::Typed(&together(open, field, text)), None),
        (_, said) => kinds::read(asked, said, None),
    }
}

/// Words said before the question that were too few to answer it stand in front of those said now.
fn together(open: &Open<'_>, field: &Field, text: &str) -> String {
    match open.draft.proposed.get(&field.id) {
        Some(Answered { value: Value::Text(before), .. }) if field.kind == Kind::LongText => {
            if kinds::check(open.asked(field), &Value::Text(before.clone())).is_some() {
                return format!("{before}\n{text}");
            }
            text.to_owned()
        }
        _ => text.to_owned(),
    }
}

/// Takes an answer, says what follows from it, and goes on.
pub(super) fn take(
    run: &mut Run<'_>,
    mut open: Open<'_>,
    question: &OpenQuestion,
    answered: Answered,
    mut before: Vec<Block>,
) {
    let subject = engine::subject_field();
    let Some(field) = field_of(&open, &question.field, &subject) else { return go_on(run, open, before) };
    let earlier = open.draft.answers.get(&field.id).cloned();
    engine::answer(&mut open.draft, &field.id, answered.clone());
    let scene = open.scene;
    let hints = engine::hints(scene, &open.draft, field);
    let is_confirmed = open.draft.confirmed.contains(&field.id);
    if let Some(hint) = hints.iter().find(|hint| hint.confirm && !is_confirmed) {
        let ask = Confirming::Hint { id: hint.id.clone() };
        restore(&mut open, field, earlier);
        let pending = Some(Pending::Confirm { answered, ask });
        open.draft.stage = Stage::Asking { field: field.id.clone(), why: question.why, pending };
        return show(run, open, before, Title::Left);
    }
    if answered.message.is_some() {
        before.extend(echo(&open, field, &answered.value).map(paragraph));
    }
    for hint in hints.into_iter().filter(|hint| !hint.confirm) {
        let text = texts::hint(scene, field, hint, &answered.value);
        before.push(Block::Notice { tone: Tone::Info, text });
    }
    go_on(run, open, before);
}

/// The person said yes to what was understood.
pub(super) fn confirmed(run: &mut Run<'_>, mut open: Open<'_>, question: &OpenQuestion, answered: Answered) {
    let field = question.field.clone();
    engine::answer(&mut open.draft, &field, answered.clone());
    open.draft.confirmed.insert(field);
    take(run, open, question, answered, Vec::new());
}

/// The person said no to what was understood: the question is open again, and what was taken over from earlier words is
/// dropped.
pub(super) fn declined(
    run: &mut Run<'_>,
    mut open: Open<'_>,
    question: &OpenQuestion,
    answered: &Answered,
    ask: &Confirming,
) {
    open.draft.proposed.remove(&question.field);
    // Words of one's own are shown, so that they can be mended instead of written anew.
    let before = match (ask, &answered.value) {
        (Confirming::TakenOver, Value::Text(text)) => vec![Block::Quote { author: None, text: text.clone() }],
        _ => Vec::new(),
    };
    open.draft.stage = Stage::Asking { field: question.field.clone(), why: question.why, pending: None };
    show(run, open, before, Title::Left);
}

/// The answer that is there stays.
pub(super) fn keep_answer(run: &mut Run<'_>, mut open: Open<'_>, question: &OpenQuestion) {
    if open.draft.value(&question.field).is_none() {
        return asking::stale(run, &open.draft.id.clone());
    }
    // To be asked again, the next one must be another one.
    open.draft.stage = Stage::Summary;
    go_on(run, open, Vec::new());
}

/// The question is left out; a required one says why it cannot be.
pub(super) fn leave_out(run: &mut Run<'_>, mut open: Open<'_>, question: &OpenQuestion) {
    let subject = engine::subject_field();
    let Some(field) = field_of(&open, &question.field, &subject) else { return go_on(run, open, Vec::new()) };
    if question.why == Why::Back && open.draft.value(&field.id).is_some() {
        return keep_answer(run, open, question);
    }
    if !engine::may_skip(field) {
        let key = if field.allow_unknown { "draft-required-or-unknown" } else { "draft-required" };
        let text = Text::key(key)
            .with("label", texts::label(open.scene, &field.id))
            .with("unknown", texts::option(open.scene, &field.id, "unknown"))
            .with("example", texts::example(open.scene, field));
        return show(run, open, vec![Block::Notice { tone: Tone::Info, text }], Title::Left);
    }
    engine::skip(&mut open.draft, &field.id);
    go_on(run, open, Vec::new());
}

/// Asks the desk for a ticket that was named; the question stays open until the answer comes.
fn look_up(run: &mut Run<'_>, mut open: Open<'_>, question: &OpenQuestion, number: String, message: Option<MessageId>) {
    // The same number once more is meant so, although it was not found.
    if let Some(Pending::Lookup { said, .. }) = &question.pending
        && said == &number
    {
        return take(run, open, question, Answered { value: Value::Text(number), message }, Vec::new());
    }
    let draft = open.draft.id.clone();
    let pending = Some(Pending::Lookup { said: number.clone(), message });
    open.draft.stage = Stage::Asking { field: question.field.clone(), why: question.why, pending };
    run.state.open_draft = Some(draft.clone());
    keep(run, open.draft);
    run.ask(Ask::Ticket { number }, Then::AnswerField { draft, field: question.field.clone() });
}

fn restore(open: &mut Open<'_>, field: &Field, earlier: Option<Answered>) {
    match earlier {
        Some(earlier) => engine::answer(&mut open.draft, &field.id, earlier),
        None => {
            engine::take_back(&mut open.draft, &field.id);
        }
    }
}

fn message_of(pending: Option<&Pending>) -> Option<MessageId> {
    match pending? {
        Pending::Partly { message, .. } | Pending::Lookup { message, .. } => message.clone(),
        Pending::Confirm { .. } | Pending::Which { .. } => None,
    }
}

/// What was understood, said back where the words may mean more than one thing.
fn echo(open: &Open<'_>, field: &Field, value: &Value) -> Option<Text> {
    let speaks = matches!(
        value,
        Value::Date(_)
            | Value::Datetime(_)
            | Value::Windows(_)
            | Value::Phone(_)
            | Value::Address { .. }
            | Value::Number { unit: Some(_), .. }
            | Value::System(_)
            | Value::Person { .. }
    );
    speaks.then(|| Text::key("draft-noted").with("answer", kinds::show(open.scene, field, value)))
}
