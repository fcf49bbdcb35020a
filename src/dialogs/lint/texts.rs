//! Texts: whether every language says all of them with the same variables, whether those that forms need are there, and
//! whether nobody wrote one that nothing says.

use std::collections::{BTreeMap, BTreeSet};

use super::super::finding::{Code, Finding, meant};
use super::super::read::Reading;
use super::keys::{self, Label, Missed, Need};
use super::languages::{FIRST_LANGUAGE, Language, Texts, finding};
use super::{Origin, limits, words};
use crate::locales::entries::Raw;

/// Most missing texts told one by one; a language that was only begun misses hundreds.
const MAX_MISSING: usize = 20;
/// What keys of forms begin with.
const FORMS: &str = "form-";
/// Further words for something that can be picked; each language has its own.
const WORDS: &str = ".words";
/// Patterns of dates: whether a month is a number or a name is the language's own business.
const DATE_PATTERNS: &str = "date-";

/// The forms whose texts are looked for.
pub(super) struct Wanted<'a> {
    /// All files, read or not.
    pub(super) readings: &'a [Reading],
    /// Those whose ids are settled, so that it is known which texts they need.
    pub(super) settled: Vec<&'a Reading>,
    /// Whose they are.
    pub(super) origin: Origin,
}

/// What was looked at.
pub(super) struct Counted {
    pub(super) languages: Vec<String>,
    pub(super) texts: usize,
}

/// Checks all texts, and that they are those the forms need.
pub(super) fn check(wanted: &Wanted<'_>, texts: &Texts, findings: &mut Vec<Finding>) -> Counted {
    let languages = texts.read(findings);
    if !languages.iter().any(|language| language.code == FIRST_LANGUAGE) {
        let what = format!("there is no language `{FIRST_LANGUAGE}`");
        findings.push(Finding::new("locales", 1, Code::MissingLanguage, what, "add its folder"));
    }
    let read = |reading: &&Reading| reading.form.as_ref().map(|form| keys::of_form(reading, form));
    let needs: Vec<Need> = wanted.settled.iter().filter_map(read).flatten().collect();
    let mut told = BTreeSet::new();
    for language in &languages {
        orphans(language, &needs, wanted, texts, &mut told, findings);
    }
    missing_files(&languages, &mut told, findings);
    missing(&languages, &needs, &mut told, findings);
    for language in &languages {
        word_list(language, wanted, findings);
        references(language, findings);
        contents(language, &needs, &mut told, findings);
        platform_limits(language, findings);
    }
    compare(&languages, &told, findings);
    Counted {
        languages: languages.iter().map(|language| language.code.to_owned()).collect(),
        texts: languages.iter().map(|language| language.texts.len()).sum(),
    }
}

fn word_list(language: &Language<'_>, wanted: &Wanted<'_>, findings: &mut Vec<Finding>) {
    if let Some((whose, file)) = language.words {
        findings.extend(words::check(file, whose, wanted.readings, wanted.origin));
    } else {
        let what = format!("`{}` has no words.toml, so nobody can say anything in it", language.code);
        let mend = "copy the one of another language and put its words into it";
        findings.push(Finding::new(&language.folder, 1, Code::MissingLanguage, what, mend));
    }
}

