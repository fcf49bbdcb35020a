//! One-time codes of the sign-in: only hashes are kept.

use chrono::{DateTime, Utc};

use super::{Result, Store};
use crate::domain::{ConversationId, Email, MemberId};

/// What a typed code turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeCheck {
    /// Right: it is used up now, the member may be linked.
    Right {
        /// Whom it was sent to.
        member: MemberId,
    },
    /// Wrong; so many tries are left.
    Wrong {
        /// Tries left.
        left: u32,
    },
    /// The tries are used up; the code is void.
    Void,
    /// There is no code, or it is too old or was used.
    Expired,
}

impl Store {
    /// Keeps the hash of a new code for this conversation and voids an older one. In the same transaction the mail goes
    /// into the outbox (`mail` is its row).
    pub async fn put_code(
        &self,
        conversation: &ConversationId,
        email: &Email,
        member: &MemberId,
        hash: &str,
        expires: DateTime<Utc>,
        mail: super::outbox::NewRow,
        now: DateTime<Utc>,
    ) -> Result<()> {
        todo!()
    }
    /// Checks a hash for this conversation: counts a wrong one (also per conversation and address, across codes) and
    /// uses a right one up, in one transaction. `max_wrong` per code, `max_wrong_across` per (conversation, address) and day.
    pub async fn check_code(
        &self,
        conversation: &ConversationId,
        hash: &str,
        max_wrong: u32,
        max_wrong_across: u32,
        now: DateTime<Utc>,
    ) -> Result<CodeCheck> {
        todo!()
    }
    /// Voids the open code of a conversation (a code typed in a room).
    pub async fn void_code(&self, conversation: &ConversationId) -> Result<()> {
        todo!()
    }
    /// Salt of the code hashes of this installation; made once.
    pub async fn code_pepper(&self) -> Result<Vec<u8>> {
        todo!()
    }
}
