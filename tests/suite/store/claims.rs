//! Who runs the turn of an event: one process, until its claim ends.

use chrono::{DateTime, Utc};
use ticketlotse::domain::{ConversationId, EventId};
use ticketlotse::store::Store;
use ticketlotse::store::inbox::{Claim, InboxRow};
use ticketlotse::store::outbox::Lane;

use super::world::World;
use crate::databases::{Kind, on_every_database};

on_every_database!(
    lets_one_process_run_an_event,
    lets_the_next_one_take_over_when_the_claim_ends,
    counts_no_attempt_that_is_given_back,
    frees_everything_where_no_other_process_can_have_it,
    puts_nothing_off_by_hours_when_the_clock_is_put_back,
);

async fn claimed(store: &Store, of: &ConversationId, by: &str, now: DateTime<Utc>) -> Option<InboxRow> {
    store.next_event(of, Claim { by, lease_secs: 45, now }).await.expect("claimed")
}

async fn with_an_event(kind: Kind) -> (World, ConversationId) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    for event in ["e1", "e2"] {
        world.store.accept(&EventId::from(event), &conversation, "{}", world.now).await.unwrap();
    }
    (world, conversation)
}

async fn lets_one_process_run_an_event(kind: Kind) {
    let (world, conversation) = with_an_event(kind).await;
    let other = world.replica().await;
    assert!(claimed(&world.store, &conversation, "one", world.now).await.is_some());
    // Nor does it get the next one: the order of a conversation is kept.
    assert_eq!(claimed(&other, &conversation, "other", world.later(44)).await, None);
    // The process itself begins anew when a turn of it failed.
    assert_eq!(claimed(&world.store, &conversation, "one", world.later(1)).await.expect("its own").attempts, 2);
}

async fn lets_the_next_one_take_over_when_the_claim_ends(kind: Kind) {
    let (world, conversation) = with_an_event(kind).await;
    let other = world.replica().await;
    claimed(&world.store, &conversation, "dead", world.now).await.expect("it waits");
    assert_eq!(claimed(&other, &conversation, "other", world.later(45)).await.expect("free").id.as_str(), "e1");
    assert_eq!(claimed(&world.store, &conversation, "dead", world.later(46)).await, None, "it is the other one's now");
}

async fn counts_no_attempt_that_is_given_back(kind: Kind) {
    let (world, conversation) = with_an_event(kind).await;
    for _ in 0..3 {
        let row = claimed(&world.store, &conversation, "one", world.now).await.expect("it waits");
        assert_eq!(row.attempts, 1);
        // Somebody else's it cannot give back.
        world.store.give_back(row.seq, "other").await.unwrap();
        world.store.give_back(row.seq, "one").await.unwrap();
    }
    assert!(claimed(&world.store, &conversation, "other", world.now).await.is_some(), "whoever comes first");
}

async fn frees_everything_where_no_other_process_can_have_it(kind: Kind) {
    let (world, conversation) = with_an_event(kind).await;
    world.turn(&world.conversation("w2").await.id, "e3", vec![]).await;
    claimed(&world.store, &conversation, "dead", world.now).await.expect("it waits");
    let second = world.conversation("w3").await.id;
    world.turn(&second, "e4", vec![world.row(&second, Lane::Write, "w1")]).await;
    assert_eq!(world.store.claim(9, 45, world.now).await.unwrap().len(), 1);
    let alone = world.store.take_over(world.now).await.unwrap();
    assert_eq!(alone, kind == Kind::Sqlite);
    assert_eq!(claimed(&world.store, &conversation, "next", world.now).await.is_some(), alone);
    assert_eq!(world.store.claim(9, 45, world.now).await.unwrap().len(), usize::from(alone));
    // A second process on the same database is never alone there.
    let other = world.replica().await;
    assert!(!other.take_over(world.now).await.unwrap());
    assert!(claimed(&other, &conversation, "third", world.now).await.is_none());
}

async fn puts_nothing_off_by_hours_when_the_clock_is_put_back(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    let held = world.row(&conversation, Lane::Held, "held");
    let rows = vec![
        world.row(&conversation, Lane::Write, "w1"),
        ticketlotse::store::outbox::NewRow { due: world.later(7200), ..held },
    ];
    world.turn(&conversation, "e1", rows).await;
    let write = world.store.claim(9, 45, world.now).await.unwrap().remove(0);
    world.store.retry(write.seq, world.later(60), "later", None, world.now).await.unwrap();
    let earlier = world.later(-3600);
    assert!(world.store.claim(9, 45, earlier).await.unwrap().is_empty());
    world.store.clock_went_back(earlier).await.unwrap();
    let due = world.store.claim(9, 45, earlier).await.unwrap();
    assert_eq!(due.iter().map(|row| row.row.id.as_str()).collect::<Vec<_>>(), ["w1"], "quiet hours stay quiet");
}
