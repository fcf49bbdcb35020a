//! How much one browser and one address may ask for. Bounded here, before anything is read or stored; what counts
//! across restarts (sign-in attempts) is counted by the service.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota};

/// Changes of one session at once, and per second after that.
const SESSION: (u32, u32) = (40, 2);
/// Changes from one address at once, and per second after that: a company shares one address.
const ADDRESS: (u32, u32) = (400, 20);
/// New sessions from one address at once, and per minute after that.
const SESSIONS: (u32, u32) = (60, 12);
/// Push connections from one address at once, and per second after that.
const PUSHES: (u32, u32) = (120, 4);
/// Keys after which those that count no longer are dropped.
const MANY_KEYS: usize = 10_000;

/// The limits of this process.
#[derive(Debug)]
pub struct Limits {
    session: DefaultKeyedRateLimiter<String>,
    address: DefaultKeyedRateLimiter<String>,
    sessions: DefaultKeyedRateLimiter<String>,
    pushes: DefaultKeyedRateLimiter<String>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A change by a session.
    BySession,
    /// A change from an address.
    ByAddress,
    /// A new session.
    NewSession,
    /// A push connection.
    Push,
}

fn some(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

impl Default for Limits {
    fn default() -> Self {
        let per_second = |(burst, rate)| Quota::per_second(some(rate)).allow_burst(some(burst));
        Self {
            session: DefaultKeyedRateLimiter::keyed(per_second(SESSION)),
            address: DefaultKeyedRateLimiter::keyed(per_second(ADDRESS)),
            sessions: DefaultKeyedRateLimiter::keyed(Quota::per_minute(some(SESSIONS.1)).allow_burst(some(SESSIONS.0))),
            pushes: DefaultKeyedRateLimiter::keyed(per_second(PUSHES)),
        }
    }
}

impl Limits {
    /// Whether one more is allowed for the key.
    pub fn allow(&self, asked: Asked, key: &str) -> bool {
        let limiter = match asked {
            Asked::BySession => &self.session,
            Asked::ByAddress => &self.address,
            Asked::NewSession => &self.sessions,
            Asked::Push => &self.pushes,
        };
        if limiter.len() > MANY_KEYS {
            limiter.retain_recent();
        }
        limiter.check_key(&key.to_owned()).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_session_is_bounded_and_others_are_not_touched() {
        let limits = Limits::default();
        let allowed = (0..200).filter(|_| limits.allow(Asked::BySession, "one")).count();
        assert!((40..80).contains(&allowed), "{allowed}");
        assert!(limits.allow(Asked::BySession, "another"));
    }
}
