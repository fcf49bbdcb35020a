//! One-time codes: single use, bounded guessing, only for the conversation that asked.

use chrono::{DateTime, Utc};
use ticketlotse::domain::{ConversationId, Email, Member};
use ticketlotse::store::codes::CodeCheck;
use ticketlotse::store::outbox::Lane;

use super::world::{World, anna, bernd, carla, dora, identity};
use crate::databases::{Kind, on_every_database};

on_every_database!(
    takes_a_right_code_once,
    links_in_the_same_transaction,
    links_nobody_who_is_not_entitled_any_more,
    sends_the_mail_in_the_same_transaction,
    voids_an_older_code,
    ends_a_code_after_too_many_wrong_entries,
    counts_wrong_entries_across_codes,
    forgets_wrong_entries_with_the_day,
    knows_no_code_of_another_conversation,
    lets_codes_grow_old,
    voids_a_code_typed_in_a_room,
    voids_a_code_when_the_identity_is_blocked,
    draws_its_pepper_once,
    audits_codes_without_addresses,
);

const MAX_WRONG: u32 = 5;
const MAX_ACROSS: u32 = 8;

/// Puts a code that is valid for ten minutes.
async fn put(world: &World, conversation: &ConversationId, member: &Member, hash: &str) {
    let mail = world.row(conversation, Lane::Mail, &format!("mail-{hash}"));
    let expires = world.later(600);
    world.store.put_code(conversation, &member.email, &member.id, hash, expires, mail, world.now).await.unwrap();
}

async fn check(world: &World, conversation: &ConversationId, hash: &str, at: DateTime<Utc>) -> CodeCheck {
    world.store.check_code(conversation, hash, MAX_WRONG, MAX_ACROSS, world.day, at).await.unwrap()
}

async fn takes_a_right_code_once(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    assert_eq!(check(&world, &conversation, "right", world.now).await, CodeCheck::Expired, "none was sent");
    put(&world, &conversation, &anna(), "right").await;
    assert_eq!(check(&world, &conversation, "wrong", world.now).await, CodeCheck::Wrong { left: 4 });
    assert_eq!(check(&world, &conversation, "right", world.now).await, CodeCheck::Right { member: anna().id });
    assert_eq!(check(&world, &conversation, "right", world.now).await, CodeCheck::Expired);
}

async fn links_in_the_same_transaction(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await;
    put(&world, &conversation.id, &anna(), "right").await;
    assert_eq!(check(&world, &conversation.id, "wrong", world.now).await, CodeCheck::Wrong { left: 4 });
    assert_eq!(world.conversation("w1").await.link, None);
    check(&world, &conversation.id, "right", world.now).await;
    assert!(world.conversation("w1").await.link.is_some());
}

async fn links_nobody_who_is_not_entitled_any_more(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    // The contract ended, or the address was disabled, since the code was sent.
    for member in [dora(), carla()] {
        put(&world, &conversation, &member, member.id.as_str()).await;
        assert_eq!(check(&world, &conversation, member.id.as_str(), world.now).await, CodeCheck::Ended);
        assert_eq!(check(&world, &conversation, member.id.as_str(), world.now).await, CodeCheck::Expired, "used up");
    }
    assert_eq!(world.conversation("w1").await.link, None);
}

async fn sends_the_mail_in_the_same_transaction(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    put(&world, &conversation, &anna(), "first").await;
    let claimed = world.store.claim_of(&conversation, 60, world.now).await.unwrap();
    assert_eq!(claimed[0].row.id, "mail-first");

    // The mail cannot be kept: then there is no code either.
    let mail = world.row(&conversation, Lane::Mail, "mail-first");
    let email: Email = bernd().email;
    let expires = world.later(600);
    let failed = world.store.put_code(&conversation, &email, &bernd().id, "second", expires, mail, world.now).await;
    assert!(failed.is_err());
    assert_eq!(check(&world, &conversation, "second", world.now).await, CodeCheck::Wrong { left: 4 });
    assert_eq!(check(&world, &conversation, "first", world.now).await, CodeCheck::Right { member: anna().id });
}

async fn voids_an_older_code(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    put(&world, &conversation, &anna(), "first").await;
    put(&world, &conversation, &bernd(), "second").await;
    assert_eq!(check(&world, &conversation, "first", world.now).await, CodeCheck::Wrong { left: 4 });
    assert_eq!(check(&world, &conversation, "second", world.now).await, CodeCheck::Right { member: bernd().id });
}

async fn ends_a_code_after_too_many_wrong_entries(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    put(&world, &conversation, &anna(), "right").await;
    for left in [4, 3, 2, 1] {
        assert_eq!(check(&world, &conversation, "wrong", world.now).await, CodeCheck::Wrong { left });
    }
    assert_eq!(check(&world, &conversation, "wrong", world.now).await, CodeCheck::Void);
    assert_eq!(check(&world, &conversation, "right", world.now).await, CodeCheck::Void, "even the right one");
}

