//! `[company]`: who offers the support.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::ConfigError;
use crate::domain::Email;

/// Who offers the support.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CompanyConfig {
    /// Name of the company.
    pub name: String,
    /// Address that people are sent to when they cannot sign in.
    pub contact_email: String,
    /// Hotline number as it is shown.
    pub hotline: String,
    /// Time zone of all days and times, by its IANA name.
    pub zone: String,
}

impl Default for CompanyConfig {
    fn default() -> Self {
        Self {
            name: "CS Speicherwerk".to_owned(),
            contact_email: "info@cs-speicherwerk.com".to_owned(),
            hotline: "+49 30 555 0100".to_owned(),
            zone: "Europe/Berlin".to_owned(),
        }
    }
}

impl CompanyConfig {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if Email::parse(&self.contact_email).is_none() {
            let message = "this is not an e-mail address; people are sent there when they cannot sign in".to_owned();
            return Err(ConfigError::Value { key: "company.contact_email", message });
        }
        self.zone().map(|_| ())
    }

    /// The zone.
    pub fn zone(&self) -> Result<Tz, ConfigError> {
        self.zone.parse().map_err(|_| ConfigError::Value {
            key: "company.zone",
            message: "there is no such zone; write its IANA name, for example Europe/Berlin".to_owned(),
        })
    }
}
