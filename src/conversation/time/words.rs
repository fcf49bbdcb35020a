//! The words about days and times, as files have them and made ready to be looked up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::lex::Role;
use crate::conversation::intent::phrase;

/// Words about days and times, as `words.toml` has them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TimeWords {
    /// Weekdays; Monday is 1.
    pub weekdays: BTreeMap<String, u8>,
    /// Months; January is 1.
    pub months: BTreeMap<String, u8>,
    /// Days by their distance from today.
    pub days: BTreeMap<String, i64>,
    /// Days by their distance from today together with a part of the day (`tonight`).
    pub day_parts: BTreeMap<String, (i64, String)>,
    /// Parts of the day by id.
    pub parts: BTreeMap<String, Vec<String>>,
    /// Days of every year as `MM-DD`.
    pub fixed: BTreeMap<String, String>,
    /// Units.
    pub units: BTreeMap<Unit, Vec<String>>,
    /// Numbers that are not whole (`anderthalb`).
    pub fractions: BTreeMap<String, f64>,
    /// Words that join the others.
    pub words: BTreeMap<Word, Vec<String>>,
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Minutes.
    Minute,
    /// Fifteen minutes.
    QuarterHour,
    /// Half an hour.
    HalfHour,
    /// Forty-five minutes.
    ThreeQuarterHour,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Days from Monday to Friday.
    Workday,
    /// Weeks.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
}

/// Words that join the others; some stand for several of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// Before or after a span: that long before now (`vor`, `ago`).
    Ago,
    /// Before a span: that long from now (`in`).
    In,
    /// The next one (`nächsten`); of a weekday this week's or next week's.
    Next,
    /// The next one without doubt (`kommenden`).
    Coming,
    /// The one after the next (`übernächste`).
    AfterNext,
    /// The one before (`letzten`).
    Last,
    /// The one before without doubt (`vergangenen`).
    Past,
    /// The present one (`diesen`).
    This,
    /// Half an hour before the hour that follows (`halb`).
    HalfTo,
    /// Half an hour after the hour that follows (`half past`).
    HalfPast,
    /// Fifteen minutes (`Viertel`); alone before an hour: quarter of that hour.
    Quarter,
    /// Three quarters of the hour that follows (`dreiviertel`).
    ThreeQuarters,
    /// After the hour (`nach`, `past`).
    After,
    /// Before the hour (`vor`, `to`).
    Before,
    /// Says that a number is an hour (`Uhr`, `h`).
    Clock,
    /// Before noon (`am`).
    Am,
    /// After noon (`pm`).
    Pm,
    /// Before a time (`um`, `at`).
    At,
    /// Before a day, or of no meaning (`am`, `den`).
    On,
    /// More or less (`gegen`).
    About,
    /// Of (`of`).
    Of,
    /// It began then (`seit`).
    Since,
    /// From then on (`ab`, `von`).
    From,
    /// Until then (`bis`).
    Until,
    /// Between two (`zwischen`).
    Between,
    /// Joins the two (`und`).
    And,
    /// Before a duration (`für`).
    For,
    /// After a duration (`lang`).
    Long,
    /// Now (`jetzt`).
    Now,
    /// Twelve o'clock (`noon`).
    Noon,
    /// Midnight.
    Midnight,
    /// Before a number of a week (`KW`).
    WeekNumber,
    /// Before a number of a quarter (`Q`).
    QuarterNumber,
    /// The first days of (`Anfang`).
    StartOf,
    /// The middle of (`Mitte`).
    MiddleOf,
    /// The last days of (`Ende`).
    EndOf,
    /// Ends a number of a place (`3rd`).
    OrdinalSuffix,
}

/// Words about days and times by the roles they may play.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeLexicon {
    roles: BTreeMap<String, Vec<Role>>,
    /// Words of the longest phrase.
    pub(super) longest: usize,
}

impl TimeLexicon {
    /// Makes the words ready. Numbers and places come from the rest of the words.
    pub fn new(words: &TimeWords, numbers: &BTreeMap<String, u32>, ordinals: &BTreeMap<String, i32>) -> Self {
        let mut lexicon = Self::default();
        for (text, weekday) in &words.weekdays {
            lexicon.add(text, Role::Weekday(*weekday));
        }
        for (text, month) in &words.months {
            lexicon.add(text, Role::Month(*month));
        }
        for (text, distance) in &words.days {
            lexicon.add(text, Role::Day(*distance));
        }
        for (text, (distance, part)) in &words.day_parts {
            lexicon.add(text, Role::DayPart(*distance, part.clone()));
        }
        for (text, date) in &words.fixed {
            if let Some((month, day)) = month_and_day(date) {
                lexicon.add(text, Role::Fixed(month, day));
            }
        }
        for (part, texts) in &words.parts {
            for text in texts {
                lexicon.add(text, Role::Part(part.clone()));
            }
        }
        for (unit, texts) in &words.units {
            for text in texts {
                lexicon.add(text, Role::Unit(*unit));
            }
        }
        for (word, texts) in &words.words {
            for text in texts {
                lexicon.add(text, Role::Word(*word));
            }
        }
        for (text, number) in numbers {
            lexicon.add(text, Role::Number(f64::from(*number)));
        }
        for (text, number) in &words.fractions {
            lexicon.add(text, Role::Number(*number));
        }
        for (text, place) in ordinals {
            if let Ok(place) = u32::try_from(*place) {
                lexicon.add(text, Role::Place(place));
            }
        }
        lexicon
    }

    fn add(&mut self, text: &str, role: Role) {
        let key = phrase(text);
        self.longest = self.longest.max(key.split(' ').count());
        self.roles.entry(key).or_default().push(role);
    }

    /// The roles of a folded phrase.
    pub(super) fn roles(&self, folded: &str) -> Option<&[Role]> {
        self.roles.get(folded).map(Vec::as_slice)
    }
}

fn month_and_day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}
