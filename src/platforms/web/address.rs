//! From where a request came: the peer, or behind configured proxies the address they vouch for.

use std::net::{IpAddr, Ipv6Addr};

/// A network of proxies (`10.0.0.0/8`, `fd00::/8`, a single address).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    prefix: u8,
}

impl Network {
    /// Reads an address or a network; `None` when it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let (base, prefix) = text.split_once('/').map_or((text, None), |(base, prefix)| (base, Some(prefix)));
        let base: IpAddr = base.trim().parse().ok()?;
        let longest = if base.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Some(longest), |prefix| prefix.trim().parse().ok())?;
        (prefix <= longest).then_some(Self { base, prefix })
    }

    /// Whether the address is part of it.
    pub fn contains(self, ip: IpAddr) -> bool {
        match (self.base, ip.to_canonical()) {
            (IpAddr::V4(base), IpAddr::V4(ip)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.prefix)).unwrap_or(0);
                base.to_bits() & mask == ip.to_bits() & mask
            }
            (IpAddr::V6(base), IpAddr::V6(ip)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.prefix)).unwrap_or(0);
                base.to_bits() & mask == ip.to_bits() & mask
            }
            _ => false,
        }
    }
}

/// Most hops read from `X-Forwarded-For`.
const MAX_HOPS: usize = 16;

/// The client: the first address from the right of `forwarded` that is no trusted proxy, as long as each one that says
/// so is trusted. What an untrusted peer claims is not read.
pub fn client(peer: IpAddr, forwarded: &[&str], trusted: &[Network]) -> IpAddr {
    let is_proxy = |ip: IpAddr| trusted.iter().any(|network| network.contains(ip));
    let mut client = peer.to_canonical();
    let hops = forwarded.iter().rev().flat_map(|line| line.rsplit(','));
    for hop in hops.take(MAX_HOPS) {
        if !is_proxy(client) {
            break;
        }
        match hop.trim().parse::<IpAddr>() {
            Ok(ip) => client = ip.to_canonical(),
            Err(_) => break,
        }
    }
    client
}

/// What limits count by: the address, of IPv6 the /64 that one customer has (RFC 6177).
pub fn limit_key(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("{}/64", Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << 64))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("a test names a valid address")
    }

    fn proxies(texts: &[&str]) -> Vec<Network> {
        texts.iter().map(|text| Network::parse(text).expect("a test names a valid network")).collect()
    }

    #[test]
    fn a_stranger_cannot_choose_their_address() {
        assert_eq!(client(ip("203.0.113.7"), &["198.51.100.1"], &[]), ip("203.0.113.7"));
        assert_eq!(client(ip("203.0.113.7"), &["198.51.100.1"], &proxies(&["10.0.0.0/8"])), ip("203.0.113.7"));
    }

    #[test]
    fn behind_proxies_the_nearest_untrusted_address_counts() {
        let trusted = proxies(&["10.0.0.0/8", "fd00::/8"]);
        assert_eq!(client(ip("10.1.2.3"), &["1.1.1.1, 198.51.100.1"], &trusted), ip("198.51.100.1"));
        assert_eq!(client(ip("10.1.2.3"), &["1.1.1.1", "198.51.100.1, fd00::1"], &trusted), ip("198.51.100.1"));
        assert_eq!(client(ip("10.1.2.3"), &["not an address"], &trusted), ip("10.1.2.3"));
        assert_eq!(client(ip("::ffff:10.1.2.3"), &["198.51.100.1"], &trusted), ip("198.51.100.1"));
    }

    #[test]
    fn one_ipv6_customer_is_one_key() {
        assert_eq!(limit_key(ip("2001:db8:1:2::1")), limit_key(ip("2001:db8:1:2:ffff::9")));
        assert_ne!(limit_key(ip("2001:db8:1:2::1")), limit_key(ip("2001:db8:1:3::1")));
    }

    #[test]
    fn networks_are_read_strictly() {
        for wrong in ["", "10.0.0.0/33", "fd00::/129", "10.0.0/8", "10.0.0.0/x", "example.com"] {
            assert_eq!(Network::parse(wrong), None, "{wrong}");
        }
        assert!(Network::parse("0.0.0.0/0").is_some_and(|all| all.contains(ip("203.0.113.7"))));
    }
}
