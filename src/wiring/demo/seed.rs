//! The demo's made-up companies, people and tickets, from `seed.toml`. Filling a filled database again changes nothing.
//!
//! Tickets come into being as real ones do, by the desk's own methods, with a clock that stands where the story is.

use std::sync::Arc;

use anyhow::{Context, ensure};
use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Tz;

use crate::conversation::effect::Act;
use crate::desks::embedded::EmbeddedDesk;
use crate::desks::support::{Agent, AgentReply, CaseChange, NewCase, NewContact, Seen, SupportDesk, Via};
use crate::desks::{Addition, ContactMatch, Desk, DeskFile, TicketDraft, Writer};
use crate::domain::{
    Clock, Colleague, ContactState, Contract, Customer, Email, EntryKind, FieldValue, FileMeta, Member, OpKey, Role,
    System, TicketNumber,
};
use crate::http::demo::{DemoPerson, PersonKind};
use crate::service::clock::ManualClock;
use crate::store::Store;

mod data;

use data::{Does, Seed, SeedCustomer, SeedFile, SeedMember, SeedStep, SeedTicket, ShownAs};

const SEED: &str = include_str!("seed.toml");

/// How long the demo's Support-IDs are not looked up again.
const CHECK_AGAIN_DAYS: u64 = 365;

/// Fills store and desk; answers who can try to sign in.
pub async fn fill(store: &Store, desk: &EmbeddedDesk, now: DateTime<Utc>) -> anyhow::Result<Vec<DemoPerson>> {
    let seed: Seed = toml::from_str(SEED).context("read the demo's data")?;
    let zone = desk.setup().hours.zone;
    let today = now.with_timezone(&zone).date_naive();
    let mut writers = Vec::new();
    for customer in &seed.customers {
        writers.extend(fill_customer(store, customer, today).await?);
    }
    let mut tickets: Vec<(DateTime<Utc>, &SeedTicket)> = Vec::new();
    for ticket in &seed.tickets {
        tickets.push((moment(zone, today, ticket)?.min(now), ticket));
    }
    // Numbers count up with time.
    tickets.sort_by_key(|(at, _)| *at);
    for (at, ticket) in tickets {
        fill_ticket(desk, &writers, ticket, at, now).await.with_context(|| format!("file the ticket {}", ticket.id))?;
    }
    know_contacts(store, desk, &writers, now).await?;
    let people = seed.customers.iter().flat_map(|customer| &customer.members);
    let mut people: Vec<DemoPerson> = people.map(person).collect();
    people.sort_by_key(|person| PersonKind::ALL.iter().position(|kind| *kind == person.kind));
    Ok(people)
}

fn person(member: &SeedMember) -> DemoPerson {
    let kind = match member.shown_as {
        ShownAs::User => PersonKind::User,
        ShownAs::CustomerAdmin => PersonKind::CustomerAdmin,
        ShownAs::NoSupportId => PersonKind::NoSupportId,
        ShownAs::Expired => PersonKind::Expired,
        ShownAs::Disabled => PersonKind::Disabled,
    };
    DemoPerson { email: member.email.to_string(), kind }
}

