//! The demo's own pages: the frame with chat, desk and mailbox side by side, and the mailbox itself. Only `demo` builds
//! them, only for this machine; nothing here is reached by the served product.

use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Json, Router};
use chrono_tz::Tz;
use include_dir::{Dir, include_dir};
use maud::html;

use super::desk::DeskPage;
use crate::conversation::text::Text;
use crate::domain::Clock;
use crate::locales::{Locales, Speaking};
use crate::platforms::web::headers::{escape, protect};
use crate::platforms::web::{Framing, asset_address, is_loopback_host};

mod mailbox;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/http/demo/assets");

/// Texts of the frame and the mailbox, by what follows `web-demo-` in their keys.
pub const TEXTS: &[&str] = &[
    "title",
    "not-real",
    "views",
    "chat",
    "desk",
    "mailbox",
    "start",
    "heading",
    "lead",
    "step-1",
    "step-2",
    "step-3",
    "people",
    "copy",
    "copied",
    "code",
    "from-demo",
    "no-mail",
    "new-mail",
    "mail-to",
];

/// Somebody who can try to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoPerson {
    /// The address.
    pub email: String,
    /// Who that is, by the end of the text key `web-demo-person-…`.
    pub kind: PersonKind,
}

/// What a demo person is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonKind {
    /// Own tickets.
    User,
    /// The company's tickets, too.
    CustomerAdmin,
    /// The contract has expired.
    Expired,
    /// The address is disabled.
    Disabled,
    /// No Support-ID yet.
    NoSupportId,
}

impl PersonKind {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] = [Self::User, Self::CustomerAdmin, Self::NoSupportId, Self::Expired, Self::Disabled];

    /// The text key.
    pub fn key(self) -> &'static str {
        match self {
            Self::User => "web-demo-person-user",
            Self::CustomerAdmin => "web-demo-person-admin",
            Self::Expired => "web-demo-person-expired",
            Self::Disabled => "web-demo-person-disabled",
            Self::NoSupportId => "web-demo-person-no-support-id",
        }
    }
}

/// What the demo's pages are made from.
#[derive(Debug)]
pub struct Demo {
    /// Where the mailer puts the mails.
    pub mail_folder: PathBuf,
    /// Who can try to sign in.
    pub people: Vec<DemoPerson>,
    /// Texts.
    pub locales: Arc<Locales>,
    /// Zone of the mails' times.
    pub zone: Tz,
    /// Time.
    pub clock: Arc<dyn Clock>,
}

/// The demo's pages: `/`, `/mailbox` and their assets.
pub fn router(demo: Demo) -> Router {
    Router::new()
        .route("/", get(frame))
        .route("/mailbox", get(mailbox_page))
        .route("/mailbox/mails", get(mailbox::mails))
        .route("/demo/assets/{name}", get(asset))
        .route("/favicon.ico", get(|| async { Redirect::permanent(&asset_address("logo.svg")) }))
        .layer(from_fn(protected))
        .with_state(Arc::new(demo))
}

/// The desk page, open to everybody on this machine, who write as `agent`. There is no other way to an open desk page.
pub fn open_desk(page: DeskPage, agent: &str) -> Router {
    super::desk::open_router(page, agent)
}

/// Answers only requests that were sent to this machine by one of its own names, under the given port: a name that was
/// rebound to the loopback address reads nothing. For everything that the demo serves.
pub fn only_here(router: Router, port: u16) -> Router {
    router.layer(from_fn_with_state(port, here))
}

async fn here(State(port): State<u16>, request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let same_port = host.rsplit_once(':').is_some_and(|(_, sent)| sent.parse() == Ok(port));
    if is_loopback_host(host) && (same_port || (port == 80 && !host.ends_with(":80"))) {
        next.run(request).await
    } else {
        StatusCode::MISDIRECTED_REQUEST.into_response()
    }
}

async fn protected(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    protect(&mut response, Framing::SameOrigin);
    response
}

impl Demo {
    fn language(&self) -> &str {
        self.locales.languages().first().copied().unwrap_or("de")
    }

    fn say(&self, text: &Text) -> String {
        let how = Speaking { language: self.language(), zone: self.zone, now: self.clock.now() };
        self.locales.say(how, text).plain()
    }

    /// A page with its texts and the chat's shared style filled in.
    fn page(&self, name: &str) -> String {
        let file = FILES.get_file(name).and_then(|file| file.contents_utf8());
        let mut html = file.expect("the demo's pages are part of the binary").to_owned();
        html = html
            .replace("{{language}}", &escape(self.language()))
            .replace("{{base.css}}", &asset_address("base.css"))
            .replace("{{logo.svg}}", &asset_address("logo.svg"));
        for name in TEXTS {
            let text = self.say(&Text::key(format!("web-demo-{name}")));
            html = html.replace(&format!("{{{{{name}}}}}"), &escape(&text));
        }
        html
    }

    fn people(&self) -> String {
        let copy = self.say(&Text::key("web-demo-copy"));
        let list = html! {
            @for person in &self.people {
                li {
                    div {
                        p class="email" { (person.email) }
                        p class="line" { (self.say(&Text::key(person.kind.key()))) }
                    }
                    button type="button" class="quiet copy" data-copy=(person.email) aria-label={ (copy) ": " (person.email) } {
                        (copy)
                    }
                }
            }
        };
        list.into_string()
    }
}

fn page(text: String) -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))], text).into_response()
}

async fn frame(State(demo): State<Arc<Demo>>) -> Response {
    page(demo.page("frame.html").replace("{{people-list}}", &demo.people()))
}

async fn mailbox_page(State(demo): State<Arc<Demo>>) -> Response {
    page(demo.page("mailbox.html"))
}

async fn asset(Path(name): Path<String>) -> Response {
    let kind = match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    match FILES.get_file(&name) {
        Some(file) => ([(CONTENT_TYPE, HeaderValue::from_static(kind))], file.contents()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A JSON answer, for the mailbox.
fn json<T: serde::Serialize>(value: T) -> Response {
    Json(value).into_response()
}
