//! `ticketlotse customer|contract|system|member`: the operator's customer list, and who of it may do what. Whatever is
//! changed here holds from a person's very next message.

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

use super::operator::Operator;
use super::table::Output;
use crate::config::Config;
use crate::domain::Role;

mod import;
mod list;
mod read;
mod rights;

use import::Import;
pub use read::{At, Kind, lines_in};

/// What can be done with customers.
#[derive(Debug, Subcommand)]
pub(super) enum CustomerCommand {
    /// Add and change customers as a CSV file lists them; all of it or nothing.
    #[command(after_help = "Columns: id, name

Example:
  ticketlotse customer import customers.csv --dry-run")]
    Import(Import),
    /// List customers.
    #[command(after_help = "Example:
  ticketlotse customer list --json")]
    List {
        #[command(flatten)]
        output: Output,
    },
}

/// What can be done with contracts.
#[derive(Debug, Subcommand)]
pub(super) enum ContractCommand {
    /// Add and change contracts as a CSV file lists them; all of it or nothing.
    #[command(after_help = "Columns: id, customer, name, valid_from, valid_until, and if you like drive_retention

Example:
  ticketlotse contract import contracts.csv --dry-run")]
    Import(Import),
    /// List contracts.
    #[command(after_help = "Example:
  ticketlotse contract list --customer K-1001 --valid")]
    List {
        #[command(flatten)]
        of: Of,
        /// Only those that are valid today.
        #[arg(long)]
        valid: bool,
        #[command(flatten)]
        output: Output,
    },
    /// Set the last day of a contract.
    #[command(after_help = "Example:
  ticketlotse contract end V-2024-17 --on 2026-12-31")]
    End {
        /// Id of the contract.
        id: String,
        /// Its last day of support.
        #[arg(long, value_name = "DAY")]
        on: NaiveDate,
    },
}

/// What can be done with systems.
#[derive(Debug, Subcommand)]
pub(super) enum SystemCommand {
    /// Add and change systems as a CSV file lists them; all of it or nothing.
    #[command(after_help = "Columns: id, customer, contract, name, model, serial, site

Example:
  ticketlotse system import systems.csv --dry-run")]
    Import(Import),
    /// List systems.
    #[command(after_help = "Example:
  ticketlotse system list --customer K-1001")]
    List {
        #[command(flatten)]
        of: Of,
        #[command(flatten)]
        output: Output,
    },
}

/// What can be done with members.
#[derive(Debug, Subcommand)]
pub(super) enum MemberCommand {
    /// Add and change members as a CSV file lists them; all of it or nothing.
    #[command(after_help = "Columns: email, customer, name, and if you like role, enabled, salutation

Example:
  ticketlotse member import members.csv --dry-run")]
    Import(Import),
    /// List members.
    #[command(after_help = "Example:
  ticketlotse member list --customer K-1001 --role customer_admin")]
    List {
        #[command(flatten)]
        of: Of,
        /// Only with this role.
        #[arg(long, value_parser = role)]
        role: Option<Role>,
        /// Only enabled or only disabled ones.
        #[arg(long, value_enum)]
        which: Option<Which>,
        #[command(flatten)]
        output: Output,
    },
    /// Let addresses sign in.
    #[command(after_help = "Example:
  ticketlotse member enable anna.berger@muster.example")]
    Enable {
        /// Addresses of members.
        #[arg(required = true, value_name = "EMAIL")]
        emails: Vec<String>,
    },
    /// Let addresses in no more, from their very next message.
    #[command(after_help = "Example:
  ticketlotse member disable anna.berger@muster.example")]
    Disable {
        /// Addresses of members.
        #[arg(required = true, value_name = "EMAIL")]
        emails: Vec<String>,
    },
    /// Assign a role.
    #[command(after_help = "Example:
  ticketlotse member role anna.berger@muster.example customer_admin")]
    Role {
        /// Address of the member.
        email: String,
        /// `user` or `customer_admin`, who sees the whole company's tickets.
        #[arg(value_parser = role)]
        role: Role,
    },
}

/// Of whom.
#[derive(Debug, Args)]
pub(super) struct Of {
    /// Only of this customer.
    #[arg(long, value_name = "ID")]
    customer: Option<String>,
}

impl Of {
    fn customer(&self) -> &str {
        self.customer.as_deref().unwrap_or_default()
    }
}

/// Which members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Which {
    Enabled,
    Disabled,
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_id(text).ok_or_else(|| "known are: user, customer_admin".to_owned())
}

impl CustomerCommand {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let open = || Operator::open(config);
        match self {
            Self::Import(import) => import.run(Kind::Customer, config).await,
            Self::List { output } => list::customers(&open().await?, *output).await,
        }
    }
}

impl ContractCommand {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let open = || Operator::open(config);
        match self {
            Self::Import(import) => import.run(Kind::Contract, config).await,
            Self::List { of, valid, output } => {
                let operator = open().await?;
                let day = valid.then(|| operator.today());
                list::contracts(&operator, of.customer(), day, *output).await
            }
            Self::End { id, on } => rights::end_contract(&open().await?, id, *on).await,
        }
    }
}

impl SystemCommand {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let open = || Operator::open(config);
        match self {
            Self::Import(import) => import.run(Kind::System, config).await,
            Self::List { of, output } => list::systems(&open().await?, of.customer(), *output).await,
        }
    }
}

impl MemberCommand {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let open = || Operator::open(config);
        match self {
            Self::Import(import) => import.run(Kind::Member, config).await,
            Self::List { of, role, which, output } => {
                list::members(&open().await?, of.customer(), *role, *which, *output).await
            }
            Self::Enable { emails } => rights::enable(&open().await?, emails, Which::Enabled).await,
            Self::Disable { emails } => rights::enable(&open().await?, emails, Which::Disabled).await,
            Self::Role { email, role } => rights::assign(&open().await?, email, *role).await,
        }
    }
}
