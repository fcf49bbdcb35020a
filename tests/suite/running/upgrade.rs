//! An upgrade loses no message: two processes take turns on one database, the second one while the first still runs, and the
//! customers go on without noticing.

use std::time::{Duration, Instant};

use uuid::Uuid;

use super::ANNA;
use super::FILING;
use super::binary::Installation;
use super::customer::Customer;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_programs_on_one_database_take_turns_without_a_loss() {
    let home = Installation::new("");
    let old = home.serve();
    let anna = Customer::open(&old).await;
    anna.sign_in(&home, ANNA).await;
    for (text, answer) in &FILING[..3] {
        anna.asks(text, answer).await;
    }
    // The new one is up before the old one goes.
    let new = home.serve();
    // What the old one accepts last is answered, by whichever.
    let last = Uuid::now_v7();
    assert!(anna.send(last, FILING[3].0).await.unwrap().status().is_success());
    old.signal("TERM");
    let anna = anna.at(&new).await;
    // The page cannot know whether it was accepted.
    assert!(anna.send(last, FILING[3].0).await.unwrap().status().is_success());
    let (status, log) = old.ended();
    assert!(status.success(), "{log}");
    anna.reads(0, FILING[3].1).await;
    for (text, answer) in &FILING[4..] {
        anna.asks(text, answer).await;
    }
    let asked = anna.seen().iter().filter(|message| message.contains(FILING[3].1)).count();
    assert_eq!(asked, 1, "answered once: {:#?}", anna.seen());
    let db = ticketlotse::database::open(&format!("sqlite:{}", home.path("lotse.db").display())).await.unwrap();
    let tickets: i64 =
        db.row("SELECT COUNT(*) AS n FROM desk_tickets", vec![]).await.unwrap().unwrap().get("n").unwrap();
    assert_eq!(tickets, 1);
    new.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_of_an_older_program_are_brought_up_to_date_at_the_start() {
    let home = Installation::new("");
    std::fs::remove_file(home.path("lotse.db")).unwrap();
    let url = format!("sqlite:{}", home.path("lotse.db").display());
    let db = ticketlotse::database::open(&url).await.unwrap();
    db.migrate_to(2).await.unwrap();
    // As the older program left it: a message that was accepted and not answered.
    for sql in [
        "INSERT INTO identities (id, platform, workspace, account, blocked) VALUES ('i', 'web', '', 'a', 0)",
        "INSERT INTO conversations (id, identity, address, created) VALUES ('c', 'i', 'a', 1795511700000)",
        "INSERT INTO inbox (id, conversation, event, state, attempts, received, note) VALUES ('e', 'c',
            '{\"event\":{\"id\":\"e\",\"at\":\"2026-11-24T09:15:00Z\",\"place\":\"private\",\"kind\":{\"event\":\"opened\"}}}',
            'pending', 0, 1795511700000, '')",
    ] {
        db.execute(sql, vec![]).await.unwrap();
    }
    let server = home.serve();
    let begun = Instant::now();
    loop {
        let done = "SELECT COUNT(*) AS n FROM inbox WHERE state <> 'pending'";
        let done: i64 = db.row(done, vec![]).await.unwrap().unwrap().get("n").unwrap();
        if done == 1 {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "never handled:\n{}", server.log());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(!server.log().contains("set aside"), "{}", server.log());
    server.stop();
}
