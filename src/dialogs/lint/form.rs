//! A form as a whole: its id and place, mandatory questions, offers, the quick way, the mapping to desks.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::finding::{Code, Finding, one_of};
use super::super::read::Reading;
use super::super::tree::Spot;
use super::{Look, condition, kinds};
use crate::domain::Priority;
use crate::domain::form::Field;

/// Most questions that everybody has to answer; whoever has a failure has no time for more.
const MAX_REQUIRED: usize = 8;
/// Longest id in characters; keys, buttons and native forms are made of it.
const MAX_ID: usize = 60;
/// Ids that keys of texts use themselves.
const RESERVED: &[&str] = &["any", "hint", "notice", "unit"];
/// The desks there are.
const DESKS: &[&str] = &["embedded", "rt", "zammad", "otrs", "mail"];

/// Checks one form.
pub(super) fn check(look: &mut Look<'_>, stem: &str, all: &[Reading]) {
    let id = look.form.id.as_str();
    if id != stem {
        let what = format!("the form is called `{id}`, its file `{stem}.toml`");
        look.found(look.root.key("id"), Code::IdDiffersFromFile, what, "give both the same name");
    }
    check_id(look, look.root.key("id"), id);
    if look.form.fields.is_empty() {
        look.found(look.root, Code::MissingKey, "the form asks nothing", "add a `[[field]]`");
    }
    duplicate_fields(look);
    required(look);
    offers(look, all);
    quick_way(look);
    desks(look);
}

/// Checks that no two forms get in each other's way.
pub(super) fn check_together(readings: &[Reading]) -> Vec<Finding> {
    let mut places: BTreeMap<u32, &str> = BTreeMap::new();
    let mut findings = Vec::new();
    for reading in readings {
        let Some(form) = &reading.form else { continue };
        if let Some(other) = places.get(&form.order) {
            let line = Spot::root(&reading.tree).key("order").line();
            let what = format!("`{other}` has the place {} in the overview as well", form.order);
            let mend = "give each form an `order` of its own";
            findings.push(Finding::new(&reading.source.file, line, Code::DuplicateOrder, what, mend));
        }
        places.entry(form.order).or_insert(form.id.as_str());
    }
    findings
}

fn check_id(look: &mut Look<'_>, spot: Spot<'_>, id: &str) {
    let well_formed = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !well_formed || id.len() > MAX_ID {
        let mend = format!("use small letters, digits and `_`, at most {MAX_ID}, and begin with a letter");
        look.found(spot, Code::BadId, format!("`{id}` cannot be an id"), mend);
    } else if RESERVED.contains(&id) {
        look.found(spot, Code::BadId, format!("`{id}` means something in the keys of texts"), "choose another id");
    }
}

fn duplicate_fields(look: &mut Look<'_>) {
    let mut seen = BTreeSet::new();
    for (index, field) in look.form.fields.iter().enumerate() {
        let spot = look.field(index).key("id");
        if seen.insert(&field.id) {
            check_id(look, spot, field.id.as_str());
        } else {
            let what = format!("there is a field `{}` already", field.id);
            look.found(spot, Code::DuplicateField, what, "give it another id");
        }
    }
}

fn required(look: &mut Look<'_>) {
    let asked = |field: &&Field| field.required && field.when.is_none() && kinds::is_answered(field.kind);
    let fields = look.form.fields.iter().enumerate().filter(|(_, field)| asked(field));
    let places: Vec<usize> = fields.map(|(index, _)| index).collect();
    if let Some(first_too_many) = places.get(MAX_REQUIRED) {
        let what = format!("{} questions are mandatory for everybody, {MAX_REQUIRED} are the most", places.len());
        let mend = "make one optional with `more = true`, or ask it only `when` it is needed";
        look.found(look.field(*first_too_many).key("id"), Code::TooManyRequired, what, mend);
    }
}

fn offers(look: &mut Look<'_>, all: &[Reading]) {
    for (index, offer) in look.form.offer.iter().enumerate() {
        let spot = look.root.key("offer").item(index).key("to");
        if offer.to == look.form.id {
            let mend = "offer another ticket type, or take the offer out";
            look.found(spot, Code::OfferOfItself, "the form offers itself", mend);
            continue;
        }
        let is_it = |reading: &Reading| {
            let id = reading.form.as_ref().map_or(reading.source.stem(), |form| form.id.as_str());
            id == offer.to.as_str()
        };
        if !all.iter().any(is_it) {
            let known = all.iter().map(|reading| reading.source.stem()).filter(|stem| *stem != look.form.id.as_str());
            let mend = one_of(offer.to.as_str(), known);
            look.found(spot, Code::UnknownTicketType, format!("there is no ticket type `{}`", offer.to), mend);
        }
    }
}

