//! How the page behaves: keyboard and focus, sending and reconnecting, files, forms, changes, and text that stays text.

use std::time::Duration;

use serde_json::{Value, json};
use ticketlotse::conversation::event::{EventKind, Press, Refresh};
use ticketlotse::conversation::message::{Block, Message};

use super::driver::{Browser, Screen};
use super::messages::{self, words};
use super::proxy::Wire;
use super::stage::Stage;

/// `WebDriver`'s keys.
const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";
const ESCAPE: &str = "\u{e00c}";
const SPACE: &str = " ";

/// A page that has been greeted, and whom the bot talks to.
async fn begin(stage: &mut Stage, browser: &Browser) -> ticketlotse::store::links::ConversationRow {
    browser.go(&stage.url("/chat")).await;
    let opened = stage.event(1).await;
    assert_eq!(opened.kind, EventKind::Opened);
    assert!(opened.origin.described.starts_with("Chrome"), "{}", opened.origin.described);
    let row = stage.conversation(&opened).await;
    stage.say(&row, messages::greeting()).await;
    browser.reads("Was kann ich für Sie tun?").await;
    row
}

fn said(kind: &EventKind) -> &str {
    match kind {
        EventKind::Said { text, .. } => text,
        other => panic!("nothing was said: {other:?}"),
    }
}

#[tokio::test]
async fn the_chat_can_be_kept_on_the_home_screen() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    begin(&mut stage, &browser).await;
    let read = browser.devtools("Page.getAppManifest", json!({})).await;
    assert_eq!(read["errors"], json!([]), "{read}");
    assert_eq!(read["url"], json!(stage.url("/chat/manifest.webmanifest")));
    let data: Value = serde_json::from_str(read["data"].as_str().unwrap()).unwrap();
    assert!(data["name"].as_str().unwrap().starts_with("Ticketlotse · "), "{data}");
    assert_eq!((&data["lang"], &data["start_url"]), (&json!("de"), &json!("/chat")));
    let wrong = browser.devtools("Page.getInstallabilityErrors", json!({})).await;
    // A private window cannot keep anything; everything else has to be right.
    let wrong: Vec<_> =
        wrong["installabilityErrors"].as_array().unwrap().iter().map(|error| &error["errorId"]).collect();
    assert!(wrong.iter().all(|id| **id == json!("in-incognito")), "{wrong:?}");
}

#[tokio::test]
async fn everything_can_be_done_with_the_keyboard() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    let row = begin(&mut stage, &browser).await;
    assert_eq!(browser.focused().await, "textarea", "one can write at once");
    browser.keys("meine tickets").await;
    browser.keys(ENTER).await;
    assert_eq!(said(&stage.event(2).await.kind), "meine tickets");
    assert_eq!(browser.focused().await, "textarea", "and go on writing");
    stage.say(&row, messages::question()).await;
    browser.reads("Schritt 1 von 8").await;
    // From the beginning of the page: the skip link, the menu, the conversation, its buttons in order.
    browser.run("document.activeElement.blur(); document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')", json!([])).await;
    let mut order = Vec::new();
    for _ in 0..9 {
        browser.keys(TAB).await;
        order.push(browser.focused().await);
    }
    assert_eq!(order[0], "a Zum Eingabefeld springen");
    assert_eq!(order[1], "button Menü");
    assert_eq!(order[2], "div Gespräch");
    assert_eq!(order[3], "button Neues Ticket");
    assert_eq!(order[7], "button Abmelden");
    for _ in 0..3 {
        if browser.focused().await.contains("Archiv-NAS") {
            break;
        }
        browser.keys(TAB).await;
    }
    browser.keys(SPACE).await;
    let EventKind::Pressed { press: Some(Press::Answer { value, .. }) } = stage.event(3).await.kind else {
        panic!("the option was not picked: {:?}", stage.kinds());
    };
    assert_eq!(value, "s1");
    stage.say(&row, messages::notices()).await;
    browser.reads("Zusammenfassung").await;
    let script = "return document.activeElement.innerText.includes('Zusammenfassung')";
    browser.until("the focus goes on to the answer", script, json!([])).await;
}

