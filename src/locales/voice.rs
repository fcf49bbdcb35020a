//! Says one text: looks its key up, turns its arguments into the language's words, splits off what is bold.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use fluent_bundle::{FluentArgs, FluentValue};

use super::language::Language;
use super::{markup, numbers};
use crate::conversation::message::Spoken;
use crate::conversation::text::{Arg, Key, Text};

/// How deep texts may hold texts.
const MAX_DEPTH: u8 = 16;

/// How days near today are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Days {
    /// „heute“, „gestern“, „morgen“.
    Near,
    /// Always with their date: the words are kept and read later.
    Dated,
}

/// Whether a moment is said with its time of day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Precision {
    /// As a list shows it: of older days only the day.
    Glance,
    /// Always with the time.
    Minute,
}

/// A language speaking at a moment.
pub(super) struct Voice<'a> {
    pub(super) language: &'a Language,
    pub(super) fallback: &'a Language,
    pub(super) zone: Tz,
    pub(super) now: DateTime<Utc>,
    pub(super) days: Days,
}

impl Voice<'_> {
    /// Says a text.
    pub(super) fn say(&self, text: &Text) -> Spoken {
        markup::spans(&self.sentence(text, 0))
    }

    /// The finished sentence with our marks for bold still in it.
    fn sentence(&self, text: &Text, depth: u8) -> String {
        if depth > MAX_DEPTH {
            return "…".to_owned();
        }
        match text {
            Text::Verbatim(words) => markup::clean(words).into_owned(),
            Text::Joined(texts, separator) => {
                let parts = texts.iter().map(|text| self.sentence(text, depth + 1));
                let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
                parts.join(&markup::clean(separator))
            }
            Text::Key(key) => self.key(key, depth),
        }
    }

    fn key(&self, key: &Key, depth: u8) -> String {
        let mut args = FluentArgs::with_capacity(key.args.len());
        for (name, arg) in &key.args {
            args.set(Cow::Borrowed(name.as_ref()), self.value(arg, depth));
        }
        for language in [self.language, self.fallback] {
            if let Some(text) = key.ids.iter().find_map(|id| language.format(id, &args)) {
                return text;
            }
        }
        if key.ids.iter().any(|id| id == Text::NOTHING) {
            return String::new();
        }
        let id = key.ids.first().map_or("", |id| id.as_ref());
        tracing::error!(language = %self.language.code, key = id, "no text for this key");
        format!("⟦{id}⟧")
    }

    fn value<'v>(&self, arg: &'v Arg, depth: u8) -> FluentValue<'v> {
        match arg {
            Arg::Str(text) => FluentValue::String(markup::clean(text)),
            Arg::Int(number) => FluentValue::from(*number),
            Arg::Number(number) => FluentValue::from(*number),
            Arg::Date(day) => self.date(*day).into(),
            Arg::Moment(moment) => self.moment(*moment, Precision::Glance).into(),
            Arg::Exact(moment) => self.moment(*moment, Precision::Minute).into(),
            Arg::Clock(moment) => self.clock(*moment).into(),
            Arg::Bytes(bytes) => self.bytes(*bytes).into(),
            Arg::Text(text) => self.sentence(text, depth + 1).into(),
            Arg::List(texts) => self.list(texts, depth).into(),
        }
    }

    /// A phrase of ours (`dates.ftl`, `words.ftl`) with finished parts.
    fn phrase(&self, key: &str, parts: &[(&'static str, &str)]) -> String {
        let mut args = FluentArgs::with_capacity(parts.len());
        for (name, part) in parts {
            args.set(*name, *part);
        }
        let found = [self.language, self.fallback].into_iter().find_map(|language| language.format(key, &args));
        found.unwrap_or_else(|| {
            tracing::error!(language = %self.language.code, key, "no text for this key");
            format!("⟦{key}⟧")
        })
    }

    fn date(&self, day: NaiveDate) -> String {
        self.near(day).unwrap_or_else(|| self.day_phrase("date-long", day))
    }

    fn moment(&self, moment: DateTime<Utc>, precision: Precision) -> String {
        let day = moment.with_timezone(&self.zone).date_naive();
        let today = self.now.with_timezone(&self.zone).date_naive();
        let near = self.near(day);
        let needs_time = near.is_some() || precision == Precision::Minute || moment > self.now;
        let named = near.unwrap_or_else(|| {
            let key =
                if day.year() == today.year() && self.days == Days::Near { "date-this-year" } else { "date-short" };
            self.day_phrase(key, day)
        });
        if needs_time {
            self.phrase("date-and-clock", &[("date", &named), ("clock", &self.clock(moment))])
        } else {
            named
        }
    }

    fn clock(&self, moment: DateTime<Utc>) -> String {
        let time = self.language.calendar.time(moment.with_timezone(&self.zone).time());
        self.phrase("clock", &[("time", &time)])
    }

    /// „heute“, „gestern“, „morgen“, if the day is near and may be said so.
    fn near(&self, day: NaiveDate) -> Option<String> {
        let today = self.now.with_timezone(&self.zone).date_naive();
        let key = match (day - today).num_days() {
            -1 => "day-yesterday",
            0 => "day-today",
            1 => "day-tomorrow",
            _ => return None,
        };
        (self.days == Days::Near).then(|| self.phrase(key, &[]))
    }

    fn day_phrase(&self, key: &str, day: NaiveDate) -> String {
        let parts = self.language.calendar.day(day);
        self.phrase(
            key,
            &[
                ("long", &parts.long),
                ("weekday", &parts.weekday),
                ("weekday-long", &parts.weekday_long),
                ("day", &parts.day),
                ("month", &parts.month),
                ("month-name", &parts.month_name),
                ("year", &parts.year),
            ],
        )
    }

    fn bytes(&self, bytes: u64) -> String {
        let (key, number) = numbers::size(bytes);
        let mut args = FluentArgs::with_capacity(1);
        args.set("number", FluentValue::from(number));
        let found = [self.language, self.fallback].into_iter().find_map(|language| language.format(key, &args));
        found.unwrap_or_else(|| bytes.to_string())
    }

    fn list(&self, texts: &[Text], depth: u8) -> String {
        let mut items = texts.iter().map(|text| self.sentence(text, depth + 1));
        let Some(mut joined) = items.next() else { return String::new() };
        let last = items.next_back();
        for item in items {
            joined = self.phrase("list-more", &[("list", &joined), ("item", &item)]);
        }
        match last {
            Some(item) => self.phrase("list-last", &[("list", &joined), ("item", &item)]),
            None => joined,
        }
    }
}
