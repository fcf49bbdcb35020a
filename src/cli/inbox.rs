//! `ticketlotse inbox`: events that were set aside because their turn failed too often. What people wrote is not shown.

use anyhow::ensure;
use clap::Subcommand;

use super::operator::Operator;
use super::table::{Output, moment};
use crate::config::Config;

/// What can be done with events.
#[derive(Debug, Subcommand)]
pub(super) enum InboxCommand {
    /// List events that were set aside, oldest first.
    #[command(after_help = "Example:
  ticketlotse inbox list")]
    List {
        /// Most events that are shown.
        #[arg(long, default_value_t = 1000)]
        limit: u32,
        #[command(flatten)]
        output: Output,
    },
    /// Handle events once more, after their cause was mended.
    #[command(after_help = "Example:
  ticketlotse inbox retry 815")]
    Retry {
        /// Numbers of events.
        #[arg(required = true, value_name = "EVENT")]
        events: Vec<i64>,
    },
}

impl InboxCommand {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let operator = Operator::open(config).await?;
        match self {
            Self::List { limit, output } => list(&operator, *limit, *output).await,
            Self::Retry { events } => retry(&operator, events).await,
        }
    }
}

async fn list(operator: &Operator, limit: u32, output: Output) -> anyhow::Result<()> {
    let rows = operator.store.events_aside(limit).await?;
    output.print(&rows, &["event", "conversation", "received", "aside since", "tries", "why"], |row| {
        vec![
            row.seq.to_string(),
            row.conversation.to_string(),
            moment(row.received, operator.zone),
            row.aside_since.map(|at| moment(at, operator.zone)).unwrap_or_default(),
            row.attempts.to_string(),
            row.note.clone(),
        ]
    })
}

async fn retry(operator: &Operator, events: &[i64]) -> anyhow::Result<()> {
    for event in events {
        let waits = operator.store.retry_aside(*event, operator.now()).await?;
        ensure!(waits, "{event}: no such event was set aside; see `ticketlotse inbox list`");
        println!("{event} is handled again.");
    }
    Ok(())
}
