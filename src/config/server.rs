//! `[server]`: where it listens and how it is reached.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::ConfigError;

/// Where it listens.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ServerConfig {
    /// Address and port to listen on. Behind a reverse proxy: loopback.
    pub listen: SocketAddr,
    /// The address people type, with scheme and without a path. Requests from other origins are refused.
    pub public_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Seconds between saying „not ready“ and taking no more requests when the process is asked to end, so that a load
    /// balancer sees it in time.
    pub drain_secs: u16,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: "http://127.0.0.1:8080".to_owned(),
            trusted_proxies: Vec::new(),
            drain_secs: 0,
        }
    }
}

impl ServerConfig {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let wrong = |message: &str| Err(ConfigError::Value { key: "server.public_url", message: message.to_owned() });
        let Some((scheme, host)) = self.public_url.split_once("://") else {
            return wrong("write the address with its scheme, for example https://tickets.example.com");
        };
        if host.is_empty() || host.contains('/') {
            return wrong("write the address without a path, for example https://tickets.example.com");
        }
        match scheme {
            "https" => Ok(()),
            "http" if self.is_loopback() => Ok(()),
            "http" => wrong("outside the own machine the address must begin with https://"),
            _ => wrong("the scheme must be https (or http on the own machine)"),
        }
    }

    /// Whether the public address is the own machine's: only there cookies go without `Secure`.
    pub fn is_loopback(&self) -> bool {
        let host = self.public_url.split_once("://").map_or("", |(_, host)| host);
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => host.split(':').next().unwrap_or_default(),
        };
        name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}
