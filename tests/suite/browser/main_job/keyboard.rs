//! At the chat, with the keyboard alone: after every step the focus is where one goes on, and it is seen.

use serde_json::json;
use ticketlotse::domain::Status;

use super::{DESCRIPTION, ENTER, SUBJECT, asks, is_gone, shows};
use crate::browser::driver::Browser;
use crate::browser::house::House;

const TAB: char = '\u{e004}';
const SHIFT: char = '\u{e008}';
const DOWN: &str = "\u{e015}";
const SPACE: &str = " ";
/// Steps with the tab key within which everything must be reached.
const FAR: usize = 40;

/// Where the tab key leads.
#[derive(Clone, Copy)]
enum Way {
    On,
    Back,
}

async fn steps(browser: &Browser, way: Way) {
    match way {
        Way::On => browser.keys(&TAB.to_string()).await,
        Way::Back => browser.chord(SHIFT, TAB).await,
    }
}

/// What has the focus as a screen reader names it: the group's legend, the label, or the text.
async fn name(browser: &Browser) -> String {
    let script = "const one = document.activeElement;
        const text = (element) => (element?.textContent ?? '').trim().replace(/\\s+/g, ' ');
        const group = one.type === 'radio' || one.type === 'checkbox' || one.type === 'file' ? `${text(one.closest('fieldset')?.querySelector('legend'))}: ` : '';
        return group + (one.getAttribute('aria-label') ?? (text(one.labels?.[0]) || text(one))) + (one.tagName === 'SELECT' ? `: ${text(one.selectedOptions[0])}` : '')";
    browser.run(script, json!([])).await.as_str().unwrap_or_default().to_owned()
}

/// What has the focus is on the screen, and something is drawn around it (or around the line that it is in).
async fn is_seen(browser: &Browser) {
    let script = "const one = document.activeElement;
        const box = one.getBoundingClientRect();
        const inside = box.bottom > 0 && box.top < innerHeight && one.matches(':focus-visible');
        const marked = (element) => {
            const style = element && getComputedStyle(element);
            return style && ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || (element !== one && element.matches('.line') && style.boxShadow !== 'none'));
        };
        return inside && (marked(one) || marked(one.closest('.line, .pick-file')))";
    browser.until("the focus is seen", script, json!([])).await;
}

/// Goes on, or back, with the tab key to what begins with that name.
async fn goes_to(browser: &Browser, way: Way, wanted: &str) {
    let mut passed = Vec::new();
    for _ in 0..FAR {
        steps(browser, way).await;
        let name = name(browser).await;
        if name.starts_with(wanted) {
            return is_seen(browser).await;
        }
        passed.push(name);
    }
    panic!("„{wanted}“ is not reached with the tab key, only {passed:?}");
}

/// Waits until the focus has come to the message that says this, and from there goes to its button and presses it.
async fn presses(browser: &Browser, said: &str, button: &str) {
    let led = "const one = document.activeElement; return one.matches('article, h3') && one.closest('article').innerText.includes(arguments[0])";
    browser.until(&format!("the focus goes on to „{said}“"), led, json!([said])).await;
    is_seen(browser).await;
    goes_to(browser, Way::On, button).await;
    browser.keys(ENTER).await;
}

/// Writes and sends; the writing line keeps the focus.
async fn says(browser: &Browser, text: &str, answer: &str) {
    browser.until("one can write", "return document.activeElement.id === 'text'", json!([])).await;
    is_seen(browser).await;
    browser.keys(text).await;
    browser.keys(ENTER).await;
    browser.reads(answer).await;
    assert_eq!(browser.focused().await.split(' ').next(), Some("textarea"), "one goes on writing");
}

/// From the message that has the focus to the writing line.
async fn writes_after(browser: &Browser, question: &str, text: &str, answer: &str) {
    let led =
        "return document.activeElement.matches('article') && document.activeElement.innerText.includes(arguments[0])";
    browser.until(&format!("the focus goes on to „{question}“"), led, json!([question])).await;
    goes_to(browser, Way::On, "Ihre Nachricht").await;
    says(browser, text, answer).await;
}

/// Chooses the option so far down in the group that follows.
async fn chooses(browser: &Browser, group: &str, down: usize, option: &str) {
    asks(browser, group).await;
    goes_to(browser, Way::On, group).await;
    let is_list = browser.run("return document.activeElement.tagName === 'SELECT'", json!([])).await == json!(true);
    if !is_list {
        browser.keys(SPACE).await;
    }
    for _ in 0..down {
        browser.keys(DOWN).await;
    }
    let name = name(browser).await;
    assert!(name.starts_with(group) && name.contains(option), "„{option}“ is chosen, not „{name}“");
    is_seen(browser).await;
}

async fn types(browser: &Browser, label: &str, text: &str) {
    asks(browser, label).await;
    goes_to(browser, Way::On, label).await;
    browser.keys(text).await;
}

async fn signs_in(browser: &Browser, house: &House) {
    browser.go(&house.url("/chat")).await;
    browser.reads("Bitte melden Sie sich").await;
    goes_to(browser, Way::Back, "Anmelden").await;
    browser.keys(ENTER).await;
    let question = "Wie lautet Ihre geschäftliche E-Mail-Adresse";
    writes_after(browser, question, "anna.berger@muster.example", "Ich habe einen Code an").await;
    let code = house.code(browser).await;
    says(browser, &code, "Willkommen").await;
}

