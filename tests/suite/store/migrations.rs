//! Migrations: the same in both folders, and every one of them runs on a database that is filled.
//!
//! `filled/<number>.sql` puts something into every table that the migration of that number brings. A new migration is
//! covered by itself: it runs on what the earlier ones left, and a table that nothing fills fails the test.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ticketlotse::database::{Database, Dialect};
use ticketlotse::domain::{ContactState, Person};
use ticketlotse::service::clock::SystemChance;
use ticketlotse::store::Store;
use ticketlotse::store::links::EndedToo;
use ticketlotse::store::sessions::SessionKind;

use super::schema::{dump, lasting, tables};
use super::world::{DESK, day, email};
use crate::databases::{CLAIM, Fresh, Kind, on_every_database};

on_every_database!(
    migrate_a_filled_database_from_every_version,
    migrate_twice_without_harm,
    migrate_once_though_two_start_at_once,
    refuse_a_database_from_the_future,
);

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// File names of a folder, in order.
fn names(of: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(of).expect("the folder is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("readable").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

fn versions() -> Vec<i64> {
    let number = |name: &String| name.split('_').next().and_then(|number| number.parse().ok());
    names(&folder("migrations/sqlite")).iter().map(|name| number(name).expect("a number and a name")).collect()
}

#[test]
fn both_folders_have_the_same_names_and_the_numbers_have_no_gap() {
    let sqlite = names(&folder("migrations/sqlite"));
    assert_eq!(sqlite, names(&folder("migrations/postgres")));
    assert_eq!(versions(), (1..=i64::try_from(sqlite.len()).unwrap()).collect::<Vec<_>>());
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn both_databases_have_the_same_tables_columns_and_indexes() {
    use super::schema::indexes;

    let sqlite = Fresh::migrated(Kind::Sqlite).await;
    let postgres = Fresh::migrated(Kind::Postgres).await;
    let (left, right) = (tables(&*sqlite.db).await, tables(&*postgres.db).await);
    assert!(left.len() > 20, "the tables were read");
    assert_eq!(left, right);
    assert_eq!(indexes(&*sqlite.db).await, indexes(&*postgres.db).await);
}

async fn migrate_a_filled_database_from_every_version(kind: Kind) {
    for version in versions() {
        let fresh = Fresh::empty(kind).await;
        for earlier in versions().into_iter().filter(|earlier| *earlier <= version) {
            fresh.db.migrate_to(earlier).await.unwrap();
            fill(&*fresh.db, earlier).await;
        }
        let before = contents(&*fresh.db, version).await;
        fresh.db.migrate().await.unwrap_or_else(|error| panic!("from {version} to the newest: {error:?}"));
        assert_unchanged(&*fresh.db, &before, version).await;
        assert_readable(&Store::new(Arc::clone(&fresh.db), Arc::new(SystemChance))).await;
    }
}

async fn fill(db: &dyn Database, version: i64) {
    let path = folder("tests/suite/store/filled").join(format!("{version:04}.sql"));
    let Ok(sql) = std::fs::read_to_string(path) else { return };
    let sql = match db.dialect() {
        Dialect::Sqlite => sql,
        Dialect::Postgres => sql.replace(" AS BLOB)", " AS BYTEA)"),
    };
    for statement in sql.split(";\n").filter(|statement| !statement.trim().is_empty()) {
        db.execute(lasting(statement.to_owned()), vec![]).await.unwrap();
    }
}

type Contents = BTreeMap<String, (Vec<String>, Vec<Vec<Option<String>>>)>;

/// All rows of all tables. A table without a row proves nothing.
async fn contents(db: &dyn Database, version: i64) -> Contents {
    let mut contents = Contents::new();
    for (table, columns) in tables(db).await {
        let columns: Vec<String> = columns.into_iter().map(|(column, ..)| column).collect();
        let rows = dump(db, &table, &columns).await;
        assert!(!rows.is_empty(), "{table} is empty: fill it in filled/{version:04}.sql");
        contents.insert(table, (columns, rows));
    }
    contents
}

/// What was there before is there afterwards, as far as its table and columns still exist. A migration that means to
/// change rows is named here with what it means.
async fn assert_unchanged(db: &dyn Database, before: &Contents, version: i64) {
    let after = tables(db).await;
    for (table, (columns, rows)) in before {
        let Some(left) = after.get(table) else { continue };
        let still: Vec<String> =
            columns.iter().filter(|column| left.iter().any(|(name, ..)| name == *column)).cloned().collect();
        let picked = |row: &Vec<Option<String>>| -> Vec<Option<String>> {
            let kept = columns.iter().zip(row).filter(|(column, _)| still.contains(column));
            kept.map(|(_, value)| value.clone()).collect()
        };
        let mut expected: Vec<Vec<Option<String>>> = rows.iter().map(picked).collect();
        expected.sort();
        assert_eq!(dump(db, table, &still).await, expected, "{table}, from {version} to the newest");
    }
}

/// The store reads what 0001 was filled with.
async fn assert_readable(store: &Store) {
    let today = day("2026-11-24");
    let person = store.person_of_link(&"l-1".into(), DESK, today).await.unwrap();
    let entitled = person.entitled().expect("Anna is entitled").clone();
    assert_eq!((entitled.customer.name.as_str(), entitled.systems.len()), ("Muster GmbH", 1));
    assert_eq!(entitled.contact, ContactState::Linked { id: "100001".into() });
    assert_eq!(store.person(&"c-2".into(), DESK, today).await.unwrap(), Person::Blocked);
    assert!(store.admitted(&email("bernd@muster.example"), today).await.unwrap().is_some());
    assert_eq!(store.links(EndedToo::Yes, 9).await.unwrap().len(), 2);
    assert_eq!(store.state(&"c-1".into()).await.unwrap().as_deref(), Some(r#"{"language":"de"}"#));
    assert_eq!(store.next_event(&"c-1".into(), CLAIM).await.unwrap().expect("it waits").id.as_str(), "e-2");
    assert_eq!(store.unsettled(9).await.unwrap().len(), 2);
    let now = "2026-11-24T12:00:00Z".parse().expect("a moment");
    assert_eq!(store.claim(9, 60, now).await.unwrap()[0].row.id, "o-3");
    assert_eq!(store.due_contacts(DESK, now, 9).await.unwrap().len(), 1);
    assert_eq!(store.filed_by(&"anna".into(), DESK, 9).await.unwrap(), ["CS-2026-000001".into()]);
    assert!(store.is_muted(&"anna".into(), &"CS-2026-000001".into()).await.unwrap());
    assert_eq!(store.file_bytes(&"f-1".into()).await.unwrap().expect("kept").1, b"abc");
    assert_eq!(store.feed(&"c-1".into(), 0, 9).await.unwrap().len(), 2);
    assert!(store.session(SessionKind::Chat, "h-1", now).await.unwrap().is_some());
    assert_eq!(store.code_pepper().await.unwrap(), b"0123456789abcdef0123456789abcdef");
    assert_eq!(store.audit_log("", 9).await.unwrap().len(), 2);
    assert_eq!(store.cursor(DESK).await.unwrap().as_deref(), Some("17"));
    assert_eq!(store.counted("refused:c-1", 86_400, now).await.unwrap(), 3);
    assert!(store.agent("max").await.unwrap().is_some());
}

async fn migrate_twice_without_harm(kind: Kind) {
    let fresh = Fresh::migrated(kind).await;
    let before = tables(&*fresh.db).await;
    fresh.db.migrate().await.unwrap();
    fresh.again().await.migrate().await.unwrap();
    assert_eq!(tables(&*fresh.db).await, before);
}

async fn migrate_once_though_two_start_at_once(kind: Kind) {
    let fresh = Fresh::empty(kind).await;
    let other = fresh.again().await;
    let (first, second) = tokio::join!(fresh.db.migrate(), other.migrate());
    first.unwrap();
    second.unwrap();
    assert!(tables(&*fresh.db).await.len() > 20);
}

/// An older program must not write into tables it does not know.
async fn refuse_a_database_from_the_future(kind: Kind) {
    let fresh = Fresh::migrated(kind).await;
    let sql = "UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1";
    fresh.db.execute(sql, vec![]).await.unwrap();
    let error = fresh.db.migrate().await.unwrap_err();
    assert!(error.to_string().contains("9999"), "{error}");
}