#[tokio::test]
async fn a_double_click_does_it_once() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    begin(&mut stage, &browser).await;
    let twice =
        "const button = [...document.querySelectorAll('.choice')].find((one) => one.innerText.trim() === arguments[0]);
        button.click(); button.click(); button.click();";
    browser.run(twice, json!(["Meine Tickets"])).await;
    stage.event(2).await;
    browser.reads("Meine Tickets").await;
    browser.keys("danach").await;
    browser.keys(ENTER).await;
    assert_eq!(said(&stage.event(3).await.kind), "danach");
}

#[tokio::test]
async fn nothing_is_lost_or_doubled_when_the_connection_breaks() {
    let mut stage = Stage::open().await;
    let wire = Wire::to(stage.address).await;
    let browser = Browser::open().await;
    browser.go(&format!("http://{}/chat", wire.address)).await;
    let row = stage.conversation(&stage.event(1).await).await;
    let say = |text: &str| Message::new(vec![Block::Paragraph { text: words(text) }]);
    stage.say(&row, say("eins")).await;
    browser.reads("eins").await;
    wire.cut();
    stage.say(&row, say("zwei")).await;
    browser.reads("zwei").await;
    wire.down();
    browser.reads("Die Verbindung ist unterbrochen").await;
    for text in ["drei", "vier"] {
        stage.say(&row, say(text)).await;
    }
    browser.run("document.getElementById('text').focus()", json!([])).await;
    for text in ["erste nachricht", "zweite nachricht"] {
        browser.keys(text).await;
        browser.keys(ENTER).await;
    }
    browser.reads("wartet auf die Verbindung").await;
    assert_eq!(stage.kinds().len(), 1, "nothing came through");
    super::look::state(&browser, "lost").await;
    wire.up();
    browser.reads("Die Verbindung steht wieder").await;
    browser.reads("vier").await;
    assert_eq!(said(&stage.event(2).await.kind), "erste nachricht");
    assert_eq!(said(&stage.event(3).await.kind), "zweite nachricht");
    for text in ["eins", "zwei", "drei", "vier", "erste nachricht", "zweite nachricht"] {
        let count = "return [...document.querySelectorAll('.bubble')].filter((one) => one.innerText.trim() === arguments[0]).length";
        assert_eq!(browser.run(count, json!([text])).await, json!(1), "„{text}“ is there once");
    }
    let settled = "return document.querySelectorAll('.pending').length === 0";
    browser.until("everything is sent", settled, json!([])).await;
}

#[tokio::test]
async fn what_could_not_be_sent_is_sent_by_the_next_page() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    begin(&mut stage, &browser).await;
    stage.recorded.lock().unwrap().is_down = true;
    browser.keys("noch da").await;
    browser.keys(ENTER).await;
    browser.reads("geklappt").await;
    browser.go(&stage.url("/chat")).await;
    stage.recorded.lock().unwrap().is_down = false;
    assert_eq!(said(&stage.event(2).await.kind), "noch da");
    let once = "return document.querySelectorAll('.said').length === 1 && !document.querySelector('.pending')";
    browser.until("it is shown once, as sent", once, json!([])).await;
}

#[tokio::test]
async fn two_tabs_show_the_same() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    let row = begin(&mut stage, &browser).await;
    let frame = "const frame = document.createElement('iframe'); frame.src = '/chat'; frame.id = 'second'; document.body.append(frame)";
    browser.run(frame, json!([])).await;
    let second = browser.find("#second").await;
    browser.frame(Some(&second)).await;
    browser.reads("Was kann ich für Sie tun?").await;
    browser.frame(None).await;
    browser.run("document.getElementById('text').focus()", json!([])).await;
    browser.keys("aus dem ersten").await;
    browser.keys(ENTER).await;
    stage.event(2).await;
    browser.frame(Some(&second)).await;
    browser.reads("aus dem ersten").await;
    // Somebody signs in: both tabs get on with the new secret.
    stage.link(&row.id).await;
    browser.until("the page is ready again", "return !document.querySelector('[aria-busy]')", json!([])).await;
    for text in ["aus dem zweiten", "und noch einmal"] {
        let field = browser.find("#text").await;
        browser.fill(&field, &format!("{text}{ENTER}")).await;
    }
    assert_eq!(said(&stage.event(4).await.kind), "und noch einmal");
    browser.frame(None).await;
    browser.reads("und noch einmal").await;
}

