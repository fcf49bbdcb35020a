//! The texts engine: markup, arguments, dates, lists, fallbacks and load errors.

use std::path::Path;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use chrono_tz::Europe::Berlin;
use ticketlotse::conversation::message::{Block, Message, Span};
use ticketlotse::conversation::text::{Arg, Text};
use ticketlotse::locales::{LocaleError, Locales, Speaking};

/// Tuesday, 24 November 2026, 10:15 in Berlin.
fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 24, 9, 15, 0).single().expect("an unambiguous moment")
}

fn how(language: &str) -> Speaking<'_> {
    Speaking { language, zone: Berlin, now: now() }
}

fn berlin(day: u32, month: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    let moment = Berlin.with_ymd_and_hms(2026, month, day, hour, minute, 0).single();
    moment.expect("an unambiguous moment").with_timezone(&Utc)
}

/// Texts in a folder laid over the shipped ones.
fn with_texts(de: &str, en: &str) -> Result<Locales, LocaleError> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    write(dir.path(), "de", de);
    write(dir.path(), "en", en);
    Locales::load(dir.path())
}

fn write(dir: &Path, language: &str, text: &str) {
    let folder = dir.join(language);
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("own.ftl"), text).expect("a file");
}

fn value(locales: &Locales, language: &str, arg: impl Into<Arg>) -> String {
    locales.say(how(language), &Text::key("own-value").with("value", arg)).plain()
}

#[test]
fn only_our_texts_become_bold() {
    let locales = with_texts("own-bold = **{ $who }** und { $other }, **fett**.\n", "").expect("texts");
    let text = Text::key("own-bold").with("who", "A**B").with("other", Text::verbatim("**x**\u{F8D2}y\u{F8D2}"));
    let spans = locales.say(how("de"), &text).0;
    let strong: Vec<&str> = spans.iter().filter(|span| span.strong).map(|span| span.text.as_str()).collect();
    assert_eq!(strong, ["A**B", "fett"]);
    assert_eq!(spans[1], Span { text: " und **x**y, ".into(), strong: false });
}

#[test]
fn control_characters_of_people_never_reach_a_sentence() {
    let locales = Locales::shipped().expect("texts");
    let message: Message = Message::new(vec![
        Block::Quote { author: Some(Text::verbatim("Eva\u{202E}")), text: "Zeile 1\r\nZeile\u{0} 2".into() },
        Block::Paragraph { text: Text::verbatim("a\u{2066}b") },
    ]);
    let spoken = locales.speak(how("de"), &message);
    let shown = serde_json::to_string(&spoken.blocks).expect("JSON");
    assert!(shown.contains(r"Zeile 1\nZeile 2") && shown.contains("Eva") && shown.contains("ab"), "{shown}");
    assert!(!shown.contains('\u{202E}') && !shown.contains('\u{2066}') && !shown.contains(r"\u0000"), "{shown}");
}

#[test]
fn the_first_key_that_exists_is_said_and_a_missing_one_is_shown() {
    let locales = with_texts("own-a = Erster\n    .help = Hilfe\n", "own-b = Second\n").expect("texts");
    assert_eq!(locales.say(how("de"), &Text::first_of(["own-x", "own-a"])).plain(), "Erster");
    assert_eq!(locales.say(how("de"), &Text::key("own-a.help")).plain(), "Hilfe");
    assert_eq!(locales.say(how("en"), &Text::key("own-a.help")).plain(), "Hilfe", "falls back to the default language");
    assert_eq!(locales.say(how("fr"), &Text::key("yes")).plain(), "Ja", "an unknown language is the default one");
    assert_eq!(locales.say(how("en-US"), &Text::key("yes")).plain(), "Yes", "a region is its language");
    assert_eq!(locales.say(how("de"), &Text::key("own-none")).plain(), "⟦own-none⟧");
    assert_eq!(locales.say(how("de"), &Text::key("own-a.none")).plain(), "⟦own-a.none⟧");
    assert!(locales.has("en", "own-a.help") && !locales.has("de", "own-b"));
}

#[test]
fn numbers_sizes_and_lists_follow_the_language() {
    let text =
        "own-value = { $value }\nown-count = { $count ->\n    [one] ein Ticket\n   *[other] { $count } Tickets\n}\n";
    let locales = with_texts(text, "own-value = { $value }\n").expect("texts");
    assert_eq!(value(&locales, "de", 2.5), "2,5");
    assert_eq!(value(&locales, "en", 2.5), "2.5");
    assert_eq!(value(&locales, "de", 25_000_i64), "25.000");
    assert_eq!(value(&locales, "de", 4711_i64), "4711");
    assert_eq!(value(&locales, "de", Arg::Bytes(3_355_443)), "3,2 MB");
    assert_eq!(value(&locales, "en", Arg::Bytes(1)), "1 byte");
    let list = |texts: &[&str]| Arg::List(texts.iter().map(|text| Text::verbatim(*text)).collect());
    assert_eq!(value(&locales, "de", list(&[])), "");
    assert_eq!(value(&locales, "de", list(&["A"])), "A");
    assert_eq!(value(&locales, "de", list(&["A", "B"])), "A und B");
    assert_eq!(value(&locales, "de", list(&["A", "B", "C"])), "A, B und C");
    assert_eq!(value(&locales, "en", list(&["A", "B", "C"])), "A, B and C");
    let count = |n: i64| locales.say(how("de"), &Text::key("own-count").with("count", n)).plain();
    assert_eq!((count(1), count(3)), ("ein Ticket".into(), "3 Tickets".into()));
}

