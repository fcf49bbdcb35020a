//! What our own texts tell people to type is understood: the words and examples of commands, words in quotes, examples
//! of days and times.

use chrono::{TimeZone, Utc};
use chrono_tz::Europe::Berlin;
use ticketlotse::conversation::flow::commands::TABLE;
use ticketlotse::conversation::intent::{control_word, understand};
use ticketlotse::conversation::text::Text;
use ticketlotse::conversation::time::{Direction, read};
use ticketlotse::dialogs;
use ticketlotse::domain::form::Kind;
use ticketlotse::locales::{Locales, Speaking};

use super::LEXICONS;
use crate::texts::{assert_none, attribute_of, pieces};

fn said(locales: &Locales, language: &str, key: &str) -> String {
    let now = Utc.with_ymd_and_hms(2026, 11, 24, 9, 15, 0).single().expect("an unambiguous moment");
    locales.say(Speaking { language, zone: Berlin, now }, &Text::key(key.to_owned())).plain()
}

#[test]
fn the_words_and_examples_of_commands_are_understood() {
    let locales = Locales::shipped().expect("the shipped texts load");
    let mut findings = Vec::new();
    for lexicon in LEXICONS.iter() {
        for entry in TABLE {
            for attribute in ["word", "example"] {
                let text = said(&locales, &lexicon.language, &format!("command-{}.{attribute}", entry.id));
                let command = understand(&text, lexicon).command();
                if command != Some(entry.command) {
                    findings.push(format!("{}: {text:?} is {command:?}, not {:?}", lexicon.language, entry.command));
                }
            }
        }
    }
    assert_none("commands are not understood as shown", &findings);
}

#[test]
fn words_in_quotes_can_be_typed() {
    let mut findings = Vec::new();
    for lexicon in LEXICONS.iter() {
        // Examples of answers quote what they like.
        let shown = pieces(&lexicon.language).into_iter().filter(|piece| attribute_of(&piece.key) != Some("example"));
        for piece in shown {
            for quoted in piece.text.split(['„', '“', '”', '‚', '‘']).skip(1).step_by(2) {
                let is_word = quoted.starts_with(char::is_lowercase) && !quoted.contains(['…', '@', '_', '.']);
                let named = understand(quoted, lexicon).command().is_some() || control_word(quoted, lexicon).is_some();
                if is_word && !named {
                    findings.push(format!("{}:{}: {}: {quoted}", piece.file, piece.line, piece.key));
                }
            }
        }
    }
    assert_none("words in quotes are not understood", &findings);
}

#[test]
fn examples_of_days_and_times_are_understood() {
    let locales = Locales::shipped().expect("the shipped texts load");
    let now = Utc.with_ymd_and_hms(2026, 11, 24, 9, 15, 0).single().expect("an unambiguous moment");
    let forms = dialogs::shipped();
    let mut asked = vec![
        "draft-example-date".to_owned(),
        "draft-example-datetime".to_owned(),
        "draft-example-time_window".to_owned(),
    ];
    for form in &forms {
        let timed =
            form.fields.iter().filter(|field| matches!(field.kind, Kind::Date | Kind::Datetime | Kind::TimeWindow));
        asked.extend(timed.flat_map(|field| {
            [format!("form-{}-{}.example", form.id, field.id), format!("form-any-{}.example", field.id)]
        }));
    }
    let mut findings = Vec::new();
    for lexicon in LEXICONS.iter() {
        for key in asked.iter().filter(|key| locales.has(&lexicon.language, key)) {
            let text = said(&locales, &lexicon.language, key);
            if read(&text, lexicon, now, Berlin, Direction::Future).is_none() {
                findings.push(format!("{}: {key}: {text}", lexicon.language));
            }
        }
    }
    assert!(asked.len() > 10, "the forms were not found");
    assert_none("examples are not understood", &findings);
}
