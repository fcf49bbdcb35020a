//! Contacts: the person's record in the desk, made when somebody's first ticket is filed.

use super::writing::Writing;
use super::{EmbeddedDesk, Result};
use crate::database::{Row, Transaction};
use crate::desks::ContactMatch;
use crate::desks::support::{Contact, NewContact};
use crate::domain::{ContactId, CustomerId, Email};
use crate::params;

const SELECT_OF_ADDRESS: &str = "SELECT id, email, customer, customer_name, name, phone FROM desk_contacts
    WHERE email = $1 AND customer = $2";

pub(super) fn read(row: &Row) -> Result<Contact> {
    let email: String = row.get("email")?;
    Ok(Contact {
        id: ContactId::new(row.get::<String>("id")?),
        email: Email::parse(&email)
            .ok_or_else(|| super::DeskError::new(super::DeskTrouble::Invalid, "read a contact: its address is none"))?,
        customer: CustomerId::new(row.get::<String>("customer")?),
        customer_name: row.get("customer_name")?,
        name: row.get("name")?,
        phone: row.get("phone")?,
    })
}

impl EmbeddedDesk {
    pub(super) async fn contact_of(&self, email: &Email, customer: &CustomerId) -> Result<ContactMatch> {
        let mut tx = self.reading().await?;
        let row = tx.row(SELECT_OF_ADDRESS, params![email.as_str(), customer.as_str()]).await?;
        Ok(match row {
            Some(row) => {
                let contact = read(&row)?;
                ContactMatch::One { id: contact.id, customer: contact.customer }
            }
            None => ContactMatch::None,
        })
    }

    /// The contact of that address and company; made if there is none. One of another company is never taken.
    pub(super) async fn contact_for(&self, writing: &mut Writing, new: &NewContact) -> Result<Contact> {
        let key = params![new.email.as_str(), new.customer.as_str()];
        if let Some(row) = writing.tx.row(SELECT_OF_ADDRESS, key).await? {
            return read(&row);
        }
        let id = format!("{}-{}", self.setup.contact_prefix, writing.next_of("contact", 1).await?);
        let sql = "INSERT INTO desk_contacts (id, email, customer, customer_name, name, phone, created)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let values = params![
            id.as_str(),
            new.email.as_str(),
            new.customer.as_str(),
            new.customer_name.as_str(),
            new.name.as_str(),
            new.phone.as_str(),
            writing.now,
        ];
        writing.tx.execute(sql, values).await?;
        let NewContact { email, customer, customer_name, name, phone } = new.clone();
        Ok(Contact { id: ContactId::new(id), email, customer, customer_name, name, phone })
    }

    /// The contact with that Support-ID, if it belongs to that company.
    pub(super) async fn contact_with_id(
        tx: &mut dyn Transaction,
        id: &ContactId,
        customer: &CustomerId,
    ) -> Result<Option<Contact>> {
        let sql = "SELECT id, email, customer, customer_name, name, phone FROM desk_contacts
            WHERE id = $1 AND customer = $2";
        tx.row(sql, params![id.as_str(), customer.as_str()]).await?.as_ref().map(read).transpose()
    }
}
