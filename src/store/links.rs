//! Links: the proven ties between identities and members. Every creation and every end is audited in its transaction.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Result, Store, audit, conversations, lock, outbox, unknown_word};
use crate::database::{DatabaseError, Mode, Row, Transaction, Trouble, in_transaction};
use crate::domain::{ConversationId, Email, Identity, LinkId, MemberId};
use crate::params;

pub use super::conversations::ConversationRow;

/// How a link was proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// A code sent to the mailbox.
    Code,
    /// The e-mail that a trusted workspace vouches for.
    TrustedWorkspace,
}

impl Proof {
    fn id(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::TrustedWorkspace => "trusted_workspace",
        }
    }

    fn from_id(id: &str) -> Option<Self> {
        [Self::Code, Self::TrustedWorkspace].into_iter().find(|proof| proof.id() == id)
    }
}

/// Why a link ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkEnd {
    /// The person signed out.
    SignedOut,
    /// Another address was linked.
    Replaced,
    /// An operator revoked it; the identity is blocked.
    Revoked,
    /// The platform deactivated the account.
    Deactivated,
    /// The proof is too old.
    Expired,
}

impl LinkEnd {
    const ALL: [Self; 5] = [Self::SignedOut, Self::Replaced, Self::Revoked, Self::Deactivated, Self::Expired];

    fn id(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Replaced => "replaced",
            Self::Revoked => "revoked",
            Self::Deactivated => "deactivated",
            Self::Expired => "expired",
        }
    }

    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.id() == id)
    }

    fn audited_as(self) -> &'static str {
        match self {
            Self::SignedOut => "link.ended.signed_out",
            Self::Replaced => "link.ended.replaced",
            Self::Revoked => "link.ended.revoked",
            Self::Deactivated => "link.ended.deactivated",
            Self::Expired => "link.ended.expired",
        }
    }

    /// Who ends a link that way.
    fn by(self, member: &MemberId) -> String {
        match self {
            Self::SignedOut | Self::Replaced => format!("member:{member}"),
            Self::Revoked => "operator".to_owned(),
            Self::Deactivated | Self::Expired => "system".to_owned(),
        }
    }
}

/// A link as operators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRow {
    /// Its id.
    pub id: LinkId,
    /// The identity.
    pub identity: Identity,
    /// The member.
    pub member: MemberId,
    /// How it was proven.
    pub proof: Proof,
    /// When.
    pub since: DateTime<Utc>,
    /// Ended when and why.
    pub ended: Option<(DateTime<Utc>, LinkEnd)>,
    /// The member's address.
    pub email: Email,
    /// Whether the identity is blocked.
    pub blocked: bool,
}

/// Whether ended links are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedToo {
    /// Only active ones.
    No,
    /// All.
    Yes,
}

impl Store {
    /// Links an identity (of a conversation) to a member; ends an older link as `Replaced`. Audited. A blocked identity
    /// is a `Conflict`: nothing links it until an operator lifts the block.
    pub async fn link(
        &self,
        conversation: &ConversationId,
        member: &MemberId,
        proof: Proof,
        now: DateTime<Utc>,
    ) -> Result<LinkId> {
        let link = LinkId::from(self.chance.id());
        in_transaction!(self.db, Mode::Write, |tx| {
            lock(tx, conversation).await?;
            make(tx, &link, conversation, member, proof, now).await
        })?;
        Ok(link)
    }

    /// Ends a link: drops its undelivered messages and its feed. Desk writes that were accepted and the member's mutes
    /// stay. Audited. Idempotent.
    pub async fn end_link(&self, link: &LinkId, how: LinkEnd, now: DateTime<Utc>) -> Result<()> {
        in_transaction!(self.db, Mode::Write, |tx| {
            if let Some(conversation) = conversation_of_link(tx, link).await? {
                lock(tx, &conversation).await?;
                end(tx, link, how, now).await?;
            }
            Ok(())
        })
    }

    /// Active links (and ended ones when asked), newest first, at most `limit`.
    pub async fn links(&self, ended_too: EndedToo, limit: u32) -> Result<Vec<LinkRow>> {
        let sql = match ended_too {
            EndedToo::No => {
                "SELECT l.id, i.platform, i.workspace, i.account, i.blocked, l.member, m.email, l.proof, l.since,
                    l.ended, l.why
                FROM links l JOIN members m ON m.id = l.member
                    JOIN conversations c ON c.id = l.conversation JOIN identities i ON i.id = c.identity
                WHERE l.ended IS NULL ORDER BY l.since DESC, l.id DESC LIMIT $1"
            }
            EndedToo::Yes => {
                "SELECT l.id, i.platform, i.workspace, i.account, i.blocked, l.member, m.email, l.proof, l.since,
                    l.ended, l.why
                FROM links l JOIN members m ON m.id = l.member
                    JOIN conversations c ON c.id = l.conversation JOIN identities i ON i.id = c.identity
                ORDER BY l.since DESC, l.id DESC LIMIT $1"
            }
        };
        let rows = self.db.scan(sql, params![i64::from(limit)]).await?;
        rows.iter().map(read).collect()
    }

    /// All links of a member, ended ones too, newest first.
    pub async fn links_of(&self, member: &MemberId) -> Result<Vec<LinkRow>> {
        let sql = "SELECT l.id, i.platform, i.workspace, i.account, i.blocked, l.member, m.email, l.proof, l.since,
                l.ended, l.why
            FROM links l JOIN members m ON m.id = l.member
                JOIN conversations c ON c.id = l.conversation JOIN identities i ON i.id = c.identity
            WHERE l.member = $1 ORDER BY l.since DESC, l.id DESC";
        self.db.rows(sql, params![member.as_str()]).await?.iter().map(read).collect()
    }

