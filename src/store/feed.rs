//! The web page's history: what was shown, in order, per link. Other platforms keep their own.

use chrono::{DateTime, Utc};
use futures_util::{Stream, StreamExt};

use super::{Result, Store, lock};
use crate::database::{Mode, Row, in_transaction};
use crate::domain::{ConversationId, LinkId};
use crate::params;

/// One shown thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedRow {
    /// Order, counting up per database; the push connection's event id. Never given twice.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// JSON for the page.
    pub item: String,
}

impl Store {
    /// Appends; a known `id` changes nothing and answers the known row's order. `link` is the one it belongs to.
    ///
    /// Who has read up to a row has missed none before it: a conversation's rows appear in the order of their numbers, and on
    /// return the row is on disk. A page keeps the number as its place; one that was lost would be given to another row.
    pub async fn append_feed(
        &self,
        conversation: &ConversationId,
        id: &str,
        link: Option<&LinkId>,
        item: &str,
        now: DateTime<Utc>,
    ) -> Result<i64> {
        in_transaction!(self.db, Mode::Write, |tx| {
            lock(tx, conversation).await?;
            let known = "SELECT seq FROM feed WHERE conversation = $1 AND id = $2";
            if let Some(row) = tx.row(known, params![conversation.as_str(), id]).await? {
                return row.get("seq");
            }
            let sql = "INSERT INTO feed (conversation, id, link, item, shown) VALUES ($1, $2, $3, $4, $5)
                RETURNING seq";
            let row = tx.row(sql, params![conversation.as_str(), id, link.map(LinkId::as_str), item, now]).await?;
            row.map_or(Ok(0), |row| row.get("seq"))
        })
    }

    /// Tells other processes that a conversation's page has something new to read. `from` says who tells it.
    pub async fn tell_page(&self, from: &str, conversation: &ConversationId) -> Result<()> {
        self.db.tell(&format!("{from} {conversation}")).await
    }

    /// Conversations whose page has something new to read, as other processes tell it; not what `me` told. `None` where
    /// there are no other processes.
    pub async fn pages_told(&self, me: &str) -> Result<Option<impl Stream<Item = ConversationId> + Send + use<>>> {
        let me = me.to_owned();
        Ok(self.db.listen().await?.map(|words| {
            words.filter_map(move |word| {
                let told = word.split_once(' ').filter(|(from, _)| *from != me);
                std::future::ready(told.map(|(_, conversation)| ConversationId::from(conversation)))
            })
        }))
    }

    /// Replaces the item of a known id (an edited message); `false` if there is none.
    pub async fn replace_feed(
        &self,
        conversation: &ConversationId,
        id: &str,
        item: &str,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let sql = "UPDATE feed SET item = $3, edited = $4 WHERE conversation = $1 AND id = $2";
        let values = params![conversation.as_str(), id, item, now];
        let changed = self.db.execute(sql, values).await?;
        Ok(changed > 0)
    }

    /// What came after `after`, oldest first, at most `limit`. With `after` 0: the newest `limit`, oldest first.
    pub async fn feed(&self, conversation: &ConversationId, after: i64, limit: u32) -> Result<Vec<FeedRow>> {
        let newest =
            "SELECT seq, shown, item FROM feed WHERE conversation = $1 AND seq > $2 ORDER BY seq DESC LIMIT $3";
        let next = "SELECT seq, shown, item FROM feed WHERE conversation = $1 AND seq > $2 ORDER BY seq LIMIT $3";
        let sql = if after == 0 { newest } else { next };
        let values = params![conversation.as_str(), after, i64::from(limit)];
        let rows = self.db.rows(sql, values).await?;
        let mut rows: Vec<FeedRow> = rows.iter().map(read).collect::<Result<_>>()?;
        rows.sort_unstable_by_key(|row| row.seq);
        Ok(rows)
    }

    /// Empties the feed of a conversation (after sign-out).
    pub async fn clear_feed(&self, conversation: &ConversationId) -> Result<()> {
        let sql = "DELETE FROM feed WHERE conversation = $1";
        self.db.execute(sql, params![conversation.as_str()]).await?;
        Ok(())
    }
}

fn read(row: &Row) -> Result<FeedRow> {
    Ok(FeedRow { seq: row.get("seq")?, at: row.get("shown")?, item: row.get("item")? })
}
