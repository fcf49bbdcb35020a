//! `[desk]`: the embedded ticket system.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{ConfigError, Secret};
use std::path::PathBuf;

/// The embedded ticket system.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeskConfig {
    /// What ticket numbers begin with.
    pub number_prefix: String,
    /// Counter of the first ticket of a year, to go on where another system stopped.
    pub first_number: u32,
    /// Days after which Gelöst becomes Geschlossen.
    pub close_after_days: u32,
    /// Whether support works on the desk page (`/desk`); needs an account (`ticketlotse desk agent add`) or the token below.
    pub page: bool,
    /// A token that opens the desk page as „operator“.
    pub operator_token: Option<Secret>,
    /// A file that holds the token.
    pub operator_token_file: Option<PathBuf>,
    /// The last day on which the token is to be used, as `2027-01-01`: `doctor` warns 30 days before.
    #[schemars(with = "Option<String>")]
    pub operator_token_expires: Option<NaiveDate>,
    /// When support works.
    pub hours: ServiceHoursConfig,
    /// Service levels; the one that names no contracts is everybody else's.
    #[serde(rename = "level")]
    pub levels: Vec<LevelConfig>,
}

/// When support works: due times count only these hours.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ServiceHoursConfig {
    /// Working days from 1 (Monday) to 7 (Sunday).
    pub weekdays: Vec<u8>,
    /// First hour, as `08:00`.
    pub from: String,
    /// Last hour, as `18:00`.
    pub until: String,
    /// Days without service, as `2026-12-25`.
    #[schemars(with = "Vec<String>")]
    pub holidays: Vec<NaiveDate>,
}

/// Minutes until support has to react, by priority; critical tickets count around the clock.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LevelConfig {
    /// Name shown with a ticket.
    pub name: String,
    /// The contracts that promise it, by their ids.
    pub contracts: Vec<String>,
    /// P1, around the clock.
    pub critical_minutes: u32,
    /// P2, in service hours.
    pub high_minutes: u32,
    /// P3, in service hours.
    pub normal_minutes: u32,
    /// P4, in service hours.
    pub low_minutes: u32,
}

impl Default for DeskConfig {
    fn default() -> Self {
        Self {
            number_prefix: "CS".to_owned(),
            first_number: 1,
            close_after_days: 14,
            page: false,
            operator_token: None,
            operator_token_file: None,
            operator_token_expires: None,
            hours: ServiceHoursConfig::default(),
            levels: vec![LevelConfig::default()],
        }
    }
}

impl Default for ServiceHoursConfig {
    fn default() -> Self {
        Self {
            weekdays: vec![1, 2, 3, 4, 5],
            from: "08:00".to_owned(),
            until: "18:00".to_owned(),
            holidays: Vec::new(),
        }
    }
}

impl Default for LevelConfig {
    fn default() -> Self {
        Self {
            name: "Standard".to_owned(),
            contracts: Vec::new(),
            critical_minutes: 60,
            high_minutes: 240,
            normal_minutes: 600,
            low_minutes: 1200,
        }
    }
}

impl DeskConfig {
    /// The operator's token.
    pub fn token(&self) -> Result<Option<Secret>, ConfigError> {
        Secret::resolve("desk.operator_token", self.operator_token.as_ref(), self.operator_token_file.as_ref())
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let prefix_ok =
            (1..=8).contains(&self.number_prefix.len()) && self.number_prefix.chars().all(|c| c.is_ascii_uppercase());
        if !prefix_ok {
            let message = "a prefix is 1 to 8 capital letters, for example CS".to_owned();
            return Err(ConfigError::Value { key: "desk.number_prefix", message });
        }
        if !self.levels.iter().any(|level| level.contracts.is_empty()) {
            let message = "one level must name no contracts: it is everybody else's".to_owned();
            return Err(ConfigError::Value { key: "desk.level", message });
        }
        let hours = &self.hours;
        if hours.weekdays.is_empty() || hours.weekdays.iter().any(|day| !(1..=7).contains(day)) {
            let message = "name at least one working day from 1 (Monday) to 7 (Sunday)".to_owned();
            return Err(ConfigError::Value { key: "desk.hours.weekdays", message });
        }
        match (hours.from(), hours.until()) {
            (Some(from), Some(until)) if from < until => Ok(()),
            _ => {
                let message =
                    "write two times of a day, the first before the second, for example 08:00 and 18:00".to_owned();
                Err(ConfigError::Value { key: "desk.hours.from", message })
            }
        }
    }
}

impl ServiceHoursConfig {
    /// First hour.
    pub fn from(&self) -> Option<NaiveTime> {
        NaiveTime::parse_from_str(&self.from, "%H:%M").ok()
    }

    /// Last hour.
    pub fn until(&self) -> Option<NaiveTime> {
        NaiveTime::parse_from_str(&self.until, "%H:%M").ok()
    }
}
