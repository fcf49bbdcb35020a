//! Many at once, in one process and in two on the same database: nothing twice, nothing lost, the order kept.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};

use ticketlotse::domain::{ConversationId, EventId};
use ticketlotse::store::Store;
use ticketlotse::store::codes::CodeCheck;
use ticketlotse::store::inbox::Accepted;
use ticketlotse::store::links::{EndedToo, Proof};
use ticketlotse::store::outbox::{Lane, Settled};
use ticketlotse::store::sessions::SessionKind;
use ticketlotse::store::turns::Commit;
use tokio::task::JoinSet;

use super::world::{World, anna, identity};
use crate::databases::{CLAIM, Kind, on_every_database};

on_every_database!(
    accepts_the_same_events_once,
    delivers_everything_once_and_in_order,
    turns_every_event_once_and_in_order,
    loses_no_count,
    makes_one_of_what_there_is_one_of,
    lets_a_reader_of_the_feed_miss_nothing,
    survives_calls_that_are_given_up_midway,
    leaves_no_transaction_of_those_who_gave_up,
);

const TASKS: usize = 50;

/// Runs `work` that often at once, on the two stores in turns; answers what each gave.
async fn at_once<F, T>(stores: &[Store; 2], times: usize, work: impl Fn(usize, Store) -> F) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let mut tasks = JoinSet::new();
    for task in 0..times {
        tasks.spawn(work(task, stores[task % 2].clone()));
    }
    tasks.join_all().await
}

async fn two_stores(world: &World) -> [Store; 2] {
    [world.store.clone(), world.replica().await]
}

async fn conversations(world: &World, count: usize) -> Vec<ConversationId> {
    let mut ids = Vec::new();
    for number in 0..count {
        ids.push(world.conversation(&format!("w{number}")).await.id);
    }
    ids
}

async fn accepts_the_same_events_once(kind: Kind) {
    const EVENTS: usize = 20;
    let world = World::new(kind).await;
    let stores = two_stores(&world).await;
    let conversations = conversations(&world, 5).await;
    let now = world.now;
    let accepted = at_once(&stores, TASKS, |task, store| {
        let conversations = conversations.clone();
        async move {
            let mut new = 0;
            for number in 0..EVENTS {
                let event = (number + task) % EVENTS;
                let id = EventId::from(format!("e{event}"));
                let accepted = store.accept(&id, &conversations[event % 5], "{}", now).await.unwrap();
                new += usize::from(accepted == Accepted::New);
            }
            new
        }
    });
    assert_eq!(accepted.await.into_iter().sum::<usize>(), EVENTS);
    for conversation in &conversations {
        assert_eq!(world.store.waiting_events(conversation).await.unwrap(), 4);
    }
}

async fn delivers_everything_once_and_in_order(kind: Kind) {
    const PER_LANE: usize = 8;
    let world = World::new(kind).await;
    let stores = two_stores(&world).await;
    let conversations = conversations(&world, 6).await;
    for conversation in &conversations {
        let rows = (0..PER_LANE).flat_map(|number| {
            [Lane::Message, Lane::Write]
                .map(|lane| world.row(conversation, lane, &format!("{conversation}-{lane:?}-{number}")))
        });
        world.turn(conversation, &format!("e-{conversation}"), rows.collect()).await;
    }
    let total = conversations.len() * PER_LANE * 2;
    let delivered = Arc::new(Mutex::new(Vec::new()));
    let now = world.now;
    at_once(&stores, TASKS, |task, store| {
        let delivered = Arc::clone(&delivered);
        let conversation = conversations[task % 6].clone();
        async move {
            while delivered.lock().unwrap().len() < total {
                let claimed = if task % 3 == 0 {
                    store.claim_of(&conversation, 60, now).await.unwrap()
                } else {
                    store.claim(3, 60, now).await.unwrap()
                };
                for row in claimed {
                    delivered.lock().unwrap().push((row.row.conversation, row.row.lane, row.seq));
                    store.settle(row.seq, Settled::Done, None, now).await.unwrap();
                }
                tokio::task::yield_now().await;
            }
        }
    })
    .await;
    let delivered = delivered.lock().unwrap().clone();
    assert_eq!(delivered.len(), total, "nothing twice");
    let mut last: HashMap<_, i64> = HashMap::new();
    for (conversation, lane, seq) in &delivered {
        let before = last.insert((conversation, lane), *seq);
        assert!(before.is_none_or(|before| before < *seq), "the order within a lane");
    }
    assert!(world.store.unsettled(1).await.unwrap().is_empty());
}

