//! `ticketlotse customer|contract|system|member import FILE.csv`: the operator's customer list.
//!
//! A file is checked as a whole first: every wrong line is told with its number, and then nothing is kept. What is right is
//! kept in one transaction; the same file again changes nothing.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use csv::StringRecord;

use crate::config::Config;
use crate::domain::{Chance, Contract, Customer, CustomerId, Email, Member, MemberId, Role, System};
use crate::service::clock::SystemChance;
use crate::store::people::Record;
use crate::wiring;

/// Most lines of a file that are told as wrong.
const MAX_TOLD: usize = 50;
/// Longest value in characters.
const MAX_VALUE: usize = 300;

/// Something at a line of a file, from 1.
type At<T> = (u64, T);

/// What to do with one kind of records.
#[derive(Debug, Subcommand)]
pub(super) enum Records {
    /// Insert or replace what a CSV file with a header line lists; all of it or nothing.
    Import(Import),
}

/// Options of an import.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The file, UTF-8, separated by commas or semicolons.
    file: PathBuf,
    /// Only check the file.
    #[arg(long)]
    dry_run: bool,
}

/// Which kind of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `id, name`
    Customer,
    /// `id, customer, name, valid_from, valid_until[, drive_retention]`
    Contract,
    /// `id, customer, contract, name, model, serial, site`
    System,
    /// `email, customer, name[, role, enabled, salutation]`
    Member,
}

impl Kind {
    /// Columns that must be there, and those that may be.
    fn columns(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Customer => (&["id", "name"], &[]),
            Self::Contract => (&["id", "customer", "name", "valid_from", "valid_until"], &["drive_retention"]),
            Self::System => (&["id", "customer", "contract", "name", "model", "serial", "site"], &[]),
            Self::Member => (&["email", "customer", "name"], &["role", "enabled", "salutation"]),
        }
    }
}

impl Records {
    pub(super) async fn run(&self, kind: Kind, config: &Config) -> anyhow::Result<()> {
        let Self::Import(import) = self;
        let (lines, records): (Vec<u64>, Vec<Record>) = read(kind, &import.file)?.into_iter().unzip();
        if import.dry_run {
            println!("{}: {} records, all fine; nothing was kept.", import.file.display(), records.len());
            return Ok(());
        }
        let (_, store) = wiring::open_store(config).await?;
        store.put_all(&records).await.map_err(|error| {
            let line = lines.get(error.at).copied().unwrap_or_default();
            let hint = "is its customer (and contract) there, and the address nobody else's? Nothing was kept";
            anyhow::anyhow!("{}, line {line}: {}: {hint}", import.file.display(), error.source)
        })?;
        println!("{}: {} records kept.", import.file.display(), records.len());
        Ok(())
    }
}

/// The records of a file with their lines; fails with every wrong line.
fn read(kind: Kind, file: &Path) -> anyhow::Result<Vec<At<Record>>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
    parse(kind, &text).map_err(|wrong| {
        let mut told = format!("{}: {} wrong, nothing was kept", file.display(), wrong.len());
        for (line, what) in wrong.iter().take(MAX_TOLD) {
            let _ = write!(told, "\n  line {line}: {what}");
        }
        anyhow::anyhow!(told)
    })
}

/// Reads the text of a file: all records, or all that is wrong, by line.
fn parse(kind: Kind, text: &str) -> Result<Vec<At<Record>>, Vec<At<String>>> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| vec![(1, error.to_string())])?.clone();
    let (required, optional) = kind.columns();
    let known = |name: &str| required.contains(&name) || optional.contains(&name);
    let mut wrong: Vec<At<String>> = Vec::new();
    wrong.extend(
        required
            .iter()
            .filter(|name| !header.iter().any(|have| have == **name))
            .map(|name| (1, format!("the column {name} is missing"))),
    );
    wrong.extend(header.iter().filter(|name| !known(name)).map(|name| {
        (1, format!("there is no column {name:?}; known are {}", [required, optional].concat().join(", ")))
    }));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut records = Vec::new();
    for row in reader.records() {
        match row {
            Ok(row) => {
                let line = row.position().map_or(0, csv::Position::line);
                match (Line { header: &header, row: &row }).record(kind) {
                    Ok(record) => records.push((line, record)),
                    Err(what) => wrong.push((line, what)),
                }
            }
            Err(error) => wrong.push((error.position().map_or(0, csv::Position::line), error.to_string())),
        }
    }
    if wrong.is_empty() { Ok(records) } else { Err(wrong) }
}

struct Line<'a> {
    header: &'a StringRecord,
    row: &'a StringRecord,
}

