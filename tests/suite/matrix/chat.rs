//! A conversation in a direct chat, as a customer has it.

use std::time::Duration;

use serde_json::json;

use super::bot::{Bot, until};
use super::person::Person;
use super::room::{Came, RoomPlan};
use super::synapse::Synapse;

#[tokio::test]
async fn a_customer_signs_in_and_files_a_ticket_in_an_encrypted_chat() {
    let synapse = Synapse::shared();
    let bot = Bot::serving(synapse).await;
    let anna = Person::new(synapse, "anna").await;
    let room = bot.chat_with(&anna).await;
    let number = bot.with_ticket(&anna, &room).await;
    assert!(number.starts_with("CS-"), "{number}");
    let notices = anna.events(&room).await;
    let notices: Vec<_> = notices.iter().filter(|seen| seen.content["msgtype"] == "m.notice").collect();
    assert!(notices.len() > 8 && notices.iter().all(|seen| seen.came == Came::Read), "{notices:#?}");

    // The bot's device is trusted by its own account, without anybody having done anything.
    let identity = anna.identity_of(&bot.user).await;
    assert!(identity.self_signing_is_good && identity.devices.iter().any(|device| device.is_signed_by_owner));
    assert_eq!(synapse.account_data(&bot.user, "m.direct").await, json!({ &anna.user: [&room] }));
}

#[tokio::test]
async fn a_plain_chat_is_answered_with_replies_signs_and_threads() {
    let synapse = Synapse::shared();
    let bot = Bot::serving(synapse).await;
    let anna = Person::new(synapse, "anna").await;
    let plan = RoomPlan { invite: &[&bot.user], is_direct: true, is_encrypted: false, more: json!({}) };
    let room = bot.chat(&anna, plan).await;
    let number = bot.with_ticket(&anna, &room).await;

    // A reply to what the bot said about a ticket is a reply on the ticket.
    anna.says(&room, &format!("zeige {number}")).await;
    let card = until(&anna, &room, "🎫").await;
    anna.sends(&room, "Es eilt nicht.", json!({ "reply_to": card.id() })).await;
    let told = until(&anna, &room, &number).await;
    assert!(told.text().contains("✅"), "{}", told.text());

    // A sign is a shortcut: the list's first entry.
    anna.says(&room, "meine").await;
    let list = until(&anna, &room, "offenen Tickets").await;
    anna.reacts(&room, list.id(), "1️⃣").await;
    let card = until(&anna, &room, "🎫").await;
    assert!(card.text().contains("Es eilt nicht."), "{}", card.text());

    // What is said in a thread is answered in the thread.
    let first = anna.says(&room, "danke").await;
    until(&anna, &room, "Gern geschehen").await;
    anna.sends(&room, "danke", json!({ "thread": first })).await;
    let thanks = until(&anna, &room, "Gern geschehen").await;
    assert_eq!((thanks.relation.kind.as_deref(), thanks.relation.event.as_ref()), (Some("m.thread"), Some(&first)));
}

#[tokio::test]
async fn files_of_an_encrypted_chat_become_the_tickets() {
    let synapse = Synapse::shared();
    let bot = Bot::serving(synapse).await;
    let anna = Person::new(synapse, "anna").await;
    let room = bot.chat_with(&anna).await;
    let number = bot.with_ticket(&anna, &room).await;

    anna.sends_file(&room, "anzeige.txt", "text/plain", b"Fehler 17").await;
    until(&anna, &room, "Zu welchem Ticket").await;
    anna.says(&room, &number).await;
    until(&anna, &room, "✅").await;
    anna.says(&room, &format!("zeige {number}")).await;
    let card = until(&anna, &room, "🎫").await;
    assert!(card.text().contains("📎 anzeige.txt"), "{}", card.text());

    // The desk's file comes back encrypted, fetched by its name.
    anna.says(&room, "anzeige.txt").await;
    let sent =
        anna.sees(&room, card.n, json!({ "type": "m.room.message", "msgtype": "m.file", "sender": bot.user })).await;
    let file = sent.file.as_ref().expect("a file");
    assert_eq!((&*file.name, file.is_sealed, sent.came), ("anzeige.txt", true, Came::Read));
    assert_eq!(anna.downloads(sent.id()).await, b"Fehler 17");

    anna.sends_file(&room, "programm.exe", "application/x-dosexec", b"MZ").await;
    until(&anna, &room, "programm.exe").await;
}

#[tokio::test]
async fn a_late_key_is_waited_for_and_the_person_is_told_meanwhile() {
    let synapse = Synapse::shared();
    let bot = Bot::serving(synapse).await;
    let anna = Person::new(synapse, "anna").await;
    let room = bot.chat_with(&anna).await;
    let begun = tokio::time::Instant::now();
    let withheld = anna.withholds(&room, "hilfe").await;
    until(&anna, &room, "verschlüsselt").await;
    assert!(begun.elapsed() > Duration::from_secs(25), "it was told too soon");
    anna.hands_over(&withheld).await;
    until(&anna, &room, "Was Sie hier tun können").await;
}
