//! Files, the feed, counters, sessions, agents, the audit log.

use ticketlotse::database::Trouble;
use ticketlotse::domain::{FileId, FileMeta};
use ticketlotse::store::audit::NewEntry;
use ticketlotse::store::outbox::Lane;
use ticketlotse::store::sessions::SessionKind;

use super::world::{World, anna};
use crate::databases::{Kind, on_every_database};

on_every_database!(
    keeps_files_for_their_conversation,
    shows_the_feed_in_order,
    gives_no_feed_number_twice,
    counts_in_windows,
    keeps_sessions_until_they_end,
    rotates_a_session_once,
    keeps_agents,
    keeps_the_audit_log,
    refuses_what_one_database_could_not_keep,
);

fn file(id: &str, bytes: &[u8]) -> FileMeta {
    let size_bytes = u64::try_from(bytes.len()).expect("small");
    FileMeta { id: FileId::from(id), name: "Größe.log".into(), mime: "text/plain".into(), size_bytes }
}

async fn keeps_files_for_their_conversation(kind: Kind) {
    let world = World::new(kind).await;
    let (mine, other) = (world.conversation("w1").await.id, world.conversation("w2").await.id);
    let bytes: Vec<u8> = (0..=255).collect();
    let meta = file("f1", &bytes);
    world.store.put_file(&mine, &meta, bytes.clone(), world.now).await.unwrap();
    world.store.put_file(&mine, &file("f2", b""), vec![], world.now).await.unwrap();
    assert_eq!(world.store.file(&mine, &meta.id).await.unwrap(), Some((meta.clone(), bytes.clone())));
    assert_eq!(world.store.file(&other, &meta.id).await.unwrap(), None, "somebody else's");
    assert_eq!(world.store.file_bytes(&meta.id).await.unwrap(), Some((meta.clone(), bytes.clone())));
    assert_eq!(world.store.file_bytes_of(&mine).await.unwrap(), 256);
    assert_eq!(world.store.file_bytes_of(&other).await.unwrap(), 0);
    let twice = world.store.put_file(&other, &meta, bytes, world.now).await.unwrap_err();
    assert_eq!(twice.trouble, Trouble::Conflict);

    world.turn(&mine, "e1", vec![world.row(&mine, Lane::Write, "w1")]).await;
    let write = world.store.claim(1, 60, world.now).await.unwrap().remove(0);
    let told = ("told".into(), "{}".into());
    world.store.settle_write(write.seq, told, &[meta.id.clone(), "unknown".into()], None, world.now).await.unwrap();
    assert_eq!(world.store.file_bytes(&meta.id).await.unwrap(), None);
    assert_eq!(world.store.file_bytes(&"f2".into()).await.unwrap().expect("kept").1, b"");
}

async fn shows_the_feed_in_order(kind: Kind) {
    let world = World::new(kind).await;
    let (mine, link) = world.linked("w1", &anna()).await;
    let other = world.conversation("w2").await.id;
    let append = async |id: &str, secs| {
        let link = Some(&link);
        world.store.append_feed(&mine, id, link, &format!("item {id}"), world.later(secs)).await.unwrap()
    };
    let first = append("a", 0).await;
    let second = append("b", 1).await;
    assert!(first < second);
    assert_eq!(append("a", 2).await, first, "known: shown once");
    world.store.append_feed(&other, "a", None, "elsewhere", world.now).await.unwrap();
    let third = append("c", 3).await;

    let items = async |after, limit| {
        let rows = world.store.feed(&mine, after, limit).await.unwrap();
        rows.into_iter().map(|row| row.item).collect::<Vec<_>>()
    };
    assert_eq!(items(0, 10).await, ["item a", "item b", "item c"]);
    assert_eq!(items(0, 2).await, ["item b", "item c"], "the newest");
    assert_eq!(items(first, 1).await, ["item b"], "the next");
    assert_eq!(items(third, 10).await, [""; 0]);

    assert!(world.store.replace_feed(&mine, "b", "edited", world.later(9)).await.unwrap());
    assert!(!world.store.replace_feed(&other, "b", "edited", world.later(9)).await.unwrap());
    let row = world.store.feed(&mine, first, 1).await.unwrap().remove(0);
    assert_eq!((row.seq, row.at, row.item.as_str()), (second, world.later(1), "edited"));
}

async fn gives_no_feed_number_twice(kind: Kind) {
    let world = World::new(kind).await;
    let conversation = world.conversation("w1").await.id;
    let before = world.store.append_feed(&conversation, "a", None, "x", world.now).await.unwrap();
    world.store.clear_feed(&conversation).await.unwrap();
    assert!(world.store.feed(&conversation, 0, 9).await.unwrap().is_empty());
    let after = world.store.append_feed(&conversation, "a", None, "y", world.now).await.unwrap();
    assert!(after > before, "a page that has seen {before} must be shown {after}");
}

