//! Two points in time: „3.12. 18–22 Uhr“, „übermorgen 20:00 bis 23:00“, „vom 1.11. bis zum 15.11.“, „heute ab 20 Uhr für 2 Stunden“.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};

use super::clock::{Bare, Clock, Half};
use super::lex::Token;
use super::point::{Point, several};
use super::words::Word;
use super::{Context, Direction, Reading, day, zone};

/// Reads all tokens as a beginning and an end.
pub(super) fn read(tokens: &[Token], context: Context) -> Option<Reading> {
    with_duration(tokens, context).or_else(|| {
        let between = tokens.iter().any(|token| token.is(Word::Between));
        (1..tokens.len()).find_map(|at| {
            let token = &tokens[at];
            let separates = token.is_sign('-') || token.is(Word::Until) || (between && token.is(Word::And));
            if !separates || is_minutes_before(tokens, at) {
                return None;
            }
            let left: Vec<Token> = tokens[..at].iter().filter(|token| !token.is(Word::Between)).cloned().collect();
            two(&left, &tokens[at + 1..], context)
        })
    })
}

/// “ten to nine” is a time; “9 to 11” is not.
fn is_minutes_before(tokens: &[Token], at: usize) -> bool {
    let in_words = !matches!(tokens[at - 1], Token::Digits { .. });
    let minutes = tokens[at - 1].whole().is_some_and(|minutes| matches!(minutes, 5 | 10 | 20 | 25));
    (tokens[at - 1].is(Word::Quarter) || (in_words && minutes)) && tokens[at].is(Word::Before)
}

/// A beginning and how long it lasts.
fn with_duration(tokens: &[Token], context: Context) -> Option<Reading> {
    let (at, end) = (1..tokens.len()).find_map(|at| {
        let before = tokens[at].is(Word::For) || tokens[at].is_sign(',');
        let amount_at = if before { at + 1 } else { at };
        let (next, number, unit) = day::amount(tokens, amount_at)?;
        tokens.get(amount_at)?.number()?;
        let long = tokens.get(next).is_some_and(|token| token.is(Word::Long));
        let minutes = day::minutes(unit)? * number;
        let ends = next + usize::from(long) == tokens.len();
        #[expect(clippy::cast_possible_truncation, reason = "at most 10,000 hours")]
        ((before || long) && ends && minutes >= 1.0).then_some((at, minutes.round() as i64))
    })?;
    let point = Point::parse(&tokens[..at], context, Bare::IsNothing)?;
    let starts = match point.reading(context)? {
        Reading::Moment(start) => vec![start],
        Reading::Time(time) => vec![zone::moment(context.today().and_time(time), context.zone)?],
        Reading::Several(all) => all
            .into_iter()
            .filter_map(|one| if let Reading::Moment(start) = one { Some(start) } else { None })
            .collect(),
        _ => return None,
    };
    let lasts = Duration::minutes(end);
    several(
        starts.into_iter().filter_map(|start| Some(Reading::Range(start, start.checked_add_signed(lasts)?))).collect(),
    )
}

fn two(left: &[Token], right: &[Token], context: Context) -> Option<Reading> {
    let end = Point::parse(right, context, Bare::IsHour)?;
    let bare = if end.clock.is_some() { Bare::IsHour } else { Bare::IsNothing };
    let start = Point::parse(left, context, bare)?;
    match (start.clock, end.clock) {
        (Some(from), Some(until)) => times(&start, from, &end, until, context),
        (None, None) => days(&start, &end, context),
        _ => None,
    }
}

/// Between two times, of one day or of two.
fn times(start: &Point, from: Clock, end: &Point, until: Clock, context: Context) -> Option<Reading> {
    let (from, until) = same_half(start, from, end, until);
    let has_day = |point: &Point| !point.days.is_empty();
    let mut readings = Vec::new();
    for day in first_days(start, from, end, until, context)? {
        let first = start.local(from, day, context)?;
        let last = if has_day(end) && has_day(start) {
            end.local(until, *end.days.first()?, context)?
        } else {
            after(first, end, until, day, context)?
        };
        if last > first {
            readings.push(Reading::Range(zone::moment(first, context.zone)?, zone::moment(last, context.zone)?));
        }
    }
    several(readings)
}

/// The days on which it may begin.
fn first_days(start: &Point, from: Clock, end: &Point, until: Clock, context: Context) -> Option<Vec<NaiveDate>> {
    if !start.days.is_empty() {
        return Some(start.days.clone());
    }
    if let Some(day) = end.days.first().copied() {
        let overnight = until.half != Half::EndOfDay && until.time() <= from.time();
        return Some(vec![if overnight { day.pred_opt()? } else { day }]);
    }
    let today = context.today();
    let over = start.local(from, today, context)? < context.now;
    Some(vec![match context.direction {
        Direction::Future if over => today.succ_opt()?,
        Direction::Past if !over => today.pred_opt()?,
        _ => today,
    }])
}

/// The first such time after the beginning.
fn after(first: NaiveDateTime, end: &Point, until: Clock, day: NaiveDate, context: Context) -> Option<NaiveDateTime> {
    let same_day = end.local(until, day, context)?;
    if same_day > first { Some(same_day) } else { same_day.checked_add_signed(Duration::days(1)) }
}

/// “9 to 11 pm”, „8 bis 10 Uhr abends“: what is said once of the half of the day holds for both.
fn same_half(start: &Point, from: Clock, end: &Point, until: Clock) -> (Clock, Clock) {
    let Some(later) = from.later_half().filter(|_| start.part.is_none() && from.half != Half::Noted) else {
        return (from, until);
    };
    let in_evening = matches!(end.part.as_deref(), Some("afternoon" | "evening")) && until.hour < 12;
    let end_hour = if in_evening { until.hour + 12 } else { until.hour };
    let is_meant = match until.half {
        Half::Noted if end_hour < 12 => from.hour > end_hour,
        Half::Noted => later.hour < end_hour,
        Half::Said | Half::Open if in_evening => later.hour < end_hour,
        Half::Said => from.half == Half::Open && later.hour < end_hour,
        Half::Open | Half::EndOfDay => false,
    };
    (if is_meant { later } else { from }, until)
}

/// From one day to another, both whole.
fn days(start: &Point, end: &Point, context: Context) -> Option<Reading> {
    if start.part.is_some() || end.part.is_some() {
        return None;
    }
    let last = match end.span {
        Some((_, last)) => last,
        None => *end.days.first()?,
    };
    let first = match (start.span, start.day_of_month, start.days.first()) {
        (Some((first, _)), ..) => first,
        (None, Some(day), _) => NaiveDate::from_ymd_opt(last.year(), last.month(), day)?,
        (None, None, Some(first)) => *first,
        _ => return None,
    };
    // „von Montag bis Mittwoch nächster Woche“: the week said last holds for both.
    let weeks = if last > first { (last - first).num_days() / 7 } else { 0 };
    let first = if start.span.is_none() && start.is_weekday_alone() && weeks > 0 {
        first.checked_add_signed(Duration::weeks(weeks))?
    } else {
        first
    };
    (first <= last).then(|| {
        Some(Reading::Range(zone::midnight(first, context.zone)?, zone::midnight(last.succ_opt()?, context.zone)?))
    })?
}
