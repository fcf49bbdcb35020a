//! Days: „heute“, „3.12.“, „3. Dezember“, „2026-12-03“, „nächsten Mittwoch“, „vor drei Tagen“, „in zwei Werktagen“.

use chrono::{DateTime, Datelike, Days, Duration, Months, NaiveDate, Utc};

use super::lex::{Role, Token};
use super::words::{Unit, Word};
use super::{Context, Direction, zone};

/// How far a day without a year may lie on the other side before the next year is meant.
const OTHER_SIDE_DAYS: i64 = 30;
/// Longest span in units that is understood.
const MAX_SPAN: f64 = 10_000.0;

/// A day as it was said.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum When {
    /// One day, or several that it may be.
    Days(Vec<NaiveDate>),
    /// The same from a bare weekday: a date beside it says more.
    Weekday(u8, Vec<NaiveDate>),
    /// A day and a part of it in one word.
    DayPart(NaiveDate, String),
    /// A day of a month that is said elsewhere („1. bis 15.11.“).
    DayOfMonth(u32),
    /// A moment.
    Moment(DateTime<Utc>),
}

/// The day that begins at a token, and the token after it.
pub(super) fn read(tokens: &[Token], at: usize, context: Context) -> Option<(usize, When)> {
    let patterns =
        [iso, numeric, day_and_month, month_and_day, shifted, relative, week_and_weekday, weekday, named, day_of_month];
    patterns
        .iter()
        .filter_map(|pattern| pattern(tokens, at, context))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
}

fn digits(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    match tokens.get(at)? {
        Token::Digits { value, length, .. } => Some((*value, *length)),
        _ => None,
    }
}

fn sign(tokens: &[Token], at: usize, sign: char) -> bool {
    tokens.get(at).is_some_and(|token| token.is_sign(sign))
}

fn one(day: NaiveDate) -> When {
    When::Days(vec![day])
}

/// „2026-12-03“
fn iso(tokens: &[Token], at: usize, _: Context) -> Option<(usize, When)> {
    let (year, length) = digits(tokens, at)?;
    let separated = sign(tokens, at + 1, '-') && sign(tokens, at + 3, '-');
    let day = date(year, digits(tokens, at + 2)?.0, digits(tokens, at + 4)?.0)?;
    (length == 4 && separated).then(|| (at + 5, one(day)))
}

/// „3.12.“, „3.12.2026“, „3.12.26“, „3/12/2026“
fn numeric(tokens: &[Token], at: usize, context: Context) -> Option<(usize, When)> {
    let (day, _) = digits(tokens, at).filter(|(_, length)| *length <= 2)?;
    let separator = ['.', '/'].into_iter().find(|separator| sign(tokens, at + 1, *separator))?;
    let (month, _) = digits(tokens, at + 2).filter(|(_, length)| *length <= 2)?;
    // “12/31/2026”: only the other order can be meant.
    let (day, month) = if separator == '/' && month > 12 { (month, day) } else { (day, month) };
    if !sign(tokens, at + 3, separator) {
        return Some((at + 3, one(nearest_year(day, month, context)?)));
    }
    let glued = matches!(tokens.get(at + 4), Some(Token::Digits { glued: true, .. }));
    let year = digits(tokens, at + 4).filter(|(_, length)| *length == 4 || (*length == 2 && glued));
    match year {
        Some((year, _)) => Some((at + 5, one(date(full_year(year), month, day)?))),
        None if separator == '.' => Some((at + 4, one(nearest_year(day, month, context)?))),
        None => None,
    }
}

/// „3. Dezember 2026“, „3rd of November“, „ersten Dezember“, „3 Dec“
fn day_and_month(tokens: &[Token], at: usize, context: Context) -> Option<(usize, When)> {
    let (day, mut next) = day_number(tokens, at)?;
    while tokens.get(next).is_some_and(|token| token.is(Word::Of)) {
        next += 1;
    }
    let month = tokens.get(next)?.month()?;
    year_after(tokens, next + 1, u32::from(month), day, context)
}

/// “November 3rd”, “January 5, 2027”
fn month_and_day(tokens: &[Token], at: usize, context: Context) -> Option<(usize, When)> {
    let month = tokens.get(at)?.month()?;
    let article = tokens.get(at + 1).is_some_and(|token| token.is_any(&[Word::On, Word::Of]));
    let (day, next) = day_number(tokens, if article { at + 2 } else { at + 1 })?;
    year_after(tokens, next, u32::from(month), day, context)
}

