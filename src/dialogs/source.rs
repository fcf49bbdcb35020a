//! The files of a dialogs folder as text, with their names, whether they lie on disk or inside the binary.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::finding::{Code, Finding};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/dialogs");

/// Largest form file that is read.
const MAX_FILE_BYTES: u64 = 1 << 20;
/// Most forms in a folder.
const MAX_FILES: usize = 100;

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
        self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
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

/// The `*.toml` files of a folder, by name, and what could not be read. Folders inside it and other files are left alone.
pub fn folder(dir: &Path) -> (Vec<Source>, Vec<Finding>) {
    let mut sources = Vec::new();
    let mut findings = Vec::new();
    let mut refuse = |path: &Path, what: String, mend: &str| {
        findings.push(Finding::new(path.display().to_string(), 1, Code::UnreadableFile, what, mend));
    };
    match toml_files(dir) {
        Ok(paths) if paths.len() > MAX_FILES => {
            refuse(dir, format!("{} forms, {MAX_FILES} at most", paths.len()), "take some out");
        }
        Ok(paths) => {
            for path in paths {
                match read(&path) {
                    Ok(text) => sources.push(Source { file: path.display().to_string(), text }),
                    Err(what) => refuse(&path, what, "save it as UTF-8 text"),
                }
            }
        }
        Err(error) => refuse(dir, format!("the folder cannot be read: {error}"), "name a folder with forms in it"),
    }
    if sources.is_empty() && findings.is_empty() {
        let what = "there is no *.toml file in it; each is one ticket type";
        findings.push(Finding::new(
            dir.display().to_string(),
            1,
            Code::NoForms,
            what,
            "add one, or name another folder",
        ));
    }
    (sources, findings)
}

fn toml_files(dir: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "toml") && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String, String> {
    let size = std::fs::metadata(path).map_err(|error| error.to_string())?.len();
    if size > MAX_FILE_BYTES {
        return Err(format!("{size} bytes, {MAX_FILE_BYTES} at most"));
    }
    std::fs::read_to_string(path).map_err(|error| error.to_string())
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
