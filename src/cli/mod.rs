//! The command line: what operators type. Texts for the terminal are English; customers never see them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::config::{Config, ContentConfig, LogFormat};
use crate::telemetry;

mod audit;
mod backup;
mod check;
mod contacts;
mod data;
#[cfg(feature = "web")]
mod demo;
mod desk;
mod doctor;
mod inbox;
mod link;
mod matrix;
mod operator;
mod outbox;
mod records;
mod serve;
mod table;

pub use records::{At, Kind, lines_in};

/// Read when no other file is named.
const DEFAULT_CONFIG: &str = "ticketlotse.toml";

/// A support-desk chat bot, German first: customers open, follow and work on their tickets where they already chat.
#[derive(Debug, Parser)]
#[command(name = "ticketlotse", version, propagate_version = true, arg_required_else_help = true)]
struct Cli {
    /// Configuration file.
    #[arg(long, global = true, env = "TICKETLOTSE_CONFIG", default_value = DEFAULT_CONFIG, value_name = "FILE")]
    config: PathBuf,
    /// What is logged, as in `ticketlotse=debug,sqlx=warn`.
    #[arg(long, global = true, env = "TICKETLOTSE_LOG", value_name = "FILTER")]
    log: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show everything with a made-up company, on this machine only.
    #[cfg(feature = "web")]
    #[command(after_help = "Example:\n  ticketlotse demo --port 8080")]
    Demo(demo::Demo),
    /// Run the bot as configured.
    #[command(after_help = "Example:\n  ticketlotse serve --config /etc/ticketlotse/ticketlotse.toml")]
    Serve,
    /// Companies that are supported.
    #[command(subcommand)]
    Customer(records::CustomerCommand),
    /// Their contracts: who is supported from when until when.
    #[command(subcommand)]
    Contract(records::ContractCommand),
    /// The products under contract.
    #[command(subcommand)]
    System(records::SystemCommand),
    /// The e-mail addresses that may sign in.
    #[command(subcommand)]
    Member(records::MemberCommand),
    /// Chat identities that are proven to be members; revoke, block, unblock.
    #[command(subcommand)]
    Link(link::LinkCommand),
    /// Support-IDs of members: whose contact in the desk is whose.
    #[command(subcommand)]
    Contacts(contacts::ContactsCommand),
    /// Deliveries that wait for an operator.
    #[command(subcommand)]
    Outbox(outbox::OutboxCommand),
    /// Events that were set aside.
    #[command(subcommand)]
    Inbox(inbox::InboxCommand),
    /// Who did what, where and when.
    #[command(after_help = "Examples:
  ticketlotse audit --since 7d --who operator
  ticketlotse audit --ticket CS-2026-000815 --json
  ticketlotse audit --what link. --follow")]
    Audit(audit::Audit),
    /// What is kept about one person: a copy for them, or to be forgotten.
    #[command(subcommand)]
    Data(data::DataCommand),
    /// Work on the embedded desk's tickets.
    #[command(subcommand)]
    Desk(desk::DeskCommand),
    /// The bot's account on a Matrix homeserver.
    #[command(subcommand)]
    Matrix(matrix::MatrixCommand),
    /// Check forms and texts: what would go wrong, where, and how to mend it.
    #[command(after_help = "Example:\n  ticketlotse check --dialogs dialogs --locales locales")]
    Check(check::Check),
    /// Look at every part and name what is wrong, why, and what mends it.
    #[command(after_help = "Example:\n  ticketlotse doctor --json")]
    Doctor(doctor::Doctor),
    /// Show the JSON schema of the form files, for editors.
    #[command(after_help = "Example:\n  ticketlotse dialogs-schema > form.schema.json")]
    DialogsSchema,
    /// Bring the database up to date.
    #[command(after_help = "Example:\n  ticketlotse migrate")]
    Migrate,
    /// Copy everything that is kept into one file, while the service runs.
    #[command(after_help = "Example:\n  ticketlotse backup backup.lotse")]
    Backup(backup::Backup),
    /// Put a backup in the place of the configured database; the service must not run.
    #[command(after_help = "Example:\n  ticketlotse restore backup.lotse")]
    Restore(backup::Restore),
    /// Show a sample configuration or its JSON schema.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Show what makes a shell complete these commands.
    #[command(after_help = "Example:\n  ticketlotse completions bash > /etc/bash_completion.d/ticketlotse")]
    Completions {
        /// Which shell.
        shell: Shell,
    },
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// A configuration file with every key and its default.
    #[command(after_help = "Example:\n  ticketlotse config sample > ticketlotse.toml")]
    Sample,
    /// The JSON schema of the configuration file, for editors.
    #[command(after_help = "Example:\n  ticketlotse config schema > ticketlotse.schema.json")]
    Schema,
}

