//! Words while a form is open: an answer, a word about the form, or a command that runs while the form waits.

use super::answering::{self, OpenQuestion, given, open_question};
use super::asking::{self, Title, show};
use super::begin::Given;
use super::steps::{self, Wanted};
use super::{Open, current, drafts, field_of, files, overview, send};
use crate::conversation::event::Press;
use crate::conversation::flow::words::{button, buttons, paragraph};
use crate::conversation::form::kinds::{self, Read, Said};
use crate::conversation::form::pick::{Candidate, Picked, pick};
use crate::conversation::form::words::{self, Slips};
use crate::conversation::form::{Answered, Confirming, Pending, Stage, Value, engine, summary, texts};
use crate::conversation::intent::{self, Command, Control};
use crate::conversation::message::{Block, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::Awaiting;
use crate::conversation::text::Text;
use crate::domain::form::{Field, Kind};
use crate::domain::{FieldId, FileMeta, MessageId};

/// Free text (and files) while [`Awaiting::Form`], `TicketType` or `Drafts` is awaited. `false`: it is not for the form (the
/// caller goes on with commands).
pub fn said(run: &mut Run<'_>, message: &MessageId, text: &str, files: &[FileMeta]) -> bool {
    match run.state.awaiting.clone() {
        Awaiting::TicketType { text: before, message: from, files: kept } => {
            let given = Given { text: before, message: from, files: kept, refers_to: None };
            overview::said(run, message, text, files, given)
        }
        Awaiting::Drafts { drafts } => files.is_empty() && drafts::picked(run, text, &drafts),
        Awaiting::Form => match current(run) {
            Some(open) if !open.draft.aside => in_form(run, open, message, text, files),
            _ => false,
        },
        _ => false,
    }
}

/// Text that is no command while a draft is open but its question is not the last thing shown: the question is shown again
/// with the text as a proposal, to be confirmed. `false`: there is no such draft or the text does not fit its question.
pub fn stray(run: &mut Run<'_>, message: &MessageId, text: &str, files: &[FileMeta]) -> bool {
    let Some(mut open) = current(run) else { return false };
    if !files.is_empty() {
        // A ticket was spoken of meanwhile: the person says where the files belong.
        if run.state.ticket.is_some() || engine::files_field(open.scene, &open.draft).is_none() {
            return false;
        }
        files::into_draft(run, open, message, Some(text), files);
        return true;
    }
    if let Some(control) = intent::control_word(text, run.lexicon()) {
        return stray_control(run, open, &control);
    }
    let Some(question) = open_question(&open) else { return false };
    let subject = engine::subject_field();
    let Some(field) = field_of(&open, &question.field, &subject) else { return false };
    let text = intent::escaped(text, run.lexicon()).unwrap_or(text);
    let answered = match answering::read(&open, field, question.pending.as_ref(), Said::Typed(text)) {
        Read::Value(value) | Read::Confirm(value, _) => Answered { value, message: Some(message.clone()) },
        Read::Partly(_) | Read::Which(_) | Read::LookUp(_) | Read::Wrong(_) => return false,
    };
    open.draft.stage = Stage::Asking {
        field: question.field,
        why: question.why,
        pending: Some(Pending::Confirm { answered, ask: Confirming::TakenOver }),
    };
    show(run, open, Vec::new(), Title::Shown);
    true
}

/// Words about the form after an interruption: the ones that only look back show it again, the others are not for it.
fn stray_control(run: &mut Run<'_>, open: Open<'_>, control: &Control) -> bool {
    match control {
        Control::Next | Control::Repeat | Control::Send | Control::Edit(_) => asking::resume(run, open, Vec::new()),
        Control::Summary => steps::overview(run, open),
        Control::Later => steps::later(run, open),
        Control::Cancel => steps::cancel(run, &open),
        Control::Restart => steps::restart(run, &open),
        _ => return false,
    }
    true
}

/// Words and files while the form is the last thing shown.
fn in_form(run: &mut Run<'_>, mut open: Open<'_>, message: &MessageId, text: &str, files: &[FileMeta]) -> bool {
    let mut before = Vec::new();
    if !files.is_empty() {
        before = files::add(run, &mut open, Some(message), files);
        if text.is_empty() {
            show(run, open, before, Title::Left);
            return true;
        }
    }
    let lexicon = run.lexicon();
    if let (Some(literal), Some(question)) = (intent::escaped(text, lexicon), open_question(&open)) {
        given(run, open, &question, Said::Typed(literal), Some(message), before);
        return true;
    }
    if files.is_empty() && pressed_in_words(run, &open, text) {
        return true;
    }
    // With files a message is never only a command: the files would be lost with it.
    let commands = if files.is_empty() { Commands::Heard } else { Commands::Ignored };
    match open_question(&open) {
        Some(question) => in_question(run, open, &question, (message, text), before, commands),
        None if commands == Commands::Heard => at_rest(run, open, text),
        None => {
            show(run, open, before, Title::Left);
            true
        }
    }
}

/// What a button says was typed instead of pressing it.
fn pressed_in_words(run: &mut Run<'_>, open: &Open<'_>, text: &str) -> bool {
    match asking::button_named(run, open, text) {
        Some(Press::Answer { draft, field, value }) => answering::answer(run, &draft, &field, &value),
        Some(Press::Form { draft, step }) => steps::step(run, &draft, &step),
        _ => return false,
    }
    true
}

/// Whether a message may be a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Commands {
    /// It may.
    Heard,
    /// It came with files, which would be lost.
    Ignored,
}

