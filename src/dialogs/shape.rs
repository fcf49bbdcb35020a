//! Whether a form file has the shape of a form: its keys, types and words, all mistakes at once.
//!
//! Follows the [schema](super::schema), so a new key in [`crate::domain::form`] is known here without a word. What it lets
//! pass can be read as a form.

use std::collections::BTreeMap;

use serde_json::Value;

use super::finding::{Code, Finding, meant, one_of};
use super::tree::{Entry, Node, Val};

/// What became of a file.
pub(super) struct Shaped {
    /// The file as JSON, without the keys nobody knows.
    pub(super) json: Value,
    /// Whether something else was wrong as well, so that the rest cannot be read as a form.
    pub(super) broken: bool,
    /// What was wrong.
    pub(super) findings: Vec<Finding>,
}

/// Compares a file with the schema.
pub(super) fn check(file: &str, node: &Node, schema: &Value) -> Shaped {
    let mut walk = Walk { file, schema, broken: false, findings: Vec::new() };
    let json = walk.value(node, node.line, schema, "the file");
    Shaped { json, broken: walk.broken, findings: walk.findings }
}

/// What a condition is called.
const CONDITION: &str = "the condition";

struct Walk<'a> {
    file: &'a str,
    schema: &'a Value,
    broken: bool,
    findings: Vec<Finding>,
}

impl<'a> Walk<'a> {
    fn found(&mut self, line: usize, code: Code, what: String, mend: impl Into<String>) {
        self.broken |= code != Code::UnknownKey;
        self.findings.push(Finding::new(self.file, line, code, what, mend));
    }

    /// Checks a value; `name` is what to call it.
    fn value(&mut self, node: &Node, line: usize, schema: &'a Value, name: &str) -> Value {
        let schema = self.resolved(schema);
        if let Some(choices) = schema["anyOf"].as_array() {
            return self.alternative(node, line, choices, name);
        }
        if let Some(words) = words_of(schema) {
            return self.word(node, line, &words, name);
        }
        let wanted = schema["type"].as_str().unwrap_or("anything");
        match (&node.value, wanted) {
            (Val::Table(table), "object") => self.table(table, line, schema, name),
            (Val::List(items), "array") => {
                let items = items.iter().map(|item| self.value(item, item.line, &schema["items"], name));
                Value::Array(items.collect())
            }
            (Val::Text(_), "string")
            | (Val::Bool(_), "boolean")
            | (Val::Integer(_) | Val::Float(_), "number")
            | (_, "anything") => json(node),
            (Val::Integer(number), "integer") if fits(*number, schema) => json(node),
            (Val::Integer(number), "integer") => {
                let mend = "write a whole number from 0 to 4294967295";
                self.found(line, Code::WrongType, format!("{name} is {number}"), mend);
                Value::Null
            }
            (value, wanted) => {
                let mend = format!("write {}", noun_of(wanted));
                self.found(line, Code::WrongType, format!("{name} is {}", value.noun()), mend);
                Value::Null
            }
        }
    }

