//! Who may ask: customers, contracts, systems, members, and the chat identities that are proven to be them.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ContactId, ContractId, CustomerId, LinkId, MemberId, SystemId};

/// A company that is supported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// The operator's number for the company.
    pub id: CustomerId,
    /// The company's name.
    pub name: String,
}

/// The right to support from a day to a day, both inclusive, in the configured zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// The operator's number for the contract.
    pub id: ContractId,
    /// Whose contract it is.
    pub customer: CustomerId,
    /// Name shown to people („Premium Vor Ort“).
    pub name: String,
    /// First day of support.
    pub valid_from: NaiveDate,
    /// Last day of support.
    pub valid_until: NaiveDate,
    /// The customer may keep failed drives.
    pub drive_retention: bool,
}

impl Contract {
    /// Whether the contract gives support on `day` (a day in the configured zone).
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && day <= self.valid_until
    }
}

/// A product under a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct System {
    /// The operator's id for it.
    pub id: SystemId,
    /// Whose it is.
    pub customer: CustomerId,
    /// The contract that covers it.
    pub contract: ContractId,
    /// The customer's name for it („Archiv-NAS“).
    pub name: String,
    /// Model („A700“).
    pub model: String,
    /// Serial number, upper case.
    pub serial: String,
    /// Site (Standort).
    pub site: String,
}

/// Longest address and longest part before the `@`, in bytes (RFC 5321, 4.5.3.1).
const MAX_EMAIL_BYTES: usize = 254;
const MAX_LOCAL_BYTES: usize = 64;

/// An e-mail address in its normal form: trimmed, lower case, Unicode NFC.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Reads an address; `None` when it is none (one `@`, a dotted domain, no longer than RFC 5321 allows).
    pub fn parse(text: &str) -> Option<Self> {
        use unicode_normalization::UnicodeNormalization;
        let text = text.trim().trim_start_matches("mailto:").trim_matches(['<', '>']);
        if text.len() > MAX_EMAIL_BYTES {
            return None;
        }
        // What is looked at is what is kept: small letters can be other signs than the large ones they come from.
        let text: String = text.nfc().collect::<String>().to_lowercase().nfc().collect();
        let (local, domain) = text.rsplit_once('@')?;
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[]\\,;:\"@".contains(c);
        let label_ok = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
        let domain_ok = domain.contains('.') && domain.split('.').all(label_ok);
        let local_ok = !local.is_empty() && local.len() <= MAX_LOCAL_BYTES && local.chars().all(plain);
        (local_ok && domain_ok && text.len() <= MAX_EMAIL_BYTES).then_some(Self(text))
    }

    /// The normalised address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Email {
    /// Never prints the address: it would end in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

/// What a member may see of the company. Support assigns it, nobody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Own tickets only (Benutzer).
    User,
    /// All tickets of the company (Kundenadministrator).
    CustomerAdmin,
}

impl Role {
    /// The id used in files and the database.
    pub fn id(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::CustomerAdmin => "customer_admin",
        }
    }

    /// Reads an id written by [`Role::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "user" => Some(Self::User),
            "customer_admin" => Some(Self::CustomerAdmin),
            _ => None,
        }
    }
}

/// One e-mail address of one customer (freigeschaltete E-Mail).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Id in the store.
    pub id: MemberId,
    /// Whose member.
    pub customer: CustomerId,
    /// The address.
    pub email: Email,
    /// Whether support has enabled the address.
    pub enabled: bool,
    /// The role.
    pub role: Role,
    /// The person's name as it is shown.
    pub name: String,
    /// Optional form of address („Frau Berger“) used in greetings instead of the name.
    pub salutation: Option<String>,
}

/// Platform + workspace/tenant/homeserver + user id there; on the web the session's public id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identity {
    /// Which platform: `web`, `matrix`, `slack`, `teams`.
    pub platform: String,
    /// Workspace, tenant or homeserver; empty on the web.
    pub workspace: String,
    /// The user there.
    pub user: String,
}

/// A colleague who may be named in forms and as a watcher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Member id.
    pub id: MemberId,
    /// Shown name.
    pub name: String,
    /// Address, shown to colleagues of the same company only.
    pub email: Email,
}

/// What is known of the person's record in the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ContactState {
    /// The desk knows no contact with this address and company.
    Missing,
    /// It has not been looked up yet.
    Pending,
    /// The Support-ID.
    Linked {
        /// The contact's id in the desk.
        id: ContactId,
    },
    /// Several contacts match; nobody guesses.
    Ambiguous,
}

impl ContactState {
    /// The Support-ID, if there is one.
    pub fn id(&self) -> Option<&ContactId> {
        match self {
            Self::Linked { id } => Some(id),
            _ => None,
        }
    }
}

/// Who is talking, decided anew from current data at every turn and before every delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Person {
    /// No link: nobody proven.
    Stranger,
    /// Revoked by an operator; nothing links again until they lift it.
    Blocked,
    /// Linked, but the address is disabled or no contract is valid today.
    Lapsed,
    /// A member with a valid contract.
    Member(Box<Entitled>),
}

impl Person {
    /// The entitled member, if the person is one.
    pub fn entitled(&self) -> Option<&Entitled> {
        match self {
            Self::Member(entitled) => Some(entitled),
            _ => None,
        }
    }
}

/// An entitled member with what the flows need to know about the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entitled {
    /// The link that proves it.
    pub link: LinkId,
    /// The member.
    pub member: Member,
    /// The company.
    pub customer: Customer,
    /// Contracts valid today.
    pub contracts: Vec<Contract>,
    /// Systems under those contracts.
    pub systems: Vec<System>,
    /// Enabled members of the same company, the person included.
    pub colleagues: Vec<Colleague>,
    /// The Support-ID's state.
    pub contact: ContactState,
}

impl Entitled {
    /// Whether the person may see the company's tickets.
    pub fn is_admin(&self) -> bool {
        self.member.role == Role::CustomerAdmin
    }

    /// How to address the person: the form of address if there is one, else the name.
    pub fn greeting_name(&self) -> &str {
        self.member.salutation.as_deref().unwrap_or(&self.member.name)
    }

    /// The company's sites, each once, in the order of the systems.
    pub fn sites(&self) -> Vec<&str> {
        let mut sites: Vec<&str> = Vec::new();
        for system in &self.systems {
            if !system.site.is_empty() && !sites.contains(&system.site.as_str()) {
                sites.push(&system.site);
            }
        }
        sites
    }
}
