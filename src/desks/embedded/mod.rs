//! The embedded desk: tickets in the same database, worked on the desk page and with `ticketlotse desk`.
//!
//! It owns the tables `desk_*` and touches no other. Towards customers it is a [`super::Desk`] like any other and reads
//! public views only, so internal notes cannot slip out; towards support it offers [`super::support::SupportDesk`]. Every write
//! carries an operation key: the same operation again answers what it answered, and does nothing. Start reading in
//! [`EmbeddedDesk`], then `writing` (one write, from its key to its commit), then `customer` and `support`.

use std::sync::Arc;

use crate::conversation::world::DeskCaps;
use crate::database::{Database, DatabaseError, Mode, Transaction};
use crate::domain::{Action, Clock, ContractId, Ticket, TicketNumber};

use super::{DeskError, DeskTrouble, Result};

mod contacts;
mod create;
mod customer;
mod forgetting;
pub mod hours;
mod numbers;
mod read;
mod rows;
mod support;
mod support_writes;
mod timers;
mod writing;

pub use hours::{Level, Reaction, Runs, ServiceHours};

/// Longest prefix of ticket numbers and Support-IDs.
const MAX_PREFIX: usize = 8;

/// What an operator may decide about the embedded desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// What ticket numbers begin with (`CS` in `CS-2026-004711`); letters and digits.
    pub prefix: String,
    /// Counter of the first ticket of a year, where none was filed yet: to go on where another system stopped.
    pub first_serial: u32,
    /// What Support-IDs begin with (`S` in `S-100234`); letters and digits.
    pub contact_prefix: String,
    /// When support works; its zone also decides the year of a ticket's number.
    pub hours: ServiceHours,
    /// What contracts promise.
    pub levels: Vec<Level>,
    /// Days after which Gelöst becomes Geschlossen.
    pub close_after_days: u32,
    /// Largest file in bytes.
    pub max_file_bytes: u64,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            prefix: "CS".to_owned(),
            first_serial: 1,
            contact_prefix: "S".to_owned(),
            hours: ServiceHours::default(),
            levels: vec![Level::standard()],
            close_after_days: 14,
            max_file_bytes: 25 * 1024 * 1024,
        }
    }
}

/// How often it is asked for changes: it costs one query, and what the command line writes is told soon.
const POLL_SECS: u64 = 2;

/// The embedded desk.
#[derive(Clone, Debug)]
pub struct EmbeddedDesk {
    db: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    setup: Arc<Setup>,
    caps: Arc<DeskCaps>,
}

impl EmbeddedDesk {
    /// Its name.
    pub const NAME: &'static str = "embedded";

    /// A desk in an open, migrated database.
    pub fn new(db: Arc<dyn Database>, clock: Arc<dyn Clock>, setup: Setup) -> Result<Self> {
        for prefix in [&setup.prefix, &setup.contact_prefix] {
            let plain = prefix.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
            if prefix.is_empty() || prefix.len() > MAX_PREFIX || !plain {
                let doing = format!("set the desk up: a prefix is 1 to {MAX_PREFIX} of A-Z and 0-9");
                return Err(DeskError::new(DeskTrouble::Invalid, doing));
            }
        }
        let caps = DeskCaps {
            actions: Action::ALL.to_vec(),
            name: Self::NAME.to_owned(),
            max_file_bytes: setup.max_file_bytes,
            finds_by_op: true,
            poll_secs: POLL_SECS,
        };
        Ok(Self { db, clock, setup: Arc::new(setup), caps: Arc::new(caps) })
    }

    /// The same desk by another clock: for data that tell of the past.
    #[must_use]
    pub fn with_clock(&self, clock: Arc<dyn Clock>) -> Self {
        Self { clock, ..self.clone() }
    }

    /// What it was set up with.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    async fn reading(&self) -> Result<Box<dyn Transaction>> {
        Ok(self.db.begin(Mode::Read).await?)
    }

    /// Reads what may be much.
    async fn scanning(&self) -> Result<Box<dyn Transaction>> {
        Ok(self.db.begin(Mode::Scan).await?)
    }

    fn level(&self, contracts: &[ContractId]) -> Option<&Level> {
        hours::level_of(&self.setup.levels, contracts)
    }

    /// The level of that name, as a ticket keeps it.
    fn level_named(&self, name: Option<&str>) -> Option<&Level> {
        self.setup.levels.iter().find(|level| Some(level.name.as_str()) == name)
    }
}

impl From<DatabaseError> for DeskError {
    /// An error before the commit: nothing was written, and once the database works again it can be.
    fn from(error: DatabaseError) -> Self {
        let doing = "use the embedded desk's tables".to_owned();
        Self { trouble: DeskTrouble::Unavailable, doing, source: Some(Box::new(error)) }
    }
}

fn not_found(number: &TicketNumber) -> DeskError {
    DeskError::new(DeskTrouble::NotFound, format!("find the ticket {number}"))
}

fn wrong_state(ticket: &Ticket) -> DeskError {
    DeskError::new(
        DeskTrouble::WrongState,
        format!("change the ticket {} in status {}", ticket.number, ticket.status.id()),
    )
}
