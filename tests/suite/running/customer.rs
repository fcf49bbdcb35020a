//! A customer with a browser of their own: sends messages, and reads what the push connection brings.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use reqwest::cookie::{CookieStore as _, Jar};
use reqwest::header::{HOST, ORIGIN};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use super::binary::{Installation, PUBLIC_URL, Running, texts};

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The customer.
pub struct Customer {
    http: Client,
    jar: Arc<Jar>,
    token: Mutex<String>,
    server: String,
    seen: Arc<Mutex<Vec<Shown>>>,
    reader: tokio::task::JoinHandle<()>,
}

impl Drop for Customer {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// A message of the bot: its id and its words.
type Shown = (String, String);

/// As the page sends it.
fn from_page(request: RequestBuilder) -> RequestBuilder {
    request.header(ORIGIN, PUBLIC_URL).header(HOST, PUBLIC_URL.trim_start_matches("http://"))
}

/// Every text in a shown thing, one after the other.
fn words(value: &Value, into: &mut String) {
    match value {
        Value::String(text) => into.push_str(text),
        Value::Array(values) => values.iter().for_each(|value| words(value, into)),
        Value::Object(fields) => {
            for value in fields.values() {
                words(value, into);
                into.push('\n');
            }
        }
        _ => {}
    }
}

/// Adds what an event of the push connection shows.
fn shown(line: &str, seen: &Mutex<Vec<Shown>>) {
    let Some(data) = line.strip_prefix("data:") else { return };
    let Ok(value) = serde_json::from_str::<Value>(data.trim()) else { return };
    let Some(blocks) = value["shown"]["message"].get("blocks") else { return };
    let mut text = String::new();
    words(blocks, &mut text);
    let id = value["shown"]["id"].as_str().unwrap_or_default().to_owned();
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    // Under another link the page gets everything anew; here it is kept once.
    if seen.iter().all(|(known, _)| *known != id) {
        seen.push((id, without_strong(&text)));
    }
}

/// Emphasis parts a sentence into spans; read, it is one.
fn without_strong(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Customer {
    /// Opens the page.
    pub async fn open(server: &Running) -> Self {
        let jar = Arc::<Jar>::default();
        let http = Client::builder().no_proxy().cookie_provider(Arc::clone(&jar)).build().unwrap();
        let (server, token) = (server.address.clone(), Mutex::default());
        let customer = Self { http, jar, token, server, seen: Arc::default(), reader: tokio::spawn(async {}) };
        customer.session().await;
        customer.listening().await
    }

    /// Gets the session's token; a sign-in changes it.
    async fn session(&self) -> Value {
        let session = from_page(self.http.post(self.url("/chat/session"))).send().await.unwrap();
        assert!(session.status().is_success(), "{:?}", session.text().await);
        let session = session.json::<Value>().await.unwrap();
        let token = session["token"].as_str().unwrap().to_owned();
        *self.token.lock().unwrap_or_else(PoisonError::into_inner) = token;
        session
    }

    /// The session as the page is told it.
    pub async fn told(&self) -> Value {
        self.session().await
    }

    /// What this browser would send as its cookie.
    pub fn cookie(&self) -> String {
        let cookies = self.jar.cookies(&self.url("/").parse().unwrap());
        cookies.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
    }

    /// The token of its page.
    pub fn token(&self) -> String {
        self.token.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A request as its page would make it, in full.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.page(self.http.request(method, self.url(path)))
    }

    /// The texts of the page's frame.
    pub async fn page_texts(&self) -> Value {
        self.session().await["texts"].take()
    }

    /// The same browser at a server that was started again.
    pub async fn at(mut self, server: &Running) -> Self {
        self.reader.abort();
        self.server.clone_from(&server.address);
        self.session().await;
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.listening().await
    }

    async fn listening(mut self) -> Self {
        let push = self.page(self.http.get(self.url("/chat/events"))).send().await.unwrap();
        assert!(push.status().is_success(), "{push:?}");
        let (seen, mut bytes) = (Arc::clone(&self.seen), push.bytes_stream());
        let (ready, mut shown_all) = tokio::sync::oneshot::channel();
        let mut ready = Some(ready);
        self.reader = tokio::spawn(async move {
            let mut rest = Vec::new();
            while let Some(Ok(chunk)) = bytes.next().await {
                rest.extend_from_slice(&chunk);
                while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
                    let line: Vec<u8> = rest.drain(..=end).collect();
                    let line = String::from_utf8_lossy(&line).into_owned();
                    shown(&line, &seen);
                    if line.starts_with("event: ready") || line.starts_with("event:ready") {
                        // Only the first one is waited for.
                        let _told = ready.take().map(|ready| ready.send(()));
                    }
                }
            }
        });
        // Everything that was there before is shown.
        tokio::time::timeout(PATIENCE, &mut shown_all).await.expect("the page is ready").expect("the page is ready");
        self
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.server)
    }

