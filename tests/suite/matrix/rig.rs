//! The rig itself: what the tests of the platform rely on happens.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::person::Person;
use super::room::{Came, Relation, RoomPlan};
use super::synapse::{Limits, Plan, Synapse};

const TEXT: &str = "m.room.message";

fn relation(kind: Option<&str>, event: Option<&str>, reply_to: Option<&str>) -> Relation {
    let own = |text: Option<&str>| text.map(ToOwned::to_owned);
    Relation { kind: own(kind), event: own(event), reply_to: own(reply_to), ..Relation::default() }
}

/// Two people in an encrypted direct chat.
async fn two(synapse: &Synapse) -> (Person, Person, String) {
    let (anna, bernd) = (Person::new(synapse, "anna").await, Person::new(synapse, "bernd").await);
    let (room, accepted) = tokio::join!(anna.chat_with(&bernd.user), bernd.accept_from(&anna.user));
    assert_eq!(accepted, (room.clone(), true));
    (anna, bernd, room)
}

#[tokio::test]
async fn two_people_talk_in_an_encrypted_chat() {
    let synapse = Synapse::shared();
    let (anna, bernd, room) = two(synapse).await;
    let html = "<b>Speicher</b> ist langsam";
    let said = anna.sends(&room, "Speicher ist langsam", json!({ "html": html })).await;
    let seen = bernd.sees(&room, 0, json!({ "type": TEXT })).await;
    assert_eq!(
        (seen.id(), seen.text(), seen.html.as_deref(), seen.came),
        (&*said, "Speicher ist langsam", Some(html), Came::Read)
    );
    assert_eq!(seen.sender.as_ref(), Some(&anna.user));

    bernd.sends(&room, "Welcher?", json!({ "msgtype": "m.notice", "reply_to": said })).await;
    let heard = anna.hears(&room).await;
    assert_eq!((heard.text(), &heard.relation), ("Welcher?", &relation(None, None, Some(&said))));
    let (answer, last) = tokio::join!(anna.asks(&room, "Der im Keller"), async {
        bernd.sees(&room, 0, json!({ "body": "Der im Keller" })).await;
        bernd.sends(&room, "Danke", json!({ "msgtype": "m.notice" })).await
    });
    assert_eq!((answer.text(), answer.id()), ("Danke", &*last));

    // What others see of it on the server: nothing.
    let raw = bernd.call("GET", &format!("/_matrix/client/v3/rooms/{room}/event/{said}"), Value::Null).await;
    assert_eq!(raw["type"], "m.room.encrypted");
    assert!(!raw.to_string().contains("Speicher"), "{raw}");

    assert_eq!(anna.direct_chats().await[&bernd.user], [&*room]);
    assert_eq!(synapse.account_data(&anna.user, "m.direct").await, json!({ &bernd.user: [&room] }));
}

#[tokio::test]
async fn a_device_is_signed_by_its_owner_or_not() {
    let synapse = Synapse::shared();
    let (account, bernd) = (synapse.register("anna"), Person::new(synapse, "bernd").await);
    let anna = Person::with_device_of(synapse, &account).await;
    let before = bernd.identity_of(&anna.user).await;
    let [device] = &before.devices[..] else { panic!("{before:?}") };
    assert_eq!((&device.id, device.is_signed_by_itself, device.is_signed_by_owner), (&anna.device, true, false));
    assert!(device.ed25519.len() == 43 && before.master.is_none() && !before.self_signing_is_good);

    anna.cross_signs().await;
    let other = Person::with_device_of(synapse, &account).await;
    let after = bernd.identity_of(&anna.user).await;
    assert!(after.master.is_some() && after.self_signing_is_good, "{after:?}");
    let signed = |id: &str| after.devices.iter().find(|device| device.id == id).map(|it| it.is_signed_by_owner);
    assert_eq!((signed(&anna.device), signed(&other.device)), (Some(true), Some(false)));
}

