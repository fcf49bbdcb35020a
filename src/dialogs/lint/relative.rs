//! Days relative to now, as `not_before` and `not_after` name them.

/// How many days from now, at the least and at the most: how long working days take depends on the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Away {
    pub(super) least: i64,
    pub(super) most: i64,
}

/// What can be written.
pub(super) const WRITTEN: &str = "write `now`, `today`, days like `-90d` or `+14d`, or working days like `+2wd`";

/// Reads `now`, `today`, `+14d`, `-90d`, `+2wd`.
pub(super) fn read(text: &str) -> Option<Away> {
    if matches!(text, "now" | "today") {
        return Some(Away { least: 0, most: 0 });
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let (count, working) = match rest.strip_suffix("wd") {
        Some(count) => (count, true),
        None => (rest.strip_suffix('d')?, false),
    };
    if count.is_empty() || !count.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let near = i64::from(count.parse::<u16>().ok()?);
    // Two weekends and the longest row of holidays there is.
    let far = if working { near * 2 + 10 } else { near };
    Some(if sign > 0 { Away { least: near, most: far } } else { Away { least: -far, most: -near } })
}