    fn page(&self, request: RequestBuilder) -> RequestBuilder {
        from_page(request).header("x-ticketlotse-token", self.token())
    }

    /// Sends a message under an id; the answer of the server.
    pub async fn send(&self, id: Uuid, text: &str) -> reqwest::Result<Response> {
        let message = || self.http.post(self.url("/chat/messages")).json(&json!({ "id": id, "text": text }));
        let sent = self.page(message()).send().await?;
        if sent.status() != StatusCode::FORBIDDEN {
            return Ok(sent);
        }
        self.session().await;
        self.page(message()).send().await
    }

    /// Sends a message; it was accepted.
    pub async fn says(&self, text: &str) {
        let sent = self.send(Uuid::now_v7(), text).await.unwrap();
        assert!(sent.status().is_success(), "{text}: {:?}", sent.text().await);
    }

    /// Sends a message and waits for new words.
    pub async fn asks(&self, text: &str, answer: &str) -> String {
        let before = self.seen().len();
        self.says(text).await;
        self.reads(before, answer).await
    }

    /// Everything that was shown since the page listens.
    pub fn seen(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.iter().map(|(_, text)| text.clone()).collect()
    }

    /// Waits until something after the first `before` messages holds these words; gives that message.
    pub async fn reads(&self, before: usize, words: &str) -> String {
        let begun = Instant::now();
        loop {
            let seen = self.seen();
            if let Some(found) = seen.iter().skip(before).find(|message| message.contains(words)) {
                return found.clone();
            }
            assert!(begun.elapsed() < PATIENCE, "{words:?} was not said:\n{}", seen.join("\n---\n"));
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Signs in with the code from the mail; gives the code.
    pub async fn sign_in(&self, home: &Installation, email: &str) -> String {
        self.reads(0, "Bitte melden Sie sich").await;
        self.asks("anmelden", "geschäftliche E-Mail-Adresse").await;
        let before = texts(&home.path("mail"));
        self.asks(email, "Ich habe einen Code an").await;
        let begun = Instant::now();
        let code = loop {
            let mails = texts(&home.path("mail"));
            if mails.len() > before.len()
                && let Some(code) = newest_code(home)
            {
                break code;
            }
            assert!(begun.elapsed() < PATIENCE, "no mail came");
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        self.asks(&code, "Willkommen").await;
        code
    }
}

/// The code in the newest mail of the folder.
pub fn newest_code(home: &Installation) -> Option<String> {
    let entries = std::fs::read_dir(home.path("mail")).ok()?;
    let mails = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "json"));
    let newest = mails.max_by_key(|path| std::fs::metadata(path).and_then(|meta| meta.modified()).ok())?;
    let mail: Value = serde_json::from_str(&std::fs::read_to_string(newest).ok()?).ok()?;
    let text = mail["mail"]["text"].as_str()?.to_owned();
    let is_code = |word: &&str| word.len() == 8 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    text.split_whitespace().find(is_code).map(str::to_owned)
}
