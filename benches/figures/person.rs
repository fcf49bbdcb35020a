//! Somebody with a browser: a push connection that stays open, and a connection for what they send. As small as it gets, so
//! that the machine measures the product and not its load.

use std::time::Duration;

use anyhow::Context;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use ticketlotse::domain::Chance;
use ticketlotse::service::clock::SystemChance;
use tokio::net::TcpStream;
use tokio_util::task::TaskTracker;

/// Whoever waits longer for an answer waits for ever.
const PATIENCE: Duration = Duration::from_secs(30);
/// What the answers that are waited for hold: a ticket's number.
const NUMBER: &str = "CS-2";

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Asks for their tickets.
    List,
    /// Files a ticket: the form is open already, its five fields are sent, the number is told.
    Create,
    /// Asks the floor.
    Bare,
}

/// Whether it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Taken and answered.
    Answered,
    /// Too much at once from this person.
    Refused,
}

/// Somebody.
pub struct Person {
    id: usize,
    port: u16,
    post: SendRequest<Full<Bytes>>,
    push: Option<Push>,
    cookie: String,
    token: String,
    draft: Option<String>,
    tasks: TaskTracker,
    /// The last answer.
    pub answer: String,
}

struct Push {
    body: Incoming,
    buffer: String,
}

async fn connect(port: u16, tasks: &TaskTracker) -> anyhow::Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    // An end of the connection shows in the next request.
    tasks.spawn(async move { connection.await.unwrap_or_default() });
    Ok(sender)
}

