//! In the demo's frame, with the mouse: chat on the left, desk and mailbox on the right.

use serde_json::json;
use ticketlotse::domain::Status;

use super::{DESCRIPTION, SUBJECT, asks, bubbles_with, is_gone, marks_what_is_mandatory, row, shows};
use crate::browser::axe;
use crate::browser::driver::{Browser, Element, Screen};
use crate::browser::house::House;

/// Goes to one half of the frame.
async fn half(browser: &Browser, name: &str) {
    browser.frame(None).await;
    let frame = browser.find(&format!("#{name} iframe")).await;
    browser.frame(Some(&frame)).await;
}

async fn chat(browser: &Browser) {
    half(browser, "chat").await;
}

/// Chooses a tab of the right half and goes into it.
async fn tab(browser: &Browser, name: &str) {
    browser.frame(None).await;
    let button = browser.find(&format!("#tab-{name}")).await;
    browser.click(&button).await;
    half(browser, name).await;
}

/// Types into the chat and presses the button that sends it.
async fn says(browser: &Browser, text: &str) {
    let field = browser.find("#text").await;
    browser.click(&field).await;
    browser.fill(&field, text).await;
    browser.click_named("Senden").await;
    browser.until("it is taken", "return !document.querySelector('.pending')", json!([])).await;
}

/// The input of the form's field with that label.
async fn input(browser: &Browser, label: &str) -> Element {
    asks(browser, label).await;
    let script = "const field = [...document.querySelectorAll('.native .field')]
            .findLast((one) => one.querySelector('label, legend').innerText.startsWith(arguments[0]));
        const input = field.querySelector('input, textarea, select');
        input.setAttribute('data-found', arguments[0]);";
    browser.run(script, json!([label])).await;
    browser.find(&format!("[data-found=\"{label}\"]")).await
}

async fn writes(browser: &Browser, label: &str, text: &str) {
    let input = input(browser, label).await;
    browser.click(&input).await;
    let clear = "document.activeElement.select?.()";
    browser.run(clear, json!([])).await;
    browser.keys(text).await;
}

/// Picks an option of the form's field with that label.
async fn picks(browser: &Browser, label: &str, option: &str) {
    asks(browser, label).await;
    let script = "const field = [...document.querySelectorAll('.native .field')]
            .findLast((one) => one.querySelector('label, legend').innerText.startsWith(arguments[0]));
        const option = [...field.querySelectorAll('.option, option')].find((one) => one.textContent.trim().startsWith(arguments[1]));
        document.querySelector('[data-option]')?.removeAttribute('data-option');
        option.setAttribute('data-option', '');";
    browser.run(script, json!([label, option])).await;
    let option = browser.find("[data-option]").await;
    browser.click(&option).await;
}

async fn signs_in(browser: &Browser) {
    chat(browser).await;
    browser.click_named("Anmelden").await;
    browser.reads("Wie lautet Ihre geschäftliche E-Mail-Adresse").await;
    says(browser, "anna.berger@muster.example").await;
    browser.reads("Ich habe einen Code an").await;
    tab(browser, "mailbox").await;
    shows(browser, ".code strong").await;
    let code = browser.run("return document.querySelector('.code strong').innerText", json!([])).await;
    axe::clean(browser, "main job: mailbox").await;
    browser.frame(None).await;
    browser.picture("main-job-mailbox").await;
    chat(browser).await;
    says(browser, code.as_str().unwrap()).await;
    browser.reads("Willkommen").await;
}

async fn opens_the_form(browser: &Browser) {
    browser.click_named("Neues Ticket").await;
    browser.click_named("🔴 Störung").await;
    browser.reads("Um welches System geht es?").await;
    browser.click_named("Als Formular ausfüllen").await;
    shows(browser, "form.native").await;
    marks_what_is_mandatory(browser).await;
}

async fn fills_in_the_form(browser: &Browser, file: &str) {
    picks(browser, "Um welches System geht es?", "Archiv-NAS").await;
    picks(browser, "Wie wirkt sich die Störung aus?", "Stark beeinträchtigt").await;
    picks(browser, "Ist die Produktion betroffen?", "Ja").await;
    picks(browser, "Sind Daten in Gefahr?", "Nein").await;
    writes(browser, "Unter welcher Nummer erreichen wir Sie?", "+49 30 555 0199").await;
    picks(browser, "Wann erreichen wir Sie dort?", "Zu anderen Zeiten").await;
    asks(browser, "Zu welchen Zeiten").await;
    picks(browser, "Wann erreichen wir Sie dort?", "Rund um die Uhr").await;
    let gone = "return ![...document.querySelectorAll('.native .field')].some((one) => one.innerText.startsWith('Zu welchen Zeiten'))";
    browser.until("what does not apply any more is gone", gone, json!([])).await;
    writes(browser, "Was ist passiert?", DESCRIPTION).await;
    writes(browser, "Wie lautet der Betreff?", SUBJECT).await;
    writes(browser, "Seit wann besteht die Störung?", "morgen 8:00").await;
    picks(browser, "Welcher Bereich ist betroffen?", "Leistung").await;
    // Told beside the field as soon as the form has looked at it.
    browser.reads("Dieser Zeitpunkt liegt in der Zukunft.").await;
    let more = browser.find("form.native summary").await;
    browser.click(&more).await;
    let picker = browser.find("form.native input[type=file]").await;
    browser.fill(&picker, file).await;
    shows(browser, "form.native .chip.done").await;
    axe::clean(browser, "main job: the form").await;
}

