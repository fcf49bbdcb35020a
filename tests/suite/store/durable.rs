//! What "stored" rests on: SQLite's settings, and that a transaction rolled back because of others runs again.

use ticketlotse::database::{Database, Mode};

use super::world::World;
use crate::databases::Kind;

async fn pragma(db: &dyn Database, sql: &'static str, column: &str) -> String {
    let row = db.row(sql, vec![]).await.unwrap().expect("a setting");
    row.get::<i64>(column).map_or_else(|_| row.get::<String>(column).unwrap(), |value| value.to_string())
}

#[tokio::test]
async fn sqlite_syncs_every_commit_and_checks_references() {
    let world = World::new(Kind::Sqlite).await;
    // Held open at once, so that they are different connections.
    let mut open = Vec::new();
    for _ in 0..4 {
        open.push(world.fresh.db.begin(Mode::Read).await.unwrap());
    }
    for tx in &mut open {
        let mut setting = async |sql, column: &str| {
            let row = tx.row(sql, vec![]).await.unwrap().expect("a setting");
            row.get::<i64>(column).unwrap()
        };
        assert_eq!(setting("PRAGMA synchronous", "synchronous").await, 2, "FULL");
        assert_eq!(setting("PRAGMA foreign_keys", "foreign_keys").await, 1);
    }
    drop(open);
    assert_eq!(pragma(&*world.fresh.db, "PRAGMA journal_mode", "journal_mode").await, "wal");
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn postgres_syncs_every_commit() {
    let world = World::new(Kind::Postgres).await;
    // The test's server itself is told not to; what the store must not do is to switch it off by itself.
    let row = world.fresh.db.row("SELECT source FROM pg_settings WHERE name = 'synchronous_commit'", vec![]).await;
    let source: String = row.unwrap().expect("a setting").get("source").unwrap();
    assert_eq!(source, "command line");
}

/// A transaction that PostgreSQL rolls back because of others runs again, but not for ever.
#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_deadlock_costs_time_only() {
    use ticketlotse::database::Trouble;
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
