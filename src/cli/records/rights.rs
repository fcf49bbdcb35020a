//! Who may do what, and until when: decided here, and read anew at every message and before every delivery.

use anyhow::{Context, ensure};
use chrono::NaiveDate;

use super::Which;
use crate::cli::operator::{Operator, address_of};
use crate::domain::Role;

/// Enables or disables members: all of them, or nobody when one is not known.
pub(super) async fn enable(operator: &Operator, addresses: &[String], which: Which) -> anyhow::Result<()> {
    for address in addresses {
        operator.member(address).await?;
    }
    let enabled = which == Which::Enabled;
    for address in addresses {
        let email = address_of(address)?;
        operator.store.set_enabled(&email, enabled, operator.now()).await?;
        println!("{email} is {}.", if enabled { "enabled" } else { "disabled" });
    }
    Ok(())
}

pub(super) async fn assign(operator: &Operator, address: &str, role: Role) -> anyhow::Result<()> {
    let member = operator.member(address).await?;
    operator.store.set_role(&member.email, role, operator.now()).await?;
    println!("{} has the role {}.", member.email, role.id());
    Ok(())
}

pub(super) async fn end_contract(operator: &Operator, id: &str, last: NaiveDate) -> anyhow::Result<()> {
    let known = operator.store.contract_list("").await?.into_iter().find(|contract| contract.id.as_str() == id);
    let known = known.with_context(|| format!("there is no contract {id}; see `ticketlotse contract list`"))?;
    ensure!(last >= known.valid_from, "--on {last}: the contract begins on {}", known.valid_from);
    ensure!(
        last <= known.valid_until,
        "--on {last}: it ends earlier, on {}; import it to extend it",
        known.valid_until
    );
    operator.store.end_contract(id, last, operator.now()).await?.context("the contract is gone")?;
    println!("Contract {id} ends on {last} (it was {}).", known.valid_until);
    Ok(())
}
