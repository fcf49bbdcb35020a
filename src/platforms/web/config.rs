//! What the web chat is told by the configuration.

use chrono_tz::Tz;

use super::address::Network;

/// The configuration of the web chat.
#[derive(Clone, Debug)]
pub struct WebConfig {
    /// Where the pages are reached; every change must come from there.
    pub origins: Origins,
    /// Where the cookie may travel.
    pub cookie: CookieScope,
    /// Days until a session ends by itself.
    pub session_days: u16,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Largest file in bytes.
    pub max_file_bytes: u64,
    /// Extensions of files that are taken, lower case without dot.
    pub file_types: Vec<String>,
    /// Most files in one message.
    pub max_files: u32,
    /// Longest message in characters.
    pub max_text: u32,
    /// Name of the support company, in the page's title.
    pub company: String,
    /// Zone of the dates on the page.
    pub zone: Tz,
    /// Who may show the page in a frame.
    pub framing: Framing,
}

/// Where the pages are reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origins {
    /// At these (`https://support.example.com`), as configured.
    Fixed(Vec<String>),
    /// On this machine only, under whichever port it listens on: the page's own `Host` must name the loopback.
    Loopback,
}

impl Origins {
    /// Whether a request that says it comes from `origin` and was sent to `host` comes from the page.
    pub fn admit(&self, origin: &str, host: &str) -> bool {
        match self {
            Self::Fixed(origins) => origins.iter().any(|known| known.trim_end_matches('/') == origin),
            Self::Loopback => is_loopback_host(host) && origin.strip_prefix("http://") == Some(host),
        }
    }

    /// Whether a page may be asked for under this `Host` at all (a name that was rebound to this machine may not).
    pub fn admit_host(&self, host: &str) -> bool {
        match self {
            Self::Fixed(_) => true,
            Self::Loopback => is_loopback_host(host),
        }
    }
}

/// Whether a `Host` header names this machine, with or without a port.
pub fn is_loopback_host(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

/// Where the session cookie may travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieScope {
    /// Over TLS only, bound to the host.
    Secure,
    /// Also without TLS: only on loopback.
    Loopback,
}

/// Who may show the page in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Nobody.
    Never,
    /// Pages of the same origin (the demo's).
    SameOrigin,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_page_is_an_origin() {
        let fixed = Origins::Fixed(vec!["https://support.example.com".to_owned()]);
        assert!(fixed.admit("https://support.example.com", "support.example.com"));
        assert!(!fixed.admit("https://support.example.com.evil.example", "support.example.com"));
        assert!(!fixed.admit("http://support.example.com", "support.example.com"));
        assert!(!fixed.admit("null", "support.example.com"));
    }

    #[test]
    fn on_loopback_the_origin_is_the_host_and_the_host_is_this_machine() {
        let local = Origins::Loopback;
        assert!(local.admit("http://127.0.0.1:4000", "127.0.0.1:4000"));
        assert!(local.admit("http://[::1]:4000", "[::1]:4000"));
        assert!(!local.admit("http://127.0.0.1:4001", "127.0.0.1:4000"));
        assert!(!local.admit("http://rebound.example:4000", "rebound.example:4000"));
        assert!(!local.admit_host("rebound.example"));
        assert!(!local.admit_host("localhost.example:80"));
        assert!(local.admit_host("localhost:80"));
    }
}
