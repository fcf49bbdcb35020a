//! A day and a time. A day alone, or „gestern Abend“, asks for the time.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};

use super::{AS_IS, Read, Said, bounds};
use crate::conversation::form::scene::{Asked, Scene};
use crate::conversation::form::{Value, texts};
use crate::conversation::text::{Arg, Text};
use crate::conversation::time::{Direction, Reading, read as read_time};

pub(super) fn read(asked: Asked<'_>, said: Said<'_>, so_far: Option<&Value>) -> Read {
    let scene = asked.scene;
    let text = said.text().trim();
    let day = match so_far {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    };
    if let (Said::Picked(AS_IS), Some(day)) = (said, day) {
        return Read::Value(Value::Date(day));
    }
    if let Some(local) = iso(text) {
        return at(asked, local);
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Read::Partly(Value::Date(day));
    }
    if let Some(day) = day
        && let Some(time) = hour(text)
    {
        return at(asked, day.and_time(time));
    }
    let direction = bounds::direction(asked.field);
    match read_time(text, scene.lexicon, scene.now, scene.zone(), direction) {
        Some(Reading::Moment(moment)) => Read::Value(Value::Datetime(moment)),
        Some(Reading::Range(from, _)) => Read::Value(Value::Datetime(from)),
        Some(Reading::Day(day) | Reading::PartOfDay { day, .. }) => Read::Partly(Value::Date(day)),
        Some(Reading::Time(time)) => match day {
            Some(day) => at(asked, day.and_time(time)),
            None => Read::Value(Value::Datetime(nearest(scene, time, direction))),
        },
        Some(Reading::Several(readings)) => which(asked, &readings),
        None => Read::Wrong(texts::error(scene, asked.field)),
    }
}

/// Not before and not after what the form allows.
pub(super) fn check(asked: Asked<'_>, moment: DateTime<Utc>) -> Option<Text> {
    let reason = |reason: &str, bound: DateTime<Utc>| {
        texts::reason(asked.scene, asked.field, reason)
            .with("bound", Arg::Exact(bound))
            .with("moment", Arg::Exact(moment))
    };
    Some(match bounds::moment_broken(asked.scene, asked.field, moment)? {
        bounds::Broken::TooEarly(least) => reason("moment-too-early", least),
        bounds::Broken::TooLate(most) if most == asked.scene.now => reason("moment-future", most),
        bounds::Broken::TooLate(most) => reason("moment-too-late", most),
    })
}

/// The moment of a local time; the first one when the clock is set back and it comes twice; `None` when it is skipped.
pub(super) fn earliest(scene: Scene<'_>, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    match scene.zone().from_local_datetime(&local) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => Some(moment.to_utc()),
        LocalResult::None => None,
    }
}

/// The same, but the second one when it comes twice.
pub(super) fn latest(scene: Scene<'_>, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    match scene.zone().from_local_datetime(&local) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(_, moment) => Some(moment.to_utc()),
        LocalResult::None => None,
    }
}

/// The beginning of a day, which in some zones is not midnight.
pub(super) fn beginning(scene: Scene<'_>, day: NaiveDate) -> Option<DateTime<Utc>> {
    (0..=3).find_map(|hour| earliest(scene, day.and_hms_opt(hour, 0, 0)?))
}

/// `2026-11-24T08:30` or `2026-11-24 08:30`.
pub(super) fn iso(text: &str) -> Option<NaiveDateTime> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}

fn at(asked: Asked<'_>, local: NaiveDateTime) -> Read {
    match earliest(asked.scene, local) {
        Some(moment) => Read::Value(Value::Datetime(moment)),
        None => Read::Wrong(texts::reason(asked.scene, asked.field, "clock-change")),
    }
}

/// A bare hour, once the day is known: „20“, „8:30“.
fn hour(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// A time of day without a day: today, or yesterday or tomorrow when today it lies on the wrong side of now.
fn nearest(scene: Scene<'_>, time: NaiveTime, direction: Direction) -> DateTime<Utc> {
    let today = earliest(scene, scene.today().and_time(time)).unwrap_or(scene.now);
    let day = TimeDelta::days(1);
    match direction {
        Direction::Past if today > scene.now => today - day,
        Direction::Future if today < scene.now => today + day,
        _ => today,
    }
}

fn which(asked: Asked<'_>, readings: &[Reading]) -> Read {
    let values: Vec<String> = readings
        .iter()
        .filter_map(|reading| match reading {
            Reading::Moment(moment) | Reading::Range(moment, _) => {
                Some(moment.with_timezone(&asked.scene.zone()).format("%Y-%m-%dT%H:%M").to_string())
            }
            Reading::Day(day) | Reading::PartOfDay { day, .. } => Some(day.to_string()),
            _ => None,
        })
        .collect();
    if values.is_empty() { Read::Wrong(texts::error(asked.scene, asked.field)) } else { Read::Which(values) }
}
