//! Over the bot's lives: nothing that is said while it is away is missed, and nothing is answered twice.

use std::time::Duration;

use serde_json::json;

use super::bot::{Bot, until};
use super::person::Person;
use super::room::{RoomPlan, Seen};
use super::synapse::Synapse;
#[cfg(feature = "postgres")]
use crate::databases::{Fresh, Kind};
#[cfg(feature = "postgres")]
use crate::real::program::Plan;

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
    let last = anna.asks(&room, "hilfe").await;
    assert!(last.text().contains("Was Sie hier tun können"), "{}", last.text());
    assert_eq!((answered, thanks(anna.events(&room).await)), (MESSAGES, MESSAGES), "{}", bot.house.log());
}

#[tokio::test]
async fn a_kicked_bot_does_not_come_back_by_itself() {
    let synapse = Synapse::shared();
    let bot = Bot::serving(synapse).await;
    let anna = Person::new(synapse, "anna").await;
    let power = json!({ "version": "11", "power": { "users": { &anna.user: 100 } } });
    let plan = RoomPlan { invite: &[&bot.user], is_direct: true, is_encrypted: true, more: power };
    let room = bot.chat(&anna, plan).await;
    let number = bot.with_ticket(&anna, &room).await;
    anna.kick(&room, &bot.user).await;
    anna.sees_member(&room, &bot.user, "leave").await;
    bot.support_says(&number, "Hallo?");
    // The update is dropped, and nobody is invited anywhere.
    bot.logs("that the person has ended").await;
    assert_eq!(synapse.account_data(&bot.user, "m.direct").await[&anna.user], json!([room]));
}

/// Two processes on one database, a device each.
#[cfg(feature = "postgres")]
#[tokio::test]
async fn two_replicas_answer_each_message_once_and_one_goes_on_alone() {
    let database = Fresh::migrated(Kind::Postgres).await;
    let synapse = Synapse::shared();
    let account = synapse.register("bot");
    let plan = || Plan { database: Some(database.url.clone()), ..Plan::with_members(5) };
    let (mut one, mut other) = (Bot::built(synapse, &account, "", plan()), Bot::built(synapse, &account, "", plan()));
    assert!(one.login(&[]).status.success());
    // The second device is trusted by the recovery key of the first.
    std::fs::create_dir_all(&other.device).expect("made");
    std::fs::copy(one.device.join("recovery.key"), other.device.join("recovery.key")).expect("copied");
    assert!(other.login(&[]).status.success());
    tokio::join!(one.start(), other.start());
    let anna = Person::new(synapse, "anna").await;
    let room = one.chat_with(&anna).await;
    for number in 0..20 {
        anna.says(&room, "hilfe").await;
        if number == 10 {
            one.house.kill();
        }
    }
    let help = |events: Vec<Seen>| events.iter().filter(|seen| seen.text().contains("Was Sie hier tun können")).count();
    for _ in 0..600 {
        if help(anna.events(&room).await) >= 20 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let last = anna.asks(&room, "sprache").await;
    assert!(!last.text().is_empty());
    assert_eq!(help(anna.events(&room).await), 20, "{}\n{}", one.house.log(), other.house.log());
    let greetings =
        anna.events(&room).await.iter().filter(|seen| seen.text().contains("Bitte melden Sie sich")).count();
    assert_eq!(greetings, 1);
}
