//! The texts of every language as they are said in the end: layer over layer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::super::finding::{Code, Finding};
use super::{Origin, fluent};
use crate::locales::entries::Raw;
use crate::locales::source::{self, Layer, SourceFile};

/// The language that the others are compared with.
pub(super) const FIRST_LANGUAGE: &str = "de";

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

    /// Texts given one by one: language, file and what is in it.
    pub fn given<'a>(files: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> Self {
        let mut layer = Layer::default();
        for (language, path, text) in files {
            let file = SourceFile { path: path.to_owned(), text: text.to_owned() };
            layer.languages.entry(language.to_owned()).or_default().push(file);
        }
        Self { layers: vec![(Origin::Folder, layer)] }
    }

    /// Lays a folder over the texts there are; gives what could not be read.
    pub fn lay_over(&mut self, dir: &Path) -> Vec<Finding> {
        match source::folder(dir) {
            Ok(layer) => {
                self.layers.push((Origin::Folder, layer));
                Vec::new()
            }
            Err(error) => {
                let mend = "name a folder with a folder of UTF-8 texts for each language in it";
                vec![Finding::new(error.file, error.line, Code::UnreadableFile, error.what, mend)]
            }
        }
    }

    /// Whether the texts of the binary are part of them.
    pub(super) fn hold_the_shipped(&self) -> bool {
        self.layers.iter().any(|(origin, _)| *origin == Origin::Shipped)
    }

    /// The language codes, the first language first.
    fn codes(&self) -> Vec<&str> {
        let codes: BTreeSet<&str> =
            self.layers.iter().flat_map(|(_, layer)| layer.languages.keys().map(String::as_str)).collect();
        let mut codes: Vec<&str> = codes.into_iter().collect();
        codes.sort_by_key(|code| *code != FIRST_LANGUAGE);
        codes
    }

    /// Reads every language, the first language first.
    pub(super) fn read(&self, findings: &mut Vec<Finding>) -> Vec<Language<'_>> {
        self.codes().into_iter().map(|code| Language::read(self, code, findings)).collect()
    }
}

/// A text and whose it is.
pub(super) struct Said {
    pub(super) raw: Raw,
    pub(super) origin: Origin,
}

/// One language with the texts that are said in the end.
pub(super) struct Language<'t> {
    pub(super) code: &'t str,
    pub(super) texts: BTreeMap<String, Said>,
    /// Keys of the binary, whether or not they are overridden.
    pub(super) shipped: BTreeSet<String>,
    /// The words people type, and whose they are.
    pub(super) words: Option<(Origin, &'t SourceFile)>,
    /// Where another text would go.
    pub(super) folder: String,
    /// Whether a file could only be read in part, so that nobody knows what else is in it.
    pub(super) in_part: bool,
}

impl<'t> Language<'t> {
    fn read(texts: &'t Texts, code: &'t str, findings: &mut Vec<Finding>) -> Self {
        let mut language = Self {
            code,
            texts: BTreeMap::new(),
            shipped: BTreeSet::new(),
            words: None,
            folder: format!("locales/{code}"),
            in_part: false,
        };
        for (origin, layer) in &texts.layers {
            if let Some(files) = layer.languages.get(code) {
                language.lay_over(*origin, files, findings);
            }
        }
        language
    }

    /// A message of a later layer replaces the whole one of an earlier layer, attributes included; so do words.
    fn lay_over(&mut self, origin: Origin, files: &'t [SourceFile], findings: &mut Vec<Finding>) {
        let mut own: BTreeMap<String, Said> = BTreeMap::new();
        for file in files {
            if let Some((folder, _)) = file.path.rsplit_once(['/', '\\']) {
                folder.clone_into(&mut self.folder);
            }
            if file.is_words() {
                self.words = Some((origin, file));
                continue;
            }
            let (raws, errors) = fluent::read(file);
            self.in_part |= !errors.is_empty();
            findings.extend(errors);
            for raw in raws {
                findings.extend(fluent::unbalanced(&raw));
                if let Some(first) = own.get(&raw.entry.key) {
                    let entry = &first.raw.entry;
                    let what = format!("`{}` is in {}:{} already", raw.entry.key, entry.file, entry.line);
                    findings.push(finding(&raw, Code::DuplicateText, what, "take one of them out"));
                } else {
                    own.insert(raw.entry.key.clone(), Said { raw, origin });
                }
            }
        }
        if origin == Origin::Shipped {
            self.shipped.extend(own.keys().cloned());
        }
        let replaced: BTreeSet<&str> = own.keys().map(|key| message(key)).collect();
        self.texts.retain(|key, _| !replaced.contains(message(key)));
        self.texts.append(&mut own);
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }
}

/// The message of a key, without its attribute.
fn message(key: &str) -> &str {
    key.split('.').next().unwrap_or(key)
}

/// A finding about a text.
pub(super) fn finding(raw: &Raw, code: Code, what: impl Into<String>, mend: impl Into<String>) -> Finding {
    Finding::new(&raw.entry.file, raw.entry.line, code, what, mend)
}