/// Files of which a language has nothing at all: one finding instead of one per text.
fn missing_files(languages: &[Language<'_>], told: &mut BTreeSet<String>, findings: &mut Vec<Finding>) {
    let Some((first, others)) = languages.split_first() else { return };
    let mut files: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (key, said) in first.texts.iter().filter(|(key, _)| !told.contains(*key)) {
        files.entry(file_name(&said.raw)).or_default().insert(key);
    }
    for language in others.iter().filter(|language| !language.in_part) {
        for (name, keys) in files.iter().filter(|(_, keys)| !keys.iter().any(|key| language.has(key))) {
            let what = format!("`{}` has nothing of {name}", language.code);
            let mend = format!("copy {}/{name} to {}/{name} and translate it", first.folder, language.folder);
            findings.push(Finding::new(&language.folder, 1, Code::MissingLanguage, what, mend));
            told.extend(keys.iter().map(|key| (*key).to_owned()));
        }
    }
}

fn file_name(raw: &Raw) -> &str {
    raw.entry.file.rsplit(['/', '\\']).next().unwrap_or(&raw.entry.file)
}

/// Which key of a need is said.
fn said<'n>(language: &Language<'_>, need: &'n Need) -> Option<&'n str> {
    need.keys.iter().find(|key| language.has(key)).map(String::as_str)
}

/// Texts that forms need and a language does not have.
fn missing(languages: &[Language<'_>], needs: &[Need], told: &mut BTreeSet<String>, findings: &mut Vec<Finding>) {
    let mut missed = BTreeSet::new();
    for need in needs.iter().filter(|need| need.missed == Missed::Yes) {
        let lacks = |language: &&Language<'_>| {
            let resort = need.last_resort.as_ref().is_some_and(|key| language.has(key));
            !language.in_part && !resort && said(language, need).is_none()
        };
        let lacking: Vec<&Language<'_>> = languages.iter().filter(lacks).collect();
        if lacking.is_empty() || need.keys.iter().any(|key| told.contains(key)) {
            continue;
        }
        let key = &need.keys[0];
        let codes: Vec<String> = lacking.iter().map(|language| format!("`{}`", language.code)).collect();
        let what = format!("there is no text `{key}` in {}", codes.join(", "));
        let files: Vec<String> = lacking.iter().map(|language| format!("{}/forms.ftl", language.folder)).collect();
        let mend = format!("add it to {}", files.join(", "));
        findings.push(Finding::new(&need.file, need.line, Code::MissingText, what, mend));
        missed.extend(need.keys.iter().cloned());
    }
    told.append(&mut missed);
}

fn references(language: &Language<'_>, findings: &mut Vec<Finding>) {
    for said in language.texts.values() {
        for reference in said.raw.references.iter().filter(|key| !language.has(key) && !language.in_part) {
            let what = format!("it refers to `{reference}`, which `{}` does not have", language.code);
            let mend = match meant(reference, language.texts.keys().map(String::as_str)) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "add that text, or say it here".to_owned(),
            };
            findings.push(finding(&said.raw, Code::UnknownReference, what, mend));
        }
    }
}

/// What the texts of forms say: labels without variables, only variables that are filled, not longer than they may be.
fn contents(language: &Language<'_>, needs: &[Need], told: &mut BTreeSet<String>, findings: &mut Vec<Finding>) {
    let mut filled: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut labels = BTreeSet::new();
    for need in needs {
        let Some(key) = said(language, need) else { continue };
        filled.entry(key).or_default().extend(need.variables.iter().map(String::as_str));
        if need.label == Label::Yes {
            labels.insert(key);
        }
        let raw = &language.texts[key].raw;
        if let Some(limit) = need.limit {
            findings.extend(limit.check(&raw.longest, &raw.entry.file, raw.entry.line, key));
        }
    }
    for (key, filled) in filled {
        let raw = &language.texts[key].raw;
        let variables = &raw.entry.variables;
        if labels.contains(key) && !variables.is_empty() {
            let what = format!("people pick `{key}` by what it says, so it cannot hold a variable");
            findings.push(finding(raw, Code::VariableInLabel, what, "say it without"));
            told.insert(key.to_owned());
        } else if let Some(name) = variables.iter().find(|name| !filled.contains(name.as_str())) {
            let possible: Vec<String> = filled.iter().map(|name| format!("`${name}`")).collect();
            let known = meant(name, filled.iter().copied());
            let mend = known.map_or_else(
                || format!("possible are {}", possible.join(", ")),
                |known| format!("did you mean `${known}`?"),
            );
            findings.push(finding(raw, Code::UnknownVariable, format!("nobody fills `${name}` in `{key}`"), mend));
            told.insert(key.to_owned());
        }
    }
}