#[tokio::test]
async fn what_refers_to_a_message_says_so() {
    let (anna, bernd, room) = two(Synapse::shared()).await;
    let first = anna.says(&room, "Anfang").await;
    anna.sends(&room, "im Faden", json!({ "thread": first })).await;
    let threaded = bernd.sees(&room, 0, json!({ "body": "im Faden" })).await;
    let fallback = Relation { is_falling_back: Some(true), ..relation(Some("m.thread"), Some(&first), Some(&first)) };
    assert_eq!(threaded.relation, fallback);
    anna.reacts(&room, &first, "✅").await;
    let reaction = bernd.sees(&room, threaded.n, json!({ "type": "m.reaction" })).await;
    assert_eq!((reaction.relation.key.as_deref(), reaction.relation.event.as_ref()), (Some("✅"), Some(&first)));
    anna.sends(&room, "Beginn", json!({ "edits": first })).await;
    let edit = bernd.sees(&room, reaction.n, json!({ "type": TEXT })).await;
    assert_eq!((edit.text(), &edit.content["m.new_content"]["body"]), ("* Beginn", &json!("Beginn")));
    assert_eq!(edit.relation, relation(Some("m.replace"), Some(&first), None));
    anna.sends(&room, "Hallo", json!({ "mentions": [bernd.user] })).await;
    let named = bernd.sees(&room, edit.n, json!({ "body": "Hallo" })).await;
    assert_eq!(named.content["m.mentions"]["user_ids"], json!([bernd.user]));
    anna.redacts(&room, &first).await;
    bernd.sees(&room, named.n, json!({ "type": "m.room.redaction" })).await;
    let redacted: Vec<_> = bernd.events(&room).await.into_iter().filter(|seen| seen.is_redacted).collect();
    assert_eq!(redacted.len(), 1);
    assert_eq!(redacted[0].id(), first);
}

#[tokio::test]
async fn a_key_that_comes_late_opens_what_came_before() {
    let (anna, bernd, room) = two(Synapse::shared()).await;
    let secret = anna.withholds(&room, "erst später lesbar").await;
    let locked = bernd.sees(&room, 0, json!({ "event": secret })).await;
    assert_eq!((locked.came, locked.kind.as_str(), locked.text()), (Came::Locked, "m.room.encrypted", ""));
    anna.says(&room, "danach").await;
    let after = bernd.sees(&room, 0, json!({ "type": TEXT })).await;
    assert_eq!((after.text(), after.is_late), ("danach", false));
    assert_eq!(bernd.locked().await.len(), 1);

    anna.hands_over(&secret).await;
    let read = bernd.sees(&room, after.n, json!({ "event": secret, "came": "read" })).await;
    assert_eq!((read.text(), read.is_late), ("erst später lesbar", true));
    assert!(bernd.locked().await.is_empty());
}

#[tokio::test]
async fn files_come_through_whole() {
    let (anna, bernd, sealed_room) = two(Synapse::shared()).await;
    let bytes: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    let open = RoomPlan { invite: &[&bernd.user], is_direct: false, is_encrypted: false, more: json!({}) };
    let open_room = anna.room(&open).await;
    assert_eq!(bernd.accept_from(&anna.user).await, (open_room.clone(), false));
    for (room, is_sealed) in [(sealed_room, true), (open_room, false)] {
        let sent = anna.sends_file(&room, "Messung.bin", "application/octet-stream", &bytes).await;
        let seen = bernd.sees(&room, 0, json!({ "event": sent })).await;
        let file = seen.file.expect("a file");
        assert_eq!((file.name.as_str(), file.size_bytes, file.is_sealed), ("Messung.bin", Some(300_000), is_sealed));
        assert_eq!(file.mime.as_deref(), Some("application/octet-stream"));
        assert!(bernd.downloads(&sent).await == bytes, "the file is another one");
    }
}

