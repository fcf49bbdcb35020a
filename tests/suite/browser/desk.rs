//! The desk page in a browser: how it looks in every state, that it stays fresh, and that a keyboard is enough.

use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::json;
use ticketlotse::config::Config;
use ticketlotse::desks::embedded::EmbeddedDesk;
use ticketlotse::desks::support::{QueueQuery, SupportDesk};
use ticketlotse::desks::{Addition, Desk, Writer};
use ticketlotse::domain::{Clock, EntryKind, TicketNumber};
use ticketlotse::http::demo::only_here;
use ticketlotse::service::clock::ManualClock;
use ticketlotse::store::Store;
use ticketlotse::wiring::{self, House, Sources};

use super::axe;
use super::driver::{Browser, Screen};

/// The demo's house with its made-up tickets, or the configured one, on a port of its own.
struct Stage {
    address: SocketAddr,
    desk: EmbeddedDesk,
    store: Store,
    server: tokio::task::JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// A Tuesday morning: the demo's tickets always look the same.
fn sources() -> Sources {
    let now = "2026-11-24T09:15:00Z".parse().unwrap();
    Sources { clock: Arc::new(ManualClock::at(now)) as Arc<dyn Clock>, ..Sources::default() }
}

impl Stage {
    async fn demo() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let house = wiring::demo::build(folder.path(), sources()).await.unwrap();
        Self::serve(house, folder).await
    }

    /// A house with the desk page behind its sign-in.
    async fn configured() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config: Config = wiring::demo::config(folder.path());
        config.desk.page = true;
        let house = wiring::build(&config, sources()).await.unwrap();
        Self::serve(house, folder).await
    }

    async fn serve(house: House, folder: tempfile::TempDir) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let House { desk, store, router, .. } = house;
        let router = only_here(router, address.port());
        #[expect(clippy::disallowed_methods, reason = "the stage owns its server and ends it")]
        let server = tokio::spawn(async move {
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).await.unwrap();
        });
        Self { address, desk, store, server, _folder: folder }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    async fn number(&self, words: &str) -> TicketNumber {
        let query = QueueQuery { words: Some(words.to_owned()), ..QueueQuery::default() };
        self.desk.queue(&query, 1).await.unwrap().tickets[0].ticket.number.clone()
    }

    /// The ticket's contact writes.
    async fn customer_writes(&self, number: &TicketNumber, text: &str) {
        let held = self.desk.case(number).await.unwrap().held;
        let email = ticketlotse::domain::Email::parse(&held.contact_email).unwrap();
        let member = self.store.member_by_email(&email).await.unwrap().unwrap();
        let writer = Writer {
            member,
            contact: held.ticket.contact,
            customer_name: held.customer_name,
            colleagues: Vec::new(),
            contracts: Vec::new(),
        };
        let addition = Addition { text: text.to_owned(), files: Vec::new(), kind: EntryKind::Reply, concerns: None };
        self.desk.add(&writer, number, &addition, &format!("op {text}").as_str().into()).await.unwrap();
    }
}

/// Checks and photographs one state on every screen.
async fn state(browser: &Browser, state: &str) {
    for (screen, name) in [(Screen::Desktop, "desktop"), (Screen::Phone, "phone"), (Screen::Zoomed, "zoomed")] {
        browser.screen(screen).await;
        let wide = browser.run("return document.documentElement.scrollWidth > innerWidth", json!([])).await;
        assert_eq!(wide, json!(false), "{state}, {name}: it scrolls sideways");
        for scheme in ["light", "dark"] {
            browser.scheme(scheme).await;
            browser.picture(&format!("{state}-{name}-{scheme}")).await;
        }
        axe::clean(browser, &format!("{state}, {name}")).await;
    }
    browser.screen(Screen::Desktop).await;
}

