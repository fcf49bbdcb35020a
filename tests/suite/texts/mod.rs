//! The texts themselves: the same in every language, written as the house writes, used by the code.

mod keys;
mod style;

use std::path::{Path, PathBuf};

use fluent_syntax::ast::{self, Entry, Expression, InlineExpression, PatternElement};

/// A piece of text as people see it, with where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) file: String,
    pub(crate) line: usize,
    /// `message` or `message.attribute`.
    pub(crate) key: String,
    pub(crate) text: String,
}

/// The languages in `locales/`.
pub(crate) fn languages() -> Vec<String> {
    let mut codes: Vec<String> = std::fs::read_dir(root().join("locales"))
        .expect("locales/")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    codes.sort();
    codes
}

/// Every piece of text of a language that is shown, variant by variant; the attribute `.words` holds what people type, as `words.toml` does.
pub(crate) fn pieces(language: &str) -> Vec<Piece> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join("locales").join(language))
        .expect("a language's folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "ftl"))
        .collect();
    files.sort();
    assert!(files.len() > 3, "the texts of {language} were not found");
    let all = files.iter().flat_map(|path| of_file(path));
    all.filter(|piece| attribute_of(&piece.key) != Some("words")).collect()
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The attribute that a key names.
pub(crate) fn attribute_of(key: &str) -> Option<&str> {
    key.split_once('.').map(|(_, attribute)| attribute)
}

fn of_file(path: &Path) -> Vec<Piece> {
    let source = std::fs::read_to_string(path).expect("a text file");
    let file = path.strip_prefix(root()).expect("below the root").display().to_string();
    let resource = fluent_syntax::parser::parse(source.as_str())
        .unwrap_or_else(|(_, errors)| panic!("{file} is not Fluent: {errors:?}"));
    let reader = Reader { source: &source, file: &file };
    let mut pieces = Vec::new();
    for entry in &resource.body {
        let (id, value, attributes) = match entry {
            Entry::Message(message) => (message.id.name.to_owned(), message.value.as_ref(), &message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
            _ => continue,
        };
        if let Some(pattern) = value {
            reader.pattern(&id, pattern, &mut pieces);
        }
        for attribute in attributes {
            reader.pattern(&format!("{id}.{}", attribute.id.name), &attribute.value, &mut pieces);
        }
    }
    pieces
}

struct Reader<'s> {
    source: &'s str,
    file: &'s str,
}

impl Reader<'_> {
    /// A placeable stands as `…` between the words around it.
    fn pattern(&self, key: &str, pattern: &ast::Pattern<&str>, pieces: &mut Vec<Piece>) {
        let mut text = String::new();
        let mut line = None;
        let mut variants = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => {
                    line.get_or_insert_with(|| self.line(value));
                    text.push_str(value);
                }
                PatternElement::Placeable { expression } => {
                    text.push('…');
                    self.expression(key, expression, &mut variants);
                }
            }
        }
        pieces.push(Piece { file: self.file.to_owned(), line: line.unwrap_or(1), key: key.to_owned(), text });
        pieces.extend(variants);
    }

    fn expression(&self, key: &str, expression: &Expression<&str>, pieces: &mut Vec<Piece>) {
        match expression {
            Expression::Select { variants, .. } => {
                for variant in variants {
                    self.pattern(key, &variant.value, pieces);
                }
            }
            Expression::Inline(InlineExpression::Placeable { expression }) => self.expression(key, expression, pieces),
            Expression::Inline(_) => {}
        }
    }

    /// The line of a slice of the source.
    fn line(&self, slice: &str) -> usize {
        let offset = (slice.as_ptr() as usize).saturating_sub(self.source.as_ptr() as usize);
        1 + self.source.get(..offset).map_or(0, |before| before.matches('\n').count())
    }
}

/// Fails with every finding on a line of its own.
pub(crate) fn assert_none(what: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{} {what}:\n{}", findings.len(), findings.join("\n"));
}
