//! Rooms with others: only who is spoken to answers, and what is somebody's goes into a direct chat.

use serde_json::json;

use super::bot::{Bot, until};
use super::person::Person;
use super::room::RoomPlan;
use super::synapse::Synapse;

#[tokio::test]
async fn in_a_room_the_bot_answers_when_spoken_to_and_privately() {
    let synapse = Synapse::shared();
    let bot = Bot::serving(synapse).await;
    let (anna, bernd) = (Person::new(synapse, "anna").await, Person::new(synapse, "bernd").await);
    let invite = [&*bot.user, &*bernd.user];
    let plan = RoomPlan { invite: &invite, is_direct: false, is_encrypted: true, more: json!({ "name": "Technik" }) };
    let room = anna.room(&plan).await;
    bernd.accept_from(&anna.user).await;
    anna.sees_member(&room, &bot.user, "join").await;
    anna.sees_member(&room, &bernd.user, "join").await;

    anna.says(&room, "Guten Morgen zusammen").await;
    anna.says(&room, "!ticket hilfe").await;
    let help = anna.hears(&room).await;
    assert!(help.text().contains("!ticket"), "{}", help.text());
    assert_eq!(bernd.hears(&room).await.event, help.event, "others read the same");

    // Bernd asks for data: he is not signed in, so the bot opens a chat with him.
    bernd.sends(&room, "meine tickets", json!({ "mentions": [bot.user] })).await;
    let (chat, is_direct) = bernd.accept_from(&bot.user).await;
    assert!(is_direct);
    until(&bernd, &room, "privat geantwortet").await;
    until(&bernd, &chat, "E-Mail-Adresse").await;
    bot.sign_in(&bernd, &chat, 1).await;
    assert_eq!(bernd.state(&chat, "m.room.history_visibility").await["history_visibility"], "joined");
    assert!(!bernd.state(&chat, "m.room.encryption").await["algorithm"].is_null());

    // The next time the same chat is taken.
    bernd.sends(&room, "meine", json!({ "reply_to": help.id() })).await;
    until(&bernd, &chat, "offenen Tickets").await;
    assert_eq!(synapse.account_data(&bot.user, "m.direct").await, json!({ &bernd.user: [&chat] }));
    let said = anna.events(&room).await;
    assert!(said.iter().all(|seen| !seen.text().contains("gerade keine")), "{said:#?}");
}

#[tokio::test]
async fn when_a_third_one_comes_the_bot_goes_on_elsewhere() {
    let synapse = Synapse::shared();
    let bot = Bot::serving(synapse).await;
    let (anna, eve) = (Person::new(synapse, "anna").await, Person::new(synapse, "eve").await);
    let room = bot.chat_with(&anna).await;
    let number = bot.with_ticket(&anna, &room).await;
    anna.invite(&room, &eve.user).await;
    anna.sees_member(&room, &eve.user, "invite").await;
    bot.support_says(&number, "Das ist geheim");
    until(&anna, &room, "andere mit").await;
    let (chat, is_direct) = anna.accept_from(&bot.user).await;
    assert!(is_direct && chat != room);
    until(&anna, &chat, "Das ist geheim").await;
    let said = anna.events(&room).await;
    assert!(said.iter().all(|seen| !seen.text().contains("geheim")), "{said:#?}");
}

#[tokio::test]
async fn the_bot_moves_with_an_upgraded_room() {
    let synapse = Synapse::shared();
    let bot = Bot::serving(synapse).await;
    let anna = Person::new(synapse, "anna").await;
    let room = bot.chat_with(&anna).await;
    bot.sign_in(&anna, &room, 0).await;
    let next = anna.upgrade(&room, "11").await;
    anna.invite(&next, &bot.user).await;
    anna.sees_member(&next, &bot.user, "join").await;
    anna.says(&next, "danke").await;
    until(&anna, &next, "Gern geschehen").await;
}

#[tokio::test]
async fn invitations_from_elsewhere_are_declined() {
    let synapse = Synapse::shared();
    let bot = Bot::serving_with(synapse, "invites_from = [\"kunde.example\"]").await;
    let anna = Person::new(synapse, "anna").await;
    let room = anna.invite_to_chat(&bot.user).await;
    anna.sees_member(&room, &bot.user, "leave").await;
}
