//! Filings, mutes and the desk's cursor.

use ticketlotse::database::Trouble;
use ticketlotse::domain::OpKey;
use ticketlotse::store::links::LinkEnd;
use ticketlotse::store::outbox::{Lane, NewRow};
use ticketlotse::store::turns::Commit;

use super::world::{DESK, World, anna, bernd};
use crate::databases::{Kind, on_every_database};

on_every_database!(
    gives_a_filing_its_number,
    lists_what_a_member_filed_newest_first,
    mutes_for_the_member,
    reads_on_where_it_stopped,
);

/// Orders a ticket for Anna.
async fn file(world: &World, op: &str, secs: i64) {
    let conversation = world.conversation("w1").await.id;
    let inbox_seq = world.begin_turn(&conversation, &format!("event-{op}")).await;
    let outbox = vec![NewRow { member: Some(anna().id), ..world.row(&conversation, Lane::Write, op) }];
    let commit = Commit { inbox_seq, outbox, filings: vec![op.into()], ..Commit::default() };
    world.store.commit_turn(&conversation, commit, world.later(secs)).await.unwrap();
}

async fn gives_a_filing_its_number(kind: Kind) {
    let world = World::new(kind).await;
    let op = OpKey::from("op-1");
    file(&world, "op-1", 0).await;
    file(&world, "op-2", 0).await;
    assert_eq!(world.store.number_of(&op).await.unwrap(), None);
    assert!(world.store.filed_by(&anna().id, DESK, 10).await.unwrap().is_empty(), "no number yet");

    world.store.filed(&op, DESK, &"CS-2026-000001".into()).await.unwrap();
    world.store.filed(&op, DESK, &"CS-2026-000001".into()).await.unwrap();
    assert_eq!(world.store.number_of(&op).await.unwrap(), Some("CS-2026-000001".into()));
    assert_eq!(world.store.filer(DESK, &"CS-2026-000001".into()).await.unwrap(), Some(anna().id));
    assert_eq!(world.store.filer("rt", &"CS-2026-000001".into()).await.unwrap(), None);

    let another = world.store.filed(&op, DESK, &"CS-2026-000002".into()).await.unwrap_err();
    assert_eq!(another.trouble, Trouble::Conflict, "one operation makes one ticket");
    let taken = world.store.filed(&"op-2".into(), DESK, &"CS-2026-000001".into()).await.unwrap_err();
    assert_eq!(taken.trouble, Trouble::Conflict, "one ticket has one filing");
    world.store.filed(&"never-ordered".into(), DESK, &"CS-2026-000009".into()).await.unwrap();
    assert_eq!(world.store.filer(DESK, &"CS-2026-000009".into()).await.unwrap(), None);
}

async fn lists_what_a_member_filed_newest_first(kind: Kind) {
    let world = World::new(kind).await;
    for (op, number, secs) in [("op-1", "CS-1", 5), ("op-2", "CS-2", 1), ("op-3", "CS-3", 9)] {
        file(&world, op, secs).await;
        world.store.filed(&op.into(), DESK, &number.into()).await.unwrap();
    }
    let numbers = world.store.filed_by(&anna().id, DESK, 10).await.unwrap();
    assert_eq!(numbers, ["CS-3".into(), "CS-1".into(), "CS-2".into()]);
    assert_eq!(world.store.filed_by(&anna().id, DESK, 1).await.unwrap(), ["CS-3".into()]);
    assert!(world.store.filed_by(&bernd().id, DESK, 10).await.unwrap().is_empty());
    assert!(world.store.filed_by(&anna().id, "rt", 10).await.unwrap().is_empty());
}

async fn mutes_for_the_member(kind: Kind) {
    let world = World::new(kind).await;
    let (conversation, link) = world.linked("w1", &anna()).await;
    let number = || "CS-2026-000001".into();
    let mute = async |event: &str, muted: bool| {
        let inbox_seq = world.begin_turn(&conversation, event).await;
        let commit = Commit { inbox_seq, mutes: vec![(number(), muted)], ..Commit::default() };
        world.store.commit_turn(&conversation, commit, world.now).await.unwrap();
        world.store.is_muted(&anna().id, &number()).await.unwrap()
    };
    assert!(mute("e1", true).await);
    assert!(mute("e2", true).await);
    assert!(!world.store.is_muted(&bernd().id, &number()).await.unwrap());
    assert!(!mute("e3", false).await);
    assert!(!mute("e4", false).await);
    world.store.end_link(&link, LinkEnd::Revoked, world.now).await.unwrap();
    assert!(!mute("e5", true).await, "nobody is linked any more");
}

async fn reads_on_where_it_stopped(kind: Kind) {
    let world = World::new(kind).await;
    let (first, second) = (world.conversation("w1").await.id, world.conversation("w2").await.id);
    assert_eq!(world.store.cursor(DESK).await.unwrap(), None);
    let events = || vec![("u1".into(), first.clone(), "{}".into()), ("u1-b".into(), second.clone(), "{}".into())];
    world.store.accept_updates(DESK, "7", events(), world.now).await.unwrap();
    world.store.accept_updates(DESK, "7", events(), world.now).await.unwrap();
    assert_eq!(world.store.cursor(DESK).await.unwrap().as_deref(), Some("7"));
    assert_eq!(world.store.cursor("rt").await.unwrap(), None);
    assert_eq!(world.store.waiting_events(&first).await.unwrap(), 1);
    assert_eq!(world.store.waiting_events(&second).await.unwrap(), 1);

    let half = vec![("u2".into(), first.clone(), "{}".into()), ("u3".into(), "lost".into(), "{}".into())];
    assert!(world.store.accept_updates(DESK, "8", half, world.now).await.is_err());
    assert_eq!(world.store.cursor(DESK).await.unwrap().as_deref(), Some("7"), "nothing is skipped");
    assert_eq!(world.store.waiting_events(&first).await.unwrap(), 1);
}
