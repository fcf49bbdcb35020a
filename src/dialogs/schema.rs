//! The JSON schema of a form file, for editors and for the first look of the linter.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::domain::form::Form;

/// Name of the schema in the dialogs folder, as the files' first line (`#:schema form.schema.json`) names it.
pub const FILE: &str = "form.schema.json";

/// The schema of one form file (JSON Schema draft 7, which editors of TOML understand best).
pub fn schema() -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<Form>().to_value();
    without_null(&mut schema);
    schema
}

/// The schema as it is committed: pretty, with a line break at its end.
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

/// TOML has no `null`: what may be left out is simply not there.
fn without_null(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            object.retain(|key, value| !(key == "default" && value.is_null()));
            plain_type(object);
            plain_choice(object);
            object.values_mut().for_each(without_null);
        }
        Value::Array(items) => items.iter_mut().for_each(without_null),
        _ => {}
    }
}

/// `["string", "null"]` is `"string"`.
fn plain_type(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
}

/// A choice between something and null is that something.
fn plain_choice(object: &mut Map<String, Value>) {
    let Some(Value::Array(choices)) = object.get_mut("anyOf") else { return };
    choices.retain(|choice| choice.get("type").is_none_or(|name| name != "null"));
    if choices.len() == 1
        && let Some(only) = choices.pop()
    {
        object.remove("anyOf");
        object.insert("allOf".to_owned(), Value::Array(vec![only]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_schema_may_be_null() {
        assert!(!schema_text().contains("null"));
    }

    #[test]
    fn every_shipped_form_obeys_the_schema() {
        let validator = jsonschema::validator_for(&schema()).expect("the schema is a schema");
        for source in super::super::source::shipped() {
            let form: toml::Table = toml::from_str(&source.text).expect("TOML");
            let form = serde_json::to_value(form).expect("JSON");
            let errors: Vec<String> = validator.iter_errors(&form).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", source.file);
        }
    }
}