/// Texts of forms that no form says, and texts of a folder that the program does not know.
fn orphans(
    language: &Language<'_>,
    needs: &[Need],
    wanted: &Wanted<'_>,
    texts: &Texts,
    told: &mut BTreeSet<String>,
    findings: &mut Vec<Finding>,
) {
    let used: BTreeSet<&str> = needs.iter().filter_map(|need| said(language, need)).collect();
    for (key, text) in &language.texts {
        let is_of_forms = key.starts_with(FORMS);
        let base = key.strip_suffix(WORDS).unwrap_or(key);
        let is_used = if is_of_forms {
            used.contains(base) || belongs_to_unsettled(key, wanted)
        } else {
            base.starts_with('-') || !texts.hold_the_shipped() || language.shipped.contains(base)
        };
        // Shipped texts serve the shipped forms, whatever forms an operator has.
        let is_ours = text.origin == Origin::Shipped && (!is_of_forms || wanted.origin == Origin::Folder);
        // A further language has no shipped texts to be compared with; the comparison of languages sees to it.
        let is_new_language = !is_of_forms && language.shipped.is_empty();
        if is_used || is_ours || is_new_language {
            continue;
        }
        let mend = match meant(key, needs.iter().flat_map(|need| need.keys.iter().map(String::as_str))) {
            Some(known) if is_of_forms && !language.has(known) => format!("did you mean `{known}`?"),
            _ => "take it out".to_owned(),
        };
        findings.push(finding(&text.raw, Code::OrphanText, format!("nothing ever says `{key}`"), mend));
        told.insert(key.clone());
    }
}

/// Whether a text may belong to a form of which it is not known what it needs.
fn belongs_to_unsettled(key: &str, wanted: &Wanted<'_>) -> bool {
    let is_settled = |reading: &&Reading| wanted.settled.iter().any(|other| other.source.file == reading.source.file);
    let rest = key.strip_prefix(FORMS).unwrap_or(key);
    let is_of =
        |name: &str| rest.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']));
    wanted.readings.iter().filter(|reading| !is_settled(reading)).any(|reading| {
        let id = reading.form.as_ref().map(|form| form.id.as_str());
        is_of("any") || is_of(reading.source.stem()) || id.is_some_and(is_of)
    })
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
fn compare(languages: &[Language<'_>], told: &BTreeSet<String>, findings: &mut Vec<Finding>) {
    let keys: BTreeSet<&str> =
        languages.iter().flat_map(|language| language.texts.keys().map(String::as_str)).collect();
    let mut missing: BTreeMap<&str, Vec<Finding>> = BTreeMap::new();
    for key in keys {
        let is_own = key.ends_with(WORDS) || key.starts_with('-');
        if is_own || told.contains(key) {
            continue;
        }
        let Some(other) = languages.iter().find_map(|language| language.texts.get(key)) else { continue };
        for language in languages.iter().filter(|language| !language.in_part && !language.has(key)) {
            let what = format!("there is no text `{key}` in `{}`", language.code);
            let mend = format!("add it to {}/{}", language.folder, file_name(&other.raw));
            missing.entry(language.code).or_default().push(finding(&other.raw, Code::MissingText, what, mend));
        }
        if !key.starts_with(DATE_PATTERNS) {
            findings.extend(differing(languages, key));
        }
    }
    for language in languages {
        let Some(mut list) = missing.remove(language.code) else { continue };
        if list.len() > MAX_MISSING {
            let what = format!("`{}` misses {} more texts", language.code, list.len() - MAX_MISSING);
            list.truncate(MAX_MISSING);
            let mend = "add the others first, then check again";
            list.push(Finding::new(&language.folder, 1, Code::MissingText, what, mend));
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
    let lacks = |raw: &Raw| all.iter().find(|name| !raw.entry.variables.contains(**name)).map(|name| (*name).clone());
    // Of two languages that differ both ways, the one to change is not the one that others are compared with.
    let (code, raw, name) = said.iter().rev().find_map(|(code, raw)| Some((code, raw, lacks(raw)?)))?;
    let what = format!("`{code}` does not say `${name}` in `{key}`, another language does");
    Some(finding(raw, Code::DifferingVariables, what, "say the same in every language"))
}
