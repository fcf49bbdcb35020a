//! Walks over the words around a command's verb and takes what the command needs.

use super::Command;
use super::fold::Token;
use super::lexicon::Scope;
use super::slots::Typos;
use super::understand::{Before, Message, Named, longest};
use super::understood::{Change, Meaning, Understood};

/// Most words that are taken for the topic of a question for help, or for a setting.
const MAX_TOPIC_WORDS: usize = 5;
/// Most words of a person's name.
const MAX_NAME_WORDS: usize = 4;

/// Walks over the words after a command's phrase.
pub(super) struct Reader<'a> {
    message: &'a Message<'a>,
    named: Named,
    at: usize,
    pub(super) understood: Understood,
}

impl<'a> Reader<'a> {
    pub(super) fn new(message: &'a Message<'a>, named: Named, before: &Before) -> Self {
        let mut understood = Understood::sure(named.command);
        understood.numbers.clone_from(&before.numbers);
        understood.ordinal = before.ordinal;
        let within = &message.tokens[named.from..named.end];
        understood.numbers.extend(within.iter().filter_map(|token| token.number()).map(str::to_owned));
        Self { message, named, at: named.end, understood }
    }

    pub(super) fn negated(&self) -> Understood {
        Understood { meaning: Meaning::Negated(self.named.command), ..self.understood.clone() }
    }

    fn has_ticket(&self) -> bool {
        !self.understood.numbers.is_empty() || self.understood.ordinal.is_some()
    }

    pub(super) fn rest_is_empty(&self) -> bool {
        self.message.tokens[self.at..].iter().all(|token| self.message.means_nothing(token))
    }

    /// Whether text may follow without a ticket: after a misspelt verb it is more likely no command at all.
    fn may_have_text(&self) -> bool {
        self.named.scope == Scope::Begins && self.named.mistakes == 0
    }

    /// The token after words that mean nothing.
    fn after_nothing(&self) -> usize {
        let rest = &self.message.tokens[self.at..];
        self.at + rest.iter().take_while(|token| self.message.means_nothing(token)).count()
    }

    /// Whether a negation comes next.
    fn negation_follows(&self) -> Option<usize> {
        longest(&self.message.lexicon.negations, self.message, self.after_nothing())
    }

    /// Takes ticket numbers and places in the list, at most so many.
    fn take_tickets(&mut self, most: usize) {
        let lexicon = self.message.lexicon;
        while self.understood.numbers.len() + usize::from(self.understood.ordinal.is_some()) < most {
            let mut at = self.after_nothing();
            let joined = |token: &Token| token.word().is_some_and(|word| lexicon.joins.contains(word));
            if self.has_ticket() && self.message.tokens.get(at).is_some_and(joined) {
                at += 1;
            }
            let Some(token) = self.message.tokens.get(at) else { return };
            if let Some(number) = token.number() {
                self.understood.numbers.push(number.to_owned());
            } else if let Some(place) = token.word().and_then(|word| lexicon.ordinals.get(word)) {
                self.understood.ordinal = Some(*place);
            } else {
                return;
            }
            self.at = at + 1;
        }
    }

    pub(super) fn show(mut self) -> Option<Understood> {
        self.take_tickets(usize::MAX);
        self.rest_is_empty().then_some(self.understood)
    }

    /// An action on a ticket with an optional reason.
    pub(super) fn act(mut self) -> Option<Understood> {
        if self.negation_follows().is_some() {
            self.take_tickets(usize::MAX);
            return Some(self.negated());
        }
        self.take_tickets(usize::MAX);
        if self.negation_follows().is_some() {
            return Some(self.negated());
        }
        let quiet = matches!(self.named.command, Command::Follow | Command::Mute);
        let fits = self.rest_is_empty() || (!quiet && (self.has_ticket() || self.may_have_text()));
        if !self.rest_is_empty() {
            self.understood.text = self.message.text_from(self.at);
        }
        fits.then_some(self.understood)
    }

