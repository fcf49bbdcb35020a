//! ARCHITECTURE.md names only files and functions that exist.
