//! Days, moments and ranges as people say them, read on Tuesday, 24 November 2026, 10:15 in Berlin.

mod english;
mod german;

use std::sync::LazyLock;

use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};
use chrono_tz::{Europe::Berlin, Tz};
use proptest::prelude::*;
use ticketlotse::conversation::intent::Lexicon;
use ticketlotse::conversation::time::{Direction, Reading, read};
use ticketlotse::locales::Locales;

static LEXICONS: LazyLock<Vec<Lexicon>> =
    LazyLock::new(|| Locales::shipped().expect("the shipped texts load").lexicons());

fn lexicon(language: &str) -> &'static Lexicon {
    LEXICONS.iter().find(|lexicon| lexicon.language == language).expect("a shipped language")
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 24, 9, 15, 0).single().expect("an unambiguous moment")
}

/// What is understood, written so that a table reads well: `2026-12-03`, `2026-12-03 18:00`, `18:00`,
/// `2026-12-03 18:00 … 2026-12-03 22:00`, `2026-11-23 evening`, `a | b`; `-` when it is no time expression.
fn shown(language: &str, text: &str, direction: Direction) -> String {
    read(text, lexicon(language), now(), Berlin, direction).map_or_else(|| "-".to_owned(), |reading| show(&reading))
}

fn show(reading: &Reading) -> String {
    let moment = |moment: &DateTime<Utc>| moment.with_timezone(&Berlin).format("%Y-%m-%d %H:%M").to_string();
    match reading {
        Reading::Day(day) => day.to_string(),
        Reading::Moment(at) => moment(at),
        Reading::Time(time) => time.format("%H:%M").to_string(),
        Reading::Range(from, until) => format!("{} … {}", moment(from), moment(until)),
        Reading::PartOfDay { day, part } => format!("{day} {part}"),
        Reading::Several(all) => all.iter().map(show).collect::<Vec<_>>().join(" | "),
    }
}

/// Reads each text and reports all that differ, not only the first.
fn all_read(language: &str, direction: Direction, rows: &[(&str, &str)]) {
    let differs = |(text, expected): &(&str, &str)| {
        let found = shown(language, text, direction);
        (found != *expected).then(|| format!("{text:?}: expected {expected}, got {found}"))
    };
    let wrong: Vec<String> = rows.iter().filter_map(differs).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn changed_clocks_are_never_stumbled_over() {
    let at = |text: &str| match read(text, lexicon("de"), now(), Berlin, Direction::Future) {
        Some(Reading::Moment(moment)) => moment.format("%Y-%m-%d %H:%M").to_string(),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(at("28.3.2027 1:59"), "2027-03-28 00:59");
    assert_eq!(at("28.3.2027 2:30"), "2027-03-28 01:00", "left out: the first moment after the gap");
    assert_eq!(at("28.3.2027 3:00"), "2027-03-28 01:00");
    assert_eq!(at("25.10.2026 2:30"), "2026-10-25 00:30", "twice: the first of both");
    assert_eq!(at("25.10.2026 3:00"), "2026-10-25 02:00");
    let night = read("24.10.2026 22 Uhr bis 6 Uhr", lexicon("de"), now(), Berlin, Direction::Past);
    let Some(Reading::Range(from, until)) = night else { panic!("{night:?}") };
    assert_eq!((until - from).num_hours(), 9, "the night of the change has an hour more");
}

#[test]
fn years_that_are_not_said_are_the_nearest() {
    let day = |text: &str, direction| shown("de", text, direction);
    assert_eq!(day("3.11.", Direction::Future), "2026-11-03", "a slip, not a year ahead: the form says it is past");
    assert_eq!(day("3.10.", Direction::Future), "2027-10-03");
    assert_eq!(day("31.12.", Direction::Past), "2025-12-31");
    assert_eq!(day("3.12.", Direction::Past), "2026-12-03", "a slip: the form says it is still to come");
    assert_eq!(day("1.6.", Direction::Past), "2026-06-01");
}

/// Words that matter, mixed with anything.
fn expression() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        prop::sample::select(vec![
            "heute",
            "morgen",
            "nächsten",
            "Montag",
            "letzte",
            "Woche",
            "3.12.",
            "3.",
            "31.2.",
            "Dezember",
            "2026",
            "9999",
            "halb",
            "Viertel",
            "vor",
            "nach",
            "acht",
            "24",
            "Uhr",
            "18:00",
            "99:99",
            "bis",
            "–",
            "zwischen",
            "und",
            "um",
            "abends",
            "in",
            "anderthalb",
            "Stunden",
            "Werktagen",
            "KW",
            "53",
            "Q4",
            "Ende",
            "Monats",
            "Mitternacht",
            ",",
            "für",
            "ago",
            "pm",
            "noon",
            "to",
            "İ",
            "0000",
            "29.2.",
            "1,5",
            "T",
            "Heiligabend",
            "Wochenende",
            "quarter",
        ])
        .prop_map(str::to_owned),
        "[0-9]{1,5}",
        any::<String>(),
    ];
    prop::collection::vec(word, 0..7).prop_map(|words| words.join(" "))
}

fn any_moment() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..80 * 365 * 24 * 60).prop_map(|minutes| DateTime::UNIX_EPOCH + Duration::minutes(minutes))
}

proptest! {
    #[test]
    fn nothing_panics_and_ranges_run_forward(text in expression(), now in any_moment(), past in any::<bool>(), zone in 0_usize..3) {
        let zone: Tz = [Berlin, chrono_tz::UTC, chrono_tz::Pacific::Apia][zone];
        let direction = if past { Direction::Past } else { Direction::Future };
        for lexicon in LEXICONS.iter() {
            let reading = read(&text, lexicon, now, zone, direction);
            let all = match reading {
                Some(Reading::Several(all)) => { prop_assert!(all.len() > 1); all }
                Some(one) => vec![one],
                None => Vec::new(),
            };
            for one in all {
                if let Reading::Range(from, until) = one {
                    prop_assert!(from <= until, "{text}");
                }
            }
        }
    }

    #[test]
    fn dates_in_digits_are_read_as_written(days in 0_u32..40_000) {
        let day = NaiveDate::from_ymd_opt(1971, 1, 1).expect("a day") + Duration::days(i64::from(days));
        for format in ["%-d.%-m.%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"] {
            let text = day.format(format).to_string();
            prop_assert_eq!(read(&text, lexicon("de"), now(), Berlin, Direction::Future), Some(Reading::Day(day)), "{}", text);
        }
    }
}