    /// A reply: whatever follows the number is its text; „nicht“ counts only where no text can be.
    pub(super) fn reply(mut self) -> Option<Understood> {
        if let Some(end) = self.negation_follows()
            && (end == self.message.tokens.len() || self.message.tokens[end].number().is_some())
        {
            return Some(self.negated());
        }
        self.take_tickets(1);
        if self.negation_follows() == Some(self.message.tokens.len()) {
            return Some(self.negated());
        }
        self.understood.text = self.message.text_from(self.at);
        let fits = self.understood.text.is_empty() || self.has_ticket() || self.may_have_text();
        fits.then_some(self.understood)
    }

    pub(super) fn priority(mut self) -> Option<Understood> {
        if self.negation_follows().is_some() {
            return Some(self.negated());
        }
        let lexicon = self.message.lexicon;
        let level = |token: &Token| {
            let said = token.word().or_else(|| token.number().filter(|number| number.len() == 1))?;
            lexicon.priorities.get(said).copied()
        };
        let next = self.after_nothing();
        let level_first = self.message.tokens.get(next).and_then(level).is_some();
        let number_follows = self.message.tokens.get(next + 1).is_some_and(|token| token.number().is_some());
        // „Priorität 1 hoch“: the digit is a place in the list, not a level, when a level follows it.
        let level_follows = self.message.tokens.get(next + 1).and_then(level).is_some();
        if !level_first || number_follows || level_follows {
            self.take_tickets(1);
        }
        if self.negation_follows().is_some() {
            return Some(self.negated());
        }
        let rest = &self.message.tokens[self.at..];
        let place = rest.iter().position(|token| level(token).is_some());
        self.understood.priority = place.and_then(|place| level(&rest[place]));
        if let Some(place) = place {
            self.at += place + 1;
            self.take_tickets(1);
            if let Some(end) = self.negation_follows() {
                self.at = end;
                return Some(self.negated());
            }
        }
        // „Priorität 4711 superwichtig“: no level, but meant as one.
        let unknown = place.is_none() && self.has_ticket() && self.may_have_text() && rest.len() == 1;
        let fits = place.is_some_and(|place| place <= 2) || self.rest_is_empty() || unknown;
        if fits && !self.rest_is_empty() {
            self.understood.text = self.message.text_from(self.at);
        }
        fits.then_some(self.understood)
    }

    /// `bewerten [number] 1–5`: a single small number is the rating.
    pub(super) fn rate(mut self) -> Option<Understood> {
        if self.negation_follows().is_some() {
            return Some(self.negated());
        }
        self.take_tickets(2);
        let rating = |text: &str| text.parse::<u8>().ok().filter(|rating| (1..=5).contains(rating));
        let last = self.understood.numbers.last().and_then(|number| rating(number));
        if last.is_some() {
            self.understood.rating = last;
            self.understood.numbers.pop();
        } else if let Some(token) = self.message.tokens.get(self.after_nothing())
            && let Some(said) = self.message.lexicon.number(token).filter(|said| (1..=5).contains(said))
        {
            self.understood.rating = u8::try_from(said).ok();
            self.at = self.after_nothing() + 1;
        }
        let fits = self.rest_is_empty() || self.understood.rating.is_some() || self.has_ticket();
        if fits && !self.rest_is_empty() {
            self.understood.text = self.message.text_from(self.at);
        }
        fits.then_some(self.understood)
    }

