//! Yes or no, and what is to be confirmed.

use super::{Pick, Read, Said};
use crate::conversation::form::pick::{Candidate, Picked, pick};
use crate::conversation::form::scene::Asked;
use crate::conversation::form::{Value, texts, words};

pub(super) fn read(asked: Asked<'_>, said: Said<'_>) -> Read {
    let candidates = candidates(asked);
    let picked = match pick(said, &candidates, asked.scene.lexicon) {
        Picked::One(id) => Some(id),
        _ => words::yes_no(said.text(), asked.scene.lexicon).map(|yes| if yes { "yes" } else { "no" }.to_owned()),
    };
    match picked.as_deref() {
        Some("yes") => Read::Value(Value::Bool(true)),
        Some("no") => Read::Value(Value::Bool(false)),
        Some("unknown") => Read::Value(Value::Unknown),
        _ => Read::Wrong(texts::error(asked.scene, asked.field)),
    }
}

pub(super) fn options(asked: Asked<'_>) -> Vec<Pick> {
    let label = |id: &'static str| Pick::new(id, texts::option(asked.scene, &asked.field.id, id));
    vec![label("yes"), label("no")]
}

/// Yes, no and where allowed „Weiß ich nicht“, in the words that this field has for them.
fn candidates(asked: Asked<'_>) -> Vec<Candidate> {
    let ids = ["yes", "no", "unknown"].into_iter().take(if asked.field.allow_unknown { 3 } else { 2 });
    ids.map(|id| Candidate { id: id.to_owned(), names: super::choice::names(asked, id) }).collect()
}
