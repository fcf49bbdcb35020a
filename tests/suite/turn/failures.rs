//! What comparable systems get wrong: each a test of its own, as far as it is the conversation's business.

use ticketlotse::conversation::effect::{Act, Ask, DeskWrite, Effect, ListQuery, TicketTarget};
use ticketlotse::conversation::event::{Answer, DeskOutcome, EventKind, Press, RefusedWhy, Update};
use ticketlotse::conversation::message::Block;
use ticketlotse::conversation::state::{Awaiting, State};
use ticketlotse::domain::{Action, Author, Entry, EntryKind, MessageId, OpKey, Person, Status};

use super::{Chat, asked, detail, file, keys, member, presses, said, shown, ticket, writes};

const NUMBER: &str = "CS-2026-004711";

fn anna() -> Chat {
    Chat::with(member("anna", "L1"))
}

fn op(effects: &[Effect]) -> OpKey {
    let found = effects.iter().find_map(|effect| match effect {
        Effect::Write { op, .. } => Some(op.clone()),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no write: {effects:#?}"))
}

fn done(chat: &mut Chat, op: OpKey, status: Status) -> Vec<String> {
    let outcome = DeskOutcome::Done { ticket: Box::new(ticket(NUMBER, "Plan", status)) };
    keys(&chat.happens(EventKind::DeskDone { op, outcome }))
}

fn asked_to_close(chat: &mut Chat) {
    chat.says_about("schließe 4711 läuft wieder", &detail(NUMBER, "Plan", Status::New));
    assert!(matches!(chat.state.awaiting, Awaiting::Confirmation { .. }));
}

#[test]
fn an_input_is_consumed_once() {
    let mut chat = anna();
    asked_to_close(&mut chat);
    assert_eq!(writes(&chat.says("ja")).len(), 1);
    for text in ["ja", "ja, schließen", "ok"] {
        assert!(writes(&chat.says(text)).is_empty(), "{text}");
    }
    assert!(writes(&chat.presses(Press::Confirm { id: chat.state.confirmation, yes: true })).is_empty());
}

#[test]
fn a_yes_is_asked_for_once_more_at_most_and_never_after_a_side_question() {
    let mut chat = anna();
    asked_to_close(&mut chat);
    assert_eq!(keys(&chat.says("hm")), ["actions-confirm-close"]);
    assert_eq!(keys(&chat.says("weiß nicht so recht")), ["actions-nothing-changed"]);
    assert!(writes(&chat.says("ja")).is_empty());
    asked_to_close(&mut chat);
    assert_eq!(keys(&chat.says("hilfe")).first().map(String::as_str), Some("help-title"));
    assert!(writes(&chat.says("ja")).is_empty(), "the side question dropped the confirmation");
}

#[test]
fn a_no_in_any_words_is_a_no() {
    for text in
        ["nein", "nö", "nein, nicht schließen", "schließe nicht", "abbrechen", "doch nicht", "no", "cancel", "zurück"]
    {
        let mut chat = anna();
        asked_to_close(&mut chat);
        let effects = chat.says(text);
        assert!(writes(&effects).is_empty(), "{text}");
        assert_eq!(chat.state.awaiting, Awaiting::Nothing, "{text}");
    }
}

#[test]
fn not_closing_never_closes_and_typos_of_a_yes_do_nothing() {
    let mut chat = anna();
    for text in ["schließe 4711 nicht", "bitte 4711 nicht schließen", "don't close 4711", "schließe auf keinen fall"]
    {
        let effects = chat.says(text);
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Ask { .. } | Effect::Write { .. })), "{text}");
    }
    for text in ["jja", "stimt", "kla", "vielleicht", "schließen wäre schön"] {
        asked_to_close(&mut chat);
        assert!(writes(&chat.says(text)).is_empty(), "{text}");
    }
}

#[test]
fn a_restart_forgets_no_open_question() {
    let mut chat = anna();
    asked_to_close(&mut chat);
    let json = serde_json::to_string(&chat.state).expect("a state is plain data");
    chat.state = serde_json::from_str::<State>(&json).expect("a state reads itself");
    assert_eq!(writes(&chat.says("ja")).len(), 1);
}

