//! How much one conversation may send in a minute. Sign-in limits are in `sign_in`, because they must survive a restart.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::domain::ConversationId;
use crate::platforms::IntakeError;

/// Conversations whose rates are remembered before the quiet ones are forgotten.
const REMEMBERED: usize = 10_000;

pub(super) struct Rates(DefaultKeyedRateLimiter<ConversationId>);

impl Rates {
    pub(super) fn per_minute(events: u32) -> Self {
        let events = NonZeroU32::new(events).unwrap_or(NonZeroU32::MIN);
        Self(RateLimiter::keyed(Quota::per_minute(events)))
    }

    /// Counts one event of a conversation.
    pub(super) fn check(&self, conversation: &ConversationId) -> Result<(), IntakeError> {
        if self.0.len() > REMEMBERED {
            self.0.retain_recent();
        }
        self.0.check_key(conversation).map_err(|_| IntakeError::TooMany { retry_after_secs: 10 })
    }
}
