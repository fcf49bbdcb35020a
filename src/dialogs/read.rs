//! From a file's text to a form, with everything that stands in the way.

use std::sync::LazyLock;

use serde_json::Value;

use super::Source;
use super::finding::{Code, Finding};
use super::tree::Node;
use super::{schema, shape, tree};
use crate::domain::form::Form;

static SCHEMA: LazyLock<Value> = LazyLock::new(schema::schema);

/// A file that was read, as far as it could be.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// The file.
    pub(super) source: Source,
    /// Everything in it with its line.
    pub(super) tree: Node,
    /// The form, if the file is one.
    pub(super) form: Option<Form>,
    /// What was wrong.
    pub(super) findings: Vec<Finding>,
}

/// Reads a file. Keys that nobody knows are reported and left out; anything else leaves no form.
pub(super) fn read(source: &Source) -> Reading {
    let (tree, mut findings) = tree::parse(source);
    let readable = findings.is_empty();
    let mut form = None;
    if readable {
        let shaped = shape::check(&source.file, &tree, &SCHEMA);
        findings.extend(shaped.findings);
        if !shaped.broken {
            match serde_json::from_value(shaped.json) {
                Ok(read) => form = Some(read),
                Err(error) => {
                    let mend = "compare it with a form that works";
                    findings.push(Finding::new(&source.file, 1, Code::WrongType, error.to_string(), mend));
                }
            }
        }
    }
    Reading { source: source.clone(), tree, form, findings }
}
