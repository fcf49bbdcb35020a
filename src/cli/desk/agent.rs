//! `ticketlotse desk agent`: who may sign in at the desk page.

use anyhow::ensure;
use clap::Subcommand;

use crate::domain::Clock;
use crate::http::desk::password;
use crate::service::clock::{SystemChance, SystemClock};
use crate::store::Store;
use crate::store::audit::NewEntry;
use crate::store::sessions::SessionKind;

/// What can be done with agents.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum AgentCommand {
    /// Add an agent, or give one a new password. The password is read from standard input.
    Add {
        /// Name to sign in with: small letters, digits, dots and dashes.
        login: String,
        /// The name that customers read.
        #[arg(long)]
        name: String,
    },
}

impl AgentCommand {
    pub(super) async fn run(&self, store: &Store) -> anyhow::Result<()> {
        let Self::Add { login, name } = self;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
        ensure!(
            !login.is_empty() && login.len() <= 60 && login.chars().all(plain) && login != "operator",
            "a login has small letters, digits, dots and dashes, and `operator` is the token's"
        );
        ensure!(!name.trim().is_empty() && !name.chars().any(char::is_control), "--name: customers read it");
        eprintln!("Password (at least {} characters), then Enter and Ctrl-D:", password::MIN_PASSWORD);
        let typed = super::standard_input().await?;
        let hashed = tokio::task::spawn_blocking(move || password::hash(&typed, &SystemChance)).await??;
        store.put_agent(login, name.trim(), &hashed).await?;
        // Who had the old password is out.
        store.end_sessions(SessionKind::Desk, login).await?;
        let what = "desk.agent_added".to_owned();
        let entry = NewEntry { who: "operator".to_owned(), place: "cli".to_owned(), what, ticket: None };
        store.audit(&entry, SystemClock.now()).await?;
        println!("{login} can sign in at the desk page.");
        Ok(())
    }
}
