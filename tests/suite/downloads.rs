//! Where `tests/setup` keeps what it downloads for the tests.

use std::path::PathBuf;

/// Something that `tests/setup` downloaded; panics where it is not there.
#[expect(clippy::disallowed_methods, reason = "where the tests' downloads are kept is told by the environment")]
pub fn downloaded(name: &str) -> PathBuf {
    let cache = std::env::var_os("TICKETLOTSE_TEST_CACHE").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache/ticketlotse-tests"),
        PathBuf::from,
    );
    let file = cache.join(name);
    assert!(file.exists(), "{} is missing: `make test` installs what the tests need", file.display());
    file
}