#[tokio::test]
async fn after_signing_out_nothing_of_before_is_left() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    let row = begin(&mut stage, &browser).await;
    let link = stage.link(&row.id).await;
    let row = stage.store.conversation(&row.id).await.unwrap().unwrap();
    stage.say(&row, messages::ticket()).await;
    browser.reads("Zwei Pfade").await;
    stage.unlink(&row.id, &link).await;
    let gone = "return !document.body.innerText.includes('Zwei Pfade')";
    browser.until("the ticket is gone", gone, json!([])).await;
    let row = stage.store.conversation(&row.id).await.unwrap().unwrap();
    stage.say(&row, Message::new(vec![Block::Paragraph { text: words("Sie sind abgemeldet.") }])).await;
    browser.reads("Sie sind abgemeldet.").await;
    let before = stage.kinds().len();
    browser.run("document.getElementById('text').focus()", json!([])).await;
    browser.keys("anmelden").await;
    browser.keys(ENTER).await;
    let next = stage.event(before + 1).await;
    assert_ne!(next.identity, stage.event(1).await.identity, "a new session is a new identity");
    let kept = browser.run("return JSON.stringify(localStorage) + JSON.stringify(sessionStorage)", json!([])).await;
    assert!(!kept.to_string().contains("Zwei Pfade"));
}

#[tokio::test]
async fn files_come_by_picker_paste_and_drop() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    begin(&mut stage, &browser).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Protokoll.txt");
    std::fs::write(&path, "Zeile 1").unwrap();
    let picker = browser.all("#picker").await.remove(0);
    browser.fill(&picker, path.to_str().unwrap()).await;
    browser.until("it is uploaded", "return document.querySelectorAll('.chip.done').length === 1", json!([])).await;
    let transfer = "const data = new DataTransfer(); data.items.add(new File(['abc'], arguments[1], { type: 'image/png' }));
        const [Kind, key] = arguments[0] === 'paste' ? [ClipboardEvent, 'clipboardData'] : [DragEvent, 'dataTransfer'];
        document.getElementById('text').dispatchEvent(new Kind(arguments[0], { [key]: data, bubbles: true, cancelable: true }))";
    browser.run(transfer, json!(["paste", "Bild.png"])).await;
    browser.until("it is pasted", "return document.querySelectorAll('.chip.done').length === 2", json!([])).await;
    browser.run(transfer, json!(["dragenter", "Bild.png"])).await;
    browser.reads("Dateien hier ablegen").await;
    browser.run(transfer, json!(["drop", "Gezogen.png"])).await;
    browser.until("it is dropped", "return document.querySelectorAll('.chip.done').length === 3", json!([])).await;
    browser.run(transfer, json!(["drop", "Zuviel.png"])).await;
    browser.reads("Mehr als 3 Dateien auf einmal gehen nicht.").await;
    super::look::state(&browser, "files").await;
    browser.click_named("Zuviel.png entfernen").await;
    browser.run("document.getElementById('text').focus()", json!([])).await;
    browser.keys(ENTER).await;
    let EventKind::Said { text, files, .. } = stage.event(2).await.kind else { panic!("nothing was said") };
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!((text.as_str(), names), ("", vec!["Protokoll.txt", "Bild.png", "Gezogen.png"]));
    let wrong = folder.path().join("Programm.exe");
    std::fs::write(&wrong, "MZ").unwrap();
    browser.fill(&picker, wrong.to_str().unwrap()).await;
    browser.reads("Diese Art von Datei nehmen wir nicht an.").await;
    stage.recorded.lock().unwrap().takes_files = false;
    browser.fill(&picker, path.to_str().unwrap()).await;
    browser.reads("Dateien können Sie senden, sobald Sie angemeldet sind.").await;
}

