//! Spelling of every text, with hunspell and the dictionaries `de_DE` and `en_US`.
//!
//! What is right but not in a dictionary stands in `<language>.words` beside this file: names and terms only, sorted, and
//! every one in use.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::Command;

use super::texts::{Piece, assert_none, attribute_of, languages, pieces, root};

/// The dictionary of a language and the Debian package it comes in.
fn dictionary(language: &str) -> (&'static str, &'static str) {
    match language {
        "de" => ("de_DE", "hunspell-de-de"),
        "en" => ("en_US", "hunspell-en-us"),
        other => panic!("name the dictionary of {other} here"),
    }
}

/// The words of a text that are to be spelled right. A path and what holds a digit, `_` or `@` is no word.
fn words(text: &str) -> Vec<String> {
    let bare = text.replace("**", "").replace('’', "'");
    let chunks = bare.split(char::is_whitespace).filter(|chunk| {
        !chunk.starts_with('/') && !chunk.contains(|c: char| c.is_ascii_digit() || matches!(c, '_' | '@' | '\\'))
    });
    chunks
        .flat_map(|chunk| chunk.split(|c: char| !c.is_alphabetic() && c != '\''))
        .map(|word| word.trim_matches('\'').to_owned())
        .filter(|word| word.chars().count() > 1)
        .collect()
}

/// The words that the dictionary does not know.
fn unknown(language: &str, words: &[&str]) -> Vec<String> {
    let (dictionary, package) = dictionary(language);
    let needs = format!("spelling needs hunspell with {dictionary}: install the packages hunspell and {package}");
    let mut list = tempfile::NamedTempFile::new().expect("a temporary file");
    list.write_all(words.join("\n").as_bytes()).expect("the words are written");
    let output = Command::new("hunspell")
        .args(["-d", dictionary, "-i", "utf-8", "-l"])
        .arg(list.path())
        .output()
        .unwrap_or_else(|error| panic!("{needs} ({error})"));
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{needs}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// What is shown from a language's words: its name and the first word of each command.
fn shown_words(language: &str) -> Vec<Piece> {
    let file = format!("locales/{language}/words.toml");
    let text = std::fs::read_to_string(root().join(&file)).expect("the words");
    let table: toml::Table = text.parse().expect("TOML");
    let mut shown = vec![table["name"].as_str().expect("a name").to_owned()];
    let commands = table["commands"].as_table().expect("commands");
    shown.extend(commands.values().filter_map(|words| Some(words.get(0)?.as_str()?.replace('#', ""))));
    shown.into_iter().map(|text| Piece { file: file.clone(), line: 1, key: "words".to_owned(), text }).collect()
}

fn own_words(language: &str) -> Vec<String> {
    let path = root().join(format!("tests/suite/spelling/{language}.words"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(str::to_owned).collect()
}

/// Where a word stands.
struct Place {
    piece: Piece,
    /// It stands only where it shows what to type, such as „hilfe“: small letters are right there.
    typed: bool,
}

/// Parts of a text that show what to type: what is quoted, and the words of commands.
fn typed_parts(piece: &Piece) -> Vec<&str> {
    let is_command = piece.key.starts_with("command-") && matches!(attribute_of(&piece.key), Some("word" | "example"));
    if is_command || piece.key == "words" {
        return vec![&piece.text];
    }
    piece.text.split(['„', '‚', '“', '‘', '”']).skip(1).step_by(2).collect()
}

/// Every word of a language with a place where it stands.
fn places(language: &str) -> BTreeMap<String, Place> {
    let mut places: BTreeMap<String, Place> = BTreeMap::new();
    let pieces = pieces(language).into_iter().chain(shown_words(language));
    for piece in pieces {
        let mut typed: Vec<String> = typed_parts(&piece).into_iter().flat_map(words).collect();
        for word in words(&piece.text) {
            let as_typed = typed.iter().position(|known| *known == word).map(|at| typed.swap_remove(at)).is_some();
            let place = places.entry(word).or_insert_with(|| Place { piece: piece.clone(), typed: as_typed });
            if place.typed && !as_typed {
                *place = Place { piece: piece.clone(), typed: false };
            }
        }
    }
    places
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[test]
fn every_text_is_spelled_right() {
    let mut findings = Vec::new();
    for language in languages() {
        let own = own_words(&language);
        let places = places(&language);
        let asked: Vec<&str> = places.keys().map(String::as_str).collect();
        assert!(asked.len() > 300, "only {} words of {language} were found", asked.len());
        let mut wrong = unknown(&language, &asked);
        let small = |word: &String| places.get(word).is_some_and(|place| place.typed);
        let typed: Vec<String> = wrong.iter().filter(|word| small(word)).map(|word| capitalized(word)).collect();
        let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
        let still_wrong = unknown(&language, &typed);
        wrong.retain(|word| !small(word) || still_wrong.contains(&capitalized(word)));
        for word in wrong.iter().filter(|word| !own.contains(word)) {
            let piece = places.get(word).map(|place| &place.piece);
            let place =
                piece.map_or_else(String::new, |piece| format!("{}:{}: {}: ", piece.file, piece.line, piece.key));
            findings.push(format!("{place}{word}"));
        }
        let unused = own.iter().filter(|word| !wrong.contains(word));
        findings.extend(unused.map(|word| format!("tests/suite/spelling/{language}.words: {word} is not needed")));
    }
    assert_none("words are not spelled right", &findings);
}

#[test]
fn own_words_are_sorted_and_stand_once() {
    for language in languages() {
        let own = own_words(&language);
        let mut sorted = own.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(own, sorted, "tests/suite/spelling/{language}.words");
    }
}

#[test]
fn misspelt_words_are_found() {
    assert_eq!(unknown("de", &["Störung", "Sörung", "wiederöfnen"]), ["Sörung", "wiederöfnen"]);
    assert_eq!(unknown("en", &["ticket", "tikket"]), ["tikket"]);
    let found = words("**Das** „Archiv-NAS“ (vol_01, a@b.example) läuft seit 8:30 Uhr. Don’t stop.");
    assert_eq!(found, ["Das", "Archiv", "NAS", "läuft", "seit", "Uhr", "Don't", "stop"]);
}