async fn counts_in_windows(kind: Kind) {
    let world = World::new(kind).await;
    let count = async |key: &str, secs| world.store.count(key, 60, world.later(secs)).await.unwrap();
    assert_eq!(world.store.counted("a", 60, world.now).await.unwrap(), 0);
    assert_eq!(world.store.counted_until("a", world.now).await.unwrap(), None);
    assert_eq!((count("a", 0).await, count("a", 59).await, count("b", 59).await), (1, 2, 1));
    assert_eq!(world.store.counted("a", 60, world.later(59)).await.unwrap(), 2);
    assert_eq!(world.store.counted_until("a", world.later(59)).await.unwrap(), Some(world.later(60)));
    assert_eq!(world.store.counted("a", 60, world.later(60)).await.unwrap(), 0);
    assert_eq!(count("a", 60).await, 1, "a new window begins");
    assert_eq!(world.store.counted_until("a", world.later(61)).await.unwrap(), Some(world.later(120)));

    world.store.count("a", 3600, world.later(60)).await.unwrap();
    assert_eq!(world.store.counted_until("a", world.later(61)).await.unwrap(), Some(world.later(3660)), "the last one");
    assert_eq!(world.store.counted("a", 60, world.later(61)).await.unwrap(), 1, "each window for itself");

    assert_eq!(world.store.forget_counters(world.later(120)).await.unwrap(), 2);
    assert_eq!(world.store.counted("a", 3600, world.later(120)).await.unwrap(), 1);
}

async fn keeps_sessions_until_they_end(kind: Kind) {
    let world = World::new(kind).await;
    let store = &world.store;
    let put = async |kind, hash: &str, user: &str| {
        store.put_session(kind, hash, user, "csrf", world.later(60), world.now).await.unwrap();
    };
    put(SessionKind::Chat, "h1", "user-1").await;
    put(SessionKind::Chat, "h2", "user-1").await;
    put(SessionKind::Desk, "h1", "user-1").await;
    let session = store.session(SessionKind::Chat, "h1", world.later(59)).await.unwrap().expect("it lives");
    assert_eq!((session.user.as_str(), session.csrf.as_str(), session.replaced), ("user-1", "csrf", false));
    assert_eq!(session.expires, world.later(60));
    assert_eq!(store.session(SessionKind::Chat, "h1", world.later(60)).await.unwrap(), None);
    assert_eq!(store.session(SessionKind::Chat, "unknown", world.now).await.unwrap(), None);

    store.end_sessions(SessionKind::Chat, "user-1").await.unwrap();
    assert_eq!(store.session(SessionKind::Chat, "h2", world.now).await.unwrap(), None);
    assert!(store.session(SessionKind::Desk, "h1", world.now).await.unwrap().is_some(), "another kind");
    assert_eq!(store.forget_sessions(world.later(59)).await.unwrap(), 0);
    assert_eq!(store.forget_sessions(world.later(60)).await.unwrap(), 1);
}

async fn rotates_a_session_once(kind: Kind) {
    let world = World::new(kind).await;
    let store = &world.store;
    store.put_session(SessionKind::Chat, "old", "user-1", "c1", world.later(600), world.now).await.unwrap();
    let rotate = async |old: &str, new: &str| {
        store.rotate_session(SessionKind::Chat, old, new, "c2", world.later(10), world.now).await
    };
    rotate("old", "new").await.unwrap();
    let new = store.session(SessionKind::Chat, "new", world.now).await.unwrap().expect("it took over");
    assert_eq!((new.user.as_str(), new.csrf.as_str(), new.expires), ("user-1", "c2", world.later(600)));
    assert!(!new.replaced);
    let old = store.session(SessionKind::Chat, "old", world.later(9)).await.unwrap().expect("for some seconds");
    assert!(old.replaced);
    assert_eq!(store.session(SessionKind::Chat, "old", world.later(10)).await.unwrap(), None);

    assert_eq!(rotate("old", "newer").await.unwrap_err().trouble, Trouble::Conflict, "a stolen old one gets nothing");
    assert_eq!(rotate("unknown", "newer").await.unwrap_err().trouble, Trouble::Conflict);
    assert_eq!(store.session(SessionKind::Chat, "newer", world.now).await.unwrap(), None);
}

async fn keeps_agents(kind: Kind) {
    let world = World::new(kind).await;
    assert_eq!(world.store.agent("max").await.unwrap(), None);
    world.store.put_agent("max", "Max", "$argon2id$1").await.unwrap();
    world.store.put_agent("max", "Max Meier", "$argon2id$2").await.unwrap();
    assert_eq!(world.store.agent("max").await.unwrap(), Some(("Max Meier".into(), "$argon2id$2".into())));
}

async fn keeps_the_audit_log(kind: Kind) {
    let world = World::new(kind).await;
    for (what, ticket) in [("action.close", Some("CS-1")), ("code.wrong", None), ("action.reply", Some("CS-2"))] {
        let entry = NewEntry {
            who: "member:anna".into(),
            place: "cli".into(),
            what: what.into(),
            ticket: ticket.map(Into::into),
        };
        world.store.audit(&entry, world.now).await.unwrap();
    }
    let whats = async |prefix: &str, limit| {
        let rows = world.store.audit_log(prefix, limit).await.unwrap();
        rows.into_iter().map(|row| row.entry.what).collect::<Vec<_>>()
    };
    assert_eq!(whats("", 10).await, ["action.reply", "code.wrong", "action.close"]);
    assert_eq!(whats("action.", 10).await, ["action.reply", "action.close"]);
    assert_eq!(whats("action.", 1).await, ["action.reply"]);
    assert!(whats("a%", 10).await.is_empty(), "a prefix is no pattern");
}

async fn refuses_what_one_database_could_not_keep(kind: Kind) {
    let world = World::new(kind).await;
    let error = world.store.put_agent("nul", "with\0nul", "x").await.unwrap_err();
    assert_eq!(error.trouble, Trouble::Permanent);
    assert!(!format!("{error:?}").contains("with"), "values are never part of an error");
    assert_eq!(world.store.agent("nul").await.unwrap(), None);
}
