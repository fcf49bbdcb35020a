//! The outbox: order per lane, leases, retries, and what an operator sees.

use ticketlotse::domain::ConversationId;
use ticketlotse::store::outbox::{Lane, NewRow, OutboxRow, Settled};

use super::world::{World, anna};
use crate::databases::{CLAIM, Kind, on_every_database};

on_every_database!(
    claims_the_first_of_each_lane_only,
    keeps_the_order_while_the_first_one_waits,
    ends_a_dead_claimers_lease,
    claims_what_is_due_only,
    claims_of_one_conversation,
    stores_an_outcome_with_its_event,
    tells_a_delay_and_tries_again,
    keeps_what_waits_for_an_operator,
    forgets_what_was_delivered,
    knows_when_the_next_one_is_due,
);

fn ids(rows: &[OutboxRow]) -> Vec<&str> {
    rows.iter().map(|row| row.row.id.as_str()).collect()
}

/// Two messages and two writes of one conversation.
async fn ordered(world: &World) -> ConversationId {
    let conversation = world.conversation("w1").await.id;
    let row = |lane, id| world.row(&conversation, lane, id);
    let rows = vec![row(Lane::Message, "m1"), row(Lane::Write, "w1"), row(Lane::Message, "m2"), row(Lane::Write, "w2")];
    world.turn(&conversation, "e1", rows).await;
    conversation
}

async fn claims_the_first_of_each_lane_only(kind: Kind) {
    let world = World::new(kind).await;
    ordered(&world).await;
    let claimed = world.store.claim(10, 60, world.now).await.unwrap();
    assert_eq!(ids(&claimed), ["m1", "w1"]);
    assert_eq!((claimed[0].attempts, claimed[0].row.payload.as_str()), (1, "payload of m1"));
    assert!(world.store.claim(10, 60, world.now).await.unwrap().is_empty(), "nothing twice, nothing out of order");

    world.store.settle(claimed[0].seq, Settled::Done, None, world.now).await.unwrap();
    assert_eq!(ids(&world.store.claim(10, 60, world.now).await.unwrap()), ["m2"]);
    world.store.settle(claimed[1].seq, Settled::Failed, None, world.now).await.unwrap();
    assert_eq!(ids(&world.store.claim(1, 60, world.now).await.unwrap()), ["w2"]);
}

async fn keeps_the_order_while_the_first_one_waits(kind: Kind) {
    let world = World::new(kind).await;
    ordered(&world).await;
    let claimed = world.store.claim(10, 60, world.now).await.unwrap();
    world.store.retry(claimed[1].seq, world.later(30), "desk unreachable", None, world.now).await.unwrap();
    assert!(world.store.claim(10, 60, world.later(29)).await.unwrap().is_empty(), "w2 waits behind w1");
    let again = world.store.claim(10, 60, world.later(30)).await.unwrap();
    assert_eq!((ids(&again), again[0].attempts), (vec!["w1"], 2));
}

async fn ends_a_dead_claimers_lease(kind: Kind) {
    let world = World::new(kind).await;
    ordered(&world).await;
    let dead = world.store.claim(10, 60, world.now).await.unwrap();
    let other = world.replica().await;
    assert!(other.claim(10, 60, world.later(59)).await.unwrap().is_empty());
    let taken_over = other.claim(10, 60, world.later(60)).await.unwrap();
    assert_eq!(ids(&taken_over), ids(&dead));
    assert_eq!(taken_over[0].attempts, 2);
    other.settle(taken_over[0].seq, Settled::Done, None, world.later(61)).await.unwrap();
    // The dead one comes back and still believes in its claim.
    world.store.retry(dead[0].seq, world.later(99), "late", None, world.later(62)).await.unwrap();
    world.store.settle(dead[0].seq, Settled::Failed, None, world.later(62)).await.unwrap();
    assert_eq!(ids(&world.store.claim(10, 60, world.later(62)).await.unwrap()), ["m2"], "m1 stays done");
}

async fn claims_what_is_due_only(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    let held = NewRow { due: world.later(100), ..world.row(&conversation, Lane::Held, "held") };
    world.turn(&conversation, "e1", vec![held, world.row(&conversation, Lane::Message, "m1")]).await;
    assert_eq!(ids(&world.store.claim(10, 60, world.now).await.unwrap()), ["m1"]);
    assert!(world.store.claim_of(&conversation, 60, world.later(59)).await.unwrap().is_empty());
    assert_eq!(ids(&world.store.claim(10, 60, world.later(100)).await.unwrap()), ["held", "m1"]);
}

async fn claims_of_one_conversation(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = ordered(&world).await;
    let other = world.conversation("w2").await.id;
    world.turn(&other, "e2", vec![world.row(&other, Lane::Message, "other")]).await;
    assert_eq!(ids(&world.store.claim_of(&conversation, 60, world.now).await.unwrap()), ["m1", "w1"]);
    assert_eq!(ids(&world.store.claim(10, 60, world.now).await.unwrap()), ["other"]);
}

