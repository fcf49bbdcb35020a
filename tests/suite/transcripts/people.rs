//! The people of the transcripts: two companies with contracts, one whose contract is over.

use chrono::NaiveDate;
use ticketlotse::domain::{Contract, Customer, Email, Member, MemberId, Role, System};
use ticketlotse::store::Store;

/// Somebody in the transcripts.
pub struct Somebody {
    /// Shown name; transcripts call them by it.
    pub name: &'static str,
    /// Address.
    pub email: &'static str,
    customer: &'static str,
    role: Role,
    enabled: bool,
    salutation: Option<&'static str>,
}

const fn user(name: &'static str, email: &'static str, customer: &'static str) -> Somebody {
    Somebody { name, email, customer, role: Role::User, enabled: true, salutation: None }
}

/// Everybody.
pub const PEOPLE: &[Somebody] = &[
    user("Anna Berger", "anna.berger@muster.example", "K-1001"),
    Somebody { role: Role::CustomerAdmin, ..user("Karl Weber", "karl.weber@muster.example", "K-1001") },
    Somebody { salutation: Some("Frau Dr. Vogt"), ..user("Lena Vogt", "lena.vogt@muster.example", "K-1001") },
    Somebody { enabled: false, ..user("Jonas Falk", "jonas.falk@muster.example", "K-1001") },
    user("Nora Licht", "nora.licht@nordlicht.example", "K-2002"),
    user("Emil Alt", "emil.alt@altbau.example", "K-3003"),
];

/// (number, name, first day, last day, drives may be kept, customer)
const CONTRACTS: &[(&str, &str, &str, &str, bool, &str)] = &[
    ("V-2024-17", "Premium Vor Ort", "2024-01-01", "2026-12-31", true, "K-1001"),
    ("V-2025-03", "Basis", "2025-07-01", "2027-06-30", false, "K-2002"),
    ("V-2021-09", "Basis", "2021-01-01", "2025-12-31", false, "K-3003"),
];

/// (id, customer, contract, name, model, serial, site)
const SYSTEMS: &[(&str, &str, &str, &str, &str, &str, &str)] = &[
    ("S1", "K-1001", "V-2024-17", "Archiv-NAS", "A700", "6SL3AB4711", "Rechenzentrum Nord"),
    ("S2", "K-1001", "V-2024-17", "Backup-Filer", "E2800", "7KD9XY0815", "Lager Süd"),
    ("S3", "K-2002", "V-2025-03", "PACS-Speicher", "FAS8300", "9QW2ZZ3344", "Klinik Kiel"),
];

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day of the table above")
}

/// Fills an empty store.
pub async fn fill(store: &Store) {
    for (id, name) in [("K-1001", "Muster GmbH"), ("K-2002", "Nordlicht Kliniken"), ("K-3003", "Altbau AG")] {
        store.put_customer(&Customer { id: id.into(), name: name.to_owned() }).await.expect("a customer");
    }
    for (id, name, from, until, keeps, customer) in CONTRACTS {
        let contract = Contract {
            id: (*id).into(),
            customer: (*customer).into(),
            name: (*name).to_owned(),
            valid_from: day(from),
            valid_until: day(until),
            drive_retention: *keeps,
        };
        store.put_contract(&contract).await.expect("a contract");
    }
    for (id, customer, contract, name, model, serial, site) in SYSTEMS {
        let system = System {
            id: (*id).into(),
            customer: (*customer).into(),
            contract: (*contract).into(),
            name: (*name).to_owned(),
            model: (*model).to_owned(),
            serial: (*serial).to_owned(),
            site: (*site).to_owned(),
        };
        store.put_system(&system).await.expect("a system");
    }
    for (at, somebody) in PEOPLE.iter().enumerate() {
        let member = Member {
            id: MemberId::new(format!("m{at}")),
            customer: somebody.customer.into(),
            email: Email::parse(somebody.email).expect("an address of the table above"),
            enabled: somebody.enabled,
            role: somebody.role,
            name: somebody.name.to_owned(),
            salutation: somebody.salutation.map(str::to_owned),
        };
        store.put_member(&member).await.expect("a member");
    }
}

/// The person of that name.
pub fn named(name: &str) -> &'static Somebody {
    PEOPLE.iter().find(|somebody| somebody.name == name).unwrap_or_else(|| panic!("nobody is called {name}"))
}

/// Ends a contract on that day.
pub async fn end_contract(store: &Store, id: &str, until: NaiveDate) {
    let found = CONTRACTS.iter().find(|contract| contract.0 == id).expect("a contract of the table above");
    let (_, name, from, _, keeps, customer) = found;
    let contract = Contract {
        id: id.into(),
        customer: (*customer).into(),
        name: (*name).to_owned(),
        valid_from: day(from),
        valid_until: until,
        drive_retention: *keeps,
    };
    store.put_contract(&contract).await.expect("a contract");
}