async fn reports(browser: &Browser) {
    goes_to(browser, Way::Back, "Neues Ticket").await;
    browser.keys(ENTER).await;
    presses(browser, "Kapazitätserweiterung", "1. 🔴 Störung").await;
    presses(browser, "Um welches System geht es?", "Als Formular ausfüllen").await;
    shows(browser, "form.native").await;
    let opened = "return document.activeElement.matches('form.native h3')";
    browser.until("the focus is at the form's beginning", opened, json!([])).await;
    is_seen(browser).await;

    chooses(browser, "Um welches System geht es?", 1, "Backup-Filer").await;
    chooses(browser, "Wie wirkt sich die Störung aus?", 2, "Teilweise").await;
    chooses(browser, "Ist die Produktion betroffen?", 1, "Nein").await;
    goes_to(browser, Way::On, "Was ist passiert?").await;
    // Sent too early: the first field that is wrong has the focus, and the next one is one step away.
    goes_to(browser, Way::On, "Absenden").await;
    browser.keys(ENTER).await;
    let wrong = "return document.activeElement.getAttribute('aria-invalid') === 'true'";
    browser.until("the focus is in the first field that is wrong", wrong, json!([])).await;
    assert!(name(browser).await.starts_with("Was ist passiert?"), "{}", name(browser).await);
    is_seen(browser).await;
    browser.keys(DESCRIPTION).await;
    types(browser, "Wie lautet der Betreff?", SUBJECT).await;
    types(browser, "Seit wann besteht die Störung?", "gestern 8:00").await;
    chooses(browser, "Welcher Bereich ist betroffen?", 2, "Leistung").await;
    goes_to(browser, Way::On, "Absenden").await;
    browser.keys(ENTER).await;
    browser.reads("ist angelegt").await;
    is_gone(browser, "form.native").await;
}

/// Opens the ticket from the list and presses one of its buttons.
async fn acts(browser: &Browser, number: &str, button: &str) {
    // After the writing line the page begins again; the way back would lead past every button there ever was.
    goes_to(browser, Way::On, "Menü").await;
    browser.keys(ENTER).await;
    presses(browser, "Was möchten Sie tun?", "Meine Tickets").await;
    let led = "return document.activeElement.matches('article') && document.activeElement.innerText.includes('Ihre offenen Tickets')";
    browser.until("the focus goes on to the list", led, json!([])).await;
    let mut found = false;
    for _ in 0..FAR {
        steps(browser, Way::On).await;
        if name(browser).await.contains(number) {
            found = true;
            break;
        }
    }
    assert!(found, "the ticket is reached in the list");
    browser.keys(ENTER).await;
    presses(browser, number, button).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_the_keyboard_alone() {
    let house = House::open().await;
    let browser = Browser::open().await;
    signs_in(&browser, &house).await;
    reports(&browser).await;
    let ticket = house.case(SUBJECT).await.held.ticket;
    let number = ticket.number.to_string();
    let led =
        "return document.activeElement.matches('article') && document.activeElement.innerText.includes('ist angelegt')";
    browser.until("the focus goes on to what became of the form", led, json!([])).await;
    is_seen(&browser).await;

    house.answers(&ticket.number, "Bitte prüfen Sie den zweiten Switch.").await;
    browser.reads("Bitte prüfen Sie den zweiten Switch.").await;
    assert!(browser.run(led, json!([])).await == json!(true), "what comes by itself takes no focus");
    goes_to(&browser, Way::On, "Antworten").await;
    browser.keys(ENTER).await;
    writes_after(&browser, "Was möchten Sie zu", "Der zweite Switch war aus.", "Gesendet zu").await;

    acts(&browser, &number, "Eskalieren").await;
    writes_after(&browser, "Warum möchten Sie", "Heute Abend läuft die Sicherung.", "wirklich eskalieren?").await;
    goes_to(&browser, Way::Back, "Nein").await;
    goes_to(&browser, Way::Back, "Ja, eskalieren").await;
    browser.keys(SPACE).await;
    browser.reads("ist eskaliert").await;

    acts(&browser, &number, "Schließen").await;
    writes_after(&browser, "geschlossen werden?", "Alle Pfade sind wieder da.", "wirklich schließen?").await;
    goes_to(&browser, Way::Back, "Ja, schließen").await;
    browser.keys(ENTER).await;
    presses(&browser, "machen Sie das rückgängig", "Bewerten").await;
    presses(&browser, "Wie zufrieden sind Sie", "★★★★☆ 4 Sterne").await;
    presses(&browser, "4 Sterne für", "Ohne Kommentar").await;
    browser.reads("ist angekommen: 4 Sterne").await;

    let case = house.case(SUBJECT).await;
    assert_eq!(case.held.ticket.status, Status::Resolved);
    for told in ["Der zweite Switch war aus.", "Heute Abend läuft die Sicherung.", "Alle Pfade sind wieder da."] {
        let count = case.entries.iter().filter(|one| one.entry.text.contains(told)).count();
        assert_eq!(count, 1, "„{told}“ is at the desk once");
    }
    drop(browser);
    house.close().await;
}
