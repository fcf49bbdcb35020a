//! Nothing is lost and nothing happens twice.

use ticketlotse::conversation::event::EventKind;
use ticketlotse::desks::support::SupportDesk;
use ticketlotse::domain::{Clock, EventId, MessageId};
use ticketlotse::platforms::IntakeError;

use crate::transcripts::people;
use crate::transcripts::play::Play;
use crate::transcripts::switch::{LATE, Mood};

/// Files the shortest ticket there is, up to the last question, and answers what was said last.
async fn ready_to_send(play: &mut Play) -> String {
    play.link(people::named("Anna Berger")).await;
    for line in ["neu anfrage", "Bedienung", "Frage zur Replikation", "Wie stelle ich die Replikation um?", "nein"] {
        play.says(line).await;
    }
    "absenden".to_owned()
}

fn said(text: &str) -> EventKind {
    EventKind::Said { message: MessageId::new("m-twice"), text: text.to_owned(), files: Vec::new(), about: None }
}

async fn tickets(play: &Play) -> u64 {
    let query = ticketlotse::desks::support::QueueQuery {
        states: ticketlotse::conversation::effect::States::All,
        ..Default::default()
    };
    play.stage.desk.queue(&query, 50).await.expect("the queue").total
}

#[tokio::test]
async fn a_platform_that_sends_an_event_again_is_answered_once() {
    let mut play = Play::begin(false).await;
    play.link(people::named("Anna Berger")).await;
    let id = EventId::new("the-same");
    play.hand_in(id.clone(), said("hilfe")).await.expect("accepted");
    assert_eq!(play.answers().await.len(), 1);
    for _ in 0..3 {
        play.hand_in(id.clone(), said("hilfe")).await.expect("accepted");
    }
    assert_eq!(play.answers().await.len(), 0);
}

#[tokio::test]
async fn sending_twice_creates_one_ticket() {
    let mut play = Play::begin(false).await;
    let send = ready_to_send(&mut play).await;
    play.hand_in(EventId::new("one"), said(&send)).await.expect("accepted");
    play.hand_in(EventId::new("two"), said(&send)).await.expect("accepted");
    play.answers().await;
    assert_eq!(tickets(&play).await, 1);
}

#[tokio::test]
async fn a_restart_between_question_and_answer_loses_nothing() {
    let mut play = Play::begin(false).await;
    play.link(people::named("Anna Berger")).await;
    play.says("neu anfrage").await;
    play.says("Bedienung").await;
    play.stage.restart().await;
    for line in ["Frage zur Replikation", "Wie stelle ich die Replikation um?", "nein", "absenden"] {
        play.says(line).await;
    }
    assert_eq!(tickets(&play).await, 1);
}

#[tokio::test]
async fn an_event_that_was_only_stored_is_handled_by_the_next_process() {
    let mut play = Play::begin(false).await;
    play.link(people::named("Anna Berger")).await;
    // The process ends right after the platform was told that the event is kept.
    play.stage.service.shut_down(std::time::Duration::from_secs(5)).await;
    play.hand_in(EventId::new("kept"), said("hilfe")).await.expect("accepted");
    play.stage.restart().await;
    assert_eq!(play.answers().await.len(), 1);
}

#[tokio::test]
async fn a_desk_that_is_down_gets_the_ticket_later_and_once() {
    let mut play = Play::begin(false).await;
    let send = ready_to_send(&mut play).await;
    play.stage.switch.set(Mood::Down);
    let told = play.says(&send).await;
    assert!(told.concat().join(" ").contains("Angenommen"), "{told:?}");
    for _ in 0..4 {
        play.move_clock("+20 min");
        assert_eq!(play.answers().await.len(), 0, "told once that it takes longer");
    }
    play.stage.switch.set(Mood::Up);
    play.move_clock("+20 min");
    let told = play.answers().await.concat().join(" ");
    assert!(told.contains("CS-2026-000001"), "{told}");
    assert_eq!(tickets(&play).await, 1);
}

