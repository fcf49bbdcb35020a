//! `ticketlotse check`: what is wrong with forms and texts.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::dialogs;

/// Options of the check.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Folder of the forms; without it those that are part of the program.
    #[arg(long, value_name = "FOLDER")]
    dialogs: Option<PathBuf>,
    /// Folder of the texts; without it those that are part of the program.
    #[arg(long, value_name = "FOLDER")]
    locales: Option<PathBuf>,
}

impl Check {
    /// Prints what was found; fails when anything was.
    pub(super) fn run(&self) -> ExitCode {
        let report = dialogs::check_folders(self.dialogs.as_deref(), self.locales.as_deref());
        println!("{report}");
        if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
