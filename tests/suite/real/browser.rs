//! A browser as the server sees it: the session, what is sent until it is taken (under the same id), and the push
//! connection that comes back and says where it was.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tokio::sync::Notify;
use uuid::Uuid;

/// Pause before something is tried again; the page waits longer, which would only make the test longer.
const AGAIN: Duration = Duration::from_millis(25);
/// Longest wait for an answer, however often the program dies meanwhile.
pub const PATIENCE: Duration = Duration::from_secs(90);
const TOKEN: &str = "x-ticketlotse-token";

/// What the page shows.
#[derive(Default)]
struct Shown {
    known: HashSet<String>,
    items: Vec<Value>,
    position: String,
}

/// A browser.
pub struct Browser {
    client: Client,
    /// Where the program answers; the next one is asked when one does not.
    bases: Vec<String>,
    at: AtomicUsize,
    /// Its address on the network, so that browsers do not share a limit.
    from: String,
    token: Mutex<String>,
    user: Mutex<String>,
    shown: Mutex<Shown>,
    news: Notify,
}

impl Browser {
    /// The browser with that number.
    pub fn new(ports: &[u16], number: usize) -> Self {
        let client = Client::builder().cookie_store(true).timeout(PATIENCE).pool_max_idle_per_host(1);
        Self {
            client: client.build().expect("a client"),
            bases: ports.iter().map(|port| format!("http://127.0.0.1:{port}")).collect(),
            at: AtomicUsize::new(number),
            from: format!("10.{}.{}.7", number / 250, number % 250),
            token: Mutex::default(),
            user: Mutex::default(),
            shown: Mutex::default(),
            news: Notify::new(),
        }
    }

    fn base(&self) -> &str {
        &self.bases[self.at.load(Ordering::Relaxed) % self.bases.len()]
    }

    /// Nobody answers there (any more), or there is trouble: a proxy would ask the next one.
    async fn again(&self) {
        self.at.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(AGAIN).await;
    }

    fn request(&self, builder: RequestBuilder) -> RequestBuilder {
        let token = self.token.lock().unwrap().clone();
        builder.header("origin", self.base()).header("x-forwarded-for", &self.from).header(TOKEN, token)
    }

    fn learn(&self, response: &Response) {
        if let Some(token) = response.headers().get(TOKEN) {
            token.to_str().expect("a token").clone_into(&mut self.token.lock().unwrap());
        }
    }

    /// Opens the page: a session, as often as it takes. It must stay the same one.
    pub async fn open(&self) {
        loop {
            let asked = self.request(self.client.post(format!("{}/chat/session", self.base()))).send().await;
            if let Ok(response) = asked
                && response.status().is_success()
                && let Ok(said) = response.json::<Value>().await
            {
                said["token"].as_str().expect("a token").clone_into(&mut self.token.lock().unwrap());
                let user = said["user"].as_str().expect("a user");
                let mut known = self.user.lock().unwrap();
                assert!(known.is_empty() || *known == user, "the browser lost its identity");
                user.clone_into(&mut known);
                return;
            }
            self.again().await;
        }
    }

    /// Sends a change until it is taken. The same id, however often.
    pub async fn send(&self, path: &str, mut payload: Value) {
        payload["id"] = json!(Uuid::now_v7().to_string());
        loop {
            let request = self.client.post(format!("{}/chat/{path}", self.base())).json(&payload);
            match self.request(request).send().await {
                Ok(response) if response.status().is_success() => return self.learn(&response),
                Ok(response) => self.refused(path, response).await,
                Err(_) => {}
            }
            self.again().await;
        }
    }

    /// Sends a change once; whether it was taken. A refusal comes with words.
    pub async fn try_send(&self, path: &str, mut payload: Value) -> bool {
        payload["id"] = json!(Uuid::now_v7().to_string());
        let request = self.client.post(format!("{}/chat/{path}", self.base())).json(&payload);
        let response = self.request(request).send().await.expect("the program answers");
        let taken = response.status().is_success();
        if !taken {
            self.refused(path, response).await;
        }
        taken
    }

