//! What is asked often stays fast with a million settled rows: no statement of the daily work reads a whole table.
//!
//! The store runs on a database that asks for the plan of every statement before it runs it.

use std::fmt;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use ticketlotse::database::{Database, DatabaseError, Dialect, Mode, Param, Row, Transaction};
use ticketlotse::domain::{ContactState, ConversationId, EventId, FileMeta, LinkId};
use ticketlotse::service::clock::SystemChance;
use ticketlotse::store::Store;
use ticketlotse::store::outbox::{Lane, Settled};
use ticketlotse::store::sessions::SessionKind;

use super::schema::lasting;
use super::world::{DESK, World, anna, identity};
use crate::databases::{CLAIM, Kind, on_every_database};

on_every_database!(reads_no_whole_table_in_the_daily_work);

/// A plan: the statement and its steps.
type Plans = Arc<Mutex<Vec<(&'static str, Vec<String>)>>>;

struct Watched {
    inner: Arc<dyn Database>,
    plans: Plans,
}

struct WatchedTransaction {
    inner: Box<dyn Transaction>,
    plans: Plans,
}

impl fmt::Debug for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watched")
    }
}

#[async_trait]
impl Database for Watched {
    fn dialect(&self) -> Dialect {
        self.inner.dialect()
    }
    async fn begin(&self, mode: Mode) -> Result<Box<dyn Transaction>, DatabaseError> {
        let mut inner = self.inner.begin(mode).await?;
        if self.dialect() == Dialect::Postgres {
            // A small table is read whole because it is small; here only where nothing else is possible.
            inner.execute("SET LOCAL enable_seqscan TO off", vec![]).await?;
        }
        Ok(Box::new(WatchedTransaction { inner, plans: Arc::clone(&self.plans) }))
    }
    async fn migrate_to(&self, newest: i64) -> Result<(), DatabaseError> {
        self.inner.migrate_to(newest).await
    }
    fn connections(&self) -> Vec<ticketlotse::database::Connections> {
        self.inner.connections()
    }

    async fn close(&self) {
        self.inner.close().await;
    }
}

impl WatchedTransaction {
    async fn watch(&mut self, sql: &'static str, params: &[Param]) -> Result<(), DatabaseError> {
        let (explain, column) = match self.inner.dialect() {
            Dialect::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
            Dialect::Postgres => ("EXPLAIN", "QUERY PLAN"),
        };
        let rows = self.inner.rows(lasting(format!("{explain} {sql}")), params.to_vec()).await?;
        let steps = rows.iter().map(|row| row.get(column)).collect::<Result<_, _>>()?;
        self.plans.lock().unwrap().push((sql, steps));
        Ok(())
    }
}