#[test]
fn a_message_that_is_only_an_attachment_is_not_dropped() {
    let mut chat = anna();
    let effects = chat.sends("", &[file("foto.jpg")], None);
    assert_eq!(keys(&effects), ["actions-files-for"]);
    let effects = chat.says("4711");
    let effects = chat.answers(&effects, shown(&detail(NUMBER, "Plan", Status::New)));
    let [DeskWrite::Reply { files, text, .. }] = writes(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!((files.len(), text.as_str()), (1, ""));
    // Also where a question is open that wants a word.
    asked_to_close(&mut chat);
    assert_eq!(keys(&chat.sends("", &[file("log.txt")], None)), ["actions-files-for"]);
    assert!(matches!(&chat.state.awaiting, Awaiting::FilesFor { files, .. } if files.len() == 1));
}

#[test]
fn files_that_fit_no_ticket_wait_for_another_number() {
    let mut chat = anna();
    chat.sends("", &[file("foto.jpg")], None);
    let effects = chat.says("4799");
    assert_eq!(keys(&chat.answers(&effects, Answer::NoSuchTicket)), ["tickets-none-such"]);
    let effects = chat.says(NUMBER);
    assert_eq!(writes(&chat.answers(&effects, shown(&detail(NUMBER, "Plan", Status::New)))).len(), 1);
}

#[test]
fn an_answer_in_a_thread_is_a_reply_to_that_ticket() {
    let mut chat = anna();
    let effects = chat.sends("hilfe, das geht immer noch nicht", &[file("log.txt")], Some(NUMBER));
    let [DeskWrite::Reply { to, text, files, message }] = writes(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!(to, &TicketTarget::Number { number: NUMBER.into() });
    assert_eq!((text.as_str(), files.len(), message.is_some()), ("hilfe, das geht immer noch nicht", 1, true));
}

#[test]
fn an_answer_in_the_thread_of_an_open_question_answers_the_question() {
    let mut chat = anna();
    chat.says_about("schließe 4711", &detail(NUMBER, "Plan", Status::New));
    let effects = chat.sends("läuft wieder", &[], Some(NUMBER));
    assert!(writes(&effects).is_empty());
    assert_eq!(keys(&effects), ["actions-confirm-close"]);
}

#[test]
fn free_text_after_a_ticket_was_shown_is_no_reply() {
    let mut chat = anna();
    chat.says_about("zeige 4711", &detail(NUMBER, "Plan", Status::New));
    for text in ["das ist ja komisch, da stimmt was nicht", "danke", "ok", "blubb"] {
        assert!(writes(&chat.says(text)).is_empty(), "{text}");
    }
    let effects = chat.says_about("antworte Danke schön", &detail(NUMBER, "Plan", Status::New));
    assert_eq!(keys(&effects), ["actions-confirm-reply"], "the ticket was only meant");
}

#[test]
fn long_texts_are_whole() {
    let long = "Ein Satz mit Ümläuten. ".repeat(200);
    let mut chat = anna();
    let effects = chat.sends(&long, &[], Some(NUMBER));
    let [DeskWrite::Reply { text, .. }] = writes(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!(text, long.trim());
    let entry = Entry {
        status: None,
        priority: None,
        id: 2,
        at: chat.now,
        author: Author::Support,
        author_name: "Mira Sommer".to_owned(),
        kind: EntryKind::Reply,
        text: long.clone(),
        files: vec![file("log.txt")],
    };
    let update = Update { ticket: ticket(NUMBER, "Plan", Status::New), entry, was: None, priority_was: None };
    let effects = chat.happens(EventKind::Updated(Box::new(update)));
    let (message, _) = said(&effects)[0];
    assert!(message.blocks.iter().any(|block| matches!(block, Block::Quote { text, .. } if *text == long)));
    assert_eq!(message.about.as_ref().map(ticketlotse::domain::TicketNumber::as_str), Some(NUMBER));
    assert!(presses(&effects).iter().any(|press| matches!(press, Press::File { .. })));
}

#[test]
fn a_text_beyond_the_limit_is_refused_whole_and_the_question_stays() {
    let mut chat = anna();
    chat.says_about("antworte 4711", &detail(NUMBER, "Plan", Status::New));
    let effects = chat.says(&"a ".repeat(10_000));
    assert!(writes(&effects).is_empty());
    assert_eq!(keys(&effects), ["actions-text-too-long"]);
    assert_eq!(writes(&chat.says("kürzer")).len(), 1);
}

#[test]
fn edits_and_deletions_arrive_once_and_only_from_the_sender() {
    let mut chat = anna();
    let effects = chat.sends("Es läuft nicht.", &[], Some(NUMBER));
    let first = op(&effects);
    let [DeskWrite::Reply { message: Some(message), .. }] = writes(&effects)[..] else { panic!("{effects:#?}") };
    let message = message.clone();
    let edit = EventKind::Edited { message: message.clone(), text: "Es läuft.".to_owned() };
    let effects = chat.happens(edit.clone());
    let [DeskWrite::Correct { corrects, text, .. }] = writes(&effects)[..] else { panic!("{effects:#?}") };
    assert_eq!((corrects, text.as_str()), (&first, "Es läuft."));
    let delete = EventKind::Deleted { message: message.clone() };
    assert!(matches!(writes(&chat.happens(delete.clone()))[..], [DeskWrite::Withdraw { .. }]));
    assert!(writes(&chat.happens(delete)).is_empty());
    // Another link knows nothing of it, nor does a message that became nothing.
    chat.person = member("anna", "L2");
    assert!(chat.happens(edit).is_empty());
    assert!(chat.happens(EventKind::Deleted { message: MessageId::new("other") }).is_empty());
}

#[test]
fn closed_is_said_only_when_the_desk_closed() {
    let mut chat = anna();
    asked_to_close(&mut chat);
    let effects = chat.says("ja");
    assert!(said(&effects).is_empty(), "nothing is said before the desk has confirmed it: {effects:#?}");
    let op = op(&effects);
    let refused = DeskOutcome::Refused { reason: RefusedWhy::WrongState, reference: "R1".to_owned() };
    assert_eq!(keys(&chat.happens(EventKind::DeskDone { op, outcome: refused })), ["actions-failed-wrong-state"]);
    asked_to_close(&mut chat);
    let op = super::failures::op(&chat.says("ja"));
    assert_eq!(done(&mut chat, op, Status::InProgress), ["actions-not-so"]);
    asked_to_close(&mut chat);
    let op = super::failures::op(&chat.says("ja"));
    assert_eq!(done(&mut chat, op.clone(), Status::Resolved), ["actions-closed"]);
    assert!(done(&mut chat, op, Status::Resolved).is_empty(), "told once");
}

#[test]
fn a_delay_and_an_unknown_outcome_are_said_honestly_and_success_later() {
    let mut chat = anna();
    let op = op(&chat.sends("Es läuft.", &[], Some(NUMBER)));
    let happens = |chat: &mut Chat, outcome| keys(&chat.happens(EventKind::DeskDone { op: op.clone(), outcome }));
    assert_eq!(happens(&mut chat, DeskOutcome::Delayed), ["actions-delayed"]);
    assert_eq!(happens(&mut chat, DeskOutcome::Unknown), ["actions-unknown"]);
    let ticket = Box::new(ticket(NUMBER, "Plan", Status::InProgress));
    assert_eq!(happens(&mut chat, DeskOutcome::Done { ticket }), ["actions-replied"]);
}

#[test]
fn a_reply_is_taken_while_the_desk_does_not_answer() {
    let mut chat = anna();
    let unavailable = Answer::Unavailable { reference: "R1".to_owned() };
    let effects = chat.says(&format!("antworte {NUMBER} Es läuft."));
    assert_eq!(writes(&chat.answers(&effects, unavailable.clone())).len(), 1);
    // What would have to be looked up first is not: which ticket „4711“ is, or whether it may be closed.
    for text in ["antworte 4711 Es läuft.".to_owned(), format!("schließe {NUMBER} läuft")] {
        let effects = chat.says(&text);
        let effects = chat.answers(&effects, unavailable.clone());
        assert!(writes(&effects).is_empty());
        assert_eq!(keys(&effects), ["tickets-unavailable"]);
    }
}

#[test]
fn a_stranger_attaches_nothing_by_number() {
    for person in [Person::Stranger, Person::Lapsed] {
        let mut chat = Chat::with(person);
        chat.says("antworte 4711 Ich gehöre dazu");
        chat.sends("Ich auch", &[file("x.txt")], Some(NUMBER));
        let effects = chat.sends("", &[file("x.txt")], Some(NUMBER));
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Ask { .. } | Effect::Write { .. })));
        assert!(!said(&effects).is_empty());
    }
}

