//! What is known about a file without its bytes.

use serde::{Deserialize, Serialize};

use super::FileId;

/// A stored file's name, type and size. The bytes live in the store or the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMeta {
    /// Id in the store (inbound) or in the desk (attachments of a ticket).
    pub id: FileId,
    /// File name without any path, control characters removed.
    pub name: String,
    /// MIME type as sniffed or claimed; never trusted for rendering.
    pub mime: String,
    /// Size in bytes.
    pub size_bytes: u64,
}
