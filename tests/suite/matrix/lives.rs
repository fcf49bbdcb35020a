//! Over the bot's lives: nothing that is said while it is away is missed, and nothing is answered twice.

use std::time::Duration;

use super::bot::{Bot, file_ticket, until};
use super::person::Person;
use super::room::Seen;
use super::synapse::Synapse;

/// More than one response of the homeserver holds.
const MESSAGES: usize = 130;

#[tokio::test]
async fn killed_while_130_messages_come_it_answers_each_of_them_once() {
    let synapse = Synapse::shared();
    let mut bot = Bot::serving(synapse).await;
    let (anna, bernd) = (Person::new(synapse, "anna").await, Person::new(synapse, "bernd").await);
    let room = bot.chat_with(&anna).await;
    bot.sign_in(&anna, &room, 0).await;
    for number in 0..MESSAGES {
        anna.says(&room, "danke").await;
        if number == 15 {
            bot.house.kill();
        }
    }
    // Somebody new comes meanwhile.
    let new = bernd.invite_to_chat(&bot.user).await;
    bot.start().await;
    until(&bernd, &new, "melden Sie sich").await;
    let thanks = |events: Vec<Seen>| events.iter().filter(|seen| seen.text().contains("Gern geschehen")).count();
    let mut answered = 0;
    for _ in 0..600 {
        answered = thanks(anna.events(&room).await);
        if answered >= MESSAGES {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    // A last one, behind which nothing doubled comes any more.
    anna.says(&room, "hilfe").await;
    until(&anna, &room, "Was Sie hier tun können").await;
    assert_eq!((answered, thanks(anna.events(&room).await)), (MESSAGES, MESSAGES), "{}", bot.house.log());
}

#[tokio::test]
async fn a_kicked_bot_does_not_come_back_by_itself() {
    let synapse = Synapse::shared();
    let bot = Bot::serving(synapse).await;
    let anna = Person::new(synapse, "anna").await;
    let room = bot.chat_with(&anna).await;
    bot.sign_in(&anna, &room, 0).await;
    let number = file_ticket(&anna, &room, "Frage zur Wartung").await;
    until(&anna, &room, "Support-ID").await;
    anna.kick(&room, &bot.user).await;
    anna.sees_member(&room, &bot.user, "leave").await;
    bot.support_says(&number, "Hallo?");
    // The update is dropped, and nobody is invited anywhere.
    bot.logs("that the person has ended").await;
    assert_eq!(synapse.account_data(&bot.user, "m.direct").await[&anna.user], serde_json::json!([room]));
}
