//! Inbox and turn: every event once, in order, and a turn's transaction as a whole or not at all.

use ticketlotse::database::{Mode, Trouble};
use ticketlotse::domain::{EventId, FileMeta};
use ticketlotse::params;
use ticketlotse::store::audit::NewEntry;
use ticketlotse::store::inbox::Accepted;
use ticketlotse::store::outbox::{Lane, NewRow};
use ticketlotse::store::turns::Commit;

use super::world::{World, anna, bernd};
use crate::databases::{CLAIM, Kind, on_every_database};

on_every_database!(
    accepts_an_event_once,
    refuses_an_event_of_no_conversation,
    hands_events_out_in_order,
    commits_all_of_a_turn,
    commits_nothing_of_a_turn_that_fails,
    commits_a_turn_once,
    leaves_a_turn_that_never_committed_in_the_inbox,
    touches_only_its_own_conversation,
    files_for_the_member_who_ordered,
    sets_a_poisonous_event_aside,
);

async fn accepts_an_event_once(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    let other = world.conversation("w2").await.id;
    let accept = async |id: &str, of: &_| world.store.accept(&EventId::from(id), of, "{}", world.now).await.unwrap();
    assert_eq!(accept("e1", &conversation).await, Accepted::New);
    assert_eq!(accept("e1", &conversation).await, Accepted::Known);
    assert_eq!(accept("e1", &other).await, Accepted::Known, "an id is unique across conversations");
    assert_eq!(world.store.waiting_events(&conversation).await.unwrap(), 1);
    world.turn(&conversation, "e2", vec![]).await;
    assert_eq!(accept("e1", &conversation).await, Accepted::Known, "also after it was handled");
}

async fn refuses_an_event_of_no_conversation(kind: Kind) {
    let world = World::new(kind).await;
    let lost = world.store.accept(&"e1".into(), &"no-such-conversation".into(), "{}", world.now).await;
    assert_eq!(lost.unwrap_err().trouble, Trouble::Permanent);
}

async fn hands_events_out_in_order(kind: Kind) {
    let world = World::new(kind).await;
    let (first, second) = (world.conversation("w1").await.id, world.conversation("w2").await.id);
    for (id, conversation) in [("b1", &second), ("a1", &first), ("b2", &second), ("a2", &first)] {
        world.store.accept(&id.into(), conversation, &format!("event {id}"), world.now).await.unwrap();
    }
    assert_eq!(world.store.waiting_conversations(10).await.unwrap(), [second.clone(), first.clone()]);
    assert_eq!(world.store.waiting_conversations(1).await.unwrap(), std::slice::from_ref(&second));

    let begun = world.store.next_event(&first, CLAIM).await.unwrap().expect("it waits");
    assert_eq!((begun.id.as_str(), begun.event.as_str(), begun.attempts), ("a1", "event a1", 1));
    assert_eq!(begun.conversation, first);
    let again = world.store.next_event(&first, CLAIM).await.unwrap().expect("it still waits");
    assert_eq!((again.id.as_str(), again.attempts), ("a1", 2), "until it is committed it is the next one");

    let commit = Commit { inbox_seq: again.seq, ..Commit::default() };
    world.store.commit_turn(&first, commit, world.now).await.unwrap();
    assert_eq!(world.store.next_event(&first, CLAIM).await.unwrap().expect("it waits").id.as_str(), "a2");
    assert_eq!(world.store.waiting_events(&first).await.unwrap(), 1);
    assert_eq!(world.store.waiting_events(&second).await.unwrap(), 2);
}