impl Line<'_> {
    fn optional(&self, column: &str) -> Option<&str> {
        let at = self.header.iter().position(|name| name == column)?;
        self.row.get(at).filter(|value| !value.is_empty())
    }

    fn text(&self, column: &str) -> Result<String, String> {
        let value = self.optional(column).ok_or_else(|| format!("{column} is empty"))?;
        if value.chars().any(char::is_control) || value.chars().count() > MAX_VALUE {
            return Err(format!("{column} has control characters or more than {MAX_VALUE} characters"));
        }
        Ok(value.to_owned())
    }

    fn day(&self, column: &str) -> Result<NaiveDate, String> {
        let value = self.text(column)?;
        let read = value.parse().or_else(|_| NaiveDate::parse_from_str(&value, "%d.%m.%Y"));
        read.map_err(|_| format!("{column} is no day: write 2026-12-31 or 31.12.2026"))
    }

    fn yes(&self, column: &str, otherwise: &str) -> Result<bool, String> {
        match self.optional(column).unwrap_or(otherwise).to_lowercase().as_str() {
            "yes" | "true" | "1" | "ja" => Ok(true),
            "no" | "false" | "0" | "nein" => Ok(false),
            _ => Err(format!("{column} is neither yes nor no")),
        }
    }

    fn record(&self, kind: Kind) -> Result<Record, String> {
        Ok(match kind {
            Kind::Customer => Record::Customer(Customer { id: self.text("id")?.into(), name: self.text("name")? }),
            Kind::Contract => {
                let contract = Contract {
                    id: self.text("id")?.into(),
                    customer: self.text("customer")?.into(),
                    name: self.text("name")?,
                    valid_from: self.day("valid_from")?,
                    valid_until: self.day("valid_until")?,
                    drive_retention: self.yes("drive_retention", "no")?,
                };
                if contract.valid_until < contract.valid_from {
                    return Err("valid_until is before valid_from".to_owned());
                }
                Record::Contract(contract)
            }
            Kind::System => Record::System(System {
                id: self.text("id")?.into(),
                customer: self.text("customer")?.into(),
                contract: self.text("contract")?.into(),
                name: self.text("name")?,
                model: self.text("model")?,
                serial: self.text("serial")?.to_uppercase(),
                site: self.text("site")?,
            }),
            Kind::Member => Record::Member(Member {
                id: MemberId::new(SystemChance.id()),
                customer: CustomerId::new(self.text("customer")?),
                email: Email::parse(&self.text("email")?).ok_or("email is no e-mail address")?,
                enabled: self.yes("enabled", "yes")?,
                role: Role::from_id(self.optional("role").unwrap_or("user"))
                    .ok_or("role is neither user nor customer_admin")?,
                name: self.text("name")?,
                salutation: self.optional("salutation").map(str::to_owned),
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_files_are_read_whatever_excel_made_of_them() {
        let text = "\u{feff}email;customer;name;role;enabled\nAnna@Muster.example;K-1;Anna Berger;;\nb@muster.example;K-1;\"Weber; Karl\";customer_admin;nein\n";
        let records = parse(Kind::Member, text).expect("a right file");
        let Record::Member(anna) = &records[0].1 else { panic!("a member") };
        assert_eq!((anna.email.as_str(), anna.role, anna.enabled), ("anna@muster.example", Role::User, true));
        let Record::Member(karl) = &records[1].1 else { panic!("a member") };
        assert_eq!((karl.name.as_str(), karl.role, karl.enabled), ("Weber; Karl", Role::CustomerAdmin, false));
        let text = "id,customer,name,valid_from,valid_until\nV-1,K-1,Basis,2026-01-01,31.12.2026\n";
        assert_eq!(parse(Kind::Contract, text).expect("a right file").len(), 1);
    }

    #[test]
    fn every_wrong_line_is_told_with_its_number() {
        let text = "id,customer,name,valid_from,valid_until\nV-1,K-1,Basis,2026-13-01,2026-12-31\nV-2,K-1,Basis,2026-01-01,2025-12-31\n,K-1,Basis,2026-01-01,2026-12-31\nV-4,K-1\n";
        let wrong = parse(Kind::Contract, text).expect_err("a wrong file");
        let told: Vec<(u64, bool)> = wrong
            .iter()
            .zip(["valid_from is no day", "before valid_from", "id is empty", "fields"])
            .map(|((line, what), part)| (*line, what.contains(part)))
            .collect();
        assert_eq!(told, [(2, true), (3, true), (4, true), (5, true)], "{wrong:?}");
        let wrong = parse(Kind::Customer, "id,nmae\nK-1,x\n").expect_err("a wrong header");
        assert!(wrong[0].1.contains("name is missing") && wrong[1].1.contains("nmae"), "{wrong:?}");
        assert!(parse(Kind::Customer, "").is_err());
    }
}