async fn counts_wrong_entries_across_codes(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    put(&world, &conversation, &anna(), "first").await;
    for _ in 0..4 {
        check(&world, &conversation, "wrong", world.now).await;
    }
    put(&world, &conversation, &anna(), "second").await;
    for left in [3, 2, 1] {
        assert_eq!(check(&world, &conversation, "wrong", world.now).await, CodeCheck::Wrong { left }, "8 in all");
    }
    assert_eq!(check(&world, &conversation, "wrong", world.now).await, CodeCheck::Void);
    put(&world, &conversation, &anna(), "third").await;
    assert_eq!(check(&world, &conversation, "third", world.now).await, CodeCheck::Void, "a new code helps nobody");

    // Another address from here, and the same address from elsewhere: its owner is not locked out.
    put(&world, &conversation, &bernd(), "bernd").await;
    assert_eq!(check(&world, &conversation, "bernd", world.now).await, CodeCheck::Right { member: bernd().id });
    let elsewhere = world.conversation("w2").await.id;
    put(&world, &elsewhere, &anna(), "anna").await;
    assert_eq!(check(&world, &elsewhere, "anna", world.now).await, CodeCheck::Right { member: anna().id });
}

async fn forgets_wrong_entries_with_the_day(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    put(&world, &conversation, &anna(), "first").await;
    for _ in 0..5 {
        check(&world, &conversation, "wrong", world.now).await;
    }
    let tomorrow = world.later(86_400);
    let mail = world.row(&conversation, Lane::Mail, "mail-tomorrow");
    let expires = world.later(87_000);
    world.store.put_code(&conversation, &anna().email, &anna().id, "new", expires, mail, tomorrow).await.unwrap();
    assert_eq!(check(&world, &conversation, "wrong", tomorrow).await, CodeCheck::Wrong { left: 4 });
    let kept = "SELECT COUNT(*) AS kept FROM code_misses";
    let row = world.fresh.db.row(kept, vec![]).await.unwrap().expect("a count");
    assert_eq!(row.get::<i64>("kept").unwrap(), 1, "yesterday's are gone");
}

async fn knows_no_code_of_another_conversation(kind: Kind) {
    let world = World::new(kind).await;
    let (asked, other) = (world.conversation("w1").await.id, world.conversation("w2").await.id);
    put(&world, &asked, &anna(), "right").await;
    assert_eq!(check(&world, &other, "right", world.now).await, CodeCheck::Expired);
    put(&world, &other, &anna(), "another").await;
    assert_eq!(check(&world, &other, "right", world.now).await, CodeCheck::Wrong { left: 4 });
    assert_eq!(check(&world, &asked, "right", world.now).await, CodeCheck::Right { member: anna().id });
}

async fn lets_codes_grow_old(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    put(&world, &conversation, &anna(), "right").await;
    assert_eq!(check(&world, &conversation, "right", world.later(600)).await, CodeCheck::Expired);
    assert_eq!(
        check(&world, &conversation, "right", world.later(599)).await,
        CodeCheck::Right { member: anna().id },
        "to the last moment"
    );
}

async fn voids_a_code_typed_in_a_room(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    put(&world, &conversation, &anna(), "right").await;
    world.store.void_code(&conversation).await.unwrap();
    world.store.void_code(&conversation).await.unwrap();
    assert_eq!(check(&world, &conversation, "right", world.now).await, CodeCheck::Expired);
}

async fn voids_a_code_when_the_identity_is_blocked(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    put(&world, &conversation, &anna(), "right").await;
    world.store.set_blocked(&identity("w1"), true, world.now).await.unwrap();
    world.store.set_blocked(&identity("w1"), false, world.now).await.unwrap();
    assert_eq!(check(&world, &conversation, "right", world.now).await, CodeCheck::Expired);
}

async fn draws_its_pepper_once(kind: Kind) {
    let world = World::new(kind).await;
    let pepper = world.store.code_pepper().await.unwrap();
    assert_eq!(pepper.len(), 32);
    assert_eq!(world.store.code_pepper().await.unwrap(), pepper);
    assert_eq!(world.replica().await.code_pepper().await.unwrap(), pepper);
    assert_ne!(World::new(kind).await.store.code_pepper().await.unwrap(), pepper, "each installation its own");
}

async fn audits_codes_without_addresses(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    put(&world, &conversation, &anna(), "right").await;
    check(&world, &conversation, "wrong", world.now).await;
    check(&world, &conversation, "right", world.now).await;
    let rows = world.store.audit_log("code.", 10).await.unwrap();
    let whats: Vec<&str> = rows.iter().map(|row| row.entry.what.as_str()).collect();
    assert_eq!(whats, ["code.right", "code.wrong", "code.sent"]);
    assert_eq!((rows[0].entry.who.as_str(), rows[1].entry.who.as_str()), ("member:anna", ""));
    assert!(rows.iter().all(|row| !format!("{row:?}").contains('@')));
}
