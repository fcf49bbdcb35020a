//! The files of a dialogs folder as text, with their names, whether they lie on disk or inside the binary.

use std::path::Path;

use include_dir::{Dir, include_dir};

use super::DialogError;

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/dialogs");

/// One file as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name as shown in findings (`dialogs/stoerung.toml`).
    pub file: String,
    /// What it says.
    pub text: String,
}

impl Source {
    /// The line (from 1) of a byte offset; offsets beyond the end belong to the last line.
    pub fn line_at(&self, offset: usize) -> usize {
        let end = offset.min(self.text.len());
        self.text.as_bytes()[..end].iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// The file's name without folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.file.rsplit(['/', '\\']).next().unwrap_or(&self.file);
        name.strip_suffix(".toml").unwrap_or(name)
    }
}

/// The files that are part of the binary, by name.
pub fn shipped() -> Vec<Source> {
    let mut sources: Vec<Source> = SHIPPED
        .files()
        .filter(|file| file.path().extension().is_some_and(|ending| ending == "toml"))
        .map(|file| Source {
            file: format!("dialogs/{}", file.path().display()),
            text: String::from_utf8_lossy(file.contents()).into_owned(),
        })
        .collect();
    sources.sort_by(|a, b| a.file.cmp(&b.file));
    sources
}

/// The `*.toml` files of a folder, by name. Folders inside it and other files are left alone.
pub fn folder(dir: &Path) -> Result<Vec<Source>, DialogError> {
    let refuse = |path: &Path, what: String| DialogError { file: path.display().to_string(), line: 0, what };
    let entries = std::fs::read_dir(dir).map_err(|error| refuse(dir, format!("the folder cannot be read: {error}")))?;
    let mut sources = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| refuse(dir, format!("the folder cannot be read: {error}")))?.path();
        if path.extension().is_none_or(|ending| ending != "toml") || !path.is_file() {
            continue;
        }
        let text = std::fs::read_to_string(&path)
            .map_err(|error| refuse(&path, format!("the file cannot be read as UTF-8 text: {error}")))?;
        sources.push(Source { file: path.display().to_string(), text });
    }
    sources.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(sources)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_shipped_form_is_read_in_order() {
        let forms = super::super::shipped();
        let ids: Vec<&str> = forms.iter().map(|form| form.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "stoerung",
                "hardware_defekt",
                "kapazitaet",
                "update_wartung",
                "aenderung",
                "anfrage",
                "zugang",
                "vertrag_angebot"
            ]
        );
    }
}
