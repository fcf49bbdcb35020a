//! Texts: whether they are Fluent, whether every language says all of them with the same variables, whether those that
//! forms need are there and nobody wrote one that nothing says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::super::finding::{Code, Finding, meant};
use super::super::read::Reading;
use super::keys::{self, Label, Missed, Need};
use super::{Origin, limits, words};
use crate::locales::entries::Raw;
use crate::locales::source::{self, Layer, SourceFile};

/// The language whose texts the others are compared with.
const FIRST_LANGUAGE: &str = "de";
/// Most missing texts told one by one; a language that was only begun misses hundreds.
const MAX_MISSING: usize = 20;
/// What keys of forms begin with.
const FORMS: &str = "form-";
/// Further words for something that can be picked; each language has its own.
const WORDS: &str = ".words";
/// Patterns of dates: whether a month is a number or a name is the language's own business.
const DATE_PATTERNS: &str = "date-";

/// The texts of all languages, in layers: a later one overrides an earlier one.
#[derive(Debug, Default)]
pub struct Texts {
    layers: Vec<(Origin, Layer)>,
}

impl Texts {
    /// The texts inside the binary.
    ///
    /// # Panics
    /// Never in a build whose tests passed: they read every shipped text.
    pub fn shipped() -> Self {
        let layer = source::shipped().expect("the tests read every shipped text");
        Self { layers: vec![(Origin::Shipped, layer)] }
    }

    /// The texts of a folder and nothing else; with what could not be read.
    pub fn folder(dir: &Path) -> (Self, Vec<Finding>) {
        let mut texts = Self::default();
        let findings = texts.lay_over(dir);
        (texts, findings)
    }

    /// Lays a folder over the texts there are; gives what could not be read.
    pub fn lay_over(&mut self, dir: &Path) -> Vec<Finding> {
        match source::folder(dir) {
            Ok(layer) => {
                self.layers.push((Origin::Folder, layer));
                Vec::new()
            }
            Err(error) => {
                let mend = "name a folder with a folder for each language in it";
                vec![Finding::new(error.file, error.line, Code::UnreadableFile, error.what, mend)]
            }
        }
    }

    /// The languages, the one that others are compared with first.
    pub fn languages(&self) -> Vec<&str> {
        let codes: BTreeSet<&str> =
            self.layers.iter().flat_map(|(_, layer)| layer.languages.keys().map(String::as_str)).collect();
        let mut codes: Vec<&str> = codes.into_iter().collect();
        codes.sort_by_key(|code| *code != FIRST_LANGUAGE);
        codes
    }

    /// How many texts there are, all languages together.
    pub fn count(&self) -> usize {
        let mut unheard = Vec::new();
        self.languages().into_iter().map(|code| Language::read(self, code, &mut unheard).texts.len()).sum()
    }

    fn files<'t>(&'t self, code: &'t str) -> impl Iterator<Item = (Origin, &'t SourceFile)> {
        self.layers.iter().flat_map(move |(origin, layer)| {
            layer.languages.get(code).into_iter().flatten().map(|file| (*origin, file))
        })
    }
}

/// A text and whose it is.
struct Said {
    raw: Raw,
    origin: Origin,
}

/// One language with the texts that are said in the end.
struct Language<'t> {
    code: &'t str,
    texts: BTreeMap<String, Said>,
    /// Where another text of a file would go.
    folder: String,
}

/// Checks all texts, and that they are those the forms need.
pub(super) fn check(readings: &[Reading], whose_forms: Origin, texts: &Texts) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !texts.languages().contains(&FIRST_LANGUAGE) {
        let what = format!("there is no language `{FIRST_LANGUAGE}`");
        findings.push(Finding::new("locales", 1, Code::MissingLanguage, what, "add its folder"));
    }
    let languages: Vec<Language<'_>> =
        texts.languages().into_iter().map(|code| Language::read(texts, code, &mut findings)).collect();
    for language in &languages {
        // The words of a later layer replace those of an earlier one as a whole.
        match texts.files(language.code).filter(|(_, file)| file.is_words()).last() {
            Some((whose, file)) => findings.extend(words::check(file, whose, readings, whose_forms)),
            None => {
                let what = format!("`{}` has no words.toml, so nobody can say anything in it", language.code);
                let mend = "copy the one of another language and put its words into it";
                findings.push(Finding::new(&language.folder, 1, Code::MissingLanguage, what, mend));
            }
        }
        references(language, &mut findings);
    }
    let needs: Vec<Need> = readings
        .iter()
        .filter_map(|reading| reading.form.as_ref().map(|form| keys::of_form(reading, form)))
        .flatten()
        .collect();
    let unread: Vec<&str> =
        readings.iter().filter(|reading| reading.form.is_none()).map(|reading| reading.source.stem()).collect();
    let mut told = BTreeSet::new();
    for language in &languages {
        needed(language, &needs, &mut told, &mut findings);
        orphans(language, &needs, &unread, whose_forms, texts, &mut findings);
        platform_limits(language, &mut findings);
    }
    compare(&languages, &needs, &told, &mut findings);
    findings
}

