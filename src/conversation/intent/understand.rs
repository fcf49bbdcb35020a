//! Which command a message names: `[prefix] <verb> [number] [text]`, politeness ignored, typos mended.
//!
//! An action that changes a ticket is never guessed: a typo of such a verb counts only when it is one single slip, and
//! a negation beside the verb turns it into [`Meaning::Negated`].

use super::fold::{Token, signs, tokens};
use super::lexicon::{CommandPhrase, Lexicon, Part, Phrase, Scope};
use super::understood::{Meaning, Understood};
use super::{Command, lists, slots, suggest};

/// What a message names at one place, before its arguments are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub(super) command: Command,
    pub(super) scope: Scope,
    /// Token at which the phrase begins.
    pub(super) from: usize,
    /// Token after the phrase.
    pub(super) end: usize,
    pub(super) mistakes: usize,
}

/// A message with its tokens.
pub(super) struct Message<'a> {
    pub(super) text: &'a str,
    /// Whether it began with what addresses the bot.
    addressed: bool,
    pub(super) tokens: Vec<Token>,
    pub(super) lexicon: &'a Lexicon,
}

/// What was said before the verb.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    pub(super) numbers: Vec<String>,
    pub(super) ordinal: Option<i32>,
    pub(super) negated: bool,
}

/// Reads a message in one language.
pub fn understand(text: &str, lexicon: &Lexicon) -> Understood {
    let message = Message::new(text, lexicon);
    match message.names_command() {
        Some(understood) => understood,
        None if message.tokens.is_empty() => Understood::default(),
        None => suggest::for_message(&message),
    }
}

/// Whether a message names a command in that language.
pub fn names_command(text: &str, lexicon: &Lexicon) -> bool {
    Message::new(text, lexicon).names_command().is_some_and(|understood| understood.command().is_some())
}

/// Reads a message in the first of the languages that understands it best; the person's own comes first.
pub fn understand_in<'l>(text: &str, own: &'l Lexicon, all: &'l [Lexicon]) -> (&'l Lexicon, Understood) {
    let mut best = (own, understand(text, own));
    if best.1.rank() == Understood::BEST_RANK {
        return best;
    }
    for lexicon in all.iter().filter(|lexicon| lexicon.language != own.language) {
        let understood = understand(text, lexicon);
        if understood.rank() > best.1.rank() && understood.rank() > 1 {
            best = (lexicon, understood);
        }
    }
    best
}

/// Takes what addresses the bot from the beginning.
fn without_prefix<'a>(text: &'a str, lexicon: &Lexicon) -> (&'a str, bool) {
    let trimmed = text.trim();
    let longest = lexicon
        .prefixes
        .iter()
        .filter_map(|prefix| {
            let head = trimmed.get(..prefix.len())?;
            let tail = &trimmed[prefix.len()..];
            let ends = !tail.starts_with(|c: char| c.is_alphanumeric() || c == '-');
            (head.to_lowercase() == *prefix && ends).then_some(tail)
        })
        .min_by_key(|tail| tail.len());
    longest.map_or((trimmed, false), |tail| (tail.trim_start_matches([':', ',', ' ']).trim(), true))
}

impl<'a> Message<'a> {
    fn new(text: &'a str, lexicon: &'a Lexicon) -> Self {
        let (text, addressed) = without_prefix(text, lexicon);
        Self { text, addressed, tokens: tokens(text), lexicon }
    }

    /// What the message means, if it names a command.
    fn names_command(&self) -> Option<Understood> {
        if self.tokens.is_empty() {
            let sign = self.lexicon.signs.get(&signs(self.text)).copied();
            let command = sign.or_else(|| (self.addressed && self.text.trim().is_empty()).then_some(Command::Menu));
            return command.map(Understood::sure);
        }
        self.read(
            |at| self.lexicon.commands_beginning(&self.tokens[at]),
            |phrase, at| phrase.matches(&self.tokens, at, self.lexicon).map(|end| (end, 0)),
        )
        .or_else(|| slots::language_alone(self))
        .or_else(|| lists::list_alone(self))
        .or_else(|| slots::place_alone(self))
        .or_else(|| slots::type_alone(self))
        .or_else(|| self.read_with_typos())
    }