#[tokio::test]
async fn a_desk_that_takes_its_time_is_waited_for_and_the_person_told_once() {
    let mut play = Play::begin(false).await;
    play.link(people::named("Anna Berger")).await;
    play.stage.with_moment_after(LATE / 4).await;
    let number = "CS-2026-004711";
    assert_eq!(play.says(number).await.len(), 1, "a quick desk needs no word about it");
    play.stage.switch.set(Mood::Late);
    let told = play.says(number).await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].join(" ").contains("Einen Moment bitte"), "{told:?}");
    assert!(told[1].join(" ").contains("gibt es nicht"), "{told:?}");
}

#[tokio::test]
async fn a_lost_answer_of_the_desk_makes_no_second_ticket() {
    let mut play = Play::begin(false).await;
    let send = ready_to_send(&mut play).await;
    play.stage.switch.set(Mood::LosesAnswer);
    play.says(&send).await;
    play.stage.restart().await;
    play.stage.switch.set(Mood::Up);
    play.move_clock("+1 h");
    let told = play.answers().await.concat().join(" ");
    assert!(told.contains("CS-2026-000001"), "{told}");
    assert_eq!(tickets(&play).await, 1);
}

#[tokio::test]
async fn a_flood_of_one_is_refused_and_others_are_answered() {
    let mut play = Play::begin(false).await;
    play.link(people::named("Anna Berger")).await;
    let mut refused = 0;
    for n in 0..200 {
        let accepted = play.hand_in(EventId::new(format!("flood{n}")), said("hilfe")).await;
        refused += usize::from(matches!(accepted, Err(IntakeError::TooMany { .. })));
    }
    assert!(refused > 50, "{refused} of 200 were refused");
    play.person = people::named("Nora Licht");
    assert_eq!(play.says("hilfe").await.len(), 1);
}

#[tokio::test]
async fn what_is_too_long_is_refused_whole_and_never_cut() {
    let mut play = Play::begin(false).await;
    play.link(people::named("Anna Berger")).await;
    let long = "x".repeat(20_001);
    let refused = play.hand_in(EventId::new("long"), said(&long)).await;
    assert!(matches!(refused, Err(IntakeError::TooLarge)));
    assert_eq!(play.answers().await.len(), 0);
}

#[tokio::test]
async fn an_event_that_cannot_be_read_is_set_aside_and_the_person_told() {
    let mut play = Play::begin(false).await;
    play.link(people::named("Anna Berger")).await;
    let (identity, now) = (Play::identity(play.person), play.stage.clock.now());
    let store = &play.stage.store;
    let row = store.conversation_of(&identity, play.person.email, now).await.expect("a conversation");
    store.accept(&EventId::new("broken"), &row.id, "{", now).await.expect("stored");
    play.hand_in(EventId::new("next"), said("hilfe")).await.expect("accepted");
    let told = play.answers().await;
    assert!(told[0].join(" ").contains("Das hat bei mir nicht geklappt"), "{told:?}");
    assert!(told[1].join(" ").contains("Was Sie hier tun können"), "{told:?}");
}

#[tokio::test]
async fn files_of_a_draft_are_deleted_with_it_and_those_of_a_ticket_stay() {
    let mut play = Play::begin(false).await;
    play.link(people::named("Anna Berger")).await;
    let kept = |play: &Play| {
        let (store, identity) = (play.stage.store.clone(), Play::identity(play.person));
        async move {
            let row = store.conversation_known(&identity).await.expect("the store").expect("a conversation");
            store.file_bytes_of(&row.id).await.expect("the store")
        }
    };
    play.says("neu anfrage").await;
    play.says("[+bild.png 700]").await;
    assert_eq!(kept(&play).await, 700);
    play.says("abmelden").await;
    play.says("ja").await;
    assert_eq!(kept(&play).await, 0);
    // What was sent is the desk's.
    play.link(people::named("Anna Berger")).await;
    for line in [
        "neu anfrage",
        "[+bild.png 700]",
        "Bedienung",
        "Frage zur Replikation",
        "Wie stelle ich die Replikation um?",
        "nein",
        "absenden",
    ] {
        play.says(line).await;
    }
    assert_eq!(kept(&play).await, 0);
    let number = ticketlotse::domain::TicketNumber::new("CS-2026-000001");
    let detail = ticketlotse::desks::Desk::get(&play.stage.desk, &number).await.expect("the ticket");
    assert_eq!(detail.history[0].files[0].size_bytes, 700);
}
