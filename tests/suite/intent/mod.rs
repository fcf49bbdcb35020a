//! What people say and what is understood: commands, words within dialogs, picking options.

mod commands;
mod controls;
mod picking;
mod properties;

use ticketlotse::conversation::intent::{Lexicon, Understood, understand};
use ticketlotse::locales::Locales;

/// The words of a shipped language.
fn lexicon(language: &str) -> Lexicon {
    let lexicons = Locales::shipped().expect("the shipped texts load").lexicons();
    lexicons.into_iter().find(|lexicon| lexicon.language == language).expect("a shipped language")
}

fn said(language: &str, text: &str) -> Understood {
    understand(text, &lexicon(language))
}
