//! Reads what a command needs from the words around its verb: numbers, texts, people, languages. A command whose
//! arguments do not fit was not meant.

use super::Command;
use super::lexicon::Scope;
use super::reader::Reader;
use super::understand::{Before, Message, Named};
use super::understood::Understood;
use super::{lists, typo};

/// Signs between a command and the text that belongs to it.
const SEPARATORS: [char; 13] = [':', ',', ';', '.', '!', '?', '“', '”', '"', ')', ']', '–', '—'];

/// Reads the arguments of a command; `None` when what is said does not fit it.
pub(super) fn read(message: &Message<'_>, named: Named, before: &Before) -> Option<Understood> {
    if named.mistakes > 1 && named.command.changes() {
        return None;
    }
    let reader = Reader::new(message, named, before);
    if before.negated {
        return named.command.can_be_negated().then(|| reader.negated());
    }
    match named.command {
        Command::Show => reader.show(),
        Command::Close | Command::Reopen | Command::Escalate | Command::Attach | Command::Follow | Command::Mute => {
            reader.act()
        }
        Command::Reply => reader.reply(),
        Command::Priority => reader.priority(),
        Command::Rate => reader.rate(),
        Command::Watcher => reader.watcher(),
        _ if !before.numbers.is_empty() => None,
        Command::Mine | Command::Company | Command::Watched => lists::after(message, named),
        Command::New => reader.new_ticket(),
        Command::Search => Some(reader.search()),
        Command::Language => reader.language(),
        Command::SignIn => reader.sign_in(),
        Command::Help | Command::Notifications => reader.topic(),
        _ => reader.rest_is_empty().then_some(reader.understood),
    }
}

/// „auf Deutsch“ and nothing else.
pub(super) fn language_alone(message: &Message<'_>) -> Option<Understood> {
    let at = message.after_politeness();
    let named = Named { command: Command::Language, scope: Scope::Alone, from: at, end: at, mistakes: 0 };
    let understood = Reader::new(message, named, &Before::default()).language()?;
    let only = message.tokens[at..].iter().all(|token| {
        token.word().is_some_and(|word| message.lexicon.languages.contains_key(word)) || message.means_nothing(token)
    });
    (only && understood.language.is_some()).then_some(understood)
}

/// „das zweite“, „die letzte“ and nothing else: a place in the list shown.
pub(super) fn place_alone(message: &Message<'_>) -> Option<Understood> {
    let mut understood = Understood::sure(Command::Show);
    for token in &message.tokens {
        let word = token.word()?;
        if let Some(place) = message.lexicon.ordinals.get(word) {
            understood.ordinal = Some(*place);
        } else if message.means_nothing(token) {
        } else if let Some(number) = message.lexicon.numbers.get(word) {
            understood.numbers.push(number.to_string());
        } else {
            return None;
        }
    }
    let places = understood.numbers.len() + usize::from(understood.ordinal.is_some());
    (places == 1).then_some(understood)
}

/// A ticket type and nothing else, or followed by a colon and what it is about.
pub(super) fn type_alone(message: &Message<'_>) -> Option<Understood> {
    let at = message.after_politeness();
    let (id, end, _) = message.ticket_type_at(at, Typos::Refused)?;
    let mut understood = Understood { ticket_type: Some(id), ..Understood::sure(Command::New) };
    let followed = message.text[message.tokens[end - 1].end..].trim_start().starts_with(':');
    let only = message.tokens[end..].iter().all(|token| message.means_nothing(token));
    if followed {
        understood.text = message.text_from(end);
    }
    (followed || only).then_some(understood)
}

/// Whether typos are mended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Typos {
    Mended,
    Refused,
}

impl Message<'_> {
    /// Whether a token says nothing beside a command.
    pub(super) fn means_nothing(&self, token: &super::fold::Token) -> bool {
        token.word().is_some_and(|word| self.lexicon.fillers.contains(word) || self.lexicon.ticket_nouns.contains(word))
    }

    /// The first token after greetings, lead-ins and words that mean nothing.
    pub(super) fn after_politeness(&self) -> usize {
        let mut before = Before::default();
        let mut at = 0;
        while at < self.tokens.len() {
            match self.skip(at, &mut before) {
                Some(next) if before.numbers.is_empty() && before.ordinal.is_none() && !before.negated => at = next,
                _ => break,
            }
        }
        at
    }

    /// A ticket type that is named here, and the token after it.
    pub(super) fn ticket_type_at(
        &self,
        at: usize,
        typos: Typos,
    ) -> Option<(crate::domain::TicketTypeId, usize, usize)> {
        let known = &self.lexicon.ticket_types;
        let exact = known
            .iter()
            .filter_map(|(phrase, id)| Some((phrase.matches(&self.tokens, at, self.lexicon)?, id)))
            .max_by_key(|(end, _)| *end)
            .map(|(end, id)| (id.clone(), end, 0));
        exact.or_else(|| {
            let near = known.iter().filter_map(|(phrase, id)| {
                let (end, mistakes) = phrase.nearly_matches(&self.tokens, at, self.lexicon)?;
                Some((id.clone(), end, mistakes))
            });
            near.min_by_key(|(_, _, mistakes)| *mistakes).filter(|_| typos == Typos::Mended)
        })
    }

    /// The text from a token on, as written, without the signs before it.
    pub(super) fn text_from(&self, at: usize) -> String {
        let start = if at == 0 { 0 } else { self.tokens[at - 1].end };
        let rest = self.text[start..].trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
        rest.trim_end().to_owned()
    }
}

/// Whether two words are the same but for a slip.
pub(super) fn nearly(typed: &str, meant: &str) -> bool {
    typed == meant || typo::distance(typed, meant).is_some()
}
