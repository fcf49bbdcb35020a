//! What operators see of a running process: logs here, numbers in [`measures`], durations by [`Stopwatch`]. Never an e-mail
//! address, a name, a text or a token.
//!
//! Logs go to standard error, readable on a terminal and as one JSON object per line elsewhere, unless the configuration
//! says otherwise.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

pub mod measures;
mod stopwatch;

pub use stopwatch::{Stopwatch, millis};

/// What is logged when nothing else is asked for.
pub const DEFAULT_FILTER: &str = "ticketlotse=info,warn,matrix_sdk=off";

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Text on a terminal, JSON elsewhere.
    #[default]
    Auto,
    /// One JSON object per line.
    Json,
    /// For people.
    Text,
}

/// Starts logging to standard error. `filter` as in `ticketlotse=debug,sqlx=warn`; a wrong one falls back to the default.
pub fn start(filter: Option<&str>, format: Format) {
    let filter =
        filter.and_then(|filter| EnvFilter::try_new(filter).ok()).unwrap_or_else(|| EnvFilter::new(DEFAULT_FILTER));
    let terminal = std::io::stderr().is_terminal();
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start (in tests) keeps the first.
    let _started = match format {
        Format::Json => logs.json().flatten_event(true).try_init(),
        Format::Auto if !terminal => logs.json().flatten_event(true).try_init(),
        Format::Auto | Format::Text => logs.with_target(false).with_ansi(terminal).compact().try_init(),
    };
}
