//! The parts of dates and times that a language writes in its own way; `dates.ftl` puts them together.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use icu_datetime::fieldsets::{E, M, T, YMD};
use icu_datetime::input::{Date, Time};
use icu_datetime::{DateTimeFormatter, NoCalendarFormatter};
use icu_locale_core::Locale;

thread_local! {
    /// The formatters' data cannot cross threads, so each thread keeps its own: one per language.
    static FORMATTERS: RefCell<BTreeMap<String, Option<Formatters>>> = const { RefCell::new(BTreeMap::new()) };
}

/// The calendar of one language.
#[derive(Debug)]
pub(super) struct Calendar {
    locale: String,
}

struct Formatters {
    long: DateTimeFormatter<YMD>,
    weekday: DateTimeFormatter<E>,
    weekday_long: DateTimeFormatter<E>,
    month: DateTimeFormatter<M>,
    time: NoCalendarFormatter<T>,
}

/// The parts of a day, named as in `dates.ftl`.
pub(super) struct DayParts {
    /// `3. Dezember 2026`
    pub(super) long: String,
    /// `Do`
    pub(super) weekday: String,
    /// `Donnerstag`
    pub(super) weekday_long: String,
    /// `3`
    pub(super) day: String,
    /// `12`
    pub(super) month: String,
    /// `Dez`
    pub(super) month_name: String,
    /// `2026`
    pub(super) year: String,
}

impl Calendar {
    /// The calendar of a language; `None` when the calendar's data does not know the locale.
    pub(super) fn new(locale: &Locale) -> Option<Self> {
        Formatters::new(locale).map(|_| Self { locale: locale.to_string() })
    }

    /// The parts of a day.
    pub(super) fn day(&self, day: NaiveDate) -> DayParts {
        let digits = || {
            let (month, day_of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
            Date::try_new_iso(day.year(), month, day_of_month).ok()
        };
        let names = digits().and_then(|date| {
            self.with(|formatters| {
                [
                    formatters.long.format(&date).to_string(),
                    formatters.weekday.format(&date).to_string(),
                    formatters.weekday_long.format(&date).to_string(),
                    formatters.month.format(&date).to_string(),
                ]
            })
        });
        let [long, weekday, weekday_long, month_name] =
            names.unwrap_or_else(|| std::array::from_fn(|_| day.to_string())).map(|name| plain_spaces(&name));
        DayParts {
            long,
            weekday,
            weekday_long,
            month_name,
            day: day.day().to_string(),
            month: day.month().to_string(),
            year: day.year().to_string(),
        }
    }

    /// A time of day: `16:40`.
    pub(super) fn time(&self, time: NaiveTime) -> String {
        let parts = u8::try_from(time.hour()).ok().zip(u8::try_from(time.minute()).ok());
        let time_of_day = parts.and_then(|(hour, minute)| Time::try_new(hour, minute, 0, 0).ok());
        let said = time_of_day.and_then(|time| self.with(|formatters| formatters.time.format(&time).to_string()));
        said.map_or_else(|| time.format("%H:%M").to_string(), |said| plain_spaces(&said))
    }

    fn with<R>(&self, use_it: impl FnOnce(&Formatters) -> R) -> Option<R> {
        FORMATTERS.with_borrow_mut(|all| {
            let formatters = all
                .entry(self.locale.clone())
                .or_insert_with(|| self.locale.parse().ok().and_then(|locale| Formatters::new(&locale)));
            formatters.as_ref().map(use_it)
        })
    }
}

impl Formatters {
    fn new(locale: &Locale) -> Option<Self> {
        Some(Self {
            long: DateTimeFormatter::try_new(locale.into(), YMD::long()).ok()?,
            weekday: DateTimeFormatter::try_new(locale.into(), E::short()).ok()?,
            weekday_long: DateTimeFormatter::try_new(locale.into(), E::long()).ok()?,
            month: DateTimeFormatter::try_new(locale.into(), M::medium()).ok()?,
            time: NoCalendarFormatter::try_new(locale.into(), T::hm()).ok()?,
        })
    }
}

/// Narrow and unbreakable spaces would show as boxes in some chats.
fn plain_spaces(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ")
}
