//! Cuts a text into tokens and gives each word the roles it may play. An unknown word makes it no time expression.

use super::words::{TimeLexicon, Unit, Word};
use crate::conversation::intent::fold;

/// Most tokens of an expression.
const MAX_TOKENS: usize = 40;
/// Longest number in digits.
const MAX_DIGITS: usize = 4;

/// What a word may stand for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Role {
    Weekday(u8),
    Month(u8),
    Day(i64),
    DayPart(i64, String),
    Fixed(u32, u32),
    Part(String),
    Unit(Unit),
    Number(f64),
    Place(u32),
    Word(Word),
}

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// Digits with how many there are.
    Digits { value: u32, length: usize, glued: bool },
    /// A known word or phrase.
    Known(Vec<Role>),
    /// A sign between words.
    Sign(char),
}

impl Token {
    pub(super) fn is(&self, word: Word) -> bool {
        matches!(self, Self::Known(roles) if roles.contains(&Role::Word(word)))
    }

    pub(super) fn is_any(&self, words: &[Word]) -> bool {
        words.iter().any(|word| self.is(*word))
    }

    pub(super) fn is_sign(&self, sign: char) -> bool {
        matches!(self, Self::Sign(found) if *found == sign)
    }

    pub(super) fn find<T>(&self, pick: impl Fn(&Role) -> Option<T>) -> Option<T> {
        match self {
            Self::Known(roles) => roles.iter().find_map(pick),
            _ => None,
        }
    }

    /// A number in digits or words.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Digits { value, .. } => Some(f64::from(*value)),
            _ => self.find(|role| if let Role::Number(number) = role { Some(*number) } else { None }),
        }
    }

    /// A whole number in digits or words.
    pub(super) fn whole(&self) -> Option<u32> {
        match self {
            Self::Digits { value, .. } => Some(*value),
            _ => self.find(|role| match role {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "whole, small, not negative"
                )]
                Role::Number(number) if number.fract() == 0.0 && (0.0..1000.0).contains(number) => Some(*number as u32),
                _ => None,
            }),
        }
    }

    pub(super) fn unit(&self) -> Option<Unit> {
        self.find(|role| if let Role::Unit(unit) = role { Some(*unit) } else { None })
    }

    pub(super) fn weekday(&self) -> Option<u8> {
        self.find(|role| if let Role::Weekday(weekday) = role { Some(*weekday) } else { None })
    }

    pub(super) fn month(&self) -> Option<u8> {
        self.find(|role| if let Role::Month(month) = role { Some(*month) } else { None })
    }

    pub(super) fn place(&self) -> Option<u32> {
        self.find(|role| if let Role::Place(place) = role { Some(*place) } else { None })
    }

    pub(super) fn part(&self) -> Option<String> {
        self.find(|role| if let Role::Part(part) = role { Some(part.clone()) } else { None })
    }
}

/// The tokens of a text; `None` when it holds a word that says nothing about time.
pub(super) fn tokens(text: &str, lexicon: &TimeLexicon) -> Option<Vec<Token>> {
    let pieces = pieces(text)?;
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match &pieces[at] {
            Piece::Digits(digits, glued) => {
                let value = digits.parse().ok().filter(|_| digits.len() <= MAX_DIGITS)?;
                tokens.push(Token::Digits { value, length: digits.len(), glued: *glued });
                at += 1;
            }
            Piece::Sign(sign) => {
                tokens.push(Token::Sign(*sign));
                at += 1;
            }
            Piece::Word(_) => {
                let (roles, length) = longest_phrase(&pieces[at..], lexicon)?;
                tokens.push(Token::Known(roles));
                at += length;
            }
        }
        if tokens.len() > MAX_TOKENS {
            return None;
        }
    }
    Some(without_abbreviation_dots(tokens))
}

enum Piece {
    /// Digits, and whether they stand right after a letter or another sign without a space.
    Digits(String, bool),
    Word(String),
    Sign(char),
}

fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = text.trim().trim_end_matches(['!', '?']);
    let mut glued = false;
    while let Some(first) = rest.chars().next() {
        let take = |is: fn(char) -> bool| rest.find(|c: char| !is(c)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            let length = take(|c| c.is_ascii_digit());
            pieces.push(Piece::Digits(rest[..length].to_owned(), glued));
            length
        } else if first.is_alphabetic() {
            if let Some((letters, length)) = dotted_letters(rest) {
                pieces.push(Piece::Word(letters));
                glued = true;
                rest = &rest[length..];
                continue;
            }
            // The „T“ between date and time (ISO 8601).
            let between = glued && matches!(pieces.last(), Some(Piece::Digits(..)));
            if between && first.eq_ignore_ascii_case(&'t') && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
                rest = &rest[1..];
                continue;
            }
            let length = take(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '\u{300}'..='\u{36F}'));
            pieces.push(Piece::Word(fold(&rest[..length])));
            length
        } else {
            match first {
                '–' | '—' | '−' | '‑' => pieces.push(Piece::Sign('-')),
                '.' | ':' | '/' | '-' | ',' => pieces.push(Piece::Sign(first)),
                '~' | '(' | ')' | '„' | '“' | '"' => {}
                c if c.is_whitespace() => {}
                _ => return None,
            }
            first.len_utf8()
        };
        glued = !first.is_whitespace();
        rest = &rest[length..];
    }
    Some(pieces)
}

/// Two single letters with dots („a.m.“) are one word.
fn dotted_letters(text: &str) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let dotted = letter(0) && bytes.get(1) == Some(&b'.') && letter(2) && bytes.get(3) == Some(&b'.');
    dotted.then(|| (fold(&[&text[..1], &text[2..3]].concat()), 4))
}

fn longest_phrase(pieces: &[Piece], lexicon: &TimeLexicon) -> Option<(Vec<Role>, usize)> {
    let words: Vec<&str> = pieces
        .iter()
        .map_while(|piece| if let Piece::Word(word) = piece { Some(word.as_str()) } else { None })
        .take(lexicon.longest)
        .collect();
    (1..=words.len()).rev().find_map(|length| {
        let roles = lexicon.roles(&words[..length].join(" "))?;
        Some((roles.to_vec(), length))
    })
}

/// A dot after a word ends an abbreviation („Nov.“, „Mo.“) and says nothing.
fn without_abbreviation_dots(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let after_word = matches!(kept.last(), Some(Token::Known(_)));
        if !(token.is_sign('.') && after_word) {
            kept.push(token);
        }
    }
    kept
}
