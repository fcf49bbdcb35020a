//! From what a clock shows to the moment it is, also where the clocks are changed.

use chrono::{DateTime, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// Longest gap that is looked over when clocks are put forward.
const MAX_GAP_MINUTES: i64 = 24 * 60;

/// The moment of a local time. A time that exists twice means the first one; a time that is left out because the clocks
/// were put forward means the first moment after the gap.
pub(super) fn moment(local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => Some(moment.with_timezone(&Utc)),
        LocalResult::None => (1..=MAX_GAP_MINUTES).find_map(|minutes| {
            let later = local.checked_add_signed(Duration::minutes(minutes))?;
            zone.from_local_datetime(&later).earliest().map(|moment| moment.with_timezone(&Utc))
        }),
    }
}

/// The beginning of a day.
pub(super) fn midnight(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    moment(day.and_time(NaiveTime::MIN), zone)
}
