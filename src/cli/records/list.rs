//! The lists: what is kept of customers, contracts, systems and members.

use chrono::NaiveDate;

use super::Which;
use crate::cli::operator::Operator;
use crate::cli::table::{Output, yes};
use crate::domain::Role;

pub(super) async fn customers(operator: &Operator, output: Output) -> anyhow::Result<()> {
    let customers = operator.store.customers().await?;
    output.print(&customers, &["id", "name"], |customer| vec![customer.id.to_string(), customer.name.clone()])
}

/// With a day: those that are valid on it.
pub(super) async fn contracts(
    operator: &Operator,
    customer: &str,
    day: Option<NaiveDate>,
    output: Output,
) -> anyhow::Result<()> {
    let mut contracts = operator.store.contract_list(customer).await?;
    contracts.retain(|contract| day.is_none_or(|day| contract.is_valid_on(day)));
    let columns = ["id", "customer", "name", "valid from", "valid until", "drives kept"];
    output.print(&contracts, &columns, |contract| {
        vec![
            contract.id.to_string(),
            contract.customer.to_string(),
            contract.name.clone(),
            contract.valid_from.to_string(),
            contract.valid_until.to_string(),
            yes(contract.drive_retention),
        ]
    })
}

pub(super) async fn systems(operator: &Operator, customer: &str, output: Output) -> anyhow::Result<()> {
    let systems = operator.store.system_list(customer).await?;
    let columns = ["id", "customer", "contract", "name", "model", "serial", "site"];
    output.print(&systems, &columns, |system| {
        vec![
            system.id.to_string(),
            system.customer.to_string(),
            system.contract.to_string(),
            system.name.clone(),
            system.model.clone(),
            system.serial.clone(),
            system.site.clone(),
        ]
    })
}

pub(super) async fn members(
    operator: &Operator,
    customer: &str,
    role: Option<Role>,
    which: Option<Which>,
    output: Output,
) -> anyhow::Result<()> {
    let mut members = operator.store.member_list(customer).await?;
    members.retain(|member| role.is_none_or(|role| member.role == role));
    members.retain(|member| which.is_none_or(|which| member.enabled == (which == Which::Enabled)));
    let columns = ["email", "customer", "name", "role", "enabled", "form of address"];
    output.print(&members, &columns, |member| {
        vec![
            member.email.to_string(),
            member.customer.to_string(),
            member.name.clone(),
            member.role.id().to_owned(),
            yes(member.enabled),
            member.salutation.clone().unwrap_or_default(),
        ]
    })
}