#[tokio::test]
async fn rooms_change_their_members_and_move() {
    let synapse = Synapse::shared();
    let (anna, bernd) = (Person::new(synapse, "anna").await, Person::new(synapse, "bernd").await);
    let clara = Person::new(synapse, "clara").await;
    let invite = [&*bernd.user, &*clara.user];
    let more = json!({ "name": "Werkstatt", "history": "joined", "version": "10" });
    let room = anna.room(&RoomPlan { invite: &invite, is_direct: false, is_encrypted: true, more }).await;
    for guest in [&bernd, &clara] {
        guest.accept_from(&anna.user).await;
        anna.sees_member(&room, &guest.user, "join").await;
    }
    anna.says(&room, "an alle").await;
    for guest in [&bernd, &clara] {
        assert_eq!(guest.sees(&room, 0, json!({ "type": TEXT })).await.came, Came::Read);
    }
    assert_eq!(bernd.state(&room, "m.room.history_visibility").await["history_visibility"], "joined");
    anna.set_state(&room, "m.room.topic", json!({ "topic": "Wartung" })).await;
    assert_eq!(bernd.sees(&room, 0, json!({ "type": "m.room.topic" })).await.content["topic"], "Wartung");

    bernd.types(&room).await;
    let typing = anna.sees(&room, 0, json!({ "type": "m.typing" })).await;
    assert_eq!(typing.content["users"], json!([bernd.user]));
    let last = anna.says(&room, "gelesen?").await;
    bernd.sees(&room, 0, json!({ "event": last })).await;
    bernd.reads(&room, &last).await;
    let read = anna.sees(&room, 0, json!({ "type": "m.receipt", "sender": bernd.user })).await;
    assert_eq!(read.content["event"], json!(last));

    clara.leave(&room).await;
    anna.sees_member(&room, &clara.user, "leave").await;
    anna.kick(&room, &bernd.user).await;
    anna.sees_member(&room, &bernd.user, "leave").await;
    anna.invite(&room, &bernd.user).await;
    anna.sees_member(&room, &bernd.user, "invite").await;
    bernd.accept_from(&anna.user).await;
    anna.sees_member(&room, &bernd.user, "join").await;
    anna.ban(&room, &clara.user).await;
    let members = anna.members(&room).await;
    let now = [&anna, &bernd, &clara].map(|person| members[&person.user].as_str());
    assert_eq!(now, ["join", "join", "ban"]);

    let new = anna.upgrade(&room, "11").await;
    let moved = bernd.sees(&room, 0, json!({ "type": "m.room.tombstone" })).await;
    assert_eq!(moved.content["replacement_room"], json!(new));
}

#[tokio::test]
async fn a_device_goes_on_where_it_was() {
    let synapse = Synapse::shared();
    let (anna, bernd, room) = two(synapse).await;
    let device = bernd.device.clone();
    anna.says(&room, "vorher").await;
    let before = bernd.sees(&room, 0, json!({ "body": "vorher" })).await;
    assert!(before.came == Came::Read && !bernd.events(&room).await.is_empty());
    let (bernd, _) = tokio::join!(bernd.start_again(), anna.says(&room, "inzwischen"));
    assert_eq!(bernd.device, device);
    let news = bernd.sees(&room, 0, json!({ "type": TEXT })).await;
    assert_eq!((news.text(), news.came), ("inzwischen", Came::Read));
    bernd.sends(&room, "wieder da", json!({ "msgtype": "m.notice" })).await;
    assert_eq!(anna.hears(&room).await.text(), "wieder da");
    // A second device of the same user reads what is said from now on.
    let account = synapse.register("dora");
    let dora = Person::with_device_of(synapse, &account).await;
    let room = anna.invite_to_chat(&dora.user).await;
    dora.accept_from(&anna.user).await;
    anna.sees_member(&room, &dora.user, "join").await;
    anna.says(&room, "eins").await;
    dora.sees(&room, 0, json!({ "body": "eins" })).await;
    let other = Person::with_device_of(synapse, &account).await;
    assert_ne!(dora.device, other.device);
    let devices = format!("/_synapse/admin/v2/users/{}/devices", dora.user);
    let devices = synapse.admin(Method::GET, &devices, Value::Null).await;
    let known = devices["devices"].as_array().map_or(0, Vec::len);
    assert_eq!(known, 3, "that of the registration, and the two: {devices}");
    loop {
        // The news of the new device and the message may cross.
        let said = anna.says(&room, "zwei").await;
        if other.sees(&room, 0, json!({ "event": said })).await.came == Came::Read {
            break;
        }
    }
}

