//! The shape of `seed.toml`.

use serde::Deserialize;

use crate::domain::{ContractId, CustomerId, Email, Priority, Role, Status, SystemId, TicketTypeId};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seed {
    #[serde(rename = "customer")]
    pub(super) customers: Vec<SeedCustomer>,
    #[serde(rename = "ticket")]
    pub(super) tickets: Vec<SeedTicket>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeedCustomer {
    pub(super) id: CustomerId,
    pub(super) name: String,
    #[serde(rename = "contract")]
    pub(super) contracts: Vec<SeedContract>,
    #[serde(rename = "system")]
    pub(super) systems: Vec<SeedSystem>,
    #[serde(rename = "member")]
    pub(super) members: Vec<SeedMember>,
}

/// Days count from today.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeedContract {
    pub(super) id: ContractId,
    pub(super) name: String,
    pub(super) from: i64,
    pub(super) until: i64,
    #[serde(default)]
    pub(super) drive_retention: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeedSystem {
    pub(super) id: SystemId,
    pub(super) contract: ContractId,
    pub(super) name: String,
    pub(super) model: String,
    pub(super) serial: String,
    pub(super) site: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeedMember {
    pub(super) email: Email,
    pub(super) name: String,
    pub(super) salutation: Option<String>,
    pub(super) role: Option<Role>,
    pub(super) enabled: Option<bool>,
    pub(super) shown_as: ShownAs,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ShownAs {
    User,
    CustomerAdmin,
    NoSupportId,
    Expired,
    Disabled,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeedTicket {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) ticket_type: TicketTypeId,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) priority: Priority,
    /// A member's address, or somebody of support when it came by telephone or mail.
    pub(super) by: String,
    pub(super) via: Option<String>,
    pub(super) contact: Option<Email>,
    /// Working days before today.
    pub(super) ago: u32,
    pub(super) at: NaiveTimeText,
    #[serde(default)]
    pub(super) fields: Vec<(String, String)>,
    #[serde(default)]
    pub(super) watchers: Vec<Email>,
    pub(super) file: Option<SeedFile>,
    #[serde(default, rename = "step")]
    pub(super) steps: Vec<SeedStep>,
}

/// A time of day as `09:12`.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct NaiveTimeText(pub(super) String);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeedFile {
    pub(super) name: String,
    pub(super) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeedStep {
    /// Time since the step before: `1d 2h 30m`.
    pub(super) after: String,
    /// A member's address or somebody of support.
    pub(super) who: String,
    pub(super) does: Does,
    #[serde(default)]
    pub(super) text: String,
    pub(super) status: Option<Status>,
    pub(super) stars: Option<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Does {
    Reply,
    Note,
    Assign,
    Status,
    Escalate,
    Close,
    Rate,
}
