//! Identities and their conversations.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::links::{self, LinkEnd};
use super::{Result, Store, audit, entitlement, lock};
use crate::database::{Mode, Row, Transaction, in_transaction};
use crate::domain::{ConversationId, Identity, LinkId, MemberId, Person};
use crate::params;

/// A conversation: one identity's private chat with the bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationRow {
    /// Its id.
    pub id: ConversationId,
    /// Whose.
    pub identity: Identity,
    /// Where its private messages go, in the platform's own words (a room, a channel); JSON, opaque to all others.
    pub address: String,
    /// The active link.
    pub link: Option<LinkId>,
}

impl Store {
    /// The conversation of an identity; made when there is none. Updates the address.
    pub async fn conversation_of(
        &self,
        identity: &Identity,
        address: &str,
        now: DateTime<Utc>,
    ) -> Result<ConversationRow> {
        if let Some(known) = self.conversation_known(identity).await?.filter(|row| row.address == address) {
            return Ok(known);
        }
        let (identity_id, id) = (self.chance.id(), self.chance.id());
        in_transaction!(self.db, Mode::Write, |tx| {
            insert_identity(tx, identity, &identity_id).await?;
            let sql = "INSERT INTO conversations (id, identity, address, created, touched)
                SELECT $1, id, $2, $3, $3 FROM identities WHERE platform = $4 AND workspace = $5 AND account = $6
                ON CONFLICT (identity) DO UPDATE SET address = excluded.address";
            let mut values = params![id.as_str(), address, now];
            values.extend(key(identity));
            tx.execute(sql, values).await?;
            of_identity(tx, identity).await
        })?
        .ok_or_else(|| {
            crate::database::DatabaseError::new(crate::database::Trouble::Transient, "read the conversation just made")
        })
    }

    /// The conversation of an identity, if there is one.
    pub async fn conversation_known(&self, identity: &Identity) -> Result<Option<ConversationRow>> {
        in_transaction!(self.db, Mode::Read, |tx| of_identity(tx, identity).await)
    }

    /// A conversation by id.
    pub async fn conversation(&self, id: &ConversationId) -> Result<Option<ConversationRow>> {
        let sql = "SELECT c.id, c.address, i.platform, i.workspace, i.account, l.id AS link
            FROM conversations c JOIN identities i ON i.id = c.identity
            LEFT JOIN links l ON l.conversation = c.id AND l.ended IS NULL WHERE c.id = $1";
        let row = self.db.row(sql, params![id.as_str()]).await?;
        row.as_ref().map(read).transpose()
    }

    /// Who is behind a conversation on `day`: blocked, stranger, lapsed or member.
    pub async fn person(&self, conversation: &ConversationId, desk: &str, day: NaiveDate) -> Result<Person> {
        let sql = "SELECT i.blocked, l.id AS link, l.member
            FROM conversations c JOIN identities i ON i.id = c.identity
            LEFT JOIN links l ON l.conversation = c.id AND l.ended IS NULL WHERE c.id = $1";
        in_transaction!(self.db, Mode::Read, |tx| {
            let Some(row) = tx.row(sql, params![conversation.as_str()]).await? else { return Ok(Person::Stranger) };
            if row.get("blocked")? {
                return Ok(Person::Blocked);
            }
            let (link, member): (Option<String>, Option<String>) = (row.get("link")?, row.get("member")?);
            let (Some(link), Some(member)) = (link, member) else { return Ok(Person::Stranger) };
            entitlement::linked(tx, &LinkId::from(link), &MemberId::from(member), desk, day).await
        })
    }

    /// Conversations of active links of a member.
    pub async fn conversations_of_member(&self, member: &MemberId) -> Result<Vec<ConversationRow>> {
        let sql = "SELECT c.id, c.address, i.platform, i.workspace, i.account, l.id AS link
            FROM links l JOIN conversations c ON c.id = l.conversation JOIN identities i ON i.id = c.identity
            WHERE l.member = $1 AND l.ended IS NULL AND i.blocked = 0 ORDER BY l.since, l.id";
        let rows = self.db.rows(sql, params![member.as_str()]).await?;
        rows.iter().map(read).collect()
    }

