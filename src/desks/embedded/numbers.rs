//! Ticket numbers: a prefix, the year, and a counter that begins anew with each year.

use chrono::Datelike;

use super::writing::Writing;
use super::{EmbeddedDesk, Result};
use crate::domain::TicketNumber;

/// Digits of the counter; more are used when they do not suffice.
const WIDTH: usize = 6;

impl EmbeddedDesk {
    /// The next number of the current year, with its counter.
    pub(super) async fn next_number(&self, writing: &mut Writing) -> Result<(TicketNumber, i64)> {
        let year = writing.now.with_timezone(&self.setup.hours.zone).year();
        let serial = writing.next_of(&format!("ticket-{year}"), i64::from(self.setup.first_serial)).await?;
        Ok((self.number(year, serial), serial))
    }

    fn number(&self, year: i32, serial: i64) -> TicketNumber {
        TicketNumber::new(format!("{}-{year}-{serial:0WIDTH$}", self.setup.prefix))
    }

    /// The number as it is kept, from how people write it (`cs-2026-4711`, `2026-004711`).
    pub(super) fn canonical(&self, said: &TicketNumber) -> Option<TicketNumber> {
        let said = said.as_str().trim().to_uppercase();
        let rest = said.strip_prefix(&self.setup.prefix).map_or(said.as_str(), |rest| rest.trim_start_matches('-'));
        let (year, serial) = rest.split_once('-')?;
        let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        if year.len() != 4 || !digits(year) || !digits(serial) {
            return None;
        }
        Some(self.number(year.parse().ok()?, serial.parse().ok()?))
    }
}
