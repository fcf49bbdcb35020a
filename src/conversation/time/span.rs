//! Spans of whole days: „diese Woche“, „nächster Monat“, „KW 49“, „Anfang Dezember“, „Ende des Monats“, „Q4 2026“.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::lex::Token;
use super::words::{Unit, Word};
use super::{Context, Direction, day};

/// First and last day.
pub(super) type Span = (NaiveDate, NaiveDate);

/// The span that begins at a token, and the token after it.
pub(super) fn read(tokens: &[Token], at: usize, context: Context) -> Option<(usize, Span)> {
    let patterns = [part_of_month, unit_by_place, last_units, week_number, quarter, month];
    patterns
        .iter()
        .filter_map(|pattern| pattern(tokens, at, context))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
}

fn year_at(tokens: &[Token], at: usize) -> Option<i32> {
    match tokens.get(at)? {
        Token::Digits { value, length: 4, .. } => {
            i32::try_from(*value).ok().filter(|year| (1970..=2200).contains(year))
        }
        _ => None,
    }
}

/// „diese Woche“, „letzten Monat“, „nächstes Wochenende“, „dieses Jahr“, „Wochenende“
fn unit_by_place(tokens: &[Token], at: usize, context: Context) -> Option<(usize, Span)> {
    let first = tokens.get(at)?;
    let (places, next) = match day::which(first) {
        Some(places) => (places, at + 1),
        None if first.unit() == Some(Unit::Weekend) => {
            let past = context.direction == Direction::Past;
            return Some((at + 1, weekend(context, if past { -1 } else { 0 })?));
        }
        None => return None,
    };
    let span = match tokens.get(next)?.unit()? {
        Unit::Week => {
            let monday = shift_days(day::monday(context.today())?, places.checked_mul(7)?)?;
            (monday, shift_days(monday, 6)?)
        }
        Unit::Weekend => weekend(context, places)?,
        Unit::Month => months(context, places, 1)?,
        Unit::Quarter => quarters(context, places)?,
        Unit::Year => {
            let year = context.today().year().checked_add(i32::try_from(places).ok()?)?;
            (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?)
        }
        _ => return None,
    };
    Some((next + 1, span))
}

/// „in den letzten zwei Wochen“, „den nächsten 3 Tagen“
fn last_units(tokens: &[Token], at: usize, context: Context) -> Option<(usize, Span)> {
    let backwards = match day::which(tokens.get(at)?)? {
        -1 => true,
        1 => false,
        _ => return None,
    };
    tokens.get(at + 1)?.whole()?;
    let (next, number, unit) = day::amount(tokens, at + 1)?;
    #[expect(clippy::cast_possible_truncation, reason = "at most 10,000")]
    let number = number as i64;
    let today = context.today();
    let distance = match unit {
        Unit::Day => number,
        Unit::Week => number.checked_mul(7)?,
        Unit::Month => number.checked_mul(30)?,
        _ => return None,
    };
    let other = shift_days(today, if backwards { -distance } else { distance })?;
    Some((next, if backwards { (other, today) } else { (today, other) }))
}

/// „Anfang Dezember“, „Mitte des Monats“, „Ende nächster Woche“, „Ende des Jahres“: one day, the first, the middle or the
/// last, for that is what a deadline or an appointment means by it.
fn part_of_month(tokens: &[Token], at: usize, context: Context) -> Option<(usize, Span)> {
    let first = tokens.get(at)?;
    if !first.is_any(&[Word::StartOf, Word::MiddleOf, Word::EndOf]) {
        return None;
    }
    let mut next = at + 1;
    while tokens.get(next).is_some_and(|token| token.is_any(&[Word::On, Word::Of])) {
        next += 1;
    }
    let here = tokens.get(next)?;
    let (next, (start, end)) = match here.unit() {
        Some(Unit::Week) => (next + 1, week_of(context.today())?),
        Some(Unit::Month) => (next + 1, months(context, 0, 1)?),
        Some(Unit::Year) => (next + 1, year_of(context.today())?),
        _ => unit_by_place(tokens, next, context).or_else(|| month(tokens, next, context))?,
    };
    let half = (end - start).num_days() / 2;
    let day = if first.is(Word::StartOf) {
        start
    } else if first.is(Word::MiddleOf) {
        // Of a month the 15th.
        shift_days(start, if half >= 14 { 14 } else { half })?
    } else {
        end
    };
    Some((next, (day, day)))
}