async fn fill_customer(store: &Store, seed: &SeedCustomer, today: NaiveDate) -> anyhow::Result<Vec<Writer>> {
    store.put_customer(&Customer { id: seed.id.clone(), name: seed.name.clone() }).await?;
    for contract in &seed.contracts {
        let contract = Contract {
            id: contract.id.clone(),
            customer: seed.id.clone(),
            name: contract.name.clone(),
            valid_from: today + Duration::days(contract.from),
            valid_until: today + Duration::days(contract.until),
            drive_retention: contract.drive_retention,
        };
        store.put_contract(&contract).await?;
    }
    for system in &seed.systems {
        let system = System {
            id: system.id.clone(),
            customer: seed.id.clone(),
            contract: system.contract.clone(),
            name: system.name.clone(),
            model: system.model.clone(),
            serial: system.serial.clone(),
            site: system.site.clone(),
        };
        store.put_system(&system).await?;
    }
    let mut members = Vec::new();
    for (member, number) in seed.members.iter().zip(1..) {
        let member = Member {
            id: format!("{}-{number}", seed.id).into(),
            customer: seed.id.clone(),
            email: member.email.clone(),
            enabled: member.enabled.unwrap_or(true),
            role: member.role.unwrap_or(Role::User),
            name: member.name.clone(),
            salutation: member.salutation.clone(),
        };
        members.push(store.put_member(&member).await?);
    }
    let enabled = members.iter().filter(|member| member.enabled);
    let colleagues: Vec<Colleague> = enabled.map(colleague).collect();
    let writer = |member: Member| Writer {
        member,
        contact: None,
        customer_name: seed.name.clone(),
        colleagues: colleagues.clone(),
        contracts: seed.contracts.iter().map(|contract| contract.id.clone()).collect(),
    };
    Ok(members.into_iter().map(writer).collect())
}

fn colleague(member: &Member) -> Colleague {
    Colleague { id: member.id.clone(), name: member.name.clone(), email: member.email.clone() }
}

async fn fill_ticket(
    desk: &EmbeddedDesk,
    writers: &[Writer],
    ticket: &SeedTicket,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let clock = Arc::new(ManualClock::at(at));
    let desk = desk.with_clock(Arc::clone(&clock) as Arc<dyn Clock>);
    let number = file(&desk, writers, ticket, at).await?;
    let mut at = at;
    for (step, place) in ticket.steps.iter().zip(1..) {
        at = (at + span(&step.after)?).min(now);
        clock.set(at);
        let op = OpKey::new(format!("demo-{}-{place}", ticket.id));
        do_step(&desk, writers, &number, step, &op).await.with_context(|| format!("step {place}"))?;
    }
    Ok(())
}

async fn file(
    desk: &EmbeddedDesk,
    writers: &[Writer],
    ticket: &SeedTicket,
    at: DateTime<Utc>,
) -> anyhow::Result<TicketNumber> {
    let op = OpKey::new(format!("demo-{}", ticket.id));
    let find = |email: &Email| writers.iter().find(|writer| writer.member.email == *email);
    let watchers = ticket.watchers.iter().filter_map(find).map(|writer| writer.member.id.clone()).collect();
    let fields = ticket.fields.iter().map(|(label, value)| FieldValue {
        field: label.clone(),
        label: label.clone(),
        value: value.clone(),
    });
    let draft = TicketDraft {
        ticket_type: ticket.ticket_type.clone(),
        title: ticket.title.clone(),
        description: ticket.description.trim().to_owned(),
        priority: ticket.priority,
        fields: fields.collect(),
        files: ticket.file.iter().map(text_file).collect(),
        watchers,
        filed_at: at,
    };
    if let Some(writer) = Email::parse(&ticket.by).as_ref().and_then(find) {
        return Ok(desk.create(writer, &draft, &op).await?.number);
    }
    let contact = ticket.contact.as_ref().and_then(find).context("nobody is its contact")?;
    let new = NewCase {
        via: ticket.via.as_deref().and_then(Via::from_id).context("it came neither by phone nor by mail")?,
        contact: NewContact {
            email: contact.member.email.clone(),
            customer: contact.member.customer.clone(),
            customer_name: contact.customer_name.clone(),
            name: contact.member.name.clone(),
            phone: String::new(),
        },
        contracts: contact.contracts.clone(),
        draft,
    };
    Ok(desk.new_case(&Agent { name: ticket.by.clone() }, &new, &op).await?.number)
}

fn text_file(file: &SeedFile) -> DeskFile {
    let bytes = file.text.clone().into_bytes();
    let size_bytes = bytes.len() as u64;
    let meta = FileMeta { id: "demo".into(), name: file.name.clone(), mime: "text/plain".to_owned(), size_bytes };
    DeskFile { meta, bytes }
}

