//! Writes that come together share a sync on SQLite: each lasts or fails by itself, and whoever is told so can rely on it.

use std::sync::Arc;

use ticketlotse::database::{Database, Mode, Trouble};
use ticketlotse::params;
use tokio::task::JoinSet;

use super::world::World;
use crate::databases::Kind;

const TASKS: usize = 60;
const PUT: &str = "INSERT INTO secrets (name, value) VALUES ($1, $2)";

async fn put(db: Arc<dyn Database>, name: String, bytes: usize) -> Result<u64, Trouble> {
    db.execute(PUT, params![name, vec![7_u8; bytes]]).await.map_err(|error| error.trouble)
}

async fn names(db: &dyn Database) -> Vec<String> {
    let rows = db.rows("SELECT name FROM secrets ORDER BY name", vec![]).await.unwrap();
    rows.iter().map(|row| row.get("name").unwrap()).collect()
}

/// Runs that many at once behind one that holds the writer's place and does nothing, so that they come together.
async fn together(db: &Arc<dyn Database>, name: impl Fn(usize) -> String, bytes: usize) -> Vec<Result<u64, Trouble>> {
    let holder = db.begin(Mode::Write).await.unwrap();
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        tasks.spawn(put(Arc::clone(db), name(task), bytes));
    }
    tokio::task::yield_now().await;
    drop(holder);
    tasks.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_told_to_be_done_is_there_for_another_process() {
    let world = World::new(Kind::Sqlite).await;
    let done = together(&world.fresh.db, |task| format!("{task:02}"), 10).await;
    assert!(done.iter().all(|done| *done == Ok(1)), "{done:?}");
    let expected: Vec<String> = (0..TASKS).map(|task| format!("{task:02}")).collect();
    assert_eq!(names(world.fresh.again().await.as_ref()).await, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_that_fails_takes_nobody_with_it() {
    let world = World::new(Kind::Sqlite).await;
    // Every name is wanted three times.
    let done = together(&world.fresh.db, |task| format!("{:02}", task / 3), 10).await;
    assert_eq!(done.iter().filter(|done| **done == Ok(1)).count(), TASKS / 3);
    assert_eq!(done.iter().filter(|done| **done == Err(Trouble::Conflict)).count(), TASKS - TASKS / 3);
    assert_eq!(names(world.fresh.db.as_ref()).await.len(), TASKS / 3);
}

#[tokio::test]
async fn nobody_sees_what_is_not_on_disk() {
    let world = World::new(Kind::Sqlite).await;
    let db = Arc::clone(&world.fresh.db);
    let mut first = db.begin(Mode::Write).await.unwrap();
    first.execute(PUT, params!["first", vec![1_u8]]).await.unwrap();
    let second = put(Arc::clone(&db), "second".to_owned(), 1);
    let look = async {
        assert_eq!(names(db.as_ref()).await, Vec::<String>::new());
        drop(first);
    };
    let (second, ()) = tokio::join!(second, look);
    assert_eq!(second, Ok(1));
    assert_eq!(names(db.as_ref()).await, ["second"], "the first was given up");
}

/// The first of two is done and waits for the second, which is given up: the first lasts all the same.
#[tokio::test]
async fn one_that_is_given_up_leaves_the_others() {
    let world = World::new(Kind::Sqlite).await;
    let db = Arc::clone(&world.fresh.db);
    let holder = db.begin(Mode::Write).await.unwrap();
    let first = put(Arc::clone(&db), "first".to_owned(), 1);
    let second = async {
        let mut second = db.begin(Mode::Write).await.unwrap();
        second.execute(PUT, params!["second", vec![1_u8]]).await.unwrap();
        tokio::task::yield_now().await;
        drop(second);
    };
    let (held, first, ()) = tokio::join!(holder.commit(), first, second);
    held.unwrap();
    assert_eq!(first, Ok(1));
    assert_eq!(names(world.fresh.again().await.as_ref()).await, ["first"]);
}

/// Each commit writes the pages that it changed to the log; sixty of them that come together write less than one page each.
#[tokio::test]
async fn writes_that_come_together_share_a_commit() {
    let world = World::new(Kind::Sqlite).await;
    let db = &world.fresh.db;
    let file = db.row("SELECT file FROM pragma_database_list", vec![]).await.unwrap().expect("a file");
    let log = format!("{}-wal", file.get::<String>("file").unwrap());
    let bytes = || std::fs::metadata(&log).expect("a log").len();
    let page = 4096 + 24;
    let before = bytes();
    assert_eq!(put(Arc::clone(db), "alone".to_owned(), 1).await, Ok(1));
    let alone = (bytes() - before) / page;
    assert!(alone >= 1, "a commit by itself writes its pages");
    let before = bytes();
    assert!(together(db, |task| format!("{task:02}"), 1).await.iter().all(|done| *done == Ok(1)));
    assert!((bytes() - before) / page < TASKS as u64, "{} pages for {TASKS} writes", (bytes() - before) / page);
}

/// The one who did something stops waiting, and the one who came after does nothing: others can write all the same.
#[tokio::test]
async fn a_batch_that_nobody_waits_for_any_more_is_ended() {
    let world = World::new(Kind::Sqlite).await;
    let db = Arc::clone(&world.fresh.db);
    let holder = db.begin(Mode::Write).await.unwrap();
    let mut first = JoinSet::new();
    first.spawn(put(Arc::clone(&db), "first".to_owned(), 1));
    tokio::task::yield_now().await;
    let second = async {
        let second = db.begin(Mode::Write).await.unwrap();
        first.shutdown().await;
        drop(second);
    };
    tokio::join!(second, async { drop(holder) });
    let another = world.fresh.again().await;
    assert_eq!(put(Arc::clone(&another), "another".to_owned(), 1).await, Ok(1));
    assert_eq!(names(another.as_ref()).await, ["another", "first"]);
}

/// Whoever is told that something is there already can rely on it as well.
#[tokio::test]
async fn what_others_did_is_on_disk_before_somebody_is_told_of_it() {
    let world = World::new(Kind::Sqlite).await;
    let db = Arc::clone(&world.fresh.db);
    let holder = db.begin(Mode::Write).await.unwrap();
    let first = put(Arc::clone(&db), "same".to_owned(), 1);
    let second = async {
        let told = put(Arc::clone(&db), "same".to_owned(), 1).await;
        (told, names(world.fresh.again().await.as_ref()).await)
    };
    let third = async {
        let mut third = db.begin(Mode::Write).await.unwrap();
        third.execute(PUT, params!["third", vec![1_u8]]).await.unwrap();
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        third.commit().await.unwrap();
    };
    let (held, first, (told, there), ()) = tokio::join!(holder.commit(), first, second, third);
    held.unwrap();
    assert_eq!((first, told), (Ok(1), Err(Trouble::Conflict)));
    assert!(there.contains(&"same".to_owned()), "{there:?}");
}

/// A full disk ends the whole batch: everybody in it is told, and what was told to be done is there.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_full_disk_is_told_to_each() {
    let world = World::new(Kind::Sqlite).await;
    let db = &world.fresh.db;
    let pages: i64 = db.row("PRAGMA page_count", vec![]).await.unwrap().expect("a number").get("page_count").unwrap();
    let most = super::schema::lasting(format!("PRAGMA max_page_count = {}", pages + 40));
    db.changed_rows(most, vec![]).await.unwrap();
    let mut done = Vec::new();
    for round in 0..3 {
        done.extend(together(db, |task| format!("{round}-{task:02}"), 3_000).await);
    }
    let (lasting, failed): (Vec<_>, Vec<_>) = done.into_iter().partition(Result::is_ok);
    assert!(failed.iter().all(|failed| *failed == Err(Trouble::Transient)) && !failed.is_empty(), "{failed:?}");
    assert!(!lasting.is_empty(), "some had room");
    assert_eq!(names(world.fresh.again().await.as_ref()).await.len(), lasting.len());
    // With room on the disk it goes on.
    db.changed_rows("PRAGMA max_page_count = 100000", vec![]).await.unwrap();
    assert_eq!(put(Arc::clone(db), "after".to_owned(), 3_000).await, Ok(1));
}