    fn table(&mut self, table: &BTreeMap<String, Entry>, line: usize, schema: &'a Value, name: &str) -> Value {
        let Some(properties) = schema["properties"].as_object() else {
            return Value::Object(table.iter().map(|(key, entry)| (key.clone(), json(&entry.node))).collect());
        };
        let mut read = serde_json::Map::new();
        for (key, entry) in table {
            if let Some(property) = properties.get(key) {
                let value = self.value(&entry.node, entry.line, property, &format!("`{key}`"));
                read.insert(key.clone(), value);
            } else {
                let mend = match meant(key, properties.keys().map(String::as_str)) {
                    Some(known) => format!("did you mean `{known}`?"),
                    None => "take it out".to_owned(),
                };
                self.found(entry.line, Code::UnknownKey, format!("{name} has no key `{key}`"), mend);
                // A condition without one of its parts would mean something else.
                self.broken |= name == CONDITION;
            }
        }
        for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !table.contains_key(key) {
                self.found(line, Code::MissingKey, format!("{name} needs the key `{key}`"), "add it");
            }
        }
        Value::Object(read)
    }

    /// One of several tables, told apart by the key that only it needs: only conditions are like that.
    fn alternative(&mut self, node: &Node, line: usize, choices: &'a [Value], name: &str) -> Value {
        let signs: Vec<(&'a str, &'a Value)> = choices
            .iter()
            .filter_map(|choice| Some((self.resolved(choice)["required"].get(0)?.as_str()?, choice)))
            .collect();
        let chosen = match &node.value {
            Val::Table(table) => signs.iter().find(|(sign, _)| table.contains_key(*sign)),
            _ => None,
        };
        if let Some((_, choice)) = chosen {
            self.value(node, line, choice, CONDITION)
        } else {
            let what = format!("{name} is no condition");
            let mend =
                "write `{ field = …, is = … }`, or `{ all = […] }`, `{ any = […] }`, `{ not = … }` around others";
            self.found(line, Code::BadCondition, what, mend);
            Value::Null
        }
    }

    fn word(&mut self, node: &Node, line: usize, words: &[&str], name: &str) -> Value {
        match &node.value {
            Val::Text(word) if words.contains(&word.as_str()) => json(node),
            Val::Text(word) => {
                let mend = one_of(word, words.iter().copied());
                self.found(line, Code::UnknownValue, format!("{name} cannot be `{word}`"), mend);
                Value::Null
            }
            other => {
                let mend = one_of("", words.iter().copied());
                self.found(line, Code::WrongType, format!("{name} is {}", other.noun()), mend);
                Value::Null
            }
        }
    }

    /// Follows `$ref` and `allOf` with a single part.
    fn resolved(&self, schema: &'a Value) -> &'a Value {
        let mut schema = schema;
        loop {
            schema = if let Some(reference) = schema["$ref"].as_str() {
                let pointer = reference.trim_start_matches('#');
                self.schema.pointer(pointer).expect("schemars only refers to what it defines")
            } else if let Some([only]) = schema["allOf"].as_array().map(Vec::as_slice) {
                only
            } else {
                return schema;
            };
        }
    }
}

/// The words of an enumeration.
fn words_of(schema: &Value) -> Option<Vec<&str>> {
    if let Some(words) = schema["enum"].as_array() {
        return Some(words.iter().filter_map(Value::as_str).collect());
    }
    let variants = schema["oneOf"].as_array()?;
    let word = |variant: &'_ Value| variant.get("const").or_else(|| variant["enum"].get(0)).is_some();
    if !variants.iter().all(word) {
        return None;
    }
    Some(variants.iter().filter_map(|variant| variant["const"].as_str().or(variant["enum"][0].as_str())).collect())
}

fn fits(number: i64, schema: &Value) -> bool {
    let least = schema["minimum"].as_i64().unwrap_or(i64::MIN);
    number >= least && u32::try_from(number).is_ok()
}

fn noun_of(kind: &str) -> &'static str {
    match kind {
        "string" => "a text in quotes",
        "boolean" => "`true` or `false`",
        "integer" => "a whole number",
        "number" => "a number",
        "array" => "a list in `[…]`",
        _ => "a table",
    }
}

/// A node as JSON.
pub(super) fn json(node: &Node) -> Value {
    match &node.value {
        Val::Text(text) | Val::Other(text) => Value::String(text.clone()),
        Val::Integer(number) => Value::from(*number),
        Val::Float(number) => Value::from(*number),
        Val::Bool(yes) => Value::Bool(*yes),
        Val::List(items) => Value::Array(items.iter().map(json).collect()),
        Val::Table(table) => Value::Object(table.iter().map(|(key, entry)| (key.clone(), json(&entry.node))).collect()),
    }
}
