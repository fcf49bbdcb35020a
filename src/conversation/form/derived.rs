//! What can be said of an answer by looking it up: whether the company knows it, whether its days are working days.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};

use super::Value;
use super::scene::Scene;
use crate::conversation::world::Policy;
use crate::domain::Email;

/// Whether a serial number is one of a system under contract, or an address has a domain that a colleague has. `None` for
/// everything else.
pub fn known(scene: Scene<'_>, value: &Value) -> Option<bool> {
    match value {
        Value::Serial(serial) => Some(scene.person.systems.iter().any(|system| &system.serial == serial)),
        Value::Email(email) => Some(own_domain(scene, email)),
        _ => None,
    }
}

/// Whether an address has the domain of the person or of a colleague.
pub fn own_domain(scene: Scene<'_>, email: &str) -> bool {
    let Some(email) = Email::parse(email) else { return false };
    let own = &scene.person.member.email;
    let colleagues = scene.person.colleagues.iter().map(|colleague| &colleague.email);
    colleagues.chain([own]).any(|known| known.domain() == email.domain())
}

/// Whether the day, or the day of every window, is a working day. `None` for what has no day.
pub fn working_day(scene: Scene<'_>, value: &Value) -> Option<bool> {
    let working =
        |moment: &DateTime<Utc>| is_working_day(scene.policy(), moment.with_timezone(&scene.zone()).date_naive());
    match value {
        Value::Date(day) => Some(is_working_day(scene.policy(), *day)),
        Value::Datetime(moment) => Some(working(moment)),
        Value::Windows(windows) => Some(windows.iter().all(|(from, _)| working(from))),
        _ => None,
    }
}

/// The first day that is no working day among those of a value.
pub fn day_off(scene: Scene<'_>, value: &Value) -> Option<NaiveDate> {
    let local = |moment: &DateTime<Utc>| moment.with_timezone(&scene.zone()).date_naive();
    let days: Vec<NaiveDate> = match value {
        Value::Date(day) => vec![*day],
        Value::Datetime(moment) => vec![local(moment)],
        Value::Windows(windows) => windows.iter().map(|(from, _)| local(from)).collect(),
        _ => Vec::new(),
    };
    days.into_iter().find(|day| !is_working_day(scene.policy(), *day))
}

/// Monday to Friday and no holiday.
pub fn is_working_day(policy: &Policy, day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !policy.holidays.contains(&day)
}

/// The day that lies `count` working days after `from`; `None` beyond the calendar.
pub fn working_days_after(policy: &Policy, from: NaiveDate, count: u32) -> Option<NaiveDate> {
    let mut day = from;
    let mut left = count;
    while left > 0 {
        day = day.checked_add_days(Days::new(1))?;
        if is_working_day(policy, day) {
            left -= 1;
        }
    }
    Some(day)
}
