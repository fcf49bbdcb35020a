//! Times of day: „8:30“, „8 Uhr“, „halb neun“, „Viertel nach drei“, „fünf vor zwölf“, “2 pm”.

use chrono::NaiveTime;

use super::lex::Token;
use super::words::{Unit, Word};

/// A time of day as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u32,
    pub(super) minute: u32,
    /// How sure the half of the day is.
    pub(super) half: Half,
}

/// Which half of the day a time belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// The hour counts from 0 to 23.
    Said,
    /// “am” or “pm” says it.
    Noted,
    /// The hour was said as people say it, from 1 to 12.
    Open,
    /// The end of the day, 24 o'clock.
    EndOfDay,
}

/// Whether a number alone is an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    /// It is, because „um“ or a range says so.
    IsHour,
    /// It is not.
    IsNothing,
}

impl Clock {
    fn said(hour: u32, minute: u32) -> Option<Self> {
        match (hour, minute) {
            (24, 0) => Some(Self { hour: 0, minute: 0, half: Half::EndOfDay }),
            (0..=23, 0..=59) => Some(Self { hour, minute, half: Half::Said }),
            _ => None,
        }
    }

    /// Minutes before or after an hour as people count them.
    fn around(hour: u32, minutes: i64) -> Option<Self> {
        if !(1..=24).contains(&hour) {
            return None;
        }
        let total = (i64::from(hour) * 60 + minutes).rem_euclid(24 * 60);
        let total = u32::try_from(total).ok()?;
        let half = if hour <= 12 { Half::Open } else { Half::Said };
        Some(Self { hour: total / 60, minute: total % 60, half })
    }

    /// The time of day. The end of the day is midnight.
    pub(super) fn time(self) -> NaiveTime {
        NaiveTime::from_hms_opt(self.hour, self.minute, 0).unwrap_or_default()
    }

    /// Twelve hours later, if that is still the same day.
    pub(super) fn later_half(self) -> Option<Self> {
        (self.hour < 12).then_some(Self { hour: self.hour + 12, half: Half::Said, ..self })
    }

    fn with_meridiem(self, afternoon: Word) -> Option<Self> {
        let hour = match (afternoon, self.hour) {
            (Word::Pm, 1..=11) => self.hour + 12,
            (Word::Am, 12) => 0,
            (Word::Pm, 12) | (Word::Am, 0..=11) => self.hour,
            _ => return None,
        };
        Some(Self { hour, half: Half::Noted, ..self })
    }
}

/// The time that begins at a token, and the token after it.
pub(super) fn read(tokens: &[Token], at: usize, bare: Bare) -> Option<(usize, Clock)> {
    let patterns = [hour_and_minute, spoken, with_minutes_around, named, hour_only];
    let found = patterns.iter().find_map(|pattern| pattern(tokens, at));
    let found = found.or_else(|| bare_hour(tokens, at).filter(|_| bare == Bare::IsHour));
    let (mut next, mut clock) = found?;
    while let Some(token) = tokens.get(next) {
        if token.is(Word::Clock) {
            next += 1;
        } else if let Some(meridiem) = [Word::Am, Word::Pm].into_iter().find(|word| token.is(*word)) {
            let Some(adjusted) = clock.with_meridiem(meridiem) else { break };
            clock = adjusted;
            next += 1;
        } else {
            break;
        }
    }
    Some((next, clock))
}

fn digits(tokens: &[Token], at: usize, most: usize) -> Option<u32> {
    match tokens.get(at)? {
        Token::Digits { value, length, .. } if *length <= most => Some(*value),
        _ => None,
    }
}

fn two_digits(tokens: &[Token], at: usize) -> Option<u32> {
    match tokens.get(at)? {
        Token::Digits { value, length: 2, .. } => Some(*value),
        _ => None,
    }
}

fn is(tokens: &[Token], at: usize, word: Word) -> bool {
    tokens.get(at).is_some_and(|token| token.is(word))
}

fn sign(tokens: &[Token], at: usize, sign: char) -> bool {
    tokens.get(at).is_some_and(|token| token.is_sign(sign))
}

/// „8:30“, „8.30 Uhr“, „08:30:15“.
fn hour_and_minute(tokens: &[Token], at: usize) -> Option<(usize, Clock)> {
    let (hour, minute) = (digits(tokens, at, 2)?, two_digits(tokens, at + 2)?);
    if sign(tokens, at + 1, ':') {
        let seconds = sign(tokens, at + 3, ':') && two_digits(tokens, at + 4).is_some();
        return Some((if seconds { at + 5 } else { at + 3 }, Clock::said(hour, minute)?));
    }
    // „8.30“ is a time when an hour word follows or when it cannot be a day and a month.
    let followed = tokens.get(at + 3).is_some_and(|token| token.is_any(&[Word::Clock, Word::Am, Word::Pm]));
    let no_date = minute == 0 || minute > 12;
    let ends = !sign(tokens, at + 3, '.');
    (sign(tokens, at + 1, '.') && ends && (followed || no_date)).then(|| Some((at + 3, Clock::said(hour, minute)?)))?
}