/// Presses „Absenden“ with one answer that cannot be: it is told beside the field, and mended.
async fn sends_the_form(browser: &Browser) {
    browser.click_named("Absenden").await;
    browser.reads("Eine Angabe fehlt noch oder passt nicht.").await;
    assert_eq!(browser.all("form.native [aria-invalid=true]").await.len(), 1);
    let led = "return document.activeElement.getAttribute('aria-invalid') === 'true' && document.querySelectorAll('form.native').length === 1
        && document.getElementById(document.activeElement.getAttribute('aria-describedby').split(' ').at(-1)).innerText.includes('Zukunft')";
    browser.until("the cursor is in the field that is wrong", led, json!([])).await;
    axe::clean(browser, "main job: an error in the form").await;
    browser.frame(None).await;
    browser.picture("main-job-error").await;
    chat(browser).await;
    writes(browser, "Seit wann besteht die Störung?", "gestern 8:00").await;
    browser.click_named("Absenden").await;
    browser.reads("ist angelegt").await;
    is_gone(browser, "form.native").await;
    browser.reads("Formular „Störung“ gesendet").await;
}

/// Everything after the ticket is there; what is done on the left shows on the right.
async fn lives_with_it(browser: &Browser, house: &House, number: &str) {
    browser.click_named("Menü").await;
    browser.click_named("Meine Tickets").await;
    browser.reads("Ihre offenen Tickets").await;
    opens(browser, number).await;
    browser.reads("noch nicht zugeteilt").await;

    tab(browser, "desk").await;
    let case = browser.find(&format!("a[href*=\"{number}\"]")).await;
    browser.click(&case).await;
    browser.reads("Dem Kunden antworten").await;
    let answer = browser.find("#reply-text").await;
    browser.click(&answer).await;
    browser.fill(&answer, "Bitte prüfen Sie den zweiten Switch.").await;
    browser.click_named("Antwort senden").await;
    browser.reads("Die Antwort ist gesendet.").await;

    chat(browser).await;
    browser.reads("Bitte prüfen Sie den zweiten Switch.").await;
    browser.frame(None).await;
    browser.picture("main-job-answered").await;
    chat(browser).await;
    browser.click_named("Antworten").await;
    browser.until("it waits for the answer", "return !document.querySelector('.pending')", json!([])).await;
    says(browser, "Der zweite Switch war aus.").await;
    browser.reads("Gesendet zu").await;
    reaches_the_desk(browser, "Der zweite Switch war aus.").await;

    acts(browser, number, "Eskalieren", "Warum möchten Sie").await;
    says(browser, "Heute Abend läuft die Sicherung.").await;
    browser.click_named("Ja, eskalieren").await;
    browser.reads("ist eskaliert").await;
    reaches_the_desk(browser, "Heute Abend läuft die Sicherung.").await;

    acts(browser, number, "Schließen", "geschlossen werden?").await;
    says(browser, "Alle Pfade sind wieder da.").await;
    browser.click_named("Ja, schließen").await;
    browser.reads("machen Sie das rückgängig").await;
    reaches_the_desk(browser, "Alle Pfade sind wieder da.").await;
    assert_eq!(house.case(SUBJECT).await.held.ticket.status, Status::Resolved);

    browser.click_named("Bewerten").await;
    browser.click_named("★★★★☆ 4 Sterne").await;
    browser.click_named("Ohne Kommentar").await;
    browser.reads("ist angekommen: 4 Sterne").await;
    axe::clean(browser, "main job: rated").await;
}

async fn opens(browser: &Browser, number: &str) {
    let row = row(browser, number).await;
    browser.click(&row).await;
}

/// Opens the ticket and presses one of its buttons.
async fn acts(browser: &Browser, number: &str, button: &str, question: &str) {
    browser.click_named("Menü").await;
    browser.click_named("Meine Tickets").await;
    opens(browser, number).await;
    browser
        .until(
            "the ticket is shown",
            "return !!document.querySelector('.latest section.ticket') && !document.querySelector('.pending')",
            json!([]),
        )
        .await;
    browser.click_named(button).await;
    browser.reads(question).await;
}

/// The desk's page shows it by itself; then back to the chat.
async fn reaches_the_desk(browser: &Browser, words: &str) {
    half(browser, "desk").await;
    browser.reads(words).await;
    chat(browser).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_the_mouse_in_the_demo() {
    let house = House::open().await;
    let browser = Browser::open().await;
    browser.screen(Screen::Wide).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Pfade.txt");
    std::fs::write(&file, "Pfad 1: da\nPfad 2: fehlt\n").unwrap();

    browser.go(&house.url("/")).await;
    signs_in(&browser).await;
    opens_the_form(&browser).await;
    fills_in_the_form(&browser, file.to_str().unwrap()).await;
    sends_the_form(&browser).await;
    let case = house.case(SUBJECT).await;
    let number = case.held.ticket.number.to_string();
    let files: Vec<&str> = case.entries.iter().flat_map(|one| &one.entry.files).map(|one| one.name.as_str()).collect();
    assert_eq!(files, ["Pfade.txt"]);
    lives_with_it(&browser, &house, &number).await;
    for once in [format!("Mira Sommer hat zu {number}"), "ist eskaliert".to_owned(), "ist angelegt".to_owned()] {
        assert_eq!(bubbles_with(&browser, &once).await, 1, "„{once}“ is said once");
    }
    drop(browser);
    house.close().await;
}
