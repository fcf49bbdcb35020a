//! One or several of the customer's systems under contract.

use super::{Pick, Read, Said, listed, multi_choice};
use crate::conversation::form::pick::Candidate;
use crate::conversation::form::scene::{Asked, Scene};
use crate::conversation::form::{Value, texts};
use crate::conversation::text::Text;
use crate::domain::{System, SystemId};

/// What stands for a system that is not listed.
const OTHER: &str = "other";
/// So many of a serial number's last characters are enough to tell systems apart.
const SERIAL_TAIL: usize = 4;

pub(super) fn read(asked: Asked<'_>, said: Said<'_>) -> Read {
    let mut things = candidates(asked);
    // Shown as the last one, and numbered so.
    let place = things.len().min(super::MAX_OPTIONS - 1);
    things.insert(place, Candidate { id: OTHER.to_owned(), names: super::choice::names(asked, OTHER) });
    listed::read_one(asked, said, things, |id| {
        if id == OTHER { Value::Alternative(OTHER.to_owned()) } else { Value::System(SystemId::new(id)) }
    })
}

pub(super) fn read_many(asked: Asked<'_>, said: Said<'_>, so_far: Option<&Value>) -> Read {
    if asked.scene.person.systems.is_empty() {
        return Read::Value(Value::Text(super::text::one_line(said.text())));
    }
    multi_choice::several(asked, said, so_far, &listed::with_stand_ins(asked, candidates(asked)))
}

/// All at once, from a native form.
pub(super) fn picked(asked: Asked<'_>, given: &[&str]) -> Read {
    let systems = asked.scene.person.systems.iter().map(|system| &system.id);
    let picked: Vec<SystemId> = systems.filter(|id| given.contains(&id.as_str())).cloned().collect();
    if picked.is_empty() {
        Read::Wrong(texts::error(asked.scene, asked.field))
    } else {
        Read::Value(Value::Systems(picked))
    }
}

/// A system that has left the contract since it was picked is asked for again.
pub(super) fn check(asked: Asked<'_>, id: &SystemId) -> Option<Text> {
    asked.scene.system(id).is_none().then(|| texts::reason(asked.scene, asked.field, "gone"))
}

pub(super) fn options(asked: Asked<'_>) -> Vec<Pick> {
    let mut options = options_many(asked);
    let place = options.len().min(super::MAX_OPTIONS - 1);
    options.insert(place, Pick::new(OTHER, texts::option(asked.scene, &asked.field.id, OTHER)));
    options
}

pub(super) fn options_many(asked: Asked<'_>) -> Vec<Pick> {
    let systems = asked.scene.person.systems.iter();
    systems.map(|system| Pick::new(system.id.as_str(), described(system, &tail(&system.serial)))).collect()
}

/// Name, model, whole serial number and site.
pub(super) fn show(scene: Scene<'_>, id: &SystemId) -> Text {
    scene.system(id).map_or_else(|| Text::verbatim(id.as_str()), |system| described(system, &system.serial))
}

/// Only what the customer calls it.
pub fn name(scene: Scene<'_>, id: &SystemId) -> String {
    scene.system(id).map_or_else(|| id.to_string(), |system| system.name.clone())
}

fn described(system: &System, serial: &str) -> Text {
    Text::key("draft-system")
        .with("name", system.name.as_str())
        .with("model", system.model.as_str())
        .with("serial", serial)
        .with("site", system.site.as_str())
}

fn tail(serial: &str) -> String {
    let length = serial.chars().count();
    if length <= SERIAL_TAIL {
        return serial.to_owned();
    }
    let tail: String = serial.chars().skip(length - SERIAL_TAIL).collect();
    format!("…{tail}")
}

fn candidates(asked: Asked<'_>) -> Vec<Candidate> {
    let systems = asked.scene.person.systems.iter();
    let names = |system: &System| {
        vec![
            system.name.clone(),
            system.serial.clone(),
            system.model.clone(),
            format!("{} {} {} {}", system.name, system.model, system.serial, system.site),
        ]
    };
    systems.map(|system| Candidate { id: system.id.to_string(), names: names(system) }).collect()
}
