//! Who may ask today: always from current rows, within one snapshot. An enabled member of a customer with a contract valid
//! on the day, both ends included; nobody else.

use chrono::NaiveDate;

use super::people::{self, by_name};
use super::{Result, contacts};
use crate::database::Transaction;
use crate::domain::{
    Colleague, Contract, ContractId, Customer, CustomerId, Entitled, LinkId, MemberId, Person, System, SystemId,
};
use crate::params;

/// The person behind an active link: a member, or lapsed.
pub(super) async fn linked(
    tx: &mut dyn Transaction,
    link: &LinkId,
    member: &MemberId,
    desk: &str,
    day: NaiveDate,
) -> Result<Person> {
    let entitled = entitled(tx, link, member, desk, day).await?;
    Ok(entitled.map_or(Person::Lapsed, |entitled| Person::Member(Box::new(entitled))))
}

/// Everything the flows may know about a member, if the member is entitled on `day`.
pub(super) async fn entitled(
    tx: &mut dyn Transaction,
    link: &LinkId,
    member: &MemberId,
    desk: &str,
    day: NaiveDate,
) -> Result<Option<Entitled>> {
    let Some(member) = people::member(tx, member).await?.filter(|member| member.enabled) else { return Ok(None) };
    let contracts = contracts(tx, &member.customer, day).await?;
    if contracts.is_empty() {
        return Ok(None);
    }
    let Some(customer) = customer(tx, &member.customer).await? else { return Ok(None) };
    let systems = systems(tx, &member.customer, day).await?;
    let colleagues = colleagues(tx, &member.customer).await?;
    let contact = contacts::state(tx, desk, &member.id).await?;
    Ok(Some(Entitled { link: link.clone(), member, customer, contracts, systems, colleagues, contact }))
}

async fn customer(tx: &mut dyn Transaction, id: &CustomerId) -> Result<Option<Customer>> {
    let row = tx.row("SELECT name FROM customers WHERE id = $1", params![id.as_str()]).await?;
    row.map(|row| Ok(Customer { id: id.clone(), name: row.get("name")? })).transpose()
}

async fn contracts(tx: &mut dyn Transaction, customer: &CustomerId, day: NaiveDate) -> Result<Vec<Contract>> {
    let sql = "SELECT id, name, valid_from, valid_until, drive_retention FROM contracts
        WHERE customer = $1 AND valid_from <= $2 AND valid_until >= $2 ORDER BY valid_from, id";
    let rows = tx.rows(sql, params![customer.as_str(), day]).await?;
    let contract = |row: &crate::database::Row| {
        Ok(Contract {
            id: ContractId::from(row.get::<String>("id")?),
            customer: customer.clone(),
            name: row.get("name")?,
            valid_from: row.get("valid_from")?,
            valid_until: row.get("valid_until")?,
            drive_retention: row.get("drive_retention")?,
        })
    };
    rows.iter().map(contract).collect()
}

async fn systems(tx: &mut dyn Transaction, customer: &CustomerId, day: NaiveDate) -> Result<Vec<System>> {
    let sql = "SELECT s.id, s.contract, s.name, s.model, s.serial, s.site
        FROM contracts c JOIN systems s ON s.contract = c.id AND s.customer = c.customer
        WHERE c.customer = $1 AND c.valid_from <= $2 AND c.valid_until >= $2";
    let rows = tx.rows(sql, params![customer.as_str(), day]).await?;
    let system = |row: &crate::database::Row| {
        Ok(System {
            id: SystemId::from(row.get::<String>("id")?),
            customer: customer.clone(),
            contract: ContractId::from(row.get::<String>("contract")?),
            name: row.get("name")?,
            model: row.get("model")?,
            serial: row.get("serial")?,
            site: row.get("site")?,
        })
    };
    let systems: Vec<System> = rows.iter().map(system).collect::<Result<_>>()?;
    Ok(by_name(systems, |system| (&system.name, system.id.as_str())))
}

async fn colleagues(tx: &mut dyn Transaction, customer: &CustomerId) -> Result<Vec<Colleague>> {
    let members = people::members_of(tx, customer).await?.into_iter().filter(|member| member.enabled);
    Ok(members.map(|member| Colleague { id: member.id, name: member.name, email: member.email }).collect())
}
