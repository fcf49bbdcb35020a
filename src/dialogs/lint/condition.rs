//! What conditions compare: that the fields exist, are answered by then, and can be compared like that.

use std::collections::BTreeSet;

use super::super::finding::{Code, one_of};
use super::super::tree::Spot;
use super::{Look, form, kinds};
use crate::domain::Priority;
use crate::domain::form::{Condition, Field, Kind, Test, derived};

/// Everything that is derived.
const DERIVED: &[&str] = &[derived::PRIORITY, derived::KNOWN, derived::WORKING_DAY, derived::DRIVE_RETENTION];

/// Where a condition stands, which decides what it may look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// `when` of a field: the fields before it.
    Field(usize),
    /// `when` of a hint of a field: that field as well, and what is derived from its answer.
    Hint(usize, usize),
    /// `when` of a priority rule: all fields, but no priority.
    Rule(usize),
    /// `when` of an offer: all fields.
    Offer(usize),
}

/// The conditions in which nothing was found, by place.
pub(super) type Sound = BTreeSet<Place>;

/// Checks every condition of a form.
pub(super) fn check(look: &mut Look<'_>) -> Sound {
    let mut sound = Sound::new();
    for (place, condition, spot) in all(look) {
        let before = look.findings.len();
        walk(condition, spot, &mut |part, spot| match part {
            Part::Test(test) => check_test(look, test, spot, place),
            Part::Empty(word) => {
                let what = format!("`{word}` of nothing");
                look.found(spot, Code::BadCondition, what, "put conditions into the list, or take it out");
            }
        });
        if look.findings.len() == before {
            sound.insert(place);
        }
    }
    sound
}

/// All conditions of a form with their places.
pub(super) fn all<'a>(look: &Look<'a>) -> Vec<(Place, &'a Condition, Spot<'a>)> {
    let mut all = Vec::new();
    for (index, field) in look.form.fields.iter().enumerate() {
        let spot = look.field(index);
        all.extend(field.when.as_ref().map(|when| (Place::Field(index), when, spot.key("when"))));
        for (number, hint) in field.hint.iter().enumerate() {
            let spot = spot.key("hint").item(number);
            all.extend(hint.when.as_ref().map(|when| (Place::Hint(index, number), when, spot.key("when"))));
        }
    }
    for (index, rule) in look.form.priority.iter().enumerate() {
        let spot = look.root.key("priority").item(index).key("when");
        all.extend(rule.when.as_ref().map(|when| (Place::Rule(index), when, spot)));
    }
    for (index, offer) in look.form.offer.iter().enumerate() {
        all.push((Place::Offer(index), &offer.when, look.root.key("offer").item(index).key("when")));
    }
    all
}

/// The ids that a condition looks at.
pub(super) fn fields_of(condition: &Condition) -> Vec<&str> {
    match condition {
        Condition::All(all) => all.all.iter().flat_map(fields_of).collect(),
        Condition::Any(any) => any.any.iter().flat_map(fields_of).collect(),
        Condition::Not(not) => fields_of(&not.not),
        Condition::Test(test) => vec![test.field.as_str()],
    }
}

/// The tests in a condition.
pub(super) fn tests_of(condition: &Condition) -> Vec<&Test> {
    match condition {
        Condition::All(all) => all.all.iter().flat_map(tests_of).collect(),
        Condition::Any(any) => any.any.iter().flat_map(tests_of).collect(),
        Condition::Not(not) => tests_of(&not.not),
        Condition::Test(test) => vec![test],
    }
}

/// The words that a test compares with.
pub(super) fn words_of(test: &Test) -> Vec<&str> {
    let single = [&test.is, &test.is_not, &test.contains].into_iter().flatten();
    single.chain(test.one_of.iter().flatten()).map(String::as_str).collect()
}

enum Part<'a> {
    Test(&'a Test),
    Empty(&'static str),
}

fn walk<'a>(condition: &'a Condition, spot: Spot<'_>, visit: &mut impl FnMut(Part<'a>, Spot<'_>)) {
    let (word, parts) = match condition {
        Condition::All(all) => ("all", &all.all),
        Condition::Any(any) => ("any", &any.any),
        Condition::Not(not) => return walk(&not.not, spot.key("not"), visit),
        Condition::Test(test) => return visit(Part::Test(test), spot),
    };
    if parts.is_empty() {
        visit(Part::Empty(word), spot);
    }
    for (index, part) in parts.iter().enumerate() {
        walk(part, spot.key(word).item(index), visit);
    }
}

fn check_test(look: &mut Look<'_>, test: &Test, spot: Spot<'_>, place: Place) {
    let given = [
        test.is.is_some(),
        test.is_not.is_some(),
        test.one_of.is_some(),
        test.contains.is_some(),
        test.at_least.is_some(),
        test.filled.is_some(),
    ];
    if given.iter().filter(|given| **given).count() != 1 {
        let what = format!("`{}` is compared with nothing, or with several things at once", test.field);
        let mend = "give exactly one of `is`, `is_not`, `one_of`, `contains`, `at_least`, `filled`";
        look.found(spot, Code::BadCondition, what, mend);
        return;
    }
    if test.one_of.as_ref().is_some_and(Vec::is_empty) {
        look.found(spot, Code::BadCondition, "`one_of` nothing never holds", "name the options");
        return;
    }
    if test.field.starts_with('@') {
        check_derived(look, test, spot, place);
        return;
    }
    let Some(other) = look.place(&test.field) else {
        let mend = one_of(&test.field, look.form.fields.iter().map(|field| field.id.as_str()));
        look.found(spot, Code::UnknownField, format!("the form has no field `{}`", test.field), mend);
        return;
    };
    let field = &look.form.fields[other];
    if is_later(place, other) {
        let what = format!("`{}` is asked later, so nobody knows its answer yet", test.field);
        look.found(spot, Code::LaterField, what, "move one of the two fields, or look at an earlier one");
    } else if !kinds::is_answered(field.kind) {
        let what = format!("`{}` is only shown, never answered", test.field);
        look.found(spot, Code::UnansweredField, what, "look at a field that is answered");
    } else {
        check_comparison(look, test, field, spot);
    }
}

