//! Puts a day, a time and a part of the day together, in whatever order they are said.

use chrono::NaiveDate;

use super::clock::{self, Bare, Clock, Half};
use super::day::{self, When};
use super::lex::Token;
use super::span::{self, Span};
use super::words::Word;
use super::{Context, Direction, Reading, zone};

/// First hour that people mean when they say a number up to twelve about another day and nothing else.
const FIRST_USUAL_HOUR: u32 = 7;
/// Hours before this one belong to the night that began the day before.
const LAST_HOUR_OF_NIGHT: u32 = 6;

/// What was said about one point in time.
#[derive(Clone, Debug, Default)]
pub(super) struct Point {
    /// The days it may be; none when no day was said.
    pub(super) days: Vec<NaiveDate>,
    /// A weekday was said, alone or beside a date.
    weekday: Option<u8>,
    /// The days come from a weekday alone.
    only_weekday: bool,
    /// A day of a month that is said elsewhere.
    pub(super) day_of_month: Option<u32>,
    pub(super) span: Option<Span>,
    moment: Option<chrono::DateTime<chrono::Utc>>,
    pub(super) clock: Option<Clock>,
    pub(super) part: Option<String>,
}

/// Reads all tokens as one point in time.
pub(super) fn read(tokens: &[Token], context: Context) -> Option<Reading> {
    let since = tokens.first().is_some_and(|token| token.is(Word::Since));
    let context = if since { Context { direction: Direction::Past, ..context } } else { context };
    let point = Point::parse(tokens, context, Bare::IsNothing)?;
    if let Some((first, last)) = point.span {
        if point.clock.is_some() || point.part.is_some() {
            return None;
        }
        return Some(Reading::Range(
            zone::midnight(first, context.zone)?,
            zone::midnight(last.succ_opt()?, context.zone)?,
        ));
    }
    point.reading(context)
}

impl Point {
    /// Reads all tokens; every one must be understood.
    pub(super) fn parse(tokens: &[Token], context: Context, bare: Bare) -> Option<Self> {
        let mut point = Self::default();
        let mut at = 0;
        let mut after_at = false;
        while at < tokens.len() {
            let hour = if after_at { Bare::IsHour } else { bare };
            if let Some(next) = point.take(tokens, at, context, hour) {
                at = next;
                after_at = false;
                continue;
            }
            let token = &tokens[at];
            let skipped = [
                Word::At,
                Word::On,
                Word::About,
                Word::Since,
                Word::From,
                Word::Until,
                Word::Of,
                Word::Now,
                Word::In,
                Word::Before,
            ];
            if !token.is_sign(',') && !token.is_any(&skipped) {
                return None;
            }
            after_at = after_at || token.is_any(&[Word::At, Word::About, Word::From, Word::Until]);
            at += 1;
        }
        point.is_something().then_some(point)
    }

    fn is_something(&self) -> bool {
        !self.days.is_empty()
            || self.day_of_month.is_some()
            || self.span.is_some()
            || self.moment.is_some()
            || self.clock.is_some()
            || self.part.is_some()
    }

    /// Whether a weekday is all that was said of the day.
    pub(super) fn is_weekday_alone(&self) -> bool {
        self.only_weekday
    }

    /// Takes the longest piece that begins here and is still missing.
    fn take(&mut self, tokens: &[Token], at: usize, context: Context, bare: Bare) -> Option<usize> {
        let free = self.span.is_none() && self.moment.is_none();
        let day = day::read(tokens, at, context).filter(|(_, when)| free && self.fits(when));
        let clock = clock::read(tokens, at, bare).filter(|_| self.clock.is_none() && free);
        let span =
            span::read(tokens, at, context).filter(|_| self.days.is_empty() && self.day_of_month.is_none() && free);
        let part = part_at(tokens, at, context).filter(|_| self.part.is_none() && free);
        let end = |piece: Option<usize>| piece.unwrap_or(0);
        let longest = [
            end(day.as_ref().map(|d| d.0)),
            end(clock.map(|c| c.0)),
            end(span.map(|s| s.0)),
            end(part.as_ref().map(|p| p.0)),
        ]
        .into_iter()
        .max()
        .filter(|longest| *longest > at)?;
        match (day, clock, part, span) {
            (_, Some((next, clock)), ..) if next == longest => self.clock = Some(clock),
            (Some((next, when)), ..) if next == longest => self.set(when),
            (_, _, Some((next, (day, part))), _) if next == longest => {
                self.part = Some(part);
                if self.days.is_empty() {
                    self.days.extend(day);
                }
            }
            (.., Some((_, (first, last)))) if first == last => self.set(When::Days(vec![first])),
            (.., Some((_, span))) => self.span = Some(span),
            _ => return None,
        }
        Some(longest)
    }

    /// Whether a day may still be said beside what is known.
    fn fits(&self, when: &When) -> bool {
        let has_date = (!self.days.is_empty() && !self.only_weekday) || self.day_of_month.is_some();
        match when {
            When::Moment(_) => self.days.is_empty() && self.clock.is_none() && self.part.is_none(),
            When::Weekday(..) => self.weekday.is_none(),
            _ => !has_date,
        }
    }

