//! Time expressions: days, moments and ranges as people say them, in the language's words, in the configured zone, DST safe.
//!
//! The words come from [`TimeWords`]; what they are put together to is the same in all languages. Start reading at
//! [`read`]: [`lex`] cuts the text into tokens with the roles they may play, [`day`] and [`clock`] read the pieces,
//! [`point`] puts them together, [`range`] reads two of them.

mod clock;
mod day;
mod lex;
mod point;
mod range;
mod span;
mod words;
mod zone;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;

use super::intent::Lexicon;

pub use words::{TimeLexicon, TimeWords, Unit, Word};

/// Longest text that is looked at, in bytes; a longer one is no time expression.
const MAX_BYTES: usize = 200;

/// What a time expression means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A day.
    Day(NaiveDate),
    /// A day and a time.
    Moment(DateTime<Utc>),
    /// A time of day without a day.
    Time(NaiveTime),
    /// From and until. Of whole days, the end is the midnight after the last one.
    Range(DateTime<Utc>, DateTime<Utc>),
    /// A day and only a part of it („gestern Abend“): the time is to be asked.
    PartOfDay {
        /// The day.
        day: NaiveDate,
        /// Text key suffix of the part, `day-part-<part>`: `morning`, `forenoon`, `noon`, `afternoon`, `evening`, `night`.
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

/// When something is said, and about what.
#[derive(Clone, Copy, Debug)]
struct Context {
    /// Now, as clocks in the zone show it.
    now: NaiveDateTime,
    zone: Tz,
    direction: Direction,
}

impl Context {
    fn today(&self) -> NaiveDate {
        self.now.date()
    }
}

/// Reads the whole text as a time expression; `None` when it is none.
pub fn read(text: &str, lexicon: &Lexicon, now: DateTime<Utc>, zone: Tz, direction: Direction) -> Option<Reading> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let tokens = lex::tokens(text, &lexicon.time)?;
    let context = Context { now: now.with_timezone(&zone).naive_local(), zone, direction };
    range::read(&tokens, context).or_else(|| point::read(&tokens, context))
}
