//! One or several of the customer's sites.

use super::{Pick, Read, Said, listed, multi_choice};
use crate::conversation::form::pick::Candidate;
use crate::conversation::form::scene::Asked;
use crate::conversation::form::{Value, texts};
use crate::conversation::text::Text;

pub(super) fn read(asked: Asked<'_>, said: Said<'_>) -> Read {
    listed::read_one(asked, said, candidates(asked), |name| Value::Site(name.to_owned()))
}

pub(super) fn read_many(asked: Asked<'_>, said: Said<'_>, so_far: Option<&Value>) -> Read {
    let sites = candidates(asked);
    if sites.is_empty() {
        return Read::Value(Value::Text(super::text::one_line(said.text())));
    }
    multi_choice::several(asked, said, so_far, &listed::with_stand_ins(asked, sites))
}

/// All at once, from a native form.
pub(super) fn picked(asked: Asked<'_>, given: &[&str]) -> Read {
    let sites: Vec<String> =
        asked.scene.person.sites().into_iter().filter(|name| given.contains(name)).map(str::to_owned).collect();
    if sites.is_empty() {
        Read::Wrong(texts::error(asked.scene, asked.field))
    } else {
        Read::Value(Value::Sites(sites))
    }
}

pub(super) fn options(asked: Asked<'_>) -> Vec<Pick> {
    asked.scene.person.sites().into_iter().map(|name| Pick::new(name, Text::verbatim(name))).collect()
}

fn candidates(asked: Asked<'_>) -> Vec<Candidate> {
    let sites = asked.scene.person.sites().into_iter();
    sites.map(|name| Candidate { id: name.to_owned(), names: vec![name.to_owned()] }).collect()
}
