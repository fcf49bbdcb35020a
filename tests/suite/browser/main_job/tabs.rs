//! In two tabs over a line that breaks at the worst moments: both show the same, and nothing is doubled or lost.

use serde_json::json;
use ticketlotse::domain::Status;

use super::{ENTER, bubbles_with, is_gone, row, shows};
use crate::browser::driver::Browser;
use crate::browser::house::House;

const QUESTION: &str = "Frage zur Aufbewahrung der Snapshots";

async fn says(browser: &Browser, text: &str) {
    let field = browser.find("#text").await;
    browser.fill(&field, &format!("{text}{ENTER}")).await;
}

/// Both tabs, the first one driven again afterwards.
struct Tabs {
    first: String,
    second: String,
}

impl Tabs {
    async fn both_read(&self, browser: &Browser, words: &str) {
        for tab in [&self.second, &self.first] {
            browser.choose_tab(tab).await;
            browser.reads(words).await;
            browser.until("everything is sent", "return !document.querySelector('.pending')", json!([])).await;
        }
    }

    async fn both_say_once(&self, browser: &Browser, words: &str) {
        self.both_read(browser, words).await;
        for tab in [&self.second, &self.first] {
            browser.choose_tab(tab).await;
            assert_eq!(bubbles_with(browser, words).await, 1, "„{words}“ is there once");
        }
    }
}

async fn signs_in(browser: &Browser, house: &House) -> Tabs {
    browser.go(&house.url("/chat")).await;
    browser.reads("Bitte melden Sie sich").await;
    let (first, second) = (browser.tab().await, browser.new_tab().await);
    browser.choose_tab(&second).await;
    browser.go(&house.url("/chat")).await;
    browser.reads("Bitte melden Sie sich").await;
    let tabs = Tabs { first, second };
    says(browser, "anmelden").await;
    tabs.both_read(browser, "Wie lautet Ihre geschäftliche E-Mail-Adresse").await;
    says(browser, "anna.berger@muster.example").await;
    tabs.both_read(browser, "Ich habe einen Code an").await;
    let code = house.code(browser).await;
    says(browser, &code).await;
    tabs.both_read(browser, "Willkommen").await;
    tabs
}

/// Fills in a short form in one tab; the line is down when it is sent.
async fn reports(browser: &Browser, house: &House, tabs: &Tabs) {
    says(browser, "neu anfrage").await;
    browser.click_named("Als Formular ausfüllen").await;
    browser.choose_tab(&tabs.second).await;
    shows(browser, "form.native").await;
    browser.choose_tab(&tabs.first).await;
    shows(browser, "form.native").await;
    let fill = "const set = (start, value) => {
            const field = [...document.querySelectorAll('.native .field')].find((one) => one.querySelector('label, legend').innerText.startsWith(start));
            const option = [...field.querySelectorAll('.option')].find((one) => one.innerText.trim().startsWith(value));
            (option ?? field.querySelector('input, textarea')).click();
            field.querySelector('input, textarea').focus();
        };
        set(arguments[0], arguments[1]);";
    for (label, text) in
        [("Wie lautet der Betreff?", QUESTION), ("Wie lautet Ihre Frage?", "Wie lange bleiben sie erhalten?")]
    {
        browser.run(fill, json!([label, text])).await;
        browser.keys(text).await;
    }
    browser.run(fill, json!(["Worum geht es?", "Bedienung"])).await;
    house.wire.down();
    browser.click_named("Absenden").await;
    browser.reads("Wartet auf die Verbindung").await;
    house.wire.up();
    tabs.both_say_once(browser, "ist angelegt").await;
    for tab in [&tabs.second, &tabs.first] {
        browser.choose_tab(tab).await;
        is_gone(browser, "form.native").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_two_tabs_over_a_line_that_breaks() {
    let house = House::open().await;
    let browser = Browser::open().await;
    let tabs = signs_in(&browser, &house).await;
    reports(&browser, &house, &tabs).await;
    let ticket = house.case(QUESTION).await.held.ticket;

    // Support answers while nobody is reached.
    house.wire.down();
    browser.reads("Die Verbindung ist unterbrochen").await;
    house.answers(&ticket.number, "Vierzehn Tage, wenn nichts anderes vereinbart ist.").await;
    house.wire.up();
    tabs.both_say_once(&browser, "Vierzehn Tage, wenn nichts anderes vereinbart ist.").await;

    // The second tab answers, and the line is cut while it does.
    browser.choose_tab(&tabs.second).await;
    browser.click_named("Antworten").await;
    tabs.both_say_once(&browser, "Was möchten Sie zu").await;
    browser.choose_tab(&tabs.second).await;
    says(&browser, "Danke, das genügt.").await;
    house.wire.cut();
    tabs.both_say_once(&browser, "Gesendet zu").await;

    // Both tabs confirm the same question.
    says(&browser, "meine tickets").await;
    let row = row(&browser, ticket.number.as_str()).await;
    browser.click(&row).await;
    browser.click_named("Schließen").await;
    tabs.both_read(&browser, "geschlossen werden?").await;
    says(&browser, "Hat sich geklärt.").await;
    tabs.both_read(&browser, "wirklich schließen?").await;
    house.wire.down();
    for tab in [&tabs.second, &tabs.first] {
        browser.choose_tab(tab).await;
        browser.click_named("Ja, schließen").await;
    }
    house.wire.up();
    tabs.both_say_once(&browser, "machen Sie das rückgängig").await;

    let case = house.case(QUESTION).await;
    assert_eq!(case.held.ticket.status, Status::Resolved);
    for told in ["Danke, das genügt.", "Hat sich geklärt.", "Vierzehn Tage"] {
        let count = case.entries.iter().filter(|one| one.entry.text.contains(told)).count();
        assert_eq!(count, 1, "„{told}“ is at the desk once");
    }
    drop(browser);
    house.close().await;
}