    /// Uploads a file until it is there; answers its id.
    pub async fn upload(&self, name: &str, bytes: Vec<u8>) -> String {
        loop {
            let part = reqwest::multipart::Part::bytes(bytes.clone()).file_name(name.to_owned());
            let form = reqwest::multipart::Form::new().part("file", part);
            let request = self.client.post(format!("{}/chat/files", self.base())).multipart(form);
            match self.request(request).send().await {
                Ok(response) if response.status().is_success() => {
                    self.learn(&response);
                    if let Ok(meta) = response.json::<Value>().await {
                        return meta["id"].as_str().expect("an id").to_owned();
                    }
                }
                Ok(response) => self.refused("files", response).await,
                Err(_) => {}
            }
            self.again().await;
        }
    }

    /// A refusal that passes is waited for; one that is about the session renews it; all others are wrong here.
    async fn refused(&self, path: &str, response: Response) {
        let status = response.status();
        let said: Value = response.json().await.unwrap_or_default();
        match said["refused"].as_str() {
            Some("token" | "ended") => self.open().await,
            _ if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() => {
                assert!(said["text"].as_str().is_some_and(|text| text.len() > 10), "no words for the person: {said}");
            }
            _ => panic!("{path}: {status} {said}"),
        }
    }

    /// Shows the feed for ever.
    pub async fn listen(&self) {
        loop {
            if let Err(Some(response)) = self.listen_once().await {
                let said: Value = response.json().await.unwrap_or_default();
                if matches!(said["refused"].as_str(), Some("token" | "ended")) {
                    self.open().await;
                }
            }
            self.again().await;
        }
    }

    async fn listen_once(&self) -> Result<(), Option<Response>> {
        let mut request = self.request(self.client.get(format!("{}/chat/events", self.base())));
        let position = self.shown.lock().unwrap().position.clone();
        if !position.is_empty() {
            request = request.header("last-event-id", position);
        }
        let mut response = request.send().await.map_err(|_| None)?;
        self.learn(&response);
        if !response.status().is_success() {
            return Err(Some(response));
        }
        let mut rest = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|_| None)? {
            rest.extend_from_slice(&chunk);
            while let Some(end) = rest.windows(2).position(|pair| pair == b"\n\n") {
                let event: Vec<u8> = rest.drain(..end + 2).collect();
                self.show(&String::from_utf8_lossy(&event));
            }
        }
        Ok(())
    }

    fn show(&self, event: &str) {
        let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        if field("event:") != Some("item") {
            return;
        }
        let data: Value = serde_json::from_str(field("data:").expect("data")).expect("JSON");
        let mut shown = self.shown.lock().unwrap();
        field("id:").expect("an id").clone_into(&mut shown.position);
        let id = data["shown"]["id"].as_str().expect("an id").to_owned();
        if shown.known.insert(id) {
            shown.items.push(data["shown"].clone());
            self.news.notify_one();
        }
    }

    /// Waits for something shown of which `find` makes something.
    pub async fn sees<T>(&self, what: &str, mut find: impl FnMut(&Value) -> Option<T>) -> T {
        let begun = Instant::now();
        let mut looked_at = 0;
        loop {
            {
                let shown = self.shown.lock().unwrap();
                if let Some(found) = shown.items[looked_at..].iter().find_map(&mut find) {
                    return found;
                }
                looked_at = shown.items.len();
                let last: Vec<String> = shown.items.iter().rev().take(6).rev().map(words).collect();
                assert!(begun.elapsed() < PATIENCE, "{what} is not shown; last:\n{}", last.join("\n"));
            }
            let _waited = tokio::time::timeout(Duration::from_secs(1), self.news.notified()).await;
        }
    }
}

/// All texts of an item of the bot, one after the other.
pub fn words(item: &Value) -> String {
    fn collect(value: &Value, into: &mut String) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| match value {
                Value::String(text) if name == "text" => into.push_str(text),
                value => collect(value, into),
            }),
            Value::Array(values) => values.iter().for_each(|value| collect(value, into)),
            _ => {}
        }
    }
    let mut text = String::new();
    collect(&item["message"], &mut text);
    text
}