/// „KW 49“, „KW49 2026“
fn week_number(tokens: &[Token], at: usize, context: Context) -> Option<(usize, Span)> {
    if !tokens.get(at)?.is(Word::WeekNumber) {
        return None;
    }
    let week = tokens.get(at + 1)?.whole()?;
    let said = year_at(tokens, at + 2);
    let today = context.today();
    let monday_in = |year: i32| NaiveDate::from_isoywd_opt(year, week, Weekday::Mon);
    let monday = if let Some(year) = said {
        monday_in(year)?
    } else {
        let years = today.year() - 1..=today.year() + 1;
        years.filter_map(monday_in).min_by_key(|monday| (*monday - today).num_days().abs())?
    };
    Some((if said.is_some() { at + 3 } else { at + 2 }, (monday, shift_days(monday, 6)?)))
}

/// „Q4 2026“, „drittes Quartal“
fn quarter(tokens: &[Token], at: usize, context: Context) -> Option<(usize, Span)> {
    let token = tokens.get(at)?;
    let after = tokens.get(at + 1)?;
    let (number, next) = if token.is(Word::QuarterNumber) {
        (after.whole()?, at + 2)
    } else if after.unit() == Some(Unit::Quarter) {
        (token.place()?, at + 2)
    } else if after.is_sign('.') && tokens.get(at + 2)?.unit() == Some(Unit::Quarter) {
        (token.whole()?, at + 3)
    } else {
        return None;
    };
    let said = year_at(tokens, next);
    let year = said.unwrap_or_else(|| context.today().year());
    let month = number.checked_mul(3).filter(|month| (3..=12).contains(month))?;
    let start = NaiveDate::from_ymd_opt(year, month - 2, 1)?;
    let end = start.checked_add_months(Months::new(3))?.pred_opt()?;
    Some((if said.is_some() { next + 1 } else { next }, (start, end)))
}

/// „September 2026“, „Oktober“
fn month(tokens: &[Token], at: usize, context: Context) -> Option<(usize, Span)> {
    let month = u32::from(tokens.get(at)?.month()?);
    let said = year_at(tokens, at + 1);
    let start = match said {
        Some(year) => NaiveDate::from_ymd_opt(year, month, 1)?,
        None => nearest_month(month, context)?,
    };
    let end = start.checked_add_months(Months::new(1))?.pred_opt()?;
    Some((if said.is_some() { at + 2 } else { at + 1 }, (start, end)))
}

/// The first day of the month of that name that has begun, or has not ended yet.
fn nearest_month(month: u32, context: Context) -> Option<NaiveDate> {
    let year = context.today().year();
    let same = NaiveDate::from_ymd_opt(year, month, 1)?;
    let ended = same.checked_add_months(Months::new(1))? <= context.today();
    match context.direction {
        Direction::Past if same > context.today() => NaiveDate::from_ymd_opt(year - 1, month, 1),
        Direction::Future if ended => NaiveDate::from_ymd_opt(year + 1, month, 1),
        _ => Some(same),
    }
}

fn shift_days(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(distance) } else { day.checked_add_days(distance) }
}

fn week_of(day: NaiveDate) -> Option<Span> {
    let monday = day::monday(day)?;
    Some((monday, shift_days(monday, 6)?))
}

fn year_of(day: NaiveDate) -> Option<Span> {
    Some((NaiveDate::from_ymd_opt(day.year(), 1, 1)?, NaiveDate::from_ymd_opt(day.year(), 12, 31)?))
}

fn weekend(context: Context, places: i64) -> Option<Span> {
    let saturday = shift_days(day::monday(context.today())?, places.checked_mul(7)?.checked_add(5)?)?;
    Some((saturday, shift_days(saturday, 1)?))
}

fn months(context: Context, places: i64, length: u32) -> Option<Span> {
    let first = context.today().with_day(1)?;
    let distance = Months::new(u32::try_from(places.unsigned_abs()).ok()?);
    let start = if places < 0 { first.checked_sub_months(distance)? } else { first.checked_add_months(distance)? };
    Some((start, start.checked_add_months(Months::new(length))?.pred_opt()?))
}

fn quarters(context: Context, places: i64) -> Option<Span> {
    let into = i64::from(context.today().month0() % 3);
    months(context, places.checked_mul(3)?.checked_sub(into)?, 3)
}
