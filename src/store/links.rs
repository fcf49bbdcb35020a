//! Identities, their conversations, and the links that tie them to members.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Result, Store};
use crate::domain::{ConversationId, Identity, LinkId, MemberId, Person};

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

/// How a link was proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// A code sent to the mailbox.
    Code,
    /// The e-mail that a trusted workspace vouches for.
    TrustedWorkspace,
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
}

impl Store {
    /// The conversation of an identity; made when there is none. Updates the address.
    pub async fn conversation_of(
        &self,
        identity: &Identity,
        address: &str,
        now: DateTime<Utc>,
    ) -> Result<ConversationRow> {
        todo!()
    }
    /// The conversation of an identity, if there is one.
    pub async fn conversation_known(&self, identity: &Identity) -> Result<Option<ConversationRow>> {
        todo!()
    }
    /// A conversation by id.
    pub async fn conversation(&self, id: &ConversationId) -> Result<Option<ConversationRow>> {
        todo!()
    }
    /// Who is behind a conversation on `day`: blocked, stranger, lapsed or member.
    pub async fn person(&self, conversation: &ConversationId, desk: &str, day: NaiveDate) -> Result<Person> {
        todo!()
    }
    /// Conversations of active links of a member.
    pub async fn conversations_of_member(&self, member: &MemberId) -> Result<Vec<ConversationRow>> {
        todo!()
    }
    /// Links an identity (of a conversation) to a member; ends an older link as `Replaced`. Audited.
    pub async fn link(
        &self,
        conversation: &ConversationId,
        member: &MemberId,
        proof: Proof,
        now: DateTime<Utc>,
    ) -> Result<LinkId> {
        todo!()
    }
    /// Ends a link: drops its undelivered messages, its feed and its mutes. Audited. Idempotent.
    pub async fn end_link(&self, link: &LinkId, end: LinkEnd, now: DateTime<Utc>) -> Result<()> {
        todo!()
    }
    /// Blocks or unblocks an identity. Blocking ends its link as `Revoked`.
    pub async fn set_blocked(&self, identity: &Identity, blocked: bool, now: DateTime<Utc>) -> Result<()> {
        todo!()
    }
    /// Active links (and ended ones when asked), newest first, at most `limit`.
    pub async fn links(&self, ended_too: EndedToo, limit: u32) -> Result<Vec<LinkRow>> {
        todo!()
    }
    /// Ends code links proven before `before`, answers their conversations.
    pub async fn expire_links(&self, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<Vec<ConversationId>> {
        todo!()
    }
}

/// Whether ended links are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedToo {
    /// Only active ones.
    No,
    /// All.
    Yes,
}
