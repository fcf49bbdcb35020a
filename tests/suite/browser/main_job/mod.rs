//! The main job as people do it: sign in, report, look, answer, escalate, close and rate. Once with the mouse in the demo's
//! own frame, once with the keyboard alone, and once in two tabs over a bad line.

mod keyboard;
mod mouse;
mod tabs;

use serde_json::json;

use super::driver::{Browser, Element};

const ENTER: &str = "\u{e007}";
const SUBJECT: &str = "Zwei Pfade zum Archiv fehlen";
const DESCRIPTION: &str = "Seit heute früh fehlen zwei von vier Pfaden zum Archiv.";

/// How often exactly these words stand in bubbles or notices of the chat.
async fn bubbles_with(browser: &Browser, words: &str) -> usize {
    let script = "return [...document.querySelectorAll('#log .bubble')].filter((one) => one.innerText.includes(arguments[0])).length";
    let count = browser.run(script, json!([words])).await;
    usize::try_from(count.as_u64().unwrap()).unwrap()
}

/// The button that opens a ticket in the newest list.
async fn row(browser: &Browser, number: &str) -> Element {
    let script = "document.querySelector('[data-row]')?.removeAttribute('data-row');
        const row = [...document.querySelectorAll('button.open')].findLast((one) => one.innerText.includes(arguments[0]));
        row?.setAttribute('data-row', '');
        return !!row && !document.querySelector('.pending') && row.closest('article').classList.contains('latest')";
    browser.until(&format!("the newest list has {number}"), script, json!([number])).await;
    browser.find("[data-row]").await
}

/// Waits until something is on the page.
async fn shows(browser: &Browser, css: &str) {
    browser
        .until(
            &format!("{css} is shown"),
            "const one = document.querySelector(arguments[0]); return !!one && one.checkVisibility()",
            json!([css]),
        )
        .await;
}

/// Waits until something is no longer on the page.
async fn is_gone(browser: &Browser, css: &str) {
    browser
        .until(
            &format!("{css} is gone"),
            "const one = document.querySelector(arguments[0]); return !one || !one.checkVisibility()",
            json!([css]),
        )
        .await;
}

/// Waits until the newest native form has a field with that label.
async fn asks(browser: &Browser, label: &str) {
    let script = "return [...document.querySelectorAll('.native .field > label, .native .field > legend')]
        .some((one) => one.checkVisibility() && one.innerText.startsWith(arguments[0]))";
    browser.until(&format!("the form asks „{label}“"), script, json!([label])).await;
}

/// Every mandatory field of the form has its star for those who see it and its word for those who hear it.
async fn marks_what_is_mandatory(browser: &Browser) {
    let script = "const fields = [...document.querySelectorAll('.native .field')];
        const label = (field) => field.querySelector('label, legend');
        const starred = fields.filter((field) => label(field).querySelector('.star[aria-hidden=true]')?.textContent.trim() === '*');
        const told = fields.filter((field) => label(field).querySelector('.unseen')?.textContent.includes('Pflichtfeld'));
        return starred.length >= 5 && starred.length < fields.length && starred.every((field) => told.includes(field))
            && told.length === starred.length";
    assert_eq!(browser.run(script, json!([])).await, json!(true), "star and word go together");
}
