//! Everything that is kept about one person, for the person: read only, as it is at one moment.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use super::audit::AuditRow;
use super::links::LinkRow;
use super::{Result, Store, audit, conversations, links, people};
use crate::database::{Mode, Row, Transaction, in_transaction};
use crate::domain::{ContactId, ConversationId, FileId, FileMeta, Identity, Member, MemberId, OpKey, TicketNumber};
use crate::params;

/// Conversations that are a member's: whose newest link is theirs. `$1` is the member.
macro_rules! theirs {
    () => {
        "SELECT l.conversation FROM links l WHERE l.member = $1 AND NOT EXISTS (
            SELECT 1 FROM links n WHERE n.conversation = l.conversation AND n.member <> l.member AND n.since >= l.since)"
    };
}
pub(super) use theirs;

/// What is kept about a member, but for what the desk keeps.
#[derive(Clone, Debug, Serialize)]
pub struct Kept {
    /// The record.
    pub member: Member,
    /// The company's name.
    pub company: String,
    /// Which chat identities are proven to be the member, and were.
    pub links: Vec<LinkRow>,
    /// Their conversations.
    pub conversations: Vec<KeptConversation>,
    /// Support-IDs.
    pub support_ids: Vec<KeptContact>,
    /// Tickets filed here.
    pub filings: Vec<Filing>,
    /// Tickets of which the person wants to hear nothing.
    pub muted: Vec<Muted>,
    /// What they did and what was done about them.
    pub audit: Vec<AuditRow>,
}

/// A conversation, whole.
#[derive(Clone, Debug, Serialize)]
pub struct KeptConversation {
    /// Its id.
    pub id: ConversationId,
    /// The chat identity.
    pub identity: Identity,
    /// Whether it is shut out.
    pub blocked: bool,
    /// Where private messages go.
    pub address: Value,
    /// Since when it is kept.
    pub created: DateTime<Utc>,
    /// When something happened last.
    pub touched: DateTime<Utc>,
    /// Drafts, settings, open questions.
    pub state: Value,
    /// What the web chat shows.
    pub transcript: Vec<Shown>,
    /// What was said and is not handled, or could not be.
    pub events: Vec<KeptEvent>,
    /// What is still to be delivered.
    pub deliveries: Vec<KeptDelivery>,
    /// Files on their way.
    pub files: Vec<KeptFile>,
    /// Until when browsers stay signed in.
    pub sessions: Vec<KeptSession>,
}

/// Something that the web chat shows.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// When it was shown first.
    pub at: DateTime<Utc>,
    /// What.
    pub item: Value,
}

/// An event with what it says.
#[derive(Clone, Debug, Serialize)]
pub struct KeptEvent {
    /// When it came.
    pub received: DateTime<Utc>,
    /// `pending` or `aside`.
    pub state: String,
    /// What it says.
    pub event: Value,
}

/// A delivery with what it says.
#[derive(Clone, Debug, Serialize)]
pub struct KeptDelivery {
    /// When it was ordered.
    pub ordered: DateTime<Utc>,
    /// `message`, `held`, `write` or `mail`.
    pub lane: String,
    /// `pending`, `unknown` or `failed`.
    pub state: String,
    /// What it says.
    pub content: Value,
}

/// A file on its way.
#[derive(Clone, Debug, Serialize)]
pub struct KeptFile {
    /// When it was sent.
    pub sent: DateTime<Utc>,
    /// Name, type, size.
    #[serde(flatten)]
    pub meta: FileMeta,
}

/// A browser that is signed in.
#[derive(Clone, Debug, Serialize)]
pub struct KeptSession {
    /// Since when.
    pub created: DateTime<Utc>,
    /// Until when.
    pub expires: DateTime<Utc>,
}

/// What is known of the member's record in a desk.
#[derive(Clone, Debug, Serialize)]
pub struct KeptContact {
    /// Which desk.
    pub desk: String,
    /// `pending`, `missing`, `linked` or `ambiguous`.
    pub state: String,
    /// The Support-ID.
    pub contact: Option<ContactId>,
}

