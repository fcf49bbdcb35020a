//! `[web]`: the web chat.

use serde::{Deserialize, Serialize};

/// The web chat.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WebConfig {
    /// Whether it is served.
    pub enabled: bool,
    /// Days until a session ends by itself.
    pub session_days: u32,
}

impl Default for WebConfig {
    fn default() -> Self {
        Self { enabled: true, session_days: 30 }
    }
}
