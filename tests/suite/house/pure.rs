//! `domain` and `conversation` are pure, and no sentence that people see stands in Rust.

use super::source::{Kind, Source, Token};
use super::{Finding, assert_none, texts_below};

/// Paths that pure code must not name, by their first or last segments.
const IMPURE: &[&[&str]] = &[
    &["Utc", "now"],
    &["Local"],
    &["chrono", "Local"],
    &["SystemTime"],
    &["Instant"],
    &["std", "time", "SystemTime"],
    &["std", "time", "Instant"],
    &["std", "env"],
    &["std", "fs"],
    &["std", "io"],
    &["std", "net"],
    &["std", "process"],
    &["std", "thread"],
    &["tokio"],
    &["tokio_util"],
    &["futures_util"],
    &["async_trait"],
    &["sqlx"],
    &["rand"],
    &["uuid"],
    &["axum"],
    &["lettre"],
    &["tracing"],
];

/// Macros whose text is for whoever reads a panic, not for people in the chat.
const PANICS: &[&str] =
    &["expect", "expect_err", "panic", "assert", "assert_eq", "assert_ne", "debug_assert", "unreachable"];

fn is_pure_room(source: &Source) -> bool {
    matches!(source.module.first().map(String::as_str), Some("domain" | "conversation"))
}

fn impurities(source: &Source) -> Vec<Finding> {
    let finding = |line: usize, what: String| Finding { file: source.file.clone(), line, what };
    let mut findings = Vec::new();
    for path in source.paths().into_iter().filter(|path| !path.own) {
        let segments: Vec<&str> = path.segments.iter().map(String::as_str).collect();
        let hit = IMPURE.iter().any(|impure| {
            // A single name that happens to be a variable of ours is lower case and alone.
            let alone = impure.len() == 1 && segments.len() == 1 && impure[0].starts_with(char::is_lowercase);
            !alone && segments.windows(impure.len()).any(|window| window == *impure)
        });
        if hit {
            findings.push(finding(path.line, format!("pure code must not use `{}`", path.segments.join("::"))));
        }
    }
    for token in &source.tokens {
        if matches!(&token.kind, Kind::Word(word) if word == "async" || word == "await") {
            findings.push(finding(token.line, "pure code must not be async".to_owned()));
        }
    }
    findings
}

/// Strings with letters beyond ASCII: German (or another language) in Rust.
fn foreign_letters(source: &Source) -> Vec<Finding> {
    let foreign = |text: &str| text.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    texts(source)
        .filter(|(text, _)| foreign(text))
        .map(|(text, line)| Finding {
            file: source.file.clone(),
            line,
            what: format!("words belong into locales/: {text:?}"),
        })
        .collect()
}

/// Strings in pure code that read like a sentence: three or more words.
fn sentences(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (place, token) in source.tokens.iter().enumerate() {
        let Kind::Text(text) = &token.kind else { continue };
        let words = text.split(' ').filter(|word| is_word(word)).count();
        if words >= 3 && !is_for_a_panic(&source.tokens, place) {
            let what = format!("a sentence belongs into locales/: {text:?}");
            findings.push(Finding { file: source.file.clone(), line: token.line, what });
        }
    }
    findings
}

fn is_word(word: &str) -> bool {
    let letters = word.trim_end_matches(['.', ',', ':', ';', '?', '!']);
    letters.len() > 1 && letters.chars().all(char::is_alphabetic)
}

fn texts(source: &Source) -> impl Iterator<Item = (&str, usize)> {
    source.tokens.iter().filter_map(|token| match &token.kind {
        Kind::Text(text) => Some((text.as_str(), token.line)),
        _ => None,
    })
}

/// Whether the nearest open bracket before `place` belongs to `expect(…)`, `panic!(…)` or the like.
fn is_for_a_panic(tokens: &[Token], place: usize) -> bool {
    let mut depth = 0_i32;
    for at in (0..place).rev() {
        match tokens[at].kind {
            Kind::Close(_) => depth += 1,
            Kind::Open(_) if depth > 0 => depth -= 1,
            Kind::Open(_) => {
                let caller = tokens[..at].iter().rev().find(|token| token.kind != Kind::Sign('!'));
                return matches!(caller.map(|token| &token.kind), Some(Kind::Word(word)) if PANICS.contains(&word.as_str()));
            }
            _ => {}
        }
    }
    false
}

#[test]
fn the_heart_is_pure() {
    let files = texts_below("src", &[".rs"]);
    let sources = files.iter().map(|(file, text)| Source::read(file, text)).filter(is_pure_room);
    let findings: Vec<Finding> =
        sources.flat_map(|source| impurities(&source).into_iter().chain(sentences(&source))).collect();
    assert_none(&findings);
}

#[test]
fn no_words_of_a_language_in_rust() {
    let files = texts_below("src", &[".rs"]);
    let findings: Vec<Finding> =
        files.iter().flat_map(|(file, text)| foreign_letters(&Source::read(file, text))).collect();
    assert_none(&findings);
}

#[test]
fn each_impurity_is_found() {
    let wrong = [
        "fn f() -> DateTime<Utc> { Utc::now() }",
        "fn f() { chrono::Utc::now(); }",
        "use chrono::Local;",
        "use std::time::{Duration, Instant};",
        "fn f() { std::fs::read(\"x\"); }",
        "use std::{collections::BTreeMap, env};",
        "fn f() { let x = rand::random::<u8>(); }",
        "use tokio::sync::Mutex;",
        "fn f() { sqlx::query(\"x\"); }",
        "fn f() { uuid::Uuid::now_v7(); }",
        "async fn f() {}",
        "fn f() { async { 1 }; }",
    ];
    for text in wrong {
        assert!(!impurities(&Source::read("src/conversation/x.rs", text)).is_empty(), "not found: {text}");
    }
    let right = [
        "use chrono::{DateTime, Utc}; fn f(now: DateTime<Utc>) {}",
        "fn f() { let rand = 1; g(rand); }",
        "// tokio::spawn\nuse std::time::Duration;",
        "#[cfg(test)] mod tests { fn f() { std::fs::read(\"x\"); } }",
    ];
    for text in right {
        assert_none(&impurities(&Source::read("src/conversation/x.rs", text)));
    }
}

#[test]
fn each_text_in_code_is_found() {
    let read = |text| Source::read("src/conversation/x.rs", text);
    for text in ["const X: &str = \"Bitte wählen\";", "const X: &str = \"w\\u{e4}hlen\";", "f(r#\"für\"#);"] {
        assert!(!foreign_letters(&read(text)).is_empty(), "not found: {text}");
    }
    for text in ["const X: &str = \"a · b „…“\";", "const X: char = 'ä';", "/// für\nfn f() {}"] {
        assert_none(&foreign_letters(&read(text)));
    }
    for text in ["f(\"Please choose one.\");", "Text::verbatim(\"Ihr Ticket ist da\")"] {
        assert!(!sentences(&read(text)).is_empty(), "not found: {text}");
    }
    for text in
        ["f().expect(\"the list was just filled\");", "Text::key(\"menu-title\")", "panic!(\"no such thing {x}\")"]
    {
        assert_none(&sentences(&read(text)));
    }
}
