//! What an operator takes away is gone with the very next message: open dialogs and queued updates included.

use super::office::Office;
use crate::transcripts::people;
use crate::transcripts::play::Play;

const REFUSED: &str = "Ihre E-Mail ist nicht zur Anmeldung zugelassen.";

/// Anna with an open form and an update that waits until her quiet hours are over.
async fn anna_in_the_middle() -> (Play, Office) {
    let mut play = Play::begin(false).await;
    play.link(people::named("Anna Berger")).await;
    play.happens("support files for anna.berger@muster.example: Replikation steht").await;
    play.answers().await;
    for words in ["ruhezeiten 10–20 Uhr", "neu anfrage", "Bedienung"] {
        play.says(words).await;
    }
    let said = play.happens("support replies CS-2026-000001: Bitte starten Sie neu").await.concat().join("\n");
    assert!(!said.contains("Bitte starten"), "the update waits: {said}");
    let office = Office::on(&play.stage.url);
    let rows = office.rows(&["outbox", "list"]);
    assert!(rows.iter().any(|row| row["lane"] == "held"), "{rows:?}");
    (play, office)
}

async fn all_is_refused(play: &mut Play, office: &Office) {
    for words in ["Frage zur Replikation", "weiter", "meine tickets", "zeige CS-2026-000001"] {
        let said = play.says(words).await.concat().join("\n");
        assert!(!said.contains("Replikation") && !said.contains("Schritt"), "{words}: {said}");
    }
    play.stage.clock.advance(chrono::Duration::hours(24));
    let later = play.answers().await.concat().join("\n");
    assert!(!later.contains("Bitte starten"), "{later}");
    assert!(office.rows(&["outbox", "list", "--all"]).is_empty(), "the update is dropped");
}

#[tokio::test]
async fn of_a_disabled_member() {
    let (mut play, office) = anna_in_the_middle().await;
    office.run(&["member", "disable", "anna.berger@muster.example"]).done();
    let said = play.says("Frage zur Replikation").await.concat().join("\n");
    assert!(said.contains(REFUSED), "{said}");
    all_is_refused(&mut play, &office).await;
}

#[tokio::test]
async fn of_a_contract_that_is_over() {
    let (mut play, office) = anna_in_the_middle().await;
    office.run(&["contract", "end", "V-2024-17", "--on", "2026-11-23"]).done();
    let said = play.says("Frage zur Replikation").await.concat().join("\n");
    assert!(said.contains(REFUSED), "{said}");
    all_is_refused(&mut play, &office).await;
}

#[tokio::test]
async fn of_a_revoked_link_until_it_is_lifted() {
    let (mut play, office) = anna_in_the_middle().await;
    let links = office.rows(&["link", "list", "--member", "anna.berger@muster.example"]);
    assert_eq!(
        (links.len(), links[0]["blocked"].as_bool(), links[0]["active"].as_bool()),
        (1, Some(false), Some(true))
    );
    let told = office.run(&["link", "revoke", "anna.berger@muster.example"]).done();
    assert!(told.contains("1 identity is signed out and blocked"), "{told}");
    all_is_refused(&mut play, &office).await;
    assert!(office.run(&["link", "revoke", "anna.berger@muster.example"]).refused().contains("no active link"));
    for words in ["anmelden", "anna.berger@muster.example"] {
        play.says(words).await;
    }
    play.happens("no mail").await;

    let link = links[0]["id"].as_str().expect("an id");
    office.run(&["link", "unblock", link]).done();
    for words in ["anmelden", "anna.berger@muster.example"] {
        play.says(words).await;
    }
    play.happens("mail to anna.berger@muster.example").await;
    assert!(play.says("{code}").await.concat().join("\n").contains("Willkommen"));

    // Signed out, and blocked all the same.
    for words in ["abmelden", "ja"] {
        play.says(words).await;
    }
    office.run(&["link", "block", link]).done();
    assert!(office.run(&["link", "block", link]).refused().contains("no identity that is not blocked"));
    let ended = office.rows(&["link", "list", "--ended"]);
    assert!(ended.iter().all(|link| link["blocked"] == true), "{ended:?}");
    assert!(office.run(&["link", "list"]).done().contains("nothing to show"));
    assert!(office.run(&["link", "unblock", "nobody"]).refused().contains("there is no link nobody"));
    assert!(office.run(&["link", "revoke", "niemand@muster.example"]).refused().contains("no member's address"));
}
