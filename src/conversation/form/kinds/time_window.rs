//! One or several windows with a beginning and an end, in real hours even when the clock is changed in between.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::{DONE, Read, Said, bounds, datetime};
use crate::conversation::form::scene::{Asked, Scene};
use crate::conversation::form::{Value, texts};
use crate::conversation::text::{Arg, Text};
use crate::conversation::time::{Direction, Reading, read as read_time};
use crate::domain::form::Field;

/// A beginning and an end.
type Window = (DateTime<Utc>, DateTime<Utc>);

/// Most windows of a field; one where the form names no number.
pub(super) fn most(field: &Field) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a small positive number")]
    field.max.map_or(1, |most| most.clamp(1.0, 100.0) as usize)
}

pub(super) fn read(asked: Asked<'_>, said: Said<'_>, so_far: Option<&Value>) -> Read {
    let mut windows = match so_far {
        Some(Value::Windows(windows)) => windows.clone(),
        _ => Vec::new(),
    };
    if said == Said::Picked(DONE) && !windows.is_empty() {
        return Read::Value(Value::Windows(windows));
    }
    let lines: Vec<&str> = said.text().split(['\n', ';']).map(str::trim).filter(|line| !line.is_empty()).collect();
    let several = lines.len() > 1;
    for line in lines {
        match window(asked, line) {
            Ok(window) if windows.contains(&window) => {}
            Ok(window) => windows.push(window),
            Err(wrong) => return Read::Wrong(wrong),
        }
    }
    // What is wrong with them is said before another one is asked for.
    if let Some(wrong) = check(asked, &windows) {
        return Read::Wrong(wrong);
    }
    if windows.len() < most(asked.field) && !several && matches!(said, Said::Typed(_)) {
        return Read::Partly(Value::Windows(windows));
    }
    Read::Value(Value::Windows(windows))
}

/// Number, order, length and earliest beginning.
pub(super) fn check(asked: Asked<'_>, windows: &[Window]) -> Option<Text> {
    let Asked { scene, field, .. } = asked;
    if windows.len() > most(field) {
        return Some(texts::reason(scene, field, "too-many").with("most", most(field)).with("count", windows.len()));
    }
    windows.iter().find_map(|window| check_one(asked, *window))
}

fn check_one(asked: Asked<'_>, (from, until): Window) -> Option<Text> {
    let Asked { scene, field, .. } = asked;
    let window = |reason: &str| texts::reason(scene, field, reason).with("window", show(scene, (from, until)));
    if until <= from {
        return Some(window("window-order"));
    }
    let length = until - from;
    if let Some(most) = field.max_hours.filter(|most| length > TimeDelta::hours(i64::from(*most))) {
        return Some(window("window-too-long").with("hours", i64::from(most)));
    }
    if let Some(least) = field.min_hours.filter(|least| length < TimeDelta::hours(i64::from(*least))) {
        return Some(window("window-too-short").with("hours", i64::from(least)));
    }
    Some(match bounds::moment_broken(scene, field, from)? {
        bounds::Broken::TooEarly(least) => window("window-too-early").with("bound", Arg::Exact(least)),
        bounds::Broken::TooLate(most) => window("window-too-late").with("bound", Arg::Exact(most)),
    })
}

pub(super) fn show(scene: Scene<'_>, (from, until): Window) -> Text {
    let day = |moment: DateTime<Utc>| moment.with_timezone(&scene.zone()).date_naive();
    let key = if day(from) == day(until) { "draft-value-window" } else { "draft-value-window-days" };
    Text::key(key)
        .with("day", day(from))
        .with("from", Arg::Clock(from))
        .with("end-day", day(until))
        .with("until", Arg::Clock(until))
}

/// As a native input gives it back, readable in every language.
pub(super) fn raw(scene: Scene<'_>, (from, until): Window) -> String {
    let local = |moment: DateTime<Utc>| moment.with_timezone(&scene.zone()).format("%Y-%m-%d %H:%M");
    format!("{} – {}", local(from), local(until))
}

fn window(asked: Asked<'_>, line: &str) -> Result<Window, Text> {
    let scene = asked.scene;
    if let Some((from, until)) = iso(line) {
        let gap = || texts::reason(scene, asked.field, "clock-change");
        let from = datetime::earliest(scene, from).ok_or_else(gap)?;
        return Ok((from, datetime::latest(scene, until).ok_or_else(gap)?));
    }
    match read_time(line, scene.lexicon, scene.now, scene.zone(), Direction::Future) {
        Some(Reading::Range(from, until)) => Ok((from, until)),
        Some(Reading::Several(readings)) => readings
            .into_iter()
            .find_map(|reading| match reading {
                Reading::Range(from, until) => Some((from, until)),
                _ => None,
            })
            .ok_or_else(|| texts::reason(scene, asked.field, "window-end")),
        Some(_) => Err(texts::reason(scene, asked.field, "window-end")),
        None => Err(texts::error(scene, asked.field)),
    }
}

/// `2026-12-03 20:00 – 2026-12-04 00:00`.
fn iso(line: &str) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let (from, until) = line.split_once(" – ").or_else(|| line.split_once(" - "))?;
    Some((datetime::iso(from.trim())?, datetime::iso(until.trim())?))
}
