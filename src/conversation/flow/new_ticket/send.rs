//! Sends a draft: as a new ticket, a critical one at once, or what was answered after that as one addition.

use super::asking::{Title, ask, show};
use super::{Open, keep, take_out};
use crate::conversation::effect::{Act, DeskWrite, Effect, TicketTarget};
use crate::conversation::flow::words::paragraph;
use crate::conversation::form::{Draft, Filed, Stage, Why, engine, texts, ticket};
use crate::conversation::message::{Block, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::{SentDraft, State, WriteKind};
use crate::conversation::text::Text;
use crate::domain::{MemberId, OpKey, TicketNumber};

/// Sends the draft of a summary. What is missing or no longer right is asked for first.
pub(super) fn send(run: &mut Run<'_>, mut open: Open<'_>) {
    if let Some(missing) = engine::missing(open.scene, &open.draft) {
        let before = missing.wrong.map(|text| Block::Notice { tone: Tone::Warning, text }).into_iter().collect();
        ask(&mut open, &missing.field, Why::Turn);
        return show(run, open, before, Title::Left);
    }
    match open.draft.filed.clone() {
        None => create(run, open),
        Some(filed) => supplement(run, open, &filed),
    }
}

/// Sends a native form, which was found complete.
pub(super) fn send_native(run: &mut Run<'_>, mut open: Open<'_>) {
    open.draft.sending = false;
    // What was not asked natively is not asked afterwards.
    open.draft.more = Some(open.draft.more.unwrap_or(false));
    send(run, open);
}

/// Files a critical ticket with what is answered so far; the rest becomes one addition.
pub(super) fn send_now(run: &mut Run<'_>, mut open: Open<'_>) {
    let op = write_ticket(run, &open);
    open.draft.filed = Some(Filed { op, number: None, sent: ticket::sent_values(open.scene, &open.draft) });
    // The next question is shown together with the ticket's number; until then no text answers it.
    open.draft.stage = Stage::Summary;
    open.draft.aside = true;
    keep(run, open.draft);
    run.settle();
}

fn create(run: &mut Run<'_>, open: Open<'_>) {
    let op = write_ticket(run, &open);
    forget_unsent(run, &open);
    leave(run, open, op, Vec::new());
}

fn write_ticket(run: &mut Run<'_>, open: &Open<'_>) -> OpKey {
    let language = run.language().to_owned();
    let new = ticket::new_ticket(open.scene, &open.draft, &language);
    let messages = ticket::messages(open.scene, &open.draft);
    run.audit("ticket.create", None);
    let op = run.write(DeskWrite::Create(new), WriteKind::Create, None);
    for message in messages {
        run.remember_sent(message, &op, None);
    }
    op
}

/// The rest of a ticket that was filed at once.
fn supplement(run: &mut Run<'_>, open: Open<'_>, filed: &Filed) {
    let rest = ticket::rest(open.scene, &open.draft);
    let title = texts::title(&open.draft.ticket_type);
    if rest.fields.is_empty() && rest.files.is_empty() && rest.watchers.is_empty() {
        take_out(run, &open.draft.id);
        run.settle();
        return run.say_private(vec![paragraph(Text::key("draft-nothing-added").with("title", title))]);
    }
    let to = match &filed.number {
        Some(number) => TicketTarget::Number { number: number.clone() },
        None => TicketTarget::CreatedBy { op: filed.op.clone() },
    };
    let watchers = match &filed.number {
        Some(number) => {
            add_watchers(run, number, rest.watchers);
            Vec::new()
        }
        None => rest.watchers,
    };
    if rest.fields.is_empty() && rest.files.is_empty() {
        return leave(run, open, filed.op.clone(), watchers);
    }
    let language = run.language().to_owned();
    let write = DeskWrite::Supplement { to, fields: rest.fields, files: rest.files, language };
    let op = run.write(write, WriteKind::Addition, filed.number.clone());
    for message in ticket::messages(open.scene, &open.draft) {
        if !run.state.sent.iter().any(|sent| sent.message == message) {
            run.remember_sent(message, &op, filed.number.clone());
        }
    }
    leave(run, open, op, watchers);
}

/// Colleagues watch a ticket that has its number.
pub(super) fn add_watchers(run: &mut Run<'_>, number: &TicketNumber, watchers: Vec<MemberId>) {
    for member in watchers {
        let act = Act::AddWatcher { member };
        let write = DeskWrite::Act { number: number.clone(), act: act.clone() };
        run.write(write, WriteKind::Act { act }, Some(number.clone()));
    }
}

/// The draft is out of reach from now on, so that it is sent once; a refusal gives it back.
fn leave(run: &mut Run<'_>, open: Open<'_>, op: OpKey, watchers: Vec<MemberId>) {
    let draft = Draft { stage: Stage::Summary, ..open.draft };
    take_out(run, &draft.id);
    run.settle();
    run.state.sent_drafts.push(SentDraft { op, draft, watchers });
    if run.state.sent_drafts.len() > State::MAX_SENT_DRAFTS {
        run.state.sent_drafts.remove(0);
    }
}

/// Files of questions that do not apply in the end are needed no more.
fn forget_unsent(run: &mut Run<'_>, open: &Open<'_>) {
    let sent = ticket::new_ticket(open.scene, &open.draft, "").files;
    let unsent = engine::files(&open.draft).filter(|file| !sent.contains(file));
    let effects: Vec<Effect> = unsent.map(|file| Effect::ForgetFile { file: file.id.clone() }).collect();
    run.effects.extend(effects);
}
