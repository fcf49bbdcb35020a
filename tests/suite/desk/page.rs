//! The desk page over HTTP: who gets in, what a form may do, what is shown to whom.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use chrono::Duration;
use ticketlotse::config::Secret;
use ticketlotse::conversation::effect::States;
use ticketlotse::desks::Desk;
use ticketlotse::desks::embedded::{EmbeddedDesk, Setup};
use ticketlotse::desks::support::{QueueQuery, SupportDesk};
use ticketlotse::domain::{Chance, Clock, Customer, Status, TicketNumber};
use ticketlotse::http::demo::open_desk;
use ticketlotse::http::desk::{DeskPage, SignIn, password, router};
use ticketlotse::locales::Locales;
use ticketlotse::platforms::web::{CookieScope, Origins};
use ticketlotse::service::clock::{ManualClock, SystemChance};
use ticketlotse::store::Store;
use tower::ServiceExt;

use super::people::{anna, draft, morning, writer};
use crate::databases::{Fresh, Kind};

const PASSWORD: &str = "ein langes Passwort";
const TOKEN: &str = "der-token-des-betreibers";
const PUBLIC: &str = "https://desk.example";

struct Room {
    router: Router,
    desk: EmbeddedDesk,
    store: Store,
    clock: Arc<ManualClock>,
    changed: Arc<AtomicU32>,
    _fresh: Fresh,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    SignIn,
    Demo,
}

/// An answer, read to its end.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn location(&self) -> &str {
        self.headers.get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The value of a hidden field.
    fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let from = self.text.find(&start).unwrap_or_else(|| panic!("no field {name} in {}", self.text)) + start.len();
        self.text[from..].split('"').next().unwrap_or_default().to_owned()
    }
}

async fn room(mode: Mode) -> Room {
    let fresh = Fresh::migrated(Kind::Sqlite).await;
    let chance: Arc<dyn Chance> = Arc::new(SystemChance);
    let store = Store::new(Arc::clone(&fresh.db), Arc::clone(&chance));
    let clock = Arc::new(ManualClock::at(morning()));
    let shared = Arc::clone(&clock) as Arc<dyn Clock>;
    let desk = EmbeddedDesk::new(Arc::clone(&fresh.db), Arc::clone(&shared), Setup::default()).expect("a desk");
    store.put_customer(&Customer { id: "K-1".into(), name: "Firma K-1".into() }).await.expect("a customer");
    store.put_member(&anna()).await.expect("a member");
    let hashed = password::hash(PASSWORD, chance.as_ref()).expect("a password");
    store.put_agent("sven", "Sven <b>Support</b>", &hashed).await.expect("an agent");
    let changed = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&changed);
    let demo = mode == Mode::Demo;
    let page = DeskPage {
        desk: Arc::new(desk.clone()),
        store: store.clone(),
        locales: Arc::new(Locales::shipped().expect("texts")),
        zone: chrono_tz::Europe::Berlin,
        clock: shared,
        chance,
        company: "CS Speicherwerk".into(),
        ticket_types: vec!["stoerung".into(), "anfrage".into()],
        max_file_bytes: 1000,
        origins: if demo { Origins::Loopback } else { Origins::Fixed(vec![PUBLIC.into()]) },
        cookie: if demo { CookieScope::Loopback } else { CookieScope::Secure },
        trusted_proxies: Vec::new(),
        changed: Arc::new(move || {
            counter.fetch_add(1, Ordering::Relaxed);
        }),
        limits: Arc::default(),
    };
    let router = if demo {
        open_desk(page, "Mira Sommer")
    } else {
        router(page, SignIn { token: Some(Secret::new(TOKEN.to_owned())) })
    };
    Room { router, desk, store, clock, changed, _fresh: fresh }
}

/// A browser: where it is, what it remembers.
struct Browser<'r> {
    room: &'r Room,
    cookies: Vec<(String, String)>,
    host: &'static str,
    origin: &'static str,
    from: &'static str,
}

impl<'r> Browser<'r> {
    fn new(room: &'r Room) -> Self {
        Self { room, cookies: Vec::new(), host: "desk.example", origin: PUBLIC, from: "203.0.113.7:4000" }
    }

    fn local(room: &'r Room) -> Self {
        let (host, origin) = ("127.0.0.1:8080", "http://127.0.0.1:8080");
        Self { host, origin, from: "127.0.0.1:4000", ..Self::new(room) }
    }

