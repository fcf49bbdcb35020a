//! A day.

use chrono::NaiveDate;

use super::{Read, Said, bounds};
use crate::conversation::form::scene::{Asked, Scene};
use crate::conversation::form::{Value, texts};
use crate::conversation::text::{Arg, Text};
use crate::conversation::time::{Reading, read as read_time};

pub(super) fn read(asked: Asked<'_>, said: Said<'_>) -> Read {
    let scene = asked.scene;
    let text = said.text().trim();
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Read::Value(Value::Date(day));
    }
    match read_time(text, scene.lexicon, scene.now, scene.zone(), bounds::direction(asked.field)) {
        Some(Reading::Several(readings)) => {
            let mut days: Vec<NaiveDate> = readings.iter().filter_map(|reading| day_of(asked, reading)).collect();
            days.dedup();
            match days.as_slice() {
                [day] => Read::Value(Value::Date(*day)),
                [] => Read::Wrong(texts::error(scene, asked.field)),
                _ => Read::Which(days.iter().map(ToString::to_string).collect()),
            }
        }
        Some(reading) => match day_of(asked, &reading) {
            Some(day) => Read::Value(Value::Date(day)),
            None => Read::Wrong(texts::error(scene, asked.field)),
        },
        None => Read::Wrong(texts::error(scene, asked.field)),
    }
}

/// Not before and not after what the form allows.
pub(super) fn check(asked: Asked<'_>, day: NaiveDate) -> Option<Text> {
    let reason = |reason: &str, bound: NaiveDate| {
        texts::reason(asked.scene, asked.field, reason).with("bound", Arg::Date(bound)).with("day", Arg::Date(day))
    };
    Some(match bounds::day_broken(asked.scene, asked.field, day)? {
        bounds::Broken::TooEarly(least) if least == asked.scene.today() => reason("day-past", least),
        bounds::Broken::TooEarly(least) => reason("day-too-early", least),
        bounds::Broken::TooLate(most) => reason("day-too-late", most),
    })
}

fn day_of(asked: Asked<'_>, reading: &Reading) -> Option<NaiveDate> {
    let zone = asked.scene.zone();
    match reading {
        Reading::Day(day) | Reading::PartOfDay { day, .. } => Some(*day),
        Reading::Moment(moment) | Reading::Range(moment, _) => Some(moment.with_timezone(&zone).date_naive()),
        Reading::Time(_) | Reading::Several(_) => None,
    }
}

/// What a day or moment that a button carries is called.
pub(super) fn label(scene: Scene<'_>, value: &str) -> Text {
    if let Ok(day) = value.parse::<NaiveDate>() {
        return Text::key("draft-value-day").with("day", Arg::Date(day));
    }
    match super::datetime::iso(value).and_then(|local| super::datetime::earliest(scene, local)) {
        Some(moment) => Text::key("draft-value-moment").with("moment", Arg::Exact(moment)),
        None => Text::verbatim(value),
    }
}
