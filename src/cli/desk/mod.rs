//! `ticketlotse desk`: support's work from a terminal, on the embedded desk.

use std::io::Read;
use std::path::PathBuf;

use anyhow::{Context, ensure};
use clap::{Args, Subcommand, ValueEnum};

use crate::config::Config;
use crate::desks::support::{CaseChange, Via};
use crate::desks::{DeskError, DeskTrouble};
use crate::domain::{Priority, Status};

#[cfg(feature = "web")]
mod agent;
mod print;
mod work;

use work::Room;

/// Longest text from standard input in bytes.
const MAX_TEXT_BYTES: u64 = 400_000;

/// What can be done.
#[derive(Debug, Subcommand)]
pub(super) enum DeskCommand {
    /// List tickets, what is due first.
    #[command(after_help = "Example:\n  ticketlotse desk list --status new")]
    List(List),
    /// Show a ticket with its internal notes.
    #[command(after_help = "Example:\n  ticketlotse desk show CS-2026-004711")]
    Show {
        /// Number, as in CS-2026-004711.
        number: String,
    },
    /// Answer the customer.
    #[command(
        after_help = "Example:\n  ticketlotse desk reply CS-2026-004711 'Bitte neu starten.' --status waiting_customer"
    )]
    Reply(Write),
    /// Write a note that only support sees.
    #[command(after_help = "Example:\n  ticketlotse desk note CS-2026-004711 'Platte ist bestellt'")]
    Note(Write),
    /// Set the status.
    #[command(after_help = "Example:\n  ticketlotse desk status CS-2026-004711 in_progress")]
    Status {
        /// Number of the ticket.
        number: String,
        /// The new status.
        #[arg(value_parser = status)]
        status: Status,
        #[command(flatten)]
        how: How,
    },
    /// Set the priority.
    #[command(after_help = "Example:\n  ticketlotse desk priority CS-2026-004711 high")]
    Priority {
        /// Number of the ticket.
        number: String,
        /// The new priority.
        #[arg(value_parser = priority)]
        priority: Priority,
        #[command(flatten)]
        how: How,
    },
    /// Hand a ticket to somebody, or back to everybody.
    #[command(after_help = "Example:\n  ticketlotse desk assign CS-2026-004711 Mira")]
    Assign {
        /// Number of the ticket.
        number: String,
        /// Who works on it from now on; nobody without a name.
        name: Option<String>,
        #[command(flatten)]
        how: How,
    },
    /// File a ticket for somebody who called or wrote a mail.
    #[command(
        after_help = "Example:\n  ticketlotse desk new --via phone --customer K-1001 --email anna.berger@muster.example --type stoerung --subject Ausfall Text"
    )]
    New(New),
    /// List contacts with their Support-IDs.
    #[command(after_help = "Example:\n  ticketlotse desk contacts Muster")]
    Contacts {
        /// Part of a name, address, company or Support-ID.
        words: Option<String>,
    },
    /// Who may sign in at the desk page.
    #[cfg(feature = "web")]
    #[command(subcommand)]
    Agent(agent::AgentCommand),
}

/// Filters of a list.
#[derive(Debug, Args)]
pub(super) struct List {
    /// Which ones.
    #[arg(long, value_enum, default_value_t = Which::Open)]
    which: Which,
    /// Only with this status.
    #[arg(long, value_parser = status)]
    status: Option<Status>,
    /// Only of this priority.
    #[arg(long, value_parser = priority)]
    priority: Option<Priority>,
    /// Only of this company, by its number.
    #[arg(long, value_name = "ID")]
    customer: Option<String>,
    /// Only what that person works on.
    #[arg(long, value_name = "NAME")]
    assigned: Option<String>,
    /// Only with these words in number, subject or description.
    #[arg(long)]
    words: Option<String>,
    /// Page, from 1.
    #[arg(long, default_value_t = 1)]
    page: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    Open,
    Closed,
    All,
}

/// Who does something, and under which key.
#[derive(Debug, Args)]
pub(super) struct How {
    /// The name that customers read; without it the company's.
    #[arg(long = "as", value_name = "NAME")]
    agent: Option<String>,
    /// A key that makes repeating the command harmless, for scripts.
    #[arg(long, value_name = "KEY")]
    op: Option<String>,
}

