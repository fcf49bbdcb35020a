//! How it looks: every state is checked by axe in light and dark, on a desktop and on a phone, and photographed.

use serde_json::json;

use super::axe;
use super::driver::{Browser, Screen};
use super::messages;
use super::stage::Stage;

/// Checks and photographs one state on every screen.
pub async fn state(browser: &Browser, state: &str) {
    for (screen, name) in [(Screen::Desktop, "desktop"), (Screen::Phone, "phone"), (Screen::Zoomed, "zoomed")] {
        browser.screen(screen).await;
        let wide = browser.run("return document.documentElement.scrollWidth > innerWidth || document.getElementById('scroll').scrollWidth > document.getElementById('scroll').clientWidth", json!([])).await;
        assert_eq!(wide, json!(false), "{state}, {name}: it scrolls sideways");
        let out = "return [...document.querySelectorAll('.bubble')].some((bubble) => bubble.scrollWidth > bubble.clientWidth + 1
            || [...bubble.querySelectorAll('table, ul, form')].some((inner) =>
                inner.getBoundingClientRect().right > bubble.getBoundingClientRect().right + 1))";
        assert_eq!(browser.run(out, json!([])).await, json!(false), "{state}, {name}: something runs out of its card");
        for (place, block) in [("", "start"), ("-end", "end")] {
            let newest = "const newest = document.querySelector('#log article:last-of-type');
                newest?.scrollIntoView({ block: arguments[0], behavior: 'instant' });
                return newest !== null && newest.offsetHeight > document.getElementById('scroll').clientHeight";
            let is_long = browser.run(newest, json!([block])).await == json!(true);
            for scheme in ["light", "dark"] {
                if place.is_empty() || is_long {
                    browser.scheme(scheme).await;
                    browser.picture(&format!("{state}-{name}-{scheme}{place}")).await;
                }
            }
        }
        axe::clean(browser, &format!("{state}, {name}")).await;
    }
    browser.screen(Screen::Desktop).await;
}

#[tokio::test]
async fn every_kind_of_message_is_accessible_on_every_screen() {
    let mut stage = Stage::open().await;
    let browser = Browser::open().await;
    browser.go(&stage.url("/chat")).await;
    let opened = stage.event(1).await;
    let anna = stage.conversation(&opened).await;
    state(&browser, "empty").await;
    stage.say(&anna, messages::greeting()).await;
    browser.reads("Was kann ich für Sie tun?").await;
    state(&browser, "greeting").await;
    for (name, message, sign) in [
        ("question", messages::question(), "Schritt 1 von 8"),
        ("notices", messages::notices(), "Zusammenfassung"),
        ("tickets", messages::tickets(None), "Snapshot-Plan"),
        ("company", messages::tickets(Some("Karl Weber")), "Karl Weber"),
        ("ticket", messages::ticket(), "Zwei Pfade"),
        ("form", messages::form(&[], None), "Beschreibung"),
        ("form-wrong", messages::form(&["area", "phone", "backup"], Some("access")), "Protokoll"),
    ] {
        stage.say(&anna, message).await;
        browser.reads(sign).await;
        state(&browser, name).await;
    }
}
