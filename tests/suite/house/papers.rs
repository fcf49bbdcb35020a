//! ARCHITECTURE.md names only files and functions that exist.
//!
//! Two ways to name something in the page: a path in backticks, and a name in backticks followed by the path of its file in
//! backticks and brackets.

use super::{Finding, assert_none, root};

/// A span in backticks with its line and whether the next span follows as ` (…)`.
struct Span<'a> {
    text: &'a str,
    line: usize,
    file_follows: bool,
}

fn spans(page: &str) -> Vec<Span<'_>> {
    let mut found: Vec<Span<'_>> = Vec::new();
    let mut rest = page;
    let mut line = 1;
    while let Some(start) = rest.find('`') {
        let between = &rest[..start];
        line += between.matches('\n').count();
        if let Some(last) = found.last_mut() {
            last.file_follows = between.split_whitespace().eq(["("]);
        }
        if let Some(block) = rest[start..].strip_prefix("```") {
            let end = block.find("```").expect("a code block ends");
            line += block[..end].matches('\n').count();
            rest = &block[end + 3..];
            continue;
        }
        let inside = &rest[start + 1..];
        let end = inside.find('`').expect("a span ends");
        found.push(Span { text: &inside[..end], line, file_follows: false });
        line += inside[..end].matches('\n').count();
        rest = &inside[end + 1..];
    }
    found
}

fn looks_like_a_path(text: &str) -> bool {
    text.contains('/')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c))
        && !text.starts_with('/')
}

/// All text of a file, or of the files in a folder.
fn text_of(path: &str) -> String {
    let path = root().join(path);
    if path.is_dir() {
        let entries = std::fs::read_dir(path).expect("a folder");
        return entries.filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok()).collect();
    }
    std::fs::read_to_string(path).unwrap_or_default()
}

/// Whether `text` defines `name`, or holds it as a variant or method of its own.
fn defines(text: &str, name: &str) -> bool {
    let word = |line: &str| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_').collect::<Vec<_>>().windows(2).any(|two| {
            two[1] == name && ["fn", "struct", "enum", "trait", "const", "static", "mod", "type"].contains(&two[0])
        })
    };
    let variant = |line: &str| {
        let line = line.trim_start();
        line.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '(', '{', ',']))
            && name.starts_with(char::is_uppercase)
    };
    text.lines().any(|line| word(line) || variant(line))
}

/// Findings, and how many names were checked.
fn wrong_names(page: &str) -> (Vec<Finding>, usize) {
    let spans = spans(page);
    let mut findings = Vec::new();
    let mut checked = 0;
    let mut say = |line, what| findings.push(Finding { file: "ARCHITECTURE.md".to_owned(), line, what });
    for (place, span) in spans.iter().enumerate() {
        if looks_like_a_path(span.text) {
            checked += 1;
            if !root().join(span.text).exists() {
                say(span.line, format!("there is no `{}`", span.text));
            }
        } else if let Some(file) = spans.get(place + 1).filter(|_| span.file_follows) {
            checked += 1;
            if !defines(&text_of(file.text), span.text) {
                say(span.line, format!("`{}` is not in `{}`", span.text, file.text));
            }
        }
    }
    (findings, checked)
}

#[test]
fn the_architecture_names_what_exists() {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the page is there");
    let (findings, checked) = wrong_names(&page);
    assert_none(&findings);
    assert!(checked > 80, "only {checked} names were found");
}

#[test]
fn a_name_that_does_not_exist_is_found() {
    let count = |page: &str| wrong_names(page).0.len();
    assert_eq!(count("see `src/nowhere.rs` and `src/lib.rs`"), 1);
    assert_eq!(count("`no_such_function` (`src/conversation/turn.rs`)"), 1);
    assert_eq!(count("`turn`\n  (`src/conversation/turn.rs`)"), 0);
    assert_eq!(count("`Effect` (`src/conversation/effect.rs`), `Write` (`src/conversation/effect.rs`)"), 0);
    assert_eq!(count("```\n`src/nowhere.rs`\n``` then `cargo run`"), 0);
    assert_eq!(wrong_names("a\n`x`\n\n`src/nowhere.rs`").0[0].line, 4);
}
