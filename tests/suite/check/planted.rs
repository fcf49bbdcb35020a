//! The planting: what ships is copied to a folder, one thing is changed, and what is then found is told.

use std::path::Path;

use ticketlotse::dialogs::{self, Finding, Forms, Origin, Report, Texts};

/// A line that begins with this sign in a fault's new text is the one that the finding has to name.
pub const HERE: &str = "§";

/// One planted fault.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// What is wrong, in words.
    pub name: &'static str,
    /// The file, from the repository's root.
    pub file: &'static str,
    /// What stands there; it has to stand there once. Empty: the whole file.
    pub find: &'static str,
    /// What is put in its place. Empty with an empty `find`: the file is taken away.
    pub replace: &'static str,
    /// The code of the only finding.
    pub code: &'static str,
    /// Where it is found.
    pub at: At,
}

/// Where a fault is found.
#[derive(Clone, Copy, Debug)]
pub enum At {
    /// In the file, in the line that begins with [`HERE`].
    Mark,
    /// In another file (or folder), in the line that holds this text.
    Elsewhere(&'static str, &'static str),
}

/// A copy of what ships.
pub fn copy_of_what_ships() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for folder in ["dialogs", "locales"] {
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &dir.path().join(folder));
    }
    dir
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the folder that ships") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// What is found in a copy, its texts alone, without those of the binary.
pub fn check(dir: &Path) -> Report {
    let sources = std::fs::read_dir(dir.join("dialogs")).expect("a folder").filter_map(|entry| {
        let path = entry.expect("an entry").path();
        let is_form = path.extension().is_some_and(|ending| ending == "toml");
        is_form.then(|| dialogs::Source {
            text: std::fs::read_to_string(&path).expect("a form"),
            file: path.display().to_string(),
        })
    });
    let mut sources: Vec<dialogs::Source> = sources.collect();
    sources.sort_by(|a, b| a.file.cmp(&b.file));
    let (texts, unreadable) = Texts::folder(&dir.join("locales"));
    assert_eq!(unreadable, [], "the copy can be read");
    dialogs::check(&Forms { sources, origin: Origin::Folder }, &texts)
}

/// Plants a fault and says what is wrong with what is found, if anything.
pub fn plant(fault: &Fault) -> Result<(), String> {
    let dir = copy_of_what_ships();
    let path = dir.path().join(fault.file);
    let before = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", fault.file))?;
    let after = if fault.find.is_empty() {
        fault.replace.to_owned()
    } else {
        match before.matches(fault.find).count() {
            1 => before.replace(fault.find, fault.replace),
            count => return Err(format!("what is to be changed stands there {count} times")),
        }
    };
    if after.is_empty() {
        std::fs::remove_file(&path).map_err(|error| error.to_string())?;
    } else {
        std::fs::write(&path, after.replace(HERE, "")).map_err(|error| error.to_string())?;
    }
    let (file, line) = match fault.at {
        At::Mark => (fault.file, line_of(&after, HERE)?),
        At::Elsewhere(folder, "") => (folder, 1),
        At::Elsewhere(file, text) => {
            let whole = std::fs::read_to_string(dir.path().join(file)).map_err(|error| error.to_string())?;
            (file, line_of(&whole, text)?)
        }
    };
    let expected = format!("{file}:{line}: {}", fault.code);
    let report = check(dir.path());
    let found: Vec<String> = report.findings.iter().map(|finding| short(finding, dir.path())).collect();
    if found == [expected.as_str()] {
        return Ok(());
    }
    let whole: Vec<String> = report.findings.iter().take(10).map(ToString::to_string).collect();
    Err(format!("expected {expected}, found {} findings:\n    {}", found.len(), whole.join("\n    ")))
}

fn line_of(text: &str, part: &str) -> Result<usize, String> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| line.contains(part)).map(|(index, _)| index + 1);
    match (lines.next(), lines.next()) {
        (Some(line), None) => Ok(line),
        (None, _) => Err(format!("`{part}` stands nowhere")),
        (Some(_), Some(_)) => Err(format!("`{part}` stands in several lines")),
    }
}

fn short(finding: &Finding, dir: &Path) -> String {
    let file = Path::new(&finding.file).strip_prefix(dir).unwrap_or(Path::new(&finding.file)).display();
    format!("{file}:{}: {}", finding.line, finding.code)
}
