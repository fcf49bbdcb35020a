//! Web sessions: of the chat page (an identity) and of the desk page (an agent). Only hashes of the secrets are kept.

use chrono::{DateTime, Utc};

use super::{Result, Store};

/// What a session is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionKind {
    /// The chat page.
    Chat,
    /// The desk page.
    Desk,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Public id: the chat identity's user, or the agent's name.
    pub user: String,
    /// CSRF token.
    pub csrf: String,
    /// Ends at.
    pub expires: DateTime<Utc>,
    /// Whether it was made for a secret that has been replaced (still valid for some seconds).
    pub replaced: bool,
}

impl Store {
    /// Keeps a session under the hash of its secret.
    pub async fn put_session(
        &self,
        kind: SessionKind,
        hash: &str,
        user: &str,
        csrf: &str,
        expires: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        todo!()
    }
    /// The session with that hash, if it has not ended.
    pub async fn session(&self, kind: SessionKind, hash: &str, now: DateTime<Utc>) -> Result<Option<SessionRow>> {
        todo!()
    }
    /// Replaces the secret: the new hash takes over at once, the old one lives until `old_until`.
    pub async fn rotate_session(
        &self,
        kind: SessionKind,
        old: &str,
        new: &str,
        csrf: &str,
        old_until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        todo!()
    }
    /// Ends all sessions of a user.
    pub async fn end_sessions(&self, kind: SessionKind, user: &str) -> Result<()> {
        todo!()
    }
    /// Deletes what has ended.
    pub async fn forget_sessions(&self, now: DateTime<Utc>) -> Result<u64> {
        todo!()
    }
    /// Keeps an agent's password hash (argon2, PHC string) and shown name.
    pub async fn put_agent(&self, login: &str, name: &str, password: &str) -> Result<()> {
        todo!()
    }
    /// An agent's shown name and password hash.
    pub async fn agent(&self, login: &str) -> Result<Option<(String, String)>> {
        todo!()
    }
}
