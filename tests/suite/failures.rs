//! What comparable systems get wrong, as their trackers tell: each is a test here, by its name.

use ticketlotse::desks::Desk;
use ticketlotse::domain::{EntryKind, TicketNumber};

use crate::transcripts::people;
use crate::transcripts::play::Play;
use crate::transcripts::switch::Mood;

const FIRST: &str = "CS-2026-000001";

async fn anna() -> Play {
    let mut play = Play::begin(false).await;
    play.link(people::named("Anna Berger")).await;
    play
}

async fn anna_with_ticket() -> Play {
    let mut play = anna().await;
    play.happens("support files for anna.berger@muster.example: Replikation steht").await;
    play.answers().await;
    play
}

async fn says(play: &mut Play, text: &str) -> String {
    play.says(text).await.into_iter().map(|lines| lines.join("\n")).collect::<Vec<_>>().join("\n---\n")
}

async fn all(play: &mut Play, texts: &[&str]) -> String {
    let mut last = String::new();
    for text in texts {
        last = says(play, text).await;
    }
    last
}

async fn history(play: &Play) -> Vec<ticketlotse::domain::Entry> {
    play.stage.desk.get(&TicketNumber::new(FIRST)).await.expect("the ticket").history
}

/// A Serviceanfrage up to its summary.
const QUESTION: [&str; 5] =
    ["neu anfrage", "Bedienung", "Frage zur Replikation", "Wie stelle ich die Replikation um?", "nein"];

#[tokio::test]
async fn the_wrong_field_is_asked_after_an_interruption() {
    let mut play = anna_with_ticket().await;
    all(&mut play, &["neu anfrage", "Bedienung"]).await;
    all(&mut play, &["meine tickets", "hilfe", "zeige 1"]).await;
    let resumed = says(&mut play, "weiter").await;
    assert!(resumed.contains("Schritt 2 von") && resumed.contains("Betreff"), "{resumed}");
    let next = says(&mut play, "Frage zur Replikation").await;
    assert!(next.contains("Schritt 3 von"), "{next}");
}

#[tokio::test]
async fn an_input_is_consumed_twice() {
    let mut play = anna().await;
    all(&mut play, &["neu anfrage", "Bedienung"]).await;
    let next = says(&mut play, "Konfiguration der Replikation").await;
    assert!(next.contains("Schritt 3 von"), "the subject did not answer the question as well: {next}");
    let summary = all(&mut play, &["Wie stelle ich die Replikation um?", "nein"]).await;
    assert!(summary.contains("Betreff: Konfiguration der Replikation"), "{summary}");
    assert!(summary.contains("Frage: Wie stelle ich die Replikation um?"), "{summary}");
}

#[tokio::test]
async fn a_yes_is_asked_for_three_times_after_a_side_question() {
    let mut play = anna_with_ticket().await;
    let asked = all(&mut play, &["schließe 1", "Läuft wieder"]).await;
    assert!(asked.contains("wirklich schließen"), "{asked}");
    let done = says(&mut play, "ja").await;
    assert!(done.contains("Gelöst"), "{done}");
    // And with a side question between: it is dropped, never half done, and one yes is enough the next time.
    all(&mut play, &["öffne wieder 1", "Der Fehler ist wieder da", "hilfe"]).await;
    let after = says(&mut play, "ja").await;
    assert!(!after.contains("wieder offen"), "{after}");
    let again = all(&mut play, &["öffne wieder 1", "Der Fehler ist wieder da", "ja"]).await;
    assert!(again.contains("wieder offen"), "{again}");
}

#[tokio::test]
async fn the_same_field_name_in_two_forms_leaks() {
    let mut play = anna().await;
    all(&mut play, &["neu anfrage", "Bedienung", "Betreff der Anfrage", "später"]).await;
    let summary = all(&mut play, &["neu vertrag", "übersicht"]).await;
    assert!(!summary.contains("Betreff der Anfrage"), "{summary}");
}

#[tokio::test]
async fn a_restart_or_a_day_wipes_answers() {
    let mut play = anna().await;
    all(&mut play, &QUESTION[..3]).await;
    play.stage.restart().await;
    play.move_clock("+26 h");
    all(&mut play, &["weiter", QUESTION[3], "nein"]).await;
    let done = says(&mut play, "absenden").await;
    assert!(done.contains(FIRST), "{done}");
    assert_eq!(history(&play).await[0].text, "Wie stelle ich die Replikation um?");
}

