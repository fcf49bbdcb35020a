//! Customers, contracts, systems and members, as the operator keeps them.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Result, Store, audit, directory, entitlement, lists, unknown_word};
use crate::database::{DatabaseError, Mode, Param, Row, Transaction, Trouble, in_transaction};
use crate::domain::{Contract, Customer, CustomerId, Email, Entitled, LinkId, Member, MemberId, Person, Role, System};
use crate::params;

/// Something of the operator's customer list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Record {
    /// A customer.
    Customer(Customer),
    /// A contract.
    Contract(Contract),
    /// A system.
    System(System),
    /// A member; the id counts only for an address that is new.
    Member(Member),
}

impl Record {
    /// The statement that inserts or replaces it, and its values. It changes one row, or none where a member's address
    /// belongs to another customer.
    fn statement(&self) -> (&'static str, Vec<Param>) {
        match self {
            Self::Customer(customer) => (PUT_CUSTOMER, params![customer.id.as_str(), customer.name.as_str()]),
            Self::Contract(contract) => {
                let values = params![
                    contract.id.as_str(),
                    contract.customer.as_str(),
                    contract.name.as_str(),
                    contract.valid_from,
                    contract.valid_until,
                    contract.drive_retention,
                ];
                (PUT_CONTRACT, values)
            }
            Self::System(system) => {
                let values = params![
                    system.id.as_str(),
                    system.customer.as_str(),
                    system.contract.as_str(),
                    system.name.as_str(),
                    system.model.as_str(),
                    system.serial.as_str(),
                    system.site.as_str(),
                ];
                (PUT_SYSTEM, values)
            }
            Self::Member(member) => {
                let values = params![
                    member.id.as_str(),
                    member.customer.as_str(),
                    member.email.as_str(),
                    member.enabled,
                    member.role.id(),
                    member.name.as_str(),
                    member.salutation.as_deref(),
                ];
                (PUT_MEMBER, values)
            }
        }
    }
}

const PUT_CUSTOMER: &str =
    "INSERT INTO customers (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name";
const PUT_CONTRACT: &str = "INSERT INTO contracts (id, customer, name, valid_from, valid_until, drive_retention)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (id) DO UPDATE SET customer = excluded.customer, name = excluded.name,
        valid_from = excluded.valid_from, valid_until = excluded.valid_until,
        drive_retention = excluded.drive_retention";
const PUT_SYSTEM: &str = "INSERT INTO systems (id, customer, contract, name, model, serial, site)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (id) DO UPDATE SET customer = excluded.customer, contract = excluded.contract,
        name = excluded.name, model = excluded.model, serial = excluded.serial, site = excluded.site";
const PUT_MEMBER: &str = "INSERT INTO members (id, customer, email, enabled, role, name, salutation)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (email) DO UPDATE SET enabled = excluded.enabled, role = excluded.role, name = excluded.name,
        salutation = excluded.salutation WHERE members.customer = excluded.customer";

impl Store {
    /// Inserts or replaces a customer by its id. Idempotent.
    pub async fn put_customer(&self, customer: &Customer) -> Result<()> {
        self.put(Record::Customer(customer.clone())).await
    }

    /// Inserts or replaces a contract by its id. Idempotent.
    pub async fn put_contract(&self, contract: &Contract) -> Result<()> {
        self.put(Record::Contract(contract.clone())).await
    }

    /// Inserts or replaces a system by its id; its contract must be one of its customer. Idempotent.
    pub async fn put_system(&self, system: &System) -> Result<()> {
        self.put(Record::System(system.clone())).await
    }

    /// Inserts or replaces a member by its e-mail (ids of existing members are kept); answers the stored member.
    /// An address that belongs to another customer is a `Conflict`.
    pub async fn put_member(&self, member: &Member) -> Result<Member> {
        self.put(Record::Member(member.clone())).await?;
        let gone = || DatabaseError::new(Trouble::Transient, "read a member that was just kept");
        self.member_by_email(&member.email).await?.ok_or_else(gone)
    }

    async fn put(&self, record: Record) -> Result<()> {
        in_transaction!(self.db, Mode::Write, |tx| write(tx, &record).await)
    }