    fn set(&mut self, when: When) {
        match when {
            When::Days(days) => {
                self.days = days;
                self.only_weekday = false;
            }
            When::Weekday(weekday, days) => {
                self.weekday = Some(weekday);
                if self.days.is_empty() && self.day_of_month.is_none() {
                    self.days = days;
                    self.only_weekday = true;
                }
            }
            When::DayPart(day, part) => {
                self.days = vec![day];
                self.only_weekday = false;
                self.part = Some(part);
            }
            When::DayOfMonth(day) => self.day_of_month = Some(day),
            When::Moment(moment) => self.moment = Some(moment),
        }
    }

    /// What it means.
    pub(super) fn reading(&self, context: Context) -> Option<Reading> {
        if let Some(moment) = self.moment {
            return Some(Reading::Moment(moment));
        }
        if let (Some(day), true) = (self.day_of_month, self.days.is_empty()) {
            return self.on(day::day_of_some_month(day, context)?, context);
        }
        if self.days.is_empty() {
            return self.without_day(context);
        }
        let readings: Vec<Reading> =
            self.candidates(context).into_iter().filter_map(|day| self.on(day, context)).collect();
        several(readings)
    }

    /// The days meant; a weekday beside a date that is another one makes both possible.
    fn candidates(&self, context: Context) -> Vec<NaiveDate> {
        let mut days = self.days.clone();
        if let (Some(weekday), false) = (self.weekday, self.only_weekday)
            && let Some(date) = days.first().copied()
            && !day::is_weekday(date, weekday)
        {
            let near = (-3..=3).filter_map(|days| date.checked_add_signed(chrono::Duration::days(days)));
            days.extend(near.filter(|day| day::is_weekday(*day, weekday)));
        }
        // Of „Dienstag, 8 Uhr“ said on a Tuesday only the one counts that is still to come (or already past).
        if self.only_weekday
            && days.len() > 1
            && let Some(clock) = self.clock
        {
            let time = self.hour_of(clock, days[0], context).time();
            let on_this_side = |day: &NaiveDate| match context.direction {
                Direction::Past => day.and_time(time) <= context.now,
                Direction::Future => day.and_time(time) >= context.now,
            };
            days.retain(on_this_side);
            days.truncate(1);
        }
        days
    }

    fn without_day(&self, context: Context) -> Option<Reading> {
        let Some(clock) = self.clock else {
            let part = self.part.clone()?;
            return Some(Reading::PartOfDay { day: context.today(), part });
        };
        Some(Reading::Time(self.hour_of(clock, context.today(), context).time()))
    }

    fn on(&self, day: NaiveDate, context: Context) -> Option<Reading> {
        match (self.clock, &self.part) {
            (Some(clock), _) => Some(Reading::Moment(zone::moment(self.local(clock, day, context)?, context.zone)?)),
            (None, Some(part)) => Some(Reading::PartOfDay { day, part: part.clone() }),
            (None, None) => Some(Reading::Day(day)),
        }
    }

    /// Day and time as a clock shows them; the end of a day is the beginning of the next.
    pub(super) fn local(&self, clock: Clock, day: NaiveDate, context: Context) -> Option<chrono::NaiveDateTime> {
        let clock = self.hour_of(clock, day, context);
        let early = self.part.as_deref() == Some("night") && clock.hour < LAST_HOUR_OF_NIGHT;
        let over = day.and_time(clock.time()) < context.now && context.direction == Direction::Future;
        // „heute Nacht um 2“ is the coming night, which ends tomorrow.
        let coming_night = early && over && day == context.today();
        let day = if clock.half == Half::EndOfDay || coming_night { day.succ_opt()? } else { day };
        Some(day.and_time(clock.time()))
    }

    /// The hour meant, with the part of the day, or else what is usual.
    pub(super) fn hour_of(&self, clock: Clock, day: NaiveDate, context: Context) -> Clock {
        let later = clock.later_half().unwrap_or(clock);
        match self.part.as_deref() {
            Some("afternoon" | "evening") => return later,
            Some("night") if clock.hour >= LAST_HOUR_OF_NIGHT => return later,
            Some("noon") if clock.hour <= 2 => return later,
            Some(_) => return clock,
            None => {}
        }
        if clock.half != Half::Open {
            return clock;
        }
        if day == context.today() {
            let now = context.now.time();
            return match context.direction {
                Direction::Future if clock.time() < now => later,
                Direction::Past if later.time() <= now => later,
                _ => clock,
            };
        }
        if clock.hour < FIRST_USUAL_HOUR { later } else { clock }
    }
}

/// „abends“, „am Abend“, „letzte Nacht“; the last names its day as well.
fn part_at(tokens: &[Token], at: usize, context: Context) -> Option<(usize, (Option<NaiveDate>, String))> {
    if let Some(part) = tokens.get(at)?.part() {
        return Some((at + 1, (None, part)));
    }
    let places = day::which(&tokens[at])?;
    let part = tokens.get(at + 1)?.part()?;
    let day = match places {
        -1 => context.today().pred_opt()?,
        0 => context.today(),
        _ => return None,
    };
    Some((at + 2, (Some(day), part)))
}

/// One reading, or the question which.
pub(super) fn several(mut readings: Vec<Reading>) -> Option<Reading> {
    readings.dedup();
    if readings.len() <= 1 { readings.pop() } else { Some(Reading::Several(readings)) }
}