#[async_trait]
impl Transaction for WatchedTransaction {
    fn dialect(&self) -> Dialect {
        self.inner.dialect()
    }
    async fn execute(&mut self, sql: &'static str, params: Vec<Param>) -> Result<u64, DatabaseError> {
        self.watch(sql, &params).await?;
        self.inner.execute(sql, params).await
    }
    async fn rows(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, DatabaseError> {
        self.watch(sql, &params).await?;
        self.inner.rows(sql, params).await
    }
    async fn commit(self: Box<Self>) -> Result<(), DatabaseError> {
        self.inner.commit().await
    }
    async fn give_up(self: Box<Self>) -> Result<(), DatabaseError> {
        self.inner.give_up().await
    }
}

async fn reads_no_whole_table_in_the_daily_work(kind: Kind) {
    let world = World::new(kind).await;
    // Made before: SQLite's plan of an insertion names checks of references that are skipped when it runs.
    let (conversation, link) = world.linked("w1", &anna()).await;
    let plans = Plans::default();
    let watched = Watched { inner: Arc::clone(&world.fresh.db), plans: Arc::clone(&plans) };
    let watched = World { store: Store::new(Arc::new(watched), Arc::new(SystemChance)), ..world };
    a_day(&watched, conversation, link).await;

    let plans = plans.lock().unwrap();
    assert!(plans.len() > 40, "the statements were watched: {}", plans.len());
    for (sql, steps) in plans.iter() {
        for step in steps {
            assert!(!reads_whole_table(step), "{sql}\n{steps:#?}");
        }
    }
}

/// A step that reads every row of a table, not just every row of a partial index (which holds what is still open).
fn reads_whole_table(step: &str) -> bool {
    let step = step.trim();
    // Results of subqueries and constants are no tables.
    let of_a_result = ["SCAN picked", "SCAN wanted", "SCAN CONSTANT", "SCAN (subquery"];
    let scan = step.starts_with("SCAN") && !of_a_result.iter().any(|known| step.starts_with(known));
    let open_ones = ["inbox_pending", "outbox_lane", "outbox_due", "outbox_unsettled", "links_active"];
    (scan && !open_ones.iter().any(|index| step.contains(index))) || step.contains("Seq Scan")
}

/// Everything that happens in a conversation, in the outbox and in the timers.
async fn a_day(world: &World, conversation: ConversationId, link: LinkId) {
    let (store, now, day) = (&world.store, world.now, world.day);
    store.conversation_known(&identity("w1")).await.unwrap();
    store.conversation(&conversation).await.unwrap();
    let file = FileMeta { id: "f1".into(), name: "a.txt".into(), mime: "text/plain".into(), size_bytes: 1 };
    store.put_file(&conversation, &file, vec![1], now).await.unwrap();
    store.file_bytes_of(&conversation).await.unwrap();
    store.file(&conversation, &file.id).await.unwrap();

    store.accept(&EventId::from("e1"), &conversation, "{}", now).await.unwrap();
    store.waiting_events(&conversation).await.unwrap();
    store.waiting_conversations(10).await.unwrap();
    let event = store.next_event(&conversation, CLAIM).await.unwrap().expect("it waits");
    store.state(&conversation).await.unwrap();
    store.person(&conversation, DESK, day).await.unwrap();
    let outbox = vec![world.row(&conversation, Lane::Message, "m1"), world.row(&conversation, Lane::Write, "op-1")];
    let commit = ticketlotse::store::turns::Commit {
        inbox_seq: event.seq,
        outbox,
        mutes: vec![("CS-1".into(), true), ("CS-2".into(), false)],
        filings: vec!["op-1".into()],
        forgotten_files: vec![file.id],
        ..Default::default()
    };
    store.commit_turn(&conversation, commit, now).await.unwrap();
    store.next_due().await.unwrap();
    let claimed = store.claim(10, 60, now).await.unwrap();
    store.claim_of(&conversation, 60, now).await.unwrap();
    store.person_of_link(&link, DESK, day).await.unwrap();
    store.append_feed(&conversation, "m1", Some(&link), "{}", now).await.unwrap();
    store.replace_feed(&conversation, "m1", "{}", now).await.unwrap();
    store.feed(&conversation, 0, 50).await.unwrap();
    store.feed(&conversation, 1, 50).await.unwrap();
    store.settle(claimed[0].seq, Settled::Done, None, now).await.unwrap();
    store.retry(claimed[1].seq, now, "note", Some(("e2".into(), "{}".into())), now).await.unwrap();
    store.unsettled(10).await.unwrap();
    store.filed(&"op-1".into(), DESK, &"CS-1".into()).await.unwrap();
    store.filed_by(&anna().id, DESK, 10).await.unwrap();
    store.filer(DESK, &"CS-1".into()).await.unwrap();
    store.number_of(&"op-1".into()).await.unwrap();
    store.is_muted(&anna().id, &"CS-1".into()).await.unwrap();

    store.admitted(&anna().email, day).await.unwrap();
    let mail = world.row(&conversation, Lane::Mail, "mail-1");
    let later = world.later(600);
    store.put_code(&conversation, &anna().email, &anna().id, "hash", later, mail, now).await.unwrap();
    store.check_code(&conversation, "wrong", 5, 9, day, now).await.unwrap();
    store.check_code(&conversation, "hash", 5, 9, day, now).await.unwrap();
    store.count("key", 60, now).await.unwrap();
    store.counted("key", 60, now).await.unwrap();
    store.counted_until("key", now).await.unwrap();
    store.put_session(SessionKind::Chat, "h1", "w1", "csrf", later, now).await.unwrap();
    store.session(SessionKind::Chat, "h1", now).await.unwrap();
    store.rotate_session(SessionKind::Chat, "h1", "h2", "csrf", later, now).await.unwrap();

    store.want_contact(DESK, &anna().id, now).await.unwrap();
    store.contact_state(DESK, &anna().id).await.unwrap();
    store.put_contact(DESK, &anna().id, &ContactState::Missing, later, false, vec![], now).await.unwrap();
    store.member_of_contact(DESK, &"C-1".into()).await.unwrap();
    store.entitled_member(&anna().id, DESK, day).await.unwrap();
    store.conversations_of_member(&anna().id).await.unwrap();
    store.accept_updates(DESK, "1", vec![("u1".into(), conversation.clone(), "{}".into())], now).await.unwrap();
    store.cursor(DESK).await.unwrap();
    store.forget_counters(now).await.unwrap();
    store.forget_sessions(now).await.unwrap();
    store.expire_links(now, now).await.unwrap();
    store.end_link(&link, ticketlotse::store::links::LinkEnd::SignedOut, now).await.unwrap();
    store.end_sessions(SessionKind::Chat, "w1").await.unwrap();
    store.clear_feed(&conversation).await.unwrap();
}
