//! `ticketlotse outbox`: deliveries that wait for an operator, are overdue or are held back. What they say is not shown.

use anyhow::{Context, ensure};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::operator::Operator;
use super::table::{Output, moment};
use crate::config::Config;
use crate::desks::support::SupportDesk;
use crate::desks::{Desk, DeskTrouble};
use crate::domain::TicketNumber;
use crate::service::decisions::{self, Decision};
use crate::store::outbox::{Lane, OpenRow, Which};
use crate::wiring;

/// A delivery that is due for longer is overdue.
const OVERDUE_MINUTES: i64 = 10;

/// What can be done with deliveries.
#[derive(Debug, Subcommand)]
pub(super) enum OutboxCommand {
    /// List deliveries whose outcome is unknown, that failed, are overdue or are held back; oldest first.
    #[command(after_help = "Example:
  ticketlotse outbox list")]
    List {
        /// Those as well that are simply on their way.
        #[arg(long)]
        all: bool,
        /// Most deliveries that are shown.
        #[arg(long, default_value_t = 1000)]
        limit: u32,
        #[command(flatten)]
        output: Output,
    },
    /// Deliver again what failed or whose outcome is unknown.
    #[command(after_help = "Look at the desk first: whatever it has already would be there twice.

Example:
  ticketlotse outbox retry 4711")]
    Retry {
        /// Numbers or ids of deliveries.
        #[arg(required = true, value_name = "ROW")]
        rows: Vec<String>,
    },
    /// Say what became of a delivery that failed or whose outcome is unknown; the person is told.
    #[command(after_help = "Examples:
  ticketlotse outbox resolve 4711 --done CS-2026-000815
  ticketlotse outbox resolve 4711 --not-done")]
    Resolve {
        /// Number or id of the delivery.
        row: String,
        #[command(flatten)]
        found: Found,
    },
}

/// What was found at the desk.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct Found {
    /// It is done: number of the ticket that was made or changed.
    #[arg(long, value_name = "NUMBER")]
    done: Option<String>,
    /// It is not done and will not be; whoever ordered it is asked to do so again.
    #[arg(long)]
    not_done: bool,
}

impl OutboxCommand {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let operator = Operator::open(config).await?;
        match self {
            Self::List { all, limit, output } => {
                let which = if *all { Which::All } else { Which::Notable };
                list(&operator, which, *limit, *output).await
            }
            Self::Retry { rows } => retry(&operator, rows).await,
            Self::Resolve { row, found } => resolve(&operator, config, row, found.done.as_deref()).await,
        }
    }
}

/// A delivery as it is listed.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    row: &'a OpenRow,
    standing: &'static str,
}

async fn list(operator: &Operator, which: Which, limit: u32, output: Output) -> anyhow::Result<()> {
    let overdue = operator.now() - chrono::Duration::minutes(OVERDUE_MINUTES);
    let rows = operator.store.open_rows(which, overdue, limit).await?;
    let standing = |row: &OpenRow| match row.state.as_str() {
        "unknown" => "unknown",
        "failed" => "failed",
        _ if row.due < overdue => "overdue",
        _ if row.lane == Lane::Held => "held",
        _ => "waiting",
    };
    let listed: Vec<Listed<'_>> = rows.iter().map(|row| Listed { row, standing: standing(row) }).collect();
    let columns = ["row", "standing", "what", "member", "conversation", "ordered", "due", "tries", "note"];
    output.print(&listed, &columns, |Listed { row, standing }| {
        vec![
            row.seq.to_string(),
            (*standing).to_owned(),
            named(row.lane).to_owned(),
            row.member.as_ref().map(ToString::to_string).unwrap_or_default(),
            row.conversation.to_string(),
            moment(row.created, operator.zone),
            moment(row.due, operator.zone),
            row.attempts.to_string(),
            row.note.clone(),
        ]
    })
}

fn named(lane: Lane) -> &'static str {
    match lane {
        Lane::Message | Lane::Held => "message",
        Lane::Write => "write to the desk",
        Lane::Mail => "mail",
    }
}

async fn open(operator: &Operator, row: &str) -> anyhow::Result<OpenRow> {
    let found = operator.store.open_row(row).await?;
    let (found, _) =
        found.with_context(|| format!("{row}: there is no such open delivery; see `outbox list --all`"))?;
    ensure!(found.state != "pending", "{row}: it is still on its way; the service tries it by itself");
    Ok(found)
}

async fn retry(operator: &Operator, rows: &[String]) -> anyhow::Result<()> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let open = open(operator, row).await?;
        let over =
            "the code in this mail is over: drop it with `outbox resolve --not-done`; the person asks for another";
        ensure!(open.lane != Lane::Mail, "{row}: {over}");
        found.push(open);
    }
    for row in &found {
        let again = decisions::try_again(&operator.store, &row.id, operator.now()).await;
        again.with_context(|| format!("{} is left as it was", row.seq))?;
        let told = if row.lane == Lane::Write { "; the person is told what becomes of it" } else { "" };
        println!("{} is delivered again{told}.", row.seq);
    }
    Ok(())
}

async fn resolve(operator: &Operator, config: &Config, row: &str, done: Option<&str>) -> anyhow::Result<()> {
    let open = open(operator, row).await?;
    let (desk, _) = wiring::open_desk(config).await?;
    let decision = match done {
        Some(number) => {
            let case = desk.case(&TicketNumber::new(number)).await;
            let case = case.map_err(|error| match error.trouble {
                DeskTrouble::NotFound => anyhow::anyhow!("--done {number}: there is no such ticket"),
                _ => anyhow::Error::from(error),
            })?;
            Decision::Done(Box::new(case.held.ticket))
        }
        None => Decision::NotDone,
    };
    let name = desk.caps().name.clone();
    decisions::decide(&operator.store, &name, &open.id, decision, operator.now())
        .await
        .with_context(|| format!("{row} is left as it was"))?;
    let settled = if done.is_some() { "done" } else { "not done" };
    let told = match (open.lane, open.state.as_str(), done) {
        (Lane::Write, "failed", None) => "; the person was told before that it failed",
        (Lane::Write, ..) => "; the person is told",
        _ => "",
    };
    println!("{} is settled as {settled}{told}.", open.seq);
    Ok(())
}
