//! What is tried: requests as data, with placeholders for what only the running town knows (`{ticket}`, `{id}`).

use reqwest::Method;
use serde_json::{Value, json};

/// Who tries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// Without a session.
    Nobody,
    /// With a session, not signed in.
    Stranger,
    /// A customer admin of the other company.
    Nora,
    /// A colleague of the victim, who has nothing to do with the ticket.
    Lena,
    /// The victim.
    Anna,
    /// Support, at the desk page.
    Agent,
}

/// What may be kept of it. Everything else in the database, and every mail, stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing.
    Nothing,
    /// A line in the audit log.
    Noted,
    /// What they said themself, and the answer.
    Own,
    /// A new, empty session.
    Session,
}

impl Kept {
    /// For the page.
    pub fn words(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Noted => "a line in the audit log",
            Self::Own => "their own words and the answer",
            Self::Session => "an empty session",
        }
    }
}

/// A body.
#[derive(Clone, Debug)]
pub enum Body {
    /// None.
    Empty,
    /// Of that type.
    Raw(&'static str, Vec<u8>),
    /// Of these parts.
    Parts(Vec<Part>),
    /// So many bytes are promised, and none comes.
    Never(usize),
}

/// A part of a form.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// The file's name, if it is one.
    pub file: Option<String>,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The program that is served.
    Served,
    /// The demo.
    Demo,
    /// The address of the metrics.
    Metrics,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who makes it.
    pub who: Who,
    /// Where it goes.
    pub door: Door,
    /// How.
    pub method: Method,
    /// What for.
    pub path: String,
    /// Headers in the place of the page's; empty ones are left out.
    pub headers: Vec<(&'static str, String)>,
    /// Its body.
    pub body: Body,
}

/// What happens first.
#[derive(Clone, Debug)]
pub enum First {
    /// A request that is right.
    Sent(Request),
    /// An operator's command.
    Operator(Vec<&'static str>),
    /// Something that time does, said to the database.
    Time(&'static str),
}

/// A row of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is tried, for the page.
    pub what: String,
    /// Before it.
    pub first: Vec<First>,
    /// The attempt.
    pub request: Request,
    /// What may be kept.
    pub kept: Kept,
    /// After it, so that the next row finds everything as before.
    pub after: Vec<First>,
}

impl Request {
    /// A request of that person's page.
    pub fn new(who: Who, method: Method, path: &str) -> Self {
        Self { who, door: Door::Served, method, path: path.to_owned(), headers: Vec::new(), body: Body::Empty }
    }

    /// With a header in the place of the page's.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Without a header of the page's.
    pub fn without(self, name: &'static str) -> Self {
        self.with(name, "")
    }

    /// With a body.
    pub fn body(self, body: Body) -> Self {
        Self { body, ..self }
    }

    /// To another door.
    pub fn at(self, door: Door) -> Self {
        Self { door, ..self }
    }

    /// A row of it.
    pub fn row(self, what: impl Into<String>, kept: Kept) -> Row {
        Row { what: what.into(), first: Vec::new(), request: self, kept, after: Vec::new() }
    }
}

impl Row {
    /// Something happens first.
    pub fn first(mut self, first: First) -> Self {
        self.first.push(first);
        self
    }

    /// Something happens afterwards.
    pub fn after(mut self, after: First) -> Self {
        self.after.push(after);
        self
    }
}

/// JSON to a path.
pub fn sent(who: Who, path: &str, body: &Value) -> Request {
    Request::new(who, Method::POST, path).body(Body::Raw("application/json", body.to_string().into_bytes()))
}

/// A message.
pub fn said(who: Who, text: &str) -> Request {
    sent(who, "/chat/messages", &json!({ "id": "{id}", "text": text }))
}

/// A pressed button without a label.
pub fn pressed(who: Who, press: &Value) -> Request {
    sent(who, "/chat/press", &json!({ "id": "{id}", "press": press }))
}

/// A file.
pub fn file(who: Who, name: &str, bytes: Vec<u8>) -> Request {
    let part = Part { name: "file".to_owned(), file: Some(name.to_owned()), bytes };
    Request::new(who, Method::POST, "/chat/files").body(Body::Parts(vec![part]))
}

/// A request without a body.
pub fn get(who: Who, path: &str) -> Request {
    Request::new(who, Method::GET, path)
}
