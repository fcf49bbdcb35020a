//! A thousand conversations at once, and one that floods.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Row};

use crate::real::browser::Browser;
use crate::real::program::{House, Plan};

/// Conversations at once.
const CROWD: usize = 1_000;
/// Requests on their way at once.
const AT_ONCE: usize = 64;
/// Memory that the crowd may cost in KiB: 64 KiB for each.
const MOST_KIB: u64 = 64 * 1_024;

/// Events of each conversation that are handled, least and most, and how many wait.
async fn handled(house: &House) -> (i64, i64, i64) {
    let options = SqliteConnectOptions::new().filename(house.database()).read_only(true);
    let mut connection = options.connect().await.expect("the database can be read");
    let sql = "SELECT COALESCE(MIN(done), 0), COALESCE(MAX(done), 0), COALESCE(SUM(waits), 0) FROM
        (SELECT SUM(state = 'done') AS done, SUM(state = 'pending') AS waits FROM inbox GROUP BY conversation)";
    let row = sqlx::query(sql).fetch_one(&mut connection).await.expect("a row");
    (row.get(0), row.get(1), row.get(2))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_at_once_are_all_answered_and_cost_little() {
    let mut house = House::build(&Plan::with_members(1));
    house.start("");
    house.ready().await;
    let ports = [house.port];
    // The first one is not part of the count: it fills what is filled once.
    Browser::new(&ports, CROWD).open().await;
    let before = house.memory_kib();
    let come = |number| async move {
        let browser = Browser::new(&ports, number);
        browser.open().await;
        browser.send("messages", json!({ "text": "hallo" })).await;
    };
    futures_util::stream::iter(0..CROWD).for_each_concurrent(AT_ONCE, come).await;
    let begun = Instant::now();
    loop {
        let (least, most, waiting) = handled(&house).await;
        if (least, most, waiting) == (1, 1, 0) {
            break;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "{waiting} still wait, {least} to {most} are handled");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let after = house.memory_kib();
    println!("{CROWD} conversations: from {before} to {after} KiB");
    assert!(after.saturating_sub(before) < MOST_KIB, "from {before} to {after} KiB");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_floods_slows_nobody_and_fills_no_memory() {
    let mut house = House::build(&Plan::with_members(1));
    house.start("");
    house.ready().await;
    let ports = [house.port];
    let (flooding, calm) = (Browser::new(&ports, 1), Browser::new(&ports, 2));
    flooding.open().await;
    calm.open().await;
    let answered = async |word: &str| {
        let begun = Instant::now();
        calm.send("messages", json!({ "text": word })).await;
        calm.sees("an answer", |item| (item["item"] == "message").then_some(())).await;
        begun.elapsed()
    };
    let before = house.memory_kib();
    let flood = async {
        let mut refused = 0;
        for _ in 0..1_000 {
            let text = json!({ "text": "x".repeat(4_000) });
            refused += usize::from(!flooding.try_send("messages", text).await);
        }
        refused
    };
    let others = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        answered("hallo").await
    };
    let (refused, took) = tokio::select! {
        both = async { tokio::join!(flood, others) } => both,
        () = calm.listen() => unreachable!("it listens for ever"),
    };
    let after = house.memory_kib();
    println!("{refused} of 1000 refused, another one answered within {took:?}, from {before} to {after} KiB");
    assert!(refused > 800, "{refused} of 1000 were refused");
    assert!(took < Duration::from_secs(10), "another one waited {took:?}");
    assert!(after.saturating_sub(before) < MOST_KIB, "from {before} to {after} KiB");
}
