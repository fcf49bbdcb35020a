//! A house on a database in memory that takes requests, and a mailer that writes into a folder.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::{Router, response::Response};
use ticketlotse::config::{Config, Secret, Transport};
use ticketlotse::domain::{Clock, Email};
use ticketlotse::mail::folder::FolderMailer;
use ticketlotse::mail::{Mail, Mailer, Sender};
use ticketlotse::service::clock::SystemClock;
use ticketlotse::wiring::{self, House, Sources};
use tower::ServiceExt;

/// Requests of one session.
const PER_SESSION: u32 = 20;
const HOST: &str = "127.0.0.1:8080";
const ORIGIN: &str = "http://127.0.0.1:8080";

static RUNTIME: LazyLock<tokio::runtime::Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime"));

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a temporary folder"));

static HOUSE: LazyLock<House> = LazyLock::new(|| {
    let config: Config = {
        let mut config = Config::default();
        config.database.url = Some(Secret::new("sqlite::memory:"));
        config.mail.transport = Transport::Folder;
        config.mail.folder = FOLDER.path().join("house");
        config
    };
    RUNTIME.block_on(wiring::build(&config, Sources::default())).expect("a house in memory")
});

/// Whose requests they are.
struct Page {
    cookie: String,
    token: String,
    peer: SocketAddr,
    left: u32,
}

static PAGE: Mutex<Option<Page>> = Mutex::new(None);
static PEERS: AtomicU32 = AtomicU32::new(1);

/// Lends an empty folder.
pub fn in_folder(work: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir_in(FOLDER.path()).expect("a temporary folder");
    work(folder.path());
}

/// Writes a mail to that address whose texts are foreign, too.
pub fn posts(to: &Email, text: &str) {
    in_folder(|folder| {
        let from = Sender { name: text.to_owned(), email: Email::parse("bot@cs.example").expect("an address") };
        let clock = Arc::new(SystemClock) as Arc<dyn Clock>;
        let mailer = FolderMailer::new(folder, from, clock).expect("a folder for mails");
        let mail = Mail {
            id: text.to_owned(),
            to: to.clone(),
            subject: text.to_owned(),
            text: text.to_owned(),
            html: text.to_owned(),
        };
        // An address that no mail server would take is refused.
        if RUNTIME.block_on(mailer.send(&mail)).is_ok() {
            let kept = ticketlotse::mail::folder::kept_mails(folder, 2).expect("the folder can be read");
            assert_eq!(kept.len(), 1, "one mail");
        }
    });
}

fn router() -> Router {
    HOUSE.router.clone()
}

fn send(request: Request<Body>) -> Response {
    RUNTIME.block_on(router().oneshot(request)).expect("a router never fails")
}

impl Page {
    /// Opens the page from an address of its own.
    fn open() -> Self {
        let number = PEERS.fetch_add(1, Ordering::Relaxed);
        let peer = SocketAddr::from((Ipv4Addr::from(0x0a00_0000 | (number & 0x00ff_ffff)), 40_000));
        let mut request = Request::post("/chat/session")
            .header("host", HOST)
            .header("origin", ORIGIN)
            .header("sec-fetch-site", "same-origin")
            .body(Body::empty())
            .expect("a request");
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = send(request);
        assert_eq!(response.status(), StatusCode::OK, "a session is opened");
        let headers = response.headers();
        Self { cookie: cookie(headers), token: text(headers, "x-ticketlotse-token"), peer, left: PER_SESSION }
    }
}

fn text(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

fn cookie(headers: &HeaderMap) -> String {
    text(headers, "set-cookie").split(';').next().unwrap_or_default().to_owned()
}

const PATHS: &[&str] = &[
    "/chat/messages",
    "/chat/press",
    "/chat/forms",
    "/chat/edit",
    "/chat/delete",
    "/chat/files",
    "/chat/session",
    "/chat/files/CS-2026-004711/x",
    "/chat/assets/x/chat.js",
    "/chat",
];

/// One request. The first byte chooses the address, the second what of the page's headers is there and the kind of body; a
/// body that begins with `/` names its own address up to the line's end.
pub fn requests(data: &[u8]) {
    let Some((&[path, how], body)) = data.split_first_chunk::<2>() else { return };
    let path = PATHS[usize::from(path) % PATHS.len()];
    let mut page = PAGE.lock().unwrap_or_else(PoisonError::into_inner);
    let page = match &mut *page {
        Some(page) if page.left > 0 => page,
        page => page.insert(Page::open()),
    };
    page.left -= 1;
    let (method, kind) = match how & 3 {
        0 => (Method::POST, "application/json"),
        1 => (Method::POST, "multipart/form-data; boundary=x"),
        2 => (Method::GET, ""),
        _ => (Method::POST, "text/plain"),
    };
    let (uri, body) = match body.split_first() {
        Some((b'/', _)) => {
            let line = body.iter().position(|byte| *byte == b'\n').unwrap_or(body.len());
            (String::from_utf8_lossy(&body[..line]).into_owned(), &body[line..])
        }
        _ => (path.to_owned(), body),
    };
    let mut request = Request::builder().method(method).uri(uri).header("host", HOST).header("content-type", kind);
    for (bit, name, value) in [
        (4, "origin", ORIGIN),
        (8, "cookie", page.cookie.as_str()),
        (16, "x-ticketlotse-token", page.token.as_str()),
        (32, "sec-fetch-site", "same-origin"),
    ] {
        if how & bit == 0 {
            request = request.header(name, value);
        }
    }
    // What is no address is no request either.
    let Ok(mut request) = request.body(Body::from(body.to_vec())) else { return };
    request.extensions_mut().insert(ConnectInfo(page.peer));
    let response = send(request);
    assert!(!response.status().is_server_error(), "{}", response.status());
}
