//! Retention, by a clock that the test moves: what is old goes, what is under way stays however old it is.

use std::time::Duration;

use ticketlotse::desks::Desk;
use ticketlotse::domain::{Clock, Status, TicketNumber};
use ticketlotse::service::retention::Retention;

use crate::transcripts::people;
use crate::transcripts::play::Play;
use crate::transcripts::switch::Mood;

const DAY: Duration = Duration::from_hours(24);

/// Anna is signed in, and everything is kept for ten days.
async fn anna() -> Play {
    let mut play = Play::begin(false).await;
    let kept = Some(10 * DAY);
    let keep = Retention {
        drafts: kept,
        handled: kept,
        transcripts: kept,
        audit: kept,
        files: kept,
        identities: kept,
        tickets: kept,
    };
    play.stage.with_retention(keep).await;
    play.link(people::named("Anna Berger")).await;
    play
}

async fn count(play: &Play, sql: &'static str) -> i64 {
    play.stage.db.row(sql, vec![]).await.unwrap().unwrap().get("n").unwrap()
}

async fn retain(play: &Play) {
    play.stage.service.retain().await.expect("it is carried out");
}

#[tokio::test]
async fn drafts_end_with_their_files_and_the_rest_of_the_conversation_stays() {
    let mut play = anna().await;
    play.says("english").await;
    play.says("deutsch").await;
    play.says("neu anfrage").await;
    play.says("[+bild.png 700]").await;
    play.move_clock("+9 d");
    retain(&play).await;
    assert_eq!(count(&play, "SELECT COUNT(*) AS n FROM files").await, 1);
    play.move_clock("+2 d");
    retain(&play).await;
    assert_eq!(count(&play, "SELECT COUNT(*) AS n FROM files").await, 0);
    let answer = play.says("entwürfe").await.concat().join("\n");
    assert!(!answer.contains("Anfrage"), "{answer}");
    // Anna is still signed in.
    let mine = play.says("meine tickets").await.concat().join("\n");
    assert!(mine.contains("Tickets"), "{mine}");
}

#[tokio::test]
async fn a_draft_that_somebody_goes_on_with_is_not_old() {
    let mut play = anna().await;
    play.says("neu anfrage").await;
    play.move_clock("+9 d");
    play.says("Bedienung").await;
    play.move_clock("+9 d");
    retain(&play).await;
    let next = play.says("Frage zur Replikation").await.concat().join("\n");
    assert!(next.contains("Schritt 3 von"), "{next}");
}

#[tokio::test]
async fn marks_and_the_audit_log_go_and_what_is_under_way_stays() {
    let mut play = anna().await;
    for line in ["neu anfrage", "Bedienung", "Frage zur Replikation", "Wie stelle ich die Replikation um?", "nein"] {
        play.says(line).await;
    }
    play.stage.switch.set(Mood::Down);
    play.says("absenden").await;
    let (inbox, audit) = ("SELECT COUNT(*) AS n FROM inbox", "SELECT COUNT(*) AS n FROM audit");
    let (events, entries) = (count(&play, inbox).await, count(&play, audit).await);
    assert!(events > 5 && entries > 0);
    retain(&play).await;
    assert_eq!((count(&play, inbox).await, count(&play, audit).await), (events, entries), "nothing is old yet");
    // The desk is away for longer than anything is kept; the write is not given up in that time.
    play.stage.never_give_up().await;
    play.move_clock("+11 d");
    retain(&play).await;
    assert_eq!(count(&play, inbox).await, 0);
    assert_eq!(count(&play, audit).await, 0);
    let left = "SELECT COUNT(*) AS n FROM outbox WHERE lane = 'write' AND state = 'pending' AND payload <> ''";
    assert_eq!(count(&play, left).await, 1);
    assert_eq!(count(&play, "SELECT COUNT(*) AS n FROM outbox").await, 1);
    play.stage.switch.set(Mood::Up);
    play.move_clock("+1 d");
    let told = play.answers().await.concat().join("\n");
    assert!(told.contains("CS-2026-000001"), "{told}");
}