fn year_after(tokens: &[Token], at: usize, month: u32, day: u32, context: Context) -> Option<(usize, When)> {
    let year_at = if sign(tokens, at, ',') { at + 1 } else { at };
    match digits(tokens, year_at).filter(|(_, length)| *length == 4) {
        Some((year, _)) => Some((year_at + 1, one(date(year, month, day)?))),
        None => Some((at, one(nearest_year(day, month, context)?))),
    }
}

/// A number of a day: „3.“, „3rd“, „3“, „ersten“.
fn day_number(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let token = tokens.get(at)?;
    if let Some(place) = token.place() {
        return Some((place, at + 1));
    }
    let (day, length) = digits(tokens, at)?;
    let marked = sign(tokens, at + 1, '.') || tokens.get(at + 1).is_some_and(|token| token.is(Word::OrdinalSuffix));
    (length <= 2).then_some((day, if marked { at + 2 } else { at + 1 }))
}

/// „vor drei Tagen“, “three days ago”, „in einer Stunde“, „in zwei Werktagen“
fn shifted(tokens: &[Token], at: usize, context: Context) -> Option<(usize, When)> {
    let first = tokens.get(at)?;
    let prefixed = first.is_any(&[Word::Ago, Word::In]);
    let (next, number, unit) = amount(tokens, if prefixed { at + 1 } else { at })?;
    let suffixed = tokens.get(next).is_some_and(|token| token.is(Word::Ago));
    let backwards = first.is(Word::Ago) || suffixed;
    if !prefixed && !suffixed && first.whole().is_none() {
        return None;
    }
    let next = if suffixed { next + 1 } else { next };
    if !prefixed && !suffixed {
        // „14 Tage“ alone says how long, not when; only „seit 14 Tagen“ does, which its own word before it decides.
        let since = at > 0 && tokens[at - 1].is(Word::Since);
        return since.then(|| Some((next, shift(context, number, unit, Direction::Past)?)))?;
    }
    let direction = if backwards { Direction::Past } else { Direction::Future };
    Some((next, shift(context, number, unit, direction)?))
}

/// A number and its unit: „2 Stunden“, „anderthalb Stunden“, „eine halbe Stunde“.
pub(super) fn amount(tokens: &[Token], at: usize) -> Option<(usize, f64, Unit)> {
    let number = tokens.get(at)?.number();
    if let (Some(whole), true, Some((fraction, length))) =
        (digits(tokens, at), sign(tokens, at + 1, ',') || sign(tokens, at + 1, '.'), digits(tokens, at + 2))
    {
        let decimals = 10_f64.powi(i32::try_from(length).ok()?);
        let unit = tokens.get(at + 3)?.unit()?;
        return Some((at + 4, f64::from(whole.0) + f64::from(fraction) / decimals, unit));
    }
    let (number, unit_at) = match number {
        Some(number) => (number, at + 1),
        None => (1.0, at),
    };
    let unit = tokens.get(unit_at)?.unit()?;
    (0.0..=MAX_SPAN).contains(&number).then_some((unit_at + 1, number, unit))
}

/// Minutes of a unit shorter than a day.
pub(super) fn minutes(unit: Unit) -> Option<f64> {
    match unit {
        Unit::Minute => Some(1.0),
        Unit::QuarterHour => Some(15.0),
        Unit::HalfHour => Some(30.0),
        Unit::ThreeQuarterHour => Some(45.0),
        Unit::Hour => Some(60.0),
        _ => None,
    }
}

