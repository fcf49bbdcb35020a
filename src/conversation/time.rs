//! Time expressions: days, moments and ranges as people say them, in the language's words, in the configured zone, DST safe.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::intent::Lexicon;

/// Words about days and times, as `words.toml` has them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TimeWords {}

/// Words about days and times, made ready to be looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeLexicon {}

impl TimeLexicon {
    /// Makes the words ready.
    pub fn new(_words: &TimeWords, _numbers: &BTreeMap<String, u32>, _ordinals: &BTreeMap<String, i32>) -> Self {
        Self {}
    }
}

/// What a time expression means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A day.
    Day(NaiveDate),
    /// A day and a time.
    Moment(DateTime<Utc>),
    /// A time of day without a day.
    Time(NaiveTime),
    /// From and until.
    Range(DateTime<Utc>, DateTime<Utc>),
    /// A day and only a part of it („gestern Abend“): the time is to be asked.
    PartOfDay {
        /// The day.
        day: NaiveDate,
        /// Text key suffix of the part (`morning`, `evening`, …).
        part: String,
    },
    /// Several readings are possible: ask which.
    Several(Vec<Reading>),
}

/// Which way a bare weekday or a day without a year looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Something that happened.
    Past,
    /// Something that is to happen.
    Future,
}

/// Reads the whole text as a time expression; `None` when it is none.
pub fn read(_text: &str, _lexicon: &Lexicon, _now: DateTime<Utc>, _zone: Tz, _direction: Direction) -> Option<Reading> {
    None
}
