//! What the kinds that pick from the customer's own things have in common: systems, sites, contracts, colleagues.

use super::{Read, Said, choice};
use crate::conversation::form::pick::{Candidate, Picked, pick};
use crate::conversation::form::scene::Asked;
use crate::conversation::form::{Confirming, Value, texts};
use crate::domain::form::Kind;

/// Whether the customer has nothing of that kind; then words are taken as they are.
pub(super) fn is_empty(asked: Asked<'_>) -> bool {
    let person = asked.scene.person;
    match asked.field.kind {
        Kind::Systems => person.systems.is_empty(),
        Kind::Site | Kind::Sites => person.sites().is_empty(),
        Kind::Contract => person.contracts.is_empty(),
        Kind::Person => person.colleagues.is_empty(),
        Kind::Watchers => super::watchers::others(asked).next().is_none(),
        _ => false,
    }
}

/// Reads one of the things, an alternative or „Weiß ich nicht“; other words are taken once they are confirmed.
pub(super) fn read_one(
    asked: Asked<'_>,
    said: Said<'_>,
    things: Vec<Candidate>,
    value: impl Fn(&str) -> Value,
) -> Read {
    let words = super::text::one_line(said.text());
    if things.is_empty() {
        return Read::Value(Value::Text(words));
    }
    let is_thing: Vec<String> = things.iter().map(|thing| thing.id.clone()).collect();
    match (pick(said, &with_stand_ins(asked, things), asked.scene.lexicon), said) {
        (Picked::One(id), _) if is_thing.contains(&id) => Read::Value(value(&id)),
        (Picked::One(id), _) => Read::Value(choice::value(asked, &id)),
        (Picked::Several(ids), _) => Read::Which(ids),
        // A button of a list that has changed since.
        (Picked::Nothing, Said::Picked(_)) => Read::Wrong(texts::error(asked.scene, asked.field)),
        (Picked::Nothing, Said::Typed(_)) => Read::Confirm(Value::Text(words), Confirming::NotListed),
    }
}

/// The things that are shown, then the alternatives and „Weiß ich nicht“: in this order they are numbered. Then the things
/// that are not shown, which are found by name.
pub(super) fn with_stand_ins(asked: Asked<'_>, mut things: Vec<Candidate>) -> Vec<Candidate> {
    let hidden = things.split_off(things.len().min(super::MAX_OPTIONS));
    let unknown = asked.field.allow_unknown.then(|| "unknown".to_owned());
    let ids = asked.field.alternatives.iter().cloned().chain(unknown);
    things.extend(ids.map(|id| Candidate { names: choice::names(asked, &id), id }));
    things.extend(hidden);
    things
}
