//! A colleague, or anybody by name where the form allows it; maybe with a telephone number.

use super::{AS_IS, Pick, Read, Said, phone};
use crate::conversation::form::pick::{Candidate, Picked, pick};
use crate::conversation::form::scene::Asked;
use crate::conversation::form::{Confirming, Value, texts, words};
use crate::conversation::text::Text;
use crate::domain::{Colleague, MemberId};

/// The alternative that lets anybody be named.
pub(super) const NEW: &str = "new";

/// Whether anybody may be named, or more than the name is asked for: then a native form asks for words.
pub(super) fn is_free(asked: Asked<'_>) -> bool {
    allows_anybody(asked) || asked.field.with_phone
}

pub(super) fn read(asked: Asked<'_>, said: Said<'_>, so_far: Option<&Value>) -> Read {
    if let (Said::Picked(AS_IS), Some(Value::Person { name, member, .. })) = (said, so_far)
        && !name.is_empty()
    {
        return Read::Value(Value::Person { name: name.clone(), phone: None, member: member.clone() });
    }
    if said == Said::Picked(NEW) && allows_anybody(asked) {
        return Read::Partly(Value::Person { name: String::new(), phone: None, member: None });
    }
    let (name, number) = match said {
        Said::Picked(id) => (id.to_owned(), None),
        Said::Typed(text) => split(asked, text),
    };
    let (known_name, known_phone) = match so_far {
        Some(Value::Person { name, phone, member }) => (Some((name.clone(), member.clone())), phone.clone()),
        _ => (None, None),
    };
    let number = number.or(known_phone);
    if name.is_empty() {
        return match known_name.filter(|(name, _)| !name.is_empty()) {
            Some((name, member)) => finish(asked, name, member, number),
            None => Read::Wrong(texts::error(asked.scene, asked.field)),
        };
    }
    // While only the number is missing, words without one are no new name.
    if number.is_none()
        && known_name.is_some_and(|(name, _)| !name.is_empty())
        && pick_from(asked, &name) == Picked::Nothing
    {
        return Read::Wrong(texts::reason(asked.scene, asked.field, "phone-missing"));
    }
    named(asked, said, name, number)
}

/// The options: the person first, then the colleagues.
pub(super) fn options(asked: Asked<'_>) -> Vec<Pick> {
    people(asked).map(|colleague| Pick::new(colleague.id.as_str(), label(asked, colleague))).collect()
}

pub(super) fn show(name: &str, number: Option<&str>) -> Text {
    match number {
        Some(number) => Text::verbatim(format!("{name}, {}", phone::spaced(number))),
        None => Text::verbatim(name),
    }
}

pub(super) fn raw(name: &str, number: Option<&str>) -> String {
    number.map_or_else(|| name.to_owned(), |number| format!("{name}, {number}"))
}

fn allows_anybody(asked: Asked<'_>) -> bool {
    asked.field.alternatives.iter().any(|id| id == NEW)
}

fn named(asked: Asked<'_>, said: Said<'_>, name: String, number: Option<String>) -> Read {
    let colleague = |id: &str| people(asked).find(|one| one.id.as_str() == id);
    match pick_from(asked, &name) {
        Picked::One(id) => match colleague(&id) {
            Some(one) => finish(asked, one.name.clone(), Some(one.id.clone()), number),
            None if id == NEW => Read::Partly(Value::Person { name: String::new(), phone: number, member: None }),
            None => Read::Value(super::choice::value(asked, &id)),
        },
        Picked::Several(ids) => Read::Which(ids),
        Picked::Nothing if matches!(said, Said::Picked(_)) || !name.chars().any(char::is_alphabetic) => {
            Read::Wrong(texts::error(asked.scene, asked.field))
        }
        Picked::Nothing if allows_anybody(asked) || asked.scene.person.colleagues.is_empty() => {
            finish(asked, name, None, number)
        }
        Picked::Nothing => Read::Confirm(Value::Person { name, phone: number, member: None }, Confirming::NotListed),
    }
}

fn finish(asked: Asked<'_>, name: String, member: Option<MemberId>, phone: Option<String>) -> Read {
    let is_missing = asked.field.with_phone && phone.is_none();
    let person = Value::Person { name, phone, member };
    if is_missing { Read::Partly(person) } else { Read::Value(person) }
}

fn pick_from(asked: Asked<'_>, name: &str) -> Picked {
    let candidates = people(asked).map(|colleague| candidate(asked, colleague)).collect();
    pick(Said::Typed(name), &super::listed::with_stand_ins(asked, candidates), asked.scene.lexicon)
}

fn candidate(asked: Asked<'_>, colleague: &Colleague) -> Candidate {
    let mut names = vec![colleague.name.clone(), colleague.email.to_string()];
    if colleague.id == asked.scene.person.member.id {
        names.extend(words::names(asked.scene.lexicon, "draft-myself").map(str::to_owned));
    }
    Candidate { id: colleague.id.to_string(), names }
}

/// The colleagues, the person first.
fn people(asked: Asked<'_>) -> impl Iterator<Item = &Colleague> {
    let own = &asked.scene.person.member.id;
    let all = asked.scene.person.colleagues.iter();
    all.clone().filter(move |one| &one.id == own).chain(all.filter(move |one| &one.id != own))
}

fn label(asked: Asked<'_>, colleague: &Colleague) -> Text {
    if colleague.id == asked.scene.person.member.id {
        Text::key("draft-person-myself").with("name", colleague.name.as_str())
    } else {
        Text::verbatim(&colleague.name)
    }
}

/// Parts a text into a name and a telephone number.
fn split(asked: Asked<'_>, text: &str) -> (String, Option<String>) {
    let text = super::text::one_line(text);
    let Some((range, number)) = phone::find(asked.scene, &text) else { return (bare(&text), None) };
    let rest = format!("{} {}", &text[..range.start], &text[range.end..]);
    let words = rest
        .split_whitespace()
        .filter(|word| !words::names(asked.scene.lexicon, "draft-phone-words").any(|known| words::alike(known, word)));
    (bare(&words.collect::<Vec<_>>().join(" ")), Some(number))
}

/// Without the signs that part a name from a number.
fn bare(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '(' | ')' | '.'))
        .to_owned()
}
