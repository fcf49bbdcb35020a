//! The `ticketlotse` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ticketlotse::cli::main()
}