    /// Enables or disables; `false` when there is no such member. A change is audited.
    #[expect(clippy::fn_params_excessive_bools, reason = "the name says what it is")]
    pub async fn set_enabled(&self, email: &Email, enabled: bool, now: DateTime<Utc>) -> Result<bool> {
        let sql = "UPDATE members SET enabled = $2 WHERE email = $1 AND enabled <> $2 RETURNING id";
        let values = params![email.as_str(), enabled];
        self.change_right(email, sql, values, audited_enabled(enabled), now).await
    }

    /// Assigns a role; `false` when there is no such member. A change is audited.
    pub async fn set_role(&self, email: &Email, role: Role, now: DateTime<Utc>) -> Result<bool> {
        let sql = "UPDATE members SET role = $2 WHERE email = $1 AND role <> $2 RETURNING id";
        let values = params![email.as_str(), role.id()];
        self.change_right(email, sql, values, audited_role(role), now).await
    }

    async fn change_right(
        &self,
        email: &Email,
        sql: &'static str,
        values: Vec<Param>,
        what: &'static str,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        in_transaction!(self.db, Mode::Write, |tx| {
            if let Some(row) = tx.row(sql, values.clone()).await? {
                let member: String = row.get("id")?;
                audit::write(tx, &audit::by_operator(what, &member), now).await?;
                return Ok(true);
            }
            Ok(tx.row("SELECT id FROM members WHERE email = $1", params![email.as_str()]).await?.is_some())
        })
    }

    /// All customers, by name.
    pub async fn customers(&self) -> Result<Vec<Customer>> {
        in_transaction!(self.db, Mode::Read, |tx| directory::customers(tx).await)
    }

    /// The member with that address, enabled or not.
    pub async fn member_by_email(&self, email: &Email) -> Result<Option<Member>> {
        let sql = "SELECT id, customer, email, enabled, role, name, salutation FROM members WHERE email = $1";
        let row = self.db.row(sql, params![email.as_str()]).await?;
        row.as_ref().map(read).transpose()
    }

    /// The member with that id.
    pub async fn member(&self, id: &MemberId) -> Result<Option<Member>> {
        in_transaction!(self.db, Mode::Read, |tx| member(tx, id).await)
    }

    /// Members of a customer, disabled ones too, by name.
    pub async fn members(&self, customer: &CustomerId) -> Result<Vec<Member>> {
        in_transaction!(self.db, Mode::Read, |tx| members_of(tx, customer).await)
    }

    /// Whether that member may sign in on `day`: enabled, and a contract of the customer is valid. One statement, equal
    /// work whether the address exists or not.
    pub async fn admitted(&self, email: &Email, day: NaiveDate) -> Result<Option<Member>> {
        // The row is always there and the contracts are always looked up, for a customer '' that cannot exist if need be.
        let sql = "SELECT m.id, m.customer, m.email, m.enabled, m.role, m.name, m.salutation,
                EXISTS (SELECT 1 FROM contracts c
                    WHERE c.customer = COALESCE(m.customer, '') AND c.valid_from <= $2 AND c.valid_until >= $2) AS covered
            FROM (SELECT CAST($1 AS TEXT) AS email) AS wanted LEFT JOIN members m ON m.email = wanted.email";
        let row = self.db.row(sql, params![email.as_str(), day]).await?;
        let Some(row) = row else { return Ok(None) };
        let covered: bool = row.get("covered")?;
        let known: Option<String> = row.get("id")?;
        if known.is_none() || !covered {
            return Ok(None);
        }
        Ok(Some(read(&row)?).filter(|member| member.enabled))
    }

    /// Who stands behind a link on `day`, from current rows. An ended, revoked or unknown link is a `Stranger`.
    pub async fn person_of_link(&self, link: &LinkId, desk: &str, day: NaiveDate) -> Result<Person> {
        let sql = "SELECT l.member, i.blocked FROM links l
            JOIN conversations c ON c.id = l.conversation JOIN identities i ON i.id = c.identity
            WHERE l.id = $1 AND l.ended IS NULL";
        in_transaction!(self.db, Mode::Read, |tx| {
            let Some(row) = tx.row(sql, params![link.as_str()]).await? else { return Ok(Person::Stranger) };
            if row.get("blocked")? {
                return Ok(Person::Blocked);
            }
            let member = MemberId::from(row.get::<String>("member")?);
            entitlement::linked(tx, link, &member, desk, day).await
        })
    }

    /// Whether a link stands and its member is entitled on `day`: [`Store::person_of_link`] is a member.
    pub async fn is_entitled(&self, link: &LinkId, day: NaiveDate) -> Result<bool> {
        let sql = "SELECT l.id FROM links l JOIN conversations c ON c.id = l.conversation
            JOIN identities i ON i.id = c.identity JOIN members m ON m.id = l.member
            WHERE l.id = $1 AND l.ended IS NULL AND i.blocked = 0 AND m.enabled = 1 AND EXISTS (
                SELECT 1 FROM contracts k
                WHERE k.customer = m.customer AND k.valid_from <= $2 AND k.valid_until >= $2)";
        Ok(self.db.row(sql, params![link.as_str(), day]).await?.is_some())
    }

    /// The entitled member by id on `day` (no link needed: for writes that were accepted before, and for updates). Its
    /// `link` is empty.
    pub async fn entitled_member(&self, member: &MemberId, desk: &str, day: NaiveDate) -> Result<Option<Entitled>> {
        let no_link = LinkId::new("");
        in_transaction!(self.db, Mode::Read, |tx| entitlement::entitled(tx, &no_link, member, desk, day).await)
    }
}

