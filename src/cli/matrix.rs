//! `ticketlotse matrix`: the bot's account on a Matrix homeserver.

use clap::Subcommand;

use crate::config::Config;
#[cfg(feature = "matrix")]
use crate::service::clock::SystemChance;
#[cfg(feature = "matrix")]
use crate::wiring::matrix::{Device, Status, login, settings, status};

/// What can be done with the account.
#[derive(Debug, Subcommand)]
pub(super) enum MatrixCommand {
    /// Sign the bot in, once; its device stays the same for ever. The service must not run.
    #[command(after_help = "Examples:
  ticketlotse matrix login
  ticketlotse matrix login --new-device")]
    Login {
        /// Make a new device, where the old one is lost; what there is of it is put aside.
        #[arg(long)]
        new_device: bool,
    },
    /// Show device, trust, key backup and what could not be read; the service may run.
    #[command(after_help = "Example:
  ticketlotse matrix status --json")]
    Status {
        /// Print it as JSON.
        #[arg(long)]
        json: bool,
    },
}

impl MatrixCommand {
    /// Built without Matrix there is nothing to sign in.
    #[cfg(not(feature = "matrix"))]
    #[expect(clippy::unused_async, reason = "with Matrix it asks the homeserver")]
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let wanted = match self {
            Self::Login { new_device: true } => "sign in a new device of",
            Self::Login { new_device: false } => "sign in",
            Self::Status { json: true | false } => "look at",
        };
        anyhow::bail!("to {wanted} {}, build the program with the feature `matrix`", config.matrix.user)
    }

    #[cfg(feature = "matrix")]
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let settings = settings(config)?;
        match self {
            Self::Login { new_device } => {
                let device = if *new_device { Device::New } else { Device::Same };
                let signed_in = login(&settings, &SystemChance, device).await?;
                println!("{} is signed in as device {}.", signed_in.user, signed_in.device);
                for note in signed_in.notes {
                    println!("{note}");
                }
            }
            Self::Status { json: true } => println!("{}", serde_json::to_string_pretty(&status(&settings).await?)?),
            Self::Status { json: false } => print!("{}", shown(&status(&settings).await?)),
        }
        Ok(())
    }
}

#[cfg(feature = "matrix")]
fn shown(status: &Status) -> String {
    let session = match &status.session {
        Ok(()) => "accepted".to_owned(),
        Err(said) => format!("refused: {said}"),
    };
    let verified = if status.verified { "yes" } else { "no: set matrix.recovery_key_file and sign in a new device" };
    let keys = if status.own_keys { "as in the store" } else { "NOT those in the store" };
    let backup = status.backup.as_ref().map_or_else(|| "none".to_owned(), |version| format!("version {version}"));
    let limited = status.limited.map_or_else(|| "never".to_owned(), |at| at.to_rfc3339());
    format!(
        "account       {}\ndevice        {}\nsession       {session}\ncross-signed  {verified}\ndevice keys   {keys}\n\
         key backup    {backup}\nunreadable    {}\nlast limited  {limited}\n",
        status.user, status.device, status.unread
    )
}
