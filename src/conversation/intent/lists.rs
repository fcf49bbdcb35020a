//! Reads lists: whose tickets, narrowed down to what.

use std::collections::BTreeSet;

use super::fold::Token;
use super::understand::{Message, Named, longest};
use super::understood::{Filter, Understood};
use super::{Command, typo};
use crate::conversation::effect::States;

/// Most words that are taken as words to look for; more are a sentence, not a filter.
const MAX_WORDS: usize = 3;

/// A list that a phrase names („meine tickets“), with what follows it.
pub(super) fn after(message: &Message<'_>, named: Named) -> Option<Understood> {
    let rest = Rest::read(message, named.end, message.tokens.len())?;
    let within = Rest::read(message, named.from, named.end).unwrap_or_default();
    let mut understood = Understood::sure(named.command);
    let mut filter = rest.filter;
    if let Some(scope) = rest.scope {
        understood.meaning = super::Meaning::Sure(scope);
        filter.states = filter.states.or(within.filter.states);
    } else {
        filter.states = filter.states.or(within.filter.states.filter(|states| *states != States::All));
    }
    filter.status = filter.status.or(within.filter.status);
    filter.priority = filter.priority.or(within.filter.priority);
    understood.filter = filter;
    (rest.words <= MAX_WORDS).then_some(understood)
}

/// A list that is named by nothing but words about lists („kritische tickets der firma“).
pub(super) fn list_alone(message: &Message<'_>) -> Option<Understood> {
    let rest = Rest::read(message, message.after_politeness(), message.tokens.len())?;
    if rest.words > 0 {
        return None;
    }
    let by_contact = rest.filter.contact.is_some().then_some(Command::Company);
    let command = rest.scope.or(by_contact).or_else(|| {
        let named = rest.nouns > 0 || rest.filter.states.is_some() || rest.filter.status.is_some();
        named.then_some(Command::Mine)
    })?;
    let counts = rest.scope.is_some() || rest.nouns > 0 || rest.filter.contact.is_none();
    counts.then(|| Understood { filter: rest.filter, ..Understood::sure(command) })
}

/// What words about a list say.
#[derive(Default)]
struct Rest {
    filter: Filter,
    scope: Option<Command>,
    nouns: usize,
    words: usize,
}

impl Rest {
    /// Reads tokens; `None` when they say no.
    fn read(message: &Message<'_>, from: usize, end: usize) -> Option<Self> {
        let lexicon = message.lexicon;
        let mut rest = Self::default();
        let mut words: Vec<&Token> = Vec::new();
        let mut at = from;
        while at < end {
            let token = &message.tokens[at];
            if longest(&lexicon.negations, message, at).is_some() {
                return None;
            }
            let status = lexicon
                .statuses
                .iter()
                .find_map(|(phrase, status)| Some((phrase.matches(&message.tokens, at, lexicon)?, *status)));
            if let Some((after, status)) = status.filter(|(after, _)| *after <= end) {
                rest.filter.status = Some(status);
                at = after;
                continue;
            }
            let has = |set: &BTreeSet<String>| token.word().is_some_and(|word| set.contains(word));
            if has(&lexicon.of) && at + 1 < end {
                rest.filter.contact = Some(contact(message, at + 1, end));
                break;
            }
            if !rest.take(message, token) {
                if is_slip_of_list_word(message, token) {
                    return None;
                }
                words.push(token);
            }
            at += 1;
        }
        rest.words = words.len();
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            rest.filter.words = Some(message.text[first.start..last.end].to_owned());
        }
        Some(rest)
    }

    /// Takes a token that says something about the list, or nothing at all; `false` for any other.
    fn take(&mut self, message: &Message<'_>, token: &Token) -> bool {
        let lexicon = message.lexicon;
        let Some(word) = token.word() else { return false };
        if let Some(states) = lexicon.states.get(word) {
            self.filter.states = Some(*states);
        } else if let Some(priority) = lexicon.priorities.get(word) {
            self.filter.priority = Some(*priority);
        } else if lexicon.watched.contains(word) {
            self.scope = Some(Command::Watched);
        } else if lexicon.company.contains(word) {
            self.scope = self.scope.filter(|scope| *scope == Command::Watched).or(Some(Command::Company));
        } else if lexicon.mine.contains(word) {
            self.scope = self.scope.or(Some(Command::Mine));
        } else if lexicon.list_nouns.contains(word) {
            self.nouns += 1;
        } else {
            return message.means_nothing(token) || lexicon.joins.contains(word);
        }
        true
    }
}

/// Whether a word is a misspelt word about lists: then it is not what to look for.
fn is_slip_of_list_word(message: &Message<'_>, token: &Token) -> bool {
    let lexicon = message.lexicon;
    let known = [&lexicon.list_nouns, &lexicon.mine, &lexicon.company, &lexicon.watched];
    let mut words = known.into_iter().flatten().chain(lexicon.states.keys());
    token.word().is_some_and(|typed| words.any(|meant| typo::distance(typed, meant).is_some()))
}

/// A person's name or address as written, without list words after it.
fn contact(message: &Message<'_>, from: usize, end: usize) -> String {
    let is_list_word =
        |at: usize| message.tokens[at].word().is_some_and(|word| message.lexicon.list_nouns.contains(word));
    let mut end = end;
    while end > from + 1 && is_list_word(end - 1) {
        end -= 1;
    }
    message.text[message.tokens[from].start..message.tokens[end - 1].end].to_owned()
}
