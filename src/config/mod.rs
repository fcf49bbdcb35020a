//! The operator's configuration: one TOML file, one section per file in this folder, environment over file.
//!
//! Unknown keys are refused, defaults are in code, secrets are given as value or as file. A key `[section] name` can be
//! set as `TICKETLOTSE_SECTION_NAME` in the environment. The sample file is written by hand from the defaults and proven
//! in a test to be exactly them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

mod company;
mod content;
mod database;
mod desk;
mod files;
mod log;
mod mail;
mod matrix;
mod metrics;
mod retention;
mod secret;
mod server;
mod web;

pub use company::CompanyConfig;
pub use content::ContentConfig;
pub use database::DatabaseConfig;
pub use desk::{DeskConfig, LevelConfig, ServiceHoursConfig};
pub use files::FilesConfig;
pub use log::{LogConfig, LogFormat};
pub use mail::{MailConfig, TlsMode, Transport};
pub use matrix::MatrixConfig;
pub use metrics::MetricsConfig;
pub use retention::RetentionConfig;
pub use secret::{NamedSecret, Secret};
pub use server::ServerConfig;
pub use web::WebConfig;

/// The whole configuration.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where it listens.
    pub server: ServerConfig,
    /// Where it keeps everything.
    pub database: DatabaseConfig,
    /// Who offers the support.
    pub company: CompanyConfig,
    /// How mail goes out.
    pub mail: MailConfig,
    /// The embedded ticket system.
    pub desk: DeskConfig,
    /// The web chat.
    pub web: WebConfig,
    /// The bot on Matrix.
    pub matrix: MatrixConfig,
    /// Files that people send.
    pub files: FilesConfig,
    /// Own forms and texts.
    pub content: ContentConfig,
    /// What is logged, and how.
    pub log: LogConfig,
    /// Numbers for Prometheus.
    pub metrics: MetricsConfig,
    /// How long what is kept is kept.
    pub retention: RetentionConfig,
}

/// What is wrong with a configuration, and where.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("read the configuration file {path}")]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It is not TOML, or a key or value is wrong. The message names line and column.
    #[error("{path}: {message}")]
    Invalid {
        /// Which file.
        path: PathBuf,
        /// What, where, and what is expected.
        message: String,
    },
    /// The values do not fit together.
    #[error("{key}: {message}")]
    Value {
        /// `section.key`.
        key: &'static str,
        /// What is wrong and what to do.
        message: String,
    },
}

impl Config {
    /// Reads file and environment (`env` holds the process's variables) and checks the result.
    pub fn load(path: &Path, env: &BTreeMap<String, String>) -> Result<Self, ConfigError> {
        let text =
            std::fs::read_to_string(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
        let config = Self::parse(&text, path, env)?;
        config.check()?;
        Ok(config)
    }

    /// Reads a configuration from its text.
    pub fn parse(text: &str, path: &Path, env: &BTreeMap<String, String>) -> Result<Self, ConfigError> {
        let invalid = |message: String| ConfigError::Invalid { path: path.to_owned(), message };
        // Once for errors with line and column in the file as it is written …
        let _: Self = toml::from_str(text).map_err(|error| invalid(error.to_string()))?;
        // … and once with what the environment sets.
        let mut table: toml::Table = toml::from_str(text).map_err(|error| invalid(error.to_string()))?;
        set_from_env(&mut table, env);
        table.try_into().map_err(|error: toml::de::Error| {
            invalid(format!("with the environment's TICKETLOTSE_… variables: {error}"))
        })
    }

    /// Checks what a type cannot say.
    pub fn check(&self) -> Result<(), ConfigError> {
        self.company.check()?;
        self.server.check()?;
        self.mail.check()?;
        self.matrix.check()?;
        self.desk.check()?;
        self.files.check()?;
        self.retention.check()
    }

    /// Every secret there can be, without its value.
    pub fn secrets(&self) -> Vec<NamedSecret<'_>> {
        let Self { database, mail, desk, matrix, .. } = self;
        vec![
            NamedSecret::new("database.url", database.url.as_ref(), database.url_file.as_ref(), database.url_expires),
            NamedSecret::new(
                "mail.password",
                mail.password.as_ref(),
                mail.password_file.as_ref(),
                mail.password_expires,
            ),
            NamedSecret::new(
                "desk.operator_token",
                desk.operator_token.as_ref(),
                desk.operator_token_file.as_ref(),
                desk.operator_token_expires,
            ),
            NamedSecret::new("matrix.password", matrix.password.as_ref(), matrix.password_file.as_ref(), None),
            NamedSecret::new("matrix.token", matrix.token.as_ref(), matrix.token_file.as_ref(), None),
            NamedSecret::new("matrix.store_key", matrix.store_key.as_ref(), matrix.store_key_file.as_ref(), None),
            NamedSecret::new(
                "matrix.recovery_key",
                matrix.recovery_key.as_ref(),
                matrix.recovery_key_file.as_ref(),
                None,
            ),
        ]
    }

    /// The JSON schema of the file, for editors.
    pub fn schema() -> schemars::Schema {
        schemars::schema_for!(Self)
    }

    /// The sample file: every key with its default and what it is for.
    pub fn sample() -> &'static str {
        include_str!("sample.toml")
    }
}

/// Sets `[section] key` from `TICKETLOTSE_SECTION_KEY`. Numbers and truth values are recognised; all else is text.
fn set_from_env(table: &mut toml::Table, env: &BTreeMap<String, String>) {
    let sections = [
        "server",
        "database",
        "company",
        "mail",
        "desk",
        "web",
        "matrix",
        "files",
        "content",
        "log",
        "metrics",
        "retention",
    ];
    for (name, value) in env {
        let Some(rest) = name.strip_prefix("TICKETLOTSE_") else { continue };
        let rest = rest.to_lowercase();
        let Some((section, key)) =
            sections.iter().find_map(|section| Some((*section, rest.strip_prefix(section)?.strip_prefix('_')?)))
        else {
            continue;
        };
        let parsed = match (value.parse::<i64>(), value.parse::<bool>()) {
            (Ok(number), _) => toml::Value::Integer(number),
            (_, Ok(truth)) => toml::Value::Boolean(truth),
            _ => toml::Value::String(value.clone()),
        };
        let entry = table.entry(section).or_insert_with(|| toml::Value::Table(toml::Table::new()));
        if let toml::Value::Table(section) = entry {
            section.insert(key.to_owned(), parsed);
        }
    }
}
