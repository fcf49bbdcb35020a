//! What `ticketlotse check` finds: nothing on what ships, each planted fault where it was planted, and never a panic.

use ticketlotse::dialogs;

#[test]
fn nothing_is_found_on_what_ships() {
    let report = dialogs::check_folders(None, None);
    assert!(report.is_clean(), "{report}");
    assert_eq!(report.forms, 8);
    assert_eq!(report.languages, ["de", "en"]);
}

#[test]
fn the_committed_schema_is_that_of_the_code() {
    let committed = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/dialogs/form.schema.json"));
    let same = committed.expect("the schema is committed") == dialogs::schema_text();
    assert!(same, "write it anew: ticketlotse dialogs schema > dialogs/form.schema.json");
}
