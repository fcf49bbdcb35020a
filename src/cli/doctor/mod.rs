//! `ticketlotse doctor`: looks at every part as it is configured and names what is wrong, why, and what mends it.
//!
//! Changes nothing but a counter that is written to see that the database takes it; sends a mail only when told where to.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::config::Config;

mod around;
mod certificates;
mod database;
mod mail;
#[cfg(feature = "matrix")]
mod matrix;
mod secrets;
mod tls;
mod waiting;

/// Options of the doctor.
#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Send a test mail to this address.
    #[arg(long, value_name = "ADDRESS")]
    mail_to: Option<String>,
    /// Print the findings as JSON.
    #[arg(long)]
    json: bool,
}

/// How a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    /// Nothing to do.
    Ok,
    /// Works, but somebody should look at it.
    Warning,
    /// Does not work.
    Failed,
}

/// What was found out about a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Finding {
    part: &'static str,
    state: State,
    what: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    cure: String,
}

impl Finding {
    fn ok(part: &'static str, what: impl Into<String>) -> Self {
        Self { part, state: State::Ok, what: what.into(), cure: String::new() }
    }

    fn warning(part: &'static str, what: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { part, state: State::Warning, what: what.into(), cure: cure.into() }
    }

    fn failed(part: &'static str, what: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { part, state: State::Failed, what: what.into(), cure: cure.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.state {
            State::Ok => "ok     ",
            State::Warning => "look at",
            State::Failed => "FAILED ",
        };
        write!(f, "{sign}  {:<9}  {}", self.part, self.what)?;
        if self.cure.is_empty() { Ok(()) } else { write!(f, "\n{:>20} {}", "→", self.cure) }
    }
}

impl Doctor {
    /// Prints what it finds; fails when a part does not work. `config` may be what is wrong.
    pub(super) async fn run(&self, file: &Path, config: anyhow::Result<Config>) -> anyhow::Result<ExitCode> {
        let findings = match config {
            Ok(config) => self.examine(file, &config).await,
            Err(error) => {
                let cure = "mend the file; `ticketlotse config sample` shows every key";
                vec![Finding::failed("config", format!("{error:#}"), cure)]
            }
        };
        if self.json {
            println!("{}", serde_json::to_string_pretty(&findings)?);
        } else {
            for finding in &findings {
                println!("{finding}");
            }
        }
        let worst = findings.iter().map(|finding| finding.state).max();
        Ok(if worst == Some(State::Failed) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    async fn examine(&self, file: &Path, config: &Config) -> Vec<Finding> {
        let mut findings = vec![Finding::ok("config", file.display().to_string())];
        let (found, store) = database::look(config).await;
        findings.extend(found);
        findings.extend(mail::look(config, self.mail_to.as_deref()).await);
        if let Some(store) = &store {
            findings.extend(around::desk(config, store).await);
        }
        findings.extend(around::platforms(config));
        findings.extend(certificates::look(config).await);
        #[cfg(feature = "matrix")]
        findings.extend(matrix::look(config).await);
        findings.extend(around::content(config));
        if let Some(store) = &store {
            findings.extend(around::clock(config, store).await);
        }
        findings.extend(secrets::look(file, config, around::today(config)));
        if let Some(store) = &store {
            findings.extend(waiting::look(store).await);
            store.close().await;
        }
        findings
    }
}