/// Words while a question is open. Where any words could be an answer, words about the form and commands count only when
/// they are written exactly and are the whole message.
fn in_question(
    run: &mut Run<'_>,
    open: Open<'_>,
    question: &OpenQuestion,
    (message, text): (&MessageId, &str),
    before: Vec<Block>,
    commands: Commands,
) -> bool {
    let subject = engine::subject_field();
    let lexicon = run.lexicon();
    let Some(field) = field_of(&open, &question.field, &subject) else {
        show(run, open, before, Title::Left);
        return true;
    };
    if let Some(Pending::Confirm { answered, ask }) = &question.pending
        && let Some(yes) = words::yes_no(text, lexicon)
    {
        if yes {
            answering::confirmed(run, open, question, answered.clone());
        } else {
            answering::declined(run, open, question, answered, ask);
        }
        return true;
    }
    let read = answering::read(&open, field, question.pending.as_ref(), Said::Typed(text));
    let named = is_named(&open, field, text);
    let is_certain = named || is_certain(field, &read);
    let control = match intent::control_word(text, lexicon) {
        Some(control) if !named => Some(control),
        None if !is_certain && !is_free(field) => intent::control_word_or_typo(text, lexicon),
        _ => None,
    };
    if let Some(control) = control
        && in_question_control(run, &open, question, field, (&control, is_certain))
    {
        return true;
    }
    if commands == Commands::Heard && !is_certain {
        if is_help(text, run) {
            help(run, open, field);
            return true;
        }
        let slips = if is_free(field) { Slips::None } else { Slips::Mended };
        // Where not any words can be an answer, those of another language count as well, written exactly.
        let settings = run.world.settings;
        let elsewhere = || settings.lexicons.iter().any(|other| words::is_command(text, other, Slips::None));
        if words::is_command(text, lexicon, slips) || (!is_free(field) && elsewhere()) {
            return false;
        }
    }
    given(run, open, question, Said::Typed(text), Some(message), before);
    true
}

/// A word about the form, or about its question. `false`: it may be an answer.
fn in_question_control(
    run: &mut Run<'_>,
    open: &Open<'_>,
    question: &OpenQuestion,
    field: &Field,
    (control, is_certain): (&Control, bool),
) -> bool {
    let open = open.clone();
    match control {
        Control::Yes | Control::No if is_certain || kinds::is_list(field) => return false,
        Control::Yes | Control::No if is_free(field) => return false,
        Control::Yes | Control::No => return no_files(run, open, question, field, control),
        Control::Unknown => {
            if field.allow_unknown {
                return false;
            }
            answering::leave_out(run, open, question);
        }
        Control::Next => next(run, open, question, field),
        Control::Back | Control::Undo => steps::back(run, open),
        Control::Skip => answering::leave_out(run, open, question),
        Control::Why => help(run, open, field),
        Control::Repeat | Control::Edit(None) => show(run, open, Vec::new(), Title::Left),
        Control::Send => unfinished(run, open),
        Control::Edit(Some(target)) => edit_named(run, open, target),
        Control::Summary => steps::overview(run, open),
        Control::Later => steps::later(run, open),
        Control::Cancel => steps::cancel(run, &open),
        Control::Restart => steps::restart(run, &open),
    }
    true
}

