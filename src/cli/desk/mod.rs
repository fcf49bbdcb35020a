//! `ticketlotse desk`: support's work from a terminal, on the embedded desk.

use std::io::Read;
use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use clap::{Args, Subcommand, ValueEnum};

use crate::config::Config;
use crate::conversation::effect::States;
use crate::desks::support::{
    Agent, AgentReply, Assigned, CaseChange, NewCase, NewContact, QueueQuery, Seen, SupportDesk, Via,
};
use crate::desks::{DeskError, DeskFile, DeskTrouble, TicketDraft};
use crate::domain::{
    Chance, Clock, ContractId, Customer, CustomerId, Email, FileId, FileMeta, OpKey, Priority, Status, Ticket,
    TicketNumber, TicketTypeId,
};
use crate::service::clock::{SystemChance, SystemClock};
use crate::store::Store;
use crate::store::audit::NewEntry;
use crate::wiring;

#[cfg(feature = "web")]
mod agent;
mod print;

/// Tickets per page.
const PAGE_SIZE: u32 = 50;
/// Longest text from standard input in bytes.
const MAX_TEXT_BYTES: u64 = 400_000;

/// What can be done.
#[derive(Debug, Subcommand)]
pub(super) enum DeskCommand {
    /// List tickets, what is due first.
    List(List),
    /// Show a ticket with its internal notes.
    Show {
        /// Number, as in CS-2026-004711.
        number: String,
    },
    /// Answer the customer.
    Reply(Write),
    /// Write a note that only support sees.
    Note(Write),
    /// Set the status.
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
    Assign {
        /// Number of the ticket.
        number: String,
        /// Who works on it from now on; nobody without a name.
        name: Option<String>,
        #[command(flatten)]
        how: How,
    },
    /// File a ticket for somebody who called or wrote a mail.
    New(New),
    /// List contacts with their Support-IDs.
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

/// The desk, the store, and what both were configured with.
struct Room<'c> {
    desk: Box<dyn SupportDesk>,
    store: Store,
    config: &'c Config,
}

impl DeskCommand {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let (desk, store) = wiring::open_desk(config).await?;
        let room = Room { desk: Box::new(desk), store, config };
        self.run_in(&room).await.map_err(explained)
    }

    async fn run_in(&self, room: &Room<'_>) -> anyhow::Result<()> {
        match self {
            Self::List(list) => room.list(list).await,
            Self::Show { number } => {
                let case = room.desk.case(&TicketNumber::new(number.as_str())).await?;
                print::case(&case, room.config.company.zone()?);
                Ok(())
            }
            Self::Reply(write) => room.reply(write).await,
            Self::Note(write) => room.note(write).await,
            Self::Status { number, status, how } => room.change(number, CaseChange::Status(*status), how).await,
            Self::Priority { number, priority, how } => room.change(number, CaseChange::Priority(*priority), how).await,
            Self::Assign { number, name, how } => room.change(number, CaseChange::Assignee(name.clone()), how).await,
            Self::New(new) => room.new_ticket(new).await,
            Self::Contacts { words } => {
                print::contacts(&room.desk.contacts(words.as_deref().unwrap_or_default()).await?);
                Ok(())
            }
            #[cfg(feature = "web")]
            Self::Agent(agent) => agent.run(&room.store).await,
        }
    }
}

