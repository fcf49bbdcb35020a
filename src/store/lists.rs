//! A whole list of the operator's: looked at as a whole first, then all of it is kept, or nothing.
//!
//! What a list leaves out of a record that is known stays as it is: a list without roles takes nobody's role away, and one
//! without a column for it enables nobody who was disabled.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::people::{self, Record};
use super::{Result, Store, audit, directory};
use crate::database::{DatabaseError, Mode, Transaction, Trouble};
use crate::domain::{Contract, ContractId, Customer, CustomerId, Email, Member, MemberId, Role, System, SystemId};

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A customer.
    Customer(Customer),
    /// A contract.
    Contract(ContractLine),
    /// A system.
    System(System),
    /// A member.
    Member(MemberLine),
}

/// A contract as a list names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractLine {
    /// Id.
    pub id: ContractId,
    /// Whose.
    pub customer: CustomerId,
    /// Name.
    pub name: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_until: NaiveDate,
    /// `None`: as it is; no, for a new one.
    pub drive_retention: Option<bool>,
}

/// A member as a list names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberLine {
    /// The address: what a member is known by.
    pub email: Email,
    /// Whose.
    pub customer: CustomerId,
    /// Name.
    pub name: String,
    /// `None`: as it is; yes, for a new one.
    pub enabled: Option<bool>,
    /// `None`: as it is; `user`, for a new one.
    pub role: Option<Role>,
    /// The form of address.
    pub salutation: Salutation,
}

/// What a list says of a form of address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Salutation {
    /// Nothing: it stays as it is.
    AsItIs,
    /// This one, or none.
    Now(Option<String>),
}

/// Whether a list is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Nothing is kept; it is only said what would be.
    Nothing,
    /// All of it, or nothing if anything is wrong.
    All,
}

/// What a list changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records that are new.
    pub added: usize,
    /// Records that become different.
    pub changed: usize,
    /// Records that are known just so.
    pub unchanged: usize,
}

/// Why a line cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The line at that place, from 0, has the same key.
    SameAs(usize),
    /// There is no such customer.
    NoCustomer,
    /// There is no such contract.
    NoContract,
    /// The contract is another customer's.
    ContractOfAnother,
    /// The address is another customer's.
    AddressOfAnother,
}

/// Why a list was not kept.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// Places, from 0, of the lines that are wrong, and why.
    #[error("{} lines cannot be kept", .0.len())]
    Refused(Vec<(usize, Why)>),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl Store {
    /// Keeps a list in order, or nothing of it; on return all of it is on disk. Idempotent. `progress` is told how many of
    /// how many changed records are written. Audited: that a list of that `kind` was kept, and whose rights it changed.
    pub async fn keep_list(
        &self,
        kind: &str,
        lines: &[Line],
        keep: Keep,
        now: DateTime<Utc>,
        progress: &mut (dyn FnMut(usize, usize) + Send),
    ) -> std::result::Result<Tally, ListError> {
        let mode = if keep == Keep::All { Mode::Write } else { Mode::Scan };
        let mut tx = self.db.begin(mode).await?;
        let known = Known::load(&mut *tx, lines).await?;
        let fresh = || MemberId::from(self.chance.id());
        let plan = known.plan(lines, &fresh).map_err(ListError::Refused)?;
        if keep == Keep::Nothing || plan.writes.is_empty() {
            return Ok(plan.tally);
        }
        for (done, record) in plan.writes.iter().enumerate() {
            people::write(&mut *tx, record).await?;
            progress(done + 1, plan.writes.len());
        }
        audit::write(&mut *tx, &audit::by_operator(&format!("{kind}.imported"), ""), now).await?;
        for (member, what) in &plan.rights {
            audit::write(&mut *tx, &audit::by_operator(what, member.as_str()), now).await?;
        }
        tx.commit().await?;
        Ok(plan.tally)
    }
}

/// What is kept already, as far as a list needs it.
#[derive(Default)]
struct Known {
    customers: HashMap<CustomerId, Customer>,
    contracts: HashMap<ContractId, Contract>,
    systems: HashMap<SystemId, System>,
    members: HashMap<Email, Member>,
}

/// What a list comes to.
#[derive(Default)]
struct Plan {
    tally: Tally,
    writes: Vec<Record>,
    /// Known members whose rights change, and how.
    rights: Vec<(MemberId, &'static str)>,
}

impl Known {
    async fn load(tx: &mut dyn Transaction, lines: &[Line]) -> Result<Self> {
        let has = |wanted: fn(&Line) -> bool| lines.iter().any(wanted);
        let mut known = Self::default();
        known.customers.extend(directory::customers(tx).await?.into_iter().map(|it| (it.id.clone(), it)));
        if has(|line| matches!(line, Line::Contract(_) | Line::System(_))) {
            known.contracts.extend(directory::contracts(tx, "").await?.into_iter().map(|it| (it.id.clone(), it)));
        }
        if has(|line| matches!(line, Line::System(_))) {
            known.systems.extend(directory::systems(tx, "").await?.into_iter().map(|it| (it.id.clone(), it)));
        }
        if has(|line| matches!(line, Line::Member(_))) {
            known.members.extend(directory::members(tx, "").await?.into_iter().map(|it| (it.email.clone(), it)));
        }
        Ok(known)
    }

