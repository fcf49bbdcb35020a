//! Earliest and latest days and times relative to now: `now`, `today`, `-90d`, `+12h`, `+2wd` (working days).

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use crate::conversation::form::derived;
use crate::conversation::form::scene::Scene;
use crate::conversation::time::Direction;
use crate::domain::form::Field;

/// A clock that runs a little ahead is no reason to refuse „jetzt“.
const TOLERANCE_MINUTES: i64 = 5;

/// The day that a bound means; `None` when the form file says something that is no bound.
pub(super) fn day(scene: Scene<'_>, bound: &str) -> Option<NaiveDate> {
    let today = scene.today();
    match parts(bound)? {
        (0, _) => Some(today),
        (count, "d") if count < 0 => today.checked_sub_days(Days::new(count.unsigned_abs())),
        (count, "d") => today.checked_add_days(Days::new(count.unsigned_abs())),
        (count, "wd") => derived::working_days_after(scene.policy(), today, u32::try_from(count).ok()?),
        (count, _) => Some((scene.now + TimeDelta::try_hours(count)?).with_timezone(&scene.zone()).date_naive()),
    }
}

/// The moment that a bound means: the same time of day on its day, for `today` the beginning of the day.
pub(super) fn moment(scene: Scene<'_>, bound: &str) -> Option<DateTime<Utc>> {
    match parts(bound)? {
        (0, "today") => super::datetime::beginning(scene, scene.today()),
        (0, _) => Some(scene.now),
        (count, "h") => scene.now.checked_add_signed(TimeDelta::try_hours(count)?),
        _ => {
            let time = scene.now.with_timezone(&scene.zone()).time();
            super::datetime::earliest(scene, day(scene, bound)?.and_time(time))
        }
    }
}

/// Whether a moment is before or after what the field allows; the bound that it breaks.
pub(super) fn moment_broken(scene: Scene<'_>, field: &Field, from: DateTime<Utc>) -> Option<Broken<DateTime<Utc>>> {
    let tolerance = TimeDelta::minutes(TOLERANCE_MINUTES);
    if let Some(least) = field.not_before.as_deref().and_then(|bound| moment(scene, bound))
        && from < least - tolerance
    {
        return Some(Broken::TooEarly(least));
    }
    let most = field.not_after.as_deref().and_then(|bound| moment(scene, bound))?;
    (from > most + tolerance).then_some(Broken::TooLate(most))
}

/// Whether a day is before or after what the field allows.
pub(super) fn day_broken(scene: Scene<'_>, field: &Field, given: NaiveDate) -> Option<Broken<NaiveDate>> {
    if let Some(least) = field.not_before.as_deref().and_then(|bound| day(scene, bound))
        && given < least
    {
        return Some(Broken::TooEarly(least));
    }
    let most = field.not_after.as_deref().and_then(|bound| day(scene, bound))?;
    (given > most).then_some(Broken::TooLate(most))
}

/// A bound that is broken, with the first or last moment allowed.
pub(super) enum Broken<T> {
    /// It lies before this.
    TooEarly(T),
    /// It lies after this.
    TooLate(T),
}

/// Whether the field is about something that has happened or that is to happen.
pub(super) fn direction(field: &Field) -> Direction {
    match field.not_after.as_deref() {
        Some("now" | "today") => Direction::Past,
        _ => Direction::Future,
    }
}

/// Count and unit; 0 for now and today.
fn parts(bound: &str) -> Option<(i64, &str)> {
    if matches!(bound, "now" | "today") {
        return Some((0, bound));
    }
    let unit_at = bound.find(|c: char| c.is_ascii_alphabetic())?;
    let (count, unit) = bound.split_at(unit_at);
    let count: i64 = count.strip_prefix('+').unwrap_or(count).parse().ok()?;
    matches!(unit, "d" | "wd" | "h").then_some((count, unit))
}