/// The quick way is for what is urgent: it needs a critical rule, and must come before questions that can wait.
fn quick_way(look: &mut Look<'_>) {
    if look.form.quick_after.is_empty() {
        return;
    }
    let spot = look.root.key("quick_after");
    let mut last = None;
    for (index, id) in look.form.quick_after.iter().enumerate() {
        let place = look.place(id.as_str());
        last = last.max(place);
        if place.is_none() {
            let mend = one_of(id.as_str(), look.form.fields.iter().map(|field| field.id.as_str()));
            let item = spot.item(index);
            look.found(item, Code::UnknownField, format!("the form has no field `{id}`"), mend);
        }
    }
    let critical: Vec<_> = look.form.priority.iter().filter(|rule| rule.level == Priority::Critical).collect();
    if critical.is_empty() {
        let mend = "add a `[[priority]]` with `level = \"critical\"`, or take `quick_after` out";
        look.found(spot, Code::LateQuickWay, "no answer makes this form critical, so the quick way never opens", mend);
        return;
    }
    let decides: BTreeSet<&str> =
        critical.iter().filter_map(|rule| rule.when.as_ref()).flat_map(condition::fields_of).collect();
    let missing = decides
        .into_iter()
        .find(|id| look.place(id).is_some() && !look.form.quick_after.iter().any(|quick| quick.as_str() == *id));
    if let Some(id) = missing {
        let what = format!("`{id}` decides whether it is critical, but the quick way does not wait for it");
        look.found(spot, Code::LateQuickWay, what, format!("add `{id}`"));
    }
    let before = look.form.fields.iter().take(last.unwrap_or(0));
    let waits = |field: &&Field| !field.more && field.when.is_none() && kinds::is_answered(field.kind);
    let in_the_way = before.filter(waits).find(|field| !look.form.quick_after.contains(&field.id));
    let optional = look.form.quick_after.iter().enumerate().find(|(_, id)| look.form.field(id).is_some_and(|f| f.more));
    if let Some((index, id)) = optional {
        let what = format!("`{id}` is behind the question for more, and so is the quick way");
        look.found(spot.item(index), Code::LateQuickWay, what, "take it out of `quick_after`");
    } else if let Some(field) = in_the_way {
        let what = format!("`{}` is asked before the quick way opens", field.id);
        let mend = "move it behind the last field of `quick_after`, or add it there";
        look.found(spot, Code::LateQuickWay, what, mend);
    }
}

fn desks(look: &mut Look<'_>) {
    for (desk, mapping) in &look.form.desk {
        let spot = look.root.key("desk").key(desk);
        if !DESKS.contains(&desk.as_str()) {
            let mend = one_of(desk, DESKS.iter().copied());
            look.found(spot, Code::UnknownDesk, format!("there is no desk `{desk}`"), mend);
            continue;
        }
        match mapping {
            Value::Object(keys) if desk == "embedded" && !keys.is_empty() => {
                look.found(spot, Code::BadDeskMapping, "the embedded desk needs no mapping", "take it out");
            }
            Value::Object(keys) => {
                let nested = |value: &Value| value.is_array() || value.is_null();
                for key in keys.iter().filter(|(_, value)| nested(value)).map(|(key, _)| key) {
                    let what = format!("`desk.{desk}.{key}` is a list");
                    look.found(spot.key(key), Code::BadDeskMapping, what, "write a text, a number or a table");
                }
            }
            _ => {
                let mend = "write a table such as `desk.rt = { queue = \"Hardware\" }`";
                look.found(spot, Code::BadDeskMapping, format!("`desk.{desk}` is no table"), mend);
            }
        }
    }
}

/// A field that decides the priority only when the given place is asked, or later.
pub(super) fn decides_priority_from<'a>(look: &Look<'a>, place: usize) -> Option<&'a str> {
    let conditions = look.form.priority.iter().filter_map(|rule| rule.when.as_ref());
    conditions.flat_map(condition::fields_of).find(|id| look.place(id).is_some_and(|other| other >= place))
}
