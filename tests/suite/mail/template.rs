//! What the mail with the sign-in code says.

use std::sync::Arc;

use ticketlotse::conversation::world::{Policy, Settings};
use ticketlotse::locales::Locales;
use ticketlotse::mail::Mail;
use ticketlotse::mail::template::{CodeMail, code_mail};

use super::{address, now};

fn settings(locales: &Locales) -> Settings {
    Settings {
        forms: Arc::default(),
        lexicons: Arc::new(locales.lexicons()),
        zone: chrono_tz::Europe::Berlin,
        policy: Arc::new(Policy {
            company: "CS Speicherwerk".to_owned(),
            contact_email: "info@cs-speicherwerk.com".to_owned(),
            hotline: "+49 30 1234567".to_owned(),
            page_size: 5,
            max_files: 5,
            max_file_bytes: 1,
            file_types: Vec::new(),
            max_text: 1000,
            max_drafts: 3,
            holidays: std::collections::BTreeSet::new(),
            close_after_days: 14,
        }),
    }
}

fn asked(language: &str) -> CodeMail {
    CodeMail {
        id: "turn-7".to_owned(),
        to: address("anna.berger@muster.example"),
        language: language.to_owned(),
        code: "K7PXM2QD".to_owned(),
        minutes: 10,
        platform: "web".to_owned(),
        origin: "Firefox unter Windows".to_owned(),
        asked_at: now(),
    }
}

fn written(what: &CodeMail) -> Mail {
    let locales = Locales::shipped().expect("the shipped texts are whole");
    code_mail(&locales, &settings(&locales), what)
}

#[test]
fn the_german_mail_says_what_asks_for_it() {
    let mail = written(&asked("de"));
    assert_eq!(mail.subject, "Ihr Anmeldecode für den Support-Chat von CS Speicherwerk");
    insta::assert_snapshot!(mail.text, @r#"
    Guten Tag,

    mit diesem Code melden Sie sich im Support-Chat von CS Speicherwerk an:

        K7PXM2QD

    Bitte geben Sie ihn dort ein, wo Sie ihn angefordert haben. Er gilt 10 Minuten, bis 10:25 Uhr, und nur einmal.

    Angefordert am 24.11.2026, 10:15 Uhr, im Web-Chat (Firefox unter Windows).

    Geben Sie den Code niemandem weiter. Unser Support fragt nie danach.

    Sie haben keinen Code angefordert? Dann brauchen Sie nichts zu tun: Ohne ihn kann sich niemand mit Ihrer Adresse anmelden. Wenn solche E-Mails öfter kommen, schreiben Sie uns bitte: info@cs-speicherwerk.com.

    -- 
    Diese E-Mail wurde automatisch verschickt. CS Speicherwerk, info@cs-speicherwerk.com
    "#);
}

#[test]
fn the_english_mail_says_what_asks_for_it() {
    let mail = written(&CodeMail { origin: "Firefox on Windows".to_owned(), ..asked("en") });
    assert_eq!(mail.subject, "Your sign-in code for CS Speicherwerk support chat");
    insta::assert_snapshot!(mail.text, @r#"
    Hello,

    here is your code to sign in to the CS Speicherwerk support chat:

        K7PXM2QD

    Enter it in the chat where you asked for it. It works once, for 10 minutes, until 10:25.

    Requested on 24 Nov 2026, 10:15, in the web chat (Firefox on Windows).

    Do not share this code with anyone. Our support team will never ask for it.

    Didn’t ask for a code? Then there is nothing you need to do: without it, nobody can sign in with your address. If you keep getting these mails, please tell us: info@cs-speicherwerk.com.

    -- 
    This mail was sent automatically. CS Speicherwerk, info@cs-speicherwerk.com
    "#);
}

#[test]
fn the_html_has_the_same_words_and_the_code_once() {
    for language in ["de", "en"] {
        let mail = written(&asked(language));
        let html = &mail.html;
        assert!(html.starts_with("<!DOCTYPE html>") && html.contains(&format!("<html lang=\"{language}\">")), "{html}");
        assert_eq!(html.matches("K7PXM2QD").count(), 1);
        let words = |text: &str| -> Vec<String> {
            let letters = |c: char| if c.is_alphanumeric() { c } else { ' ' };
            text.chars().map(letters).collect::<String>().split_whitespace().map(ToOwned::to_owned).collect()
        };
        let mut shown = String::new();
        for part in html.split('<').skip_while(|part| !part.starts_with("body")) {
            shown.push_str(part.split_once('>').map_or("", |(_, text)| text));
            shown.push(' ');
        }
        assert_eq!(words(&shown.replace("&quot;", "\"").replace("&#39;", "'")), words(&mail.text), "{html}");
    }
}

#[test]
fn nothing_from_outside_is_markup() {
    let evil = "<img src=x onerror=alert(1)>\r\nBcc: a@b.example **fett** {$code}";
    let mail = written(&CodeMail { origin: evil.to_owned(), platform: "<b>".to_owned(), ..asked("de") });
    assert!(!mail.html.contains("<img") && !mail.html.contains("<b>"), "{}", mail.html);
    assert!(mail.html.contains("&lt;img src=x"), "{}", mail.html);
    assert!(!mail.text.contains('\r') && mail.text.contains("**fett**"), "{}", mail.text);
    let long = written(&CodeMail { origin: "x".repeat(100_000), ..asked("de") });
    assert!(long.text.len() < 2000);
}

#[test]
fn without_an_origin_none_is_said() {
    let mail = written(&CodeMail { origin: String::new(), platform: "web".to_owned(), ..asked("de") });
    assert!(mail.text.contains(", im Web-Chat."), "{}", mail.text);
    assert!(!mail.text.contains("()"), "{}", mail.text);
}

#[test]
fn a_minute_is_one_minute() {
    let mail = written(&CodeMail { minutes: 1, ..asked("de") });
    assert!(mail.text.contains("Er gilt eine Minute, bis 10:16 Uhr, und nur einmal."), "{}", mail.text);
}
