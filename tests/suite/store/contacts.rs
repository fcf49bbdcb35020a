//! Support-IDs: who is looked up when, and what is remembered between the lookups.

use ticketlotse::domain::{ContactState, MemberId};
use ticketlotse::store::contacts::DueContact;
use ticketlotse::store::links::LinkEnd;

use super::world::{DESK, World, anna, bernd};
use crate::databases::{Kind, on_every_database};

on_every_database!(
    looks_up_linked_members_only,
    remembers_since_when_a_contact_is_missed,
    looks_up_at_once_when_asked,
    stores_the_news_with_the_contact,
    finds_the_member_of_a_contact,
    keeps_each_desk_by_itself,
);

async fn due(world: &World, secs: i64) -> Vec<DueContact> {
    world.store.due_contacts(DESK, world.later(secs), 10).await.unwrap()
}

fn linked(id: &str) -> ContactState {
    ContactState::Linked { id: id.into() }
}

async fn put(world: &World, state: &ContactState, at: i64) {
    let (next, now) = (world.later(at + 100), world.later(at));
    world.store.put_contact(DESK, &anna().id, state, next, false, vec![], now).await.unwrap();
}

async fn looks_up_linked_members_only(kind: Kind) {
    let world = World::new(kind).await;
    assert!(due(&world, 0).await.is_empty(), "nobody is linked");
    world.store.want_contact(DESK, &bernd().id, world.now).await.unwrap();
    assert!(due(&world, 0).await.is_empty(), "nobody is linked yet");

    let (_, link) = world.linked("w1", &anna()).await;
    world.store.end_link(&link, LinkEnd::SignedOut, world.now).await.unwrap();
    let rows = due(&world, 0).await;
    assert_eq!(rows.len(), 1, "linked at least once, never looked up: {rows:?}");
    assert_eq!(rows[0].member, anna());
    assert_eq!((&rows[0].state, rows[0].attempts), (&ContactState::Pending, 0));
    assert_eq!((rows[0].missing_since, rows[0].overdue_told), (world.now, false));

    world.linked("w2", &bernd()).await;
    let ids: Vec<String> = due(&world, 0).await.into_iter().map(|row| row.member.id.to_string()).collect();
    assert_eq!(ids, ["bernd", "anna"], "the one whose time has come first");
    assert_eq!(world.store.due_contacts(DESK, world.now, 1).await.unwrap().len(), 1);
    world.store.set_enabled(&bernd().email, false, world.now).await.unwrap();
    assert_eq!(due(&world, 0).await.len(), 1, "disabled");
}

async fn remembers_since_when_a_contact_is_missed(kind: Kind) {
    let world = World::new(kind).await;
    world.linked("w1", &anna()).await;
    assert_eq!(world.store.contact_state(DESK, &anna().id).await.unwrap(), ContactState::Pending);
    put(&world, &ContactState::Missing, 0).await;
    assert!(due(&world, 99).await.is_empty());
    let row = due(&world, 100).await.remove(0);
    assert_eq!((row.attempts, row.missing_since), (1, world.now));
    put(&world, &ContactState::Ambiguous, 100).await;
    let row = due(&world, 200).await.remove(0);
    assert_eq!((row.attempts, row.missing_since, &row.state), (2, world.now, &ContactState::Ambiguous));

    put(&world, &linked("C-1"), 200).await;
    assert_eq!(world.store.contact_state(DESK, &anna().id).await.unwrap(), linked("C-1"));
    let row = due(&world, 300).await.remove(0);
    assert_eq!((row.attempts, row.missing_since), (0, world.later(300)), "known: nothing is missed");
    put(&world, &ContactState::Missing, 300).await;
    let row = due(&world, 400).await.remove(0);
    assert_eq!((row.attempts, row.missing_since), (1, world.later(300)), "missed anew");

    let at = world.later(400);
    world.store.put_contact(DESK, &anna().id, &ContactState::Missing, at, true, vec![], at).await.unwrap();
    assert!(due(&world, 400).await[0].overdue_told);
}

async fn looks_up_at_once_when_asked(kind: Kind) {
    let world = World::new(kind).await;
    world.linked("w1", &anna()).await;
    put(&world, &ContactState::Missing, 0).await;
    world.store.want_contact(DESK, &anna().id, world.later(10)).await.unwrap();
    world.store.want_contact(DESK, &anna().id, world.later(50)).await.unwrap();
    let row = due(&world, 10).await.remove(0);
    assert_eq!((row.attempts, &row.state), (1, &ContactState::Missing), "what is known stays known");
}

async fn stores_the_news_with_the_contact(kind: Kind) {
    let world = World::new(kind).await;
    let (first, _) = world.linked("w1", &anna()).await;
    let (second, _) = world.linked("w2", &anna()).await;
    let events = || vec![("n2".into(), second.clone(), "{}".into()), ("n1".into(), first.clone(), "{}".into())];
    let put = async || {
        let next = world.later(100);
        world.store.put_contact(DESK, &anna().id, &linked("C-1"), next, false, events(), world.now).await
    };
    put().await.unwrap();
    put().await.unwrap();
    assert_eq!(world.store.waiting_events(&first).await.unwrap(), 1);
    assert_eq!(world.store.waiting_events(&second).await.unwrap(), 1);

    let lost = vec![("n3".into(), "no-such-conversation".into(), "{}".into())];
    let state = linked("C-2");
    let failed = world.store.put_contact(DESK, &anna().id, &state, world.now, false, lost, world.now).await;
    assert!(failed.is_err());
    assert_eq!(world.store.contact_state(DESK, &anna().id).await.unwrap(), linked("C-1"), "all or nothing");
}

async fn finds_the_member_of_a_contact(kind: Kind) {
    let world = World::new(kind).await;
    assert_eq!(world.store.member_of_contact(DESK, &"C-1".into()).await.unwrap(), None);
    put(&world, &linked("C-1"), 0).await;
    assert_eq!(world.store.member_of_contact(DESK, &"C-1".into()).await.unwrap(), Some(anna().id));
    put(&world, &ContactState::Missing, 0).await;
    assert_eq!(world.store.member_of_contact(DESK, &"C-1".into()).await.unwrap(), None);

    // Two addresses of one person: the enabled one is written to.
    let put = async |member: MemberId| {
        let state = linked("C-2");
        world.store.put_contact(DESK, &member, &state, world.now, false, vec![], world.now).await.unwrap();
    };
    put(anna().id).await;
    put(bernd().id).await;
    world.store.set_enabled(&anna().email, false, world.now).await.unwrap();
    assert_eq!(world.store.member_of_contact(DESK, &"C-2".into()).await.unwrap(), Some(bernd().id));
}

async fn keeps_each_desk_by_itself(kind: Kind) {
    let world = World::new(kind).await;
    world.linked("w1", &anna()).await;
    put(&world, &linked("C-1"), 0).await;
    assert_eq!(world.store.contact_state("rt", &anna().id).await.unwrap(), ContactState::Pending);
    assert_eq!(world.store.member_of_contact("rt", &"C-1".into()).await.unwrap(), None);
    assert_eq!(world.store.due_contacts("rt", world.now, 10).await.unwrap().len(), 1);
    let entitled = world.store.entitled_member(&anna().id, DESK, world.day).await.unwrap().expect("entitled");
    assert_eq!(entitled.contact, linked("C-1"));
}
