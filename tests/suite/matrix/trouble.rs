//! What can go wrong with the account, told plainly; never at the cost of the bot's own keys.

use std::fs;
use std::process::Output;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::bot::{Bot, until};
use super::person::Person;
use super::room::Seen;
use super::synapse::{Limits, Plan as Server, Synapse};
use crate::real::program::Plan;

fn failed(done: &Output, with: &str) {
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(!done.status.success() && said.contains(with), "{said}");
}

fn signed_in(done: &Output) {
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

async fn devices(synapse: &Synapse, bot: &Bot) -> Value {
    let path = format!("/_synapse/admin/v2/users/{}/devices", bot.user);
    synapse.admin(Method::GET, &path, json!({})).await["total"].clone()
}

#[tokio::test]
async fn the_bot_refuses_rather_than_overwrite_its_keys() {
    let synapse = Synapse::shared();
    let bot = Bot::built(synapse, &synapse.register("bot"), "", Plan::with_members(1));
    failed(&bot.house.run(&["serve"]), "matrix login");
    signed_in(&bot.login(&[]));
    let before = devices(synapse, &bot).await;

    let (store, away) = (bot.device.join("store"), bot.device.join("away"));
    fs::rename(&store, &away).unwrap();
    failed(&bot.house.run(&["serve"]), "is gone");
    failed(&bot.login(&[]), "is gone");
    fs::rename(&away, &store).unwrap();

    let key = bot.device.join("store.key");
    let right = fs::read_to_string(&key).unwrap();
    fs::write(&key, "ab".repeat(32)).unwrap();
    failed(&bot.house.run(&["serve"]), "cannot be opened with this key");
    fs::remove_file(&key).unwrap();
    failed(&bot.house.run(&["serve"]), "no key");
    fs::write(&key, right).unwrap();

    let session = bot.device.join("session.json");
    let own = fs::read_to_string(&session).unwrap();
    fs::write(&session, own.replace("\"ed25519\": \"", "\"ed25519\": \"x")).unwrap();
    failed(&bot.house.run(&["serve"]), "is not that of device");
    fs::remove_file(&session).unwrap();
    failed(&bot.login(&[]), "--new-device");
    fs::write(&session, own).unwrap();

    signed_in(&bot.login(&[]));
    assert_eq!(devices(synapse, &bot).await, before, "no try has left a device behind");
}

#[tokio::test]
async fn a_new_device_is_trusted_by_the_recovery_key() {
    let synapse = Synapse::shared();
    let bot = Bot::built(synapse, &synapse.register("bot"), "", Plan::with_members(1));
    signed_in(&bot.login(&[]));
    let first = bot.status();
    assert_eq!((&first["verified"], &first["own_keys"], &first["unread"]), (&json!(true), &json!(true), &json!(0)));
    assert!(first["backup"].is_string(), "{first}");
    signed_in(&bot.login(&["--new-device"]));
    let second = bot.status();
    assert_ne!(first["device"], second["device"]);
    assert_eq!((&second["verified"], &second["backup"]), (&json!(true), &first["backup"]));
    let fine = bot.house.run(&["doctor"]);
    assert!(String::from_utf8_lossy(&fine.stdout).contains("trusted and backed up"));
}

#[tokio::test]
async fn a_device_that_was_deleted_is_told_and_nothing_pretended() {
    let synapse = Synapse::shared();
    let bot = Bot::serving(synapse).await;
    let session: Value = serde_json::from_str(&fs::read_to_string(bot.device.join("session.json")).unwrap()).unwrap();
    let device = session["session"]["device_id"].as_str().unwrap();
    let path = format!("/_synapse/admin/v2/users/{}/devices/{device}", bot.user);
    synapse.admin(Method::DELETE, &path, json!({})).await;
    bot.logs("--new-device").await;
    let told = bot.house.run(&["doctor"]);
    assert!(String::from_utf8_lossy(&told.stdout).contains("does not take the session"));
}

#[tokio::test]
async fn a_homeserver_that_was_away_is_waited_for() {
    let synapse = Synapse::own(Server::default());
    let bot = Bot::serving(&synapse).await;
    let anna = Person::new(&synapse, "anna").await;
    let room = bot.chat_with(&anna).await;
    synapse.kill();
    bot.logs("the homeserver does not answer").await;
    synapse.start_again();
    anna.says(&room, "hilfe").await;
    until(&anna, &room, "Was Sie hier tun können").await;
}

#[tokio::test]
async fn a_limit_is_obeyed_and_the_doctor_says_how_to_lift_it() {
    const MESSAGES: usize = 14;
    let synapse = Synapse::own(Server { limits: Limits::Own, ..Server::default() });
    let bot = Bot::serving(&synapse).await;
    let anna = Person::new(&synapse, "anna").await;
    let lift = format!("/_synapse/admin/v1/users/{}/override_ratelimit", anna.user);
    synapse.admin(Method::POST, &lift, json!({ "messages_per_second": 0, "burst_count": 0 })).await;
    let room = bot.chat_with(&anna).await;
    for _ in 0..MESSAGES {
        anna.says(&room, "hilfe").await;
    }
    let help = |events: Vec<Seen>| events.iter().filter(|seen| seen.text().contains("Was Sie hier tun")).count();
    for _ in 0..300 {
        if help(anna.events(&room).await) >= MESSAGES {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(help(anna.events(&room).await), MESSAGES, "{}", bot.house.log());
    let told = String::from_utf8_lossy(&bot.house.run(&["doctor"]).stdout).into_owned();
    assert!(told.contains("override_ratelimit"), "{told}");
}