    /// The link with that id, active or not.
    pub async fn link_row(&self, id: &LinkId) -> Result<Option<LinkRow>> {
        let sql = "SELECT l.id, i.platform, i.workspace, i.account, i.blocked, l.member, m.email, l.proof, l.since,
                l.ended, l.why
            FROM links l JOIN members m ON m.id = l.member
                JOIN conversations c ON c.id = l.conversation JOIN identities i ON i.id = c.identity
            WHERE l.id = $1";
        self.db.row(sql, params![id.as_str()]).await?.as_ref().map(read).transpose()
    }

    /// Ends code links proven before `before`, answers their conversations.
    pub async fn expire_links(&self, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<Vec<ConversationId>> {
        in_transaction!(self.db, Mode::Write, |tx| {
            // Always in the order of the conversations, so that two processes cannot wait for each other.
            let sql = "SELECT id, conversation FROM links WHERE ended IS NULL AND proof = 'code' AND since < $1
                ORDER BY conversation";
            let mut ended = Vec::new();
            for row in tx.rows(sql, params![before]).await? {
                let link: String = row.get("id")?;
                let conversation = ConversationId::from(row.get::<String>("conversation")?);
                lock(tx, &conversation).await?;
                if end(tx, &LinkId::from(link), LinkEnd::Expired, now).await? == WasActive::Yes {
                    ended.push(conversation);
                }
            }
            Ok(ended)
        })
    }
}

/// Whether a link was still active when it was to be ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WasActive {
    No,
    Yes,
}

/// Ends a link within a transaction that has locked its conversation.
pub(super) async fn end(
    tx: &mut dyn Transaction,
    link: &LinkId,
    how: LinkEnd,
    now: DateTime<Utc>,
) -> Result<WasActive> {
    let sql = "UPDATE links SET ended = $2, why = $3 WHERE id = $1 AND ended IS NULL RETURNING conversation, member";
    let Some(row) = tx.row(sql, params![link.as_str(), now, how.id()]).await? else { return Ok(WasActive::No) };
    let conversation = ConversationId::from(row.get::<String>("conversation")?);
    let member = MemberId::from(row.get::<String>("member")?);
    outbox::drop_messages(tx, link, now).await?;
    tx.execute("DELETE FROM feed WHERE link = $1", params![link.as_str()]).await?;
    audit::in_conversation(tx, &conversation, how.by(&member), how.audited_as(), now).await?;
    Ok(WasActive::Yes)
}

/// Makes a link within a transaction that has locked the conversation.
pub(super) async fn make(
    tx: &mut dyn Transaction,
    link: &LinkId,
    conversation: &ConversationId,
    member: &MemberId,
    proof: Proof,
    now: DateTime<Utc>,
) -> Result<()> {
    if conversations::is_blocked(tx, conversation).await? {
        return Err(DatabaseError::new(Trouble::Conflict, "link an identity: it is blocked"));
    }
    if let Some(older) = active(tx, conversation).await? {
        end(tx, &older, LinkEnd::Replaced, now).await?;
    }
    let sql = "INSERT INTO links (id, conversation, member, proof, since) VALUES ($1, $2, $3, $4, $5)";
    let values = params![link.as_str(), conversation.as_str(), member.as_str(), proof.id(), now];
    tx.execute(sql, values).await?;
    audit::in_conversation(tx, conversation, format!("member:{member}"), "link.created", now).await
}

/// The conversation of a link, active or not.
pub(super) async fn conversation_of_link(tx: &mut dyn Transaction, link: &LinkId) -> Result<Option<ConversationId>> {
    let row = tx.row("SELECT conversation FROM links WHERE id = $1", params![link.as_str()]).await?;
    row.map(|row| row.get::<String>("conversation").map(ConversationId::from)).transpose()
}

/// The active link of a conversation.
pub(super) async fn active(tx: &mut dyn Transaction, conversation: &ConversationId) -> Result<Option<LinkId>> {
    let sql = "SELECT id FROM links WHERE conversation = $1 AND ended IS NULL";
    let row = tx.row(sql, params![conversation.as_str()]).await?;
    row.map(|row| row.get::<String>("id").map(LinkId::from)).transpose()
}

/// The member of the active link of a conversation.
pub(super) async fn active_member(tx: &mut dyn Transaction, conversation: &ConversationId) -> Result<Option<MemberId>> {
    let sql = "SELECT member FROM links WHERE conversation = $1 AND ended IS NULL";
    let row = tx.row(sql, params![conversation.as_str()]).await?;
    row.map(|row| row.get::<String>("member").map(MemberId::from)).transpose()
}

fn read(row: &Row) -> Result<LinkRow> {
    let (id, member): (String, String) = (row.get("id")?, row.get("member")?);
    let proof: String = row.get("proof")?;
    let (at, why): (Option<DateTime<Utc>>, Option<String>) = (row.get("ended")?, row.get("why")?);
    let ended = match (at, why) {
        (Some(at), Some(why)) => Some((at, LinkEnd::from_id(&why).ok_or_else(|| unknown_word("end of a link"))?)),
        _ => None,
    };
    Ok(LinkRow {
        id: LinkId::from(id),
        identity: conversations::identity(row)?,
        member: MemberId::from(member),
        proof: Proof::from_id(&proof).ok_or_else(|| unknown_word("proof"))?,
        since: row.get("since")?,
        ended,
        email: Email::parse(&row.get::<String>("email")?).ok_or_else(|| unknown_word("e-mail"))?,
        blocked: row.get("blocked")?,
    })
}
