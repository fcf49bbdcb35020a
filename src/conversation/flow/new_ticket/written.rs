//! What is said after a new ticket or its addition was ordered: the number and what happens next, or honestly why not yet.

use super::asking::{go_on, steps};
use super::{drafts, send};
use crate::conversation::event::{DeskOutcome, FormStep, Press, RefusedWhy};
use crate::conversation::flow::words::{button, buttons, paragraph, primary, with_contact};
use crate::conversation::form::{Draft, engine};
use crate::conversation::message::{Block, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::{PendingWrite, WriteKind};
use crate::conversation::text::{Arg, Text};
use crate::domain::{Action, DraftId, OpKey, Priority, Ticket, TicketNumber};

/// What is said after a write of kind [`WriteKind::Create`] or `Addition`: the number and what happens next, or honestly why
/// there is none yet. The caller keeps or forgets the pending write. Answers the draft that a refusal gave back.
pub fn written(run: &mut Run<'_>, write: &PendingWrite, outcome: &DeskOutcome) -> Option<DraftId> {
    let is_new = write.what == WriteKind::Create;
    match outcome {
        DeskOutcome::Done { ticket } if is_new => created(run, &write.op, ticket),
        DeskOutcome::Done { ticket } => added(run, &write.op, ticket),
        DeskOutcome::Delayed => {
            let key = if is_new { "draft-delayed" } else { "draft-delayed-addition" };
            let text = with_contact(run, Text::key(key)).with("accepted", Arg::Clock(write.accepted));
            and_on(run, &write.op, vec![Block::Notice { tone: Tone::Warning, text }], None);
        }
        DeskOutcome::Unknown => {
            let key = if is_new { "draft-outcome-unknown" } else { "draft-outcome-unknown-addition" };
            let text = with_contact(run, Text::key(key)).with("accepted", Arg::Clock(write.accepted));
            and_on(run, &write.op, vec![Block::Notice { tone: Tone::Warning, text }], None);
        }
        DeskOutcome::Refused { reason, reference } => return refused(run, write, *reason, reference),
    }
    None
}

/// What had failed is done after all: said once more in words, with the draft that the person got back, if it is still there.
pub fn done_after_all(run: &mut Run<'_>, draft: Option<&DraftId>) {
    let Some(draft) = draft else {
        return run.say_private(vec![paragraph(Text::key("draft-after-all"))]);
    };
    let discard = button(Text::key("draft-button-discard-draft"), steps(draft, FormStep::Cancel));
    run.say_private(vec![paragraph(Text::key("draft-after-all-draft")), buttons(vec![discard])]);
}

fn created(run: &mut Run<'_>, op: &OpKey, ticket: &Ticket) {
    let number = &ticket.number;
    run.state.ticket = Some(number.clone());
    for sent in run.state.sent.iter_mut().filter(|sent| &sent.op == op) {
        sent.number = Some(number.clone());
    }
    let watchers = number_known(run, op, number);
    run.state.sent_drafts.retain(|sent| &sent.op != op);
    send::add_watchers(run, number, watchers);
    let key = if ticket.priority == Priority::Critical { "draft-created-critical" } else { "draft-created" };
    let text = with_contact(run, Text::key(key))
        .with("number", number)
        .with("title", ticket.title.as_str())
        .with("priority", Text::key(format!("priority-{}", ticket.priority.id())));
    let blocks = vec![
        Block::Notice { tone: Tone::Success, text },
        buttons(vec![
            primary(Text::key("draft-button-show"), Press::Show { number: number.clone() }),
            button(
                Text::key("draft-button-reply"),
                Press::Act { number: number.clone(), action: Action::Reply, value: None },
            ),
        ]),
    ];
    and_on(run, op, blocks, Some(number));
}

/// Tells every draft that hangs on this write the ticket's number; the colleagues that waited for it.
fn number_known(run: &mut Run<'_>, op: &OpKey, number: &TicketNumber) -> Vec<crate::domain::MemberId> {
    let told = |draft: &mut Draft| {
        if let Some(filed) = draft.filed.as_mut().filter(|filed| &filed.op == op) {
            filed.number = Some(number.clone());
            return true;
        }
        false
    };
    run.state.drafts.iter_mut().for_each(|draft| {
        told(draft);
    });
    let sent = run.state.sent_drafts.iter_mut().filter_map(|sent| told(&mut sent.draft).then_some(&mut sent.watchers));
    sent.flat_map(std::mem::take).collect()
}

fn added(run: &mut Run<'_>, op: &OpKey, ticket: &Ticket) {
    let number = &ticket.number;
    run.state.ticket = Some(number.clone());
    for sent in run.state.sent.iter_mut().filter(|sent| &sent.op == op) {
        sent.number = Some(number.clone());
    }
    let watchers = run.state.sent_drafts.iter_mut().find(|sent| &sent.op == op);
    let watchers = watchers.map(|sent| std::mem::take(&mut sent.watchers)).unwrap_or_default();
    run.state.sent_drafts.retain(|sent| &sent.op != op);
    send::add_watchers(run, number, watchers);
    let text = Text::key("draft-added").with("number", number).with("title", ticket.title.as_str());
    let show = primary(Text::key("draft-button-show"), Press::Show { number: number.clone() });
    let blocks = vec![Block::Notice { tone: Tone::Success, text }, buttons(vec![show])];
    and_on(run, op, blocks, Some(number));
}

/// Says it; and where the person goes on with the rest of a ticket filed at once, asks the next question with it.
fn and_on(run: &mut Run<'_>, op: &OpKey, mut blocks: Vec<Block>, number: Option<&TicketNumber>) {
    let waits = super::current(run).filter(|open| {
        let is_this = open.draft.filed.as_ref().is_some_and(|filed| &filed.op == op);
        is_this && open.draft.aside && matches!(run.state.awaiting, crate::conversation::state::Awaiting::Nothing)
    });
    if let Some(open) = waits {
        if engine::next(open.scene, &open.draft) != engine::Next::Summary {
            blocks.push(paragraph(Text::key("draft-rest-follows")));
        }
        return go_on(run, open, blocks);
    }
    let message = crate::conversation::message::Message::new(blocks).private();
    run.say(match number {
        Some(number) => message.about(number),
        None => message,
    });
    drafts::reminder(run);
}

/// Nothing is lost with a refusal: the draft is there again.
fn refused(run: &mut Run<'_>, write: &PendingWrite, reason: RefusedWhy, reference: &str) -> Option<DraftId> {
    let back = give_back(run, write);
    let key = match reason {
        RefusedWhy::NotAllowed => "draft-refused-not-allowed",
        RefusedWhy::NoSuchTicket => "draft-refused-no-ticket",
        RefusedWhy::WrongState | RefusedWhy::Stale => "draft-refused-state",
        RefusedWhy::Invalid => "draft-refused-invalid",
    };
    let text = with_contact(run, Text::key(key)).with("reference", reference);
    let mut blocks = vec![Block::Notice { tone: Tone::Refusal, text }];
    if let Some(id) = &back {
        blocks.push(paragraph(Text::key("draft-given-back")));
        blocks.push(buttons(vec![button(Text::key("draft-button-resume-summary"), steps(id, FormStep::Resume))]));
    }
    run.say_private(blocks);
    back
}

/// The draft of a refused write, in the state again.
fn give_back(run: &mut Run<'_>, write: &PendingWrite) -> Option<DraftId> {
    let concerns = |draft: &Draft| draft.filed.as_ref().is_some_and(|filed| filed.op == write.op);
    if let Some(at) = run.state.sent_drafts.iter().position(|sent| sent.op == write.op || concerns(&sent.draft)) {
        let mut sent = run.state.sent_drafts.remove(at);
        let id = sent.draft.id.clone();
        // Without its ticket nothing of it was filed.
        sent.draft.filed = sent.draft.filed.filter(|filed| filed.op != write.op);
        super::keep(run, Draft { aside: true, ..sent.draft });
        return Some(id);
    }
    let draft =
        run.state.drafts.iter_mut().find(|draft| draft.filed.as_ref().is_some_and(|filed| filed.op == write.op))?;
    draft.filed = None;
    draft.quick_declined = true;
    Some(draft.id.clone())
}
