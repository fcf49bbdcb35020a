//! Guessing addresses and codes is bounded, takes equal time, and locks nobody else out.

use std::time::{Duration, Instant};

use crate::transcripts::people;
use crate::transcripts::play::Play;

const REFUSED: &str = "Ihre E-Mail ist nicht zur Anmeldung zugelassen.";

async fn ask(play: &mut Play, address: &str) -> String {
    play.says("anmelden").await;
    play.says(address).await.concat().join("\n")
}

#[tokio::test]
async fn everybody_who_is_not_admitted_hears_the_same() {
    let mut heard = Vec::new();
    for address in ["niemand@muster.example", "jonas.falk@muster.example", "emil.alt@altbau.example", "x@y.example"] {
        let mut play = Play::begin(false).await;
        let said = ask(&mut play, address).await;
        assert!(said.contains(REFUSED), "{address}: {said}");
        heard.push(said);
    }
    assert!(heard.windows(2).all(|pair| pair[0] == pair[1]), "{heard:#?}");
}

#[tokio::test]
async fn after_five_refusals_the_wait_grows() {
    let mut play = Play::begin(false).await;
    for n in 0..5 {
        assert!(ask(&mut play, &format!("niemand{n}@muster.example")).await.contains(REFUSED), "refusal {n}");
    }
    // Now even an admitted address has to wait, for a minute first …
    assert!(!ask(&mut play, "anna.berger@muster.example").await.contains("Code an"));
    play.move_clock("+61 s");
    assert!(ask(&mut play, "niemand6@muster.example").await.contains(REFUSED));
    // … then for two.
    play.move_clock("+61 s");
    assert!(!ask(&mut play, "niemand7@muster.example").await.contains(REFUSED));
    play.move_clock("+60 s");
    assert!(ask(&mut play, "anna.berger@muster.example").await.contains("Code an"));
}

#[tokio::test]
async fn nobody_locks_the_owner_of_an_address_out() {
    let mut play = Play::begin(false).await;
    play.person = people::named("Nora Licht");
    for _ in 0..5 {
        assert!(ask(&mut play, "anna.berger@muster.example").await.contains("Code an"));
        play.happens("mail to anna.berger@muster.example").await;
        for code in ["AAAAAAAA", "BBBBBBBB", "CCCCCCCC", "DDDDDDDD", "EEEEEEEE"] {
            play.says(code).await;
        }
    }
    // The guesser gets no further code …
    assert!(!ask(&mut play, "anna.berger@muster.example").await.contains("Code an"));
    // … and the owner signs in as ever.
    play.person = people::named("Anna Berger");
    assert!(ask(&mut play, "anna.berger@muster.example").await.contains("Code an"));
    play.happens("mail to anna.berger@muster.example").await;
    let welcome = play.says("{code}").await.concat().join("\n");
    assert!(welcome.contains("Willkommen, Anna Berger"), "{welcome}");
}

#[tokio::test]
async fn five_wrong_entries_end_a_code_even_if_the_sixth_is_right() {
    let mut play = Play::begin(false).await;
    ask(&mut play, "anna.berger@muster.example").await;
    play.happens("mail to anna.berger@muster.example").await;
    for _ in 0..5 {
        play.says("ZZZZZZZZ").await;
    }
    let said = play.says("{code}").await.concat().join("\n");
    assert!(!said.contains("Willkommen"), "{said}");
}

#[tokio::test]
async fn a_code_works_once_for_its_chat_and_for_ten_minutes() {
    let mut play = Play::begin(false).await;
    ask(&mut play, "anna.berger@muster.example").await;
    play.happens("mail to anna.berger@muster.example").await;
    let code = play.code.clone().expect("a code");
    // In another chat it means nothing.
    play.person = people::named("Lena Vogt");
    ask(&mut play, "lena.vogt@muster.example").await;
    play.happens("mail to lena.vogt@muster.example").await;
    assert!(!play.says(&code).await.concat().join("\n").contains("Willkommen"));
    // After ten minutes it is over.
    play.person = people::named("Anna Berger");
    play.move_clock("+11 min");
    assert!(!play.says(&code).await.concat().join("\n").contains("Willkommen"));
    // A new one works, and only once.
    ask(&mut play, "anna.berger@muster.example").await;
    play.happens("mail to anna.berger@muster.example").await;
    let code = play.code.clone().expect("a code");
    assert!(play.says(&code).await.concat().join("\n").contains("Willkommen"));
    play.says("abmelden").await;
    play.says("ja").await;
    ask(&mut play, "anna.berger@muster.example").await;
    assert!(!play.says(&code).await.concat().join("\n").contains("Willkommen"));
}

#[tokio::test]
async fn an_answer_takes_the_same_time_whoever_is_asked_for() {
    let mut play = Play::begin(false).await;
    play.stage.with_equal_time(Duration::from_millis(120)).await;
    for address in ["niemand@muster.example", "anna.berger@muster.example", "jonas.falk@muster.example"] {
        play.says("anmelden").await;
        let started = Instant::now();
        play.says(address).await;
        assert!(started.elapsed() >= Duration::from_millis(120), "{address}: {:?}", started.elapsed());
    }
}

#[tokio::test]
async fn codes_and_addresses_are_nowhere_in_clear() {
    let mut play = Play::begin(false).await;
    ask(&mut play, "anna.berger@muster.example").await;
    play.happens("mail to anna.berger@muster.example").await;
    let code = play.code.clone().expect("a code");
    let log = play.stage.store.audit_log("", 100).await.expect("the audit log");
    assert!(log.iter().any(|row| row.entry.what == "code.sent"), "{log:#?}");
    let text = format!("{log:?}");
    assert!(!text.contains(&code) && !text.contains("anna.berger"), "{text}");
}