impl<'t> Language<'t> {
    fn read(texts: &'t Texts, code: &'t str, findings: &mut Vec<Finding>) -> Self {
        let mut language = Self { code, texts: BTreeMap::new(), folder: format!("locales/{code}") };
        for (origin, layer) in &texts.layers {
            let mut own: BTreeMap<String, Said> = BTreeMap::new();
            for file in layer.languages.get(code).into_iter().flatten().filter(|file| !file.is_words()) {
                for raw in super::fluent::read(file, findings) {
                    if let Some(first) = own.get(&raw.entry.key) {
                        let what = format!(
                            "`{}` is in {}:{} already",
                            raw.entry.key, first.raw.entry.file, first.raw.entry.line
                        );
                        let mend = "take one of them out";
                        findings.push(finding(&raw, Code::DuplicateText, what, mend));
                    } else {
                        own.insert(raw.entry.key.clone(), Said { raw, origin: *origin });
                    }
                }
                if let Some((folder, _)) = file.path.rsplit_once('/') {
                    folder.clone_into(&mut language.folder);
                }
            }
            // A message of a later layer replaces the whole one of an earlier layer, attributes included.
            let replaced: BTreeSet<&str> = own.keys().map(|key| message(key)).collect();
            language.texts.retain(|key, _| !replaced.contains(message(key)));
            language.texts.append(&mut own);
        }
        language
    }

    fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }

    /// Which of the keys is said.
    fn said<'n>(&self, need: &'n Need) -> Option<&'n str> {
        need.keys.iter().find(|key| self.has(key)).map(String::as_str)
    }
}

fn message(key: &str) -> &str {
    key.split('.').next().unwrap_or(key)
}

fn finding(raw: &Raw, code: Code, what: impl Into<String>, mend: impl Into<String>) -> Finding {
    Finding::new(&raw.entry.file, raw.entry.line, code, what, mend)
}

fn references(language: &Language<'_>, findings: &mut Vec<Finding>) {
    for said in language.texts.values() {
        for reference in said.raw.references.iter().filter(|key| !language.has(key)) {
            let what = format!("it refers to `{reference}`, which `{}` does not have", language.code);
            let mend = match meant(reference, language.texts.keys().map(String::as_str)) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "add that text, or say it here".to_owned(),
            };
            findings.push(finding(&said.raw, Code::UnknownReference, what, mend));
        }
    }
}

fn needed(language: &Language<'_>, needs: &[Need], told: &mut BTreeSet<String>, findings: &mut Vec<Finding>) {
    let mut allowed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for need in needs {
        let Some(key) = language.said(need) else {
            let resort = need.last_resort.as_ref().is_some_and(|key| language.has(key));
            if need.missed == Missed::Yes && !resort {
                let key = &need.keys[0];
                let what = format!("`{}` has no text `{key}`", language.code);
                let mend = format!("add it to {}/forms.ftl", language.folder);
                findings.push(Finding::new(&need.file, need.line, Code::MissingText, what, mend));
                told.extend(need.keys.iter().cloned());
            }
            continue;
        };
        allowed.entry(key).or_default().extend(need.variables.iter().map(String::as_str));
        let raw = &language.texts[key].raw;
        if need.label == Label::Yes && !raw.entry.variables.is_empty() {
            let what = format!("people pick `{key}` by what it says, so it cannot hold a variable");
            findings.push(finding(raw, Code::VariableInLabel, what, "say it without"));
            told.insert(key.to_owned());
        }
        if let Some(limit) = need.limit {
            findings.extend(limit.check(&raw.longest, &raw.entry.file, raw.entry.line, key));
        }
    }
    for (key, variables) in allowed {
        let raw = &language.texts[key].raw;
        let unknown = raw.entry.variables.iter().find(|name| !variables.contains(name.as_str()));
        if let Some(name) = unknown
            && !told.contains(key)
        {
            let what = format!("nobody fills `${name}` in `{key}`");
            let mend = match meant(name, variables.iter().copied()) {
                Some(known) => format!("did you mean `${known}`?"),
                None => format!("possible are {}", list(variables.iter().map(|name| format!("`${name}`")))),
            };
            findings.push(finding(raw, Code::UnknownVariable, what, mend));
            told.insert(key.to_owned());
        }
    }
}

