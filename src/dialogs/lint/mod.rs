//! The linter: what is wrong with forms and texts, each finding with file, line and mend.
//!
//! [`form`] and [`field`] look at one form alone, [`condition`] at what it compares, [`reach`] at what can ever hold;
//! [`keys`] lists the texts that forms need, [`texts`] compares them with those there are, [`words`] looks at what people
//! type; [`limits`] is the table of what platforms take. Start reading at [`check`].

mod condition;
mod field;
mod fluent;
mod form;
mod keys;
mod kinds;
mod languages;
mod limits;
mod reach;
mod relative;
mod texts;
mod words;

use std::path::Path;

use super::finding::{Code, Finding, Report};
use super::read::{Reading, read};
use super::source::{self, Source};
use super::tree::Spot;
use crate::domain::form::Form;

pub use languages::Texts;

/// What forms are looked at and whose they are.
#[derive(Clone, Debug)]
pub struct Forms {
    /// The files.
    pub sources: Vec<Source>,
    /// Whose they are.
    pub origin: Origin,
}

/// Whose a file is. What the operator did not write is not held against them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is part of the binary.
    Shipped,
    /// It lies in a folder.
    Folder,
}

/// Checks the forms of a folder (those of the binary without one) with the texts of the binary, over which those of the
/// other folder are laid. What cannot be read is a finding like any other.
pub fn check_folders(dialogs: Option<&Path>, locales: Option<&Path>) -> Report {
    let mut findings = Vec::new();
    let forms = match dialogs.map(source::folder) {
        None => Forms { sources: source::shipped(), origin: Origin::Shipped },
        Some(read) => {
            let (sources, unreadable) = read;
            findings.extend(unreadable);
            Forms { sources, origin: Origin::Folder }
        }
    };
    let mut texts = Texts::shipped();
    if let Some(dir) = locales {
        findings.extend(texts.lay_over(dir));
    }
    finish(findings, &forms, &texts)
}

/// Checks forms and texts that are to fit each other.
pub fn check(forms: &Forms, texts: &Texts) -> Report {
    finish(Vec::new(), forms, texts)
}

/// Ids that are not settled: which texts such a form needs is not known either.
const UNSETTLED: &[Code] = &[Code::IdDiffersFromFile, Code::BadId, Code::DuplicateField];

fn finish(mut findings: Vec<Finding>, forms: &Forms, texts: &Texts) -> Report {
    let readings: Vec<Reading> = forms.sources.iter().map(read).collect();
    let about_forms = check_forms(&readings);
    let is_settled = |reading: &&Reading| {
        let own = |finding: &Finding| finding.file == reading.source.file && UNSETTLED.contains(&finding.code);
        reading.form.is_some() && !about_forms.iter().any(own)
    };
    let settled = readings.iter().filter(is_settled).collect();
    let wanted = texts::Wanted { readings: &readings, settled, origin: forms.origin };
    let counted = texts::check(&wanted, texts, &mut findings);
    findings.extend(about_forms);
    findings.sort();
    findings.dedup();
    let forms = readings.iter().filter(|reading| reading.form.is_some()).count();
    Report { findings, forms, languages: counted.languages, texts: counted.texts }
}

/// What can be said without any text.
pub(super) fn check_forms(readings: &[Reading]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = readings.iter().flat_map(|reading| reading.findings.clone()).collect();
    for reading in readings {
        if let Some(form) = &reading.form {
            let mut look =
                Look { form, root: Spot::root(&reading.tree), file: &reading.source.file, findings: Vec::new() };
            form::check(&mut look, reading.source.stem(), readings);
            let sound = condition::check(&mut look);
            field::check(&mut look);
            reach::check(&mut look, &sound);
            limits::check_form(&mut look);
            findings.extend(look.findings);
        }
    }
    findings.extend(form::check_together(readings));
    findings
}

/// One form being looked at.
struct Look<'a> {
    form: &'a Form,
    root: Spot<'a>,
    file: &'a str,
    findings: Vec<Finding>,
}

impl<'a> Look<'a> {
    fn found(&mut self, spot: Spot<'_>, code: Code, what: impl Into<String>, mend: impl Into<String>) {
        self.findings.push(Finding::new(self.file, spot.line(), code, what, mend));
    }

    /// Where a field stands.
    fn field(&self, index: usize) -> Spot<'a> {
        self.root.key("field").item(index)
    }

    /// The place of a field in the form.
    fn place(&self, id: &str) -> Option<usize> {
        self.form.fields.iter().position(|field| field.id.as_str() == id)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_is_found_on_what_ships() {
        let report = super::check_folders(None, None);
        assert!(report.is_clean(), "{report}");
    }
}
