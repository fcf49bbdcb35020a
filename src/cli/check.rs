//! `ticketlotse check`: what is wrong with forms and texts.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::config::ContentConfig;
use crate::dialogs;

/// Options of the check.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Folder of the forms; without it those that the configuration names, else those that are part of the program.
    #[arg(long, value_name = "FOLDER")]
    dialogs: Option<PathBuf>,
    /// Folder of the texts; without it those that the configuration names, else those that are part of the program.
    #[arg(long, value_name = "FOLDER")]
    locales: Option<PathBuf>,
}

impl Check {
    /// Prints what was found; fails when anything was. `content` is what the configuration names.
    pub(super) fn run(&self, content: &ContentConfig) -> ExitCode {
        let dialogs = self.dialogs.as_ref().or(content.dialogs.as_ref());
        let locales = self.locales.as_ref().or(content.locales.as_ref());
        let report = dialogs::check_folders(dialogs.map(PathBuf::as_path), locales.map(PathBuf::as_path));
        println!("{report}");
        if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
