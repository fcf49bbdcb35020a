//! SIGTERM: the turn in hand is finished, open pages do not hold it up, and what was only accepted is done at the next start.

use std::time::{Duration, Instant};

use ticketlotse::database::{self, Database};
use uuid::Uuid;

use super::ANNA;
use super::binary::Installation;
use super::customer::{Customer, newest_code};

async fn number(db: &dyn Database, sql: &'static str) -> i64 {
    db.row(sql, vec![]).await.unwrap().unwrap().get("n").unwrap()
}

/// Waits until the question holds.
async fn until(db: &dyn Database, sql: &'static str) {
    let begun = Instant::now();
    while number(db, sql).await == 0 {
        assert!(begun.elapsed() < Duration::from_secs(20), "never: {sql}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_turn_is_finished_and_open_pages_do_not_hold_the_end_up() {
    let home = Installation::new("");
    let server = home.serve();
    let db = database::open(&format!("sqlite:{}", home.path("lotse.db").display())).await.unwrap();
    let anna = Customer::open(&server).await;
    anna.reads(0, "Bitte melden Sie sich").await;
    anna.asks("anmelden", "geschäftliche E-Mail-Adresse").await;
    // Asking for a code takes its time, always the same: the turn is in hand when the signal comes.
    anna.says(ANNA).await;
    until(&*db, "SELECT COUNT(*) AS n FROM inbox WHERE state = 'pending' AND attempts = 1").await;
    let asked = Instant::now();
    server.signal("TERM");
    let (status, log) = server.ended();
    assert!(status.success(), "{log}");
    assert!(asked.elapsed() < Duration::from_secs(8), "an open page held it up: {:?}", asked.elapsed());
    assert_eq!(number(&*db, "SELECT COUNT(*) AS n FROM inbox WHERE state = 'pending'").await, 0, "{log}");
    assert_eq!(number(&*db, "SELECT COUNT(*) AS n FROM codes").await, 1, "the turn was finished");
    assert!(!log.contains("still running at shutdown"), "{log}");
    db.close().await;
    // The next process sends what was ordered, and the person goes on where they were.
    let server = home.serve();
    let anna = anna.at(&server).await;
    let begun = Instant::now();
    let code = loop {
        if let Some(code) = newest_code(&home) {
            break code;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "no mail came");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    anna.asks(&code, "Willkommen").await;
    assert_eq!(anna.seen().iter().filter(|message| message.contains("Ich habe einen Code an")).count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_accepted_is_answered_once_however_the_process_is_stopped() {
    let home = Installation::new("");
    let mut server = home.serve();
    let mut anna = Customer::open(&server).await;
    anna.reads(0, "Bitte melden Sie sich").await;
    for _ in 0..3 {
        let id = Uuid::now_v7();
        let sent = anna.send(id, "hilfe").await.unwrap();
        assert!(sent.status().is_success());
        server.stop();
        server = home.serve();
        anna = anna.at(&server).await;
        // The page could not know that it was accepted, and sends it again.
        assert!(anna.send(id, "hilfe").await.unwrap().status().is_success());
    }
    let answers =
        |anna: &Customer| anna.seen().iter().filter(|message| message.contains("Was Sie hier tun können")).count();
    let begun = Instant::now();
    while answers(&anna) < 3 && begun.elapsed() < Duration::from_secs(20) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    anna.asks("anmelden", "geschäftliche E-Mail-Adresse").await;
    assert_eq!(answers(&anna), 3);
}
