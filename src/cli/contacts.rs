//! `ticketlotse contacts`: which member has which Support-ID, and what to do where nobody may guess.

use anyhow::Context;
use clap::{Subcommand, ValueEnum};

use super::operator::Operator;
use super::table::{Output, moment, yes};
use crate::config::Config;
use crate::desks::Desk;
use crate::desks::support::SupportDesk;
use crate::service::decisions;
use crate::wiring;

/// What can be done with Support-IDs.
#[derive(Debug, Subcommand)]
pub(super) enum ContactsCommand {
    /// List members with their Support-IDs.
    #[command(after_help = "Example:
  ticketlotse contacts list --state ambiguous")]
    List {
        /// Only of this customer.
        #[arg(long, value_name = "ID")]
        customer: Option<String>,
        /// Only those.
        #[arg(long, value_enum)]
        state: Option<State>,
        #[command(flatten)]
        output: Output,
    },
    /// Decide which contact of the desk a member is; it stays so until `contacts refresh`.
    #[command(
        after_help = "A contact of another company is never taken. The desk's contacts: `ticketlotse desk contacts`.

Example:
  ticketlotse contacts assign anna.berger@muster.example 100001"
    )]
    Assign {
        /// Address of the member.
        email: String,
        /// The contact's id in the desk.
        #[arg(value_name = "SUPPORT-ID")]
        id: String,
    },
    /// Have members looked up in the desk now; those as well that an operator assigned.
    #[command(after_help = "Example:
  ticketlotse contacts refresh anna.berger@muster.example")]
    Refresh {
        /// Addresses of members.
        #[arg(required = true, value_name = "EMAIL")]
        emails: Vec<String>,
    },
}

/// What is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum State {
    Pending,
    Missing,
    Linked,
    Ambiguous,
}

impl State {
    fn id(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Missing => "missing",
            Self::Linked => "linked",
            Self::Ambiguous => "ambiguous",
        }
    }
}

impl ContactsCommand {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let operator = Operator::open(config).await?;
        let (desk, _) = wiring::open_desk(config).await?;
        match self {
            Self::List { customer, state, output } => {
                let customer = customer.as_deref().unwrap_or_default();
                list(&operator, &desk.caps().name, customer, *state, *output).await
            }
            Self::Assign { email, id } => assign(&operator, &desk, &desk.caps().name, email, id).await,
            Self::Refresh { emails } => refresh(&operator, &desk.caps().name, emails).await,
        }
    }
}

async fn list(
    operator: &Operator,
    desk: &str,
    customer: &str,
    state: Option<State>,
    output: Output,
) -> anyhow::Result<()> {
    let mut known = operator.store.contact_list(desk, customer).await?;
    known.retain(|contact| state.is_none_or(|state| contact.state == state.id()));
    let columns = ["email", "customer", "name", "state", "support id", "assigned", "missing since"];
    output.print(&known, &columns, |contact| {
        vec![
            contact.email.to_string(),
            contact.customer.to_string(),
            contact.name.clone(),
            contact.state.clone(),
            contact.contact.as_ref().map(ToString::to_string).unwrap_or_default(),
            yes(contact.assigned),
            contact.missing_since.map(|at| moment(at, operator.zone)).unwrap_or_default(),
        ]
    })
}

async fn assign(
    operator: &Operator,
    desk: &dyn SupportDesk,
    desk_name: &str,
    address: &str,
    id: &str,
) -> anyhow::Result<()> {
    let member = operator.member(address).await?;
    let contact = desk.contacts(id).await?.into_iter().find(|contact| contact.id.as_str() == id);
    let contact = contact.with_context(|| format!("the desk has no contact {id}; see `ticketlotse desk contacts`"))?;
    decisions::assign_contact(&operator.store, desk_name, &member, &contact, operator.now()).await?;
    println!("{} has the Support-ID {}.", member.email, contact.id);
    Ok(())
}

async fn refresh(operator: &Operator, desk: &str, addresses: &[String]) -> anyhow::Result<()> {
    let mut members = Vec::with_capacity(addresses.len());
    for address in addresses {
        members.push(operator.member(address).await?);
    }
    for member in &members {
        operator.store.refresh_contact(desk, &member.id, operator.now()).await?;
        println!("{} is looked up now, if signed in.", member.email);
    }
    Ok(())
}
