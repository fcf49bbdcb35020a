//! Identities, conversations, links: one active link per identity, and what ends with it.

use ticketlotse::database::Trouble;
use ticketlotse::domain::{Identity, Person};
use ticketlotse::store::links::{EndedToo, LinkEnd, Proof};
use ticketlotse::store::outbox::{Lane, NewRow};
use ticketlotse::store::turns::Commit;

use super::world::{DESK, World, anna, bernd, identity};
use crate::databases::{Kind, on_every_database};

on_every_database!(
    gives_an_identity_one_conversation,
    has_one_active_link_per_identity,
    drops_what_belongs_to_a_link_that_ends,
    keeps_desk_writes_and_mutes_of_a_link_that_ends,
    blocks_an_identity_until_it_is_lifted,
    blocks_an_identity_that_was_never_seen,
    expires_old_code_links_only,
    lists_links_newest_first,
);

async fn gives_an_identity_one_conversation(kind: Kind) {
    let world = World::new(kind).await;
    assert_eq!(world.store.conversation_known(&identity("w1")).await.unwrap(), None);
    let first = world.conversation("w1").await;
    assert_eq!((first.identity.user.as_str(), first.address.as_str(), &first.link), ("w1", "{}", &None));
    let moved = world.store.conversation_of(&identity("w1"), r#"{"room":"!a"}"#, world.now).await.unwrap();
    assert_eq!(moved.id, first.id);
    assert_eq!(moved.address, r#"{"room":"!a"}"#);
    assert_eq!(world.store.conversation(&first.id).await.unwrap(), Some(moved.clone()));
    assert_eq!(world.store.conversation_known(&identity("w1")).await.unwrap(), Some(moved));
    assert_eq!(world.store.conversation(&"none".into()).await.unwrap(), None);

    let elsewhere = Identity { workspace: "T2".into(), ..identity("w1") };
    let other = world.store.conversation_of(&elsewhere, "{}", world.now).await.unwrap();
    assert_ne!(other.id, first.id, "the same user name in another workspace is somebody else");
}

async fn has_one_active_link_per_identity(kind: Kind) {
    let world = World::new(kind).await;
    let (conversation, first) = world.linked("w1", &anna()).await;
    let second = world.store.link(&conversation, &bernd().id, Proof::TrustedWorkspace, world.later(5)).await.unwrap();
    assert_ne!(first, second);
    assert_eq!(world.conversation("w1").await.link, Some(second.clone()));
    assert!(world.store.conversations_of_member(&anna().id).await.unwrap().is_empty());
    let person = world.store.person(&conversation, DESK, world.day).await.unwrap();
    assert_eq!(person.entitled().expect("entitled").member.id, bernd().id);
    assert_eq!(world.store.person_of_link(&first, DESK, world.day).await.unwrap(), Person::Stranger);

    // One member, several identities.
    let (phone, _) = world.linked("w2", &bernd()).await;
    let of_bernd = world.store.conversations_of_member(&bernd().id).await.unwrap();
    let mut ids: Vec<_> = of_bernd.into_iter().map(|row| row.id).collect();
    ids.sort();
    let mut both = vec![conversation, phone];
    both.sort();
    assert_eq!(ids, both);

    let whats: Vec<String> =
        world.store.audit_log("link.", 10).await.unwrap().into_iter().map(|row| row.entry.what).collect();
    assert_eq!(whats, ["link.created", "link.created", "link.ended.replaced", "link.created"]);
}

async fn drops_what_belongs_to_a_link_that_ends(kind: Kind) {
    let world = World::new(kind).await;
    let (conversation, link) = world.linked("w1", &anna()).await;
    let entitled = |lane, id| NewRow { link: Some(link.clone()), ..world.row(&conversation, lane, id) };
    let held = NewRow { due: world.later(3600), ..entitled(Lane::Held, "held") };
    let rows = vec![entitled(Lane::Message, "secret"), held, world.row(&conversation, Lane::Message, "bye")];
    world.turn(&conversation, "e1", rows).await;
    world.store.append_feed(&conversation, "f1", Some(&link), "secret", world.now).await.unwrap();
    world.store.append_feed(&conversation, "f2", None, "hello", world.now).await.unwrap();

    world.store.end_link(&link, LinkEnd::SignedOut, world.later(1)).await.unwrap();
    world.store.end_link(&link, LinkEnd::Revoked, world.later(2)).await.unwrap();
    world.store.end_link(&"unknown".into(), LinkEnd::Revoked, world.later(2)).await.unwrap();

    let claimed = world.store.claim(10, 60, world.later(4000)).await.unwrap();
    let ids: Vec<&str> = claimed.iter().map(|row| row.row.id.as_str()).collect();
    assert_eq!(ids, ["bye"], "what anybody may read is still delivered");
    let feed = world.store.feed(&conversation, 0, 10).await.unwrap();
    assert_eq!(feed.iter().map(|row| row.item.as_str()).collect::<Vec<_>>(), ["hello"]);
    let ended = &world.store.links(EndedToo::Yes, 10).await.unwrap()[0];
    assert_eq!(ended.ended, Some((world.later(1), LinkEnd::SignedOut)), "the first end counts");
    let audit = world.store.audit_log("link.ended", 10).await.unwrap();
    assert_eq!(audit.len(), 1, "and is audited once");
    assert_eq!(audit[0].entry.who, "member:anna");
    assert_eq!(audit[0].entry.place, format!("web:{conversation}"));
}

async fn keeps_desk_writes_and_mutes_of_a_link_that_ends(kind: Kind) {
    let world = World::new(kind).await;
    let (conversation, link) = world.linked("w1", &anna()).await;
    let write =
        NewRow { link: Some(link.clone()), member: Some(anna().id), ..world.row(&conversation, Lane::Write, "op-1") };
    let mail = NewRow { link: Some(link.clone()), ..world.row(&conversation, Lane::Mail, "mail-1") };
    let inbox_seq = world.begin_turn(&conversation, "e1").await;
    let commit = Commit {
        inbox_seq,
        outbox: vec![write, mail],
        mutes: vec![("CS-2026-000001".into(), true)],
        unlinked: vec![link.clone()],
        ..Commit::default()
    };
    world.store.commit_turn(&conversation, commit, world.now).await.unwrap();
    let claimed = world.store.claim(10, 60, world.now).await.unwrap();
    assert_eq!(claimed.len(), 2);
    assert_eq!(claimed[0].row.member, Some(anna().id));
    assert!(world.store.is_muted(&anna().id, &"CS-2026-000001".into()).await.unwrap());
}

async fn blocks_an_identity_until_it_is_lifted(kind: Kind) {
    let world = World::new(kind).await;
    let (conversation, link) = world.linked("w1", &anna()).await;
    world.store.set_blocked(&identity("w1"), true, world.now).await.unwrap();
    world.store.set_blocked(&identity("w1"), true, world.now).await.unwrap();
    assert_eq!(world.store.person(&conversation, DESK, world.day).await.unwrap(), Person::Blocked);
    assert_eq!(world.store.person_of_link(&link, DESK, world.day).await.unwrap(), Person::Stranger);
    assert_eq!(world.store.links(EndedToo::Yes, 9).await.unwrap()[0].ended, Some((world.now, LinkEnd::Revoked)));
    let refused = world.store.link(&conversation, &anna().id, Proof::Code, world.now).await.unwrap_err();
    assert_eq!(refused.trouble, Trouble::Conflict);

    world.store.set_blocked(&identity("w1"), false, world.now).await.unwrap();
    assert_eq!(world.store.person(&conversation, DESK, world.day).await.unwrap(), Person::Stranger);
    world.store.link(&conversation, &anna().id, Proof::Code, world.now).await.unwrap();

    let whats: Vec<String> =
        world.store.audit_log("", 20).await.unwrap().into_iter().rev().map(|row| row.entry.what).collect();
    let expected = ["link.created", "identity.blocked", "link.ended.revoked", "identity.unblocked", "link.created"];
    assert_eq!(whats, expected);
}

async fn blocks_an_identity_that_was_never_seen(kind: Kind) {
    let world = World::new(kind).await;
    world.store.set_blocked(&identity("w9"), true, world.now).await.unwrap();
    assert_eq!(world.store.conversation_known(&identity("w9")).await.unwrap(), None);
    let conversation = world.conversation("w9").await.id;
    assert_eq!(world.store.person(&conversation, DESK, world.day).await.unwrap(), Person::Blocked);
}

async fn expires_old_code_links_only(kind: Kind) {
    let world = World::new(kind).await;
    let (old, _) = world.linked("w1", &anna()).await;
    let trusted = world.conversation("w2").await.id;
    world.store.link(&trusted, &anna().id, Proof::TrustedWorkspace, world.now).await.unwrap();
    let newer = world.conversation("w3").await.id;
    world.store.link(&newer, &anna().id, Proof::Code, world.later(60)).await.unwrap();

    assert_eq!(world.store.expire_links(world.later(60), world.later(90)).await.unwrap(), std::slice::from_ref(&old));
    assert!(world.store.expire_links(world.later(60), world.later(90)).await.unwrap().is_empty());
    assert_eq!(world.store.person(&old, DESK, world.day).await.unwrap(), Person::Stranger);
    assert!(world.store.person(&trusted, DESK, world.day).await.unwrap().entitled().is_some());
    assert!(world.store.person(&newer, DESK, world.day).await.unwrap().entitled().is_some());
    assert_eq!(world.store.audit_log("link.ended.expired", 9).await.unwrap()[0].entry.who, "system");
}

async fn lists_links_newest_first(kind: Kind) {
    let world = World::new(kind).await;
    let (_, first) = world.linked("w1", &anna()).await;
    let second = world.conversation("w2").await.id;
    let second = world.store.link(&second, &bernd().id, Proof::TrustedWorkspace, world.later(9)).await.unwrap();
    world.store.end_link(&first, LinkEnd::Deactivated, world.later(10)).await.unwrap();

    let active = world.store.links(EndedToo::No, 10).await.unwrap();
    assert_eq!(active.iter().map(|link| &link.id).collect::<Vec<_>>(), [&second]);
    assert_eq!((active[0].proof, active[0].since), (Proof::TrustedWorkspace, world.later(9)));
    assert_eq!(active[0].identity, identity("w2"));
    let all = world.store.links(EndedToo::Yes, 10).await.unwrap();
    assert_eq!(all.iter().map(|link| &link.id).collect::<Vec<_>>(), [&second, &first]);
    assert_eq!(all[1].ended, Some((world.later(10), LinkEnd::Deactivated)));
    assert_eq!(world.store.links(EndedToo::Yes, 1).await.unwrap().len(), 1);
}
