//! The order of questions: steps, back, skipping, the optional block, the quick way.

use ticketlotse::conversation::event::Refresh;
use ticketlotse::conversation::form::engine::{self, Next};
use ticketlotse::conversation::form::{Value, summary, ticket, view};
use ticketlotse::conversation::text::Text;

use super::{anna, draft, form, put, scene};
use crate::turn::SETTINGS;

const PARTS: &str = r#"
quick_after = ["what"]

[[field]]
id = "what"
kind = "choice"
options = ["disk", "fan"]
required = true

[[field]]
id = "slot"
kind = "text"
when = { field = "what", is = "disk" }
required = true

[[field]]
id = "room"
kind = "text"

[[field]]
id = "note"
kind = "text"
more = true

[[field]]
id = "last"
kind = "text"
when = { field = "note", filled = true }
required = true

[[priority]]
level = "critical"
when = { field = "what", is = "disk" }
"#;

fn ask(field: &str) -> Next {
    Next::Ask(field.into())
}

#[test]
fn questions_come_in_order_and_optional_ones_behind_one_question() {
    let form = form(PARTS);
    let anna = anna();
    let scene = scene(&form, &anna, &SETTINGS, "de");
    let mut draft = draft(&form);
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(engine::next(scene, &draft), ask("what"));
    assert_eq!(engine::step(scene, &draft, &"what".into()), (1, 2));
    put(&mut draft, "what", Value::Option("fan".to_owned()));
    assert_eq!(engine::next(scene, &draft), ask("room"));
    engine::skip(&mut draft, &"room".into());
    assert_eq!(engine::next(scene, &draft), Next::More);
    draft.more = Some(true);
    assert_eq!(engine::next(scene, &draft), ask("note"));
    put(&mut draft, "note", text("laut"));
    assert_eq!(engine::next(scene, &draft), ask("last"));
    assert_eq!(engine::step(scene, &draft, &"last".into()), (4, 4));
    assert_eq!(engine::missing(scene, &draft).map(|missing| missing.field), Some("last".into()));
    put(&mut draft, "last", text("ja"));
    assert_eq!(engine::next(scene, &draft), Next::Summary);
    assert_eq!(engine::missing(scene, &draft), None);
    assert_eq!(engine::before(scene, &draft, None), Some("last".into()));
    assert_eq!(engine::before(scene, &draft, Some(&"note".into())), Some("room".into()));
    assert_eq!(engine::before(scene, &draft, Some(&"what".into())), None);
}

#[test]
fn a_critical_ticket_can_be_filed_at_once() {
    let form = form(PARTS);
    let anna = anna();
    let scene = scene(&form, &anna, &SETTINGS, "de");
    let mut draft = draft(&form);
    put(&mut draft, "what", Value::Option("disk".to_owned()));
    assert_eq!(engine::next(scene, &draft), Next::Quick);
    draft.quick_declined = true;
    assert_eq!(engine::next(scene, &draft), ask("slot"));
}

#[test]
fn what_no_longer_applies_is_kept_but_not_sent() {
    let form = form(PARTS);
    let anna = anna();
    let scene = scene(&form, &anna, &SETTINGS, "de");
    let mut draft = draft(&form);
    draft.quick_declined = true;
    put(&mut draft, "what", Value::Option("disk".to_owned()));
    put(&mut draft, "slot", Value::Text("7".to_owned()));
    put(&mut draft, "what", Value::Option("fan".to_owned()));
    assert!(draft.value(&"slot".into()).is_some(), "kept");
    let sent = ticket::new_ticket(scene, &draft, "de");
    assert_eq!(sent.fields.iter().map(|line| line.field.as_str()).collect::<Vec<_>>(), ["what"]);
    assert!(!summary::fields(scene, &draft).contains(&"slot".into()));
    put(&mut draft, "what", Value::Option("disk".to_owned()));
    let sent = ticket::new_ticket(scene, &draft, "de");
    assert_eq!(sent.fields.iter().map(|line| line.field.as_str()).collect::<Vec<_>>(), ["what", "slot"]);
}

#[test]
fn the_subject_is_as_written_or_made() {
    let form = SETTINGS.form(&"hardware_defekt".into()).expect("a shipped form");
    let anna = anna();
    let scene = scene(form, &anna, &SETTINGS, "de");
    let mut draft = draft(form);
    put(&mut draft, "system", Value::System("S1".into()));
    assert!(matches!(ticket::title(scene, &draft), Text::Key(key) if key.ids[0] == "form-hardware_defekt.subject"));
    put(&mut draft, "subject", Value::Text("Platte 7".to_owned()));
    assert_eq!(ticket::title(scene, &draft), Text::verbatim("Platte 7"));
}

#[test]
fn the_native_form_keeps_what_was_wrong_and_shows_what_follows() {
    let form = form(PARTS);
    let anna = anna();
    let scene = scene(&form, &anna, &SETTINGS, "de");
    let mut draft = draft(&form);
    let values = [("what".into(), vec!["disk".to_owned()]), ("slot".into(), vec!["7".to_owned()])].into();
    let filled =
        view::fill(scene, &mut draft, view::Given { values: &values, files: &[].into(), refresh: Refresh::Show });
    assert!(filled.errors.is_empty(), "{filled:?}");
    let shown = view::view(scene, &draft, &filled.errors, None);
    let slot = shown.fields.iter().find(|field| field.id.as_str() == "slot").expect("it applies now");
    assert_eq!(slot.value, ["7"]);
    assert!(shown.fields[0].refreshes && !slot.refreshes);
    let values = [("what".into(), vec!["toaster".to_owned()])].into();
    let filled =
        view::fill(scene, &mut draft, view::Given { values: &values, files: &[].into(), refresh: Refresh::Show });
    assert!(filled.errors.contains_key(&"what".into()));
    let shown = view::view(scene, &draft, &filled.errors, None);
    assert_eq!(shown.fields[0].value, ["toaster"], "what was typed stays");
    assert!(draft.value(&"slot".into()).is_some(), "other answers stay");
}
