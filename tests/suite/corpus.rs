//! Every input that was ever worth keeping goes through what is fuzzed, so that what was mended stays mended.

use std::path::{Path, PathBuf};

#[path = "../fuzz/targets/mod.rs"]
mod targets;

/// Takes any bytes.
type Target = fn(&[u8]);

/// What is fuzzed, by the name of its folders.
const TARGETS: &[(&str, Target)] = &[
    ("words", targets::words),
    ("times", targets::times),
    ("answers", targets::answers),
    ("turns", targets::turns),
    ("presses", targets::presses),
    ("dialogs", targets::dialogs),
    ("texts", targets::texts),
    ("config", targets::config),
    ("lists", targets::lists),
    ("mail", targets::mail),
    ("web", targets::web),
];

fn inputs(target: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let folders = ["seeds", "found"].map(|kind| root.join(kind).join(target));
    let files = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
    files.map(|file| file.expect("a folder can be listed").path()).collect()
}

#[test]
fn what_was_kept_goes_through() {
    for (target, play) in TARGETS {
        let inputs = inputs(target);
        assert!(inputs.len() >= 5, "{target}: too little is kept");
        for input in inputs {
            let bytes = std::fs::read(&input).expect("an input can be read");
            let played = std::panic::catch_unwind(|| play(&bytes));
            assert!(played.is_ok(), "{}", input.display());
        }
    }
}

/// A target nobody plays would be forgotten, and one nobody fuzzes would find nothing.
#[test]
fn every_target_is_fuzzed_and_played() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/fuzz_targets");
    let mut fuzzed: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder of the targets")
        .map(|file| file.expect("a file").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    fuzzed.sort();
    let mut played: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    played.sort_unstable();
    assert_eq!(fuzzed, played);
}
