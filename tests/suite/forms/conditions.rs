//! What applies, as far as it is known, and the priority that follows.

use ticketlotse::conversation::form::Value;
use ticketlotse::conversation::form::condition::{Answers, Conditions, Proposed, Truth};
use ticketlotse::conversation::form::engine;
use ticketlotse::domain::Priority;

use super::{anna, draft, form, put, scene};
use crate::turn::SETTINGS;

const LAMP: &str = r#"
[[field]]
id = "lamp"
kind = "choice"
options = ["red", "green"]

[[field]]
id = "since"
kind = "text"
when = { field = "lamp", is = "red" }

[[field]]
id = "other"
kind = "text"
when = { not = { field = "lamp", is = "red" } }

[[field]]
id = "unnamed"
kind = "text"
when = { field = "lamp", filled = false }

[[field]]
id = "deep"
kind = "text"
when = { any = [{ field = "since", filled = true }, { field = "lamp", is_not = "red" }] }

[[field]]
id = "urgent"
kind = "text"
when = { field = "@priority", one_of = ["critical", "high"] }

[[priority]]
level = "high"
when = { field = "lamp", is = "red" }

[[priority]]
level = "low"
when = { field = "lamp", is = "green" }
"#;

fn truths(set: &[(&str, Value)], skipped: &[&str], answers: Answers) -> String {
    let form = form(LAMP);
    let anna = anna();
    let mut draft = draft(&form);
    for (field, value) in set {
        put(&mut draft, field, value.clone());
    }
    for field in skipped {
        engine::skip(&mut draft, &(*field).into());
    }
    let conditions = Conditions::new(scene(&form, &anna, &SETTINGS, "de"), &draft, answers);
    let sign = |field: &str| match conditions.applies(&field.into()) {
        Truth::Yes => '+',
        Truth::No => '-',
        Truth::Open => '?',
    };
    ["since", "other", "unnamed", "deep", "urgent"].map(sign).into_iter().collect()
}

#[test]
fn an_answer_that_may_come_leaves_it_open() {
    assert_eq!(truths(&[], &[], Answers::Coming), "?????");
    assert_eq!(truths(&[], &[], Answers::Final), "-++--");
}

#[test]
fn an_answer_decides() {
    let red = ("lamp", Value::Option("red".to_owned()));
    let green = ("lamp", Value::Option("green".to_owned()));
    assert_eq!(truths(std::slice::from_ref(&red), &[], Answers::Coming), "+--?+");
    assert_eq!(truths(&[red, ("since", Value::Text("heute".to_owned()))], &[], Answers::Coming), "+--++");
    // The answer of a field that does not apply counts for nothing.
    assert_eq!(truths(&[green, ("since", Value::Text("heute".to_owned()))], &[], Answers::Coming), "-+-+-");
    assert_eq!(truths(&[], &["lamp"], Answers::Coming), "-++--");
}

#[test]
fn the_first_rule_that_fits_decides_and_an_open_one_waits() {
    let form = form(LAMP);
    let anna = anna();
    let mut draft = draft(&form);
    let scene = scene(&form, &anna, &SETTINGS, "de");
    assert_eq!(Conditions::new(scene, &draft, Answers::Coming).priority(), Proposed::Open);
    assert_eq!(engine::priority(scene, &draft), (Priority::Normal, None));
    put(&mut draft, "lamp", Value::Option("green".to_owned()));
    assert_eq!(Conditions::new(scene, &draft, Answers::Coming).priority().level(), Some(Priority::Low));
}

#[test]
fn conditions_that_go_in_circles_end() {
    let circles = r#"
[[field]]
id = "a"
kind = "text"
when = { field = "b", filled = true }
[[field]]
id = "b"
kind = "text"
when = { field = "@priority", is = "high" }
[[priority]]
level = "high"
when = { any = [{ field = "@priority", is = "low" }, { field = "a", filled = true }] }
"#;
    let form = form(circles);
    let anna = anna();
    let draft = draft(&form);
    let scene = scene(&form, &anna, &SETTINGS, "de");
    assert_eq!(engine::next(scene, &draft), engine::Next::Summary);
    assert_eq!(engine::priority(scene, &draft).0, Priority::Normal);
}

#[test]
fn the_table_of_the_incident_form_holds() {
    let form = SETTINGS.form(&"stoerung".into()).expect("a shipped form");
    let anna = anna();
    let rows = [
        ("total", "yes", "no", "critical"),
        ("total", "no", "no", "high"),
        ("total", "no", "yes", "critical"),
        ("severe", "no", "yes", "critical"),
        ("severe", "no", "suspected", "high"),
        ("severe", "yes", "no", "high"),
        ("severe", "no", "no", "normal"),
        ("partial", "yes", "", "normal"),
        ("none", "", "", "low"),
    ];
    for (impact, production, risk, level) in rows {
        let mut draft = draft(form);
        put(&mut draft, "impact", Value::Option(impact.to_owned()));
        if !production.is_empty() {
            put(&mut draft, "production", Value::Bool(production == "yes"));
        }
        if !risk.is_empty() {
            put(&mut draft, "data_risk", Value::Option(risk.to_owned()));
        }
        let (priority, _) = engine::priority(scene(form, &anna, &SETTINGS, "de"), &draft);
        assert_eq!(priority.id(), level, "{impact}, production {production}, data {risk}");
    }
}