/// Turns that run in two processes at once, without any lock but the database's: the state must hold every event once,
/// in order. A turn that lost the race fails with a conflict and begins anew.
async fn turns_every_event_once_and_in_order(kind: Kind) {
    const EVENTS: usize = 12;
    let world = World::new(kind).await;
    let stores = two_stores(&world).await;
    let conversations = conversations(&world, 3).await;
    let now = world.now;
    at_once(&stores, 30, |task, store| {
        let conversation = conversations[task % 3].clone();
        async move {
            // The first of each conversation's tasks hands its events in, in order; all of them run turns.
            if task < 3 {
                for number in 0..EVENTS {
                    let id = EventId::from(format!("{conversation}-{number}"));
                    store.accept(&id, &conversation, &number.to_string(), now).await.unwrap();
                    run_turns(&store, &conversation, now).await;
                }
            }
            for _ in 0..EVENTS {
                run_turns(&store, &conversation, now).await;
                tokio::task::yield_now().await;
            }
        }
    })
    .await;
    let expected: Vec<String> = (0..EVENTS).map(|number| number.to_string()).collect();
    for conversation in &conversations {
        run_turns(&world.store, conversation, now).await;
        let state = world.store.state(conversation).await.unwrap().expect("turns were committed");
        assert_eq!(state.split_whitespace().collect::<Vec<_>>(), expected);
    }
}

/// Runs turns of a conversation until none waits or another process is at it.
async fn run_turns(store: &Store, conversation: &ConversationId, now: chrono::DateTime<chrono::Utc>) {
    while let Some(event) = store.next_event(conversation, CLAIM).await.unwrap() {
        let state = store.state(conversation).await.unwrap().unwrap_or_default();
        let commit = Commit { inbox_seq: event.seq, state: format!("{state} {}", event.event), ..Commit::default() };
        if store.commit_turn(conversation, commit, now).await.is_err() {
            return;
        }
    }
}

async fn loses_no_count(kind: Kind) {
    let world = World::new(kind).await;
    let stores = two_stores(&world).await;
    let now = world.now;
    let mut values = at_once(&stores, TASKS, |_, store| async move { store.count("a", 60, now).await.unwrap() }).await;
    values.sort_unstable();
    assert_eq!(values, (1..=50).collect::<Vec<i64>>());
}

async fn makes_one_of_what_there_is_one_of(kind: Kind) {
    let world = World::new(kind).await;
    let stores = two_stores(&world).await;
    let (now, day) = (world.now, world.day);
    let of = at_once(&stores, TASKS, |_, store| async move {
        store.conversation_of(&identity("w1"), "{}", now).await.unwrap().id
    });
    let mut conversations = of.await;
    conversations.dedup();
    let [conversation] = &conversations[..] else { panic!("one identity, one conversation: {conversations:?}") };

    let mut peppers = at_once(&stores, 20, |_, store| async move { store.code_pepper().await.unwrap() }).await;
    peppers.dedup();
    assert_eq!(peppers.len(), 1);

    let link = |_, store: Store| {
        let conversation = conversation.clone();
        async move { store.link(&conversation, &anna().id, Proof::Code, now).await.unwrap() }
    };
    assert_eq!(at_once(&stores, 20, link).await.len(), 20);
    assert_eq!(world.store.links(EndedToo::No, 99).await.unwrap().len(), 1);
    assert_eq!(world.store.links(EndedToo::Yes, 99).await.unwrap().len(), 20);

    let mail = world.row(conversation, Lane::Mail, "mail");
    let expires = world.later(60);
    world.store.put_code(conversation, &anna().email, &anna().id, "right", expires, mail, now).await.unwrap();
    let check = |_, store: Store| {
        let conversation = conversation.clone();
        async move { store.check_code(&conversation, "right", 5, 9, day, now).await.unwrap() }
    };
    let right = at_once(&stores, 20, check).await;
    assert_eq!(right.iter().filter(|check| matches!(check, CodeCheck::Right { .. })).count(), 1, "used once");

    world.store.put_session(SessionKind::Chat, "old", "u", "c", expires, now).await.unwrap();
    let rotate = |task, store: Store| async move {
        store.rotate_session(SessionKind::Chat, "old", &format!("new-{task}"), "c", expires, now).await.is_ok()
    };
    assert_eq!(at_once(&stores, 20, rotate).await.into_iter().filter(|rotated| *rotated).count(), 1);
}

