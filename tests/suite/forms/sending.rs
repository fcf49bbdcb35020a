//! Sending: once, with nothing lost when the desk refuses, and a critical ticket at once with the rest as one addition.

use ticketlotse::conversation::effect::{Act, DeskWrite, Effect, TicketTarget};
use ticketlotse::conversation::event::{DeskOutcome, EventKind, FormStep, Press, RefusedWhy};
use ticketlotse::conversation::form::Value;
use ticketlotse::domain::{FieldId, OpKey, Person, Status};

use super::anna;
use crate::turn::{Chat, keys, presses, ticket, writes};

fn chat() -> Chat {
    Chat::with(Person::Member(Box::new(anna())))
}

/// Fills in the shortest form up to its summary; the button that sends it.
fn question(chat: &mut Chat) -> Press {
    for text in ["neu anfrage", "1", "Eine Frage", "Wo stelle ich die Sprache um?"] {
        chat.says(text);
    }
    button(&chat.says("nein"), &FormStep::Send)
}

fn button(effects: &[Effect], wanted: &FormStep) -> Press {
    let is_it = |press: &Press| matches!(press, Press::Form { step, .. } if step == wanted);
    presses(effects).into_iter().find(is_it).expect("the button")
}

fn op(effects: &[Effect]) -> OpKey {
    let written = effects.iter().find_map(|effect| match effect {
        Effect::Write { op, .. } => Some(op.clone()),
        _ => None,
    });
    written.expect("a write")
}

fn done(op: OpKey) -> EventKind {
    let ticket = ticket("CS-2026-000001", "Eine Frage", Status::New);
    EventKind::DeskDone { op, outcome: DeskOutcome::Done { ticket: Box::new(ticket) } }
}

#[test]
fn a_second_press_sends_nothing() {
    let mut chat = chat();
    let send = question(&mut chat);
    assert_eq!(writes(&chat.presses(send.clone())).len(), 1);
    let again = chat.presses(send);
    assert!(writes(&again).is_empty());
    assert_eq!(keys(&again), ["draft-stale-sent"]);
}

#[test]
fn what_was_written_is_remembered_for_corrections() {
    let mut chat = chat();
    let send = question(&mut chat);
    let op = op(&chat.presses(send));
    assert_eq!(chat.state.sent.len(), 3, "subject, topic and question came from messages");
    chat.happens(done(op));
    assert!(
        chat.state
            .sent
            .iter()
            .all(|sent| sent.number.as_ref().is_some_and(|number| number.as_str() == "CS-2026-000001"))
    );
}

#[test]
fn a_refusal_gives_the_answers_back() {
    let mut chat = chat();
    let send = question(&mut chat);
    let op = op(&chat.presses(send));
    assert!(chat.state.drafts.is_empty());
    let outcome = DeskOutcome::Refused { reason: RefusedWhy::Invalid, reference: "R-1".to_owned() };
    let told = chat.happens(EventKind::DeskDone { op, outcome });
    assert_eq!(keys(&told), ["draft-refused-invalid", "draft-given-back"]);
    let again = chat.presses(button(&told, &FormStep::Resume));
    let effects = chat.presses(button(&again, &FormStep::Send));
    let [DeskWrite::Create(new)] = writes(&effects)[..] else { panic!("a ticket: {effects:#?}") };
    assert_eq!(new.description, "Wo stelle ich die Sprache um?");
}

/// Up to the offer to file a critical incident at once.
fn critical(chat: &mut Chat) -> Press {
    let said = ["neu störung", "1", "total", "ja", "nein", "Seit 8 Uhr ist alles weg, niemand arbeitet."];
    for text in said {
        chat.says(text);
    }
    button(&chat.says("0171 3920041"), &FormStep::SendNow)
}

