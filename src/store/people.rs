//! Customers, contracts, systems and members, as the operator keeps them.

use chrono::NaiveDate;

use super::{Result, Store};
use crate::domain::{Contract, Customer, CustomerId, Email, Entitled, LinkId, Member, MemberId, Person, Role, System};

impl Store {
    /// Inserts or replaces a customer by its id. Idempotent.
    pub async fn put_customer(&self, customer: &Customer) -> Result<()> {
        todo!()
    }
    /// Inserts or replaces a contract by its id. Idempotent.
    pub async fn put_contract(&self, contract: &Contract) -> Result<()> {
        todo!()
    }
    /// Inserts or replaces a system by its id. Idempotent.
    pub async fn put_system(&self, system: &System) -> Result<()> {
        todo!()
    }
    /// Inserts or replaces a member by its e-mail (ids of existing members are kept); answers the stored member.
    /// An address that belongs to another customer is a `Conflict`.
    pub async fn put_member(&self, member: &Member) -> Result<Member> {
        todo!()
    }
    /// Enables or disables; `false` when there is no such member.
    pub async fn set_enabled(&self, email: &Email, enabled: bool) -> Result<bool> {
        todo!()
    }
    /// Assigns a role; `false` when there is no such member.
    pub async fn set_role(&self, email: &Email, role: Role) -> Result<bool> {
        todo!()
    }
    /// All customers, by name.
    pub async fn customers(&self) -> Result<Vec<Customer>> {
        todo!()
    }
    /// The member with that address, enabled or not.
    pub async fn member_by_email(&self, email: &Email) -> Result<Option<Member>> {
        todo!()
    }
    /// The member with that id.
    pub async fn member(&self, id: &MemberId) -> Result<Option<Member>> {
        todo!()
    }
    /// Members of a customer, enabled ones only when asked, by name.
    pub async fn members(&self, customer: &CustomerId) -> Result<Vec<Member>> {
        todo!()
    }
    /// Whether that member may sign in on `day`: enabled, and a contract of the customer is valid. One statement, equal
    /// work whether the address exists or not.
    pub async fn admitted(&self, email: &Email, day: NaiveDate) -> Result<Option<Member>> {
        todo!()
    }
    /// Who stands behind a link on `day`, from current rows. An ended, revoked or unknown link is a `Stranger`.
    pub async fn person_of_link(&self, link: &LinkId, desk: &str, day: NaiveDate) -> Result<Person> {
        todo!()
    }
    /// The entitled member by id on `day` (no link needed: for writes that were accepted before, and for updates).
    pub async fn entitled_member(&self, member: &MemberId, desk: &str, day: NaiveDate) -> Result<Option<Entitled>> {
        todo!()
    }
}