/// A ticket filed here.
#[derive(Clone, Debug, Serialize)]
pub struct Filing {
    /// The operation.
    pub op: OpKey,
    /// When.
    pub filed: DateTime<Utc>,
    /// The desk, once it has the ticket.
    pub desk: Option<String>,
    /// Its number there.
    pub number: Option<TicketNumber>,
}

/// A ticket of which the person wants to hear nothing.
#[derive(Clone, Debug, Serialize)]
pub struct Muted {
    /// Which.
    pub number: TicketNumber,
    /// Since when.
    pub since: DateTime<Utc>,
}

impl Store {
    /// Everything that is kept about a member, as it is at one moment; `None` if there is no such member.
    pub async fn kept_of(&self, id: &MemberId) -> Result<Option<Kept>> {
        in_transaction!(self.db, Mode::Read, |tx| {
            let Some(member) = people::member(tx, id).await? else { return Ok(None) };
            let company = tx.row("SELECT name FROM customers WHERE id = $1", params![member.customer.as_str()]).await?;
            Ok(Some(Kept {
                company: company.map(|row| row.get("name")).transpose()?.unwrap_or_default(),
                links: links::of_member(tx, id).await?,
                conversations: conversations_of(tx, id).await?,
                support_ids: contacts_of(tx, id).await?,
                filings: filings_of(tx, id).await?,
                muted: muted_by(tx, id).await?,
                audit: audit::of_member(tx, id).await?,
                member,
            }))
        })
    }

    /// Keeps that a copy was handed out. Audited, without anything of the person but the member's id.
    pub async fn exported(&self, member: &MemberId, now: DateTime<Utc>) -> Result<()> {
        self.audit(&audit::by_operator("data.exported", member.as_str()), now).await
    }
}

