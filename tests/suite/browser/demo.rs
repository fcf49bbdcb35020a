//! The main job, end to end, as somebody does it who tries the demo: everything behind the page is the real thing.

use serde_json::json;

use super::axe;
use super::driver::{Browser, Screen};
use super::house::House;

const ENTER: &str = "\u{e007}";

/// Types into the chat and sends it.
async fn says(browser: &Browser, text: &str) {
    let field = browser.find("textarea").await;
    browser.fill(&field, &format!("{text}{ENTER}")).await;
}

/// The code in the newest mail of the mailbox page.
async fn code(browser: &Browser) -> String {
    let script = "const words = (document.body.innerText.match(/\\b[A-Z2-9]{8}\\b/g) ?? []); return words[0] ?? ''";
    for _ in 0..200 {
        let code = browser.run(script, json!([])).await.as_str().unwrap_or_default().to_owned();
        if !code.is_empty() {
            return code;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no code came:\n{}", browser.text().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_main_job_is_done_from_sign_in_to_closing() {
    let house = House::open().await;
    let url = |path: &str| house.url(path);
    let browser = Browser::open().await;
    browser.screen(Screen::Wide).await;

    browser.go(&url("/")).await;
    browser.reads("Wer sich anmelden kann").await;
    axe::clean(&browser, "demo: first look").await;

    // Sign in with a mailed code.
    browser.go(&url("/chat")).await;
    browser.reads("Bitte melden Sie sich").await;
    says(&browser, "anmelden").await;
    browser.reads("Wie lautet Ihre geschäftliche E-Mail-Adresse").await;
    says(&browser, "anna.berger@muster.example").await;
    browser.reads("Ich habe einen Code an").await;
    browser.go(&url("/mailbox")).await;
    let code = code(&browser).await;
    axe::clean(&browser, "demo: mailbox").await;
    browser.go(&url("/chat")).await;
    browser.reads("Ich habe einen Code an").await;
    says(&browser, &code).await;
    browser.reads("Willkommen").await;

    // Report a Störung through its form.
    let steps = [
        ("neu störung", "Um welches System geht es?"),
        ("1", "Wie wirkt sich die Störung aus?"),
        ("4", "Was ist passiert?"),
        ("Der Controller meldet seit heute früh eine Warnung.", "Notiert"),
    ];
    for (text, answer) in steps {
        says(&browser, text).await;
        browser.reads(answer).await;
    }
    browser.picture("demo-question").await;
    axe::clean(&browser, "demo: a form step by step").await;
    says(&browser, "später").await;
    browser.reads("gespeichert").await;

    // A short one to its end, seen at the desk, answered by support, told here.
    for text in ["neu anfrage", "Bedienung", "Frage zur Replikation", "Wie stelle ich die Replikation um?", "nein"] {
        says(&browser, text).await;
        browser.reads(if text == "nein" { "Zusammenfassung" } else { text }).await;
    }
    says(&browser, "absenden").await;
    browser.reads("ist angelegt").await;
    says(&browser, "meine tickets").await;
    browser.reads("Ihre offenen Tickets").await;
    axe::clean(&browser, "demo: own tickets").await;

    // The frame shows both sides at once.
    browser.go(&url("/")).await;
    browser.click_named("Support").await;
    let desk = browser.find("#desk iframe").await;
    browser.frame(Some(&desk)).await;
    browser.reads("Frage zur Replikation").await;
    browser.frame(None).await;
    let chat = browser.find("#chat iframe").await;
    browser.frame(Some(&chat)).await;
    browser.reads("Ihre offenen Tickets").await;
    browser.frame(None).await;
    browser.picture("demo").await;
    axe::clean(&browser, "demo: both sides").await;

    // Support answers on the desk page, and it is told in the chat.
    let number = browser
        .run(
            "const frame = document.querySelector('#chat iframe').contentDocument.body.innerText;
            return frame.match(/(CS-\\d{4}-\\d{6}).{0,3}„Frage zur Replikation“ ist angelegt/)?.[1] ?? ''",
            json!([]),
        )
        .await;
    let number = number.as_str().unwrap().to_owned();
    assert!(number.starts_with("CS-"), "the confirmation names the number: {number:?}");
    browser.go(&url(&format!("/desk/tickets/{number}"))).await;
    let answer = browser.find("#reply-text").await;
    browser.fill(&answer, "Unter Replikation, Zeitplan. Passt es so?").await;
    browser.click_named("Antwort senden").await;
    browser.reads("Die Antwort ist gesendet.").await;
    browser.go(&url("/chat")).await;
    browser.reads(&format!("Mira Sommer hat zu {number}")).await;
    browser.reads("Unter Replikation, Zeitplan. Passt es so?").await;

    // She answers, escalates and closes; the desk has each of it.
    says(&browser, &format!("antworte {number} Fast, noch eine Frage.")).await;
    browser.reads("Gesendet zu").await;
    says(&browser, &format!("eskaliere {number} Heute ist Abnahme.")).await;
    browser.click_named("Ja, eskalieren").await;
    browser.reads("ist eskaliert").await;
    says(&browser, &format!("schließe {number} Hat sich geklärt.")).await;
    browser.click_named("Ja, schließen").await;
    browser.reads("machen Sie das rückgängig").await;
    axe::clean(&browser, "demo: closed").await;
    browser.go(&url(&format!("/desk/tickets/{number}"))).await;
    for told in ["Fast, noch eine Frage.", "Heute ist Abnahme.", "Hat sich geklärt.", "Gelöst"] {
        browser.reads(told).await;
    }

    drop(browser);
    house.close().await;
}
