//! What people say and what is understood: commands, words within dialogs, picking options.

mod commands;
mod controls;
mod picking;
mod properties;
mod shown;

use std::sync::LazyLock;

use ticketlotse::conversation::intent::{Lexicon, Understood, understand};
use ticketlotse::locales::Locales;

static LEXICONS: LazyLock<Vec<Lexicon>> =
    LazyLock::new(|| Locales::shipped().expect("the shipped texts load").lexicons());

/// The words of a shipped language.
fn lexicon(language: &str) -> Lexicon {
    LEXICONS.iter().find(|lexicon| lexicon.language == language).expect("a shipped language").clone()
}

fn said(language: &str, text: &str) -> Understood {
    let lexicon = LEXICONS.iter().find(|lexicon| lexicon.language == language).expect("a shipped language");
    understand(text, lexicon)
}