fn header(response: &Response<Incoming>, name: &str) -> String {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

impl Person {
    /// Somebody who asks the floor.
    pub async fn bare(id: usize, port: u16, tasks: &TaskTracker) -> anyhow::Result<Self> {
        let sender = connect(port, tasks).await?;
        let (cookie, token, tasks) = (String::new(), String::new(), tasks.clone());
        Ok(Self { id, port, post: sender, push: None, cookie, token, draft: None, tasks, answer: String::new() })
    }

    /// Opens a session; says under which name. Not linked to anybody yet.
    pub async fn open(id: usize, port: u16, tasks: &TaskTracker) -> anyhow::Result<(Self, String)> {
        let mut person = Self::bare(id, port, tasks).await?;
        let request = person.request(Method::POST, "/chat/session", &Value::Null)?;
        let response = person.post.send_request(request).await?;
        person.keep(&response);
        let view: Value = serde_json::from_slice(&response.into_body().collect().await?.to_bytes())?;
        let user = view["user"].as_str().context("a session names its user")?.to_owned();
        Ok((person, user))
    }

    /// Opens the push connection.
    pub async fn listen(&mut self) -> anyhow::Result<()> {
        let request = self.request(Method::GET, "/chat/events", &Value::Null)?;
        let response = connect(self.port, &self.tasks).await?.send_request(request).await?;
        anyhow::ensure!(response.status() == StatusCode::OK, "the push connection answers {}", response.status());
        self.keep(&response);
        self.push = Some(Push { body: response.into_body(), buffer: String::new() });
        Ok(())
    }

    /// The same person at a program that was started anew.
    pub async fn again(&mut self, port: u16) -> anyhow::Result<()> {
        self.port = port;
        self.post = connect(port, &self.tasks).await?;
        self.listen().await
    }

    /// Takes over what the server gives for the next request.
    fn keep(&mut self, response: &Response<Incoming>) {
        let cookie = header(response, "set-cookie");
        if let Some((cookie, _)) = cookie.split_once(';') {
            cookie.clone_into(&mut self.cookie);
        }
        let token = header(response, "x-ticketlotse-token");
        if !token.is_empty() {
            self.token = token;
        }
    }

    fn request(&self, method: Method, path: &str, body: &Value) -> anyhow::Result<Request<Full<Bytes>>> {
        let host = format!("127.0.0.1:{}", self.port);
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", &host)
            .header("origin", format!("http://{host}"))
            .header("content-type", "application/json")
            .header("cookie", &self.cookie)
            .header("x-ticketlotse-token", &self.token)
            // Everybody sits behind an address of their own, as the proxy in front says.
            .header("x-forwarded-for", format!("10.{}.{}.7", self.id / 200, self.id % 200));
        let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
        Ok(request.body(Full::new(body))?)
    }

    async fn send(&mut self, path: &str, body: &Value) -> anyhow::Result<Said> {
        let request = self.request(Method::POST, path, body)?;
        let response = self.post.send_request(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        match status {
            StatusCode::ACCEPTED => Ok(Said::Answered),
            StatusCode::OK => {
                self.answer = String::from_utf8_lossy(&body).into_owned();
                Ok(Said::Answered)
            }
            StatusCode::TOO_MANY_REQUESTS => Ok(Said::Refused),
            other => anyhow::bail!("{path} answers {other}: {}", String::from_utf8_lossy(&body)),
        }
    }

    async fn say(&mut self, text: &str) -> anyhow::Result<Said> {
        self.send("/chat/messages", &json!({"id": SystemChance.id(), "text": text})).await
    }

    /// Waits for what is shown and holds that.
    async fn shown(&mut self, holding: &str) -> anyhow::Result<String> {
        let push = self.push.as_mut().context("there is no push connection")?;
        let shown = tokio::time::timeout(PATIENCE, push.shown(holding)).await;
        shown.with_context(|| format!("nothing with {holding:?} was shown"))?
    }

    /// Which program they talk to.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What has to be there before the deed, and does not count.
    pub async fn prepare(&mut self, deed: Deed) -> anyhow::Result<Said> {
        if deed != Deed::Create || self.draft.is_some() {
            return Ok(Said::Answered);
        }
        if self.say("neu anfrage").await? == Said::Refused {
            return Ok(Said::Refused);
        }
        let form: Value = serde_json::from_str(&self.shown("\"draft\":").await?)?;
        self.draft = draft_in(&form);
        anyhow::ensure!(self.draft.is_some(), "a form names its draft: {form}");
        Ok(Said::Answered)
    }

    /// The deed, until its answer is here.
    pub async fn act(&mut self, deed: Deed) -> anyhow::Result<Said> {
        let said = match deed {
            Deed::Bare => return self.send(&format!("/answer/{}", self.id), &Value::Null).await,
            Deed::List => self.say("meine tickets").await?,
            Deed::Create => {
                let draft = self.draft.take().context("a form is open")?;
                let values = json!({
                    "topic": ["operation"],
                    "subject": ["Wie lösche ich alte Schnappschüsse?"],
                    "description": ["Der Speicher wird voll, und wir finden die Einstellung nicht."],
                    "system": [crate::world::system(self.id)],
                    "answer_by": ["2099-12-31"],
                });
                let form = json!({"id": SystemChance.id(), "draft": draft, "values": values, "refresh": "send"});
                let said = self.send("/chat/forms", &form).await?;
                if said == Said::Refused {
                    self.draft = Some(draft);
                }
                said
            }
        };
        if said == Said::Answered {
            self.answer = self.shown(NUMBER).await?;
        }
        Ok(said)
    }
}

/// The draft that a shown form belongs to.
fn draft_in(shown: &Value) -> Option<String> {
    match shown {
        Value::Object(fields) => {
            let own = fields.get("draft").and_then(Value::as_str).map(str::to_owned);
            own.or_else(|| fields.values().find_map(draft_in))
        }
        Value::Array(values) => values.iter().find_map(draft_in),
        _ => None,
    }
}

impl Push {
    async fn shown(&mut self, holding: &str) -> anyhow::Result<String> {
        loop {
            while let Some(end) = self.buffer.find("\n\n") {
                let event: String = self.buffer.drain(..end + 2).collect();
                if event.starts_with("event: item") && event.contains("\"item\":\"message\"") && event.contains(holding)
                {
                    let data = event.lines().find_map(|line| line.strip_prefix("data: "));
                    return Ok(data.unwrap_or_default().to_owned());
                }
            }
            let frame = self.body.frame().await.context("the push connection ended")??;
            if let Ok(data) = frame.into_data() {
                self.buffer.push_str(&String::from_utf8_lossy(&data));
            }
        }
    }
}
