//! Reads and lints `dialogs/`: one TOML file per ticket type.
//!
//! [`shipped`] gives the forms inside the binary, [`load`] those of an operator's folder, [`check_folders`] everything that
//! is wrong with forms and their texts. Nothing here runs a form; that is [`crate::conversation::form`]. Start reading in
//! `source`, then `read`, then `lint`.

mod finding;
mod lint;
mod read;
mod schema;
mod shape;
mod source;
mod tree;

use std::path::Path;

use crate::domain::form::Form;

pub use finding::{Code, Finding, Grade, Report};
pub use lint::{Forms, Origin, Texts, check, check_folders};
pub use schema::{FILE as SCHEMA_FILE, schema, schema_text};
pub use source::Source;

/// Why forms are not loaded: every error at once, one per line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialogErrors(pub Vec<Finding>);

impl std::fmt::Display for DialogErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lines: Vec<String> = self.0.iter().map(Finding::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for DialogErrors {}

/// The forms that are part of the binary, by [`Form::order`].
///
/// # Panics
/// Never in a build whose tests passed: they read every shipped form.
pub fn shipped() -> Vec<Form> {
    read_all(&source::shipped()).expect("the tests read every shipped form")
}

/// The forms of a folder, by [`Form::order`]: every `*.toml` in it is one ticket type. What only annoys people (see
/// [`Grade`]) does not keep a form from being loaded.
pub fn load(dir: &Path) -> Result<Vec<Form>, DialogErrors> {
    let (sources, unreadable) = source::folder(dir);
    if unreadable.is_empty() { read_all(&sources) } else { Err(DialogErrors(unreadable)) }
}

fn read_all(sources: &[Source]) -> Result<Vec<Form>, DialogErrors> {
    let readings: Vec<read::Reading> = sources.iter().map(read::read).collect();
    let mut errors = lint::check_forms(&readings);
    errors.retain(|finding| finding.code.grade() == Grade::Error);
    if !errors.is_empty() {
        errors.sort();
        return Err(DialogErrors(errors));
    }
    let mut forms: Vec<Form> = readings.into_iter().filter_map(|reading| reading.form).collect();
    forms.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    Ok(forms)
}