async fn conversations_of(tx: &mut dyn Transaction, member: &MemberId) -> Result<Vec<KeptConversation>> {
    let sql = concat!(
        "SELECT c.id, c.address, c.created, c.touched, c.state, i.platform, i.workspace, i.account, i.blocked
        FROM conversations c JOIN identities i ON i.id = c.identity WHERE c.id IN (",
        theirs!(),
        ") ORDER BY c.created, c.id"
    );
    let mut kept = Vec::new();
    for row in tx.rows(sql, params![member.as_str()]).await? {
        let id = ConversationId::from(row.get::<String>("id")?);
        let identity = conversations::identity(&row)?;
        kept.push(KeptConversation {
            blocked: row.get("blocked")?,
            address: json(&row, "address")?,
            created: row.get("created")?,
            touched: row.get("touched")?,
            state: json(&row, "state")?,
            transcript: transcript(tx, &id).await?,
            events: events(tx, &id).await?,
            deliveries: deliveries(tx, &id).await?,
            files: files(tx, &id).await?,
            sessions: sessions(tx, &identity).await?,
            id,
            identity,
        });
    }
    Ok(kept)
}

async fn transcript(tx: &mut dyn Transaction, conversation: &ConversationId) -> Result<Vec<Shown>> {
    let sql = "SELECT shown, item FROM feed WHERE conversation = $1 ORDER BY seq";
    let rows = tx.rows(sql, params![conversation.as_str()]).await?;
    rows.iter().map(|row| Ok(Shown { at: row.get("shown")?, item: json(row, "item")? })).collect()
}

async fn events(tx: &mut dyn Transaction, conversation: &ConversationId) -> Result<Vec<KeptEvent>> {
    let sql = "SELECT received, state, event FROM inbox WHERE conversation = $1 AND event <> '' ORDER BY seq";
    let rows = tx.rows(sql, params![conversation.as_str()]).await?;
    let kept = |row: &Row| {
        Ok(KeptEvent { received: row.get("received")?, state: row.get("state")?, event: json(row, "event")? })
    };
    rows.iter().map(kept).collect()
}

async fn deliveries(tx: &mut dyn Transaction, conversation: &ConversationId) -> Result<Vec<KeptDelivery>> {
    let sql = "SELECT created, lane, state, payload FROM outbox WHERE conversation = $1 AND payload <> '' ORDER BY seq";
    let rows = tx.rows(sql, params![conversation.as_str()]).await?;
    let kept = |row: &Row| {
        Ok(KeptDelivery {
            ordered: row.get("created")?,
            lane: row.get("lane")?,
            state: row.get("state")?,
            content: json(row, "payload")?,
        })
    };
    rows.iter().map(kept).collect()
}

async fn files(tx: &mut dyn Transaction, conversation: &ConversationId) -> Result<Vec<KeptFile>> {
    let sql = "SELECT id, name, mime, size_bytes, created FROM files WHERE conversation = $1 ORDER BY created, id";
    let rows = tx.rows(sql, params![conversation.as_str()]).await?;
    let kept = |row: &Row| {
        let meta = FileMeta {
            id: FileId::from(row.get::<String>("id")?),
            name: row.get("name")?,
            mime: row.get("mime")?,
            size_bytes: u64::try_from(row.get::<i64>("size_bytes")?).unwrap_or_default(),
        };
        Ok(KeptFile { sent: row.get("created")?, meta })
    };
    rows.iter().map(kept).collect()
}

async fn sessions(tx: &mut dyn Transaction, identity: &Identity) -> Result<Vec<KeptSession>> {
    let sql = "SELECT created, expires FROM sessions WHERE kind = 'chat' AND account = $1 AND $2 = 'web'
        ORDER BY created";
    let rows = tx.rows(sql, params![identity.user.as_str(), identity.platform.as_str()]).await?;
    rows.iter().map(|row| Ok(KeptSession { created: row.get("created")?, expires: row.get("expires")? })).collect()
}

async fn contacts_of(tx: &mut dyn Transaction, member: &MemberId) -> Result<Vec<KeptContact>> {
    let sql = "SELECT desk, state, contact FROM contacts_known WHERE member = $1 ORDER BY desk";
    let rows = tx.rows(sql, params![member.as_str()]).await?;
    let kept = |row: &Row| {
        let contact = row.get::<Option<String>>("contact")?.map(ContactId::from);
        Ok(KeptContact { desk: row.get("desk")?, state: row.get("state")?, contact })
    };
    rows.iter().map(kept).collect()
}

async fn filings_of(tx: &mut dyn Transaction, member: &MemberId) -> Result<Vec<Filing>> {
    let sql = "SELECT op, filed, desk, number FROM filings WHERE member = $1 ORDER BY filed, op";
    let rows = tx.rows(sql, params![member.as_str()]).await?;
    let kept = |row: &Row| {
        Ok(Filing {
            op: OpKey::from(row.get::<String>("op")?),
            filed: row.get("filed")?,
            desk: row.get("desk")?,
            number: row.get::<Option<String>>("number")?.map(TicketNumber::from),
        })
    };
    rows.iter().map(kept).collect()
}

async fn muted_by(tx: &mut dyn Transaction, member: &MemberId) -> Result<Vec<Muted>> {
    let sql = "SELECT number, since FROM mutes WHERE member = $1 ORDER BY number";
    let rows = tx.rows(sql, params![member.as_str()]).await?;
    let kept =
        |row: &Row| Ok(Muted { number: TicketNumber::from(row.get::<String>("number")?), since: row.get("since")? });
    rows.iter().map(kept).collect()
}

/// A text that holds JSON; one that does not is handed out as it is.
fn json(row: &Row, column: &str) -> Result<Value> {
    let text: Option<String> = row.get(column)?;
    Ok(text.map_or(Value::Null, |text| serde_json::from_str(&text).unwrap_or(Value::String(text))))
}
