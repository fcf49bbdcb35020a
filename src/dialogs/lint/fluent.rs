//! One Fluent file: its texts, and every place where it is none.

use fluent_syntax::parser;

use super::super::finding::{Code, Finding};
use crate::locales::entries::{self, Raw};
use crate::locales::line_of;
use crate::locales::source::SourceFile;

/// Reads a file as far as it can be read.
pub(super) fn read(file: &SourceFile, findings: &mut Vec<Finding>) -> Vec<Raw> {
    let text = file.text.as_str();
    let (resource, errors) = match parser::parse_runtime(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    for error in errors {
        let line = line_of(text, error.pos.start.min(text.len()));
        let mend = "write `key = text`, attributes and further lines indented, every `{` closed";
        findings.push(Finding::new(&file.path, line, Code::FluentSyntax, error.kind.to_string(), mend));
    }
    let raws = entries::of_resource(resource.body.iter(), &file.path, text);
    for raw in raws.iter().filter(|raw| raw.longest.matches("**").count() % 2 == 1) {
        let what = format!("`{}` begins or ends bold print only", raw.entry.key);
        findings.push(Finding::new(&file.path, raw.entry.line, Code::UnbalancedBold, what, "set `**` on both sides"));
    }
    raws
}
