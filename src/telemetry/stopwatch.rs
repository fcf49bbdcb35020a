//! How long something took. Decides nothing: what depends on time takes it from `domain::Clock`.

use std::time::{Duration, Instant};

/// Measures from its start; not moved by a clock that is set.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts.
    #[expect(clippy::disallowed_methods, reason = "the one place that measures how long something took")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    /// The same in whole milliseconds, for a log line.
    pub fn elapsed_ms(&self) -> u64 {
        millis(self.elapsed())
    }
}

/// Whole milliseconds.
pub fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
