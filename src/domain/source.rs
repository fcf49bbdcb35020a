//! Where time and chance come from. Injected everywhere, so that a test decides both.

use chrono::{DateTime, Utc};

/// A source of the current time.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// Now.
    fn now(&self) -> DateTime<Utc>;
}

/// A source of unpredictable bytes and unique ids.
pub trait Chance: Send + Sync + std::fmt::Debug {
    /// Fills with bytes that nobody can predict.
    fn fill(&self, bytes: &mut [u8]);

    /// A fresh unique id, sortable by time.
    fn id(&self) -> String;
}
