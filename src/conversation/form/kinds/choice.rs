//! One of the form's options.

use super::{Pick, Read, Said};
use crate::conversation::form::pick::{Candidate, Picked, pick};
use crate::conversation::form::scene::Asked;
use crate::conversation::form::{Value, texts, words};

pub(super) fn read(asked: Asked<'_>, said: Said<'_>) -> Read {
    // A form without options is a mistake of its file; what is typed is taken all the same.
    if asked.field.options.is_empty() {
        return Read::Value(Value::Text(super::text::one_line(said.text())));
    }
    match pick(said, &candidates(asked), asked.scene.lexicon) {
        Picked::One(id) => Read::Value(value(asked, &id)),
        Picked::Several(ids) => Read::Which(ids),
        Picked::Nothing => match yes_or_no(asked, said) {
            Some(id) => Read::Value(Value::Option(id.to_owned())),
            None => Read::Wrong(texts::error(asked.scene, asked.field)),
        },
    }
}

/// The options as they can be picked, then those that stand for a free answer: together they are numbered.
pub(super) fn candidates(asked: Asked<'_>) -> Vec<Candidate> {
    let unknown = asked.field.allow_unknown.then(|| "unknown".to_owned());
    let ids = asked.field.options.iter().chain(&asked.field.alternatives).cloned().chain(unknown);
    ids.map(|id| Candidate { names: names(asked, &id), id }).collect()
}

/// What an option is called.
pub(super) fn names(asked: Asked<'_>, id: &str) -> Vec<String> {
    let keys = texts::option_keys(asked.scene.form, &asked.field.id, id);
    let names = keys.iter().map(|key| words::names(asked.scene.lexicon, key).map(str::to_owned).collect::<Vec<_>>());
    let mut names = names.into_iter().find(|names| !names.is_empty()).unwrap_or_default();
    // „Kurz, unter 60 Sekunden“ is also called „kurz“.
    let heads: Vec<String> =
        names.iter().filter_map(|name| Some(name.split_once([':', ',', '('])?.0.to_owned())).collect();
    names.extend(heads);
    names
}

/// An option, an alternative or „Weiß ich nicht“ by its id.
pub(super) fn value(asked: Asked<'_>, id: &str) -> Value {
    if asked.field.options.iter().any(|option| option == id) {
        Value::Option(id.to_owned())
    } else if id == "unknown" && asked.field.allow_unknown {
        Value::Unknown
    } else {
        Value::Alternative(id.to_owned())
    }
}

pub(super) fn options(asked: Asked<'_>) -> Vec<Pick> {
    asked.field.options.iter().map(|id| Pick::new(id, texts::option(asked.scene, &asked.field.id, id))).collect()
}

/// Options with the ids `yes` and `no` also answer to every other word for them („klar“, „nö“).
fn yes_or_no(asked: Asked<'_>, said: Said<'_>) -> Option<&'static str> {
    let id = if words::yes_no(said.text(), asked.scene.lexicon)? { "yes" } else { "no" };
    asked.field.options.iter().any(|option| option == id).then_some(id)
}