async fn stores_an_outcome_with_its_event(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = ordered(&world).await;
    let write = world.store.claim(10, 60, world.now).await.unwrap().remove(1);
    let event = || Some(("w1-done".into(), r#"{"done":1}"#.into()));
    world.store.settle(write.seq, Settled::Done, event(), world.now).await.unwrap();
    world.store.settle(write.seq, Settled::Done, event(), world.now).await.unwrap();
    let stored = world.store.next_event(&conversation, CLAIM).await.unwrap().expect("the outcome waits");
    assert_eq!((stored.id.as_str(), stored.event.as_str()), ("w1-done", r#"{"done":1}"#));
    assert_eq!(world.store.waiting_events(&conversation).await.unwrap(), 1);
}

async fn tells_a_delay_and_tries_again(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = ordered(&world).await;
    let write = world.store.claim(10, 60, world.now).await.unwrap().remove(1);
    for _ in 0..2 {
        let event = Some(("w1-delayed".into(), "{}".into()));
        world.store.retry(write.seq, world.later(5), "desk unreachable", event, world.now).await.unwrap();
    }
    assert_eq!(world.store.waiting_events(&conversation).await.unwrap(), 1, "told once");
    let (row, state, note) = world.store.unsettled(10).await.unwrap().remove(1);
    assert_eq!((row.row.id.as_str(), state.as_str(), note.as_str()), ("w1", "pending", "desk unreachable"));
    assert_eq!(row.row.due, world.later(5));
}

async fn keeps_what_waits_for_an_operator(kind: Kind) {
    let world = World::new(kind).await;
    ordered(&world).await;
    let claimed = world.store.claim(10, 60, world.now).await.unwrap();
    world.store.settle(claimed[0].seq, Settled::Failed, None, world.now).await.unwrap();
    world.store.settle(claimed[1].seq, Settled::Unknown, None, world.now).await.unwrap();
    let states: Vec<(String, String)> =
        world.store.unsettled(10).await.unwrap().into_iter().map(|(row, state, _)| (row.row.id, state)).collect();
    let expected = [("m1", "failed"), ("w1", "unknown"), ("m2", "pending"), ("w2", "pending")];
    assert_eq!(states, expected.map(|(id, state)| (id.to_owned(), state.to_owned())));

    assert!(!world.store.requeue("m2", None, world.now).await.unwrap(), "it is pending already");
    assert!(!world.store.requeue("nothing", None, world.now).await.unwrap());
    assert!(world.store.requeue("w1", None, world.later(9)).await.unwrap());
    assert!(world.store.claim(10, 60, world.later(8)).await.unwrap().iter().all(|row| row.row.lane == Lane::Message));
    let again = world.store.claim(10, 60, world.later(9)).await.unwrap();
    assert_eq!((ids(&again), again[0].attempts), (vec!["w1"], 1));
    assert_eq!(again[0].row.payload, "payload of w1");

    // An operator who knows the outcome of an unknown one says so.
    world.store.settle(again[0].seq, Settled::Unknown, None, world.now).await.unwrap();
    world.store.settle(again[0].seq, Settled::Done, None, world.now).await.unwrap();
    assert!(!world.store.requeue("w1", None, world.now).await.unwrap());
}

async fn forgets_what_was_delivered(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = ordered(&world).await;
    let claimed = world.store.claim(10, 60, world.now).await.unwrap();
    world.store.settle(claimed[0].seq, Settled::Done, None, world.now).await.unwrap();
    world.store.settle(claimed[1].seq, Settled::Dropped, None, world.now).await.unwrap();
    let left = "SELECT COUNT(*) AS left_over FROM outbox WHERE settled IS NOT NULL AND payload <> ''";
    let row = world.fresh.db.row(left, vec![]).await.unwrap().expect("a count");
    assert_eq!(row.get::<i64>("left_over").unwrap(), 0);
    let inbox = "SELECT COUNT(*) AS left_over FROM inbox WHERE state = 'done' AND event <> ''";
    let row = world.fresh.db.row(inbox, vec![]).await.unwrap().expect("a count");
    assert_eq!(row.get::<i64>("left_over").unwrap(), 0);

    // Its id is not forgotten: the same order is refused.
    let inbox_seq = world.begin_turn(&conversation, "e2").await;
    let outbox = vec![world.row(&conversation, Lane::Message, "m1")];
    let commit = ticketlotse::store::turns::Commit { inbox_seq, outbox, ..Default::default() };
    assert!(world.store.commit_turn(&conversation, commit, world.now).await.is_err());
}

async fn knows_when_the_next_one_is_due(kind: Kind) {
    let world = World::new(kind).await;
    assert_eq!(world.store.next_due().await.unwrap(), None);
    let (conversation, _) = world.linked("w1", &anna()).await;
    let late = NewRow { due: world.later(500), ..world.row(&conversation, Lane::Write, "late") };
    let rows =
        vec![late, world.row(&conversation, Lane::Write, "behind"), world.row(&conversation, Lane::Message, "m1")];
    world.turn(&conversation, "e1", rows).await;
    assert_eq!(world.store.next_due().await.unwrap(), Some(world.now));
    let claimed = world.store.claim(10, 60, world.now).await.unwrap();
    assert_eq!(ids(&claimed), ["m1"]);
    assert_eq!(world.store.next_due().await.unwrap(), Some(world.later(60)), "when the lease ends");
    world.store.settle(claimed[0].seq, Settled::Done, None, world.now).await.unwrap();
    assert_eq!(world.store.next_due().await.unwrap(), Some(world.later(500)), "not the one that waits behind it");
}