    /// `kollege number ±person`, in any order that people use.
    pub(super) fn watcher(mut self) -> Option<Understood> {
        if self.negation_follows().is_some() {
            return Some(self.negated());
        }
        let lexicon = self.message.lexicon;
        let change_of = |token: &Token| match token.word() {
            Some(word) if lexicon.add.contains(word) => Some(Change::Add),
            Some(word) if lexicon.remove.contains(word) => Some(Change::Remove),
            _ => None,
        };
        let mut change = self.message.tokens[self.named.from..self.named.end].iter().find_map(change_of);
        self.take_tickets(1);
        let mut end = self.message.tokens.len();
        if let Some(said) = self.message.tokens.get(self.at).and_then(change_of) {
            change = Some(said);
            self.at += 1;
            self.take_tickets(1);
        } else if let Some(said) = self.message.tokens[self.at..].last().and_then(change_of) {
            change = Some(said);
            end -= 1;
        }
        if !self.has_ticket()
            && end > self.at + 1
            && let Some(number) = self.message.tokens[end - 1].number()
        {
            self.understood.numbers.push(number.to_owned());
            end -= 1;
            let filler = |at: usize| self.message.means_nothing(&self.message.tokens[at]);
            while end > self.at && filler(end - 1) {
                end -= 1;
            }
        }
        let start = if self.at == 0 { 0 } else { self.message.tokens[self.at - 1].end };
        let raw = if end > self.at { self.message.text[start..self.message.tokens[end - 1].end].trim() } else { "" };
        let raw = raw.trim_start_matches([':', ',', ' ']);
        let sign = match raw.chars().next() {
            Some('+') => Some(Change::Add),
            Some('-' | '−' | '–') => Some(Change::Remove),
            _ => None,
        };
        let name = raw.trim_start_matches(['+', '-', '−', '–', ' ']);
        self.understood.change = sign.or(change);
        self.understood.person = (!name.is_empty()).then(|| name.to_owned());
        let is_name = name.split_whitespace().count() <= MAX_NAME_WORDS;
        let fits = is_name && (self.has_ticket() || self.understood.change.is_some() || name.is_empty());
        fits.then_some(self.understood)
    }

    pub(super) fn new_ticket(mut self) -> Option<Understood> {
        if self.negation_follows() == Some(self.message.tokens.len()) {
            return Some(self.negated());
        }
        let within = self.message.ticket_type_at(self.named.from, Typos::Refused);
        let next = self.after_nothing();
        let after =
            if next < self.message.tokens.len() { self.message.ticket_type_at(next, Typos::Mended) } else { None };
        if let Some((id, end, _)) = after {
            self.understood.ticket_type = Some(id);
            self.at = end;
        } else if let Some((id, end, _)) = within {
            self.understood.ticket_type = Some(id);
            self.at = self.at.max(end);
        }
        let fits = self.named.scope == Scope::Begins || self.rest_is_empty();
        if !self.rest_is_empty() {
            self.understood.text = self.message.text_from(self.at);
        }
        fits.then_some(self.understood)
    }

    pub(super) fn search(mut self) -> Understood {
        self.at = self.after_nothing().min(self.message.tokens.len());
        if let Some(first) = self.message.tokens.get(self.at) {
            self.message.text[first.start..].trim_end().clone_into(&mut self.understood.text);
        }
        self.understood
    }

    pub(super) fn language(mut self) -> Option<Understood> {
        let lexicon = self.message.lexicon;
        let said = |token: &Token| token.word().and_then(|word| lexicon.languages.get(word)).cloned();
        let tokens = &self.message.tokens[self.named.from..];
        self.understood.language = tokens.iter().find_map(said);
        let rest = &self.message.tokens[self.at..];
        let fits = rest.iter().all(|token| said(token).is_some() || self.message.means_nothing(token));
        fits.then_some(self.understood)
    }

    /// Signing in may name the address at once.
    pub(super) fn sign_in(mut self) -> Option<Understood> {
        if self.rest_is_empty() {
            return Some(self.understood);
        }
        let text = self.message.text_from(self.at);
        let address = text.split_whitespace().find(|word| word.contains('@'))?;
        address.trim_matches(['<', '>', '(', ')', ',', '.', ';']).clone_into(&mut self.understood.text);
        Some(self.understood)
    }

    pub(super) fn topic(mut self) -> Option<Understood> {
        let next = self.after_nothing();
        if let Some(first) = self.message.tokens.get(next) {
            self.message.text[first.start..].trim_end().clone_into(&mut self.understood.text);
        }
        (self.message.tokens.len() - self.at <= MAX_TOPIC_WORDS).then_some(self.understood)
    }
}
