//! What the commands do.

use std::path::PathBuf;

use anyhow::{Context, bail};

use super::{How, List, New, Which, Write, print, standard_input};
use crate::config::Config;
use crate::conversation::effect::States;
use crate::desks::support::{
    Agent, AgentReply, Assigned, CaseChange, NewCase, NewContact, QueueQuery, Seen, SupportDesk,
};
use crate::desks::{DeskFile, TicketDraft};
use crate::domain::{
    Chance, Clock, ContractId, Customer, CustomerId, Email, FileId, FileMeta, OpKey, Ticket, TicketNumber, TicketTypeId,
};
use crate::service::clock::{SystemChance, SystemClock};
use crate::store::Store;
use crate::store::audit::NewEntry;
use crate::wiring;

/// Tickets per page.
const PAGE_SIZE: u32 = 50;

/// The desk, the store, and what both were configured with.
pub(super) struct Room<'c> {
    desk: Box<dyn SupportDesk>,
    pub(super) store: Store,
    config: &'c Config,
}

impl<'c> Room<'c> {
    /// Opens what is configured.
    pub(super) async fn open(config: &'c Config) -> anyhow::Result<Self> {
        let (desk, store) = wiring::open_desk(config).await?;
        Ok(Self { desk: Box::new(desk), store, config })
    }

    pub(super) async fn show(&self, number: &str) -> anyhow::Result<()> {
        let case = self.desk.case(&TicketNumber::new(number)).await?;
        print::case(&case, self.config.company.zone()?);
        Ok(())
    }

    pub(super) async fn contacts(&self, words: &str) -> anyhow::Result<()> {
        print::contacts(&self.desk.contacts(words).await?);
        Ok(())
    }

    pub(super) async fn list(&self, list: &List) -> anyhow::Result<()> {
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

    pub(super) async fn reply(&self, write: &Write) -> anyhow::Result<()> {
        let reply =
            AgentReply { text: text(&write.text).await?, files: files(&write.files).await?, status: write.status };
        let number = TicketNumber::new(write.number.as_str());
        let ticket = self.desk.reply(&self.agent(&write.how), &number, &reply, &op(&write.how)).await?;
        self.done("desk.reply", &ticket).await
    }

    pub(super) async fn note(&self, write: &Write) -> anyhow::Result<()> {
        if write.status.is_some() {
            bail!("a note changes no status; use `ticketlotse desk status`");
        }
        let (text, files) = (text(&write.text).await?, files(&write.files).await?);
        let number = TicketNumber::new(write.number.as_str());
        let ticket = self.desk.note(&self.agent(&write.how), &number, &text, &files, &op(&write.how)).await?;
        self.done("desk.note", &ticket).await
    }

    pub(super) async fn change(&self, number: &str, change: CaseChange, how: &How) -> anyhow::Result<()> {
        let number = TicketNumber::new(number);
        let ticket = self.desk.change(&self.agent(how), &number, &change, Seen::Any, &op(how)).await?;
        self.done("desk.change", &ticket).await
    }

    pub(super) async fn new_ticket(&self, new: &New) -> anyhow::Result<()> {
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

fn op(how: &How) -> OpKey {
    OpKey::new(format!("cli-{}", how.op.clone().unwrap_or_else(|| SystemChance.id())))
}

/// The text itself, or all of standard input.
async fn text(given: &str) -> anyhow::Result<String> {
    if given == "-" { standard_input().await } else { Ok(given.to_owned()) }
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