async fn do_step(
    desk: &EmbeddedDesk,
    writers: &[Writer],
    number: &TicketNumber,
    step: &SeedStep,
    op: &OpKey,
) -> anyhow::Result<()> {
    let text = || step.text.clone();
    let member = writers.iter().find(|writer| writer.member.email.as_str() == step.who);
    let agent = Agent { name: step.who.clone() };
    match (step.does, member) {
        (Does::Reply, Some(writer)) => {
            let addition = Addition { text: text(), files: Vec::new(), kind: EntryKind::Reply, concerns: None };
            desk.add(writer, number, &addition, op).await?;
        }
        (Does::Escalate, Some(writer)) => {
            desk.act(writer, number, &Act::Escalate { reason: text() }, op).await?;
        }
        (Does::Close, Some(writer)) => {
            desk.act(writer, number, &Act::Close { reason: text() }, op).await?;
        }
        (Does::Rate, Some(writer)) => {
            let stars = step.stars.context("a rating needs stars")?;
            desk.act(writer, number, &Act::Rate { stars, comment: text() }, op).await?;
        }
        (Does::Reply, None) => {
            let reply = AgentReply { text: text(), files: Vec::new(), status: step.status };
            desk.reply(&agent, number, &reply, op).await?;
        }
        (Does::Note, None) => {
            desk.note(&agent, number, &step.text, &[], op).await?;
        }
        (Does::Assign, None) => {
            let change = CaseChange::Assignee(Some(agent.name.clone()));
            desk.change(&agent, number, &change, Seen::Any, op).await?;
        }
        (Does::Status, None) => {
            let status = step.status.context("which status")?;
            desk.change(&agent, number, &CaseChange::Status(status), Seen::Any, op).await?;
        }
        (does, _) => anyhow::bail!("{does:?} is not for them"),
    }
    Ok(())
}

/// Whoever filed a ticket has their Support-ID from the beginning.
async fn know_contacts(
    store: &Store,
    desk: &EmbeddedDesk,
    writers: &[Writer],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let name = EmbeddedDesk::NAME;
    for writer in writers {
        let member = &writer.member;
        if store.contact_state(name, &member.id).await?.id().is_some() {
            continue;
        }
        if let ContactMatch::One { id, .. } = desk.find_contact(&member.email, &member.customer).await? {
            let again = now + Days::new(CHECK_AGAIN_DAYS);
            let state = ContactState::Linked { id };
            store.put_contact(name, &member.id, &state, again, false, Vec::new(), now).await?;
        }
    }
    Ok(())
}

/// The moment a ticket was filed: so many working days before today, at its time.
fn moment(zone: Tz, today: NaiveDate, ticket: &SeedTicket) -> anyhow::Result<DateTime<Utc>> {
    let mut day = today;
    let mut left = ticket.ago;
    while left > 0 {
        day = day.pred_opt().context("a day before")?;
        left -= u32::from(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    }
    let time = NaiveTime::parse_from_str(&ticket.at.0, "%H:%M")?;
    let local = zone.from_local_datetime(&day.and_time(time)).earliest().context("a time of that day")?;
    Ok(local.with_timezone(&Utc))
}

/// `1d 2h 30m`.
fn span(text: &str) -> anyhow::Result<Duration> {
    let mut span = Duration::zero();
    for part in text.split_whitespace() {
        let (count, unit) = part.split_at(part.len() - 1);
        let count: i64 = count.parse().with_context(|| format!("the time {text}"))?;
        span += match unit {
            "d" => Duration::days(count),
            "h" => Duration::hours(count),
            "m" => Duration::minutes(count),
            _ => anyhow::bail!("the time {text}"),
        };
    }
    ensure!(span > Duration::zero(), "the time {text}");
    Ok(span)
}
