//! Support-IDs: what is known of each member's record in the desk, and when it is looked up next.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Result, Store, audit, inbox, people, unknown_word};
use crate::database::{Mode, Row, Transaction, in_transaction};
use crate::domain::{ContactId, ContactState, ConversationId, CustomerId, Email, EventId, Member, MemberId};
use crate::params;

/// A member whose contact is to be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueContact {
    /// The member.
    pub member: Member,
    /// State so far.
    pub state: ContactState,
    /// Lookups since the contact was last known.
    pub attempts: i64,
    /// First time it was missed; now, if it has not been.
    pub missing_since: DateTime<Utc>,
    /// Whether the person has been told that it takes long.
    pub overdue_told: bool,
}

/// What is known of a member's contact, as operators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnownContact {
    /// The member.
    pub member: MemberId,
    /// Whose member.
    pub customer: CustomerId,
    /// The address.
    pub email: Email,
    /// The name.
    pub name: String,
    /// `pending`, `missing`, `linked` or `ambiguous`.
    pub state: String,
    /// The Support-ID.
    pub contact: Option<ContactId>,
    /// Lookups since the contact was last known.
    pub attempts: i64,
    /// First time it was missed.
    pub missing_since: Option<DateTime<Utc>>,
    /// Whether an operator decided.
    pub assigned: bool,
}

impl Store {
    /// State of a member's contact.
    pub async fn contact_state(&self, desk: &str, member: &MemberId) -> Result<ContactState> {
        in_transaction!(self.db, Mode::Read, |tx| state(tx, desk, member).await)
    }

    /// Members to look up now (enabled, linked at least once), the longest due first, at most `limit`. A linked member
    /// who was never looked up is due.
    pub async fn due_contacts(&self, desk: &str, now: DateTime<Utc>, limit: u32) -> Result<Vec<DueContact>> {
        let due = "SELECT m.id, m.customer, m.email, m.enabled, m.role, m.name, m.salutation,
                k.state, k.contact, k.attempts, k.missing_since, k.overdue_told
            FROM contacts_known k JOIN members m ON m.id = k.member
            WHERE k.desk = $1 AND k.next_check <= $2 AND k.assigned = 0 AND m.enabled = 1
                AND EXISTS (SELECT 1 FROM links l WHERE l.member = m.id)
            ORDER BY k.next_check, k.member LIMIT $3";
        let never = "SELECT m.id, m.customer, m.email, m.enabled, m.role, m.name, m.salutation,
                'pending' AS state, NULL AS contact, 0 AS attempts, NULL AS missing_since, 0 AS overdue_told
            FROM members m
            WHERE m.enabled = 1 AND EXISTS (SELECT 1 FROM links l WHERE l.member = m.id)
                AND NOT EXISTS (SELECT 1 FROM contacts_known k WHERE k.desk = $1 AND k.member = m.id)
            ORDER BY m.id LIMIT $2";
        let rows = in_transaction!(self.db, Mode::Read, |tx| {
            let mut rows = tx.rows(due, params![desk, now, i64::from(limit)]).await?;
            let room = i64::from(limit) - i64::try_from(rows.len()).unwrap_or(i64::MAX);
            if room > 0 {
                rows.extend(tx.rows(never, params![desk, room]).await?);
            }
            Ok(rows)
        })?;
        rows.iter().map(|row| read(row, now)).collect()
    }

    /// Asks for a lookup now (sign-in, after a ticket was created). Idempotent.
    pub async fn want_contact(&self, desk: &str, member: &MemberId, now: DateTime<Utc>) -> Result<()> {
        in_transaction!(self.db, Mode::Write, |tx| want(tx, desk, member, now).await)
    }