#[test]
fn days_and_moments_are_said_as_people_say_them() {
    let locales = with_texts("own-value = { $value }\n", "own-value = { $value }\n").expect("texts");
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("a day");
    for (arg, german, english) in [
        (Arg::Date(day(11, 24)), "heute", "today"),
        (Arg::Date(day(11, 25)), "morgen", "tomorrow"),
        (Arg::Date(day(11, 23)), "gestern", "yesterday"),
        (Arg::Date(day(12, 3)), "3. Dezember 2026", "3 December 2026"),
        (Arg::Moment(berlin(24, 11, 16, 40)), "heute, 16:40 Uhr", "today, 16:40"),
        (Arg::Moment(berlin(23, 11, 16, 40)), "gestern, 16:40 Uhr", "yesterday, 16:40"),
        (Arg::Moment(berlin(16, 11, 16, 40)), "Mo., 16.11.", "Mon 16 Nov"),
        (Arg::Exact(berlin(16, 11, 8, 5)), "Mo., 16.11., 08:05 Uhr", "Mon 16 Nov, 08:05"),
        (Arg::Moment(berlin(3, 12, 20, 0)), "Do., 3.12., 20:00 Uhr", "Thu 3 Dec, 20:00"),
        (Arg::Clock(berlin(24, 11, 10, 17)), "10:17 Uhr", "10:17"),
    ] {
        assert_eq!(value(&locales, "de", arg.clone()), german);
        assert_eq!(value(&locales, "en", arg), english);
    }
    let last_year = Utc.with_ymd_and_hms(2025, 3, 9, 12, 0, 0).single().expect("a moment");
    assert_eq!(value(&locales, "de", Arg::Moment(last_year)), "9.3.2025");
    let kept = locales.record(how("de"), &Text::key("own-value").with("value", Arg::Date(day(11, 25))));
    assert_eq!(kept.plain(), "25. November 2026", "what is kept names the date");
    let kept = locales.record(how("de"), &Text::key("own-value").with("value", Arg::Moment(berlin(24, 11, 16, 40))));
    assert_eq!(kept.plain(), "24.11.2026, 16:40 Uhr");
}

#[test]
fn a_new_language_needs_only_a_folder() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    write(dir.path(), "fr", "yes = Oui\nown-value = { $value }\n");
    std::fs::write(dir.path().join("fr/words.toml"), "name = \"Français\"\nlocale = \"fr-FR\"\n").expect("a file");
    let locales = Locales::load(dir.path()).expect("texts");
    assert_eq!(locales.languages(), ["de", "en", "fr"]);
    assert_eq!(locales.say(how("fr"), &Text::key("yes")).plain(), "Oui");
    assert_eq!(locales.say(how("fr"), &Text::key("no")).plain(), "Nein", "the default language helps out");
    assert_eq!(value(&locales, "fr", NaiveDate::from_ymd_opt(2026, 12, 3).expect("a day")), "3 décembre 2026");
    assert_eq!(locales.lexicons()[2].name, "Français");
}

#[test]
fn mistakes_are_found_with_file_and_line() {
    let error = |de: &str| with_texts(de, "").expect_err("a mistake").to_string();
    let broken = error("# gut\nown-a = Ja\n\nown-b Nein\n");
    assert!(broken.contains("own.ftl:4:"), "{broken}");
    let twice = error("own-a = Ja\nown-a = Nein\n");
    assert!(twice.contains("own.ftl:2:") && twice.contains("stands twice"), "{twice}");

    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(dir.path().join("de")).expect("a folder");
    std::fs::write(dir.path().join("de/words.toml"), "name = \"Deutsch\"\nlocale = \"de-DE\"\n\nwrds = []\n")
        .expect("a file");
    let unknown = Locales::load(dir.path()).expect_err("an unknown key").to_string();
    assert!(unknown.contains("words.toml:4:") && unknown.contains("wrds"), "{unknown}");

    let dir = tempfile::tempdir().expect("a temporary folder");
    write(dir.path(), "fr", "yes = Oui\n");
    let wordless = Locales::load(dir.path()).expect_err("no words").to_string();
    assert!(wordless.contains("no words.toml"), "{wordless}");
}

#[test]
fn every_text_is_listed_with_its_variables_and_place() {
    let text = "own-a = { $x } { own-b.c }\n\nown-b = { $n ->\n   *[other] { $m }\n }\n    .c = { $y }\n";
    let locales = with_texts(text, "").expect("texts");
    let entry = |key: &str| locales.entries("de").iter().find(|entry| entry.key == key).expect("listed").clone();
    assert_eq!(entry("own-a").variables.into_iter().collect::<Vec<_>>(), ["x", "y"]);
    assert_eq!(entry("own-b").variables.into_iter().collect::<Vec<_>>(), ["m", "n"]);
    assert_eq!((entry("own-b").line, entry("own-b.c").line), (3, 6));
    assert!(entry("own-a").file.ends_with("own.ftl"));
    assert!(entry("yes").file.ends_with("locales/de/words.ftl"));
}

#[test]
fn what_can_be_picked_is_known_by_name() {
    let texts = "form-x =\n    .title = **X** melden\nform-x-part-disk = Festplatte\n    .words = Platte, SSD\n";
    let locales = with_texts(&format!("{texts}form-x-n = {{ $n }}\n"), "").expect("texts");
    let lexicon = locales.lexicons().remove(0);
    assert_eq!(lexicon.label(["form-x.title"]), Some("X melden"));
    assert_eq!(lexicon.label(["form-y-part-disk", "form-x-part-disk"]), Some("Festplatte"));
    assert_eq!(lexicon.names["form-x-part-disk"], ["Festplatte", "Platte", "SSD"]);
    assert_eq!(lexicon.label(["form-x-n"]), None);
    assert_eq!(lexicon.label(["status-new"]), Some("Neu"));
}