fn list(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// Texts of forms that no form says, and texts of a folder that the program does not know.
fn orphans(
    language: &Language<'_>,
    needs: &[Need],
    unread: &[&str],
    whose_forms: Origin,
    texts: &Texts,
    findings: &mut Vec<Finding>,
) {
    let used: BTreeSet<&str> = needs.iter().filter_map(|need| language.said(need)).collect();
    let shipped = texts.layers.iter().any(|(origin, _)| *origin == Origin::Shipped);
    let known = shipped.then(|| shipped_keys(texts));
    for (key, said) in &language.texts {
        let is_of_forms = key.starts_with(FORMS);
        let base = key.strip_suffix(WORDS).unwrap_or(key);
        let is_used = if is_of_forms {
            used.contains(base)
        } else {
            base.starts_with('-') || known.as_ref().is_none_or(|known| known.contains(base))
        };
        // Shipped texts serve the shipped forms, whatever forms an operator has.
        let is_ours = said.origin == Origin::Shipped && (!is_of_forms || whose_forms == Origin::Folder);
        let unknowable = is_of_forms && unread.iter().any(|stem| is_text_of(key, stem));
        if is_used || is_ours || unknowable {
            continue;
        }
        let mend = match meant(key, needs.iter().flat_map(|need| need.keys.iter().map(String::as_str))) {
            Some(known) if is_of_forms && !language.has(known) => format!("did you mean `{known}`?"),
            _ => "take it out".to_owned(),
        };
        findings.push(finding(&said.raw, Code::OrphanText, format!("nothing ever says `{key}`"), mend));
    }
}

/// Whether a text may belong to a form that could not be read.
fn is_text_of(key: &str, stem: &str) -> bool {
    let rest = key.strip_prefix(FORMS).unwrap_or(key);
    let own = rest.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']));
    own || rest.starts_with("any-")
}

fn shipped_keys(texts: &Texts) -> BTreeSet<String> {
    let only = Texts { layers: vec![(Origin::Shipped, source::shipped().unwrap_or_default())] };
    let mut unheard = Vec::new();
    texts
        .languages()
        .into_iter()
        .flat_map(|code| Language::read(&only, code, &mut unheard).texts.into_keys().collect::<Vec<_>>())
        .collect()
}

/// What is limited by its key alone: buttons and commands.
fn platform_limits(language: &Language<'_>, findings: &mut Vec<Finding>) {
    for (key, said) in &language.texts {
        let (name, attribute) = key.split_once('.').unwrap_or((key, ""));
        let limit = match attribute {
            "" if name.starts_with("action-") => limits::BUTTON,
            "title" if name.starts_with("command-") => limits::COMMAND,
            "summary" if name.starts_with("command-") => limits::COMMAND_SUMMARY,
            _ => continue,
        };
        findings.extend(limit.check(&said.raw.longest, &said.raw.entry.file, said.raw.entry.line, key));
    }
}

/// Compares the languages with each other: the same texts, the same variables.
fn compare(languages: &[Language<'_>], needs: &[Need], told: &BTreeSet<String>, findings: &mut Vec<Finding>) {
    let of_forms: BTreeSet<&str> = needs.iter().flat_map(|need| need.keys.iter().map(String::as_str)).collect();
    let keys: BTreeSet<&str> =
        languages.iter().flat_map(|language| language.texts.keys().map(String::as_str)).collect();
    let mut missing: BTreeMap<&str, Vec<Finding>> = BTreeMap::new();
    for key in keys {
        let is_own = key.ends_with(WORDS) || key.starts_with('-');
        let is_orphan = key.starts_with(FORMS) && !of_forms.contains(key);
        if is_own || is_orphan || told.contains(key) {
            continue;
        }
        let Some(other) = languages.iter().find_map(|language| language.texts.get(key)) else { continue };
        for language in languages.iter().filter(|language| !language.has(key)) {
            let what = format!("`{}` has no text `{key}`", language.code);
            let name = other.raw.entry.file.rsplit(['/', '\\']).next().unwrap_or_default();
            let mend = format!("add it to {}/{name}", language.folder);
            missing.entry(language.code).or_default().push(finding(&other.raw, Code::MissingText, what, mend));
        }
        if !key.starts_with(DATE_PATTERNS) {
            findings.extend(differing(languages, key));
        }
    }
    for (code, mut list) in missing {
        if list.len() > MAX_MISSING {
            let more = list.len() - MAX_MISSING;
            list.truncate(MAX_MISSING);
            let what = format!("`{code}` misses {more} more texts");
            let folder = format!("locales/{code}");
            list.push(Finding::new(folder, 1, Code::MissingText, what, "add these first, then check again"));
        }
        findings.extend(list);
    }
}

fn differing(languages: &[Language<'_>], key: &str) -> Option<Finding> {
    let said: Vec<(&str, &Raw)> = languages
        .iter()
        .filter_map(|language| language.texts.get(key).map(|said| (language.code, &said.raw)))
        .collect();
    let all: BTreeSet<&String> = said.iter().flat_map(|(_, raw)| &raw.entry.variables).collect();
    let lacks = |raw: &&Raw| all.iter().find(|name| !raw.entry.variables.contains(**name)).map(|name| (*name).clone());
    // With two languages that differ from each other, the one to change is the one that others are not compared with.
    let (code, raw, name) = said.iter().rev().find_map(|(code, raw)| Some((code, raw, lacks(raw)?)))?;
    let what = format!("`{code}` does not say `${name}` in `{key}`, another language does");
    Some(finding(raw, Code::DifferingVariables, what, "say the same in every language"))
}
