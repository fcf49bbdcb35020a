//! `**bold**` in our own texts, and keeping what people write from ever becoming markup.
//!
//! When texts are loaded, `**` becomes one private-use character. What people write is cleaned of that character before
//! it is put into a sentence, so whatever marks bold in the finished sentence came from our own texts.

use std::borrow::Cow;

use crate::conversation::message::{Span, Spoken};

/// Stands for `**` in loaded texts.
const BOLD: char = '\u{F8D2}';

/// Prepares the source of our own texts.
pub(super) fn mark(source: &str) -> String {
    let cleaned: String = source.chars().filter(|c| *c != BOLD).collect();
    cleaned.replace("**", BOLD.encode_utf8(&mut [0; 4]))
}

/// Takes out of a person's text what must not be in a sentence: our mark for bold, control characters other than line
/// breaks and tabs, and the characters that turn the direction of the surrounding text (Unicode TR 36, section 2.7).
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_fine = |c: char| !is_banned(c) && c != '\u{2028}' && c != '\u{2029}';
    if text.chars().all(is_fine) {
        return Cow::Borrowed(text);
    }
    let unified = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    Cow::Owned(unified.chars().filter(|c| !is_banned(*c)).collect())
}

fn is_banned(c: char) -> bool {
    let keeps_layout = c == '\n' || c == '\t';
    let turns_direction =
        matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}');
    c == BOLD || turns_direction || c == '\u{FEFF}' || (c.is_control() && !keeps_layout)
}

/// Splits a finished sentence into its spans.
pub(super) fn spans(sentence: &str) -> Spoken {
    let mut spans: Vec<Span> = Vec::new();
    for (index, part) in sentence.split(BOLD).enumerate() {
        if !part.is_empty() {
            spans.push(Span { text: part.to_owned(), strong: index % 2 == 1 });
        }
    }
    Spoken(spans)
}

/// The words of a finished sentence without any mark.
pub(super) fn plain(sentence: &str) -> String {
    sentence.replace(BOLD, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_marks_become_bold() {
        let sentence = format!("{} {}", mark("**Ja** und"), clean("**nein** \u{F8D2}x\u{F8D2}"));
        let spoken = spans(&sentence);
        assert_eq!(spoken.0[0], Span { text: "Ja".into(), strong: true });
        assert_eq!(spoken.0[1], Span { text: " und **nein** x".into(), strong: false });
        assert_eq!(spoken.0.len(), 2);
    }

    #[test]
    fn control_and_direction_characters_are_taken_out() {
        assert_eq!(clean("a\u{202E}b\u{0}c\r\nd\te\u{7}"), "abc\nd\te");
        assert!(matches!(clean("Größe 3,5\nZoll"), Cow::Borrowed(_)));
    }
}
