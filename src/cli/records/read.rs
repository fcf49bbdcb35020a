//! Reads a CSV file of the operator's customer list: all its lines, or all that is wrong with it, by line.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, ensure};
use chrono::NaiveDate;
use csv::StringRecord;

use crate::domain::{Customer, Email, Role, System};
use crate::store::lists::{ContractLine, Line, MemberLine, Salutation};

/// Most lines of a file that are told as wrong.
const MAX_TOLD: usize = 50;
/// Longest value in characters.
const MAX_VALUE: usize = 300;
/// Largest file in bytes.
const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;

/// Something at a line of a file, from 1.
pub type At<T> = (u64, T);

/// Which kind of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
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
    /// All of them, in the order in which they are imported.
    pub const ALL: [Self; 4] = [Self::Customer, Self::Contract, Self::System, Self::Member];

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

impl Kind {
    /// What the audit log and the terminal call one of them.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Contract => "contract",
            Self::System => "system",
            Self::Member => "member",
        }
    }
}

/// The lines of a file with their numbers; fails with every wrong line.
pub(super) fn read(kind: Kind, file: &Path) -> anyhow::Result<Vec<At<Line>>> {
    let opening = || format!("read {}", file.display());
    let size_bytes = std::fs::metadata(file).with_context(opening)?.len();
    ensure!(size_bytes <= MAX_FILE_BYTES, "{} has more than {MAX_FILE_BYTES} bytes", file.display());
    let bytes = std::fs::read(file).with_context(opening)?;
    lines_in(kind, &bytes).map_err(|wrong| refused(file, &wrong))
}

/// The lines of a file's bytes with their numbers, or all that is wrong, by line. Whatever the bytes are, it is one of them.
pub fn lines_in(kind: Kind, bytes: &[u8]) -> Result<Vec<At<Line>>, Vec<At<String>>> {
    text(bytes).and_then(|text| parse(kind, text))
}

/// The error that tells what is wrong with a file, line by line.
pub(super) fn refused(file: &Path, wrong: &[At<String>]) -> anyhow::Error {
    let lines = if wrong.len() == 1 { "1 line is".to_owned() } else { format!("{} lines are", wrong.len()) };
    let mut told = format!("{}: {lines} wrong, nothing was kept", file.display());
    for (line, what) in wrong.iter().take(MAX_TOLD) {
        let _ = write!(told, "\n  line {line}: {what}");
    }
    if wrong.len() > MAX_TOLD {
        let _ = write!(told, "\n  … and {} more", wrong.len() - MAX_TOLD);
    }
    anyhow::anyhow!(told)
}

/// The bytes as text, or the first line that is none.
fn text(bytes: &[u8]) -> Result<&str, Vec<At<String>>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let right = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        let line = 1 + right.matches('\n').count() as u64;
        let what = "this is not UTF-8 (Latin-1, Windows-1252 or UTF-16?); save the file as \"CSV UTF-8\"";
        vec![(line, what.to_owned())]
    })
}

/// Reads the text of a file: all records, or all that is wrong, by line.
fn parse(kind: Kind, text: &str) -> Result<Vec<At<Line>>, Vec<At<String>>> {
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
    let mut numbers = Numbers { text, at: 0, line: 1 };
    let mut lines = Vec::new();
    for row in reader.records() {
        match row {
            Ok(row) => {
                let number = numbers.of(row.position());
                match (Row { header: &header, row: &row }).line(kind) {
                    Ok(line) => lines.push((number, line)),
                    Err(what) => wrong.push((number, what)),
                }
            }
            Err(error) => wrong.push((numbers.of(error.position()), said(&error))),
        }
    }
    if wrong.is_empty() { Ok(lines) } else { Err(wrong) }
}

/// What is wrong with the form of a row, without its place, which the reader counts without empty lines.
fn said(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} fields, where the header has {expected_len}")
        }
        _ => error.to_string(),
    }
}

/// Counts lines as an editor does, empty ones too.
struct Numbers<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Numbers<'_> {
    /// The line of a row, which begins after whatever empty lines are at its position. Rows are asked for in order.
    fn of(&mut self, position: Option<&csv::Position>) -> u64 {
        let from = position.and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(self.at);
        let rest = self.text.get(from..).unwrap_or_default();
        let begin = from + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        self.line += self.text.get(self.at..begin).unwrap_or_default().matches('\n').count() as u64;
        self.at = self.at.max(begin);
        self.line
    }
}

