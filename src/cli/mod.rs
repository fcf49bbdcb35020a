//! The command line: what operators type. Texts for the terminal are English; customers never see them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::config::{Config, ContentConfig, LogFormat};
use crate::telemetry;

mod backup;
mod check;
#[cfg(feature = "web")]
mod demo;
mod desk;
mod doctor;
mod import;
mod serve;

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
    Demo(demo::Demo),
    /// Run the bot as configured.
    Serve,
    /// Companies that are supported.
    #[command(subcommand)]
    Customer(import::Records),
    /// Their contracts: who is supported from when until when.
    #[command(subcommand)]
    Contract(import::Records),
    /// The products under contract.
    #[command(subcommand)]
    System(import::Records),
    /// The e-mail addresses that may sign in.
    #[command(subcommand)]
    Member(import::Records),
    /// Work on the embedded desk's tickets.
    #[command(subcommand)]
    Desk(desk::DeskCommand),
    /// Check forms and texts: what would go wrong, where, and how to mend it.
    Check(check::Check),
    /// Look at every part and name what is wrong, why, and what mends it.
    Doctor(doctor::Doctor),
    /// Show the JSON schema of the form files, for editors.
    DialogsSchema,
    /// Bring the database up to date.
    Migrate,
    /// Copy everything that is kept into one file, while the service runs.
    Backup(backup::Backup),
    /// Put a backup in the place of the configured database; the service must not run.
    Restore(backup::Restore),
    /// Show a sample configuration or its JSON schema.
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// A configuration file with every key and its default.
    Sample,
    /// The JSON schema of the configuration file, for editors.
    Schema,
}

/// Every command with its options, to compare pages and shells with.
pub fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
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
        Command::Customer(records) => records.run(import::Kind::Customer, &load(&cli.config)?).await?,
        Command::Contract(records) => records.run(import::Kind::Contract, &load(&cli.config)?).await?,
        Command::System(records) => records.run(import::Kind::System, &load(&cli.config)?).await?,
        Command::Member(records) => records.run(import::Kind::Member, &load(&cli.config)?).await?,
        Command::Desk(desk) => desk.run(&load(&cli.config)?).await?,
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
    }
    Ok(ExitCode::SUCCESS)
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
    use clap::CommandFactory;

    #[test]
    fn the_arguments_fit_together() {
        super::Cli::command().debug_assert();
    }
}
