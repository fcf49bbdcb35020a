//! Rights are decided from current data: at every turn, and again before every delivery.

use crate::transcripts::people;
use crate::transcripts::play::Play;

async fn with_ticket() -> Play {
    let mut play = Play::begin(false).await;
    play.link(people::named("Anna Berger")).await;
    play.happens("support files for anna.berger@muster.example: Replikation steht").await;
    play.answers().await;
    play
}

#[tokio::test]
async fn a_disabled_address_is_refused_with_its_next_word() {
    let mut play = with_ticket().await;
    assert!(play.says("meine tickets").await.concat().join("\n").contains("CS-2026-000001"));
    play.happens("disable anna.berger@muster.example").await;
    for words in ["meine tickets", "zeige 1", "CS-2026-000001", "firma"] {
        let said = play.says(words).await.concat().join("\n");
        assert!(said.contains("Ihre E-Mail ist nicht zur Anmeldung zugelassen."), "{words}: {said}");
        assert!(!said.contains("Replikation"), "{said}");
    }
}

#[tokio::test]
async fn an_update_that_waits_is_not_delivered_once_the_contract_is_over() {
    let mut play = with_ticket().await;
    play.happens("contract V-2024-17 ends 2026-11-23; support replies CS-2026-000001: Bitte starten Sie neu").await;
    let said = play.answers().await.concat().join("\n");
    assert!(!said.contains("Bitte starten"), "{said}");
}

#[tokio::test]
async fn a_revoked_identity_stays_out_until_an_operator_lifts_it() {
    let mut play = with_ticket().await;
    play.happens("revoke").await;
    assert!(!play.says("meine tickets").await.concat().join("\n").contains("CS-2026-000001"));
    play.says("anmelden").await;
    play.says("anna.berger@muster.example").await;
    play.happens("no mail").await;
    play.happens("unblock").await;
    play.says("anmelden").await;
    play.says("anna.berger@muster.example").await;
    play.happens("mail to anna.berger@muster.example").await;
    assert!(play.says("{code}").await.concat().join("\n").contains("Willkommen"));
}

#[tokio::test]
async fn a_number_of_another_company_is_answered_like_one_that_does_not_exist() {
    let mut play = with_ticket().await;
    let nora = people::named("Nora Licht");
    play.person = nora;
    play.link(nora).await;
    play.answers().await;
    let foreign = play.says("zeige CS-2026-000001").await.concat().join("\n");
    let missing = play.says("zeige CS-2026-999999").await.concat().join("\n");
    assert_eq!(foreign.replace("CS-2026-000001", "N"), missing.replace("CS-2026-999999", "N"));
    for words in [
        "schließe CS-2026-000001",
        "antworte CS-2026-000001 hallo",
        "eskaliere CS-2026-000001",
        "suche Replikation",
        "firma",
    ] {
        let said = play.says(words).await.concat().join("\n");
        assert!(!said.contains("Replikation steht"), "{words}: {said}");
    }
    play.happens("CS-2026-000001 has 0 entries like \"hallo\"").await;
}

#[tokio::test]
async fn the_role_is_read_anew_with_every_list() {
    let mut play = with_ticket().await;
    let karl = people::named("Karl Weber");
    play.person = karl;
    play.link(karl).await;
    assert!(play.says("firma").await.concat().join("\n").contains("CS-2026-000001"));
    play.happens("role karl.weber@muster.example user").await;
    let said = play.says("firma").await.concat().join("\n");
    assert!(said.contains("Kundenadministrator") && !said.contains("CS-2026-000001"), "{said}");
    // Nor does the button of an older list help.
    let said = play.says("zeige CS-2026-000001").await.concat().join("\n");
    assert!(!said.contains("Replikation steht"), "{said}");
}

#[tokio::test]
async fn internal_notes_never_leave_the_desk() {
    let mut play = with_ticket().await;
    play.happens("support notes CS-2026-000001: Kunde ist schwierig").await;
    assert_eq!(play.answers().await.len(), 0);
    let said = play.says("zeige 1").await.concat().join("\n");
    assert!(said.contains("CS-2026-000001") && !said.contains("schwierig"), "{said}");
}
