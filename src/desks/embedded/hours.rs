//! Service hours and service levels: by when support has to react.

use std::collections::BTreeSet;

use chrono::{
    DateTime, Datelike, Days, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc, Weekday,
};
use chrono_tz::Tz;

use crate::domain::{ContractId, Priority};

/// Days looked ahead for service hours; a promise further away is none.
const MAX_DAYS: u64 = 400;
/// Longest gap a zone has ever skipped (Samoa's day of 2011) and then some.
const MAX_GAP_MINUTES: i64 = 36 * 60;

/// When support works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceHours {
    /// The zone of the times and days.
    pub zone: Tz,
    /// Working days of the week.
    pub weekdays: Vec<Weekday>,
    /// Beginning of the working day.
    pub from: NaiveTime,
    /// Its end.
    pub to: NaiveTime,
    /// Days without service.
    pub holidays: BTreeSet<NaiveDate>,
}

impl Default for ServiceHours {
    /// Monday to Friday, 8 to 18, in Germany, without holidays.
    fn default() -> Self {
        Self {
            zone: chrono_tz::Europe::Berlin,
            weekdays: vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri],
            from: NaiveTime::from_hms_opt(8, 0, 0).expect("8:00 is a time"),
            to: NaiveTime::from_hms_opt(18, 0, 0).expect("18:00 is a time"),
            holidays: BTreeSet::new(),
        }
    }
}

impl ServiceHours {
    /// The moment when `span` of service time has passed since `start`. `None` when there is not that much within a year.
    ///
    /// Hours are real ones: a service day that the change to daylight saving time cuts short counts as what it is.
    pub fn after(&self, start: DateTime<Utc>, span: Duration) -> Option<DateTime<Utc>> {
        let mut left = span;
        let first = start.with_timezone(&self.zone).date_naive();
        for offset in 0..MAX_DAYS {
            let day = first.checked_add_days(Days::new(offset))?;
            let Some((open, close)) = self.window(day) else { continue };
            let begin = open.max(start);
            if begin >= close {
                continue;
            }
            if left <= close - begin {
                return Some(begin + left);
            }
            left -= close - begin;
        }
        None
    }

    /// Beginning and end of the service of a day.
    fn window(&self, day: NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        if !self.weekdays.contains(&day.weekday()) || self.holidays.contains(&day) {
            return None;
        }
        Some((self.moment(day.and_time(self.from))?, self.moment(day.and_time(self.to))?))
    }

    /// A local time as a moment: the first of two (autumn), the first after a gap (spring).
    fn moment(&self, local: NaiveDateTime) -> Option<DateTime<Utc>> {
        (0..=MAX_GAP_MINUTES).find_map(|minutes| {
            match self.zone.from_local_datetime(&(local + Duration::minutes(minutes))) {
                LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.with_timezone(&Utc)),
                LocalResult::None => None,
            }
        })
    }
}

/// Which clock a reaction time runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    /// Day and night.
    AroundTheClock,
    /// In service hours.
    InServiceHours,
}

/// A promised reaction time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// Minutes.
    pub minutes: u32,
    /// On which clock.
    pub runs: Runs,
}

/// What a contract promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Name shown to people.
    pub name: String,
    /// The contracts it belongs to; the level without any is everybody else's.
    pub contracts: Vec<ContractId>,
    /// P1.
    pub critical: Reaction,
    /// P2.
    pub high: Reaction,
    /// P3.
    pub normal: Reaction,
    /// P4.
    pub low: Reaction,
}

impl Level {
    /// One hour day and night for P1; half a day, one and two days within service hours for the others.
    pub fn standard() -> Self {
        let hours = |hours: u32| Reaction { minutes: hours * 60, runs: Runs::InServiceHours };
        Self {
            name: "Standard".to_owned(),
            contracts: Vec::new(),
            critical: Reaction { minutes: 60, runs: Runs::AroundTheClock },
            high: hours(4),
            normal: hours(10),
            low: hours(20),
        }
    }