/// Inserts or replaces a record within a transaction.
pub(super) async fn write(tx: &mut dyn Transaction, record: &Record) -> Result<()> {
    let (sql, values) = record.statement();
    if tx.execute(sql, values).await? == 0 { Err(lists::taken()) } else { Ok(()) }
}

/// What the audit log calls it when a member is enabled or disabled.
#[expect(clippy::fn_params_excessive_bools, reason = "the name says what it is")]
pub(super) fn audited_enabled(enabled: bool) -> &'static str {
    if enabled { "member.enabled" } else { "member.disabled" }
}

/// What the audit log calls it when a member is assigned a role.
pub(super) fn audited_role(role: Role) -> &'static str {
    match role {
        Role::User => "member.role.user",
        Role::CustomerAdmin => "member.role.customer_admin",
    }
}

/// The member with that id, within a transaction.
pub(super) async fn member(tx: &mut dyn Transaction, id: &MemberId) -> Result<Option<Member>> {
    let sql = "SELECT id, customer, email, enabled, role, name, salutation FROM members WHERE id = $1";
    tx.row(sql, params![id.as_str()]).await?.as_ref().map(read).transpose()
}

/// Members of a customer by name, within a transaction.
pub(super) async fn members_of(tx: &mut dyn Transaction, customer: &CustomerId) -> Result<Vec<Member>> {
    let sql = "SELECT id, customer, email, enabled, role, name, salutation FROM members WHERE customer = $1";
    let rows = tx.rows(sql, params![customer.as_str()]).await?;
    let members: Vec<Member> = rows.iter().map(read).collect::<Result<_>>()?;
    Ok(by_name(members, |member| (&member.name, member.id.as_str())))
}

/// Reads a member's row.
pub(super) fn read(row: &Row) -> Result<Member> {
    let (id, customer): (String, String) = (row.get("id")?, row.get("customer")?);
    let (email, role): (String, String) = (row.get("email")?, row.get("role")?);
    Ok(Member {
        id: MemberId::from(id),
        customer: CustomerId::from(customer),
        email: Email::parse(&email).ok_or_else(|| unknown_word("e-mail"))?,
        enabled: row.get("enabled")?,
        role: Role::from_id(&role).ok_or_else(|| unknown_word("role"))?,
        name: row.get("name")?,
        salutation: row.get("salutation")?,
    })
}

/// Sorts by name as a German phone list does (DIN 5007-1: umlauts as their letters), equal names by id. Done here because
/// the databases' own orders differ.
pub(super) fn by_name<T>(mut things: Vec<T>, name_and_id: impl Fn(&T) -> (&str, &str)) -> Vec<T> {
    things.sort_by_cached_key(|thing| {
        let (name, id) = name_and_id(thing);
        (sort_key(name), id.to_owned())
    });
    things
}

fn sort_key(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    name.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase().replace('ß', "ss")
}
