//! Logs say what happened to which thing, by its id. Never an address, a name, a text, a code or a secret.

use super::source::{Kind, Source, Token};
use super::{Finding, assert_none, texts_below};

const LEVELS: &[&str] = &["trace", "debug", "info", "warn", "error", "event", "span"];

/// What must not stand among the fields of a log line, neither as a field's name nor as its value.
const PRIVATE: &[&str] = &[
    "body",
    "code",
    "comment",
    "contact",
    "cookie",
    "customer",
    "described",
    "description",
    "draft",
    "email",
    "entitled",
    "inbound",
    "mail",
    "member",
    "password",
    "payload",
    "person",
    "recipient",
    "salutation",
    "secret",
    "state",
    "subject",
    "text",
    "title",
    "token",
    "typed",
    "words",
];

/// Where one of these words means something else.
const HARMLESS: &[(&str, &str)] = &[
    // The code of a language.
    ("src/locales/", "code"),
];

fn private_fields(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for start in 0..source.tokens.len() {
        let Some(fields) = log_line(&source.tokens[start..]) else { continue };
        for (place, token) in fields.iter().enumerate() {
            let Kind::Word(word) = &token.kind else { continue };
            if is_an_id(&fields[place + 1..]) {
                continue;
            }
            let harmless = HARMLESS.iter().any(|(files, harmless)| source.file.starts_with(files) && word == harmless);
            if PRIVATE.contains(&word.as_str()) && !harmless {
                let what = format!("`{word}` must not get into a log: name the thing by its id");
                findings.push(Finding { file: source.file.clone(), line: token.line, what });
            }
        }
    }
    findings
}

/// Whether a word goes on as an id: `member.id`, or a field `member = %member.id`.
fn is_an_id(after: &[Token]) -> bool {
    let end = after.iter().position(|token| token.kind == Kind::Sign(',')).unwrap_or(after.len());
    let value = &after[..end];
    let ends_in_id = value.len() >= 2
        && value[value.len() - 2].kind == Kind::Sign('.')
        && value[value.len() - 1].kind == Kind::Word("id".to_owned());
    ends_in_id && (value.len() == 2 || value[0].kind == Kind::Sign('='))
}

/// The tokens between the brackets, if a log line begins here.
fn log_line(tokens: &[Token]) -> Option<&[Token]> {
    let [level, sign, open, rest @ ..] = tokens else { return None };
    let is_level = matches!(&level.kind, Kind::Word(word) if LEVELS.contains(&word.as_str()));
    if !is_level || sign.kind != Kind::Sign('!') || !matches!(open.kind, Kind::Open(_)) {
        return None;
    }
    let mut depth = 1_usize;
    let end = rest.iter().position(|token| {
        match token.kind {
            Kind::Open(_) => depth += 1,
            Kind::Close(_) => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    Some(&rest[..end.unwrap_or(rest.len())])
}

#[test]
fn logs_hold_nothing_private() {
    let files = texts_below("src", &[".rs"]);
    let findings: Vec<Finding> =
        files.iter().flat_map(|(file, text)| private_fields(&Source::read(file, text))).collect();
    assert_none(&findings);
}

#[test]
fn each_private_field_is_found() {
    let count = |text: &str| private_fields(&Source::read("src/service/x.rs", text)).len();
    assert_eq!(count("fn f() { tracing::info!(email = %who, \"sent\"); }"), 1);
    assert_eq!(count("fn f() { tracing::warn!(to = %mail.to, \"sent\"); }"), 1);
    assert_eq!(count("fn f() { info!(?person, \"in\"); }"), 1);
    assert_eq!(count("fn f() { tracing::error!(\"no such {}\", row.title); }"), 1);
    assert_eq!(count("fn f() { tracing::info!(member = %member, \"in\"); }"), 2);
    assert_eq!(count("fn f() { tracing::info!(member = %member.id, \"in\"); }"), 0);
    assert_eq!(count("fn f() { tracing::info!(event = %row.id, \"a code was sent by mail\"); let email = 1; }"), 0);
}