    /// By when support has to react to something of that priority that happened at `from`.
    pub fn due(&self, hours: &ServiceHours, priority: Priority, from: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let reaction = match priority {
            Priority::Critical => self.critical,
            Priority::High => self.high,
            Priority::Normal => self.normal,
            Priority::Low => self.low,
        };
        let span = Duration::minutes(i64::from(reaction.minutes));
        match reaction.runs {
            Runs::AroundTheClock => Some(from + span),
            Runs::InServiceHours => hours.after(from, span),
        }
    }
}

/// The level of a customer with those contracts: the first that names one of them, else the first that names none.
pub(super) fn level_of<'l>(levels: &'l [Level], contracts: &[ContractId]) -> Option<&'l Level> {
    let named = levels.iter().find(|level| level.contracts.iter().any(|contract| contracts.contains(contract)));
    named.or_else(|| levels.iter().find(|level| level.contracts.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse::<DateTime<chrono::FixedOffset>>().expect("a moment").with_timezone(&Utc)
    }

    fn hours() -> ServiceHours {
        let holiday = NaiveDate::from_ymd_opt(2026, 12, 25).expect("a day");
        ServiceHours { holidays: [holiday].into(), ..ServiceHours::default() }
    }

    #[test]
    fn counts_within_the_day() {
        let due = hours().after(at("2026-11-24T10:15:00+01:00"), Duration::hours(4));
        assert_eq!(due, Some(at("2026-11-24T14:15:00+01:00")));
    }

    #[test]
    fn goes_on_the_next_morning_and_skips_weekend_and_holiday() {
        // Thursday 17:00, one hour left; Friday is a holiday, then the weekend; two hours on Monday.
        let due = hours().after(at("2026-12-24T17:00:00+01:00"), Duration::hours(3));
        assert_eq!(due, Some(at("2026-12-28T10:00:00+01:00")));
    }

    #[test]
    fn begins_when_service_begins() {
        let due = hours().after(at("2026-11-22T03:00:00+01:00"), Duration::minutes(30));
        assert_eq!(due, Some(at("2026-11-23T08:30:00+01:00")));
    }

    #[test]
    fn daylight_saving_shortens_and_lengthens_the_night() {
        // 2026-03-29 02:00 does not exist, 2026-10-25 02:30 exists twice (both Sundays, served here).
        let all = ServiceHours {
            weekdays: vec![Weekday::Sat, Weekday::Sun],
            from: NaiveTime::from_hms_opt(0, 0, 0).expect("a time"),
            to: NaiveTime::from_hms_opt(6, 0, 0).expect("a time"),
            ..hours()
        };
        let spring = all.after(at("2026-03-29T00:00:00+01:00"), Duration::hours(5));
        assert_eq!(spring, Some(at("2026-03-29T06:00:00+02:00")));
        let autumn = all.after(at("2026-10-25T00:00:00+02:00"), Duration::hours(7));
        assert_eq!(autumn, Some(at("2026-10-25T06:00:00+01:00")));
        let in_the_gap = ServiceHours { from: NaiveTime::from_hms_opt(2, 30, 0).expect("a time"), ..all };
        let due = in_the_gap.after(at("2026-03-29T00:00:00+01:00"), Duration::minutes(10));
        assert_eq!(due, Some(at("2026-03-29T03:10:00+02:00")));
    }

    #[test]
    fn no_service_is_no_promise() {
        let never = ServiceHours { weekdays: Vec::new(), ..hours() };
        assert_eq!(never.after(at("2026-11-24T10:15:00+01:00"), Duration::hours(1)), None);
    }

    #[test]
    fn critical_runs_at_night_and_contracts_choose_the_level() {
        let standard = Level::standard();
        let night = at("2026-11-21T23:30:00+01:00");
        assert_eq!(standard.due(&hours(), Priority::Critical, night), Some(at("2026-11-22T00:30:00+01:00")));
        assert_eq!(standard.due(&hours(), Priority::High, night), Some(at("2026-11-23T12:00:00+01:00")));
        let premium = Level { name: "Premium".into(), contracts: vec!["V-1".into()], ..standard.clone() };
        let levels = [standard, premium];
        assert_eq!(level_of(&levels, &["V-1".into()]).map(|level| level.name.as_str()), Some("Premium"));
        assert_eq!(level_of(&levels, &["V-2".into()]).map(|level| level.name.as_str()), Some("Standard"));
    }
}
