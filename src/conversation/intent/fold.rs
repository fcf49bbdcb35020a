//! Text as it is compared: lower case, umlauts spelled out, cut into words and ticket numbers.

use unicode_normalization::UnicodeNormalization;

/// Most tokens of a message that are looked at; what follows is text.
const MAX_TOKENS: usize = 400;
/// Longest number in digits; a longer one is a word.
const MAX_DIGITS: usize = 12;

/// A word or number of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// First byte in the original text.
    pub(crate) start: usize,
    /// Byte after the last one in the original text.
    pub(crate) end: usize,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word, folded.
    Word(String),
    /// A number as people write it, without `#`: `4711`, `CS-2026-004711`.
    Number(String),
}

impl Token {
    /// The folded word, if it is one.
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            Kind::Number(_) => None,
        }
    }

    /// The number, if it is one.
    pub(crate) fn number(&self) -> Option<&str> {
        match &self.kind {
            Kind::Number(number) => Some(number),
            Kind::Word(_) => None,
        }
    }
}

/// Folds text: lower case, `ä` as `ae`, `ß` as `ss`, other accents and apostrophes gone.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(|c| !matches!(c, '\'' | '`')).map(|c| c.to_ascii_lowercase()).collect();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'ä' => folded.push_str("ae"),
            'ö' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            '\'' | '’' | '‘' | '`' | '´' => {}
            c if c.is_ascii() => folded.push(c),
            c => folded.extend(std::iter::once(c).nfd().filter(|c| !('\u{300}'..='\u{36F}').contains(c))),
        }
    }
    folded
}

/// Cuts a message into tokens. Signs between words are left out.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while tokens.len() < MAX_TOKENS {
        let Some(start) = rest.find(char::is_alphanumeric) else { break };
        let offset = text.len() - rest.len() + start;
        let tail = &rest[start..];
        let (length, kind) = number(tail).unwrap_or_else(|| word(tail));
        tokens.push(Token { kind, start: offset, end: offset + length });
        rest = &tail[length..];
    }
    tokens
}

/// Folds a phrase to its words alone, separated by one space.
pub(crate) fn phrase(text: &str) -> String {
    let words: Vec<String> = tokens(text)
        .into_iter()
        .map(|token| match token.kind {
            Kind::Word(word) => word,
            Kind::Number(number) => fold(&number),
        })
        .collect();
    words.join(" ")
}

/// What a whole message is compared by when it has no words at all (`?`, an emoji).
pub(crate) fn signs(text: &str) -> String {
    fold(text).split_whitespace().collect()
}

fn word(text: &str) -> (usize, Kind) {
    let apostrophe = |c: char| matches!(c, '\'' | '’');
    let mut length = 0;
    for (index, c) in text.char_indices() {
        let joins = apostrophe(c) && text[index + c.len_utf8()..].starts_with(char::is_alphabetic);
        let combines = ('\u{300}'..='\u{36F}').contains(&c);
        if !c.is_alphanumeric() && !joins && !combines {
            break;
        }
        length = index + c.len_utf8();
    }
    (length, Kind::Word(fold(&text[..length])))
}

/// A number at the beginning of the text: digits alone, or letters, year and digits joined by hyphens.
fn number(text: &str) -> Option<(usize, Kind)> {
    let count = |text: &str, is: fn(&u8) -> bool| text.bytes().take_while(is).count();
    let ends = |length: usize| !text[length..].starts_with(char::is_alphanumeric);
    let digits = count(text, u8::is_ascii_digit);
    if digits > 0 {
        let fits = digits <= MAX_DIGITS && ends(digits);
        return fits.then(|| (digits, Kind::Number(text[..digits].to_owned())));
    }
    let letters = count(text, u8::is_ascii_alphabetic);
    let year = text.get(letters..)?.strip_prefix('-')?;
    let after_year = year.get(4..)?.strip_prefix('-')?;
    let digits = count(after_year, u8::is_ascii_digit);
    let length = letters + 1 + 4 + 1 + digits;
    let fits = (1..=8).contains(&letters)
        && year.bytes().take(4).all(|byte| byte.is_ascii_digit())
        && (1..=MAX_DIGITS).contains(&digits)
        && ends(length);
    fits.then(|| (length, Kind::Number(text[..length].to_ascii_uppercase())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_and_their_spelling_are_the_same() {
        assert_eq!(fold("Schließe ÖFFNE"), fold("schliesse oeffne"));
        assert_eq!(fold("a\u{308}ndern"), "aendern");
        assert_eq!(fold("Café, ’s geht"), "cafe, s geht");
    }

    #[test]
    fn numbers_of_tickets_are_one_token() {
        let kinds: Vec<Kind> = tokens("„cs-2026-004711“ #12 3TB RX-200").into_iter().map(|token| token.kind).collect();
        let word = |text: &str| Kind::Word(text.to_owned());
        let number = |text: &str| Kind::Number(text.to_owned());
        assert_eq!(kinds, [number("CS-2026-004711"), number("12"), word("3tb"), word("rx"), number("200")]);
    }

    #[test]
    fn tokens_point_into_the_original() {
        let text = "Größe: ändern!";
        let cut: Vec<&str> = tokens(text).iter().map(|token| &text[token.start..token.end]).collect();
        assert_eq!(cut, ["Größe", "ändern"]);
    }
}