#[tokio::test]
async fn own_messages_are_changed_and_deleted() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    begin(&mut stage, &browser).await;
    browser.keys("Shelf 2").await;
    browser.keys(ENTER).await;
    let EventKind::Said { message, .. } = stage.event(2).await.kind else { panic!("nothing was said") };
    browser
        .until(
            "it is sent",
            "return !document.querySelector('.pending') && !!document.querySelector('.said .small')",
            json!([]),
        )
        .await;
    let buttons = browser.all(".said .small").await;
    browser.click(&buttons[0]).await;
    browser.reads("Sie ändern Ihre Nachricht.").await;
    browser.keys(" und 3").await;
    browser.keys(ENTER).await;
    assert_eq!(
        stage.event(3).await.kind,
        EventKind::Edited { message: message.clone(), text: "Shelf 2 und 3".to_owned() }
    );
    browser.reads("geändert").await;
    let buttons = browser.all(".said .small").await;
    browser.click(&buttons[1]).await;
    browser.reads("Nachricht löschen?").await;
    super::look::state(&browser, "delete").await;
    browser.keys(ESCAPE).await;
    let buttons = browser.all(".said .small").await;
    browser.click(&buttons[1]).await;
    browser.click_named("Ja, löschen").await;
    assert_eq!(stage.event(4).await.kind, EventKind::Deleted { message });
    browser.reads("Sie haben diese Nachricht gelöscht.").await;
    assert!(!browser.text().await.contains("Shelf 2"));
}

#[tokio::test]
async fn a_form_keeps_what_is_typed_and_where_one_is() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    let row = begin(&mut stage, &browser).await;
    stage.say(&row, messages::form(&[], None)).await;
    browser.reads("Störung melden").await;
    let field = |name: &str| format!("[id$='-{name}']");
    let description = browser.find(&field("description")).await;
    browser.fill(&description, "Seit heute Morgen").await;
    let area = "const select = document.querySelector('select'); select.focus(); select.value = 'access';
        select.dispatchEvent(new Event('change', { bubbles: true }))";
    browser.run(area, json!([])).await;
    let EventKind::FormSent { refresh, values, .. } = stage.event(2).await.kind else { panic!("no refresh") };
    assert_eq!((refresh, &values[&"area".into()][..]), (Refresh::Show, &["access".to_owned()][..]));
    browser.fill(&description, ", 8:30 Uhr").await;
    stage.say(&row, messages::form(&[], Some("access"))).await;
    browser.reads("iSCSI").await;
    let value = "return document.querySelector(arguments[0]).value";
    assert_eq!(browser.run(value, json!([field("description")])).await, json!("Seit heute Morgen, 8:30 Uhr"));
    assert!(browser.focused().await.starts_with("textarea"), "the focus stays");
    assert_eq!(browser.all("form.native").await.len(), 1, "it is still the same form");
    browser.go(&stage.url("/chat")).await;
    browser.reads("iSCSI").await;
    assert_eq!(
        browser.run(value, json!([field("description")])).await,
        json!("Seit heute Morgen, 8:30 Uhr"),
        "even after a reload"
    );
    let submit = browser.named("Ticket anlegen").await;
    browser
        .run("arguments[0].click(); arguments[0].click()", json!([{ "element-6066-11e4-a52e-4f735466cecf": submit.0 }]))
        .await;
    let EventKind::FormSent { refresh, .. } = stage.event(3).await.kind else { panic!("not sent") };
    assert_eq!(refresh, Refresh::Send);
    stage.say(&row, messages::form(&["phone", "backup"], Some("access"))).await;
    browser.reads("Diese Angabe fehlt noch.").await;
    let wrong = "const one = document.activeElement; const texts = one.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).innerText);
        return [one.id.endsWith('-phone'), one.getAttribute('aria-invalid'), texts.join(' ').includes('Diese Angabe fehlt noch.')]";
    assert_eq!(
        browser.run(wrong, json!([])).await,
        json!([true, "true", true]),
        "the first error has the focus and is read with it"
    );
    browser.click_named("Ticket anlegen").await;
    stage.event(4).await;
    stage.say(&row, messages::notices()).await;
    browser.reads("Formular „Störung melden“ gesendet").await;
    assert_eq!(stage.kinds().len(), 4, "a double click sent it once");
}

