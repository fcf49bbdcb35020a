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

/// The store's transaction holds the conversation and waits for the event's id; the other holds the id and waits for the
/// conversation. PostgreSQL ends the one that waited first.
#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadlock_costs_time_only() {
    use ticketlotse::params;
    use ticketlotse::store::turns::Commit;

    let world = World::new(Kind::Postgres).await;
    let conversation = world.conversation("w1").await.id;
    let inbox_seq = world.begin_turn(&conversation, "e1").await;

    let mut other = world.fresh.db.begin(Mode::Write).await.unwrap();
    let insert = "INSERT INTO inbox (id, conversation, event, state, attempts, received, note)
        VALUES ('e2', $1, '{}', 'pending', 0, 0, '')";
    other.execute(insert, params![conversation.as_str()]).await.unwrap();

    let commit =
        Commit { inbox_seq, state: "done".into(), events: vec![("e2".into(), "{}".into())], ..Commit::default() };
    let turn = world.store.commit_turn(&conversation, commit, world.now);
    let block = async {
        wait_until_one_waits(&*world.fresh.db).await;
        let lock = "SELECT id FROM conversations WHERE id = $1 FOR UPDATE";
        other.row(lock, params![conversation.as_str()]).await.unwrap();
        other.commit().await.unwrap();
    };
    let (turn, ()) = tokio::join!(turn, block);
    turn.expect("it ran again");
    assert_eq!(world.store.state(&conversation).await.unwrap().as_deref(), Some("done"));
    assert_eq!(world.store.waiting_events(&conversation).await.unwrap(), 1);
}

#[cfg(feature = "postgres")]
async fn wait_until_one_waits(db: &dyn Database) {
    let waiting = "SELECT COUNT(*) AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    loop {
        let row = db.row(waiting, vec![]).await.unwrap().expect("a count");
        if row.get::<i64>("waiting").unwrap() > 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}