impl Room<'_> {
    async fn list(&self, list: &List) -> anyhow::Result<()> {
        let states = match list.which {
            Which::Open => States::Open,
            Which::Closed => States::Closed,
            Which::All => States::All,
        };
        let query = QueueQuery {
            states: if list.status.is_some() { States::All } else { states },
            status: list.status,
            priority: list.priority,
            assigned: list.assigned.clone().map_or(Assigned::Anyone, Assigned::To),
            customer: list.customer.clone().map(CustomerId::from),
            words: list.words.clone(),
            page: list.page.saturating_sub(1),
        };
        print::queue(&self.desk.queue(&query, PAGE_SIZE).await?, list.page, self.config.company.zone()?);
        Ok(())
    }

    async fn reply(&self, write: &Write) -> anyhow::Result<()> {
        let reply =
            AgentReply { text: text(&write.text).await?, files: files(&write.files).await?, status: write.status };
        let number = TicketNumber::new(write.number.as_str());
        let ticket = self.desk.reply(&self.agent(&write.how), &number, &reply, &op(&write.how)).await?;
        self.done("desk.reply", &ticket).await
    }

    async fn note(&self, write: &Write) -> anyhow::Result<()> {
        if write.status.is_some() {
            bail!("a note changes no status; use `ticketlotse desk status`");
        }
        let (text, files) = (text(&write.text).await?, files(&write.files).await?);
        let number = TicketNumber::new(write.number.as_str());
        let ticket = self.desk.note(&self.agent(&write.how), &number, &text, &files, &op(&write.how)).await?;
        self.done("desk.note", &ticket).await
    }

    async fn change(&self, number: &str, change: CaseChange, how: &How) -> anyhow::Result<()> {
        let number = TicketNumber::new(number);
        let ticket = self.desk.change(&self.agent(how), &number, &change, Seen::Any, &op(how)).await?;
        self.done("desk.change", &ticket).await
    }

    async fn new_ticket(&self, new: &New) -> anyhow::Result<()> {
        let ticket_type = TicketTypeId::new(new.ticket_type.as_str());
        let forms = wiring::live(self.config)?.settings.forms;
        if !forms.iter().any(|form| form.id == ticket_type) {
            let types: Vec<&str> = forms.iter().map(|form| form.id.as_str()).collect();
            bail!("there is no ticket type {ticket_type}; known are: {}", types.join(", "));
        }
        let contact = self.contact(new).await?;
        let case = NewCase {
            via: new.via,
            contracts: self.contracts(&contact.customer).await?,
            draft: TicketDraft {
                ticket_type,
                title: new.subject.clone(),
                description: text(&new.text).await?,
                priority: new.priority,
                fields: Vec::new(),
                files: files(&new.files).await?,
                watchers: Vec::new(),
                filed_at: SystemClock.now(),
            },
            contact,
        };
        let ticket = self.desk.new_case(&self.agent(&new.how), &case, &op(&new.how)).await?;
        self.done("desk.new", &ticket).await
    }

    async fn contact(&self, new: &New) -> anyhow::Result<NewContact> {
        let customer = self.customer(&new.customer).await?;
        let email = Email::parse(&new.email).context("--email: this is no address")?;
        let member = self.store.member_by_email(&email).await?.filter(|member| member.customer == customer.id);
        let name = new.name.clone().or(member.map(|member| member.name));
        let name = name.context("--name: the address is not known yet, so it needs a name")?;
        Ok(NewContact { email, customer: customer.id, customer_name: customer.name, name, phone: new.phone.clone() })
    }

    async fn customer(&self, id: &str) -> anyhow::Result<Customer> {
        let found = self.store.customers().await?.into_iter().find(|customer| customer.id.as_str() == id);
        found.with_context(|| format!("--customer: there is no company {id}"))
    }

    /// The company's contracts that are valid today; every entitled member knows them.
    async fn contracts(&self, customer: &CustomerId) -> anyhow::Result<Vec<ContractId>> {
        let today = SystemClock.now().with_timezone(&self.config.company.zone()?).date_naive();
        for member in self.store.members(customer).await? {
            if let Some(entitled) = self.store.entitled_member(&member.id, "", today).await? {
                return Ok(entitled.contracts.into_iter().map(|contract| contract.id).collect());
            }
        }
        Ok(Vec::new())
    }

    fn agent(&self, how: &How) -> Agent {
        Agent { name: how.agent.clone().unwrap_or_else(|| self.config.company.name.clone()) }
    }

    /// Notes what was done and says so.
    async fn done(&self, what: &str, ticket: &Ticket) -> anyhow::Result<()> {
        let entry = NewEntry {
            who: "operator".to_owned(),
            place: "cli".to_owned(),
            what: what.to_owned(),
            ticket: Some(ticket.number.clone()),
        };
        self.store.audit(&entry, SystemClock.now()).await?;
        println!("{}  {}  {}", ticket.number, ticket.status.id(), ticket.priority.id());
        Ok(())
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

fn op(how: &How) -> OpKey {
    OpKey::new(format!("cli-{}", how.op.clone().unwrap_or_else(|| SystemChance.id())))
}

/// The text itself, or all of standard input.
async fn text(given: &str) -> anyhow::Result<String> {
    if given == "-" { standard_input().await } else { Ok(given.to_owned()) }
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

async fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<DeskFile>> {
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let bytes = tokio::fs::read(path).await.with_context(|| format!("--file {}", path.display()))?;
        let name = path.file_name().and_then(|name| name.to_str()).context("--file: its name is no text")?.to_owned();
        let size_bytes = bytes.len() as u64;
        let mime = "application/octet-stream".to_owned();
        files.push(DeskFile { meta: FileMeta { id: FileId::new(""), name, mime, size_bytes }, bytes });
    }
    Ok(files)
}
