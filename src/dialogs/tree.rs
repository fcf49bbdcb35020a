//! A TOML file as a tree that knows the line of everything in it.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Source;
use super::finding::{Code, Finding};
use crate::locales::Lines;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) value: Val,
}

/// What TOML can say.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Val {
    Text(String),
    Integer(i64),
    Float(f64),
    Bool(bool),
    /// A date or time, or a number too large to be one; nothing in a form is like that.
    Other(String),
    List(Vec<Node>),
    Table(BTreeMap<String, Entry>),
}

/// A key's line and its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) line: usize,
    pub(super) node: Node,
}

impl Val {
    /// What it is, in words.
    pub(super) fn noun(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::Bool(_) => "`true` or `false`",
            Self::Other(_) => "a date or a number out of range",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// Parses a file. What can be understood is given even when something else cannot.
pub(super) fn parse(source: &Source) -> (Node, Vec<Finding>) {
    let lines = Lines::of(&source.text);
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let mut findings: Vec<Finding> = Vec::new();
    for error in errors {
        let line = lines.at(error.span().map_or(0, |span| span.start));
        // One slip of the pen makes the parser stumble more than once in the same line.
        if !findings.iter().any(|finding| finding.line == line) {
            let mend = "see toml.io for how it is written";
            findings.push(Finding::new(&source.file, line, Code::TomlSyntax, error.message().replace('\n', " "), mend));
        }
    }
    let node = Node { line: 1, value: Val::Table(entries(&lines, table.get_ref())) };
    (node, findings)
}

fn entries(lines: &Lines, table: &DeTable<'_>) -> BTreeMap<String, Entry> {
    table
        .iter()
        .map(|(key, value)| {
            let line = lines.at(key.span().start);
            (key.get_ref().to_string(), Entry { line, node: node(lines, value) })
        })
        .collect()
}

fn node(lines: &Lines, value: &Spanned<DeValue<'_>>) -> Node {
    let line = lines.at(value.span().start);
    let value = match value.get_ref() {
        DeValue::String(text) => Val::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Val::Other(number.to_string()), Val::Integer),
        DeValue::Float(number) => match number.as_str().parse::<f64>() {
            Ok(finite) if finite.is_finite() => Val::Float(finite),
            _ => Val::Other(number.as_str().to_owned()),
        },
        DeValue::Boolean(yes) => Val::Bool(*yes),
        DeValue::Datetime(moment) => Val::Other(moment.to_string()),
        DeValue::Array(values) => Val::List(values.iter().map(|value| node(lines, value)).collect()),
        DeValue::Table(table) => Val::Table(entries(lines, table)),
    };
    Node { line, value }
}

/// A place in a tree, there or not: what is not there has the line of what should hold it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    node: Option<&'a Node>,
    line: usize,
}

impl<'a> Spot<'a> {
    /// The whole file.
    pub(super) fn root(node: &'a Node) -> Self {
        Self { node: Some(node), line: 1 }
    }

    /// The value of a key.
    pub(super) fn key(self, key: &str) -> Self {
        match self.node.map(|node| &node.value) {
            Some(Val::Table(table)) => table
                .get(key)
                .map_or(Self { node: None, ..self }, |entry| Self { node: Some(&entry.node), line: entry.line }),
            _ => Self { node: None, ..self },
        }
    }

    /// An item of a list.
    pub(super) fn item(self, index: usize) -> Self {
        match self.node.map(|node| &node.value) {
            Some(Val::List(items)) => {
                items.get(index).map_or(Self { node: None, ..self }, |node| Self { node: Some(node), line: node.line })
            }
            _ => Self { node: None, ..self },
        }
    }

    /// The line.
    pub(super) fn line(self) -> usize {
        self.line
    }

    /// Whether it is there.
    pub(super) fn exists(self) -> bool {
        self.node.is_some()
    }
}