#[tokio::test]
async fn a_mandatory_field_loses_what_was_typed() {
    let mut play = anna().await;
    all(&mut play, &["neu hardware", "1", "1"]).await;
    // Whatever is asked now, nonsense never ends the form and never forgets what was said.
    for nonsense in ["???", "x".repeat(300).as_str(), "-1", "🙂", "31.2.2026", "\u{202e}böse"] {
        let said = says(&mut play, nonsense).await;
        assert!(said.contains("Schritt") || said.contains('?'), "{nonsense}: {said}");
    }
    let summary = says(&mut play, "übersicht").await;
    assert!(summary.contains("Archiv-NAS") && summary.contains("Festplatte"), "{summary}");
}

#[tokio::test]
async fn signing_in_again_orphans_old_tickets() {
    let mut play = anna_with_ticket().await;
    all(&mut play, &["abmelden", "ja", "anmelden", "anna.berger@muster.example"]).await;
    play.happens("mail to anna.berger@muster.example").await;
    says(&mut play, "{code}").await;
    play.happens(&format!("support replies {FIRST}: Bitte neu starten")).await;
    let replied = says(&mut play, &format!("(re {FIRST}) Ist erledigt")).await;
    assert!(replied.contains("Gesendet"), "{replied}");
    assert!(history(&play).await.iter().any(|entry| entry.text == "Ist erledigt"));
}

#[tokio::test]
async fn a_message_that_is_only_an_attachment_is_dropped() {
    let mut play = anna_with_ticket().await;
    let asked = says(&mut play, "[+foto.jpg]").await;
    assert!(asked.contains("Datei"), "{asked}");
    all(&mut play, &["1", "ja"]).await;
    let files: usize = history(&play).await.iter().map(|entry| entry.files.len()).sum();
    assert_eq!(files, 1, "{:#?}", history(&play).await);
}

#[tokio::test]
async fn the_author_shows_as_bot() {
    let mut play = anna_with_ticket().await;
    says(&mut play, "antworte 1 Es geht wieder nicht").await;
    play.happens(&format!("support replies {FIRST}: Wir sehen nach")).await;
    let names: Vec<String> = history(&play).await.into_iter().map(|entry| entry.author_name).collect();
    assert!(names.contains(&"Anna Berger".to_owned()) && names.contains(&"Mira Sommer".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| name.to_lowercase().contains("bot")), "{names:?}");
}

#[tokio::test]
async fn an_answer_in_a_thread_is_lost() {
    let mut play = anna_with_ticket().await;
    all(&mut play, &["neu anfrage", "Bedienung"]).await;
    // While a form is open, an answer to a ticket's message belongs to the ticket, and the form goes on.
    let replied = says(&mut play, &format!("(re {FIRST}) Der Fehler ist wieder da")).await;
    assert!(replied.contains("Gesendet"), "{replied}");
    assert!(history(&play).await.iter().any(|entry| entry.text == "Der Fehler ist wieder da"));
    let resumed = says(&mut play, "weiter").await;
    assert!(resumed.contains("Schritt 2 von"), "{resumed}");
}

#[tokio::test]
async fn long_texts_are_cut() {
    let mut play = anna_with_ticket().await;
    let long: String = (0..1500).fold(String::new(), |long, n| long + format!("Zeile {n}\\n").as_str());
    let shown = play.happens(&format!("support replies {FIRST}: {long}Ende")).await.concat().join("\n");
    assert!(shown.contains("Zeile 1499") && shown.contains("Ende"), "{} characters", shown.len());
    let mine = "ä".repeat(7_000);
    says(&mut play, &format!("antworte 1 {mine}")).await;
    assert!(history(&play).await.iter().any(|entry| entry.text == mine));
}

#[tokio::test]
async fn edits_never_arrive() {
    let mut play = anna_with_ticket().await;
    says(&mut play, "antworte 1 Schacht 7").await;
    play.happens("edits \"antworte 1 Schacht 7\": antworte 1 Schacht 8").await;
    let entries = history(&play).await;
    assert!(
        entries.iter().any(|entry| entry.kind == EntryKind::Correction && entry.text.contains("Schacht 8")),
        "{entries:#?}"
    );
    play.happens("deletes \"antworte 1 Schacht 7\"").await;
    let entries = history(&play).await;
    assert!(entries.iter().any(|entry| entry.kind == EntryKind::Withdrawal), "{entries:#?}");
}

