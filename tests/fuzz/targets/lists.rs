//! Files of the operator's customer list, and the same written anew.

use ticketlotse::cli::{Kind, lines_in};
use ticketlotse::store::lists::{Line, Salutation};

/// Most characters of a value that is kept.
const MOST_CHARS: usize = 300;

/// Reads a file: every line of it, or what is wrong at a place that is in it; and what was read reads the same again.
pub fn reads(data: &[u8]) {
    let Some((first, bytes)) = data.split_first() else { return };
    let kind = Kind::ALL[usize::from(*first) % Kind::ALL.len()];
    let last = bytes.split(|byte| *byte == b'\n').count() as u64;
    match lines_in(kind, bytes) {
        Ok(lines) => {
            assert!(lines.iter().all(|(number, _)| (1..=last).contains(number)), "{lines:?} lie in the file");
            assert!(lines.is_sorted_by_key(|(number, _)| *number), "{lines:?} are in order");
            let lines: Vec<Line> = lines.into_iter().map(|(_, line)| line).collect();
            if !lines.is_empty() {
                let again = lines_in(kind, &written(&lines)).unwrap_or_else(|wrong| panic!("{lines:?}: {wrong:?}"));
                let again: Vec<Line> = again.into_iter().map(|(_, line)| line).collect();
                assert_eq!(again, lines);
            }
        }
        Err(wrong) => {
            assert!(!wrong.is_empty(), "something is wrong, and it is told");
            assert!(wrong.iter().all(|(number, _)| (1..=last).contains(number)), "{wrong:?} lie in the file");
        }
    }
}

/// A record's values under the names of their columns.
type Values = Vec<(&'static str, String)>;

fn values(line: &Line) -> Values {
    let word = |yes: Option<bool>| yes.map_or("", |yes| if yes { "ja" } else { "nein" }).to_owned();
    match line {
        Line::Customer(it) => vec![("id", it.id.to_string()), ("name", it.name.clone())],
        Line::Contract(it) => vec![
            ("id", it.id.to_string()),
            ("customer", it.customer.to_string()),
            ("name", it.name.clone()),
            ("valid_from", it.valid_from.to_string()),
            ("valid_until", it.valid_until.to_string()),
            ("drive_retention", word(it.drive_retention)),
        ],
        Line::System(it) => vec![
            ("id", it.id.to_string()),
            ("customer", it.customer.to_string()),
            ("contract", it.contract.to_string()),
            ("name", it.name.clone()),
            ("model", it.model.clone()),
            ("serial", it.serial.clone()),
            ("site", it.site.clone()),
        ],
        Line::Member(it) => {
            let mut values = vec![
                ("email", it.email.to_string()),
                ("customer", it.customer.to_string()),
                ("name", it.name.clone()),
                ("role", it.role.map_or("", |role| role.id()).to_owned()),
                ("enabled", word(it.enabled)),
            ];
            if let Salutation::Now(salutation) = &it.salutation {
                values.push(("salutation", salutation.clone().unwrap_or_default()));
            }
            values
        }
    }
}

/// The lines as a file.
fn written(lines: &[Line]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for (place, line) in lines.iter().enumerate() {
        let values = values(line);
        for (column, value) in &values {
            assert!(!value.chars().any(char::is_control), "{column} holds control characters: {value:?}");
            assert!(value.chars().count() <= MOST_CHARS, "{column} is too long: {value:?}");
        }
        if place == 0 {
            writer.write_record(values.iter().map(|(column, _)| column)).expect("written to memory");
        }
        writer.write_record(values.iter().map(|(_, value)| value)).expect("written to memory");
    }
    writer.into_inner().expect("written to memory")
}
