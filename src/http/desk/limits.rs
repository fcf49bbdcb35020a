//! How much one address may ask of the desk page. Sign-in attempts are counted in the store, because they must survive a
//! restart.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota};

/// Requests of one address at once: a page with its refreshes, for some agents behind one address.
const BURST: u32 = 300;
/// Requests of one address per second after that.
const PER_SECOND: u32 = 20;
/// Addresses after which those that count no longer are dropped.
const MANY: usize = 10_000;

/// The limits of this process.
#[derive(Debug)]
pub struct Limits(DefaultKeyedRateLimiter<String>);

impl Default for Limits {
    fn default() -> Self {
        let some = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        Self(DefaultKeyedRateLimiter::keyed(Quota::per_second(some(PER_SECOND)).allow_burst(some(BURST))))
    }
}

impl Limits {
    pub(super) fn allow(&self, from: &str) -> bool {
        if self.0.len() > MANY {
            self.0.retain_recent();
        }
        self.0.check_key(&from.to_owned()).is_ok()
    }
}
