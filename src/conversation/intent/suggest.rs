//! „Meinten Sie …?“: up to three commands that a message may have meant.

use super::Command;
use super::lexicon::{Part, Scope};
use super::understand::Message;
use super::understood::{Meaning, Understood};
use super::{slots, typo};

/// Most suggestions.
const MAX_SUGGESTIONS: usize = 3;
/// Longest message, in words, for which commands are suggested; a longer one is a sentence of its own.
const MAX_WORDS: usize = 6;

/// Suggestions for a message that names no command.
pub(super) fn for_message(message: &Message<'_>) -> Understood {
    if message.tokens.len() > MAX_WORDS {
        return Understood::default();
    }
    let whole: Vec<&str> = message.tokens.iter().filter_map(|token| token.word()).collect();
    let whole = whole.join(" ");
    let mut ranked: Vec<(u8, Command)> = message
        .lexicon
        .commands
        .iter()
        .filter(|(_, command, _)| !matches!(command, Command::Greet | Command::Thanks))
        .filter_map(|(phrase, command, scope)| Some((rank(message, &whole, &phrase.0, *scope)?, *command)))
        .collect();
    ranked.sort();
    let mut commands: Vec<Command> = Vec::new();
    for (_, command) in ranked {
        if !commands.contains(&command) && commands.len() < MAX_SUGGESTIONS {
            commands.push(command);
        }
    }
    let meaning = if commands.is_empty() { Meaning::Nothing } else { Meaning::Unsure(commands) };
    let numbers = message.tokens.iter().filter_map(|token| token.number()).map(str::to_owned).collect();
    Understood { meaning, numbers, ..Understood::default() }
}

/// How likely a phrase was meant: 0 is likeliest.
fn rank(message: &Message<'_>, whole: &str, parts: &[Part], scope: Scope) -> Option<u8> {
    let words: Vec<&str> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Word(word) => Some(word.as_str()),
            Part::Number => None,
        })
        .collect();
    if typo::alike(whole, &words.join(" ")) {
        return Some(0);
    }
    let said = |meant: &str| {
        let mut typed = message.tokens.iter().filter_map(|token| token.word());
        meant.len() >= 4 && typed.any(|typed| slots::nearly(typed, meant))
    };
    let all = !words.is_empty() && words.iter().all(|word| said(word));
    all.then_some(if scope == Scope::Begins { 1 } else { 2 })
}