fn shift(context: Context, number: f64, unit: Unit, direction: Direction) -> Option<When> {
    let sign = if direction == Direction::Past { -1 } else { 1 };
    if let Some(minutes) = minutes(unit) {
        #[expect(clippy::cast_possible_truncation, reason = "at most 10,000 hours")]
        let distance = Duration::minutes((number * minutes).round() as i64 * i64::from(sign));
        return Some(When::Moment(zone::moment(context.now, context.zone)?.checked_add_signed(distance)?));
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 10,000")]
    let count = number.round() as i32 * sign;
    if (number - number.round()).abs() > f64::EPSILON {
        return None;
    }
    let today = context.today();
    let day = match unit {
        Unit::Day => today.checked_add_signed(Duration::days(i64::from(count)))?,
        Unit::Week => today.checked_add_signed(Duration::weeks(i64::from(count)))?,
        Unit::Workday => workdays(today, count)?,
        Unit::Month => months(today, count)?,
        Unit::Quarter => months(today, count.checked_mul(3)?)?,
        Unit::Year => months(today, count.checked_mul(12)?)?,
        _ => return None,
    };
    Some(one(day))
}

fn months(day: NaiveDate, count: i32) -> Option<NaiveDate> {
    let months = Months::new(count.unsigned_abs());
    if count < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
}

fn workdays(from: NaiveDate, count: i32) -> Option<NaiveDate> {
    let mut day = from;
    let mut left = count.unsigned_abs().min(1000);
    while left > 0 {
        day = if count < 0 { day.pred_opt()? } else { day.succ_opt()? };
        if day.weekday().number_from_monday() <= 5 {
            left -= 1;
        }
    }
    Some(day)
}

/// „heute“, „übermorgen“, “tonight”, „morgen in einer Woche“
fn relative(tokens: &[Token], at: usize, context: Context) -> Option<(usize, When)> {
    let day = |distance: i64| context.today().checked_add_signed(Duration::days(distance));
    let token = tokens.get(at)?;
    if let Some((distance, part)) =
        token.find(|role| if let Role::DayPart(distance, part) = role { Some((*distance, part.clone())) } else { None })
    {
        return Some((at + 1, When::DayPart(day(distance)?, part)));
    }
    let distance = token.find(|role| if let Role::Day(distance) = role { Some(*distance) } else { None })?;
    let start = day(distance)?;
    if tokens.get(at + 1).is_some_and(|token| token.is(Word::In))
        && let Some((next, number, unit @ (Unit::Week | Unit::Day | Unit::Month))) = amount(tokens, at + 2)
        && let Some(When::Days(days)) =
            shift(Context { now: start.and_time(context.now.time()), ..context }, number, unit, Direction::Future)
    {
        return Some((next, When::Days(days)));
    }
    Some((at + 1, one(start)))
}

/// „nächste Woche Freitag“, „Freitag nächster Woche“, „Montag in zwei Wochen“
fn week_and_weekday(tokens: &[Token], at: usize, context: Context) -> Option<(usize, When)> {
    if let Some((next, monday)) = week(tokens, at, context) {
        let next = if tokens.get(next).is_some_and(|token| token.is(Word::On)) { next + 1 } else { next };
        let weekday = tokens.get(next)?.weekday()?;
        return Some((next + 1, one(weekday_of(monday, weekday)?)));
    }
    let weekday = tokens.get(at)?.weekday()?;
    let mut next = at + 1;
    while tokens.get(next).is_some_and(|token| token.is_any(&[Word::On, Word::Of])) {
        next += 1;
    }
    if let Some((next, monday)) = week(tokens, next, context) {
        return Some((next, one(weekday_of(monday, weekday)?)));
    }
    let (next, number, unit) =
        tokens.get(next).filter(|token| token.is(Word::In)).and_then(|_| amount(tokens, next + 1))?;
    if unit != Unit::Week || number.fract() != 0.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 10,000")]
    let weeks = Duration::weeks(number as i64);
    let coming = coming(weekday, context.today())?;
    let (first, second) = (coming.checked_add_signed(weeks - Duration::weeks(1))?, coming.checked_add_signed(weeks)?);
    // „Montag in zwei Wochen“ counts the coming Monday as one of the weeks, or not.
    Some((next, When::Days(vec![first, second])))
}

/// A week named by its place: „nächste Woche“, „letzter Woche“, „übernächste Woche“. Gives its Monday.
pub(super) fn week(tokens: &[Token], at: usize, context: Context) -> Option<(usize, NaiveDate)> {
    let token = tokens.get(at)?;
    let weeks = which(token)?;
    let unit = tokens.get(at + 1)?.unit()?;
    (unit == Unit::Week)
        .then(|| Some((at + 2, monday(context.today())?.checked_add_signed(Duration::weeks(weeks))?)))?
}

/// How far „letzte“, „diese“, „nächste“, „übernächste“ are away.
pub(super) fn which(token: &Token) -> Option<i64> {
    let places =
        [(Word::Past, -1), (Word::Last, -1), (Word::This, 0), (Word::Coming, 1), (Word::Next, 1), (Word::AfterNext, 2)];
    places.into_iter().find_map(|(word, weeks)| token.is(word).then_some(weeks))
}

/// „Mittwoch“, „nächsten Mittwoch“, „letzten Montag“, „diesen Freitag“
fn weekday(tokens: &[Token], at: usize, context: Context) -> Option<(usize, When)> {
    let today = context.today();
    let token = tokens.get(at)?;
    if let Some(weekday) = token.weekday() {
        let days = match context.direction {
            _ if u32::from(weekday) == today.weekday().number_from_monday() => match context.direction {
                Direction::Past => vec![today, last(weekday, today)?],
                Direction::Future => vec![today, coming(weekday, today)?],
            },
            Direction::Past => vec![last(weekday, today)?],
            Direction::Future => vec![coming(weekday, today)?],
        };
        return Some((at + 1, When::Weekday(weekday, days)));
    }
    let weekday = tokens.get(at + 1)?.weekday()?;
    let week = Duration::weeks(1);
    let this_week = weekday_of(monday(today)?, weekday)?;
    let days = if token.is(Word::Coming) {
        vec![coming(weekday, today)?]
    } else if token.is(Word::Past) {
        vec![last(weekday, today)?]
    } else if token.is(Word::Next) {
        let coming = coming(weekday, today)?;
        if this_week > today { vec![coming, coming.checked_add_signed(week)?] } else { vec![coming] }
    } else if token.is(Word::AfterNext) {
        vec![coming(weekday, today)?.checked_add_signed(week)?]
    } else if token.is(Word::Last) {
        let last = last(weekday, today)?;
        if this_week < today { vec![last, last.checked_sub_signed(week)?] } else { vec![last] }
    } else if token.is(Word::This) {
        vec![this_week]
    } else {
        return None;
    };
    Some((at + 2, When::Days(days)))
}

/// „Heiligabend“, „jetzt“
fn named(tokens: &[Token], at: usize, context: Context) -> Option<(usize, When)> {
    let token = tokens.get(at)?;
    if token.is(Word::Now) {
        return Some((at + 1, When::Moment(zone::moment(context.now, context.zone)?)));
    }
    let (month, day) =
        token.find(|role| if let Role::Fixed(month, day) = role { Some((*month, *day)) } else { None })?;
    match digits(tokens, at + 1).filter(|(_, length)| *length == 4) {
        Some((year, _)) => Some((at + 2, one(date(year, month, day)?))),
        None => Some((at + 1, one(nearest_year(day, month, context)?))),
    }
}

/// „1.“ of „1. bis 15.11.“
fn day_of_month(tokens: &[Token], at: usize, _: Context) -> Option<(usize, When)> {
    let (day, length) = digits(tokens, at)?;
    let marked = sign(tokens, at + 1, '.') || tokens.get(at + 1).is_some_and(|token| token.is(Word::OrdinalSuffix));
    (length <= 2 && marked && (1..=31).contains(&day)).then_some((at + 2, When::DayOfMonth(day)))
}

pub(super) fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(year).ok().filter(|year| (1970..=2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

fn full_year(year: u32) -> u32 {
    if year < 100 { 2000 + year } else { year }
}

/// The day of the year that is nearest, a little drawn to the side that is looked at.
pub(super) fn nearest_year(day: u32, month: u32, context: Context) -> Option<NaiveDate> {
    let today = context.today();
    let this_year = u32::try_from(today.year()).ok()?;
    let other_side = Days::new(OTHER_SIDE_DAYS.unsigned_abs());
    let fits = |date: &NaiveDate| match context.direction {
        Direction::Past => *date <= today.checked_add_days(other_side).unwrap_or(today),
        Direction::Future => *date >= today.checked_sub_days(other_side).unwrap_or(today),
    };
    // A leap day may be four (once in a century eight) years away.
    let dates = (this_year.saturating_sub(8)..=this_year + 8).filter_map(|year| date(year, month, day));
    dates.filter(fits).min_by_key(|date| (*date - today).num_days().abs())
}

/// The nearest such day of a month on the side that is looked at, today included.
pub(super) fn day_of_some_month(day: u32, context: Context) -> Option<NaiveDate> {
    let first = context.today().with_day(1)?;
    (0..=12).find_map(|months| {
        let month = match context.direction {
            Direction::Past => first.checked_sub_months(Months::new(months))?,
            Direction::Future => first.checked_add_months(Months::new(months))?,
        };
        month.with_day(day).filter(|date| match context.direction {
            Direction::Past => *date <= context.today(),
            Direction::Future => *date >= context.today(),
        })
    })
}

pub(super) fn monday(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
}

fn weekday_of(monday: NaiveDate, weekday: u8) -> Option<NaiveDate> {
    monday.checked_add_days(Days::new(u64::from(weekday.checked_sub(1)?)))
}

/// The first such weekday after a day.
fn coming(weekday: u8, after: NaiveDate) -> Option<NaiveDate> {
    (1..=7).filter_map(|days| after.checked_add_days(Days::new(days))).find(|day| is_weekday(*day, weekday))
}

/// The last such weekday before a day.
fn last(weekday: u8, before: NaiveDate) -> Option<NaiveDate> {
    (1..=7).filter_map(|days| before.checked_sub_days(Days::new(days))).find(|day| is_weekday(*day, weekday))
}

pub(super) fn is_weekday(day: NaiveDate, weekday: u8) -> bool {
    day.weekday().number_from_monday() == u32::from(weekday)
}
