//! What `ticketlotse check` finds: nothing on what ships, each planted fault where it was planted, and never a panic.

mod folders;
mod forms;
mod mangled;
mod planted;
mod texts;

use std::collections::BTreeSet;

use planted::Fault;
use rstest::rstest;
use ticketlotse::dialogs::{self, Code};

/// Codes that no fault within a file can have.
const OF_FOLDERS: [Code; 2] = [Code::UnreadableFile, Code::NoForms];

#[test]
fn nothing_is_found_on_what_ships() {
    let report = dialogs::check_folders(None, None);
    assert!(report.is_clean(), "{report}");
    assert_eq!(report.forms, 8);
    assert_eq!(report.languages, ["de", "en"]);
}

#[test]
fn nothing_is_found_on_a_copy_of_what_ships() {
    let dir = planted::copy_of_what_ships();
    let report = planted::check(dir.path());
    assert!(report.is_clean(), "{report}");
    let over = dialogs::check_folders(Some(&dir.path().join("dialogs")), Some(&dir.path().join("locales")));
    assert!(over.is_clean(), "{over}");
}

#[rstest]
#[case::in_files(forms::FILES)]
#[case::in_conditions(forms::CONDITIONS)]
#[case::in_what_can_be_reached(forms::REACH)]
#[case::in_fields(forms::FIELDS)]
#[case::in_sentences(texts::SENTENCES)]
#[case::in_words(texts::WORDS)]
fn every_planted_fault_is_found_where_it_is_and_nothing_else(#[case] faults: &[Fault]) {
    let missed: Vec<String> =
        faults.iter().filter_map(|fault| Some(format!("{}: {}", fault.name, planted::plant(fault).err()?))).collect();
    assert!(missed.is_empty(), "{} of {} faults:\n{}", missed.len(), faults.len(), missed.join("\n"));
}

#[test]
fn every_code_has_a_planted_fault() {
    let all = [forms::FILES, forms::CONDITIONS, forms::REACH, forms::FIELDS, texts::SENTENCES, texts::WORDS];
    let planted: BTreeSet<&str> = all.into_iter().flatten().map(|fault| fault.code).collect();
    let codes = Code::ALL.iter().filter(|code| !OF_FOLDERS.contains(code));
    let missing: Vec<&str> = codes.map(|code| code.id()).filter(|id| !planted.contains(id)).collect();
    assert!(missing.is_empty(), "nobody plants {missing:?}");
}

#[test]
fn the_committed_schema_is_that_of_the_code() {
    let committed = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/dialogs/form.schema.json"));
    let same = committed.expect("the schema is committed") == dialogs::schema_text();
    assert!(same, "write it anew: ticketlotse dialogs schema > dialogs/form.schema.json");
}
