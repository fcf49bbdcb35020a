//! What "stored" rests on: SQLite's settings, and that a transaction rolled back because of others runs again.

use ticketlotse::database::{Mode, Transaction, Trouble};

use super::world::World;
use crate::databases::Kind;

async fn number(tx: &mut dyn Transaction, sql: &'static str, column: &str) -> i64 {
    tx.row(sql, vec![]).await.unwrap().expect("a setting").get(column).unwrap()
}

#[tokio::test]
async fn sqlite_syncs_every_commit_and_checks_references() {
    const FULL: i64 = 2;
    const NORMAL: i64 = 1;
    let world = World::new(Kind::Sqlite).await;
    for (mode, synchronous) in [(Mode::Write, FULL), (Mode::WriteSoon, NORMAL), (Mode::Read, FULL)] {
        let mut tx = world.fresh.db.begin(mode).await.unwrap();
        assert_eq!(number(&mut *tx, "PRAGMA synchronous", "synchronous").await, synchronous, "{mode:?}");
        assert_eq!(number(&mut *tx, "PRAGMA foreign_keys", "foreign_keys").await, 1, "{mode:?}");
        let row = tx.row("PRAGMA journal_mode", vec![]).await.unwrap().expect("a setting");
        assert_eq!(row.get::<String>("journal_mode").unwrap(), "wal", "{mode:?}");
    }
}

/// A statement that writes although it said it would only read fails instead of waiting for the writer.
#[tokio::test]
async fn sqlite_reads_where_it_said_so() {
    let world = World::new(Kind::Sqlite).await;
    let mut tx = world.fresh.db.begin(Mode::Read).await.unwrap();
    assert!(tx.execute("DELETE FROM mutes", vec![]).await.is_err());
}

/// Names and addresses are nobody else's on the machine.
#[cfg(unix)]
#[tokio::test]
async fn sqlite_files_are_their_owners_only() {
    use std::os::unix::fs::PermissionsExt;

    let world = World::new(Kind::Sqlite).await;
    world.conversation("w1").await;
    let path = world.fresh.url.strip_prefix("sqlite:").expect("a path").to_owned();
    for file in [path.clone(), format!("{path}-wal"), format!("{path}-shm")] {
        let mode = std::fs::metadata(&file).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[tokio::test]
async fn sqlite_lives_in_memory_too() {
    let db = ticketlotse::database::open("sqlite::memory:").await.unwrap();
    db.migrate().await.unwrap();
    db.execute("INSERT INTO customers (id, name) VALUES ('K-1', 'Muster GmbH')", vec![]).await.unwrap();
    assert_eq!(db.rows("SELECT id FROM customers", vec![]).await.unwrap().len(), 1);
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn postgres_syncs_every_commit() {
    let world = World::new(Kind::Postgres).await;
    for (mode, expected) in [(Mode::Write, "on"), (Mode::WriteSoon, "off")] {
        let mut tx = world.fresh.db.begin(mode).await.unwrap();
        let row = tx.row("SHOW synchronous_commit", vec![]).await.unwrap().expect("a setting");
        assert_eq!(row.get::<String>("synchronous_commit").unwrap(), expected);
        tx.commit().await.unwrap();
    }
    let mut tx = world.fresh.db.begin(Mode::Read).await.unwrap();
    assert!(tx.execute("DELETE FROM mutes", vec![]).await.is_err(), "it said it would only read");
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_says_so() {
    for url in ["sqlite:/no/such/folder/lotse.db", "mysql://localhost/lotse"] {
        let error = ticketlotse::database::open(url).await.unwrap_err();
        assert_eq!(error.trouble, Trouble::Permanent, "{error:?}");
    }
}

/// A transaction that PostgreSQL rolls back because of others runs again, but not for ever.
#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_deadlock_costs_time_only() {
    use ticketlotse::params;
    use ticketlotse::store::turns::Commit;

    let world = World::new(Kind::Postgres).await;
    let db = &world.fresh.db;
    let conversation = world.conversation("w1").await.id;
    let inbox_seq = world.begin_turn(&conversation, "e1").await;
    // The next commits of turns end as the victim of a deadlock; a sequence is the one thing that is not rolled back.
    for sql in [
        "CREATE SEQUENCE deadlocks",
        "CREATE FUNCTION deadlock() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF nextval('deadlocks') <= TG_ARGV[0]::bigint THEN RAISE EXCEPTION 'victim' USING ERRCODE = '40P01'; END IF;
            RETURN NEW;
        END $$",
        "CREATE TRIGGER deadlock BEFORE UPDATE OF state ON conversations
        FOR EACH ROW EXECUTE FUNCTION deadlock('7')",
    ] {
        db.execute(sql, params![]).await.unwrap();
    }
    let commit = || Commit { inbox_seq, state: "done".into(), ..Commit::default() };
    let given_up = world.store.commit_turn(&conversation, commit(), world.now).await.unwrap_err();
    assert_eq!(given_up.trouble, Trouble::Transient, "after four times");
    world.store.commit_turn(&conversation, commit(), world.now).await.expect("the eighth run is no victim");
    assert_eq!(world.store.state(&conversation).await.unwrap().as_deref(), Some("done"));
    let runs = db.row("SELECT last_value FROM deadlocks", params![]).await.unwrap().expect("a sequence");
    assert_eq!(runs.get::<i64>("last_value").unwrap(), 8);
}