#[tokio::test]
async fn a_server_that_was_away_has_kept_everything() {
    let synapse = Synapse::own(Plan::default());
    let (anna, bernd, room) = two(&synapse).await;
    anna.says(&room, "vorher").await;
    bernd.sees(&room, 0, json!({ "body": "vorher" })).await;
    let ways: [fn(&Synapse); 2] = [Synapse::stop, Synapse::kill];
    for (number, away) in ways.into_iter().enumerate() {
        away(&synapse);
        let unheard = anna.ask("send", json!({ "room": room, "body": "niemand da" })).await;
        assert!(unheard.is_err(), "nobody is there: {unheard:?}");
        synapse.start_again();
        let said = anna.says(&room, &format!("nachher {number}")).await;
        let seen = bernd.sees(&room, 0, json!({ "event": said })).await;
        assert_eq!(seen.came, Came::Read);
    }
    let texts: Vec<String> = bernd.events(&room).await.into_iter().filter_map(|seen| seen.body).collect();
    assert_eq!(texts, ["vorher", "nachher 0", "nachher 1"]);
}

#[tokio::test]
async fn limits_are_in_force_where_they_are_wanted() {
    let synapse = Synapse::own(Plan { limits: Limits::Own, ..Plan::default() });
    let anna = Person::new(&synapse, "anna").await;
    let alone = RoomPlan { invite: &[], is_direct: false, is_encrypted: false, more: json!({}) };
    let room = anna.room(&alone).await;
    let mut refused = None;
    for number in 0..20 {
        if let Err(refusal) = anna.ask("send", json!({ "room": room, "body": format!("{number}") })).await {
            refused = Some((number, refusal));
            break;
        }
    }
    let (number, refusal) = refused.expect("a limit");
    assert_eq!(refusal.kind, "M_LIMIT_EXCEEDED", "{}", refusal.text);
    assert!((5..=10).contains(&number), "after {number} messages");
    assert!(refusal.retry_after_ms.is_some_and(|wait| wait > 1000), "{refusal:?}");

    let unlimited = json!({ "messages_per_second": 0, "burst_count": 0 });
    let path = format!("/_synapse/admin/v1/users/{}/override_ratelimit", anna.user);
    synapse.admin(Method::POST, &path, unlimited).await;
    for number in 0..20 {
        anna.says(&room, &format!("noch einmal {number}")).await;
    }
}

#[tokio::test]
async fn settings_of_a_server_can_be_other_ones() {
    let mut settings = serde_json::Map::new();
    settings.insert("max_upload_size".to_owned(), json!("1K"));
    let synapse = Synapse::own(Plan { settings, ..Plan::default() });
    let anna = Person::new(&synapse, "anna").await;
    let allowed = anna.call("GET", "/_matrix/client/v1/media/config", Value::Null).await;
    assert_eq!(allowed["m.upload.size"], json!(1024));
}

#[tokio::test]
async fn what_is_refused_or_takes_too_long_is_an_error() {
    let anna = Person::new(Synapse::shared(), "anna").await;
    let kind = async |what: &str, with: Value| anna.ask(what, with).await.expect_err("refused").kind;
    assert_eq!(kind("state", json!({ "room": "!none:matrix.example", "type": "m.room.name" })).await, "M_FORBIDDEN");
    assert_eq!(kind("send", json!({ "room": "!none:matrix.example", "body": "" })).await, "KeyError");
    assert_eq!(kind("nothing", json!({})).await, "wrong_request");
    assert_eq!(kind("send", json!({ "text": "" })).await, "wrong_request");
    let never = json!({ "after": 0, "wanted": { "body": "nie gesagt" } });
    let late = anna.ask_within("wait", never, Duration::from_millis(200)).await.expect_err("never said");
    assert_eq!(late.kind, "timeout");
}