/// „8 Uhr“, „8 Uhr 30“, „18h“, „18h30“, „2 pm“, „acht Uhr“.
fn hour_only(tokens: &[Token], at: usize) -> Option<(usize, Clock)> {
    let hour = tokens.get(at)?.whole()?;
    let after = tokens.get(at + 1)?;
    if after.is_any(&[Word::Am, Word::Pm]) && (1..=12).contains(&hour) {
        return Some((at + 1, Clock::said(hour, 0)?));
    }
    if !after.is(Word::Clock) {
        return None;
    }
    let minute = two_digits(tokens, at + 2).or_else(|| {
        let word = tokens.get(at + 2)?;
        if matches!(word, Token::Digits { .. }) { None } else { word.whole().filter(|minute| *minute > 0) }
    });
    let is_time = |minute: &u32| {
        let next = tokens.get(at + 3);
        *minute < 60
            && !next.is_some_and(|token| token.is_sign('.') || token.month().is_some() || token.unit().is_some())
    };
    match minute.filter(is_time) {
        Some(minute) => Some((at + 3, Clock::said(hour, minute)?)),
        None => Some((at + 2, Clock::said(hour, 0)?)),
    }
}

/// „halb neun“, „half past eight“, „Viertel nach drei“, „Viertel drei“, „dreiviertel drei“.
fn spoken(tokens: &[Token], at: usize) -> Option<(usize, Clock)> {
    let first = tokens.get(at)?;
    let hour = |at: usize| tokens.get(at).and_then(Token::whole);
    if let Some(said) = hour(at + 1) {
        let minutes = if first.is(Word::HalfTo) {
            Some(-30)
        } else if first.is(Word::HalfPast) {
            Some(30)
        } else if first.is(Word::ThreeQuarters) {
            Some(-15)
        } else if first.is(Word::Quarter) {
            Some(-45)
        } else {
            None
        };
        return Some((at + 2, Clock::around(said, minutes?)?));
    }
    let said = hour(at + 2)?;
    let (before, after) = (is(tokens, at + 1, Word::Before), is(tokens, at + 1, Word::After));
    let minutes = match (first.is(Word::Quarter), first.is(Word::HalfPast)) {
        (true, _) if before => -15,
        (true, _) if after => 15,
        (_, true) if after => 30,
        _ => return None,
    };
    Some((at + 3, Clock::around(said, minutes)?))
}

/// „fünf vor zwölf“, „zehn nach acht“, „fünf vor halb neun“, „ten minutes past eight“.
fn with_minutes_around(tokens: &[Token], at: usize) -> Option<(usize, Clock)> {
    let minutes = i64::from(tokens.get(at)?.whole().filter(|minutes| (1..=29).contains(minutes))?);
    let named = tokens.get(at + 1).and_then(Token::unit) == Some(Unit::Minute);
    let relation = if named { at + 2 } else { at + 1 };
    let minutes = match (is(tokens, relation, Word::Before), is(tokens, relation, Word::After)) {
        (true, _) => -minutes,
        (_, true) => minutes,
        _ => return None,
    };
    let half = is(tokens, relation + 1, Word::HalfTo);
    let hour_at = if half { relation + 2 } else { relation + 1 };
    let hour = tokens.get(hour_at)?.whole()?;
    let next_is_unit = tokens.get(hour_at + 1).and_then(Token::unit).is_some_and(|unit| unit != Unit::Hour);
    let minutes = if half { minutes - 30 } else { minutes };
    (!next_is_unit).then(|| Some((hour_at + 1, Clock::around(hour, minutes)?)))?
}

/// Noon and midnight.
fn named(tokens: &[Token], at: usize) -> Option<(usize, Clock)> {
    if is(tokens, at, Word::Midnight) {
        return Some((at + 1, Clock { hour: 0, minute: 0, half: Half::EndOfDay }));
    }
    is(tokens, at, Word::Noon).then_some((at + 1, Clock { hour: 12, minute: 0, half: Half::Said }))
}

fn bare_hour(tokens: &[Token], at: usize) -> Option<(usize, Clock)> {
    let token = tokens.get(at)?;
    let hour = token.whole()?;
    let next = tokens.get(at + 1);
    let is_other = next
        .is_some_and(|next| next.is_sign('.') || next.is_sign(':') || next.unit().is_some() || next.month().is_some());
    let as_word = !matches!(token, Token::Digits { .. });
    let clock = if as_word { Clock::around(hour, 0) } else { Clock::said(hour, 0) };
    (!is_other).then(|| Some((at + 1, clock?)))?
}
