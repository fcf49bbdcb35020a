//! The operator's own view of what is kept of people: whole lists, by company, whether entitled or not.

use chrono::{DateTime, NaiveDate, Utc};

use super::people::{self, by_name};
use super::{Result, Store, audit};
use crate::database::{Mode, Row, Transaction, in_transaction};
use crate::domain::{Contract, ContractId, Customer, CustomerId, Member, System, SystemId};
use crate::params;

impl Store {
    /// Contracts of a customer, or of all for an empty id, valid or not, by customer and first day.
    pub async fn contract_list(&self, customer: &str) -> Result<Vec<Contract>> {
        in_transaction!(self.db, Mode::Read, |tx| contracts(tx, customer).await)
    }

    /// Systems of a customer, or of all for an empty id, by customer and id.
    pub async fn system_list(&self, customer: &str) -> Result<Vec<System>> {
        in_transaction!(self.db, Mode::Read, |tx| systems(tx, customer).await)
    }

    /// Members of a customer, or of all for an empty id, enabled or not, by customer and address.
    pub async fn member_list(&self, customer: &str) -> Result<Vec<Member>> {
        in_transaction!(self.db, Mode::Read, |tx| members(tx, customer).await)
    }

    /// Sets the last day of a contract and answers the contract as it was; `None` when there is none. Audited.
    pub async fn end_contract(&self, id: &str, last: NaiveDate, now: DateTime<Utc>) -> Result<Option<Contract>> {
        in_transaction!(self.db, Mode::Write, |tx| {
            let sql =
                "SELECT id, customer, name, valid_from, valid_until, drive_retention FROM contracts WHERE id = $1";
            let Some(row) = tx.row(sql, params![id]).await? else { return Ok(None) };
            tx.execute("UPDATE contracts SET valid_until = $2 WHERE id = $1", params![id, last]).await?;
            audit::write(tx, &audit::by_operator("contract.ended", id), now).await?;
            contract(&row).map(Some)
        })
    }
}

/// All customers by name, within a transaction.
pub(super) async fn customers(tx: &mut dyn Transaction) -> Result<Vec<Customer>> {
    let rows = tx.rows("SELECT id, name FROM customers", vec![]).await?;
    let customer = |row: &Row| Ok(Customer { id: CustomerId::from(row.get::<String>("id")?), name: row.get("name")? });
    let customers: Vec<Customer> = rows.iter().map(customer).collect::<Result<_>>()?;
    Ok(by_name(customers, |customer| (&customer.name, customer.id.as_str())))
}

pub(super) async fn contracts(tx: &mut dyn Transaction, customer: &str) -> Result<Vec<Contract>> {
    let sql = "SELECT id, customer, name, valid_from, valid_until, drive_retention FROM contracts
        WHERE $1 = '' OR customer = $1 ORDER BY customer, valid_from, id";
    tx.rows(sql, params![customer]).await?.iter().map(contract).collect()
}

pub(super) async fn systems(tx: &mut dyn Transaction, customer: &str) -> Result<Vec<System>> {
    let sql = "SELECT id, customer, contract, name, model, serial, site FROM systems
        WHERE $1 = '' OR customer = $1 ORDER BY customer, id";
    let system = |row: &Row| {
        Ok(System {
            id: SystemId::from(row.get::<String>("id")?),
            customer: CustomerId::from(row.get::<String>("customer")?),
            contract: ContractId::from(row.get::<String>("contract")?),
            name: row.get("name")?,
            model: row.get("model")?,
            serial: row.get("serial")?,
            site: row.get("site")?,
        })
    };
    tx.rows(sql, params![customer]).await?.iter().map(system).collect()
}

pub(super) async fn members(tx: &mut dyn Transaction, customer: &str) -> Result<Vec<Member>> {
    let sql = "SELECT id, customer, email, enabled, role, name, salutation FROM members
        WHERE $1 = '' OR customer = $1 ORDER BY customer, email";
    tx.rows(sql, params![customer]).await?.iter().map(people::read).collect()
}

fn contract(row: &Row) -> Result<Contract> {
    Ok(Contract {
        id: ContractId::from(row.get::<String>("id")?),
        customer: CustomerId::from(row.get::<String>("customer")?),
        name: row.get("name")?,
        valid_from: row.get("valid_from")?,
        valid_until: row.get("valid_until")?,
        drive_retention: row.get("drive_retention")?,
    })
}