#[test]
fn the_rest_of_a_critical_ticket_is_one_addition() {
    let mut chat = chat();
    let now = critical(&mut chat);
    let filed = chat.presses(now.clone());
    let create = op(&filed);
    let [DeskWrite::Create(new)] = writes(&filed)[..] else { panic!("a ticket") };
    assert_eq!(new.priority.id(), "critical");
    assert!(writes(&chat.presses(now)).is_empty(), "filed once");
    let told = chat.happens(EventKind::DeskDone { op: create.clone(), outcome: DeskOutcome::Delayed });
    assert!(keys(&told).contains(&"draft-delayed".to_owned()));
    // Answered while the desk is away, watchers included.
    for text in ["1", "heute 8:30", "leistung", "ja"] {
        chat.says(text);
    }
    for _ in 0..5 {
        chat.says("überspringen");
    }
    let sent = {
        chat.says("karl");
        chat.says("absenden")
    };
    let [DeskWrite::Supplement { to, fields, .. }] = writes(&sent)[..] else { panic!("an addition: {sent:#?}") };
    assert_eq!(*to, TicketTarget::CreatedBy { op: create.clone() });
    let named: Vec<&str> = fields.iter().map(|line| line.field.as_str()).collect();
    assert_eq!(named, ["reachability", "start", "area"], "neither what was sent nor the watchers");
    let number = chat.happens(done(create));
    let [DeskWrite::Act { act: Act::AddWatcher { member }, .. }] = writes(&number)[..] else { panic!("{number:#?}") };
    assert_eq!(member.as_str(), "karl");
}

#[test]
fn a_critical_ticket_that_is_refused_is_a_draft_again() {
    let mut chat = chat();
    let now = critical(&mut chat);
    let create = op(&chat.presses(now));
    let outcome = DeskOutcome::Refused { reason: RefusedWhy::NotAllowed, reference: "R-2".to_owned() };
    chat.happens(EventKind::DeskDone { op: create, outcome });
    let [draft] = &chat.state.drafts[..] else { panic!("one draft") };
    assert!(draft.filed.is_none());
    assert_eq!(draft.value(&FieldId::new("production")), Some(&Value::Bool(true)));
}

#[test]
fn of_many_systems_twenty_are_shown_and_all_are_found() {
    let mut many = anna();
    let first = many.systems[0].clone();
    many.systems = (1..=40)
        .map(|place| {
            let mut system = first.clone();
            system.id = format!("S{place}").as_str().into();
            system.name = format!("Filer-x{place}");
            system.serial = format!("SN{place:06}");
            system
        })
        .collect();
    let mut chat = Chat::with(Person::Member(Box::new(many)));
    let shown = chat.says("neu störung");
    let answers = presses(&shown).into_iter().filter(|press| matches!(press, Press::Answer { .. })).count();
    assert_eq!(answers, 20, "nineteen systems and the other one");
    let system = |chat: &Chat| chat.state.draft().and_then(|draft| draft.value(&FieldId::new("system"))).cloned();
    chat.says("filer x33");
    assert_eq!(system(&chat), Some(Value::System("S33".into())));
    chat.says("zurück");
    chat.says("20");
    assert_eq!(system(&chat), Some(Value::Alternative("other".to_owned())), "as it is numbered");
}

#[test]
fn the_same_field_of_two_forms_stays_apart() {
    let mut chat = chat();
    for text in ["neu störung", "1", "neu rma", "2"] {
        chat.says(text);
    }
    let systems: Vec<Option<&Value>> =
        chat.state.drafts.iter().map(|draft| draft.value(&FieldId::new("system"))).collect();
    assert_eq!(systems, [Some(&Value::System("S1".into())), Some(&Value::System("S2".into()))]);
}

#[test]
fn a_yes_after_a_side_question_is_asked_for_once() {
    let mut chat = chat();
    question(&mut chat);
    chat.says("hilfe schließe");
    let shown = chat.says("weiter");
    assert!(writes(&shown).is_empty());
    assert_eq!(writes(&chat.says("ja")).len(), 1);
}