/// Something to be written to a ticket.
#[derive(Debug, Args)]
pub(super) struct Write {
    /// Number of the ticket.
    number: String,
    /// The text; `-` reads it from standard input.
    #[arg(default_value = "-")]
    text: String,
    /// A file to attach; may be repeated.
    #[arg(long = "file", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the status becomes (replies only).
    #[arg(long, value_parser = status)]
    status: Option<Status>,
    #[command(flatten)]
    how: How,
}

/// A ticket to be filed.
#[derive(Debug, Args)]
pub(super) struct New {
    /// How it came.
    #[arg(long, value_parser = via)]
    via: Via,
    /// Number of the company.
    #[arg(long, value_name = "ID")]
    customer: String,
    /// Address of the contact.
    #[arg(long)]
    email: String,
    /// Name of the contact; known members need none.
    #[arg(long)]
    name: Option<String>,
    /// Telephone number of the contact.
    #[arg(long, default_value = "")]
    phone: String,
    /// Ticket type.
    #[arg(long = "type", value_name = "TYPE")]
    ticket_type: String,
    /// Priority.
    #[arg(long, value_parser = priority, default_value = "normal")]
    priority: Priority,
    /// Subject.
    #[arg(long)]
    subject: String,
    /// The description; `-` reads it from standard input.
    #[arg(default_value = "-")]
    text: String,
    /// A file to attach; may be repeated.
    #[arg(long = "file", value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    how: How,
}

fn known<T: Copy>(text: &str, all: &[T], id: impl Fn(T) -> &'static str) -> Result<T, String> {
    let found = all.iter().copied().find(|known| id(*known) == text);
    found.ok_or_else(|| format!("known are: {}", all.iter().map(|known| id(*known)).collect::<Vec<_>>().join(", ")))
}

fn status(text: &str) -> Result<Status, String> {
    known(text, Status::ALL, Status::id)
}

fn priority(text: &str) -> Result<Priority, String> {
    known(text, Priority::ALL, Priority::id)
}

fn via(text: &str) -> Result<Via, String> {
    known(text, &[Via::Phone, Via::Mail], Via::id)
}

impl DeskCommand {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let room = Room::open(config).await?;
        self.run_in(&room).await.map_err(explained)
    }

    async fn run_in(&self, room: &Room<'_>) -> anyhow::Result<()> {
        match self {
            Self::List(list) => room.list(list).await,
            Self::Show { number } => room.show(number).await,
            Self::Reply(write) => room.reply(write).await,
            Self::Note(write) => room.note(write).await,
            Self::Status { number, status, how } => room.change(number, CaseChange::Status(*status), how).await,
            Self::Priority { number, priority, how } => room.change(number, CaseChange::Priority(*priority), how).await,
            Self::Assign { number, name, how } => room.change(number, CaseChange::Assignee(name.clone()), how).await,
            Self::New(new) => room.new_ticket(new).await,
            Self::Contacts { words } => room.contacts(words.as_deref().unwrap_or_default()).await,
            #[cfg(feature = "web")]
            Self::Agent(agent) => agent.run(&room.store).await,
        }
    }
}

/// What the desk's refusal means to whoever typed the command.
fn explained(error: anyhow::Error) -> anyhow::Error {
    let what = match error.downcast_ref::<DeskError>().map(|error| error.trouble) {
        Some(DeskTrouble::NotFound) => "there is no such ticket",
        Some(DeskTrouble::WrongState) => "not possible in the ticket's status",
        Some(DeskTrouble::Invalid) => "the desk does not take this; check text, files and names",
        Some(DeskTrouble::OutcomeUnknown) => "nobody knows whether this was done; look with `ticketlotse desk show`",
        _ => return error,
    };
    error.context(what)
}

/// All of standard input, without blanks at its end.
async fn standard_input() -> anyhow::Result<String> {
    let read = tokio::task::spawn_blocking(|| {
        let mut text = String::new();
        std::io::stdin().take(MAX_TEXT_BYTES + 1).read_to_string(&mut text).map(|_| text)
    });
    let text = read.await?.context("read standard input")?;
    ensure!(text.len() as u64 <= MAX_TEXT_BYTES, "standard input is longer than {MAX_TEXT_BYTES} bytes");
    Ok(text.trim_end().to_owned())
}