#[test]
fn a_foreign_ticket_is_answered_exactly_as_one_that_does_not_exist() {
    let answers: Vec<Vec<Effect>> = ["4711", "zeige 9999", "schließe 4711 läuft", "antworte 4711 Hallo", "stumm 4711"]
        .into_iter()
        .map(|text| {
            let mut chat = anna();
            let effects = chat.says(text);
            chat.answers(&effects, Answer::NoSuchTicket)
        })
        .collect();
    assert!(answers.iter().all(|effects| *effects == answers[0] && keys(effects) == ["tickets-none-such"]));
}

#[test]
fn an_empty_filter_is_no_filter_that_returns_everything() {
    let mut chat = Chat::with(member("karl", "L1"));
    assert_eq!(keys(&chat.says("suche")), ["tickets-search-for"]);
    assert_eq!(keys(&chat.says("suche   ")), ["tickets-search-for"]);
    for blank in [" ", "\t\u{a0} "] {
        let query = ListQuery { words: Some(blank.to_owned()), contact: Some(String::new()), ..ListQuery::default() };
        let effects = chat.presses(Press::List { query });
        let Ask::List(query) = asked(&effects).1 else { panic!("{effects:#?}") };
        assert_eq!((&query.words, &query.contact), (&None, &None));
    }
}

