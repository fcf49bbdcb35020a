//! The words of a language made ready to be looked up: folded, cut into parts, by what they mean.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::{Kind, Token, fold, phrase, signs, tokens};
use super::words::{ControlWord, Words};
use super::{Command, typo};
use crate::conversation::effect::States;
use crate::conversation::time::TimeLexicon;
use crate::domain::{Priority, Status, TicketTypeId};

/// The words of one language, made ready to be looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lexicon {
    /// `de`, `en`, ….
    pub language: String,
    /// The language's own name (`Deutsch`).
    pub name: String,
    /// What can be picked by name: spoken texts by their key (`form-hardware_defekt.title`,
    /// `form-hardware_defekt-part-disk`, `status-new`, …), then further words for the same from the attribute `.words`
    /// (comma-separated). Filled by `locales` from the texts that need no argument, never from `words.toml`.
    pub names: BTreeMap<String, Vec<String>>,
    pub(crate) time: TimeLexicon,
    pub(super) prefixes: Vec<String>,
    pub(super) escapes: Vec<String>,
    pub(super) commands: Vec<CommandPhrase>,
    /// The same by their first word; those that begin with a number under [`NUMBER`].
    commands_by_word: BTreeMap<String, Vec<CommandPhrase>>,
    /// [`Self::names`] folded to their words.
    called: BTreeMap<String, Vec<String>>,
    pub(super) signs: BTreeMap<String, Command>,
    pub(super) controls: BTreeMap<String, ControlWord>,
    pub(super) agree: BTreeSet<String>,
    pub(super) lead_ins: Vec<Phrase>,
    pub(super) fillers: BTreeSet<String>,
    pub(super) negations: Vec<Phrase>,
    pub(super) ticket_nouns: BTreeSet<String>,
    pub(super) list_nouns: BTreeSet<String>,
    pub(super) mine: BTreeSet<String>,
    pub(super) company: BTreeSet<String>,
    pub(super) watched: BTreeSet<String>,
    pub(super) of: BTreeSet<String>,
    pub(super) states: BTreeMap<String, States>,
    pub(super) statuses: Vec<(Phrase, Status)>,
    pub(super) priorities: BTreeMap<String, Priority>,
    pub(super) languages: BTreeMap<String, String>,
    pub(super) ticket_types: Vec<(Phrase, TicketTypeId)>,
    pub(super) add: BTreeSet<String>,
    pub(super) remove: BTreeSet<String>,
    pub(super) all: BTreeSet<String>,
    pub(super) none: BTreeSet<String>,
    pub(super) joins: BTreeSet<String>,
    pub(super) numbers: BTreeMap<String, u32>,
    pub(super) ordinals: BTreeMap<String, i32>,
    /// Every single word that is known: never taken for a typo of another.
    pub(super) known: BTreeSet<String>,
}

/// A phrase with the command that it names.
pub(super) type CommandPhrase = (Phrase, Command, Scope);

/// Stands for a ticket number where phrases are looked up by their first word; no folded word looks like it.
const NUMBER: &str = "#";

/// How much may be said with a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Text may follow.
    Begins,
    /// Only a ticket number may be said with it.
    Alone,
}

/// A folded phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase(pub(super) Vec<Part>);

/// A part of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// This word.
    Word(String),
    /// A ticket number.
    Number,
}

impl Lexicon {
    /// Makes the words of a language ready. `names` are texts that things are picked by.
    pub fn new(language: &str, words: Words, names: BTreeMap<String, Vec<String>>) -> Self {
        let mut lexicon = Self {
            language: language.to_owned(),
            time: TimeLexicon::new(&words.time, &words.numbers, &words.ordinals),
            prefixes: words.prefixes.iter().map(|prefix| fold(prefix)).collect(),
            escapes: words.escapes.iter().map(|escape| fold(escape)).collect(),
            controls: inverted(&words.controls),
            agree: set(&words.agree),
            lead_ins: phrases(&words.lead_ins),
            fillers: set(&words.fillers),
            negations: phrases(&words.negations),
            ticket_nouns: set(&words.ticket_nouns),
            list_nouns: set(&words.lists.nouns),
            mine: set(&words.lists.mine),
            company: set(&words.lists.company),
            watched: set(&words.lists.watched),
            of: set(&words.lists.of),
            states: inverted(&words.states),
            statuses: paired(&words.statuses),
            priorities: inverted(&words.priorities),
            languages: inverted(&words.languages),
            add: set(&words.add),
            remove: set(&words.remove),
            all: set(&words.all),
            none: set(&words.none),
            joins: set(&words.joins),
            numbers: words.numbers.iter().map(|(word, number)| (fold(word), *number)).collect(),
            ordinals: words.ordinals.iter().map(|(word, place)| (fold(word), *place)).collect(),
            ticket_types: ticket_types(&words, &names),
            name: words.name,
            names,
            ..Self::default()
        };
        for (table, scope) in [(&words.commands, Scope::Begins), (&words.alone, Scope::Alone)] {
            for (command, phrases) in table {
                for text in phrases {
                    lexicon.add_command(text, *command, scope);
                }
            }
        }
        lexicon.commands_by_word = by_first_word(&lexicon.commands);
        let folded =
            |(key, texts): (&String, &Vec<String>)| (key.clone(), texts.iter().map(|text| phrase(text)).collect());
        lexicon.called = lexicon.names.iter().map(folded).collect();
        lexicon.known = lexicon.known_words();
        lexicon
    }

