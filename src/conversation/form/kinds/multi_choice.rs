//! Some of the form's options, and what picking several things has in common: toggled one by one with buttons, or named
//! all at once.

use super::{DONE, Pick, Read, Said, choice};
use crate::conversation::form::pick::{Candidate, pick_many};
use crate::conversation::form::scene::Asked;
use crate::conversation::form::{Value, texts};
use crate::conversation::text::Text;
use crate::domain::form::Kind;
use crate::domain::{MemberId, SystemId};

pub(super) fn read(asked: Asked<'_>, said: Said<'_>, so_far: Option<&Value>) -> Read {
    if asked.field.options.is_empty() {
        return Read::Value(Value::Text(super::text::one_line(said.text())));
    }
    several(asked, said, so_far, &choice::candidates(asked))
}

pub(super) fn options(asked: Asked<'_>) -> Vec<Pick> {
    choice::options(asked)
}

/// All at once, from a native form.
pub(super) fn picked(asked: Asked<'_>, given: &[&str]) -> Read {
    if asked.field.allow_unknown && given.contains(&"unknown") {
        return Read::Value(Value::Unknown);
    }
    let options = asked.field.options.iter().filter(|id| given.contains(&id.as_str()));
    non_empty(asked, options.cloned().collect())
}

/// Reads a selection from candidates: a button toggles one, words name all.
pub(super) fn several(asked: Asked<'_>, said: Said<'_>, so_far: Option<&Value>, candidates: &[Candidate]) -> Read {
    let mut ids = so_far.map(ids_of).unwrap_or_default();
    match said {
        Said::Picked(DONE) => non_empty(asked, ids),
        Said::Picked(id) if candidates.iter().any(|candidate| candidate.id == id) => {
            if ids.iter().any(|picked| picked == id) {
                ids.retain(|picked| picked != id);
            } else {
                ids.push(id.to_owned());
            }
            Read::Partly(of_ids(asked, in_order(candidates, &ids)))
        }
        Said::Picked(text) | Said::Typed(text) => match pick_many(text, candidates, asked.scene.lexicon) {
            Some(named) => {
                if asked.field.allow_unknown && named.iter().any(|id| id == "unknown") {
                    return Read::Value(Value::Unknown);
                }
                ids.extend(named);
                non_empty(asked, in_order(candidates, &ids))
            }
            None => Read::Wrong(texts::error(asked.scene, asked.field)),
        },
    }
}

/// Fewest and most things to pick.
pub(super) fn check(asked: Asked<'_>, count: usize) -> Option<Text> {
    #[expect(clippy::cast_precision_loss, reason = "counts of options are small")]
    let number = count as f64;
    let (scene, field) = (asked.scene, asked.field);
    if let Some(least) = field.min.filter(|least| number < *least) {
        return Some(texts::reason(scene, field, "too-few").with("least", least).with("count", count));
    }
    let most = field.max.filter(|most| number > *most)?;
    Some(texts::reason(scene, field, "too-many").with("most", most).with("count", count))
}

/// The options as buttons that pick and unpick, and the one that ends it.
pub(super) fn toggles(asked: Asked<'_>, so_far: &Value) -> Vec<Pick> {
    let picked = ids_of(so_far);
    let mut toggles: Vec<Pick> = super::options(asked, None)
        .into_iter()
        .filter(|pick| pick.value != "unknown")
        .map(|pick| {
            let is_picked = picked.contains(&pick.value);
            let label = if is_picked { Text::key("draft-picked").with("label", pick.label) } else { pick.label };
            Pick::new(pick.value, label)
        })
        .collect();
    if !picked.is_empty() {
        toggles.push(Pick::new(DONE, Text::key("draft-pick-done")));
    }
    toggles
}

fn non_empty(asked: Asked<'_>, ids: Vec<String>) -> Read {
    if ids.is_empty() {
        return Read::Wrong(texts::error(asked.scene, asked.field));
    }
    Read::Value(of_ids(asked, ids))
}

/// The picked ids, each once, in the order of the list.
fn in_order(candidates: &[Candidate], ids: &[String]) -> Vec<String> {
    candidates.iter().map(|candidate| &candidate.id).filter(|id| ids.contains(id)).cloned().collect()
}

fn of_ids(asked: Asked<'_>, ids: Vec<String>) -> Value {
    match asked.field.kind {
        Kind::Systems => Value::Systems(ids.into_iter().map(SystemId::new).collect()),
        Kind::Sites => Value::Sites(ids),
        Kind::Watchers => Value::People(ids.into_iter().map(MemberId::new).collect()),
        _ => Value::Options(ids),
    }
}

fn ids_of(value: &Value) -> Vec<String> {
    match value {
        Value::Options(ids) | Value::Sites(ids) => ids.clone(),
        Value::Systems(ids) => ids.iter().map(ToString::to_string).collect(),
        Value::People(ids) => ids.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