fn is_later(place: Place, other: usize) -> bool {
    match place {
        Place::Field(own) => other >= own,
        Place::Hint(own, _) => other > own,
        Place::Rule(_) | Place::Offer(_) => false,
    }
}

fn check_comparison(look: &mut Look<'_>, test: &Test, field: &Field, spot: Spot<'_>) {
    if test.filled.is_some() {
        return;
    }
    let kind = kinds::name(field.kind);
    let several = kinds::is_several(field.kind);
    if (test.at_least.is_some() && !kinds::is_number(field.kind)) || (test.contains.is_some() && !several) {
        let word = if test.at_least.is_some() { "at_least" } else { "contains" };
        let what = format!("`{word}` does not fit `{}`, which is a `{kind}`", field.id);
        let mend = if kinds::has_options(field.kind) { "use `is` or `one_of`" } else { "use `is` or `filled`" };
        look.found(spot, Code::ComparisonKind, what, mend);
        return;
    }
    if kinds::has_options(field.kind) && field.options.is_empty() {
        return; // That it has no options is a finding of its own.
    }
    let words = kinds::words(field);
    for word in words_of(test) {
        if words.contains(&word) || (kinds::is_number(field.kind) && word.parse::<f64>().is_ok()) {
            continue;
        }
        if kinds::is_number(field.kind) {
            let what = format!("`{word}` is no number, but `{}` is one", field.id);
            look.found(spot, Code::ComparisonKind, what, "compare it with a number");
        } else if words.is_empty() {
            let what = format!("`{}` is a `{kind}`; nobody knows beforehand what people answer", field.id);
            look.found(spot, Code::ComparisonKind, what, "ask only whether it is `filled`");
        } else if word == "unknown" {
            let what = format!("`{}` has no answer `unknown`", field.id);
            look.found(spot, Code::UnknownOption, what, "add `allow_unknown = true` to it, or leave this out");
        } else {
            let mend = one_of(word, words.iter().copied());
            look.found(spot, Code::UnknownOption, format!("`{}` has no option `{word}`", field.id), mend);
        }
    }
}

fn check_derived(look: &mut Look<'_>, test: &Test, spot: Spot<'_>, place: Place) {
    let name = test.field.as_str();
    if !DERIVED.contains(&name) {
        let mend = one_of(name, DERIVED.iter().copied());
        look.found(spot, Code::UnknownField, format!("nothing is called `{name}`"), mend);
        return;
    }
    if let Some((why, mend)) = misplaced(look, name, place) {
        look.found(spot, Code::MisplacedDerived, format!("`{name}` {why}"), mend);
        return;
    }
    if test.at_least.is_some() || test.contains.is_some() {
        look.found(spot, Code::ComparisonKind, format!("`{name}` is one word"), "use `is`, `is_not` or `one_of`");
        return;
    }
    let known: Vec<&str> = if name == derived::PRIORITY {
        Priority::ALL.iter().map(|level| level.id()).collect()
    } else {
        vec!["yes", "no"]
    };
    for word in words_of(test).into_iter().filter(|word| !known.contains(word)) {
        let mend = one_of(word, known.iter().copied());
        look.found(spot, Code::UnknownOption, format!("`{name}` is never `{word}`"), mend);
    }
}

/// Why something derived cannot be known at a place, and what to do.
fn misplaced(look: &Look<'_>, name: &str, place: Place) -> Option<(String, &'static str)> {
    let hinted = match place {
        Place::Hint(field, _) => Some(look.form.fields[field].kind),
        _ => None,
    };
    let own = |fits: &[Kind]| hinted.is_some_and(|kind| fits.contains(&kind));
    match name {
        derived::PRIORITY => match place {
            Place::Rule(_) => Some(("cannot decide the priority itself".into(), "look at the fields that decide it")),
            Place::Field(index) => form::decides_priority_from(look, index).map(|id| {
                let why = format!("is not known yet, `{id}` decides it");
                (why, "move the field behind those that decide the priority")
            }),
            _ => None,
        },
        derived::KNOWN if !own(&[Kind::Serial, Kind::Email]) => Some((
            "is only known in the hint of a `serial` or an `email`".into(),
            "move it into such a `[[field.hint]]`",
        )),
        derived::WORKING_DAY if !own(&[Kind::Date, Kind::Datetime, Kind::TimeWindow]) => Some((
            "is only known in the hint of a `date`, a `datetime` or a `time_window`".into(),
            "move it into such a `[[field.hint]]`",
        )),
        derived::DRIVE_RETENTION => {
            let upto = match place {
                Place::Field(own) | Place::Hint(own, _) => own,
                Place::Rule(_) | Place::Offer(_) => look.form.fields.len(),
            };
            let asked = look.form.fields.iter().take(upto).any(|field| field.kind == Kind::System);
            (!asked).then(|| ("needs a `system` that was chosen before".into(), "ask for the system first"))
        }
        _ => None,
    }
}