#[tokio::test]
async fn every_page_of_the_desk_is_accessible_on_every_screen() {
    let stage = Stage::demo().await;
    let browser = Browser::open().await;
    let number = stage.number("latenz").await;
    for (name, path, sign) in [
        ("desk-queue", "/desk".to_owned(), "Hohe Latenz"),
        ("desk-nothing", "/desk?words=gibtesnicht".to_owned(), "Dazu gibt es kein Ticket."),
        ("desk-ticket", format!("/desk/tickets/{number}?done=note"), "Hersteller-Fall ist offen"),
        ("desk-missing", "/desk/tickets/CS-1999-000001".to_owned(), "Das gibt es hier nicht."),
        ("desk-new", "/desk/new".to_owned(), "Ticket für einen Kunden anlegen"),
        ("desk-contacts", "/desk/contacts".to_owned(), "anna.berger@muster.example"),
    ] {
        browser.go(&stage.url(&path)).await;
        browser.reads(sign).await;
        state(&browser, name).await;
    }
    browser.go(&stage.url(&format!("/desk/tickets/{number}"))).await;
    browser.click_named("Antwort senden").await;
    browser.reads("Bitte schreiben Sie einen Text").await;
    state(&browser, "desk-empty-reply").await;
    browser.click_named("English").await;
    browser.reads("Reset filter").await;
    state(&browser, "desk-english").await;
}

#[tokio::test]
async fn the_sign_in_is_accessible_on_every_screen() {
    let stage = Stage::configured().await;
    let browser = Browser::open().await;
    browser.go(&stage.url("/desk")).await;
    // The configured address has the default port; only what is sent must come from there.
    browser.reads("Am Ticket-System anmelden").await;
    state(&browser, "desk-sign-in").await;
}

#[tokio::test]
async fn a_ticket_is_answered_with_the_keyboard_alone() {
    let stage = Stage::demo().await;
    let browser = Browser::open().await;
    let number = stage.number("projektarchiv um").await;
    browser.go(&stage.url("/desk")).await;
    browser.reads("Projektarchiv um 20 TiB").await;
    // Tab to the ticket, open it, tab to the answer, write, tab to the button, send.
    tab_to(&browser, "Projektarchiv um 20 TiB").await;
    browser.keys("\u{e007}").await;
    browser.reads("Dem Kunden antworten").await;
    tab_to(&browser, "textarea").await;
    browser.keys("Wir prüfen die Reserve des Aggregats.").await;
    tab_to(&browser, "Antwort senden").await;
    browser.keys("\u{e007}").await;
    browser.reads("Die Antwort ist gesendet.").await;
    let case = stage.desk.case(&number).await.unwrap();
    let last = &case.entries.last().unwrap().entry;
    assert_eq!(
        (last.text.as_str(), last.author_name.as_str()),
        ("Wir prüfen die Reserve des Aggregats.", "Mira Sommer")
    );
}

async fn tab_to(browser: &Browser, what: &str) {
    for _ in 0..60 {
        browser.keys("\u{e004}").await;
        if browser.focused().await.contains(what) {
            return;
        }
    }
    panic!("{what} is not reached with the tab key");
}

#[tokio::test]
async fn a_page_that_is_open_shows_what_is_new_and_keeps_what_is_typed() {
    let stage = Stage::demo().await;
    let browser = Browser::open().await;
    let number = stage.number("latenz").await;
    browser.go(&stage.url(&format!("/desk/tickets/{number}"))).await;
    browser.reads("Hersteller-Fall ist offen").await;
    let answer = browser.find("#reply-text").await;
    browser.fill(&answer, "Halb getippt").await;
    stage.customer_writes(&number, "Jetzt steht <b>alles</b> still.").await;
    browser.reads("Jetzt steht <b>alles</b> still.").await;
    let typed = browser.run("return document.getElementById('reply-text').value", json!([])).await;
    assert_eq!(typed, json!("Halb getippt"));
    browser.go(&stage.url("/desk")).await;
    browser.reads("Hohe Latenz").await;
    let case = stage.desk.case(&number).await.unwrap();
    assert!(!case.entries.is_empty());
    let other = stage.number("replikation").await;
    stage.customer_writes(&other, "Und noch eine Frage.").await;
    browser
        .until(
            "the queue shows the new due time",
            "const row = [...document.querySelectorAll('tbody tr')].find((row) => row.textContent.includes(arguments[0]));
             return row !== undefined && row.querySelector('td:nth-child(5) time, td:nth-child(5) strong') !== null",
            json!([other.as_str()]),
        )
        .await;
}