/// Shells that can be taught.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// Every command with its options, to compare pages and shells with.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    start_logs(&cli);
    // One TLS provider for everything; that it was set before would be no harm.
    let _first = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("start the runtime");
    match runtime.and_then(|runtime| runtime.block_on(run(cli))) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("ticketlotse: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Logs as configured; where there is no configuration yet, or a wrong one, as if it said nothing.
fn start_logs(cli: &Cli) {
    let config = Config::load(&cli.config, &environment()).map(|config| config.log).unwrap_or_default();
    let format = match config.format {
        LogFormat::Auto => telemetry::Format::Auto,
        LogFormat::Json => telemetry::Format::Json,
        LogFormat::Text => telemetry::Format::Text,
    };
    telemetry::start(cli.log.as_deref().or(config.filter.as_deref()), format);
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match &cli.command {
        #[cfg(feature = "web")]
        Command::Demo(demo) => demo.run().await?,
        Command::Serve => serve::run(&load(&cli.config)?).await?,
        Command::Customer(command) => command.run(&load(&cli.config)?).await?,
        Command::Contract(command) => command.run(&load(&cli.config)?).await?,
        Command::System(command) => command.run(&load(&cli.config)?).await?,
        Command::Member(command) => command.run(&load(&cli.config)?).await?,
        Command::Link(command) => command.run(&load(&cli.config)?).await?,
        Command::Contacts(command) => command.run(&load(&cli.config)?).await?,
        Command::Outbox(command) => command.run(&load(&cli.config)?).await?,
        Command::Inbox(command) => command.run(&load(&cli.config)?).await?,
        Command::Audit(audit) => audit.run(&load(&cli.config)?).await?,
        Command::Data(command) => command.run(&load(&cli.config)?).await?,
        Command::Desk(desk) => desk.run(&load(&cli.config)?).await?,
        Command::Matrix(command) => command.run(&load(&cli.config)?).await?,
        Command::Check(check) => return Ok(check.run(&content(&cli.config)?)),
        Command::Doctor(doctor) => return doctor.run(&cli.config, load(&cli.config)).await,
        Command::Backup(backup) => backup.run(&load(&cli.config)?).await?,
        Command::Restore(restore) => restore.run(&load(&cli.config)?).await?,
        Command::DialogsSchema => print!("{}", crate::dialogs::schema_text()),
        Command::Migrate => {
            crate::wiring::open_store(&load(&cli.config)?).await?;
            println!("The database is up to date.");
        }
        Command::Config(ConfigCommand::Sample) => print!("{}", Config::sample()),
        Command::Config(ConfigCommand::Schema) => println!("{}", serde_json::to_string_pretty(&Config::schema())?),
        Command::Completions { shell } => table::say(&completions(*shell)?)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn completions(shell: Shell) -> anyhow::Result<String> {
    let (mut command, mut text) = (Cli::command(), Vec::new());
    let shell = match shell {
        Shell::Bash => clap_complete::Shell::Bash,
        Shell::Zsh => clap_complete::Shell::Zsh,
        Shell::Fish => clap_complete::Shell::Fish,
    };
    clap_complete::generate(shell, &mut command, "ticketlotse", &mut text);
    String::from_utf8(text).context("make the completions")
}

/// The configuration file with what the environment sets.
fn load(path: &Path) -> anyhow::Result<Config> {
    if path == Path::new(DEFAULT_CONFIG) && !path.exists() {
        anyhow::bail!("there is no {DEFAULT_CONFIG} here; begin with: ticketlotse config sample > {DEFAULT_CONFIG}");
    }
    Ok(Config::load(path, &environment())?)
}

/// Which forms and texts are configured. Without a configuration file, those that are part of the program.
fn content(path: &Path) -> anyhow::Result<ContentConfig> {
    if path == Path::new(DEFAULT_CONFIG) && !path.exists() {
        return Ok(Config::parse("", path, &environment())?.content);
    }
    Ok(load(path)?.content)
}

#[expect(clippy::disallowed_methods, reason = "the configuration's one look at the environment")]
fn environment() -> BTreeMap<String, String> {
    // Variables that are no text cannot be ours.
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory};

    #[test]
    fn the_arguments_fit_together() {
        super::Cli::command().debug_assert();
    }

    /// Every command that does something, by its whole name.
    fn leaves(command: &Command, name: &str, found: &mut Vec<(String, String)>) {
        for sub in command.get_subcommands() {
            leaves(sub, &format!("{name} {}", sub.get_name()), found);
        }
        if !command.has_subcommands() {
            found.push((name.to_owned(), command.get_after_help().map(ToString::to_string).unwrap_or_default()));
        }
    }

    /// The words of an example as a shell reads them: what stands between single quotes is one.
    fn words(example: &str) -> Vec<String> {
        let command = example.split('>').next().unwrap_or_default();
        let mut words = Vec::new();
        for (place, part) in command.split('\'').enumerate() {
            if place % 2 == 1 {
                words.push(part.to_owned());
            } else {
                words.extend(part.split_whitespace().map(str::to_owned));
            }
        }
        words
    }

    #[test]
    fn every_command_has_an_example_that_is_right() {
        let mut found = Vec::new();
        leaves(&super::Cli::command(), "ticketlotse", &mut found);
        assert!(found.len() > 25, "the commands were found: {}", found.len());
        for (name, help) in found {
            let examples: Vec<&str> = help.lines().filter(|line| line.starts_with(&format!("  {name}"))).collect();
            assert!(!examples.is_empty(), "{name} has no example");
            for example in examples {
                let read = super::Cli::command().try_get_matches_from(words(example));
                assert!(read.is_ok(), "{example}: {}", read.unwrap_err());
            }
        }
    }
}
