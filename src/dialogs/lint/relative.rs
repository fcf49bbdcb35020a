//! Days relative to now, as `not_before` and `not_after` name them.

/// How far from now in hours, at the least and at the most: how long working days take depends on the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Away {
    pub(super) least: i64,
    pub(super) most: i64,
}

/// What can be written.
pub(super) const WRITTEN: &str =
    "write `now`, `today`, days like `-90d` or `+14d`, hours like `+12h`, or working days ahead like `+2wd`";

const HOURS_PER_DAY: i64 = 24;

/// Reads `now`, `today`, `+14d`, `-90d`, `+12h`, `+2wd`.
pub(super) fn read(text: &str) -> Option<Away> {
    match text {
        "now" => return Some(Away { least: 0, most: 0 }),
        "today" => return Some(Away { least: -HOURS_PER_DAY, most: HOURS_PER_DAY }),
        _ => {}
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let count = i64::from(rest[..digits].parse::<u16>().ok()?) * sign;
    match &rest[digits..] {
        "h" => Some(Away { least: count, most: count }),
        "d" => Some(Away { least: count * HOURS_PER_DAY, most: count * HOURS_PER_DAY }),
        // A weekend each five days, and the longest row of holidays there is.
        "wd" if sign > 0 => Some(Away { least: count * HOURS_PER_DAY, most: (count * 2 + 10) * HOURS_PER_DAY }),
        _ => None,
    }
}
