//! Who and what there is: companies of twenty, a contract and a system each, people who are linked, and tickets.

use chrono::{Datelike, Days};
use ticketlotse::database::{Database, Mode};
use ticketlotse::domain::{
    Clock, ContactId, ContactState, Contract, Customer, CustomerId, Email, Entitled, Identity, LinkId, Member,
    MemberId, Role, System,
};
use ticketlotse::params;
use ticketlotse::service::clock::SystemClock;
use ticketlotse::store::Store;
use ticketlotse::store::links::Proof;

/// People of one company.
const COLLEAGUES: usize = 20;
/// The desk.
const DESK: &str = "embedded";

/// The company of the person with that number.
pub fn customer(person: usize) -> CustomerId {
    CustomerId::new(format!("K-{}", person / COLLEAGUES))
}

/// The system under that company's contract.
pub fn system(person: usize) -> String {
    format!("S-{}", person / COLLEAGUES)
}

/// The person's Support-ID.
pub fn contact(person: usize) -> ContactId {
    ContactId::new(format!("S-{}", FIRST_CONTACT + person))
}

const FIRST_CONTACT: usize = 500_000;

fn member(person: usize) -> Member {
    Member {
        id: MemberId::new(format!("M-{person}")),
        customer: customer(person),
        email: Email::parse(&format!("person.{person}@firma.example")).expect("an address"),
        enabled: true,
        role: Role::User,
        name: format!("Anna Berger {person}"),
        salutation: None,
    }
}

fn contract(person: usize) -> Contract {
    let today = SystemClock.now().date_naive();
    Contract {
        id: format!("V-{}", person / COLLEAGUES).into(),
        customer: customer(person),
        name: "Premium Vor Ort".to_owned(),
        valid_from: today - Days::new(100),
        valid_until: today + Days::new(1000),
        drive_retention: false,
    }
}

fn of_company(person: usize) -> (Customer, Contract, System) {
    let system = System {
        id: system(person).into(),
        customer: customer(person),
        contract: contract(person).id,
        name: "Archiv-NAS".to_owned(),
        model: "A700".to_owned(),
        serial: format!("6SL3AB{person:06}"),
        site: "Rechenzentrum Nord".to_owned(),
    };
    (Customer { id: customer(person), name: format!("Firma {person} GmbH") }, contract(person), system)
}

/// What a turn knows of the person.
pub fn entitled(person: usize) -> Entitled {
    let (customer, contract, system) = of_company(person);
    let colleague = |at| {
        let Member { id, name, email, .. } = member(at);
        ticketlotse::domain::Colleague { id, name, email }
    };
    Entitled {
        link: LinkId::new("l1"),
        member: member(person),
        customer,
        contracts: vec![contract],
        systems: vec![system],
        colleagues: (0..COLLEAGUES).map(colleague).collect(),
        contact: ContactState::Linked { id: contact(person) },
    }
}

/// How much there is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// People with a chat.
    pub people: usize,
    /// Tickets that are theirs, in turn.
    pub own: i64,
    /// Tickets of a thousand other companies.
    pub others: i64,
}

/// Fills an empty, migrated database.
pub async fn fill(db: &dyn Database, store: &Store, size: Size) -> anyhow::Result<()> {
    for person in (0..size.people).step_by(COLLEAGUES) {
        let (customer, contract, system) = of_company(person);
        store.put_customer(&customer).await?;
        store.put_contract(&contract).await?;
        store.put_system(&system).await?;
    }
    for person in 0..size.people {
        store.put_member(&member(person)).await?;
    }
    tickets(db, size).await
}

/// Makes the tickets with few statements: a million of them one by one would take longer than everything else.
async fn tickets(db: &dyn Database, size: Size) -> anyhow::Result<()> {
    let now = SystemClock.now();
    let people = i64::try_from(size.people)?;
    let first_contact = i64::try_from(FIRST_CONTACT)?;
    let colleagues = i64::try_from(COLLEAGUES)?;
    let all = size.own + size.others;
    let mut tx = db.begin(Mode::Write).await?;
    let contacts = "WITH RECURSIVE n (i) AS (SELECT CAST($1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $2)
        INSERT INTO desk_contacts (id, email, customer, customer_name, name, phone, created)
        SELECT 'S-' || ($3 + i), 'person.' || i || '@firma.example',
            CASE WHEN i < $4 THEN 'K-' || (i / $5) ELSE 'X-' || (i % 1000) END, 'Firma', 'Anna Berger ' || i, '', $6
        FROM n";
    // The contacts of the other companies come after the people's.
    let contacts_in_all = people + if size.others > 0 { 20_000 } else { 0 };
    tx.execute(contacts, params![0_i64, contacts_in_all, first_contact, people, colleagues, now]).await?;
    let tickets = "WITH RECURSIVE n (i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $1),
        owned AS (SELECT i, CASE WHEN i < $2 THEN i % $3 ELSE $3 + i % 20000 END AS owner FROM n)
        INSERT INTO desk_tickets (number, serial, title, ticket_type, status, priority, customer, customer_name, contact,
            contact_name, contact_email, via, escalated, level, created, changed, search, contact_search, version)
        SELECT $4 || (1000000 + i), 1000000 + i, 'Archiv-NAS antwortet langsam', 'stoerung',
            CASE WHEN (i / $3) % 5 = 4 THEN 'closed' ELSE 'new' END, 'normal',
            CASE WHEN owner < $3 THEN 'K-' || (owner / $5) ELSE 'X-' || ((owner - $3) % 1000) END, 'Firma',
            'S-' || ($6 + owner), 'Anna Berger ' || owner, 'person.' || owner || '@firma.example', 'web', 0, 'Standard',
            $7 - i * 1000, $7 - i * 1000, 'cs ' || (1000000 + i) || ' archiv-nas antwortet langsam seit heute frueh',
            'anna berger ' || owner || ' person.' || owner || '@firma.example', 1
        FROM owned";
    let prefix = format!("CS-{}-", now.year());
    tx.execute(tickets, params![all, size.own, people, prefix.as_str(), colleagues, first_contact, now]).await?;
    let entries = "WITH RECURSIVE n (i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $1)
        INSERT INTO desk_entries (id, ticket, at, internal, author, author_name, kind, text, op)
        SELECT i + 1, $2 || (1000000 + i), $3 - i * 1000, 0, 'customer', 'Anna Berger', 'created', 'Seit heute.', 'seed-' || i
        FROM n";
    tx.execute(entries, params![all, prefix.as_str(), now]).await?;
    tx.execute("UPDATE desk_series SET value = $1 WHERE name = 'write'", params![all]).await?;
    let series = "INSERT INTO desk_series (name, value) VALUES ($1, $2)";
    tx.execute(series, params![format!("ticket-{}", now.year()), 1_000_000 + all]).await?;
    tx.commit().await?;
    Ok(())
}

/// Links the chat identity of that name to the person, as a proven code would.
pub async fn link(store: &Store, person: usize, user: String) -> anyhow::Result<()> {
    let now = SystemClock.now();
    let identity = Identity { platform: "web".to_owned(), workspace: String::new(), user };
    let conversation = store.conversation_known(&identity).await?;
    let conversation = conversation.ok_or_else(|| anyhow::anyhow!("a session has a conversation"))?;
    let member = member(person).id;
    store.link(&conversation.id, &member, Proof::Code, now).await?;
    let linked = ContactState::Linked { id: contact(person) };
    store.put_contact(DESK, &member, &linked, now + Days::new(1), false, Vec::new(), now).await?;
    Ok(())
}