/// „Nein“ to the question for files leaves it out; elsewhere it may be an answer.
fn no_files(run: &mut Run<'_>, open: Open<'_>, question: &OpenQuestion, field: &Field, control: &Control) -> bool {
    if field.kind != Kind::Attachment {
        return false;
    }
    match control {
        Control::No if open.draft.value(&field.id).is_some() => answering::keep_answer(run, open, question),
        Control::No => answering::leave_out(run, open, question),
        _ => show(run, open, Vec::new(), Title::Left),
    }
    true
}

/// „Weiter“: what is answered, proposed or understood so far stays; an optional question is left out.
fn next(run: &mut Run<'_>, open: Open<'_>, question: &OpenQuestion, field: &Field) {
    match &question.pending {
        Some(Pending::Confirm { answered, .. }) => {
            let answered = answered.clone();
            return answering::confirmed(run, open, question, answered);
        }
        Some(Pending::Partly {
            value: Value::Windows(_) | Value::Options(_) | Value::Systems(_) | Value::Sites(_) | Value::People(_),
            ..
        }) => {
            return given(run, open, question, Said::Picked(kinds::DONE), None, Vec::new());
        }
        _ => {}
    }
    if open.draft.value(&question.field).is_some() {
        return answering::keep_answer(run, open, question);
    }
    match asking::default_of(&open, field) {
        Some(value) => answering::take(run, open, question, Answered { value, message: None }, Vec::new()),
        None => answering::leave_out(run, open, question),
    }
}

/// Words while no question is open: at the offer to say more or to file at once, and at the summary.
fn at_rest(run: &mut Run<'_>, open: Open<'_>, text: &str) -> bool {
    let lexicon = run.lexicon();
    let control = intent::control_word_or_typo(text, lexicon);
    match &control {
        Some(Control::Back | Control::Undo) => steps::back(run, open),
        Some(Control::Cancel) => steps::cancel(run, &open),
        Some(Control::Later) => steps::later(run, open),
        Some(Control::Restart) => steps::restart(run, &open),
        Some(Control::Summary) => steps::overview(run, open),
        Some(Control::Edit(Some(target))) => edit_named(run, open, target),
        Some(Control::Edit(None) | Control::Repeat | Control::Why | Control::Unknown) => what_to_edit(run, open),
        _ => {
            let answer = at_stage(&open.draft.stage, text, control.as_ref(), lexicon);
            return stage_said(run, open, text, answer);
        }
    }
    true
}

/// Yes or no to what is offered.
fn at_stage(stage: &Stage, text: &str, control: Option<&Control>, lexicon: &intent::Lexicon) -> Option<bool> {
    match control {
        // Who wants to send wants nothing more to be asked.
        Some(Control::Send) if *stage == Stage::More => Some(false),
        Some(Control::Skip | Control::No) => Some(false),
        Some(Control::Send | Control::Yes) => Some(true),
        _ => words::yes_no(text, lexicon),
    }
}

fn stage_said(run: &mut Run<'_>, open: Open<'_>, text: &str, answer: Option<bool>) -> bool {
    match (open.draft.stage.clone(), answer) {
        (Stage::More, Some(true)) => steps::more(run, open, Wanted::Yes),
        (Stage::More, Some(false)) => steps::more(run, open, Wanted::No),
        (Stage::Quick, Some(true)) => send::send_now(run, open),
        (Stage::Quick, Some(false)) => {
            let mut open = open;
            open.draft.quick_declined = true;
            asking::go_on(run, open, Vec::new());
        }
        (Stage::Summary, Some(true)) => send::send(run, open),
        (Stage::Summary, Some(false)) => what_to_edit(run, open),
        (_, None) if words::is_command(text, run.lexicon(), Slips::Mended) && !is_place(&open, text) => return false,
        (Stage::Summary, None) => edit_named(run, open, text),
        _ => show(run, open, vec![notice(Text::key("draft-yes-or-no"))], Title::Left),
    }
    true
}

