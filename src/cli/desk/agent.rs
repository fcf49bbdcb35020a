//! `ticketlotse desk agent`: who may sign in at the desk page.

use anyhow::{Context, ensure};
use clap::Subcommand;
use serde::Serialize;

use crate::cli::table::Output;
use crate::domain::Clock;
use crate::http::desk::password;
use crate::service::clock::{SystemChance, SystemClock};
use crate::store::Store;
use crate::store::audit::NewEntry;
use crate::store::sessions::SessionKind;

/// What can be done with agents. Passwords are read from standard input.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum AgentCommand {
    /// Add an agent.
    #[command(after_help = "The password is read from standard input.

Example:
  ticketlotse desk agent add mira --name 'Mira Sommer'")]
    Add {
        /// Name to sign in with: small letters, digits, dots and dashes.
        login: String,
        /// The name that customers read.
        #[arg(long)]
        name: String,
    },
    /// List agents.
    #[command(after_help = "Example:
  ticketlotse desk agent list")]
    List {
        #[command(flatten)]
        output: Output,
    },
    /// Give an agent a new password; whoever is signed in with the old one is out.
    #[command(after_help = "The password is read from standard input.

Example:
  ticketlotse desk agent password mira")]
    Password {
        /// Name to sign in with.
        login: String,
    },
    /// Remove an agent, who is signed out at once. What they wrote stays.
    #[command(after_help = "Example:
  ticketlotse desk agent remove mira")]
    Remove {
        /// Name to sign in with.
        login: String,
    },
}

/// An agent as it is listed.
#[derive(Serialize)]
struct Listed {
    login: String,
    name: String,
}

impl AgentCommand {
    pub(super) async fn run(&self, store: &Store) -> anyhow::Result<()> {
        match self {
            Self::Add { login, name } => add(store, login, name).await,
            Self::List { output } => {
                let agents: Vec<Listed> =
                    store.agents().await?.into_iter().map(|(login, name)| Listed { login, name }).collect();
                output.print(&agents, &["login", "name"], |agent| vec![agent.login.clone(), agent.name.clone()])
            }
            Self::Password { login } => {
                let (name, _) = store.agent(login).await?.with_context(|| unknown(login))?;
                set_password(store, login, &name, "desk.agent_password").await?;
                println!("{login} has a new password.");
                Ok(())
            }
            Self::Remove { login } => {
                ensure!(store.remove_agent(login, SystemClock.now()).await?, unknown(login));
                println!("{login} is removed.");
                Ok(())
            }
        }
    }
}

fn unknown(login: &str) -> String {
    format!("there is no agent {login}; see `ticketlotse desk agent list`")
}

async fn add(store: &Store, login: &str, name: &str) -> anyhow::Result<()> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
    ensure!(
        !login.is_empty() && login.len() <= 60 && login.chars().all(plain) && login != "operator",
        "a login has small letters, digits, dots and dashes, and `operator` is the token's"
    );
    ensure!(!name.trim().is_empty() && !name.chars().any(char::is_control), "--name: customers read it");
    ensure!(store.agent(login).await?.is_none(), "there is an agent {login} already; see `desk agent password`");
    set_password(store, login, name.trim(), "desk.agent_added").await?;
    println!("{login} can sign in at the desk page.");
    Ok(())
}

async fn set_password(store: &Store, login: &str, name: &str, what: &str) -> anyhow::Result<()> {
    eprintln!("Password (at least {} characters), then Enter and Ctrl-D:", password::MIN_PASSWORD);
    let typed = super::standard_input().await?;
    let hashed = tokio::task::spawn_blocking(move || password::hash(&typed, &SystemChance)).await??;
    store.put_agent(login, name, &hashed).await?;
    // Who had the old password is out.
    store.end_sessions(SessionKind::Desk, login).await?;
    let (who, place) = ("operator".to_owned(), format!("cli:{login}"));
    let entry = NewEntry { who, place, what: what.to_owned(), ticket: None };
    Ok(store.audit(&entry, SystemClock.now()).await?)
}
