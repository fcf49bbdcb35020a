//! The web page's history: what was shown, in order, per link. Other platforms keep their own.

use chrono::{DateTime, Utc};

use super::{Result, Store};
use crate::domain::{ConversationId, LinkId};

/// One shown thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedRow {
    /// Order, counting up per database; the push connection's event id.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// JSON for the page.
    pub item: String,
}

impl Store {
    /// Appends; a known `id` changes nothing and answers the known row's order. `link` is the one it belongs to.
    pub async fn append_feed(
        &self,
        conversation: &ConversationId,
        id: &str,
        link: Option<&LinkId>,
        item: &str,
        now: DateTime<Utc>,
    ) -> Result<i64> {
        todo!()
    }
    /// Replaces the item of a known id (an edited message); `false` if there is none.
    pub async fn replace_feed(
        &self,
        conversation: &ConversationId,
        id: &str,
        item: &str,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        todo!()
    }
    /// What came after `after`, oldest first, at most `limit`. With `after` 0: the newest `limit`, oldest first.
    pub async fn feed(&self, conversation: &ConversationId, after: i64, limit: u32) -> Result<Vec<FeedRow>> {
        todo!()
    }
    /// Empties the feed of a conversation (after sign-out).
    pub async fn clear_feed(&self, conversation: &ConversationId) -> Result<()> {
        todo!()
    }
}