    /// Finds the command at the beginning: after greetings, lead-ins, numbers and words that mean nothing.
    /// `candidates` are the commands that may begin at a place.
    fn read<'c>(
        &self,
        candidates: impl Fn(usize) -> &'c [CommandPhrase],
        matches: impl Fn(&Phrase, usize) -> Option<(usize, usize)>,
    ) -> Option<Understood> {
        let mut at = 0;
        let mut before = Before::default();
        while at < self.tokens.len() {
            if let Some(understood) = self.read_at(at, &before, candidates(at), &matches) {
                return Some(understood);
            }
            at = self.skip(at, &mut before)?;
        }
        None
    }

    /// The best command whose phrase begins here and whose arguments fit.
    fn read_at(
        &self,
        at: usize,
        before: &Before,
        candidates: &[CommandPhrase],
        matches: &impl Fn(&Phrase, usize) -> Option<(usize, usize)>,
    ) -> Option<Understood> {
        let mut found: Vec<Named> = candidates
            .iter()
            .filter_map(|(phrase, command, scope)| {
                let (end, mistakes) = matches(phrase, at)?;
                Some(Named { command: *command, scope: *scope, from: at, end, mistakes })
            })
            .collect();
        found.sort_by_key(|named| (named.mistakes, std::cmp::Reverse(named.end)));
        found.into_iter().find_map(|named| slots::read(self, named, before))
    }

    fn read_with_typos(&self) -> Option<Understood> {
        let near = |phrase: &Phrase, at: usize| {
            let is_short = matches!(phrase.0.as_slice(), [Part::Word(word)] if word.len() < 4);
            let (end, mistakes) = phrase.nearly_matches(&self.tokens, at, self.lexicon)?;
            (!is_short && mistakes > 0).then_some((end, mistakes))
        };
        let mut understood = self.read(|_| &self.lexicon.commands, near)?;
        if let Meaning::Sure(command) = understood.meaning {
            understood.meaning = Meaning::Corrected(command);
        }
        Some(understood)
    }

    /// Steps over what may stand before a verb; `None` when something else stands there.
    pub(super) fn skip(&self, at: usize, before: &mut Before) -> Option<usize> {
        let lexicon = self.lexicon;
        let token = &self.tokens[at];
        if let Some(end) = longest(&lexicon.negations, self, at) {
            before.negated = true;
            return Some(end);
        }
        if let Some(end) = self.greeting_ends(at).or_else(|| longest(&lexicon.lead_ins, self, at)) {
            return Some(end);
        }
        if let Some(number) = token.number() {
            before.numbers.push(number.to_owned());
            return Some(at + 1);
        }
        let word = token.word()?;
        if let Some(place) = lexicon.ordinals.get(word) {
            before.ordinal = Some(*place);
            return Some(at + 1);
        }
        let joins = lexicon.joins.contains(word) && !before.numbers.is_empty();
        (joins || lexicon.fillers.contains(word) || lexicon.ticket_nouns.contains(word)).then_some(at + 1)
    }

    fn greeting_ends(&self, at: usize) -> Option<usize> {
        let polite = |command: &Command| matches!(command, Command::Greet | Command::Thanks);
        let commands = self.lexicon.commands_beginning(&self.tokens[at]).iter();
        let commands = commands.filter(|(_, command, _)| polite(command));
        commands.filter_map(|(phrase, ..)| phrase.matches(&self.tokens, at, self.lexicon)).max()
    }
}

pub(super) fn longest(phrases: &[Phrase], message: &Message<'_>, at: usize) -> Option<usize> {
    phrases.iter().filter_map(|phrase| phrase.matches(&message.tokens, at, message.lexicon)).max()
}