    async fn signed_in(room: &'r Room) -> Self {
        let mut browser = Self::new(room);
        let answer = browser.sign_in("sven", PASSWORD).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/desk"));
        browser
    }

    async fn send(&mut self, method: Method, address: &str, body: Option<String>) -> Answer {
        let mut request = Request::builder().method(&method).uri(address).header(HOST, self.host);
        if method == Method::POST {
            request = request.header(ORIGIN, self.origin).header("content-type", "multipart/form-data; boundary=XX");
        }
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        request = request.header(COOKIE, cookies.join("; "));
        let mut request = request.body(body.map_or_else(Body::empty, Body::from)).expect("a request");
        let peer: SocketAddr = self.from.parse().expect("an address");
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = self.room.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            let pair = cookie.to_str().expect("text").split(';').next().expect("a pair");
            let (name, value) = pair.split_once('=').expect("a pair");
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains('\u{27e6}'), "a text is missing: {text}");
        Answer { status: parts.status, headers: parts.headers, text }
    }

    async fn get(&mut self, address: &str) -> Answer {
        self.send(Method::GET, address, None).await
    }

    async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, address, Some(form(fields, None))).await
    }

    async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        self.post("/desk/sign-in", &[("login", login), ("password", password)]).await
    }
}

fn form(fields: &[(&str, &str)], file: Option<(&str, &str)>) -> String {
    let values = fields
        .iter()
        .map(|(name, value)| format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    let file = file.map(|(name, bytes)| {
        let head = format!("Content-Disposition: form-data; name=\"files\"; filename=\"{name}\"");
        format!("--XX\r\n{head}\r\nContent-Type: text/html\r\n\r\n{bytes}\r\n")
    });
    values.chain(file).chain(["--XX--\r\n".to_owned()]).collect()
}

async fn filed(room: &Room, title: &str) -> TicketNumber {
    let op = format!("file {title}").into();
    room.desk.create(&writer(&anna()), &draft(title), &op).await.expect("a ticket").number
}

#[tokio::test]
async fn nobody_gets_in_without_signing_in() {
    let room = room(Mode::SignIn).await;
    let number = filed(&room, "Geheim").await;
    let mut stranger = Browser::new(&room);
    for address in ["/desk", &format!("/desk/tickets/{number}"), "/desk/new", "/desk/contacts", "/desk/revision"] {
        let answer = stranger.get(address).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/desk/sign-in"), "{address}");
        assert!(!answer.text.contains("Geheim"));
    }
    for address in [&format!("/desk/tickets/{number}/reply"), "/desk/new", "/desk/sign-out"] {
        let answer = stranger.post(address, &[("text", "x"), ("op", "1"), ("token", "x")]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/desk/sign-in"), "{address}");
    }
    stranger.cookies.push(("__Host-ticketlotse-desk".into(), "ab".repeat(32)));
    assert_eq!(stranger.get("/desk").await.location(), "/desk/sign-in", "a forged cookie");
    assert_eq!(room.desk.case(&number).await.expect("a case").entries.len(), 1);
}

#[tokio::test]
async fn agents_sign_in_for_some_hours_and_out() {
    let room = room(Mode::SignIn).await;
    filed(&room, "Sichtbar").await;
    let mut browser = Browser::new(&room);
    let wrong = browser.sign_in("sven", "falsch").await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert!(wrong.text.contains("stimmen nicht") && wrong.text.contains("value=\"sven\""));
    let right = browser.sign_in(" SVEN ", PASSWORD).await;
    let cookie = right.headers.get(SET_COOKIE).and_then(|value| value.to_str().ok()).expect("a cookie").to_owned();
    for attribute in ["__Host-", "HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=43200"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let queue = browser.get("/desk").await;
    assert!(queue.text.contains("Sichtbar") && queue.text.contains("Sven &lt;b&gt;Support"));
    room.clock.advance(Duration::hours(13));
    assert_eq!(browser.get("/desk").await.location(), "/desk/sign-in", "a session ends by itself");
    browser.sign_in("sven", PASSWORD).await;
    let token = browser.get("/desk").await.hidden("token");
    assert_eq!(browser.post("/desk/sign-out", &[("token", "x")]).await.status, StatusCode::FORBIDDEN);
    let kept = browser.cookies.clone();
    assert_eq!(browser.post("/desk/sign-out", &[("token", &token)]).await.location(), "/desk/sign-in");
    browser.cookies = kept;
    assert_eq!(browser.get("/desk").await.location(), "/desk/sign-in", "the old cookie is worth nothing");
    let log = room.store.audit_log("desk.", 20).await.expect("the log");
    let what: Vec<_> = log.iter().map(|row| (row.entry.who.as_str(), row.entry.what.as_str())).collect();
    let wanted = [
        ("agent:sven", "desk.sign_out"),
        ("agent:sven", "desk.sign_in"),
        ("agent:sven", "desk.sign_in"),
        ("agent:sven", "desk.sign_in_wrong"),
    ];
    assert_eq!(what, wanted);
}

#[tokio::test]
async fn an_agent_who_was_removed_is_out_and_the_operator_has_a_token() {
    let room = room(Mode::SignIn).await;
    let mut operator = Browser::new(&room);
    assert_eq!(operator.sign_in("operator", "falsch").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(operator.sign_in("operator", TOKEN).await.location(), "/desk");
    assert!(operator.get("/desk").await.text.contains("Angemeldet: CS Speicherwerk"));
    let mut nobody = Browser::new(&room);
    assert_eq!(nobody.sign_in("niemand", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    let log = room.store.audit_log("desk.sign_in_wrong", 1).await.expect("the log");
    assert_eq!(log[0].entry.who, "agent:", "what was typed as a name may be a password");
}

#[tokio::test]
async fn guessing_passwords_is_bounded_and_locks_nobody_out() {
    let room = room(Mode::SignIn).await;
    let mut guesser = Browser::new(&room);
    for _ in 0..5 {
        assert_eq!(guesser.sign_in("sven", "falsch").await.status, StatusCode::UNAUTHORIZED);
    }
    let refused = guesser.sign_in("sven", PASSWORD).await;
    assert!(
        refused.text.contains("zu viele Versuche") && refused.text.contains("um 10:30 Uhr noch einmal"),
        "{}",
        refused.text
    );
    let mut owner = Browser { from: "198.51.100.1:4000", ..Browser::new(&room) };
    assert_eq!(owner.sign_in("sven", PASSWORD).await.location(), "/desk", "from elsewhere the owner gets in");
    for n in 0..15 {
        guesser.sign_in(&format!("name{n}"), "falsch").await;
    }
    assert!(guesser.sign_in("andere", "falsch").await.text.contains("zu viele Versuche"), "per address as well");
    room.clock.advance(Duration::minutes(16));
    assert_eq!(guesser.sign_in("sven", PASSWORD).await.location(), "/desk");
}

#[tokio::test]
async fn a_form_works_once_and_only_from_the_page() {
    let room = room(Mode::SignIn).await;
    let number = filed(&room, "Formular").await;
    let mut agent = Browser::signed_in(&room).await;
    let address = format!("/desk/tickets/{number}");
    let page = agent.get(&address).await;
    let (token, op) = (page.hidden("token"), page.hidden("op"));
    let reply = format!("{address}/reply");
    let fields = [("token", token.as_str()), ("op", &op), ("text", "Hallo\r\nWelt"), ("status", "waiting_customer")];
    let forged = agent.post(&reply, &[("token", "falsch"), ("op", "x"), ("text", "Untergeschoben")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let mut elsewhere =
        Browser { origin: "https://evil.example", cookies: agent.cookies.clone(), ..Browser::new(&room) };
    assert_eq!(elsewhere.post(&reply, &fields).await.status, StatusCode::FORBIDDEN);
    for _ in 0..2 {
        let done = agent.post(&reply, &fields).await;
        assert_eq!(done.location(), format!("{address}?done=reply"));
    }
    assert_eq!(room.changed.load(Ordering::Relaxed), 2, "customers are told at once");
    let case = room.desk.case(&number).await.expect("a case");
    let texts: Vec<_> = case.entries.iter().map(|entry| entry.entry.text.as_str()).collect();
    assert_eq!(texts, ["Beschreibung zu Formular", "Hallo\nWelt"]);
    assert_eq!(case.held.ticket.status, Status::WaitingCustomer);
    let shown = agent.get(&format!("{address}?done=reply")).await.text;
    assert!(shown.contains("Die Antwort ist gesendet.") && shown.contains("Wartet auf den Kunden"));
    let empty = agent.post(&reply, &[("token", &token), ("op", "neu"), ("text", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unknown = agent.post("/desk/tickets/CS-1999-000001/reply", &fields).await;
    assert_eq!(unknown.status, StatusCode::SEE_OTHER, "the same key again answers what it answered");
    let unknown = agent.get("/desk/tickets/CS-1999-000001").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_people_write_stays_text() {
    let room = room(Mode::SignIn).await;
    let evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>";
    let number = filed(&room, evil).await;
    let mut agent = Browser::signed_in(&room).await;
    for address in ["/desk".to_owned(), format!("/desk/tickets/{number}"), format!("/desk?words={}", "%3Cscript%3E")] {
        let answer = agent.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(!answer.text.contains("<script>alert") && !answer.text.contains("<img src=x"), "{address}");
        let policy =
            answer.headers.get(CONTENT_SECURITY_POLICY).and_then(|value| value.to_str().ok()).expect("a policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert!(!answer.text.contains(" style=") && !answer.text.contains(" onclick="), "nothing inline");
    }
}

#[tokio::test]
async fn notes_are_marked_and_files_are_downloads() {
    let room = room(Mode::SignIn).await;
    let number = filed(&room, "Datei").await;
    let mut agent = Browser::signed_in(&room).await;
    let address = format!("/desk/tickets/{number}");
    let page = agent.get(&address).await;
    let (token, op) = (page.hidden("token"), page.hidden("op"));
    let fields = [("token", token.as_str()), ("op", &op), ("text", "Nur für uns")];
    let body = form(&fields, Some(("../böse.html", "<script>alert(1)</script>")));
    let done = agent.send(Method::POST, &format!("{address}/note"), Some(body)).await;
    assert_eq!(done.location(), format!("{address}?done=note"));
    let shown = agent.get(&address).await.text;
    assert!(shown.contains("entry internal") && shown.contains("Intern</span>"));
    let case = room.desk.case(&number).await.expect("a case");
    let meta = &case.entries[1].entry.files[0];
    assert_eq!(meta.name, "böse.html");
    let got = agent.get(&format!("{address}/files/{}", meta.id)).await;
    let header = |name: &str| got.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert_eq!((got.status, header("content-type")), (StatusCode::OK, "application/octet-stream"));
    assert!(header(CONTENT_DISPOSITION.as_str()).starts_with("attachment;"));
    assert!(header(CONTENT_SECURITY_POLICY.as_str()).contains("sandbox"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    let large = form(&[("token", &token), ("op", "groß"), ("text", "x")], Some(("a.bin", &"x".repeat(2000))));
    let refused = agent.send(Method::POST, &format!("{address}/reply"), Some(large)).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    let missing = agent.get(&format!("{address}/files/x")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn changes_are_made_as_far_as_they_differ() {
    let room = room(Mode::SignIn).await;
    let number = filed(&room, "Ändern").await;
    let mut agent = Browser::signed_in(&room).await;
    let address = format!("/desk/tickets/{number}");
    let page = agent.get(&address).await;
    let (token, version) = (page.hidden("token"), page.hidden("version"));
    let change = async |agent: &mut Browser<'_>, op: &str, version: &str, more: &[(&str, &str)]| {
        let mut fields = vec![("token", token.as_str()), ("op", op), ("version", version)];
        fields.extend(more);
        agent.post(&format!("{address}/change"), &fields).await
    };
    let wanted = [("status", "in_progress"), ("priority", "high"), ("assignee", "Mira")];
    assert_eq!(change(&mut agent, "1", &version, &wanted).await.location(), format!("{address}?done=change"));
    let held = room.desk.case(&number).await.expect("a case").held;
    assert_eq!((held.ticket.status, held.ticket.priority.id()), (Status::InProgress, "high"));
    assert_eq!(held.assignee.as_deref(), Some("Mira"));
    let stale = change(&mut agent, "2", &version, &[("status", "resolved"), ("priority", "high")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("inzwischen geändert"));
    let now = held.ticket.version.to_string();
    change(&mut agent, "3", &now, &[("status", "resolved"), ("me", "1")]).await;
    let held = room.desk.case(&number).await.expect("a case").held;
    assert_eq!(held.assignee.as_deref(), Some("Sven <b>Support</b>"), "taken, and nothing else");
    assert_eq!(held.ticket.status, Status::InProgress);
}

#[tokio::test]
async fn calls_become_tickets_and_contacts() {
    let room = room(Mode::SignIn).await;
    let mut agent = Browser::signed_in(&room).await;
    let page = agent.get("/desk/new?customer=K-1&email=otto%40k-1.example&name=Otto").await;
    assert!(page.text.contains("value=\"otto@k-1.example\"") && page.text.contains("Störung"));
    let (token, op) = (page.hidden("token"), page.hidden("op"));
    let right = [
        ("token", token.as_str()),
        ("op", op.as_str()),
        ("via", "phone"),
        ("customer", "K-1"),
        ("email", "anna@k-1.example"),
        ("type", "stoerung"),
        ("priority", "high"),
        ("subject", "Anruf"),
        ("description", "Nichts geht."),
    ];
    let but = |name: &str, value: &'static str| {
        let mut fields = right.to_vec();
        fields.retain(|(known, _)| *known != name);
        fields.push((right.iter().find(|(known, _)| *known == name).map_or("name", |(known, _)| known), value));
        fields
    };
    for (name, value, said) in [
        ("customer", "K-9", "wählen Sie einen Kunden"),
        ("email", "keine", "keine E-Mail-Adresse"),
        ("email", "otto@k-1.example", "nennen Sie den Namen"),
        ("type", "unbekannt", "wählen Sie eine Ticketart"),
        ("subject", "", "nennen Sie einen Betreff"),
        ("description", "", "beschreiben Sie das Anliegen"),
    ] {
        let refused = agent.post("/desk/new", &but(name, value)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.text.contains(said), "{name}: {said}");
    }
    let filed = agent.post("/desk/new", &right).await;
    assert_eq!(filed.location(), "/desk/tickets/CS-2026-000001?done=new");
    assert_eq!(agent.post("/desk/new", &right).await.location(), filed.location(), "sent twice, filed once");
    let all = QueueQuery { states: States::All, ..QueueQuery::default() };
    let queue = room.desk.queue(&all, 10).await.expect("a queue");
    assert_eq!(queue.total, 1);
    assert_eq!(queue.tickets[0].ticket.contact_name, anna().name, "a known address has a name");
    let contact =
        [("token", token.as_str()), ("op", "k"), ("customer", "K-1"), ("email", "otto@k-1.example"), ("name", "Otto")];
    assert_eq!(agent.post("/desk/contacts", &contact).await.location(), "/desk/contacts?done=contact");
    let found = agent.get("/desk/contacts?words=otto").await.text;
    assert!(found.contains("otto@k-1.example") && !found.contains("anna@k-1.example"));
}

#[tokio::test]
async fn english_is_a_choice() {
    let room = room(Mode::SignIn).await;
    let mut agent = Browser::signed_in(&room).await;
    let page = agent.get("/desk").await;
    assert!(page.text.contains("lang=\"de\"") && page.text.contains("Tickets filtern"));
    agent.post("/desk/language", &[("token", &page.hidden("token")), ("language", "en")]).await;
    let page = agent.get("/desk").await.text;
    assert!(page.contains("lang=\"en\"") && page.contains("Filter tickets"));
}

#[tokio::test]
async fn the_open_page_answers_this_machine_alone() {
    let room = room(Mode::Demo).await;
    filed(&room, "Vorführung").await;
    let mut local = Browser::local(&room);
    let page = local.get("/desk").await;
    assert!(page.text.contains("Vorführung") && page.text.contains("Mira Sommer"));
    let policy = page.headers.get(CONTENT_SECURITY_POLICY).and_then(|value| value.to_str().ok()).expect("a policy");
    assert!(policy.contains("frame-ancestors 'self'"));
    let mut rebound =
        Browser { host: "evil.example:8080", origin: "http://evil.example:8080", ..Browser::local(&room) };
    assert_eq!(rebound.get("/desk").await.status, StatusCode::FORBIDDEN);
    let mut remote = Browser { from: "203.0.113.7:4000", ..Browser::local(&room) };
    assert_eq!(remote.get("/desk").await.status, StatusCode::FORBIDDEN);
    let forged = local.post("/desk/tickets/CS-2026-000001/reply", &[("op", "1"), ("text", "x")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN, "a form without the page's token");
    assert_eq!(local.get("/desk/sign-in").await.location(), "/desk");
}