#[tokio::test]
async fn identities_without_a_link_go_and_linked_or_blocked_ones_stay() {
    let mut play = anna().await;
    play.says("hilfe").await;
    let identities = "SELECT COUNT(*) AS n FROM identities";
    let passer_by = people::named("Karl Weber");
    play.person = passer_by;
    play.says("hallo").await;
    play.person = people::named("Nora Licht");
    play.says("hallo").await;
    let now = play.stage.clock.now();
    play.stage.store.set_blocked(&Play::identity(play.person), true, now).await.unwrap();
    assert_eq!(count(&play, identities).await, 3);
    play.move_clock("+11 d");
    retain(&play).await;
    assert_eq!(count(&play, identities).await, 2);
    assert!(play.stage.store.conversation_known(&Play::identity(passer_by)).await.unwrap().is_none());
    // Who comes back is a stranger as at first.
    play.person = passer_by;
    assert!(!play.says("hallo").await.is_empty());
    // A link that ended is old some day, and its identity with it.
    play.person = people::named("Anna Berger");
    play.says("abmelden").await;
    play.says("ja").await;
    play.move_clock("+11 d");
    retain(&play).await;
    assert_eq!(count(&play, "SELECT COUNT(*) AS n FROM links").await, 0);
    assert_eq!(count(&play, identities).await, 1, "the blocked one");
}

#[tokio::test]
async fn closed_tickets_go_as_a_whole_and_open_ones_never() {
    let mut play = anna().await;
    for subject in ["Replikation steht", "Speicher voll"] {
        play.happens(&format!("support files for anna.berger@muster.example: {subject}")).await;
    }
    play.says("schließe CS-2026-000002").await;
    play.says("Läuft wieder").await;
    play.says("ja").await;
    let (closed, open) = (TicketNumber::new("CS-2026-000002"), TicketNumber::new("CS-2026-000001"));
    play.move_clock("+15 d");
    play.stage.service.housekeeping().await.expect("the rule closes what is resolved");
    play.answers().await;
    let detail = play.stage.desk.get(&closed).await.expect("the ticket");
    assert_eq!(detail.ticket.status, Status::Closed);
    play.move_clock("+9 d");
    retain(&play).await;
    assert!(play.stage.desk.get(&closed).await.is_ok());
    play.move_clock("+2 d");
    retain(&play).await;
    assert!(play.stage.desk.get(&closed).await.is_err());
    assert!(play.stage.desk.get(&open).await.is_ok());
    for table in [
        "SELECT COUNT(*) AS n FROM desk_entries WHERE ticket = 'CS-2026-000002'",
        "SELECT COUNT(*) AS n FROM desk_ops WHERE ticket = 'CS-2026-000002'",
        "SELECT COUNT(*) AS n FROM filings WHERE number = 'CS-2026-000002'",
    ] {
        assert_eq!(count(&play, table).await, 0, "{table}");
    }
    let all = play.says("meine tickets").await.concat().join("\n");
    assert!(all.contains("000001") && !all.contains("000002"), "{all}");
    // Its number is not given again.
    play.happens("support files for anna.berger@muster.example: Noch eins").await;
    let newest = play.stage.desk.get(&TicketNumber::new("CS-2026-000003")).await.expect("the newest ticket");
    assert_eq!(newest.ticket.title, "Noch eins");
}

#[tokio::test]
async fn without_days_everything_is_kept() {
    let mut play = anna().await;
    play.stage.with_retention(Retention::default()).await;
    play.says("neu anfrage").await;
    play.person = people::named("Karl Weber");
    play.says("hallo").await;
    let events = count(&play, "SELECT COUNT(*) AS n FROM inbox").await;
    play.move_clock("+4000 d");
    retain(&play).await;
    assert_eq!(count(&play, "SELECT COUNT(*) AS n FROM inbox").await, events);
    assert_eq!(count(&play, "SELECT COUNT(*) AS n FROM identities").await, 2);
}
