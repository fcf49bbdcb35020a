//! Colleagues who watch the ticket.

use super::{Pick, Read, Said, listed, multi_choice};
use crate::conversation::form::pick::Candidate;
use crate::conversation::form::scene::{Asked, Scene};
use crate::conversation::form::{Value, texts};
use crate::conversation::text::Text;
use crate::domain::{Colleague, MemberId};

pub(super) fn read(asked: Asked<'_>, said: Said<'_>, so_far: Option<&Value>) -> Read {
    if others(asked).next().is_none() {
        return Read::Wrong(texts::reason(asked.scene, asked.field, "no-colleagues"));
    }
    let names = |one: &Colleague| vec![one.name.clone(), one.email.to_string()];
    let candidates = others(asked).map(|one| Candidate { id: one.id.to_string(), names: names(one) }).collect();
    multi_choice::several(asked, said, so_far, &listed::with_stand_ins(asked, candidates))
}

/// All at once, from a native form.
pub(super) fn picked(asked: Asked<'_>, given: &[&str]) -> Read {
    let ids: Vec<MemberId> =
        others(asked).map(|one| &one.id).filter(|id| given.contains(&id.as_str())).cloned().collect();
    if ids.is_empty() { Read::Wrong(texts::error(asked.scene, asked.field)) } else { Read::Value(Value::People(ids)) }
}

/// A colleague who has left since is asked for again.
pub(super) fn check(asked: Asked<'_>, ids: &[MemberId]) -> Option<Text> {
    let gone = ids.iter().any(|id| asked.scene.person.colleagues.iter().all(|one| &one.id != id));
    if gone { Some(texts::reason(asked.scene, asked.field, "gone")) } else { multi_choice::check(asked, ids.len()) }
}

pub(super) fn options(asked: Asked<'_>) -> Vec<Pick> {
    others(asked).map(|one| Pick::new(one.id.as_str(), Text::verbatim(&one.name))).collect()
}

pub(super) fn show(scene: Scene<'_>, id: &MemberId) -> Text {
    let colleague = scene.person.colleagues.iter().find(|one| &one.id == id);
    Text::verbatim(colleague.map_or_else(|| id.to_string(), |one| one.name.clone()))
}

/// Everybody but the person, who is told of the ticket anyway.
pub(super) fn others(asked: Asked<'_>) -> impl Iterator<Item = &Colleague> {
    let own = &asked.scene.person.member.id;
    asked.scene.person.colleagues.iter().filter(move |one| &one.id != own)
}
