//! What the engine may look at besides the draft.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::Draft;
use crate::conversation::intent::Lexicon;
use crate::conversation::world::{Policy, Settings};
use crate::domain::form::{Field, Form};
use crate::domain::{Contract, Entitled, System, SystemId};

/// The form, the person who fills it in, and what is configured.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The form.
    pub form: &'a Form,
    /// Who fills it in.
    pub person: &'a Entitled,
    /// What is configured.
    pub settings: &'a Settings,
    /// Words of the language in use.
    pub lexicon: &'a Lexicon,
    /// Now.
    pub now: DateTime<Utc>,
}

impl<'a> Scene<'a> {
    /// Company, contact and limits.
    pub fn policy(&self) -> &'a Policy {
        &self.settings.policy
    }

    /// Zone of all days and times.
    pub fn zone(&self) -> Tz {
        self.settings.zone
    }

    /// The day it is in that zone.
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.zone()).date_naive()
    }

    /// A system under contract.
    pub fn system(&self, id: &SystemId) -> Option<&'a System> {
        self.person.systems.iter().find(|system| &system.id == id)
    }

    /// The contract that covers a system.
    pub fn contract_of(&self, system: &System) -> Option<&'a Contract> {
        self.person.contracts.iter().find(|contract| contract.id == system.contract)
    }
}

/// One field being asked or shown, with the draft it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The surroundings.
    pub scene: Scene<'a>,
    /// The field.
    pub field: &'a Field,
    /// The draft; other answers of it may limit this one.
    pub draft: &'a Draft,
}
