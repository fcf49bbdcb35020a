//! `ticketlotse data`: a person's right to a copy of what is kept about them, and to be forgotten.

use std::path::PathBuf;

use anyhow::ensure;
use clap::Subcommand;

use super::operator::address_of;
use crate::config::Config;
use crate::desks::Desk;
use crate::desks::support::{Subject, SupportDesk};
use crate::domain::{Clock, ContactId, Member};
use crate::service::clock::SystemClock;
use crate::store::Store;
use crate::store::erasure::Whom;
use crate::wiring;

mod delete;
mod export;

/// What can be done with what is kept about a person.
#[derive(Debug, Subcommand)]
pub(super) enum DataCommand {
    /// Write a copy of everything that is kept about a person into a new folder, readable for its owner only.
    #[command(after_help = "The folder then holds what the person is entitled to see, and nobody else.

Example:
  ticketlotse data export anna.berger@muster.example --to anna-berger")]
    Export {
        /// Address or id of the member.
        member: String,
        /// The folder; it is made, and must not be there.
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
    },
    /// Forget a person: delete what is theirs, and take their name and address out of what stays.
    #[command(after_help = "Take the person out of your customer list first, or the next import brings them back.
The same again does no harm; an address that is no member's is taken out of wherever it still is.

Examples:
  ticketlotse data delete anna.berger@muster.example --dry-run
  ticketlotse data delete anna.berger@muster.example --yes")]
    Delete {
        /// Address or id of the member.
        member: String,
        /// Say what would be deleted and what would stay, and change nothing.
        #[arg(long, conflicts_with = "yes")]
        dry_run: bool,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
}

impl DataCommand {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let (desk, store) = wiring::open_desk(config).await?;
        let name = desk.caps().name.clone();
        let office = Office { desk: Box::new(desk), name, store, config };
        match self {
            Self::Export { member, to } => export::run(&office, member, to).await,
            Self::Delete { member, dry_run: true, .. } => delete::dry_run(&office, member).await,
            Self::Delete { member, yes, .. } => delete::run(&office, member, *yes).await,
        }?;
        office.store.close().await;
        Ok(())
    }
}

/// What both work with.
struct Office<'c> {
    desk: Box<dyn SupportDesk>,
    /// The desk's name.
    name: String,
    store: Store,
    config: &'c Config,
}

impl Office<'_> {
    /// The member with that address or id.
    async fn known(&self, member: &str) -> anyhow::Result<Option<Member>> {
        Ok(if member.contains('@') {
            self.store.member_by_email(&address_of(member)?).await?
        } else {
            self.store.member(&member.into()).await?
        })
    }

    /// Who is meant, member or not.
    async fn whom(&self, member: &str) -> anyhow::Result<Whom> {
        if let Some(known) = self.known(member).await? {
            return Ok(Whom::Member(Box::new(known)));
        }
        ensure!(member.contains('@'), "there is no member {member}; name the address, if it is to be looked for");
        Ok(Whom::Address(address_of(member)?))
    }

    /// The person as the desk knows them.
    async fn subject(&self, whom: &Whom) -> anyhow::Result<Subject> {
        let member = whom.member();
        let contact: Option<ContactId> = match member {
            Some(member) => self.store.contact_state(&self.name, &member.id).await?.id().cloned(),
            None => None,
        };
        Ok(Subject {
            email: whom.email().clone(),
            customer: member.map(|member| member.customer.clone()),
            member: member.map(|member| member.id.clone()),
            contact,
        })
    }
}

fn now() -> chrono::DateTime<chrono::Utc> {
    SystemClock.now()
}

/// What fails when a path cannot be written.
fn doing(path: &std::path::Path) -> impl Fn() -> String + '_ {
    move || format!("write {}", path.display())
}
