//! A list of all texts with their variables and places, for checks of forms and languages.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{self, Expression, InlineExpression, PatternElement};

/// One text: a message's value or one of its attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `message` or `message.attribute`.
    pub key: String,
    /// Variables it uses, those of texts it refers to included.
    pub variables: BTreeSet<String>,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// An entry before references are followed.
pub(super) struct Raw {
    pub(super) entry: Entry,
    references: BTreeSet<String>,
}

/// The entries of one parsed file.
pub(super) fn of_resource<'a>(
    body: impl Iterator<Item = &'a ast::Entry<&'a str>>,
    file: &str,
    source: &str,
) -> Vec<Raw> {
    let lines = Lines::of(source);
    let mut raws = Vec::new();
    for entry in body {
        let (id, value, attributes) = match entry {
            ast::Entry::Message(message) => (message.id.name.to_owned(), message.value.as_ref(), &message.attributes),
            ast::Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
            _ => continue,
        };
        if let Some(pattern) = value {
            raws.push(raw(id.clone(), pattern, file, lines.message(&id)));
        }
        for attribute in attributes {
            let line = lines.attribute(&id, attribute.id.name);
            raws.push(raw(format!("{id}.{}", attribute.id.name), &attribute.value, file, line));
        }
    }
    raws
}

/// Follows references from text to text, so that every entry names all variables it needs.
pub(super) fn resolve(raws: Vec<Raw>) -> Vec<Entry> {
    let direct: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> =
        raws.iter().map(|raw| (raw.entry.key.clone(), (raw.entry.variables.clone(), raw.references.clone()))).collect();
    raws.into_iter()
        .map(|raw| {
            let mut entry = raw.entry;
            let mut seen = BTreeSet::new();
            let mut open: Vec<String> = raw.references.into_iter().collect();
            while let Some(key) = open.pop() {
                if let Some((variables, references)) = direct.get(&key)
                    && seen.insert(key)
                {
                    entry.variables.extend(variables.iter().cloned());
                    open.extend(references.iter().cloned());
                }
            }
            entry
        })
        .collect()
}

fn raw(key: String, pattern: &ast::Pattern<&str>, file: &str, line: usize) -> Raw {
    let mut walk = Walk::default();
    walk.pattern(pattern);
    let entry = Entry { key, variables: walk.variables, file: file.to_owned(), line };
    Raw { entry, references: walk.references }
}

#[derive(Default)]
struct Walk {
    variables: BTreeSet<String>,
    references: BTreeSet<String>,
}

impl Walk {
    fn pattern(&mut self, pattern: &ast::Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        let key = |id: &str, attribute: &Option<ast::Identifier<&str>>| {
            attribute.as_ref().map_or_else(|| id.to_owned(), |attribute| format!("{id}.{}", attribute.name))
        };
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, attribute } => {
                self.references.insert(key(id.name, attribute));
            }
            InlineExpression::TermReference { id, attribute, .. } => {
                self.references.insert(key(&format!("-{}", id.name), attribute));
            }
            InlineExpression::FunctionReference { arguments, .. } => {
                arguments.positional.iter().for_each(|argument| self.inline(argument));
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }
}

/// Lines of messages and attributes, found by their names at the beginning of a line.
struct Lines {
    messages: BTreeMap<String, usize>,
    attributes: BTreeMap<(String, String), usize>,
}

impl Lines {
    fn of(source: &str) -> Self {
        let mut lines = Self { messages: BTreeMap::new(), attributes: BTreeMap::new() };
        let mut current = String::new();
        for (index, line) in source.lines().enumerate() {
            let Some((name, _)) = line.split_once('=') else { continue };
            let name = name.trim_end();
            if let Some(attribute) = name.trim_start().strip_prefix('.') {
                lines.attributes.entry((current.clone(), attribute.to_owned())).or_insert(index + 1);
            } else if name.starts_with(|c: char| c == '-' || c.is_ascii_alphabetic()) && !name.contains(' ') {
                name.clone_into(&mut current);
                lines.messages.entry(current.clone()).or_insert(index + 1);
            }
        }
        lines
    }

    fn message(&self, id: &str) -> usize {
        self.messages.get(id).copied().unwrap_or(1)
    }

    fn attribute(&self, id: &str, attribute: &str) -> usize {
        let key = (id.to_owned(), attribute.to_owned());
        self.attributes.get(&key).copied().unwrap_or_else(|| self.message(id))
    }
}
