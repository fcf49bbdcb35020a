//! What an event means: what was said, whether it is for the bot, and what a sign on a message does.

use rstest::rstest;
use serde_json::{Value, json};
use ticketlotse::conversation::event::Press;
use ticketlotse::conversation::intent::Command;
use ticketlotse::domain::{Action, TicketNumber};
use ticketlotse::platforms::matrix::addressed::{Called, Replies, in_private, to_bot};
use ticketlotse::platforms::matrix::context::Context;
use ticketlotse::platforms::matrix::event::{Said, Seen, What, read};
use ticketlotse::platforms::matrix::reactions::press;

const BOT: &str = "@lotse:own.example";

fn event(kind: &str, content: &Value) -> Value {
    json!({ "event_id": "$1", "sender": "@anna:own.example", "type": kind, "content": content })
}

fn message(content: &Value) -> What {
    read(&event("m.room.message", content), BOT).what
}

fn said(content: &Value) -> Said {
    match message(content) {
        What::Message(said) => *said,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_message_is_read_with_what_it_refers_to() {
    let plain = said(&json!({ "msgtype": "m.text", "body": "Hallo" }));
    assert_eq!((&*plain.text, plain.reply_to, plain.thread), ("Hallo", None, None));
    let reply = said(&json!({
        "msgtype": "m.text",
        "body": "> <@lotse:own.example> Ihr Ticket\n> ist da\n\n> zitiert\nDanke",
        "m.relates_to": { "m.in_reply_to": { "event_id": "$0" } },
    }));
    assert_eq!((&*reply.text, reply.reply_to.as_deref()), ("> zitiert\nDanke", Some("$0")));
    let threaded = json!({
        "msgtype": "m.text", "body": "ja", "m.mentions": { "user_ids": [BOT] },
        "m.relates_to": { "rel_type": "m.thread", "event_id": "$r", "is_falling_back": true, "m.in_reply_to": { "event_id": "$l" } },
    });
    let threaded = said(&threaded);
    assert_eq!((threaded.thread.as_deref(), threaded.reply_to), (Some("$r"), None));
    assert_eq!(threaded.mentions, [BOT]);
}

#[rstest]
#[case(json!({ "msgtype": "m.notice", "body": "von einem Bot" }))]
#[case(json!({ "msgtype": "m.server_notice", "body": "vom Server" }))]
#[case(json!({ "msgtype": "m.file", "body": "ohne Ort" }))]
#[case(json!({ "body": "ohne Art" }))]
fn what_no_person_says_is_nothing(#[case] content: Value) {
    assert!(matches!(message(&content), What::Other));
}

#[test]
fn the_bots_own_messages_are_nothing() {
    let own = json!({ "event_id": "$1", "sender": BOT, "type": "m.room.message", "content": { "msgtype": "m.text", "body": "x" } });
    assert!(matches!(read(&own, BOT), Seen { what: What::Other, .. }));
}

#[test]
fn a_file_has_a_name_and_maybe_a_caption() {
    let url = "mxc://own.example/abc";
    let info = json!({ "mimetype": "text/plain", "size": 12 });
    let old = said(&json!({ "msgtype": "m.file", "body": "log.txt", "url": url, "info": info }));
    let file = old.file.expect("a file");
    assert_eq!((&*old.text, &*file.name, &*file.mime, file.size_bytes), ("", "log.txt", "text/plain", Some(12)));
    let captioned = said(&json!({ "msgtype": "m.image", "body": "Das Gehäuse", "filename": "a.jpg", "url": url }));
    assert_eq!((&*captioned.text, &*captioned.file.expect("a file").name), ("Das Gehäuse", "a.jpg"));
    let repeated = said(&json!({ "msgtype": "m.image", "body": "a.jpg", "filename": "a.jpg", "url": url }));
    assert_eq!((&*repeated.text, repeated.file.expect("a file").size_bytes), ("", None));
}

#[test]
fn corrections_signs_and_changes_of_the_room_are_read() {
    let edit = json!({
        "msgtype": "m.text", "body": "* neu", "m.new_content": { "msgtype": "m.text", "body": "neu" },
        "m.relates_to": { "rel_type": "m.replace", "event_id": "$0" },
    });
    assert!(matches!(message(&edit), What::Edited { of, text } if of == "$0" && text == "neu"));
    let redaction = |json: Value| matches!(read(&json, BOT).what, What::Redacted { of } if of == "$0");
    assert!(redaction(event("m.room.redaction", &json!({ "redacts": "$0" }))));
    let mut before_11 = event("m.room.redaction", &json!({}));
    before_11["redacts"] = json!("$0");
    assert!(redaction(before_11));
    let sign = json!({ "m.relates_to": { "rel_type": "m.annotation", "event_id": "$0", "key": "✅" } });
    let sign = read(&event("m.reaction", &sign), BOT).what;
    assert!(matches!(sign, What::Reacted { to, sign } if to == "$0" && sign == "✅"));
    let mut tombstone = event("m.room.tombstone", &json!({ "replacement_room": "!new:own.example" }));
    assert!(matches!(read(&tombstone, BOT).what, What::Other), "only a state is one");
    tombstone["state_key"] = json!("");
    assert!(matches!(read(&tombstone, BOT).what, What::Replaced { by } if by == "!new:own.example"));
    assert!(matches!(read(&event("m.room.encrypted", &json!({})), BOT).what, What::Unreadable));
}

fn in_room(text: &str, mentions: &[&str], replies: Replies) -> Option<String> {
    let mentions = mentions.iter().map(|id| (*id).to_owned()).collect();
    let said = Said { text: text.to_owned(), mentions, ..Said::default() };
    to_bot(&said, Called { id: BOT, name: Some("Ticket Lotse") }, replies)
}

#[rstest]
#[case("!ticket hilfe", "hilfe")]
#[case("!TICKET   neu Störung", "neu Störung")]
#[case("!ticket", "")]
#[case("Ticket Lotse: meine tickets", "meine tickets")]
#[case("@lotse hilfe", "hilfe")]
#[case("lotse, hilfe", "hilfe")]
#[case("@lotse:own.example: hilfe", "hilfe")]
#[case("@lotse:own.example", "")]
#[case("Hilfe bitte @lotse:own.example", "Hilfe bitte")]
fn who_is_spoken_to_in_a_room_hears_the_rest(#[case] text: &str, #[case] heard: &str) {
    assert_eq!(in_room(text, &[], Replies::No).as_deref(), Some(heard));
}

#[rstest]
#[case("Guten Morgen")]
#[case("!tickets sind teuer")]
#[case("lotse ist ein schönes Wort")]
#[case("lotsen: ein Beruf")]
#[case("@lotse:other.example hilfe")]
fn what_people_say_to_each_other_is_not_for_the_bot(#[case] text: &str) {
    assert_eq!(in_room(text, &["@bernd:own.example"], Replies::No), None);
}

#[test]
fn mentions_and_replies_count_without_a_name() {
    assert_eq!(in_room("und meine tickets?", &[BOT], Replies::No).as_deref(), Some("und meine tickets?"));
    assert_eq!(in_room("12345", &[], Replies::ToBot).as_deref(), Some("12345"));
}

#[rstest]
#[case("!ticket neu", "neu")]
#[case("  hilfe ", "hilfe")]
#[case("Ticket Lotse: hilfe", "hilfe")]
#[case("Es geht um !ticket", "Es geht um !ticket")]
fn in_private_nothing_has_to_stand_before_it(#[case] text: &str, #[case] heard: &str) {
    assert_eq!(in_private(text, Called { id: BOT, name: Some("Ticket Lotse") }), heard);
}

#[test]
fn signs_are_shortcuts_for_what_the_message_offers() {
    let number = TicketNumber::from("CS-2026-000001");
    let show = |n: &str| Press::Show { number: TicketNumber::from(n) };
    let act = |action: Action| Press::Act { number: number.clone(), action, value: None };
    let yes = Press::Confirm { id: 1, yes: true };
    let asks = Context { yes: Some(yes.clone()), no: Some(Press::Confirm { id: 1, yes: false }), ..Context::default() };
    let list = Context { picks: vec![show("A"), show("B")], ..Context::default() };
    let ticket = Context { about: Some(number.clone()), ..Context::default() };
    assert_eq!(press("✅", &asks), Some(yes.clone()));
    assert_eq!(press("👍🏽", &asks), Some(yes));
    assert_eq!(press("❌", &asks), Some(Press::Confirm { id: 1, yes: false }));
    assert_eq!(press("1️⃣", &list), Some(show("A")));
    assert_eq!(press("2\u{20e3}", &list), Some(show("B")));
    assert_eq!(press("3️⃣", &list), None);
    assert_eq!(press("0️⃣", &list), None);
    assert_eq!(press("✅", &ticket), Some(act(Action::Close)));
    assert_eq!(press("👍", &ticket), None, "a thumb closes nothing");
    assert_eq!(press("🔕", &ticket), Some(act(Action::Mute)));
    assert_eq!(press("🎫", &ticket), Some(Press::Show { number }));
    assert_eq!(press("🎫", &Context::default()), Some(Press::Command { command: Command::New }));
    assert_eq!(press("🎉", &ticket), None);
}