#[tokio::test]
async fn whatever_is_written_stays_text() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    let row = begin(&mut stage, &browser).await;
    let evil = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>'\"&{{boot}}";
    let mut all: Value = serde_json::to_value([
        messages::notices(),
        messages::question(),
        messages::tickets(Some("x")),
        messages::ticket(),
        messages::form(&["phone"], Some("access")),
    ])
    .unwrap();
    poison(&mut all, evil);
    let all: Vec<Message<_>> = serde_json::from_value(all).unwrap();
    for (at, message) in all.into_iter().enumerate() {
        stage.say_as(&row, &format!("evil{at}"), message, "de").await;
    }
    browser.find("form.native").await;
    browser.keys(evil).await;
    browser.keys(ENTER).await;
    assert_eq!(said(&stage.event(2).await.kind), evil);
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(browser.run("return window.hacked", json!([])).await, Value::Null);
    assert_eq!(browser.all("#log img, #log script").await.len(), 0);
    let shown = browser.run("return document.body.innerText.split(arguments[0]).length", json!([evil])).await;
    assert!(shown.as_u64().unwrap_or_default() > 30, "every text is shown as it is: {shown}");
}

/// Puts the text wherever the tree holds words that a person could have written.
fn poison(value: &mut Value, evil: &str) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|one| poison(one, evil)),
        Value::Object(map) => {
            for (key, one) in map.iter_mut() {
                let is_text = matches!(key.as_str(), "text" | "title" | "name" | "contact") && one.is_string();
                if is_text {
                    *one = json!(evil);
                } else {
                    poison(one, evil);
                }
            }
        }
        _ => {}
    }
}

#[tokio::test]
async fn the_page_speaks_the_persons_language_and_shows_that_it_works() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    let row = begin(&mut stage, &browser).await;
    stage.platform_typing(&row).await;
    browser.reads("Ticketlotse schreibt …").await;
    super::look::state(&browser, "typing").await;
    stage.choose_english(&row).await;
    stage
        .say_as(&row, "en1", Message::new(vec![Block::Paragraph { text: words("From now on in English.") }]), "en")
        .await;
    browser.reads("From now on in English.").await;
    browser.until("the frame is English", "return document.documentElement.lang === 'en' && document.getElementById('menu').innerText.trim() === 'Menu'", json!([])).await;
    assert!(!browser.text().await.contains("schreibt …"));
}

#[tokio::test]
async fn a_ticket_is_answered_and_its_files_are_downloads() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    let row = begin(&mut stage, &browser).await;
    stage.link(&row.id).await;
    let row = stage.store.conversation(&row.id).await.unwrap().unwrap();
    stage.say(&row, messages::ticket()).await;
    let link = browser.find("a.file").await;
    browser.click(&link).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(browser.run("return location.pathname", json!([])).await == json!("/chat"), "it opens nothing");
    browser.click_named("Antworten auf CS-2026-004711").await;
    browser.reads("Antwort auf CS-2026-004711").await;
    browser.keys("Das Protokoll kommt gleich.").await;
    browser.keys(ENTER).await;
    let EventKind::Said { about, .. } = stage.event(2).await.kind else { panic!("nothing was said") };
    assert_eq!(about, Some("CS-2026-004711".into()));
    browser.screen(Screen::Desktop).await;
}

#[tokio::test]
async fn an_answer_is_in_view_though_the_page_was_far_from_its_end() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    let row = begin(&mut stage, &browser).await;
    for _ in 0..3 {
        stage.say(&row, messages::ticket()).await;
    }
    browser
        .until("the long answers are there", "return document.querySelectorAll('.ticket').length === 3", json!([]))
        .await;
    browser.run("const view = document.getElementById('scroll'); view.scrollTo({ top: view.scrollHeight - view.clientHeight - 900, behavior: 'instant' })", json!([])).await;
    // The bot answers while the page is still on its way to what was just written.
    browser.keys("meine").await;
    browser.keys(ENTER).await;
    assert_eq!(said(&stage.event(2).await.kind), "meine");
    stage.say(&row, Message::new(vec![Block::Paragraph { text: words("Hier ist die Antwort.") }])).await;
    browser.reads("Hier ist die Antwort.").await;
    let in_view = "const view = document.getElementById('scroll').getBoundingClientRect();
        return document.getElementById('newest').hidden
            && [...document.querySelectorAll('.item')].at(-1).getBoundingClientRect().bottom <= view.bottom + 1";
    browser.until("the answer is in view", in_view, json!([])).await;
}
