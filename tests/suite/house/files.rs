//! What every file keeps to: its length, its first line, its name, and what must stay out of the repository.

use super::{Finding, assert_none, texts_below};

/// No file is longer: one that wires everything by hand is where others went wrong.
const MAX_LINES: usize = 600;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "manager", "misc", "stuff"];

/// What belongs to one machine or one moment, not into a repository; written in halves, so that this list passes itself.
const LOCAL: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/Us", "ers/"),
    concat!("../sha", "red"),
    concat!("deb.deb", "ian.org"),
    concat!("registry.npm", "js"),
    concat!("static.crates", ".io"),
    concat!("pypi", ".org"),
    concat!("python", "hosted"),
];

fn too_long(file: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().count();
    let what = format!("{lines} lines, more than {MAX_LINES}: split it by subject");
    (lines > MAX_LINES).then(|| Finding { file: file.to_owned(), line: lines, what }).into_iter().collect()
}

fn undocumented(file: &str, text: &str) -> Vec<Finding> {
    let missing = !text.trim_start().starts_with("//!");
    let what = "begin with `//!`: what the module owns and must never do".to_owned();
    missing.then(|| Finding { file: file.to_owned(), line: 1, what }).into_iter().collect()
}

fn empty_name(file: &str) -> Vec<Finding> {
    let nothing = |part: &str| EMPTY_NAMES.contains(&part.trim_end_matches(".rs"));
    let what = "name it after what it is about".to_owned();
    file.split('/').any(nothing).then(|| Finding { file: file.to_owned(), line: 1, what }).into_iter().collect()
}

fn local_things(file: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (place, line) in text.lines().enumerate() {
        let mut say = |what: String| findings.push(Finding { file: file.to_owned(), line: place + 1, what });
        for local in LOCAL.iter().filter(|local| line.contains(**local)) {
            say(format!("`{local}` belongs to one machine, not into the repository"));
        }
        let lower = line.to_lowercase();
        let numbered = |word: &str| {
            let mut after = lower.match_indices(word).map(|(at, _)| &lower[at + word.len()..]);
            after.any(|rest| rest.trim_start_matches([' ', '#']).starts_with(|c: char| c.is_ascii_digit()))
        };
        if numbered(concat!("iss", "ue ")) || numbered(concat!("iss", "ue #")) {
            say("a number of a tracker says nothing later: write the reason".to_owned());
        }
    }
    findings
}

#[test]
fn source_files_keep_to_the_house_rules() {
    let mut files = texts_below("src", &[".rs"]);
    files.extend(texts_below("tests", &[".rs"]));
    assert!(files.len() > 60, "the sources were not found");
    let check = |(file, text): &(String, String)| {
        let mut findings = too_long(file, text);
        findings.extend(undocumented(file, text));
        findings.extend(empty_name(file));
        findings
    };
    assert_none(&files.iter().flat_map(check).collect::<Vec<_>>());
}

#[test]
fn nothing_of_one_machine_is_in_the_repository() {
    let endings = [
        ".rs", ".md", ".toml", ".ftl", ".sql", ".css", ".js", ".html", ".json", ".yaml", ".yml", "Makefile", "run",
        "setup",
    ];
    let files = texts_below("", &endings);
    assert!(files.iter().any(|(file, _)| file == "Cargo.toml"), "the repository was not found");
    let findings: Vec<Finding> = files.iter().flat_map(|(file, text)| local_things(file, text)).collect();
    assert_none(&findings);
}

/// Everything that a feature of `Cargo.toml` switches on, itself included.
fn switched_on(features: &toml::Table, name: &str) -> Vec<String> {
    let mut all = vec![name.to_owned()];
    for other in features.get(name).and_then(toml::Value::as_array).into_iter().flatten() {
        all.extend(switched_on(features, other.as_str().unwrap_or_default()));
    }
    all
}

#[test]
fn what_is_shipped_holds_no_failpoints() {
    let text = std::fs::read_to_string(super::root().join("Cargo.toml")).expect("it is there");
    let manifest: toml::Table = toml::from_str(&text).expect("it is TOML");
    let features = manifest["features"].as_table().expect("a table");
    assert!(features.contains_key("failpoints"), "the feature has another name");
    for shipped in ["default", "full"] {
        assert!(!switched_on(features, shipped).contains(&"failpoints".to_owned()), "{shipped} holds failpoints");
    }
}

#[test]
fn each_broken_file_rule_is_found() {
    assert_eq!(too_long("x.rs", &"a\n".repeat(MAX_LINES + 1)).len(), 1);
    assert_eq!(too_long("x.rs", &"a\n".repeat(MAX_LINES)).len(), 0);
    assert_eq!(undocumented("x.rs", "use std::fmt;\n").len(), 1);
    assert_eq!(undocumented("x.rs", "//! What it owns.\n").len(), 0);
    assert_eq!(empty_name("src/service/utils.rs").len(), 1);
    assert_eq!(empty_name("src/service/turn.rs").len(), 0);
    assert_eq!(local_things("x.md", concat!("see /wo", "rk/x\nor iss", "ue #12")).len(), 2);
    assert_eq!(local_things("x.md", "the issue is solved in 2 steps").len(), 0);
}
