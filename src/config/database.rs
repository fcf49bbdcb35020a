//! `[database]`: where everything is kept.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ConfigError, Secret};

/// Where everything is kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DatabaseConfig {
    /// `sqlite:/var/lib/ticketlotse/ticketlotse.db` or `postgres://user:password@host/database`. Default: `sqlite:ticketlotse.db`.
    pub url: Option<Secret>,
    /// A file that holds the URL.
    pub url_file: Option<PathBuf>,
    /// The last day on which the password in the URL is good, as `2027-01-01`: `doctor` warns 30 days before.
    #[schemars(with = "Option<String>")]
    pub url_expires: Option<NaiveDate>,
}

impl DatabaseConfig {
    /// The URL.
    pub fn resolve(&self) -> Result<Secret, ConfigError> {
        let url = Secret::resolve("database.url", self.url.as_ref(), self.url_file.as_ref())?;
        Ok(url.unwrap_or_else(|| Secret::new("sqlite:ticketlotse.db")))
    }
}