    fn add_command(&mut self, text: &str, command: Command, scope: Scope) {
        let phrase = Phrase::new(text);
        if phrase.0.is_empty() {
            self.signs.insert(signs(text), command);
        } else {
            self.commands.push((phrase, command, scope));
        }
    }

    /// The commands whose phrase can begin with that token, written exactly.
    pub(super) fn commands_beginning(&self, token: &Token) -> &[CommandPhrase] {
        let first = match &token.kind {
            Kind::Word(word) => self.commands_by_word.get(word),
            Kind::Number(number) => self.commands_by_word.get(number).or_else(|| self.commands_by_word.get(NUMBER)),
        };
        first.map_or(&[], Vec::as_slice)
    }

    /// Whether a text is what that key says, or one of its further words. `said` is folded to its words.
    pub fn is_called(&self, key: &str, said: &str) -> bool {
        self.called.get(key).is_some_and(|names| names.iter().any(|name| name == said))
    }

    /// What the first of these keys says in this language, if any does.
    pub fn label<K: AsRef<str>>(&self, keys: impl IntoIterator<Item = K>) -> Option<&str> {
        keys.into_iter().find_map(|key| self.names.get(key.as_ref())?.first()).map(String::as_str)
    }

    /// The number that a text says in words („drei“, „drei Stück“), and the other words, as written.
    pub fn number_in_words<'t>(&self, text: &'t str) -> Option<(u32, Vec<&'t str>)> {
        let numbers = |word: &&str| tokens(word).first().and_then(|token| self.numbers.get(token.word()?)).copied();
        let (said, others): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(|word| numbers(word).is_some());
        match said.as_slice() {
            [word] => numbers(word).map(|number| (number, others)),
            _ => None,
        }
    }

    /// Whether a word means nothing by itself.
    pub fn means_nothing(&self, word: &str) -> bool {
        self.fillers.contains(&fold(word))
    }

    /// The number that a token says, in digits or in words.
    pub(super) fn number(&self, token: &Token) -> Option<u32> {
        match &token.kind {
            Kind::Number(number) => number.parse().ok(),
            Kind::Word(word) => self.numbers.get(word).copied(),
        }
    }

    pub(super) fn is_filler(&self, token: &Token) -> bool {
        token.word().is_some_and(|word| self.fillers.contains(word))
    }

    fn known_words(&self) -> BTreeSet<String> {
        let single = |phrase: &Phrase| match phrase.0.as_slice() {
            [Part::Word(word)] => Some(word.clone()),
            _ => None,
        };
        let mut known: BTreeSet<String> = self.commands.iter().filter_map(|(phrase, ..)| single(phrase)).collect();
        known.extend(self.ticket_types.iter().filter_map(|(phrase, _)| single(phrase)));
        known.extend(self.negations.iter().filter_map(single));
        known.extend(self.controls.keys().cloned());
        let sets = [&self.fillers, &self.ticket_nouns, &self.list_nouns, &self.mine, &self.company, &self.watched];
        known.extend(sets.into_iter().flatten().cloned());
        known.extend([&self.of, &self.add, &self.remove, &self.agree].into_iter().flatten().cloned());
        known.extend(self.states.keys().chain(self.priorities.keys()).chain(self.languages.keys()).cloned());
        known
    }
}

