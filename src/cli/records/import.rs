//! `… import FILE.csv`: a file is checked as a whole first, every wrong line is told with its number, and then nothing is
//! kept. What is right is kept in one transaction; the same file again changes nothing.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::Args;

use super::read::{Kind, read, refused};
use crate::cli::operator::Operator;
use crate::config::Config;
use crate::store::lists::{Keep, Line, ListError, Why};

/// Changed records after which the terminal is told how far it is, and a log.
const TELL_TERMINAL: usize = 500;
const TELL_LOG: usize = 20_000;

/// Options of an import.
#[derive(Debug, Args)]
pub(in crate::cli) struct Import {
    /// The file: CSV in UTF-8 with a header line, separated by commas or semicolons.
    file: PathBuf,
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Import {
    pub(super) async fn run(&self, kind: Kind, config: &Config) -> anyhow::Result<()> {
        let operator = Operator::making(config).await?;
        let (numbers, lines): (Vec<u64>, Vec<Line>) = read(kind, &self.file)?.into_iter().unzip();
        let keep = if self.dry_run { Keep::Nothing } else { Keep::All };
        let mut progress = progress();
        let tally = operator.store.keep_list(kind.name(), &lines, keep, operator.now(), &mut progress).await;
        let tally = tally.map_err(|error| match error {
            ListError::Refused(wrong) => {
                let line = |place: usize| numbers.get(place).copied().unwrap_or_default();
                let told: Vec<_> =
                    wrong.iter().map(|(place, why)| (line(*place), explained(&lines[*place], why, line))).collect();
                refused(&self.file, &told)
            }
            ListError::Database(error) => anyhow::Error::from(error),
        })?;
        let after = if self.dry_run { "; nothing was kept" } else { "" };
        let counts = format!("{} added, {} changed, {} unchanged", tally.added, tally.changed, tally.unchanged);
        println!("{}: {counts}{after}.", self.file.display());
        Ok(())
    }
}

/// Tells on standard error how far a long list is.
fn progress() -> impl FnMut(usize, usize) + Send {
    let terminal = std::io::stderr().is_terminal();
    move |done, all| {
        if terminal && all >= TELL_TERMINAL && (done % TELL_TERMINAL == 0 || done == all) {
            eprint!("\r{done} of {all}{}", if done == all { "\n" } else { "" });
        } else if !terminal && all > TELL_LOG && done % TELL_LOG == 0 {
            eprintln!("{done} of {all}");
        }
    }
}

/// What is wrong with a line, in words that name the value to look at.
fn explained(line: &Line, why: &Why, number: impl Fn(usize) -> u64) -> String {
    let (key, customer, contract) = match line {
        Line::Customer(it) => (it.id.as_str(), it.id.as_str(), ""),
        Line::Contract(it) => (it.id.as_str(), it.customer.as_str(), it.id.as_str()),
        Line::System(it) => (it.id.as_str(), it.customer.as_str(), it.contract.as_str()),
        Line::Member(it) => (it.email.as_str(), it.customer.as_str(), ""),
    };
    match why {
        Why::SameAs(first) => format!("{key} is in line {} already", number(*first)),
        Why::NoCustomer => format!("there is no customer {customer}: import it first"),
        Why::NoContract => format!("there is no contract {contract}: import it first"),
        Why::ContractOfAnother => format!("the contract {contract} is not one of customer {customer}"),
        Why::AddressOfAnother => format!("{key} belongs to another customer than {customer}"),
    }
}