async fn lets_a_reader_of_the_feed_miss_nothing(kind: Kind) {
    const ITEMS: usize = 60;
    let world = World::new(kind).await;
    let stores = two_stores(&world).await;
    let conversation = world.conversation("w1").await.id;
    let now = world.now;
    let first = world.store.append_feed(&conversation, "first", None, "first", now).await.unwrap();
    let append = |task: usize, store: Store| {
        let conversation = conversation.clone();
        async move { store.append_feed(&conversation, &format!("i{task}"), None, "item", now).await.unwrap() }
    };
    let read = async {
        let (mut seen, mut last) = (0, first);
        while seen < ITEMS {
            for row in world.store.feed(&conversation, last, 7).await.unwrap() {
                assert!(row.seq > last);
                (seen, last) = (seen + 1, row.seq);
            }
        }
    };
    let read = tokio::time::timeout(std::time::Duration::from_mins(1), read);
    let (_, read) = tokio::join!(at_once(&stores, ITEMS, append), read);
    read.expect("the reader sees all items by always asking for what came after the last one");
}

/// A call whose future is dropped (the request was cut off, the process shuts down) rolls back and blocks nobody.
async fn survives_calls_that_are_given_up_midway(kind: Kind) {
    const CALLS: usize = 200;
    let world = World::new(kind).await;
    let stores = two_stores(&world).await;
    let conversation = world.conversation("w1").await.id;
    let now = world.now;
    at_once(&stores, CALLS, |task, store| {
        let conversation = conversation.clone();
        async move {
            let id = EventId::from(format!("e{task}"));
            let call = async {
                store.accept(&id, &conversation, "{}", now).await.unwrap();
                store.claim(5, 60, now).await.unwrap();
                store.feed(&conversation, 0, 5).await.unwrap();
            };
            tokio::select! {
                biased;
                () = call => {}
                () = give_up_after(task % 23) => {}
            }
        }
    })
    .await;
    // Whoever got no answer asks again: then every event is there, once.
    for task in 0..CALLS {
        stores[task % 2].accept(&EventId::from(format!("e{task}")), &conversation, "{}", now).await.unwrap();
    }
    assert_eq!(world.store.waiting_events(&conversation).await.unwrap(), i64::try_from(CALLS).unwrap());
}

/// A transaction that is given up while it begins is not found open by whoever gets its connection next.
async fn leaves_no_transaction_of_those_who_gave_up(kind: Kind) {
    let world = World::new(kind).await;
    let stores = two_stores(&world).await;
    let conversation = world.conversation("w1").await.id;
    let now = world.now;
    for round in 0..40 {
        at_once(&stores, 20, |task, store| {
            let conversation = conversation.clone();
            async move {
                tokio::select! {
                    biased;
                    read = store.feed(&conversation, 0, 5) => drop(read.unwrap()),
                    () = give_up_after((task + round) % 4) => {}
                }
            }
        })
        .await;
        at_once(&stores, 20, |task, store| {
            let conversation = conversation.clone();
            async move {
                let id = EventId::from(format!("e{round}-{task}"));
                store.accept(&id, &conversation, "{}", now).await.unwrap();
            }
        })
        .await;
    }
}

async fn give_up_after(turns: usize) {
    for _ in 0..turns {
        tokio::time::sleep(std::time::Duration::from_micros(200)).await;
    }
}
