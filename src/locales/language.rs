//! One language: its sentences, its calendar, its words.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast;
use icu_locale_core::Locale;
use unic_langid::LanguageIdentifier;

use super::dates::Calendar;
use super::entries::{self, Entry};
use super::source::SourceFile;
use super::{LocaleError, line_of, markup, numbers};
use crate::conversation::intent::{Lexicon, Words};

/// The attribute with further words for the same thing, separated by commas.
const WORDS: &str = ".words";

/// One language.
pub(super) struct Language {
    pub(super) code: String,
    pub(super) calendar: Calendar,
    pub(super) lexicon: Lexicon,
    pub(super) entries: Vec<Entry>,
    bundle: FluentBundle<FluentResource>,
}

impl Language {
    /// Loads a language from its files, layer by layer.
    pub(super) fn load<'a>(code: &str, layers: impl Iterator<Item = &'a [SourceFile]>) -> Result<Self, LocaleError> {
        let layers: Vec<&[SourceFile]> = layers.collect();
        let words_file = layers.iter().flat_map(|files| files.iter()).rfind(|file| file.is_words());
        let folder = format!("locales/{code}");
        let words_file = words_file.ok_or_else(|| {
            LocaleError::new(&folder, 1, "no words.toml; copy the one of another language and translate it")
        })?;
        let words = read_words(words_file)?;
        let (identifier, locale) = locale_of(words_file, &words)?;
        let calendar = Calendar::new(&locale)
            .ok_or_else(|| LocaleError::new(&words_file.path, 1, format!("no calendar data for {locale}")))?;

        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(numbers::show));
        let mut raws: Vec<entries::Raw> = Vec::new();
        for files in &layers {
            let mut layer_raws = Vec::new();
            let mut ids = BTreeSet::new();
            for file in files.iter().filter(|file| !file.is_words()) {
                layer_raws.extend(add_texts(&mut bundle, file, &mut ids)?);
            }
            let message = |key: &str| key.split('.').next().unwrap_or(key).to_owned();
            raws.retain(|raw| !ids.contains(&message(&raw.entry.key)));
            raws.extend(layer_raws);
        }
        let entries = entries::resolve(raws);
        let mut language = Self { code: code.to_owned(), calendar, lexicon: Lexicon::default(), entries, bundle };
        language.lexicon = Lexicon::new(code, words, language.names());
        Ok(language)
    }

    /// Formats a text; `None` when there is none of that key.
    pub(super) fn format(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let (id, attribute) = split_key(key);
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(args), &mut errors);
        for error in &errors {
            tracing::error!(language = %self.code, key, %error, "a text cannot be said as written");
        }
        Some(text.into_owned())
    }

    /// Whether there is such a text.
    pub(super) fn has(&self, key: &str) -> bool {
        let (id, attribute) = split_key(key);
        self.bundle.get_message(id).is_some_and(|message| match attribute {
            Some(attribute) => message.get_attribute(attribute).is_some(),
            None => message.value().is_some(),
        })
    }

    /// What can be picked by name: every text without variables, then the words of its attribute `.words`.
    fn names(&self) -> BTreeMap<String, Vec<String>> {
        let said = |key: &str| self.format(key, &FluentArgs::new()).map(|text| markup::plain(&text));
        let nameable = |entry: &&Entry| entry.variables.is_empty() && !entry.key.ends_with(WORDS);
        let mut names = BTreeMap::new();
        for entry in self.entries.iter().filter(nameable) {
            let mut all: Vec<String> = said(&entry.key).into_iter().collect();
            let more = said(&format!("{}{WORDS}", entry.key)).unwrap_or_default();
            all.extend(more.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned));
            names.insert(entry.key.clone(), all);
        }
        names
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Language").field("code", &self.code).field("texts", &self.entries.len()).finish_non_exhaustive()
    }
}

fn split_key(key: &str) -> (&str, Option<&str>) {
    key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)))
}

fn read_words(file: &SourceFile) -> Result<Words, LocaleError> {
    toml::from_str(&file.text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        LocaleError::at_offset(&file.path, &file.text, offset, error.message())
    })
}

fn locale_of(file: &SourceFile, words: &Words) -> Result<(LanguageIdentifier, Locale), LocaleError> {
    let identifier = words.locale.parse().ok();
    let locale = words.locale.parse().ok();
    identifier.zip(locale).ok_or_else(|| {
        let what = format!("`{}` is no locale; write one such as `de-DE`", words.locale);
        let line = file.text.lines().position(|line| line.starts_with("locale")).map_or(1, |index| index + 1);
        LocaleError::new(&file.path, line, what)
    })
}

/// Adds the texts of one file; within one layer no key may stand twice.
fn add_texts(
    bundle: &mut FluentBundle<FluentResource>,
    file: &SourceFile,
    ids: &mut BTreeSet<String>,
) -> Result<Vec<entries::Raw>, LocaleError> {
    let source = markup::mark(&file.text);
    let resource = FluentResource::try_new(source.clone()).map_err(|(_, errors)| {
        let (offset, what) = errors.first().map_or((0, String::new()), |error| (error.pos.start, error.to_string()));
        LocaleError::at_offset(&file.path, &source, offset, what)
    })?;
    let raws = entries::of_resource(resource.entries(), &file.path, resource.source());
    for entry in resource.entries() {
        let (ast::Entry::Message(ast::Message { id, .. }) | ast::Entry::Term(ast::Term { id, .. })) = entry else {
            continue;
        };
        if !ids.insert(id.name.to_owned()) {
            let line = last_line_of(&source, id.name);
            let what = format!("`{}` stands twice in this language; remove one", id.name);
            return Err(LocaleError::new(&file.path, line, what));
        }
    }
    bundle.add_resource_overriding(resource);
    Ok(raws)
}

fn last_line_of(source: &str, id: &str) -> usize {
    let is_it = |line: &str| line.split_once('=').is_some_and(|(name, _)| name.trim_end() == id);
    let count = source.lines().count();
    source.lines().rev().position(is_it).map_or_else(|| line_of(source, 0), |index| count - index)
}