    fn plan(&self, lines: &[Line], fresh: &dyn Fn() -> MemberId) -> std::result::Result<Plan, Vec<(usize, Why)>> {
        let (mut plan, mut wrong) = (Plan::default(), Vec::new());
        let mut seen: HashMap<String, usize> = HashMap::with_capacity(lines.len());
        for (place, line) in lines.iter().enumerate() {
            if let Some(first) = seen.get(&key(line)) {
                wrong.push((place, Why::SameAs(*first)));
                continue;
            }
            seen.insert(key(line), place);
            if let Err(why) = self.add(line, &mut plan, fresh) {
                wrong.push((place, why));
            }
        }
        if wrong.is_empty() { Ok(plan) } else { Err(wrong) }
    }

    fn add(&self, line: &Line, plan: &mut Plan, fresh: &dyn Fn() -> MemberId) -> std::result::Result<(), Why> {
        match line {
            Line::Customer(customer) => {
                plan.put(self.customers.get(&customer.id), customer.clone(), Record::Customer);
            }
            Line::Contract(line) => {
                let known = self.contracts.get(&line.id);
                self.customer(&line.customer)?;
                if known.is_some_and(|known| known.customer != line.customer) {
                    return Err(Why::ContractOfAnother);
                }
                plan.put(known, contract(line, known), Record::Contract);
            }
            Line::System(system) => {
                self.customer(&system.customer)?;
                let contract = self.contracts.get(&system.contract).ok_or(Why::NoContract)?;
                if contract.customer != system.customer {
                    return Err(Why::ContractOfAnother);
                }
                plan.put(self.systems.get(&system.id), system.clone(), Record::System);
            }
            Line::Member(line) => {
                let known = self.members.get(&line.email);
                self.customer(&line.customer)?;
                if known.is_some_and(|known| known.customer != line.customer) {
                    return Err(Why::AddressOfAnother);
                }
                let member = member(line, known, fresh);
                if let Some(known) = known {
                    plan.rights.extend(rights(known, &member).map(|what| (known.id.clone(), what)));
                }
                plan.put(known, member, Record::Member);
            }
        }
        Ok(())
    }

    fn customer(&self, id: &CustomerId) -> std::result::Result<(), Why> {
        if self.customers.contains_key(id) { Ok(()) } else { Err(Why::NoCustomer) }
    }
}

impl Plan {
    fn put<T: PartialEq>(&mut self, known: Option<&T>, wanted: T, record: fn(T) -> Record) {
        match known {
            Some(known) if *known == wanted => {
                self.tally.unchanged += 1;
                return;
            }
            Some(_) => self.tally.changed += 1,
            None => self.tally.added += 1,
        }
        self.writes.push(record(wanted));
    }
}

fn key(line: &Line) -> String {
    match line {
        Line::Customer(customer) => customer.id.to_string(),
        Line::Contract(contract) => contract.id.to_string(),
        Line::System(system) => system.id.to_string(),
        Line::Member(member) => member.email.to_string(),
    }
}

fn contract(line: &ContractLine, known: Option<&Contract>) -> Contract {
    let kept = known.is_some_and(|known| known.drive_retention);
    Contract {
        id: line.id.clone(),
        customer: line.customer.clone(),
        name: line.name.clone(),
        valid_from: line.valid_from,
        valid_until: line.valid_until,
        drive_retention: line.drive_retention.unwrap_or(kept),
    }
}

fn member(line: &MemberLine, known: Option<&Member>, fresh: &dyn Fn() -> MemberId) -> Member {
    let salutation = match &line.salutation {
        Salutation::AsItIs => known.and_then(|known| known.salutation.clone()),
        Salutation::Now(salutation) => salutation.clone(),
    };
    Member {
        id: known.map_or_else(fresh, |known| known.id.clone()),
        customer: line.customer.clone(),
        email: line.email.clone(),
        enabled: line.enabled.unwrap_or_else(|| known.is_none_or(|known| known.enabled)),
        role: line.role.unwrap_or_else(|| known.map_or(Role::User, |known| known.role)),
        name: line.name.clone(),
        salutation,
    }
}

/// How a member's rights change, in the words of the audit log.
fn rights(known: &Member, wanted: &Member) -> impl Iterator<Item = &'static str> {
    let enabled = (known.enabled != wanted.enabled).then(|| people::audited_enabled(wanted.enabled));
    let role = (known.role != wanted.role).then(|| people::audited_role(wanted.role));
    enabled.into_iter().chain(role)
}

/// A write that changed nothing: between the look and the write somebody else took the address.
pub(super) fn taken() -> DatabaseError {
    DatabaseError::new(Trouble::Conflict, "keep a member: the address belongs to another customer")
}
