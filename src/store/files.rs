//! Files on their way from the person to the desk (or back to the person).

use chrono::{DateTime, Utc};

use super::{Result, Store};
use crate::domain::{ConversationId, FileId, FileMeta};

impl Store {
    /// Keeps a file. On return it is on disk.
    pub async fn put_file(
        &self,
        conversation: &ConversationId,
        meta: &FileMeta,
        bytes: Vec<u8>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        todo!()
    }
    /// A file of that conversation; one of another conversation is not found.
    pub async fn file(&self, conversation: &ConversationId, id: &FileId) -> Result<Option<(FileMeta, Vec<u8>)>> {
        todo!()
    }
    /// A file by id, for the outbox (the write that names it was accepted from its conversation).
    pub async fn file_bytes(&self, id: &FileId) -> Result<Option<(FileMeta, Vec<u8>)>> {
        todo!()
    }
    /// Bytes kept for a conversation that are not yet at the desk, for its limit.
    pub async fn file_bytes_of(&self, conversation: &ConversationId) -> Result<u64> {
        todo!()
    }
    /// Deletes files.
    pub async fn delete_files(&self, ids: &[FileId]) -> Result<()> {
        todo!()
    }
}
