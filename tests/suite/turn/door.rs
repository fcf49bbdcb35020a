//! Who may come in: every event is decided by who is there now.

use ticketlotse::conversation::effect::{Ask, Effect, Where};
use ticketlotse::conversation::event::{Answer, DeskOutcome, EventKind, Place, Press};
use ticketlotse::conversation::intent::Command;
use ticketlotse::conversation::message::Audience;
use ticketlotse::conversation::state::Awaiting;
use ticketlotse::domain::{Email, Person, Status};

use super::{Chat, asked, detail, keys, member, said, ticket, writes};

#[test]
fn a_lost_right_refuses_the_very_next_message_with_whatever_was_open() {
    for lost in [Person::Lapsed, Person::Stranger, Person::Blocked] {
        let mut chat = Chat::with(member("anna", "L1"));
        chat.says_about("schließe 4711 läuft wieder", &detail("CS-2026-004711", "Plan", Status::New));
        assert!(matches!(chat.state.awaiting, Awaiting::Confirmation { .. }));
        chat.person = lost.clone();
        let effects = chat.says("ja");
        assert!(writes(&effects).is_empty(), "{lost:?}");
        let private = said(&effects).iter().any(|(message, _)| message.audience == Audience::Entitled);
        assert!(!private && !said(&effects).is_empty(), "{lost:?}: {effects:#?}");
    }
}

#[test]
fn another_link_finds_nothing_of_the_old_one() {
    let mut chat = Chat::with(member("anna", "L1"));
    chat.says_about("zeige 4711", &detail("CS-2026-004711", "Geheim", Status::New));
    chat.presses(Press::Updates { which: ticketlotse::conversation::event::UpdatesWanted::None });
    let open = chat.says("4712");
    chat.person = member("anna", "L2");
    // The answer to the old link's question comes late: it is dropped.
    let late = chat.answers(&open, super::shown(&detail("CS-2026-004712", "Geheim", Status::New)));
    assert!(said(&late).is_empty(), "{late:#?}");
    assert_eq!(chat.state.ticket, None);
    assert_eq!(chat.state.updates, ticketlotse::conversation::event::UpdatesWanted::All);
    assert_eq!(chat.state.link.as_ref().map(ticketlotse::domain::LinkId::as_str), Some("L2"));
}

#[test]
fn a_blocked_identity_cannot_even_ask_for_a_code() {
    let mut chat = Chat::with(Person::Blocked);
    for text in ["anmelden", "anna@muster.example", "hilfe", "ABCD2345"] {
        let effects = chat.says(text);
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Ask { .. })), "{text}");
        assert_eq!(keys(&effects)[0], "sign_in-not-admitted", "{text}");
    }
}

#[test]
fn a_sign_in_remembers_what_was_wanted_and_does_it_afterwards() {
    let mut chat = Chat::with(Person::Stranger);
    assert_eq!(keys(&chat.says("meine tickets")), ["sign_in-first"]);
    let effects = chat.says("meine mail ist Anna@Muster.example.");
    let email = Email::parse("anna@muster.example").expect("an address");
    assert_eq!(asked(&effects).1, &Ask::SendCode { email, language: "de".to_owned() });
    assert_eq!(keys(&chat.answers(&effects, Answer::CodeSent)), ["sign_in-code-sent"]);
    let effects = chat.says("k7wx-3pqm");
    assert_eq!(asked(&effects).1, &Ask::CheckCode { code: "K7WX3PQM".to_owned() });
    chat.person = member("anna", "L1");
    let effects = chat.answers(&effects, Answer::Linked { link: "L1".into() });
    assert_eq!(keys(&effects), ["sign_in-welcome"]);
    assert!(matches!(asked(&effects).1, Ask::List(_)));
    assert_eq!(chat.state.awaiting, Awaiting::Nothing);
}

#[test]
fn after_a_sign_out_only_an_explicit_sign_in_asks_again() {
    let mut chat = Chat::with(member("anna", "L1"));
    chat.says("abmelden");
    let effects = chat.says("ja");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Unlink { link } if link.as_str() == "L1")));
    chat.person = Person::Stranger;
    for text in ["meine tickets", "anna@muster.example", "neu", "4711"] {
        let effects = chat.says(text);
        assert!(chat.state.signed_out && chat.state.awaiting == Awaiting::Nothing, "{text}");
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Ask { .. })), "{text}");
    }
    chat.says("anmelden");
    assert!(matches!(chat.state.awaiting, Awaiting::Email { .. }));
}

#[test]
fn a_room_reads_no_data_and_no_code_counts_there() {
    let mut chat = Chat::with(member("anna", "L1"));
    chat.place = Place::Room;
    let effects = chat.says("meine tickets");
    assert_eq!(keys(&effects), ["menu-answered-privately"]);
    assert_eq!(said(&effects)[0].1, Where::SameRoom);
    let mut chat = Chat::with(Person::Stranger);
    chat.says("anmelden");
    let effects = chat.says("anna@muster.example");
    chat.answers(&effects, Answer::CodeSent);
    chat.place = Place::Room;
    let effects = chat.says("K7WX3PQM");
    assert!(effects.contains(&Effect::VoidCode));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Ask { .. })));
    assert_eq!(keys(&effects), ["menu-answered-privately", "sign_in-code-in-room"]);
}

#[test]
fn a_room_answers_no_question_that_was_asked_in_private() {
    let mut chat = Chat::with(member("anna", "L1"));
    chat.says_about("schließe 4711 läuft wieder", &detail("CS-2026-004711", "Plan", Status::New));
    chat.place = Place::Room;
    assert!(writes(&chat.says("ja")).is_empty());
    chat.place = Place::Private;
    assert_eq!(writes(&chat.says("ja")).len(), 1, "the question is still open in private");
}

#[test]
fn a_forged_or_outdated_button_changes_nothing_and_says_so() {
    let mut chat = Chat::with(member("anna", "L1"));
    assert_eq!(keys(&chat.happens(EventKind::Pressed { press: None })), ["menu-open-again"]);
    for press in
        [Press::Confirm { id: 7, yes: true }, Press::SkipInput, Press::Cancel, Press::AttachTo { number: None }]
    {
        let effects = chat.presses(press.clone());
        assert!(writes(&effects).is_empty());
        assert_eq!(keys(&effects), ["menu-open-again"], "{press:?}");
    }
    let mut chat = Chat::with(Person::Stranger);
    for press in [
        Press::Show { number: "CS-2026-004711".into() },
        Press::Confirm { id: 0, yes: true },
        Press::Command { command: Command::Company },
        Press::File { number: "CS-2026-004711".into(), file: "f".into() },
    ] {
        assert!(!chat.presses(press).iter().any(|effect| matches!(effect, Effect::Ask { .. } | Effect::Write { .. })));
    }
}

#[test]
fn what_the_desk_did_is_told_only_to_who_is_entitled() {
    let mut chat = Chat::with(member("anna", "L1"));
    let effects = chat.sends("Es läuft.", &[], Some("CS-2026-004711"));
    let Some(Effect::Write { op, .. }) = effects.iter().find(|effect| matches!(effect, Effect::Write { .. })) else {
        panic!("no write: {effects:#?}")
    };
    chat.person = Person::Lapsed;
    let done = DeskOutcome::Done { ticket: Box::new(ticket("CS-2026-004711", "Geheim", Status::New)) };
    let effects = chat.happens(EventKind::DeskDone { op: op.clone(), outcome: done });
    assert!(effects.is_empty(), "{effects:#?}");
    assert!(chat.state.writes.is_empty());
}
