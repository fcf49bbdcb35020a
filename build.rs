//! Rebuilds when a file is added to a folder that is part of the binary; the embedding macro itself does not notice that.

fn main() {
    for folder in ["locales", "dialogs", "migrations"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
