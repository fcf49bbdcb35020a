//! `[metrics]`: numbers for Prometheus.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

/// Numbers for Prometheus, at an address of their own. They hold no personal data, but they are nobody else's business:
/// keep the address inside.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MetricsConfig {
    /// Address and port that `/metrics` is served at; without it nothing is counted.
    pub listen: Option<SocketAddr>,
}
