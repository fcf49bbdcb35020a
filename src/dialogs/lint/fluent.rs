//! One Fluent file: its texts, and every place where it is none.

use fluent_syntax::parser;

use super::super::finding::{Code, Finding};
use crate::locales::entries::{self, Raw};
use crate::locales::line_of;
use crate::locales::source::SourceFile;

/// Reads a file as far as it can be read; with the places where it cannot.
pub(super) fn read(file: &SourceFile) -> (Vec<Raw>, Vec<Finding>) {
    let text = file.text.as_str();
    let (resource, errors) = match parser::parse_runtime(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    let findings = errors.iter().map(|error| {
        let line = line_of(text, error.pos.start.min(text.len()));
        let mend = "write `key = text`, attributes and further lines indented, every `{` closed";
        Finding::new(&file.path, line, Code::FluentSyntax, error.kind.to_string(), mend)
    });
    let findings = findings.collect();
    (entries::of_resource(resource.body.iter(), &file.path, text), findings)
}

/// Bold print that begins and never ends.
pub(super) fn unbalanced(raw: &Raw) -> Option<Finding> {
    let entry = &raw.entry;
    (raw.longest.matches("**").count() % 2 == 1).then(|| {
        let what = format!("`{}` begins or ends bold print only", entry.key);
        Finding::new(&entry.file, entry.line, Code::UnbalancedBold, what, "set `**` on both sides")
    })
}
