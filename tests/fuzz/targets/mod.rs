//! What is fuzzed, one function per parser of foreign input: any bytes, and what must hold whatever they are. The fuzzer
//! calls them, and the test suite plays the kept corpus through them.

mod house;
mod lists;
mod talk;

use std::path::Path;
use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Berlin;
use ticketlotse::config::Config;
use ticketlotse::conversation::form::Draft;
use ticketlotse::conversation::form::kinds::{self, Read, Said};
use ticketlotse::conversation::form::scene::{Asked, Scene};
use ticketlotse::conversation::intent::{
    control_word, control_word_or_typo, escaped, pick, pick_many, understand_in, yes_no,
};
use ticketlotse::conversation::time::{self, Direction};
use ticketlotse::dialogs::{Forms, Origin, Source, Texts, check};
use ticketlotse::domain::{DraftId, Email};
use ticketlotse::locales::Speaking;
use ticketlotse::service::Live;
use ticketlotse::wiring;

/// The shipped words, forms and texts.
static LIVE: LazyLock<Live> =
    LazyLock::new(|| wiring::live(&Config::default()).expect("the shipped texts and forms can be read"));

/// Tuesday, 24 November 2026, 10:15 in Berlin.
fn now() -> DateTime<Utc> {
    Berlin.with_ymd_and_hms(2026, 11, 24, 10, 15, 0).single().expect("a moment").to_utc()
}

/// The first bytes as numbers, the rest as text.
fn split<const N: usize>(data: &[u8]) -> Option<([usize; N], String)> {
    let (head, rest) = data.split_first_chunk::<N>()?;
    Some((head.map(usize::from), String::from_utf8_lossy(rest).into_owned()))
}

/// What a person types: commands, control words, options.
pub fn words(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let lexicons = &LIVE.settings.lexicons;
    let options = [("a", "Komplettausfall"), ("b", "Stark beeinträchtigt"), ("c", "Weiß ich nicht"), ("d", "10 GbE")];
    for lexicon in lexicons.iter() {
        let (_, first) = understand_in(&text, lexicon, lexicons);
        let (_, again) = understand_in(&text, lexicon, lexicons);
        assert_eq!(first, again, "the same words mean the same");
        control_word(&text, lexicon);
        control_word_or_typo(&text, lexicon);
        yes_no(&text, lexicon);
        if let Some(rest) = escaped(&text, lexicon) {
            assert!(text.contains(rest), "an escaped text is part of what was typed");
        }
        pick(&text, &options, lexicon);
        pick_many(&text, &options, lexicon);
    }
}

/// Time expressions, at any hour of some years (the nights when clocks change among them).
pub fn times(data: &[u8]) {
    let Some(([direction, hours, more], text)) = split::<3>(data) else { return };
    let now = now() + TimeDelta::hours(i64::try_from(hours * 97 + more * 13).unwrap_or_default());
    let direction = if direction % 2 == 0 { Direction::Past } else { Direction::Future };
    for lexicon in LIVE.settings.lexicons.iter() {
        let read = time::read(&text, lexicon, now, Berlin, direction);
        if let Some(time::Reading::Range(from, until)) = &read {
            assert!(from < until, "a range ends after it begins: {text:?}");
        }
        assert_eq!(read, time::read(&text, lexicon, now, Berlin, direction));
    }
}

/// Answers to every question of every shipped form, typed and from native inputs.
pub fn answers(data: &[u8]) {
    let Some(([form, field, way], text)) = split::<3>(data) else { return };
    let settings = &LIVE.settings;
    let form = &settings.forms[form % settings.forms.len()];
    let field = &form.fields[field % form.fields.len()];
    let person = talk::anna();
    let lexicon = &settings.lexicons[way % settings.lexicons.len()];
    let scene = Scene { form, person: &person, settings, lexicon, now: now() };
    let draft = Draft::new(DraftId::new("d1"), form.id.clone(), now());
    let asked = Asked { scene, field, draft: &draft };
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let reads = [
        Some(kinds::read(asked, Said::Typed(&text), None)),
        Some(kinds::read(asked, Said::Picked(&text), None)),
        kinds::read_native(asked, &lines),
    ];
    let how = Speaking { language: &lexicon.language, zone: Berlin, now: now() };
    for read in reads.into_iter().flatten() {
        match read {
            Read::Value(value) | Read::Confirm(value, _) => {
                assert_eq!(kinds::check(asked, &value), None, "what was taken is right: {value:?}");
                LIVE.locales.say(how, &kinds::show(scene, field, &value));
            }
            Read::Partly(value) => {
                let (question, _) = kinds::partly(asked, &value);
                LIVE.locales.say(how, &question);
            }
            Read::Wrong(text) => {
                LIVE.locales.say(how, &text);
            }
            Read::Which(_) | Read::LookUp(_) => {}
        }
    }
}

/// Whole conversations: each line is a message, a pressed button (`#3`) or an answer of the desk (`$`).
pub fn turns(data: &[u8]) {
    talk::Talk::begin().plays(&String::from_utf8_lossy(data));
}

/// What a button carries, forged.
pub fn presses(data: &[u8]) {
    if let Ok(press) = serde_json::from_slice(data) {
        let mut talk = talk::Talk::begin();
        talk.presses(press);
        talk.plays("meine\nneu störung\n$\n#1\nja");
    }
}

/// Form files.
pub fn dialogs(data: &[u8]) {
    static TEXTS: LazyLock<Texts> = LazyLock::new(Texts::shipped);
    let source = Source { file: "dialogs/probe.toml".to_owned(), text: String::from_utf8_lossy(data).into_owned() };
    let lines = source.text.lines().count().max(1);
    let report = check(&Forms { sources: vec![source], origin: Origin::Folder }, &TEXTS);
    for finding in &report.findings {
        assert!(finding.file != "dialogs/probe.toml" || finding.line <= lines + 1, "{finding:?} lies in the file");
    }
}

/// Text files of a language: Fluent, or its words where the first byte is odd.
pub fn texts(data: &[u8]) {
    let Some(([which], text)) = split::<1>(data) else { return };
    let name = if which % 2 == 1 { "words.toml" } else { "menu.ftl" };
    house::in_folder(|folder| {
        let language = folder.join("de");
        std::fs::create_dir_all(&language).expect("a folder can be made");
        std::fs::write(language.join(name), &text).expect("a file can be written");
        if let Ok(locales) = ticketlotse::locales::Locales::load(folder) {
            assert!(locales.languages().contains(&"de"));
        }
    });
}

/// The configuration file.
pub fn config(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(config) = Config::parse(&text, Path::new("ticketlotse.toml"), &std::collections::BTreeMap::new()) {
        // What is refused later is refused in words, too.
        let _ = config.check().map(|()| wiring::desk_setup(&config).is_ok());
    }
}

/// Addresses, and mails to them.
pub fn mail(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Some(email) = Email::parse(&text) else { return };
    assert_eq!(Email::parse(email.as_str()).as_ref(), Some(&email), "an address has one form");
    house::posts(&email, &text);
}

/// A file of the operator's customer list: the first byte chooses what it lists.
pub fn lists(data: &[u8]) {
    lists::reads(data);
}

/// Requests to the web chat, from the page and from elsewhere.
pub fn web(data: &[u8]) {
    house::requests(data);
}
