//! Words within a dialog. They count only when they are the whole message; „Text:“ makes anything text.

use super::fold::{Token, fold, phrase, tokens};
use super::lexicon::Lexicon;
use super::typo;
use super::words::ControlWord;

/// Most words of what is to be edited; a longer message is text.
const MAX_TARGET_WORDS: usize = 5;

/// What a word within a dialog asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// One question back.
    Back,
    /// On.
    Next,
    /// Leave this question out.
    Skip,
    /// Cancel (asks; the draft is kept).
    Cancel,
    /// Edit an answer: its number in the summary or the name of its field, as written.
    Edit(Option<String>),
    /// Show the summary.
    Summary,
    /// Keep it for later.
    Later,
    /// Start over.
    Restart,
    /// Why is this asked?
    Why,
    /// Say it again.
    Repeat,
    /// Send.
    Send,
    /// Take the last step back.
    Undo,
    /// Yes.
    Yes,
    /// No.
    No,
    /// „Weiß ich nicht“.
    Unknown,
}

/// The word within a dialog that the whole message is, written exactly.
pub fn control_word(text: &str, lexicon: &Lexicon) -> Option<Control> {
    find(text, lexicon, |typed| lexicon.controls.get(typed).copied())
}

/// The same with typos mended; for questions whose answer is not free text.
pub fn control_word_or_typo(text: &str, lexicon: &Lexicon) -> Option<Control> {
    control_word(text, lexicon).or_else(|| find(text, lexicon, |typed| nearest(typed, lexicon)))
}

/// The text after an escape (`Text: zurück`), if the message begins with one.
pub fn escaped<'a>(text: &'a str, lexicon: &Lexicon) -> Option<&'a str> {
    let trimmed = text.trim_start();
    lexicon.escapes.iter().find_map(|escape| {
        let head = trimmed.get(..escape.len())?;
        (fold(head) == *escape).then(|| trimmed[escape.len()..].trim())
    })
}

/// Whether the whole message means yes or no.
pub fn yes_no(text: &str, lexicon: &Lexicon) -> Option<bool> {
    match control_word_or_typo(text, lexicon) {
        Some(Control::Yes | Control::Send) => return Some(true),
        Some(Control::No | Control::Cancel) => return Some(false),
        _ => {}
    }
    if escaped(text, lexicon).is_some() {
        return None;
    }
    if lexicon.agree.contains(&phrase(text)) {
        return Some(true);
    }
    let tokens = tokens(text);
    let words: Vec<&str> = content(&tokens, lexicon).iter().filter_map(|token| token.word()).collect();
    if words.is_empty() {
        return None;
    }
    let yes = |said: &str| lexicon.controls.get(said) == Some(&ControlWord::Yes) || lexicon.agree.contains(said);
    let no = |said: &str| lexicon.controls.get(said) == Some(&ControlWord::No);
    if consists_of(&words, yes) { Some(true) } else { consists_of(&words, no).then_some(false) }
}

/// Whether the words are nothing but phrases of one kind, one after the other.
fn consists_of(words: &[&str], is: impl Fn(&str) -> bool) -> bool {
    let mut at = 0;
    while at < words.len() {
        let longest =
            (at + 1..=words.len().min(at + MAX_TARGET_WORDS)).rev().find(|end| is(&words[at..*end].join(" ")));
        let Some(end) = longest else { return false };
        at = end;
    }
    true
}

fn find(text: &str, lexicon: &Lexicon, look_up: impl Fn(&str) -> Option<ControlWord>) -> Option<Control> {
    if escaped(text, lexicon).is_some() {
        return None;
    }
    if let Some(word) = look_up(&phrase(text)) {
        return Some(control(word, None));
    }
    let tokens = tokens(text);
    let words = content(&tokens, lexicon);
    let folded = |tokens: &[&Token]| {
        let words: Vec<String> = tokens.iter().map(|token| fold(&text[token.start..token.end])).collect();
        words.join(" ")
    };
    let ends: Vec<&Token> = tokens.iter().take(words_end(&tokens, lexicon)).collect();
    for candidate in [&ends, &words] {
        if let Some(word) = look_up(&folded(candidate)) {
            return Some(control(word, None));
        }
    }
    edit(text, &words, &folded, &look_up, lexicon)
}

/// „ändern 3“, „ändern Beschreibung“, „Beschreibung ändern“.
fn edit(
    text: &str,
    words: &[&Token],
    folded: &impl Fn(&[&Token]) -> String,
    look_up: &impl Fn(&str) -> Option<ControlWord>,
    lexicon: &Lexicon,
) -> Option<Control> {
    if !(2..=MAX_TARGET_WORDS + 1).contains(&words.len()) {
        return None;
    }
    let is_edit = |tokens: &[&Token]| look_up(&folded(tokens)) == Some(ControlWord::Edit);
    let target = if is_edit(&words[..1]) {
        &words[1..]
    } else if is_edit(&words[words.len() - 1..]) {
        &words[..words.len() - 1]
    } else {
        return None;
    };
    let filling = target.iter().take_while(|token| lexicon.is_filler(token)).count();
    let target = &target[filling..];
    let (first, last) = (target.first()?, target.last()?);
    Some(control(ControlWord::Edit, Some(text[first.start..last.end].to_owned())))
}

/// The tokens without the words that mean nothing at the beginning and the end.
fn content<'t>(tokens: &'t [Token], lexicon: &Lexicon) -> Vec<&'t Token> {
    let words = &tokens[..words_end(tokens, lexicon)];
    words.iter().skip_while(|token| lexicon.is_filler(token)).collect()
}

/// How many tokens there are without the words that mean nothing at the end.
fn words_end(tokens: &[Token], lexicon: &Lexicon) -> usize {
    tokens.len() - tokens.iter().rev().take_while(|token| lexicon.is_filler(token)).count()
}

fn nearest(typed: &str, lexicon: &Lexicon) -> Option<ControlWord> {
    if lexicon.known.contains(typed) && !lexicon.controls.contains_key(typed) {
        return None;
    }
    let near = lexicon.controls.iter().filter_map(|(meant, word)| Some((typo::distance(typed, meant)?, *word)));
    let mut near: Vec<(usize, ControlWord)> = near.collect();
    near.sort_unstable();
    let (best, word) = *near.first()?;
    near.iter().all(|(distance, other)| *distance > best || *other == word).then_some(word)
}

fn control(word: ControlWord, target: Option<String>) -> Control {
    match word {
        ControlWord::Back => Control::Back,
        ControlWord::Next => Control::Next,
        ControlWord::Skip => Control::Skip,
        ControlWord::Cancel => Control::Cancel,
        ControlWord::Edit => Control::Edit(target),
        ControlWord::Summary => Control::Summary,
        ControlWord::Later => Control::Later,
        ControlWord::Restart => Control::Restart,
        ControlWord::Why => Control::Why,
        ControlWord::Repeat => Control::Repeat,
        ControlWord::Send => Control::Send,
        ControlWord::Undo => Control::Undo,
        ControlWord::Yes => Control::Yes,
        ControlWord::No => Control::No,
        ControlWord::Unknown => Control::Unknown,
    }
}
