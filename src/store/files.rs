//! Files on their way from the person to the desk (or back to the person).

use chrono::{DateTime, Utc};

use super::{Result, Store};
use crate::database::{Mode, Param, Row, Transaction, in_transaction};
use crate::domain::{ConversationId, FileId, FileMeta};
use crate::params;

impl Store {
    /// Keeps a file. On return it is on disk. The caller has checked its size and the conversation's total.
    pub async fn put_file(
        &self,
        conversation: &ConversationId,
        meta: &FileMeta,
        bytes: Vec<u8>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let sql = "INSERT INTO files (id, conversation, name, mime, size_bytes, created, bytes)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let size = size_of(&bytes);
        let values =
            params![meta.id.as_str(), conversation.as_str(), meta.name.as_str(), meta.mime.as_str(), size, now];
        in_transaction!(self.db, Mode::Write, |tx| {
            let mut values = values.clone();
            values.push(Param::from(bytes.clone()));
            tx.execute(sql, values).await
        })?;
        Ok(())
    }

    /// A file of that conversation; one of another conversation is not found.
    pub async fn file(&self, conversation: &ConversationId, id: &FileId) -> Result<Option<(FileMeta, Vec<u8>)>> {
        let sql = "SELECT id, name, mime, size_bytes, bytes FROM files WHERE id = $1 AND conversation = $2";
        let values = params![id.as_str(), conversation.as_str()];
        let row = self.db.row(sql, values).await?;
        row.as_ref().map(read).transpose()
    }

    /// A file by id, for the outbox (the write that names it was accepted from its conversation).
    pub async fn file_bytes(&self, id: &FileId) -> Result<Option<(FileMeta, Vec<u8>)>> {
        let sql = "SELECT id, name, mime, size_bytes, bytes FROM files WHERE id = $1";
        let row = self.db.row(sql, params![id.as_str()]).await?;
        row.as_ref().map(read).transpose()
    }

    /// Bytes kept for a conversation that are not yet at the desk, for its limit.
    pub async fn file_bytes_of(&self, conversation: &ConversationId) -> Result<u64> {
        let sql = "SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) AS total FROM files WHERE conversation = $1";
        let row = self.db.row(sql, params![conversation.as_str()]).await?;
        let total: i64 = row.map_or(Ok(0), |row| row.get("total"))?;
        Ok(u64::try_from(total).unwrap_or_default())
    }
}

/// Deletes files of a conversation within a transaction; ids of other conversations are left alone.
pub(super) async fn forget(tx: &mut dyn Transaction, conversation: &ConversationId, ids: &[FileId]) -> Result<()> {
    for id in ids {
        let values = params![id.as_str(), conversation.as_str()];
        tx.execute("DELETE FROM files WHERE id = $1 AND conversation = $2", values).await?;
    }
    Ok(())
}

fn size_of(bytes: &[u8]) -> i64 {
    i64::try_from(bytes.len()).unwrap_or(i64::MAX)
}

fn read(row: &Row) -> Result<(FileMeta, Vec<u8>)> {
    let id: String = row.get("id")?;
    let size: i64 = row.get("size_bytes")?;
    let meta = FileMeta {
        id: FileId::from(id),
        name: row.get("name")?,
        mime: row.get("mime")?,
        size_bytes: u64::try_from(size).unwrap_or_default(),
    };
    Ok((meta, row.get("bytes")?))
}