    /// Keeps what a lookup found; with a newly linked contact (or overdue), the events are stored in the same transaction.
    #[expect(clippy::fn_params_excessive_bools, reason = "the name says what it is")]
    pub async fn put_contact(
        &self,
        desk: &str,
        member: &MemberId,
        state: &ContactState,
        next_check: DateTime<Utc>,
        overdue_told: bool,
        mut events: Vec<(EventId, ConversationId, String)>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        // Missed since the first lookup that found nothing certain; a contact that is known starts the count anew.
        let sql = "INSERT INTO contacts_known
                (desk, member, state, contact, attempts, missing_since, next_check, overdue_told)
            VALUES ($1, $2, $3, $4, CASE WHEN $3 = 'linked' THEN 0 ELSE 1 END,
                CASE WHEN $3 IN ('missing', 'ambiguous') THEN $7 END, $5, $6)
            ON CONFLICT (desk, member) DO UPDATE SET state = excluded.state, contact = excluded.contact,
                attempts = CASE WHEN excluded.state = 'linked' THEN 0 ELSE contacts_known.attempts + 1 END,
                missing_since = CASE WHEN excluded.state = 'linked' THEN NULL
                    ELSE COALESCE(contacts_known.missing_since, excluded.missing_since) END,
                next_check = excluded.next_check, overdue_told = excluded.overdue_told
                WHERE contacts_known.assigned = 0";
        let contact = state.id().map(ContactId::as_str);
        let values = params![desk, member.as_str(), word(state), contact, next_check, overdue_told, now];
        // Always in one order, so that two processes cannot wait for each other.
        events.sort_by(|a, b| a.0.cmp(&b.0));
        in_transaction!(self.db, Mode::Write, |tx| {
            // What an operator assigned meanwhile stays.
            if tx.execute(sql, values.clone()).await? > 0 {
                for (id, conversation, event) in &events {
                    inbox::accept(tx, id, conversation, event, now).await?;
                }
            }
            Ok(())
        })
    }

    /// Keeps the contact that an operator decided on, whatever lookups find; the events are stored with it. Audited.
    pub async fn assign_contact(
        &self,
        desk: &str,
        member: &MemberId,
        contact: &ContactId,
        events: &[(EventId, ConversationId, String)],
        now: DateTime<Utc>,
    ) -> Result<()> {
        let sql = "INSERT INTO contacts_known
                (desk, member, state, contact, attempts, missing_since, next_check, overdue_told, assigned)
            VALUES ($1, $2, 'linked', $3, 0, NULL, $4, 0, 1)
            ON CONFLICT (desk, member) DO UPDATE SET state = 'linked', contact = excluded.contact, attempts = 0,
                missing_since = NULL, next_check = excluded.next_check, assigned = 1";
        in_transaction!(self.db, Mode::Write, |tx| {
            tx.execute(sql, params![desk, member.as_str(), contact.as_str(), now]).await?;
            for (id, conversation, event) in events {
                inbox::accept(tx, id, conversation, event, now).await?;
            }
            audit::write(tx, &audit::by_operator("contact.assigned", member.as_str()), now).await
        })
    }

    /// Has a member's contact looked up now, also one that an operator assigned. Audited.
    pub async fn refresh_contact(&self, desk: &str, member: &MemberId, now: DateTime<Utc>) -> Result<()> {
        let sql = "INSERT INTO contacts_known (desk, member, state, attempts, next_check, overdue_told)
            VALUES ($1, $2, 'pending', 0, $3, 0)
            ON CONFLICT (desk, member) DO UPDATE SET next_check = excluded.next_check, assigned = 0";
        in_transaction!(self.db, Mode::Write, |tx| {
            tx.execute(sql, params![desk, member.as_str(), now]).await?;
            audit::write(tx, &audit::by_operator("contact.refreshed", member.as_str()), now).await
        })
    }