/// A row of the file under its header.
struct Row<'a> {
    header: &'a StringRecord,
    row: &'a StringRecord,
}

impl Row<'_> {
    fn optional(&self, column: &str) -> Option<&str> {
        let at = self.header.iter().position(|name| name == column)?;
        self.row.get(at).filter(|value| !value.is_empty())
    }

    fn text(&self, column: &str) -> Result<String, String> {
        let value = self.optional(column).ok_or_else(|| format!("{column} is empty"))?;
        bounded(column, value.to_owned())
    }

    /// In capitals, which may be more than was written.
    fn capitals(&self, column: &str) -> Result<String, String> {
        bounded(column, self.text(column)?.to_uppercase())
    }

    fn day(&self, column: &str) -> Result<NaiveDate, String> {
        let value = self.text(column)?;
        let read = value.parse().or_else(|_| NaiveDate::parse_from_str(&value, "%d.%m.%Y"));
        read.map_err(|_| format!("{column} is no day: write 2026-12-31 or 31.12.2026"))
    }

    fn yes(&self, column: &str) -> Result<Option<bool>, String> {
        match self.optional(column).unwrap_or_default().to_lowercase().as_str() {
            "" => Ok(None),
            "yes" | "true" | "1" | "ja" => Ok(Some(true)),
            "no" | "false" | "0" | "nein" => Ok(Some(false)),
            _ => Err(format!("{column} is neither yes nor no")),
        }
    }

    fn line(&self, kind: Kind) -> Result<Line, String> {
        Ok(match kind {
            Kind::Customer => Line::Customer(Customer { id: self.text("id")?.into(), name: self.text("name")? }),
            Kind::Contract => {
                let contract = ContractLine {
                    id: self.text("id")?.into(),
                    customer: self.text("customer")?.into(),
                    name: self.text("name")?,
                    valid_from: self.day("valid_from")?,
                    valid_until: self.day("valid_until")?,
                    drive_retention: self.yes("drive_retention")?,
                };
                if contract.valid_until < contract.valid_from {
                    return Err("valid_until is before valid_from".to_owned());
                }
                Line::Contract(contract)
            }
            Kind::System => Line::System(System {
                id: self.text("id")?.into(),
                customer: self.text("customer")?.into(),
                contract: self.text("contract")?.into(),
                name: self.text("name")?,
                model: self.text("model")?,
                serial: self.capitals("serial")?,
                site: self.text("site")?,
            }),
            Kind::Member => {
                let role = self
                    .optional("role")
                    .map(|role| Role::from_id(role).ok_or("role is neither user nor customer_admin"));
                let has_salutation = self.header.iter().any(|name| name == "salutation");
                Line::Member(MemberLine {
                    email: Email::parse(&self.text("email")?).ok_or("email is no e-mail address")?,
                    customer: self.text("customer")?.into(),
                    name: self.text("name")?,
                    enabled: self.yes("enabled")?,
                    role: role.transpose()?,
                    salutation: if has_salutation { Salutation::Now(self.salutation()?) } else { Salutation::AsItIs },
                })
            }
        })
    }

    fn salutation(&self) -> Result<Option<String>, String> {
        self.optional("salutation").map(|_| self.text("salutation")).transpose()
    }
}

fn bounded(column: &str, value: String) -> Result<String, String> {
    if value.chars().any(char::is_control) || value.chars().count() > MAX_VALUE {
        return Err(format!("{column} has control characters or more than {MAX_VALUE} characters"));
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_files_are_read_whatever_excel_made_of_them() {
        let text = "\u{feff}email;customer;name;role;enabled\nAnna@Muster.example;K-1;Anna Berger;;\nb@muster.example;K-1;\"Weber; Karl\";customer_admin;nein\n";
        let records = parse(Kind::Member, text).expect("a right file");
        let Line::Member(anna) = &records[0].1 else { panic!("a member") };
        assert_eq!((anna.email.as_str(), anna.role, anna.enabled), ("anna@muster.example", None, None));
        let Line::Member(karl) = &records[1].1 else { panic!("a member") };
        let read = (karl.name.as_str(), karl.role, karl.enabled);
        assert_eq!(read, ("Weber; Karl", Some(Role::CustomerAdmin), Some(false)));
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
