//! Folders of an operator: own forms with the texts of the binary, own texts laid over them, further languages.

use std::path::Path;

use ticketlotse::dialogs::{self, Report};

const OWN_FORM: &str = r#"
id = "rueckruf"
order = 1

[[field]]
id = "description"
kind = "long_text"
required = true
"#;

const OWN_TEXTS: &str = "
form-rueckruf =
    .title = Rückruf
    .summary = Wir rufen Sie an.
form-rueckruf-description =
    .question = Worum geht es?
";

fn write(dir: &Path, file: &str, text: impl AsRef<[u8]>) {
    let path = dir.join(file);
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.code.id()).collect()
}

#[test]
fn an_own_form_needs_nothing_but_its_texts() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), "dialogs/rueckruf.toml", OWN_FORM);
    let dialogs_dir = dir.path().join("dialogs");
    let without = dialogs::check_folders(Some(&dialogs_dir), None);
    assert_eq!(codes(&without), ["missing-text"; 3], "{without}");
    assert!(without.findings.iter().all(|finding| finding.file.ends_with("rueckruf.toml")), "{without}");
    assert!(without.to_string().contains("`form-rueckruf-description.question` in `de`, `en`"), "{without}");

    write(dir.path(), "locales/de/own.ftl", OWN_TEXTS);
    write(dir.path(), "locales/en/own.ftl", OWN_TEXTS);
    let with = dialogs::check_folders(Some(&dialogs_dir), Some(&dir.path().join("locales")));
    assert!(with.is_clean(), "{with}");
    assert_eq!(dialogs::load(&dialogs_dir).expect("the form").len(), 1);
}

#[test]
fn a_text_of_the_folder_that_the_program_does_not_know_is_found() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), "de/own.ftl", "unknwon = Weiß ich nicht\n");
    write(dir.path(), "en/own.ftl", "form-any-system-other = Some other system\n");
    let report = dialogs::check_folders(None, Some(dir.path()));
    let told: Vec<(&str, usize)> = report.findings.iter().map(|finding| (finding.code.id(), finding.line)).collect();
    assert_eq!(told, [("orphan-text", 1)], "{report}");
}

#[test]
fn a_language_that_was_only_begun_is_told_shortly() {
    let dir = tempfile::tempdir().expect("a folder");
    let words = include_str!("../../../locales/en/words.toml");
    write(dir.path(), "nl/words.toml", words.replace("name = \"English\"", "name = \"Nederlands\""));
    write(dir.path(), "nl/words.ftl", "yes = Ja\nno = Nee\n");
    let report = dialogs::check_folders(None, Some(dir.path()));
    assert_eq!(report.languages, ["de", "en", "nl"]);
    assert!(codes(&report).contains(&"missing-language"), "{report}");
    assert!(report.findings.len() < 60, "{report}");
    assert!(report.findings.iter().all(|finding| finding.what.contains("`nl`")), "{report}");
}

#[test]
fn what_cannot_be_read_is_a_finding() {
    let dir = tempfile::tempdir().expect("a folder");
    let nowhere = dir.path().join("nowhere");
    assert_eq!(codes(&dialogs::check_folders(Some(&nowhere), None)), ["unreadable-file"]);
    assert_eq!(codes(&dialogs::check_folders(None, Some(&nowhere))), ["unreadable-file"]);
    assert_eq!(codes(&dialogs::check_folders(Some(dir.path()), None)), ["no-forms"]);
    write(dir.path(), "rueckruf.toml", b"id = \"r\xfcckruf\"\n");
    let report = dialogs::check_folders(Some(dir.path()), None);
    assert_eq!(codes(&report), ["unreadable-file"], "{report}");
    assert!(dialogs::load(dir.path()).is_err());
}

#[test]
fn forms_with_errors_are_not_loaded_and_every_error_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), "rueckruf.toml", OWN_FORM.replace("required = true", "required = true\nmore = true"));
    write(dir.path(), "kaputt.toml", "order = \"1\"\n");
    let errors = dialogs::load(dir.path()).expect_err("two files with errors").to_string();
    for code in ["required-and-more", "missing-key", "wrong-type"] {
        assert!(errors.contains(code), "{errors}");
    }
    // What only annoys people does not keep the bot from its work.
    write(dir.path(), "rueckruf.toml", OWN_FORM.replace("kind = \"long_text\"", "kind = \"long_text\"\nwhole = true"));
    std::fs::remove_file(dir.path().join("kaputt.toml")).expect("the file");
    assert_eq!(dialogs::load(dir.path()).expect("a form").len(), 1);
}

/// The exit code and output of `ticketlotse check` in a folder.
fn checked(dir: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ticketlotse"));
    let done = command.env_clear().current_dir(dir).arg("check").args(arguments).output().expect("it runs");
    (done.status.code(), String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned())
}

#[test]
fn the_command_checks_what_the_configuration_names() {
    let dir = tempfile::tempdir().expect("a folder");
    let (code, said) = checked(dir.path(), &[]);
    assert_eq!((code, said.contains(": fine")), (Some(0), true), "without a configuration: what ships. {said}");
    write(dir.path(), "dialogs/rueckruf.toml", OWN_FORM);
    write(dir.path(), "ticketlotse.toml", "[content]\ndialogs = \"dialogs\"\n");
    let (code, said) = checked(dir.path(), &[]);
    assert_eq!((code, said.contains("rueckruf")), (Some(1), true), "its texts are missing: {said}");
    write(dir.path(), "ticketlotse.toml", "[content]\ndialog = \"dialogs\"\n");
    let (code, said) = checked(dir.path(), &[]);
    assert_eq!((code, said.contains("unknown field `dialog`")), (Some(1), true), "{said}");
    let (code, said) = checked(dir.path(), &["--config", "other.toml"]);
    assert_eq!((code, said.contains("other.toml")), (Some(1), true), "a named configuration must be there: {said}");
}
