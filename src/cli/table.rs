//! Lists on a terminal: a table for people, or one JSON object per line for programs.

use std::io::{ErrorKind, Write};

use anyhow::Context;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use clap::Args;
use comfy_table::Table;
use comfy_table::presets::NOTHING;
use serde::Serialize;

/// How a list is printed.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Output {
    /// One JSON object per line, for programs.
    #[arg(long)]
    json: bool,
}

impl Output {
    /// Prints rows: all that is known of each as JSON, or the cells of `line` under `columns`, and how many they are.
    pub(super) fn print<T: Serialize>(
        self,
        rows: &[T],
        columns: &[&str],
        line: impl Fn(&T) -> Vec<String>,
    ) -> anyhow::Result<()> {
        if self.json {
            return say(&json_lines(rows)?);
        }
        let mut table = Table::new();
        table.load_preset(NOTHING).set_header(columns);
        for row in rows {
            table.add_row(line(row).iter().map(|cell| clean(cell)));
        }
        let mut text = String::new();
        for line in table.lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        let count = if rows.len() == 1 { "1 row".to_owned() } else { format!("{} rows", rows.len()) };
        say(&if rows.is_empty() { "nothing to show\n".to_owned() } else { format!("{text}{count}\n") })
    }
}

/// One JSON object per line.
pub(super) fn json_lines<T: Serialize>(rows: &[T]) -> anyhow::Result<String> {
    let mut text = String::new();
    for row in rows {
        text.push_str(&serde_json::to_string(row)?);
        text.push('\n');
    }
    Ok(text)
}

/// Writes to standard output. Who reads it may stop reading: that is no failure.
pub(super) fn say(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("write to standard output"),
    }
}

/// A moment in the configured zone.
pub(super) fn moment(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}

/// `yes` or `no`.
#[expect(clippy::fn_params_excessive_bools, reason = "it is what is said")]
pub(super) fn yes(value: bool) -> String {
    if value { "yes".to_owned() } else { "no".to_owned() }
}

/// What people wrote, without anything that a terminal would obey.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect()
}
