//! The real program on Matrix: a house whose bot has an account on a homeserver.

use std::path::PathBuf;
use std::process::Output;

use serde_json::{Value, json};

use super::person::Person;
use super::room::RoomPlan;
use super::synapse::{Account, PASSWORD, Synapse};
use crate::real::customer::code_in;
use crate::real::program::{House, Plan, address};

/// A bot with its house.
pub struct Bot {
    /// The program and its folder.
    pub house: House,
    /// The bot's account.
    pub user: String,
    /// The device's folder.
    pub device: PathBuf,
    _place: tempfile::TempDir,
}

impl Bot {
    /// A bot that is signed in and serves.
    pub async fn serving(synapse: &Synapse) -> Self {
        Self::serving_with(synapse, "").await
    }

    /// The same, with more in its `[matrix]`.
    pub async fn serving_with(synapse: &Synapse, more: &str) -> Self {
        let mut bot = Self::built(synapse, &synapse.register("bot"), more, Plan::with_members(5));
        let done = bot.login(&[]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        bot.start().await;
        bot
    }

    /// A bot that has never signed in.
    pub fn built(synapse: &Synapse, account: &Account, more: &str, plan: Plan) -> Self {
        let place = super::synapse::folder();
        let password = place.path().join("password");
        std::fs::write(&password, PASSWORD).expect("written");
        let device = place.path().join("matrix");
        let matrix = format!(
            "[matrix]\nenabled = true\nhomeserver = \"{}\"\nuser = \"{}\"\npassword_file = \"{}\"\nfolder = \"{}\"\n\
             {more}\n",
            synapse.url,
            account.user,
            password.display(),
            device.display()
        );
        let house = House::build(&Plan { more: matrix, ..plan });
        Self { house, user: account.user.clone(), device, _place: place }
    }

    /// `ticketlotse matrix login`.
    pub fn login(&self, more: &[&str]) -> Output {
        self.house.run(&[&["matrix", "login"], more].concat())
    }

    /// Starts it and waits until it serves.
    pub async fn start(&mut self) {
        self.house.start("");
        self.house.ready().await;
        assert!(self.house.ended().is_none(), "it does not serve:\n{}", self.house.log());
    }

    /// `ticketlotse matrix status`.
    pub fn status(&self) -> Value {
        let shown = self.house.run(&["matrix", "status", "--json"]);
        serde_json::from_slice(&shown.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&shown.stderr)))
    }

    /// Support answers on a ticket.
    pub fn support_says(&self, number: &str, text: &str) {
        let done = self.house.run(&["desk", "reply", number, text]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// Waits until it has logged that.
    pub async fn logs(&self, what: &str) {
        for _ in 0..600 {
            if self.house.log().contains(what) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("„{what}“ is not in the log:\n{}", self.house.log());
    }

    /// The code that was sent to the member with that number.
    pub async fn code_for(&self, member: usize) -> String {
        code_in(&self.house.mails(), &address(member)).await
    }

    /// An encrypted direct chat of a person with the bot, greeted.
    pub async fn chat_with(&self, person: &Person) -> String {
        self.chat(person, RoomPlan { invite: &[&self.user], is_direct: true, is_encrypted: true, more: json!({}) })
            .await
    }

    /// A direct chat as planned, greeted.
    pub async fn chat(&self, person: &Person, plan: RoomPlan<'_>) -> String {
        let room = person.room(&plan).await;
        let greeting = person.hears(&room).await;
        assert!(greeting.text().contains("anmelden") || greeting.text().contains("Anmelden"), "{greeting:?}");
        room
    }

    /// The person signs in as the member with that number.
    pub async fn sign_in(&self, person: &Person, room: &str, member: usize) {
        let asked = person.asks(room, &address(member)).await;
        assert!(asked.text().contains("Code"), "{}", asked.text());
        let welcome = person.asks(room, &self.code_for(member).await).await;
        assert!(welcome.text().contains(&format!("Person {member}")), "{}", welcome.text());
    }

    /// The person signs in and files a request, and has heard all that is told of it; its number.
    pub async fn with_ticket(&self, person: &Person, room: &str) -> String {
        self.sign_in(person, room, 0).await;
        let number = file_ticket(person, room, "Frage zur Wartung").await;
        until(person, room, "Support-ID").await;
        number
    }
}

/// Files a request in words; its number.
pub async fn file_ticket(person: &Person, room: &str, subject: &str) -> String {
    for (said, answer) in [
        ("neu anfrage", "Schritt 1 von 3"),
        ("1", "Schritt 2 von 3"),
        (subject, "Schritt 3 von 3"),
        ("Wie lange bleiben die Snapshots?", "weitere Angaben"),
        ("nein", "Zusammenfassung"),
    ] {
        person.says(room, said).await;
        until(person, room, answer).await;
    }
    person.says(room, "absenden").await;
    let told = until(person, room, "ist angelegt").await;
    number_in(told.text())
}

/// The first ticket number in a text.
pub fn number_in(text: &str) -> String {
    let from = text.find("CS-").unwrap_or_else(|| panic!("no number in {text}"));
    text[from..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

/// What is heard until something with these words comes.
pub async fn until(person: &Person, room: &str, words: &str) -> super::room::Seen {
    let mut heard = Vec::new();
    for _ in 0..20 {
        let seen = person.hears(room).await;
        if seen.text().contains(words) {
            return seen;
        }
        heard.push(seen.text().to_owned());
    }
    panic!("„{words}“ was not said, but {heard:#?}");
}
