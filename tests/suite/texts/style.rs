//! How texts are written: quotes, signs, forms of address.

use super::{assert_none, languages, pieces};

/// How a piece breaks the house style, if it does.
fn faults(language: &str, text: &str) -> Vec<&'static str> {
    let mut faults = Vec::new();
    let mut when = |broken: bool, what: &'static str| {
        if broken {
            faults.push(what);
        }
    };
    let count = |sign: char| text.matches(sign).count();
    when(text.contains('"'), "straight quotes: write typographic ones");
    when(text.contains('\''), "a straight apostrophe: write ’ or a quote");
    when(text.contains('!'), "an exclamation mark: the bot does not shout");
    when(text.contains("  "), "two spaces");
    when(text.contains("..."), "three dots: write …");
    when(text.matches("**").count() % 2 == 1, "bold is not closed");
    when(text.contains(" - "), "a hyphen as a dash: write –");
    if language == "de" {
        when(count('„') != count('“'), "„ and “ do not match");
        when(count('‚') != count('‘'), "‚ and ‘ do not match");
        when(text.contains('”') || text.contains('«') || text.contains('»'), "quotes of another language");
        when(opens_with(text, '“') || opens_with(text, '‘'), "an opening quote of another language");
        when(addresses_informally(text), "Du: the bot says Sie");
        when(says(text, &["leider"]) && text.to_lowercase().matches("leider").count() > 1, "„leider“ twice");
    } else {
        when(count('“') != count('”'), "“ and ” do not match");
        when(text.contains('„') || text.contains('‚'), "quotes of another language");
    }
    faults
}

/// Whether a quote that closes in German stands where one opens.
fn opens_with(text: &str, quote: char) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        if c == quote && (before.is_whitespace() || before == '(') {
            return true;
        }
        before = c;
    }
    false
}

fn addresses_informally(text: &str) -> bool {
    says(text, &["du", "dich", "dir", "dein", "deine", "deinen", "deinem", "deiner", "deines", "euch", "euer", "eure"])
}

fn says(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word.to_lowercase().as_str()))
}

#[test]
fn texts_are_written_in_the_house_style() {
    let mut findings = Vec::new();
    for language in languages() {
        for piece in pieces(&language) {
            for fault in faults(&language, &piece.text) {
                findings.push(format!("{}:{}: {}: {fault}: {}", piece.file, piece.line, piece.key, piece.text));
            }
        }
    }
    assert_none("texts are not in the house style", &findings);
}

#[test]
fn each_broken_rule_of_style_is_found() {
    for (language, text) in [
        ("de", "Das ist \"falsch\""),
        ("de", "Geht's"),
        ("de", "Willkommen!"),
        ("de", "Zwei  Leerzeichen"),
        ("de", "Moment..."),
        ("de", "**fett"),
        ("de", "Das – nein - das"),
        ("de", "„offen"),
        ("de", "‚offen"),
        ("de", "“falsch herum„"),
        ("de", "Möchtest Du das"),
        ("de", "In deinem Ticket"),
        ("de", "Leider nein, leider"),
        ("en", "“open"),
        ("en", "„German“"),
        ("en", "don't"),
    ] {
        assert!(!faults(language, text).is_empty(), "{text}");
    }
    for (language, text) in [
        ("de", "Mit „ändern 3“ oder ‚weiter‘ geht es – **sofort** – weiter."),
        ("de", "Der Dialog und die Industrie"),
        ("en", "“Don’t” is fine – so is …"),
    ] {
        assert_eq!(faults(language, text), [] as [&str; 0], "{text}");
    }
}