#[tokio::test]
async fn closed_is_shown_though_closing_failed() {
    let mut play = anna_with_ticket().await;
    all(&mut play, &["schließe 1", "Läuft wieder"]).await;
    play.stage.switch.set(Mood::Down);
    let said = says(&mut play, "ja").await;
    assert!(said.contains("Angenommen") && !said.contains("Gelöst"), "{said}");
    // Meanwhile support closes it for good: closing fails, and nobody claims otherwise.
    play.happens(&format!("support sets {FIRST} closed")).await;
    play.stage.switch.set(Mood::Up);
    play.move_clock("+30 min");
    let said = play.answers().await.concat().join("\n");
    assert!(!said.contains("machen Sie das rückgängig"), "{said}");
    assert!(said.contains("nicht geklappt"), "{said}");
}

#[tokio::test]
async fn a_strangers_words_attach_by_ticket_number() {
    let mut play = anna_with_ticket().await;
    let nora = people::named("Nora Licht");
    play.person = nora;
    play.link(nora).await;
    for words in [format!("antworte {FIRST} Hallo"), format!("(re {FIRST}) Hallo"), format!("anhang {FIRST} [+x.txt]")]
    {
        let said = says(&mut play, &words).await;
        assert!(!said.contains("Replikation steht") && !said.contains("Gesendet"), "{words}: {said}");
    }
    assert_eq!(history(&play).await.len(), 1);
}

#[tokio::test]
async fn one_company_sees_anothers_tickets() {
    let mut play = anna_with_ticket().await;
    play.happens("role nora.licht@nordlicht.example customer_admin").await;
    let nora = people::named("Nora Licht");
    play.person = nora;
    play.link(nora).await;
    for words in ["firma", "firma alle", "meine tickets", "suche Replikation", "beobachtete", "1", FIRST, "000001"] {
        let said = says(&mut play, words).await;
        assert!(!said.contains("Replikation steht") && !said.contains("Anna Berger"), "{words}: {said}");
    }
}

#[tokio::test]
async fn foreign_tickets_show_more_fields_than_own_ones() {
    let mut play = anna_with_ticket().await;
    let labels = |card: &str| {
        let facts = card.lines().filter_map(|line| line.split_once(": ").map(|(label, _)| label.to_owned()));
        facts.collect::<std::collections::BTreeSet<String>>()
    };
    let own = labels(&says(&mut play, &format!("zeige {FIRST}")).await);
    let karl = people::named("Karl Weber");
    play.person = karl;
    play.link(karl).await;
    play.answers().await;
    let companys = labels(&says(&mut play, &format!("zeige {FIRST}")).await);
    assert!(own.len() > 5, "{own:?}");
    assert!(companys.is_subset(&own), "{companys:?} shows more than {own:?}");
}

#[tokio::test]
async fn an_empty_filter_returns_everything() {
    let mut play = anna_with_ticket().await;
    play.happens("support files for lena.vogt@muster.example: Lenas Ticket").await;
    for words in ["suche", "suche \"\"", "suche   ", "meine tickets von", "firma"] {
        let said = says(&mut play, words).await;
        assert!(!said.contains("Lenas Ticket"), "{words}: {said}");
        says(&mut play, "abbrechen").await;
    }
}

#[tokio::test]
async fn linking_fails_silently_into_a_guest_mode() {
    let mut play = anna_with_ticket().await;
    play.person = people::named("Lena Vogt");
    all(&mut play, &["anmelden", "lena.vogt@muster.example", "AAAAAAAA", "BBBBBBBB", "CCCCCCCC"]).await;
    for words in ["abbrechen", "meine tickets", "neu anfrage", "firma", FIRST] {
        let said = says(&mut play, words).await;
        assert!(!said.contains("CS-2026") && !said.contains("Schritt"), "{words}: {said}");
    }
    let said = says(&mut play, "ich").await;
    assert!(said.contains("melden Sie sich"), "{said}");
}

#[tokio::test]
async fn an_expired_secret_stops_the_bot_without_a_word() {
    let mut play = anna().await;
    play.person = people::named("Lena Vogt");
    play.stage.refuse_mail().await;
    let said = all(&mut play, &["anmelden", "lena.vogt@muster.example"]).await;
    assert!(said.contains("nicht verschicken"), "{said}");
    assert!(said.contains("info@cs-speicherwerk.com"), "{said}");
}
