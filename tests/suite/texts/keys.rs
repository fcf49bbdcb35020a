//! Keys: the same in every language with the same variables, every one that the code names exists, every one is used.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr as _;

use proc_macro2::{TokenStream, TokenTree};
use ticketlotse::locales::{Entry, Locales};

use super::{assert_none, attribute_of, languages, root};

/// Beginnings of keys that the code puts together from ids, with what is put together there.
const PUT_TOGETHER: &[(&str, &str)] = &[
    ("action-", "actions by their id"),
    ("command-", "the table of commands by id"),
    ("day-part-", "parts of the day by the id in words.toml"),
    ("desk-error-", "what does not work on the desk page, by reason"),
    ("desk-language-", "languages by code"),
    ("desk-status-", "states as support calls them, by id"),
    ("desk-via-", "ways a ticket came, by id"),
    ("desk-error-", "what went wrong on the desk page, by id"),
    ("desk-language-", "languages by code"),
    ("desk-status-", "states by their id, where support calls them otherwise"),
    ("desk-via-", "how a ticket came in, by id"),
    ("draft-ask-", "what is asked again, with its help by attribute"),
    ("draft-error-", "what is wrong with an answer, by reason and kind"),
    ("draft-example-", "examples by kind of answer"),
    ("draft-option-", "words for yes, no, unknown and alternatives"),
    ("draft-unit-", "units by id"),
    ("draft-subject", "texts of a generated subject by attribute"),
    ("form-", "the forms' texts by ticket type, field and option; `check` compares them with dialogs/"),
    ("mail-platform-", "platforms by id"),
    ("priority-", "priorities by their id"),
    ("role-", "roles by their id"),
    ("settings-language-", "languages by code"),
    ("settings-updates-", "which updates are told, by id"),
    ("status-", "states by their id"),
    ("tickets-entry-", "kinds of entries by id"),
];

/// Beginnings of keys whose ends the code names one by one.
const LISTED: &[&str] = &["web-demo-", "web-page-", "web-refusal-"];

fn entries() -> BTreeMap<String, BTreeMap<String, Entry>> {
    let locales = Locales::shipped().expect("the shipped texts load");
    let by_key =
        |language: &String| locales.entries(language).iter().map(|entry| (entry.key.clone(), entry.clone())).collect();
    languages().into_iter().map(|language| (language.clone(), by_key(&language))).collect()
}

#[test]
fn every_language_has_the_same_texts_with_the_same_variables() {
    let entries = entries();
    let mut findings = Vec::new();
    for (language, texts) in &entries {
        for (other, others) in entries.iter().filter(|(other, _)| *other != language) {
            // How a date is put together of its parts, and what else a thing is called, is each language's own business.
            let own = |entry: &Entry| attribute_of(&entry.key) == Some("words") || entry.key.starts_with("date-");
            for entry in texts.values().filter(|entry| !own(entry)) {
                let place = format!("{}:{}: {}", entry.file, entry.line, entry.key);
                match others.get(&entry.key) {
                    None => findings.push(format!("{place} is missing in {other}")),
                    Some(same) if same.variables != entry.variables => {
                        findings.push(format!("{place} has {:?}, in {other} {:?}", entry.variables, same.variables));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    assert_none("texts differ between languages", &findings);
}

#[test]
fn every_key_that_the_code_names_exists() {
    let entries = entries();
    let mut named = 0;
    let mut findings = Vec::new();
    for (file, source) in sources() {
        for (line, key) in source.keys {
            named += 1;
            for (language, texts) in &entries {
                if !texts.contains_key(&key) {
                    findings.push(format!("{file}:{line}: {key} is missing in {language}"));
                }
            }
        }
    }
    assert!(named > 50, "only {named} keys were found in the sources");
    assert_none("keys have no text", &findings);
}

#[test]
fn every_text_is_used() {
    let literals: BTreeSet<String> = sources().into_iter().flat_map(|(_, source)| source.literals).collect();
    let entries = entries();
    let mut findings = Vec::new();
    for entry in entries["de"].values() {
        let message = entry.key.split('.').next().unwrap_or(&entry.key);
        let put_together = PUT_TOGETHER.iter().any(|(beginning, _)| message.starts_with(beginning));
        let listed =
            LISTED.iter().filter_map(|beginning| message.strip_prefix(beginning)).any(|end| literals.contains(end));
        let is_words = attribute_of(&entry.key) == Some("words");
        let named = literals.contains(&entry.key) || (is_words && literals.contains(message));
        let referred = entry.key.starts_with('-');
        if !put_together && !listed && !named && !referred {
            findings.push(format!("{}:{}: {} is used nowhere", entry.file, entry.line, entry.key));
        }
    }
    assert_none("texts are used nowhere", &findings);
}

#[test]
fn every_beginning_in_the_list_is_needed() {
    let entries = entries();
    let unneeded =
        PUT_TOGETHER.iter().filter(|(beginning, _)| !entries["de"].keys().any(|key| key.starts_with(beginning)));
    let findings: Vec<String> = unneeded.map(|(beginning, _)| format!("no text begins with {beginning}")).collect();
    assert_none("beginnings are not needed", &findings);
}

/// What a source file says about keys.
#[derive(Debug, Default)]
struct Source {
    /// Literals given to `Text::key`, with their lines.
    keys: Vec<(usize, String)>,
    /// Every string literal.
    literals: Vec<String>,
}

fn sources() -> Vec<(String, Source)> {
    let mut sources = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("just listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source");
                let file = path.strip_prefix(root()).expect("below the root").display().to_string();
                sources.push((file, read(&text)));
            }
        }
    }
    sources
}

fn read(text: &str) -> Source {
    let stream = TokenStream::from_str(text).expect("Rust");
    let mut source = Source::default();
    walk(&stream.into_iter().collect::<Vec<_>>(), &mut source);
    source
}

fn walk(tokens: &[TokenTree], source: &mut Source) {
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let within: Vec<TokenTree> = group.stream().into_iter().collect();
                if gives_key(&tokens[..at])
                    && let [TokenTree::Literal(literal)] = within.as_slice()
                    && let Some(key) = text_of(&literal.to_string())
                {
                    source.keys.push((literal.span().start().line, key));
                }
                // Modules of tests name keys that need not exist.
                if !is_test_module(&tokens[..at]) {
                    walk(&within, source);
                }
            }
            TokenTree::Literal(literal) => source.literals.extend(text_of(&literal.to_string())),
            _ => {}
        }
    }
}

/// Whether the tokens end in `Text::key`.
fn gives_key(before: &[TokenTree]) -> bool {
    let [.., TokenTree::Ident(text), TokenTree::Punct(_), TokenTree::Punct(_), TokenTree::Ident(key)] = before else {
        return false;
    };
    text == "Text" && key == "key"
}

/// Whether the tokens end in `mod tests`.
fn is_test_module(before: &[TokenTree]) -> bool {
    matches!(before, [.., TokenTree::Ident(module), TokenTree::Ident(name)] if module == "mod" && name == "tests")
}

fn text_of(literal: &str) -> Option<String> {
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    Some(inner.to_owned())
}

#[test]
fn keys_are_found_in_sources() {
    let source = read(
        "fn f() { say(Text::key(\"a-b\").with(\"c\", 1)); let k = \"d-e\"; } mod tests { fn g() { Text::key(\"x\"); } }",
    );
    assert_eq!(source.keys, [(1, "a-b".to_owned())]);
    assert_eq!(source.literals, ["a-b", "c", "d-e"]);
}