    /// Blocks or unblocks an identity, known or not. Blocking ends its link as `Revoked` and voids its code. Audited.
    /// A change that is none is not audited.
    #[expect(clippy::fn_params_excessive_bools, reason = "the name says what it is")]
    pub async fn set_blocked(&self, identity: &Identity, blocked: bool, now: DateTime<Utc>) -> Result<()> {
        let identity_id = self.chance.id();
        in_transaction!(self.db, Mode::Write, |tx| {
            insert_identity(tx, identity, &identity_id).await?;
            let known = of_identity(tx, identity).await?;
            if let Some(row) = &known {
                lock(tx, &row.id).await?;
            }
            let sql = "UPDATE identities SET blocked = $4
                WHERE platform = $1 AND workspace = $2 AND account = $3 AND blocked <> $4";
            let mut values = key(identity);
            values.push(blocked.into());
            if tx.execute(sql, values).await? == 0 {
                return Ok(());
            }
            let place = known.as_ref().map_or_else(|| identity.platform.clone(), |row| place(identity, &row.id));
            let what = if blocked { "identity.blocked" } else { "identity.unblocked" };
            let entry = audit::NewEntry { who: "operator".to_owned(), place, what: what.to_owned(), ticket: None };
            audit::write(tx, &entry, now).await?;
            if let (true, Some(row)) = (blocked, known) {
                if let Some(link) = links::active(tx, &row.id).await? {
                    links::end(tx, &link, LinkEnd::Revoked, now).await?;
                }
                tx.execute("DELETE FROM codes WHERE conversation = $1", params![row.id.as_str()]).await?;
            }
            Ok(())
        })
    }
}

/// Whether the identity of a conversation is blocked.
pub(super) async fn is_blocked(tx: &mut dyn Transaction, conversation: &ConversationId) -> Result<bool> {
    let sql = "SELECT i.blocked FROM conversations c JOIN identities i ON i.id = c.identity WHERE c.id = $1";
    let row = tx.row(sql, params![conversation.as_str()]).await?;
    row.map_or(Ok(false), |row| row.get("blocked"))
}

/// The identity in a row's `platform`, `workspace` and `account`.
pub(super) fn identity(row: &Row) -> Result<Identity> {
    Ok(Identity { platform: row.get("platform")?, workspace: row.get("workspace")?, user: row.get("account")? })
}

async fn insert_identity(tx: &mut dyn Transaction, identity: &Identity, id: &str) -> Result<()> {
    let sql = "INSERT INTO identities (platform, workspace, account, id, blocked) VALUES ($1, $2, $3, $4, 0)
        ON CONFLICT (platform, workspace, account) DO NOTHING";
    let mut values = key(identity);
    values.push(id.into());
    tx.execute(sql, values).await?;
    Ok(())
}

async fn of_identity(tx: &mut dyn Transaction, identity: &Identity) -> Result<Option<ConversationRow>> {
    let sql = "SELECT c.id, c.address, i.platform, i.workspace, i.account, l.id AS link
        FROM identities i JOIN conversations c ON c.identity = i.id
        LEFT JOIN links l ON l.conversation = c.id AND l.ended IS NULL
        WHERE i.platform = $1 AND i.workspace = $2 AND i.account = $3";
    tx.row(sql, key(identity)).await?.as_ref().map(read).transpose()
}

fn key(identity: &Identity) -> Vec<crate::database::Param> {
    params![identity.platform.as_str(), identity.workspace.as_str(), identity.user.as_str()]
}

fn place(identity: &Identity, conversation: &ConversationId) -> String {
    format!("{}:{conversation}", identity.platform)
}

fn read(row: &Row) -> Result<ConversationRow> {
    let (id, link): (String, Option<String>) = (row.get("id")?, row.get("link")?);
    Ok(ConversationRow {
        id: ConversationId::from(id),
        identity: identity(row)?,
        address: row.get("address")?,
        link: link.map(LinkId::from),
    })
}
