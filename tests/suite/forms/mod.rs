//! The form engine: each kind of answer in German and English, conditions, the order of questions, and properties that hold
//! for any form and any sequence of events.

mod conditions;
mod kinds;
mod order;
mod props;
mod sending;

use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Europe::Berlin;
use ticketlotse::conversation::form::kinds::{Read, Said, raw, read};
use ticketlotse::conversation::form::scene::{Asked, Scene};
use ticketlotse::conversation::form::{Answered, Draft, Value, engine};
use ticketlotse::conversation::text::Text;
use ticketlotse::conversation::world::Settings;
use ticketlotse::domain::form::Form;
use ticketlotse::domain::{DraftId, Entitled, FieldId, Person, System};

use crate::turn::{SETTINGS, member};

/// Tuesday, 24 November 2026, 10:15 in Berlin.
pub fn now() -> DateTime<Utc> {
    Berlin.with_ymd_and_hms(2026, 11, 24, 10, 15, 0).single().expect("a moment").to_utc()
}

/// Anna Berger with two systems at two sites.
pub fn anna() -> Entitled {
    let Person::Member(mut anna) = member("anna", "L-1") else { unreachable!("anna is a member") };
    let contract = anna.contracts.first().expect("a contract").id.clone();
    let system = |id: &str, name: &str, serial: &str, site: &str| System {
        id: id.into(),
        customer: anna.customer.id.clone(),
        contract: contract.clone(),
        name: name.to_owned(),
        model: "A700".to_owned(),
        serial: serial.to_owned(),
        site: site.to_owned(),
    };
    anna.systems = vec![
        system("S1", "Archiv-NAS", "6SL3AB4711", "Rechenzentrum Nord"),
        system("S2", "Backup-Filer", "7KD9XY0815", "Lager Süd"),
    ];
    *anna
}

/// A form from the lines of its file.
pub fn form(fields: &str) -> Form {
    toml::from_str(&format!("id = \"probe\"\norder = 1\n{fields}")).expect("a form")
}

/// An empty draft of a form.
pub fn draft(form: &Form) -> Draft {
    Draft::new(DraftId::new("d1"), form.id.clone(), now())
}

/// Keeps an answer.
pub fn put(draft: &mut Draft, field: &str, value: Value) {
    engine::answer(draft, &FieldId::new(field), Answered { value, message: None });
}

/// The surroundings of a form in a language.
pub fn scene<'a>(form: &'a Form, person: &'a Entitled, settings: &'a Settings, language: &str) -> Scene<'a> {
    Scene { form, person, settings, lexicon: settings.lexicon(language), now: now() }
}

/// What a text is read as by the only field of a form, or by its last one with the others answered: values as machines see
/// them, `? …` when something is missing or to be confirmed, `! reason` when it is none.
pub fn reads(language: &str, form: &Form, draft: &Draft, text: &str) -> String {
    let anna = anna();
    let scene = scene(form, &anna, &SETTINGS, language);
    let field = form.fields.last().expect("a field");
    told(scene, &read(Asked { scene, field, draft }, Said::Typed(text), None))
}

/// An understanding in short.
pub fn told(scene: Scene<'_>, read: &Read) -> String {
    let values = |value: &Value| raw(scene, value).join(" | ");
    match read {
        Read::Value(value) => values(value),
        Read::Partly(value) => format!("? {}", values(value)),
        Read::Confirm(value, _) => format!("? {} ?", values(value)),
        Read::Which(values) => format!("? {}", values.join(" or ")),
        Read::LookUp(number) => format!("@ {number}"),
        Read::Wrong(text) => format!("! {}", reason(text)),
    }
}

fn reason(text: &Text) -> String {
    match text {
        Text::Key(key) => {
            let engine = key.ids.iter().find(|id| id.starts_with("draft-error-")).unwrap_or(&key.ids[0]);
            engine.trim_start_matches("draft-error-").to_owned()
        }
        other => format!("{other:?}"),
    }
}

/// Reads each text and reports all that differ, not only the first.
pub fn all_read(language: &str, fields: &str, rows: &[(&str, &str)]) {
    let form = form(fields);
    let draft = draft(&form);
    let differs = |(text, expected): &(&str, &str)| {
        let found = reads(language, &form, &draft, text);
        (found != *expected).then(|| format!("{text:?}: expected {expected:?}, got {found:?}"))
    };
    let wrong: Vec<String> = rows.iter().filter_map(differs).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