impl Phrase {
    pub(super) fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        for piece in text.split_whitespace() {
            if piece == "#" {
                parts.push(Part::Number);
            } else {
                parts.extend(tokens(piece).into_iter().map(|token| match token.kind {
                    Kind::Word(word) => Part::Word(word),
                    Kind::Number(number) => Part::Word(fold(&number)),
                }));
            }
        }
        Self(parts)
    }

    /// Where the phrase ends when it begins at `at`; words that mean nothing may stand between its parts.
    pub(super) fn matches(&self, tokens: &[Token], at: usize, lexicon: &Lexicon) -> Option<usize> {
        self.walk(tokens, at, lexicon, |typed, meant| (typed == meant).then_some(0)).map(|(end, _)| end)
    }

    /// The same with typos; gives the number of mistakes too.
    pub(super) fn nearly_matches(&self, tokens: &[Token], at: usize, lexicon: &Lexicon) -> Option<(usize, usize)> {
        self.walk(tokens, at, lexicon, |typed, meant| {
            if typed == meant {
                Some(0)
            } else if lexicon.known.contains(typed) {
                None
            } else {
                typo::distance(typed, meant)
            }
        })
    }

    fn walk(
        &self,
        tokens: &[Token],
        at: usize,
        lexicon: &Lexicon,
        distance: impl Fn(&str, &str) -> Option<usize>,
    ) -> Option<(usize, usize)> {
        let mut position = at;
        let mut mistakes = 0;
        for (index, part) in self.0.iter().enumerate() {
            loop {
                let token = tokens.get(position)?;
                let here = match (part, &token.kind) {
                    (Part::Word(meant), Kind::Word(typed)) => distance(typed, meant),
                    (Part::Word(meant), Kind::Number(typed)) => (meant == typed).then_some(0),
                    (Part::Number, Kind::Number(_)) => Some(0),
                    (Part::Number, Kind::Word(_)) => None,
                };
                position += 1;
                if let Some(more) = here {
                    mistakes += more;
                    break;
                }
                if index == 0 || !lexicon.is_filler(token) {
                    return None;
                }
            }
        }
        Some((position, mistakes))
    }
}

fn by_first_word(commands: &[CommandPhrase]) -> BTreeMap<String, Vec<CommandPhrase>> {
    let first = |(phrase, ..): &CommandPhrase| match phrase.0.first() {
        Some(Part::Word(word)) => word.clone(),
        Some(Part::Number) | None => NUMBER.to_owned(),
    };
    let firsts: BTreeSet<String> = commands.iter().map(first).collect();
    let beginning = |word: String| {
        // Digits are a word of a phrase as well as any ticket's number.
        let is_number = word.chars().all(|c| c.is_ascii_digit());
        let begins = |command: &&CommandPhrase| {
            let first = first(command);
            first == word || (is_number && first == NUMBER)
        };
        let beginning = commands.iter().filter(begins).cloned().collect();
        (word, beginning)
    };
    firsts.into_iter().map(beginning).collect()
}

fn phrases(texts: &[String]) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = texts.iter().map(|text| Phrase::new(text)).collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.0.len()));
    phrases
}

fn set(texts: &[String]) -> BTreeSet<String> {
    texts.iter().map(|text| phrase(text)).collect()
}

fn inverted<V: Clone>(table: &BTreeMap<V, Vec<String>>) -> BTreeMap<String, V> {
    table.iter().flat_map(|(value, texts)| texts.iter().map(move |text| (phrase(text), value.clone()))).collect()
}

fn paired<V: Clone>(table: &BTreeMap<V, Vec<String>>) -> Vec<(Phrase, V)> {
    let mut pairs: Vec<(Phrase, V)> = table
        .iter()
        .flat_map(|(value, texts)| texts.iter().map(move |text| (Phrase::new(text), value.clone())))
        .collect();
    pairs.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.0.len()));
    pairs
}

/// Words for ticket types: those of the words' file, the ids, and the titles of the forms.
fn ticket_types(words: &Words, names: &BTreeMap<String, Vec<String>>) -> Vec<(Phrase, TicketTypeId)> {
    let mut table: BTreeMap<TicketTypeId, Vec<String>> = BTreeMap::new();
    for (id, texts) in &words.ticket_types {
        table.entry(TicketTypeId::new(id.as_str())).or_default().extend(texts.iter().cloned());
    }
    for (key, texts) in names {
        let id = key.strip_prefix("form-").and_then(|rest| rest.strip_suffix(".title"));
        if let Some(id) = id.filter(|id| !id.contains('-')) {
            let all = table.entry(TicketTypeId::new(id)).or_default();
            all.push(id.replace('_', " "));
            all.extend(texts.iter().cloned());
        }
    }
    paired(&table)
}
