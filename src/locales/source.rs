//! Where texts come from: the binary, or a folder of the operator. Nothing is interpreted here.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::LocaleError;

static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/locales");

/// Largest text file that is read.
const MAX_FILE_BYTES: u64 = 1 << 20;
/// Most files per language.
const MAX_FILES: usize = 200;

/// One set of languages; a later layer overrides an earlier one.
#[derive(Debug, Default)]
pub(crate) struct Layer {
    /// Files by language code.
    pub(crate) languages: BTreeMap<String, Vec<SourceFile>>,
}

/// One file with its text.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// As shown in errors: `locales/de/words.ftl`.
    pub(crate) path: String,
    /// The text.
    pub(crate) text: String,
}

impl SourceFile {
    /// Whether it holds the words people type (the others hold sentences).
    pub(crate) fn is_words(&self) -> bool {
        file_name(&self.path) == "words.toml"
    }
}

/// What the binary carries.
pub(crate) fn shipped() -> Result<Layer, LocaleError> {
    let mut layer = Layer::default();
    for dir in SHIPPED.dirs() {
        let code = file_name(&dir.path().to_string_lossy()).to_owned();
        let mut files = Vec::new();
        for file in dir.files() {
            let path = format!("locales/{}", file.path().to_string_lossy());
            if wanted(&path) {
                let text = file.contents_utf8().ok_or_else(|| LocaleError::new(&path, 1, "not UTF-8"))?;
                files.push(SourceFile { path, text: text.to_owned() });
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        if !files.is_empty() {
            layer.languages.insert(code, files);
        }
    }
    Ok(layer)
}

/// What a folder holds: one folder per language in it.
pub(crate) fn folder(dir: &Path) -> Result<Layer, LocaleError> {
    let mut layer = Layer::default();
    for path in sorted_entries(dir)? {
        if !path.is_dir() {
            continue;
        }
        let code = file_name(&path.to_string_lossy()).to_owned();
        let mut files = Vec::new();
        for file in sorted_entries(&path)? {
            let name = file.display().to_string();
            if wanted(&name) {
                files.push(SourceFile { text: read(&file)?, path: name });
            }
        }
        if !files.is_empty() {
            layer.languages.insert(code, files);
        }
    }
    Ok(layer)
}

fn sorted_entries(dir: &Path) -> Result<Vec<std::path::PathBuf>, LocaleError> {
    let failed = |error: std::io::Error| LocaleError::new(dir.display().to_string(), 1, error.to_string());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
        if paths.len() > MAX_FILES {
            return Err(LocaleError::new(dir.display().to_string(), 1, format!("more than {MAX_FILES} files")));
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(file: &Path) -> Result<String, LocaleError> {
    let name = file.display().to_string();
    let size = std::fs::metadata(file).map_err(|error| LocaleError::new(&name, 1, error.to_string()))?.len();
    if size > MAX_FILE_BYTES {
        return Err(LocaleError::new(name, 1, format!("larger than {MAX_FILE_BYTES} bytes")));
    }
    let bytes = std::fs::read(file).map_err(|error| LocaleError::new(&name, 1, error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        LocaleError::at_offset(&name, &String::from_utf8_lossy(error.as_bytes()), offset, "not UTF-8")
    })
}

fn wanted(path: &str) -> bool {
    file_name(path) == "words.toml" || Path::new(path).extension().is_some_and(|extension| extension == "ftl")
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
