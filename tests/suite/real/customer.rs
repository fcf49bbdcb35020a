//! A scripted customer: signs in with the code from the mail, files tickets by form, replies, sends files, leaves a draft.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use serde_json::{Value, json};

use super::browser::{Browser, words};
use super::program::address;

/// What was accepted, to be found again at the end.
#[derive(Default)]
pub struct Ledger {
    /// Subjects of tickets.
    pub tickets: Vec<String>,
    /// Texts of replies, and the ticket.
    pub replies: Vec<(String, String)>,
    /// Names of files.
    pub files: Vec<String>,
    /// Addresses that signed in.
    pub sign_ins: Vec<String>,
    /// Subjects of drafts that were left open.
    pub drafts: Vec<String>,
    /// Numbers that were told, in the order in which support shall answer.
    pub told: Vec<String>,
    /// Texts of support's answers.
    pub answers: Vec<String>,
}

/// A customer at work.
pub struct Customer<'w> {
    number: usize,
    browser: Browser,
    ledger: &'w Mutex<Ledger>,
}

impl<'w> Customer<'w> {
    /// A customer who has not come yet; the program may answer at any of these ports.
    pub fn new(ports: &[u16], number: usize, ledger: &'w Mutex<Ledger>) -> Self {
        Self { number, browser: Browser::new(ports, number), ledger }
    }

    /// Comes, signs in with the code from the mail folder, does `rounds` of work, leaves a draft, and goes.
    pub async fn visit(ports: &[u16], mails: &Path, number: usize, rounds: usize, ledger: &'w Mutex<Ledger>) {
        let customer = Self::new(ports, number, ledger);
        customer.comes(customer.work(mails, rounds)).await;
    }

    /// Comes and signs in; `code` fetches the code that was sent to an address.
    pub async fn signs_in(&self, code: impl AsyncFn(&str) -> String) {
        self.comes(sign_in(&self.browser, code, self.number, self.ledger)).await;
    }

    /// Waits until the bot has said that.
    pub async fn until(&self, said: &str) {
        self.browser.sees(said, |item| words(item).contains(said).then_some(())).await;
    }

    /// The page is open and listens as long as the work takes.
    async fn comes(&self, work: impl Future<Output = ()>) {
        self.browser.open().await;
        tokio::select! {
            () = self.browser.listen() => {}
            () = work => {}
        }
    }

    async fn work(&self, mails: &Path, rounds: usize) {
        let Self { number, browser, ledger } = self;
        let mut seen = HashSet::new();
        sign_in(browser, async |address: &str| code_in(mails, address).await, *number, ledger).await;
        for round in 0..rounds {
            let name = format!("v{number:04}r{round:03}");
            let ticket = file_ticket(browser, &name, round % 2 == 0, ledger, &mut seen).await;
            if round % 2 == 1 || rounds == 1 {
                reply(browser, &name, &ticket, ledger).await;
            }
        }
        leave_draft(browser, &format!("v{number:04}draft"), ledger, &mut seen).await;
    }
}

async fn say(browser: &Browser, text: &str) {
    browser.send("messages", json!({ "text": text })).await;
}

async fn sign_in(browser: &Browser, code: impl AsyncFn(&str) -> String, number: usize, ledger: &Mutex<Ledger>) {
    browser.sees("the greeting", |item| words(item).contains("Support-Chat").then_some(())).await;
    say(browser, "anmelden").await;
    browser.sees("the question for the address", |item| words(item).contains("Adresse?").then_some(())).await;
    let address = address(number);
    say(browser, &address).await;
    browser.sees("that a code is on its way", |item| words(item).contains("Code an").then_some(())).await;
    let code = code(&address).await;
    say(browser, &code).await;
    browser.sees("the welcome", |item| words(item).contains("Willkommen").then_some(())).await;
    ledger.lock().unwrap().sign_ins.push(address);
}

/// The code in the mail to that address, once it is there.
/// The code that was sent to an address, once it is there.
pub async fn code_in(mails: &Path, address: &str) -> String {
    loop {
        let kept = ticketlotse::mail::folder::kept_mails(mails, usize::MAX).expect("the mail folder");
        if let Some(kept) = kept.into_iter().find(|kept| kept.mail.to.as_str() == address) {
            let is_code = |word: &&str| word.len() == 8 && !word.bytes().any(|b| b.is_ascii_lowercase());
            let mut words = kept.mail.text.split(|c: char| !c.is_ascii_alphanumeric());
            return words.find(is_code).expect("a code").to_owned();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Begins a ticket; answers the draft that the bot asks about.
async fn begin(browser: &Browser, seen: &mut HashSet<String>) -> String {
    say(browser, "neu anfrage").await;
    let draft = browser.sees("the first question", |item| draft_in(item).filter(|draft| !seen.contains(draft))).await;
    seen.insert(draft.clone());
    draft
}

fn draft_in(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) => fields.iter().find_map(|(name, value)| match value {
            Value::String(draft) if name == "draft" => Some(draft.clone()),
            value => draft_in(value),
        }),
        Value::Array(values) => values.iter().find_map(draft_in),
        _ => None,
    }
}

fn form(draft: &str, subject: &str, files: &[String], refresh: &str) -> Value {
    let values = json!({
        "topic": ["operation"],
        "subject": [subject],
        "description": ["Wie stelle ich die Replikation um?"],
    });
    json!({ "draft": draft, "values": values, "files": { "attachments": files }, "refresh": refresh })
}

async fn file_ticket(
    browser: &Browser,
    name: &str,
    with_file: bool,
    ledger: &Mutex<Ledger>,
    seen: &mut HashSet<String>,
) -> String {
    let draft = begin(browser, seen).await;
    let subject = format!("Frage {name}");
    let files = if with_file { send_file(browser, &format!("{name}t.txt")).await } else { Vec::new() };
    browser.send("forms", form(&draft, &subject, &files, "send")).await;
    {
        let mut ledger = ledger.lock().unwrap();
        ledger.tickets.push(subject.clone());
        ledger.files.extend(with_file.then(|| format!("{name}t.txt")));
    }
    let number = browser
        .sees("the number", |item| {
            let said = words(item);
            (said.contains(&subject) && said.contains("ist angelegt")).then(|| number_in(&said))
        })
        .await;
    ledger.lock().unwrap().told.push(number.clone());
    number
}

async fn send_file(browser: &Browser, name: &str) -> Vec<String> {
    vec![browser.upload(name, format!("Inhalt von {name}").into_bytes()).await]
}

fn number_in(said: &str) -> String {
    let from = said.find("CS-").expect("a number");
    said[from..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

async fn reply(browser: &Browser, name: &str, number: &str, ledger: &Mutex<Ledger>) {
    let file = format!("{name}a.txt");
    let files = send_file(browser, &file).await;
    let text = format!("Nachtrag {name}");
    browser.send("messages", json!({ "text": text, "about": number, "files": files })).await;
    {
        let mut ledger = ledger.lock().unwrap();
        ledger.replies.push((text, number.to_owned()));
        ledger.files.push(file);
    }
    let sent = |item: &Value| {
        let said = words(item);
        (said.contains("Gesendet zu") && said.contains(number)).then_some(())
    };
    browser.sees("that the reply is sent", sent).await;
}

async fn leave_draft(browser: &Browser, name: &str, ledger: &Mutex<Ledger>, seen: &mut HashSet<String>) {
    let draft = begin(browser, seen).await;
    let subject = format!("Entwurf {name}");
    browser.send("forms", form(&draft, &subject, &[], "show")).await;
    ledger.lock().unwrap().drafts.push(subject);
}
