//! Reads and lints `dialogs/`: one TOML file per ticket type.
//!
//! [`shipped`] gives the forms inside the binary, [`load`] those of an operator's folder. Start reading in [`source`].
//! Nothing here runs a form; that is [`crate::conversation::form`].

pub mod source;

use std::path::Path;

use crate::domain::form::Form;

pub use source::Source;

/// What is wrong with the dialogs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct DialogError {
    /// File.
    pub file: String,
    /// Line from 1; 0 when it is about the file as a whole.
    pub line: usize,
    /// What, and how to mend it.
    pub what: String,
}

/// The forms that are part of the binary, by [`Form::order`].
///
/// # Panics
/// Never in a build whose tests passed: they read every shipped form.
pub fn shipped() -> Vec<Form> {
    read_all(&source::shipped()).expect("the tests read every shipped form")
}

/// The forms of a folder, by [`Form::order`]: every `*.toml` in it is one ticket type.
pub fn load(dir: &Path) -> Result<Vec<Form>, DialogError> {
    let sources = source::folder(dir)?;
    if sources.is_empty() {
        let what = "there is no *.toml file in this folder; every ticket type is one".to_owned();
        return Err(DialogError { file: dir.display().to_string(), line: 0, what });
    }
    read_all(&sources)
}

fn read_all(sources: &[Source]) -> Result<Vec<Form>, DialogError> {
    let mut forms = sources.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    forms.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    Ok(forms)
}

fn read(source: &Source) -> Result<Form, DialogError> {
    toml::from_str(&source.text).map_err(|error| DialogError {
        file: source.file.clone(),
        line: error.span().map_or(0, |span| source.line_at(span.start)),
        what: error.message().to_owned(),
    })
}