#[test]
fn a_sign_in_never_ends_in_silence() {
    let mut chat = Chat::with(Person::Stranger);
    chat.says("anmelden");
    for answer in [
        Answer::NotAdmitted,
        Answer::Wait { until: chat.now },
        Answer::Unavailable { reference: "R1".to_owned() },
        Answer::CodeSent,
    ] {
        let effects = chat.says("anna@muster.example");
        assert!(!said(&chat.answers(&effects, answer.clone())).is_empty(), "{answer:?}");
    }
    for answer in
        [Answer::CodeWrong { left: 1 }, Answer::CodeVoid, Answer::CodeExpired, Answer::Linked { link: "L1".into() }]
    {
        let effects = chat.says("K7WX3PQM");
        assert!(!said(&chat.answers(&effects, answer.clone())).is_empty(), "{answer:?}");
    }
}

#[test]
fn what_is_not_allowed_is_refused_with_the_reason() {
    let refusal = |text: &str, status: Status, without: &[Action]| {
        let mut chat = anna();
        chat.desk.actions.retain(|action| !without.contains(action));
        let effects = chat.says(text);
        let Answer::Ticket { detail, mut actions, muted } = shown(&detail(NUMBER, "Plan", status)) else {
            unreachable!()
        };
        actions.retain(|action| !without.contains(action));
        keys(&chat.answers(&effects, Answer::Ticket { detail, actions, muted }))
    };
    assert_eq!(refusal("schließe 4711 ok", Status::Resolved, &[]), ["actions-refused-already-closed"]);
    assert_eq!(refusal("öffne wieder 4711 kaputt", Status::New, &[]), ["actions-refused-still-open"]);
    assert_eq!(refusal("öffne wieder 4711 kaputt", Status::Closed, &[]), ["actions-refused-closed-for-good"]);
    assert_eq!(refusal("antworte 4711 hallo", Status::Closed, &[]), ["actions-refused-closed-for-good"]);
    assert_eq!(refusal("bewerte 4711 5", Status::InProgress, &[]), ["actions-refused-rate-open"]);
    assert_eq!(refusal("eskaliere 4711 eilt", Status::New, &[Action::Escalate]), ["actions-refused-desk"]);
}

#[test]
fn a_closed_ticket_offers_a_follow_up() {
    let mut chat = anna();
    let effects = chat.says_about("öffne wieder 4711 kaputt", &detail(NUMBER, "Plan", Status::Closed));
    assert!(presses(&effects).iter().any(|press| matches!(press, Press::FollowUp { .. })));
}

#[test]
fn what_changes_a_ticket_needs_the_ticket_named_or_confirmed() {
    for (text, act) in [
        ("priorität hoch", Act::SetPriority { priority: ticketlotse::domain::Priority::High }),
        ("kollege +Weber", Act::AddWatcher { member: "karl".into() }),
    ] {
        let mut chat = anna();
        chat.says_about("zeige 4711", &detail(NUMBER, "Plan", Status::New));
        let effects = chat.says_about(text, &detail(NUMBER, "Plan", Status::New));
        assert!(writes(&effects).is_empty(), "{text}");
        assert_eq!(writes(&chat.says("ja")), [&DeskWrite::Act { number: NUMBER.into(), act }], "{text}");
    }
}