async fn commits_all_of_a_turn(kind: Kind) {
    let world = World::new(kind).await;
    let (conversation, link) = world.linked("w1", &anna()).await;
    let file = FileMeta { id: "file-1".into(), name: "log.txt".into(), mime: "text/plain".into(), size_bytes: 3 };
    world.store.put_file(&conversation, &file, b"abc".to_vec(), world.now).await.unwrap();
    assert_eq!(world.store.state(&conversation).await.unwrap(), None);

    let inbox_seq = world.begin_turn(&conversation, "e1").await;
    let commit = Commit {
        inbox_seq,
        state: r#"{"language":"de"}"#.into(),
        outbox: vec![NewRow { member: Some(anna().id), ..world.row(&conversation, Lane::Write, "op-1") }],
        mutes: vec![("CS-2026-000007".into(), true)],
        unlinked: vec![link],
        audit: vec![NewEntry {
            who: "member:anna".into(),
            place: format!("web:{conversation}"),
            what: "action.close".into(),
            ticket: Some("CS-2026-000007".into()),
        }],
        forgotten_files: vec![file.id.clone()],
        filings: vec!["op-1".into()],
        events: vec![("e1-later".into(), r#"{"later":true}"#.into())],
    };
    world.store.commit_turn(&conversation, commit, world.later(1)).await.unwrap();

    assert_eq!(world.store.state(&conversation).await.unwrap().as_deref(), Some(r#"{"language":"de"}"#));
    let next = world.store.next_event(&conversation, CLAIM).await.unwrap().expect("the later one waits");
    assert_eq!((next.id.as_str(), next.event.as_str()), ("e1-later", r#"{"later":true}"#));
    let claimed = world.store.claim_of(&conversation, 60, world.later(1)).await.unwrap();
    assert_eq!(claimed.iter().map(|row| row.row.id.as_str()).collect::<Vec<_>>(), ["op-1"]);
    assert_eq!(claimed[0].created, world.later(1));
    assert!(world.store.is_muted(&anna().id, &"CS-2026-000007".into()).await.unwrap());
    assert_eq!(world.store.file(&conversation, &file.id).await.unwrap(), None);
    assert_eq!(world.conversation("w1").await.link, None);
    let audit = world.store.audit_log("action.", 5).await.unwrap();
    assert_eq!((audit[0].at, audit[0].entry.ticket.clone()), (world.later(1), Some("CS-2026-000007".into())));
    world.store.filed(&"op-1".into(), super::world::DESK, &"CS-2026-000008".into()).await.unwrap();
    assert_eq!(world.store.filer(super::world::DESK, &"CS-2026-000008".into()).await.unwrap(), Some(anna().id));
}

async fn commits_nothing_of_a_turn_that_fails(kind: Kind) {
    let world = World::new(kind).await;
    let (conversation, link) = world.linked("w1", &anna()).await;
    world.turn(&conversation, "e0", vec![world.row(&conversation, Lane::Message, "known")]).await;
    let inbox_seq = world.begin_turn(&conversation, "e1").await;
    let commit = Commit {
        inbox_seq,
        state: "changed".into(),
        outbox: vec![
            world.row(&conversation, Lane::Message, "fresh"),
            world.row(&conversation, Lane::Message, "known"),
        ],
        mutes: vec![("CS-2026-000007".into(), true)],
        unlinked: vec![link.clone()],
        events: vec![("e1-later".into(), "{}".into())],
        ..Commit::default()
    };
    let error = world.store.commit_turn(&conversation, commit, world.now).await.unwrap_err();
    assert_eq!(error.trouble, Trouble::Conflict);

    assert_eq!(world.store.state(&conversation).await.unwrap().as_deref(), Some("{}"));
    assert_eq!(world.store.next_event(&conversation, CLAIM).await.unwrap().expect("it waits").id.as_str(), "e1");
    assert_eq!(world.store.waiting_events(&conversation).await.unwrap(), 1);
    assert_eq!(world.conversation("w1").await.link, Some(link));
    assert_eq!(world.store.unsettled(10).await.unwrap().len(), 1, "only the one that was known");
    assert!(!world.store.is_muted(&anna().id, &"CS-2026-000007".into()).await.unwrap());
}

async fn commits_a_turn_once(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    let inbox_seq = world.begin_turn(&conversation, "e1").await;
    let commit = |state: &str| Commit { inbox_seq, state: state.into(), ..Commit::default() };
    world.store.commit_turn(&conversation, commit("first"), world.now).await.unwrap();
    let error = world.store.commit_turn(&conversation, commit("second"), world.now).await.unwrap_err();
    assert_eq!(error.trouble, Trouble::Conflict, "another process had it");
    assert_eq!(world.store.state(&conversation).await.unwrap().as_deref(), Some("first"));
}

/// What a crash between the statements and the commit leaves behind.
async fn leaves_a_turn_that_never_committed_in_the_inbox(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    let seq = world.begin_turn(&conversation, "e1").await;
    {
        let mut tx = world.fresh.db.begin(Mode::Write).await.unwrap();
        tx.execute("UPDATE inbox SET state = 'done' WHERE seq = $1", params![seq]).await.unwrap();
        let sql = "UPDATE conversations SET state = 'half' WHERE id = $1";
        tx.execute(sql, params![conversation.as_str()]).await.unwrap();
    }
    let again = world.store.next_event(&conversation, CLAIM).await.unwrap().expect("it still waits");
    assert_eq!((again.seq, again.attempts), (seq, 2));
    assert_eq!(world.store.state(&conversation).await.unwrap(), None);
    assert_eq!(world.replica().await.waiting_conversations(5).await.unwrap(), [conversation]);
}

async fn touches_only_its_own_conversation(kind: Kind) {
    let world = World::new(kind).await;
    let (mine, _) = world.linked("w1", &anna()).await;
    let (other, others_link) = world.linked("w2", &bernd()).await;
    let file = FileMeta { id: "file-1".into(), name: "log.txt".into(), mime: "text/plain".into(), size_bytes: 3 };
    world.store.put_file(&other, &file, b"abc".to_vec(), world.now).await.unwrap();
    let others_event = world.begin_turn(&other, "e1").await;

    let forged = Commit { inbox_seq: others_event, ..Commit::default() };
    assert_eq!(world.store.commit_turn(&mine, forged, world.now).await.unwrap_err().trouble, Trouble::Conflict);

    let inbox_seq = world.begin_turn(&mine, "e2").await;
    let commit = Commit {
        inbox_seq,
        unlinked: vec![others_link.clone()],
        forgotten_files: vec![file.id.clone()],
        ..Commit::default()
    };
    world.store.commit_turn(&mine, commit, world.now).await.unwrap();
    assert_eq!(world.conversation("w2").await.link, Some(others_link));
    assert!(world.store.file(&other, &file.id).await.unwrap().is_some());
}

async fn files_for_the_member_who_ordered(kind: Kind) {
    let world = World::new(kind).await;
    let (conversation, link) = world.linked("w1", &anna()).await;
    let inbox_seq = world.begin_turn(&conversation, "e1").await;
    // An operator revokes the link while the turn runs: what was ordered is still filed for the one who ordered it.
    world.store.end_link(&link, ticketlotse::store::links::LinkEnd::Revoked, world.now).await.unwrap();
    let write = NewRow { member: Some(anna().id), ..world.row(&conversation, Lane::Write, "op-1") };
    let commit = Commit { inbox_seq, outbox: vec![write], filings: vec!["op-1".into()], ..Commit::default() };
    world.store.commit_turn(&conversation, commit, world.now).await.unwrap();
    world.store.filed(&"op-1".into(), super::world::DESK, &"CS-2026-000001".into()).await.unwrap();
    assert_eq!(world.store.filer(super::world::DESK, &"CS-2026-000001".into()).await.unwrap(), Some(anna().id));

    let inbox_seq = world.begin_turn(&conversation, "e2").await;
    let nobodys = Commit { inbox_seq, filings: vec!["op-2".into()], ..Commit::default() };
    assert!(world.store.commit_turn(&conversation, nobodys, world.now).await.is_err());
}

async fn sets_a_poisonous_event_aside(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    let seq = world.begin_turn(&conversation, "e1").await;
    world.store.accept(&"e2".into(), &conversation, "{}", world.now).await.unwrap();
    world.store.set_aside(seq, "not readable", world.now).await.unwrap();
    assert_eq!(world.store.next_event(&conversation, CLAIM).await.unwrap().expect("the next one").id.as_str(), "e2");
    assert_eq!(world.store.accept(&"e1".into(), &conversation, "{}", world.now).await.unwrap(), Accepted::Known);
    let kept = world.fresh.db.row("SELECT state, event, note FROM inbox WHERE id = 'e1'", vec![]).await.unwrap();
    let kept = kept.expect("it is kept for the operator");
    assert_eq!(kept.get::<String>("state").unwrap(), "aside");
    assert_eq!(kept.get::<String>("event").unwrap(), "{}");
    assert_eq!(kept.get::<String>("note").unwrap(), "not readable");
}