/// Whether a bare number is one of the summary's.
fn is_place(open: &Open<'_>, text: &str) -> bool {
    let count = summary::fields(open.scene, &open.draft).len();
    text.trim().trim_end_matches('.').parse::<usize>().is_ok_and(|place| (1..=count).contains(&place))
}

/// „Ändern 3“, „ändern Bauteil“: the answer with that number or name.
fn edit_named(run: &mut Run<'_>, open: Open<'_>, target: &str) {
    let place = target.trim().trim_end_matches('.').parse::<usize>().ok();
    let by_place = place.and_then(|place| summary::fields(open.scene, &open.draft).get(place.checked_sub(1)?).cloned());
    let lexicon = run.lexicon();
    let by_name = || match pick(Said::Typed(target), &field_names(&open, lexicon), lexicon) {
        Picked::One(id) => Some(FieldId::new(id)),
        _ => None,
    };
    let named = by_place.or_else(|| if place.is_some() { None } else { by_name() });
    match named {
        Some(field) => steps::edit(run, open, &field),
        None => what_to_edit(run, open),
    }
}

fn field_names(open: &Open<'_>, lexicon: &intent::Lexicon) -> Vec<Candidate> {
    let form = &open.scene.form.id;
    let own = open.scene.form.fields.iter().filter(|field| field.kind != Kind::Note).map(|field| field.id.clone());
    own.map(|id| {
        let keys = [format!("form-{form}-{id}.short"), format!("form-any-{id}.short")];
        let names = keys.iter().flat_map(|key| words::names(lexicon, key)).map(str::to_owned).take(1).collect();
        Candidate { id: id.to_string(), names }
    })
    .collect()
}

fn what_to_edit(run: &mut Run<'_>, open: Open<'_>) {
    let key = if open.draft.stage == Stage::Summary { "draft-edit-what" } else { "draft-yes-or-no" };
    show(run, open, vec![notice(Text::key(key))], Title::Left);
}

/// „Absenden“ before everything is answered.
fn unfinished(run: &mut Run<'_>, mut open: Open<'_>) {
    let Some(missing) = engine::missing(open.scene, &open.draft) else {
        open.draft.stage = Stage::Summary;
        return asking::go_on(run, open, Vec::new());
    };
    let text = Text::key("draft-unfinished").with("label", texts::label(open.scene, &missing.field));
    show(run, open, vec![notice(text)], Title::Left);
}

/// What the question means and which words there are.
fn help(run: &mut Run<'_>, open: Open<'_>, field: &Field) {
    let text = Text::key("draft-help").with("example", texts::example(open.scene, field));
    let general = button(Text::key("draft-button-help"), Press::Command { command: Command::Help });
    show(run, open, vec![paragraph(text), buttons(vec![general])], Title::Left);
}

fn is_help(text: &str, run: &Run<'_>) -> bool {
    let understood = intent::understand(text, run.lexicon());
    matches!(understood.meaning, intent::Meaning::Sure(Command::Help)) && understood.text.trim().is_empty()
}

/// Whether the text is exactly what one of the options is called.
fn is_named(open: &Open<'_>, field: &Field, text: &str) -> bool {
    if is_free(field) {
        return false;
    }
    let asked = open.asked(field);
    let ids = field.options.iter().chain(&field.alternatives).map(String::as_str).chain(["yes", "no"]);
    ids.flat_map(|id| texts::option_keys(asked.scene.form, &field.id, id))
        .flat_map(|key| words::names(asked.scene.lexicon, &key).map(str::to_owned).collect::<Vec<_>>())
        .any(|name| words::alike(&name, text))
}

/// Whether any words are an answer to the field.
fn is_free(field: &Field) -> bool {
    matches!(field.kind, Kind::Text | Kind::LongText | Kind::Address)
}

/// Whether more was read than the words as they are: something of a list, a number, a day.
fn is_certain(field: &Field, read: &Read) -> bool {
    let is_words = |value: &Value| matches!(value, Value::Text(_) | Value::Person { member: None, phone: None, .. });
    match read {
        Read::Value(value) | Read::Partly(value) => !is_free(field) && !is_words(value),
        Read::Which(_) => true,
        Read::Confirm(..) | Read::LookUp(_) | Read::Wrong(_) => false,
    }
}

fn notice(text: Text) -> Block {
    Block::Notice { tone: Tone::Info, text }
}