    /// What is known of the contacts of a customer's members, or of all for an empty id, by customer and address.
    pub async fn contact_list(&self, desk: &str, customer: &str) -> Result<Vec<KnownContact>> {
        let sql = "SELECT m.id, m.customer, m.email, m.name, COALESCE(k.state, 'pending') AS state, k.contact,
                COALESCE(k.attempts, 0) AS attempts, k.missing_since, COALESCE(k.assigned, 0) AS assigned
            FROM members m LEFT JOIN contacts_known k ON k.member = m.id AND k.desk = $1
            WHERE $2 = '' OR m.customer = $2 ORDER BY m.customer, m.email";
        let known = |row: &Row| {
            Ok(KnownContact {
                member: MemberId::from(row.get::<String>("id")?),
                customer: CustomerId::from(row.get::<String>("customer")?),
                email: Email::parse(&row.get::<String>("email")?).ok_or_else(|| unknown_word("e-mail"))?,
                name: row.get("name")?,
                state: row.get("state")?,
                contact: row.get::<Option<String>>("contact")?.map(ContactId::from),
                attempts: row.get("attempts")?,
                missing_since: row.get("missing_since")?,
                assigned: row.get("assigned")?,
            })
        };
        self.db.rows(sql, params![desk, customer]).await?.iter().map(known).collect()
    }

    /// The member behind a contact of the desk, if linked. Of several addresses of one contact the one whose member is
    /// enabled, else the first by id.
    pub async fn member_of_contact(&self, desk: &str, contact: &ContactId) -> Result<Option<MemberId>> {
        let sql = "SELECT k.member FROM contacts_known k JOIN members m ON m.id = k.member
            WHERE k.desk = $1 AND k.contact = $2 ORDER BY m.enabled DESC, k.member LIMIT 1";
        let values = params![desk, contact.as_str()];
        let row = self.db.row(sql, values).await?;
        row.map(|row| row.get::<String>("member").map(MemberId::from)).transpose()
    }
}

/// Looks for a contact from `now` on, within a transaction.
pub(super) async fn want(tx: &mut dyn Transaction, desk: &str, member: &MemberId, now: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO contacts_known (desk, member, state, attempts, next_check, overdue_told)
        VALUES ($1, $2, 'pending', 0, $3, 0)
        ON CONFLICT (desk, member) DO UPDATE SET next_check = excluded.next_check
            WHERE contacts_known.next_check > excluded.next_check";
    tx.execute(sql, params![desk, member.as_str(), now]).await.map(|_| ())
}

/// State of a member's contact, within a transaction.
pub(super) async fn state(tx: &mut dyn Transaction, desk: &str, member: &MemberId) -> Result<ContactState> {
    let sql = "SELECT state, contact FROM contacts_known WHERE desk = $1 AND member = $2";
    let row = tx.row(sql, params![desk, member.as_str()]).await?;
    row.map_or(Ok(ContactState::Pending), |row| read_state(&row))
}

fn word(state: &ContactState) -> &'static str {
    match state {
        ContactState::Missing => "missing",
        ContactState::Pending => "pending",
        ContactState::Linked { .. } => "linked",
        ContactState::Ambiguous => "ambiguous",
    }
}

fn read_state(row: &Row) -> Result<ContactState> {
    let (state, contact): (String, Option<String>) = (row.get("state")?, row.get("contact")?);
    match (state.as_str(), contact) {
        ("missing", _) => Ok(ContactState::Missing),
        ("pending", _) => Ok(ContactState::Pending),
        ("linked", Some(contact)) => Ok(ContactState::Linked { id: ContactId::from(contact) }),
        ("ambiguous", _) => Ok(ContactState::Ambiguous),
        _ => Err(unknown_word("state of a contact")),
    }
}

fn read(row: &Row, now: DateTime<Utc>) -> Result<DueContact> {
    let missing_since: Option<DateTime<Utc>> = row.get("missing_since")?;
    Ok(DueContact {
        member: people::read(row)?,
        state: read_state(row)?,
        attempts: row.get("attempts")?,
        missing_since: missing_since.unwrap_or(now),
        overdue_told: row.get("overdue_told")?,
    })
}
