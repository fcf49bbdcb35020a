//! The people and words of these tests: two companies, so that one can leak into the other.

use chrono::{DateTime, FixedOffset, Utc};
use ticketlotse::desks::{Addition, DeskFile, TicketDraft, Writer};
use ticketlotse::domain::{
    Colleague, ContactState, Customer, Email, Entitled, EntryKind, FieldValue, FileMeta, Member, Priority, Role,
};

/// A moment, from RFC 3339.
pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse::<DateTime<FixedOffset>>().expect("a moment in RFC 3339").with_timezone(&Utc)
}

/// When the tests begin: a Tuesday morning in German winter time.
pub(crate) fn morning() -> DateTime<Utc> {
    at("2026-11-24T10:15:00+01:00")
}

pub(crate) fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

pub(crate) fn member(id: &str, customer: &str, role: Role) -> Member {
    Member {
        id: id.into(),
        customer: customer.into(),
        email: email(&format!("{id}@{}.example", customer.to_lowercase())),
        enabled: true,
        role,
        name: format!("{} aus {customer}", id.to_uppercase()),
        salutation: None,
    }
}

pub(crate) fn colleague(member: &Member) -> Colleague {
    Colleague { id: member.id.clone(), name: member.name.clone(), email: member.email.clone() }
}

/// `anna` of K-1, her colleague `bert`, the customer admin `chef`; `dora` of K-2.
pub(crate) fn anna() -> Member {
    member("anna", "K-1", Role::User)
}
pub(crate) fn bert() -> Member {
    member("bert", "K-1", Role::User)
}
pub(crate) fn chef() -> Member {
    member("chef", "K-1", Role::CustomerAdmin)
}
pub(crate) fn dora() -> Member {
    member("dora", "K-2", Role::CustomerAdmin)
}

pub(crate) fn colleagues(customer: &str) -> Vec<Colleague> {
    [anna(), bert(), chef(), dora()]
        .iter()
        .filter(|member| member.customer.as_str() == customer)
        .map(colleague)
        .collect()
}

pub(crate) fn writer(member: &Member) -> Writer {
    Writer {
        member: member.clone(),
        contact: None,
        customer_name: format!("Firma {}", member.customer),
        colleagues: colleagues(member.customer.as_str()),
        contracts: vec!["V-1".into()],
    }
}

/// The member as the guard sees them, with the Support-ID given.
pub(crate) fn entitled(member: &Member, contact: Option<&str>) -> Entitled {
    Entitled {
        link: "link".into(),
        customer: Customer { id: member.customer.clone(), name: format!("Firma {}", member.customer) },
        contracts: Vec::new(),
        systems: Vec::new(),
        colleagues: colleagues(member.customer.as_str()),
        contact: contact.map_or(ContactState::Missing, |id| ContactState::Linked { id: id.into() }),
        member: member.clone(),
    }
}

pub(crate) fn draft(title: &str) -> TicketDraft {
    TicketDraft {
        ticket_type: "stoerung".into(),
        title: title.to_owned(),
        description: format!("Beschreibung zu {title}"),
        priority: Priority::Normal,
        fields: vec![FieldValue { field: "system".into(), label: "System".into(), value: "Archiv-NAS".into() }],
        files: Vec::new(),
        watchers: Vec::new(),
        filed_at: morning(),
    }
}

pub(crate) fn reply(text: &str) -> Addition {
    Addition { text: text.to_owned(), files: Vec::new(), kind: EntryKind::Reply, concerns: None }
}

pub(crate) fn file(name: &str, bytes: &[u8]) -> DeskFile {
    let size_bytes = bytes.len() as u64;
    let meta = FileMeta { id: "inbound".into(), name: name.into(), mime: "text/plain".into(), size_bytes };
    DeskFile { meta, bytes: bytes.to_vec() }
}
