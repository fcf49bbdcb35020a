//! Reads and lints `dialogs/`: one TOML file per ticket type.
