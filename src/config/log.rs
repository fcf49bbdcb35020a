//! `[log]`: what is logged, and how.

use serde::{Deserialize, Serialize};

/// What is logged to standard error, and how.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LogConfig {
    /// How lines are written.
    pub format: LogFormat,
    /// What is logged, as in `ticketlotse=debug,sqlx=warn`. The option `--log` goes before.
    pub filter: Option<String>,
}

/// Ways to write a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    #[default]
    Auto,
    /// One JSON object per line.
    Json,
    /// For people.
    Text,
}
