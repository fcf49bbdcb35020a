//! Web sessions: of the chat page (an identity) and of the desk page (an agent). Only hashes of the secrets are kept.

use chrono::{DateTime, Utc};

use super::{Result, Store, audit};
use crate::database::{DatabaseError, Mode, Row, Transaction, Trouble, in_transaction};
use crate::params;

/// What a session is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionKind {
    /// The chat page.
    Chat,
    /// The desk page.
    Desk,
}

impl SessionKind {
    fn id(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Desk => "desk",
        }
    }
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
        in_transaction!(self.db, Mode::Write, |tx| insert(tx, kind, hash, user, csrf, expires, now).await)
    }

    /// The session with that hash, if it has not ended.
    pub async fn session(&self, kind: SessionKind, hash: &str, now: DateTime<Utc>) -> Result<Option<SessionRow>> {
        in_transaction!(self.db, Mode::Read, |tx| live(tx, kind, hash, now).await)
    }

    /// Replaces the secret: the new hash takes over at once, the old one lives until `old_until`. A session that has
    /// ended or was replaced before is a `Conflict`.
    pub async fn rotate_session(
        &self,
        kind: SessionKind,
        old: &str,
        new: &str,
        csrf: &str,
        old_until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        in_transaction!(self.db, Mode::Write, |tx| {
            let session = live(tx, kind, old, now).await?;
            let sql = "UPDATE sessions SET replaced = 1, expires = CASE WHEN expires < $3 THEN expires ELSE $3 END
                WHERE kind = $1 AND hash = $2 AND replaced = 0";
            let replaced = tx.execute(sql, params![kind.id(), old, old_until]).await?;
            let Some(session) = session.filter(|_| replaced == 1) else {
                return Err(DatabaseError::new(Trouble::Conflict, "rotate a session: it has ended or was replaced"));
            };
            insert(tx, kind, new, &session.user, csrf, session.expires, now).await
        })
    }

    /// Ends all sessions of a user.
    pub async fn end_sessions(&self, kind: SessionKind, user: &str) -> Result<()> {
        let sql = "DELETE FROM sessions WHERE kind = $1 AND account = $2";
        self.db.execute(sql, params![kind.id(), user]).await?;
        Ok(())
    }

    /// Deletes what has ended.
    pub async fn forget_sessions(&self, now: DateTime<Utc>) -> Result<u64> {
        let sql = "DELETE FROM sessions WHERE expires <= $1";
        self.db.execute(sql, params![now]).await
    }

    /// Keeps an agent's password hash (argon2, PHC string) and shown name.
    pub async fn put_agent(&self, login: &str, name: &str, password: &str) -> Result<()> {
        let sql = "INSERT INTO agents (login, name, password) VALUES ($1, $2, $3)
            ON CONFLICT (login) DO UPDATE SET name = excluded.name, password = excluded.password";
        self.db.execute(sql, params![login, name, password]).await?;
        Ok(())
    }

    /// An agent's shown name and password hash.
    pub async fn agent(&self, login: &str) -> Result<Option<(String, String)>> {
        let sql = "SELECT name, password FROM agents WHERE login = $1";
        let row = self.db.row(sql, params![login]).await?;
        row.map(|row| Ok((row.get("name")?, row.get("password")?))).transpose()
    }

    /// All agents: logins with shown names, by login.
    pub async fn agents(&self) -> Result<Vec<(String, String)>> {
        let rows = self.db.rows("SELECT login, name FROM agents ORDER BY login", vec![]).await?;
        rows.iter().map(|row| Ok((row.get("login")?, row.get("name")?))).collect()
    }

    /// Removes an agent and ends all their sessions; `false` if there is none. Audited.
    pub async fn remove_agent(&self, login: &str, now: DateTime<Utc>) -> Result<bool> {
        in_transaction!(self.db, Mode::Write, |tx| {
            if tx.execute("DELETE FROM agents WHERE login = $1", params![login]).await? == 0 {
                return Ok(false);
            }
            let sql = "DELETE FROM sessions WHERE kind = $1 AND account = $2";
            tx.execute(sql, params![SessionKind::Desk.id(), login]).await?;
            audit::write(tx, &audit::by_operator("desk.agent_removed", login), now).await?;
            Ok(true)
        })
    }
}

async fn insert(
    tx: &mut dyn Transaction,
    kind: SessionKind,
    hash: &str,
    user: &str,
    csrf: &str,
    expires: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let sql = "INSERT INTO sessions (kind, hash, account, csrf, created, expires, replaced)
        VALUES ($1, $2, $3, $4, $5, $6, 0)";
    tx.execute(sql, params![kind.id(), hash, user, csrf, now, expires]).await?;
    Ok(())
}

async fn live(
    tx: &mut dyn Transaction,
    kind: SessionKind,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<SessionRow>> {
    let sql = "SELECT account, csrf, expires, replaced FROM sessions WHERE kind = $1 AND hash = $2 AND expires > $3";
    tx.row(sql, params![kind.id(), hash, now]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<SessionRow> {
    Ok(SessionRow {
        user: row.get("account")?,
        csrf: row.get("csrf")?,
        expires: row.get("expires")?,
        replaced: row.get("replaced")?,
    })
}
