//! A list of all texts with their variables and places, for checks of forms and languages.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{self, Expression, InlineExpression, PatternElement};

use super::Lines;

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
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    /// The entry, with the variables it uses itself.
    pub(crate) entry: Entry,
    /// Texts it refers to, by key; terms begin with `-`.
    pub(crate) references: BTreeSet<String>,
    /// What it says at its longest, without what its variables and references put in.
    pub(crate) longest: String,
}

/// The entries of one parsed file; `source` is the text that was parsed, so that every name in the tree is a part of it.
pub(crate) fn of_resource<'a>(
    body: impl Iterator<Item = &'a ast::Entry<&'a str>>,
    file: &str,
    source: &'a str,
) -> Vec<Raw> {
    let mut raws = Vec::new();
    let lines = Lines::of(source);
    for entry in body {
        let (id, sign, value, attributes) = match entry {
            ast::Entry::Message(message) => (&message.id, "", message.value.as_ref(), &message.attributes),
            ast::Entry::Term(term) => (&term.id, "-", Some(&term.value), &term.attributes),
            _ => continue,
        };
        let key = format!("{sign}{}", id.name);
        for attribute in attributes {
            let line = lines.at(offset_in(source, attribute.id.name));
            raws.push(raw(format!("{key}.{}", attribute.id.name), &attribute.value, file, line));
        }
        if let Some(pattern) = value {
            raws.push(raw(key, pattern, file, lines.at(offset_in(source, id.name))));
        }
    }
    raws
}

/// Where a part of a text begins in it.
fn offset_in(whole: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(whole.as_ptr().addr()).min(whole.len())
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
    let longest = walk.pattern(pattern);
    let entry = Entry { key, variables: walk.variables, file: file.to_owned(), line };
    Raw { entry, references: walk.references, longest }
}

#[derive(Default)]
struct Walk {
    variables: BTreeSet<String>,
    references: BTreeSet<String>,
}

impl Walk {
    /// Notes what a pattern uses and gives what it says at its longest.
    fn pattern(&mut self, pattern: &ast::Pattern<&str>) -> String {
        let mut longest = String::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => longest.push_str(value),
                PatternElement::Placeable { expression } => longest.push_str(&self.expression(expression)),
            }
        }
        longest
    }

    fn expression(&mut self, expression: &Expression<&str>) -> String {
        match expression {
            Expression::Inline(InlineExpression::StringLiteral { value }) => (*value).to_owned(),
            Expression::Inline(inline) => {
                self.inline(inline);
                String::new()
            }
            Expression::Select { selector, variants } => {
                self.inline(selector);
                let said: Vec<String> = variants.iter().map(|variant| self.pattern(&variant.value)).collect();
                said.into_iter().max_by_key(|text| text.chars().count()).unwrap_or_default()
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
            InlineExpression::Placeable { expression } => {
                self.expression(expression);
            }
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }
}
