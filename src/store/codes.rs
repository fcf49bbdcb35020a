//! One-time codes of the sign-in: only hashes are kept. Every code sent and every entry is audited in its transaction.

use chrono::{DateTime, NaiveDate, Utc};
use subtle::ConstantTimeEq;

use super::links::{self, Proof};
use super::{Result, Store, audit, entitlement, lock, outbox};
use crate::database::{Mode, Transaction, in_transaction};
use crate::domain::{ConversationId, Email, LinkId, MemberId};
use crate::params;

/// What a typed code turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeCheck {
    /// Right: it is used up now, and the conversation is linked to the member.
    Right {
        /// Whom it was sent to.
        member: MemberId,
    },
    /// Right and used up, but whoever it was sent to is not entitled any more.
    Ended,
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

/// Length of a day in milliseconds; wrong entries across codes count per day since 1970 UTC.
const DAY_MS: i64 = 86_400_000;
/// Length of the secret of this installation.
const PEPPER_BYTES: usize = 32;

impl Store {
    /// Keeps the hash of a new code for this conversation and voids an older one. In the same transaction the mail goes
    /// into the outbox (`mail` is its row). Audited as `code.sent`.
    pub async fn put_code(
        &self,
        conversation: &ConversationId,
        email: &Email,
        member: &MemberId,
        hash: &str,
        expires: DateTime<Utc>,
        mail: outbox::NewRow,
        now: DateTime<Utc>,
    ) -> Result<()> {
        in_transaction!(self.db, Mode::Write, |tx| {
            lock(tx, conversation).await?;
            let sql = "INSERT INTO codes (conversation, email, member, hash, expires, wrong)
                VALUES ($1, $2, $3, $4, $5, 0)
                ON CONFLICT (conversation) DO UPDATE SET email = excluded.email, member = excluded.member,
                    hash = excluded.hash, expires = excluded.expires, wrong = 0";
            let values = params![conversation.as_str(), email.as_str(), member.as_str(), hash, expires];
            tx.execute(sql, values).await?;
            tx.execute("DELETE FROM code_misses WHERE day < $1", params![day(now)]).await?;
            outbox::insert(tx, &mail, now).await?;
            audit::in_conversation(tx, conversation, String::new(), "code.sent", now).await
        })
    }

    /// Checks a hash for this conversation: counts a wrong one (also per conversation and address, across codes); uses a
    /// right one up and links the conversation, if the member is entitled on that day: all in one
    /// transaction. `max_wrong` per code, `max_wrong_across` per (conversation, address) and day. Audited as `code.right`,
    /// `code.refused`, `code.wrong`, `code.void` or `code.expired`. A blocked identity is a `Conflict`.
    pub async fn check_code(
        &self,
        conversation: &ConversationId,
        hash: &str,
        max_wrong: u32,
        max_wrong_across: u32,
        day: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<CodeCheck> {
        let limits = Limits { per_code: i64::from(max_wrong), across: i64::from(max_wrong_across) };
        let link = LinkId::from(self.chance.id());
        in_transaction!(self.db, Mode::Write, |tx| {
            lock(tx, conversation).await?;
            let mut found = check(tx, conversation, hash, &limits, now).await?;
            if let CodeCheck::Right { member } = &found
                && entitlement::entitled(tx, &link, member, "", day).await?.is_none()
            {
                found = CodeCheck::Ended;
            }
            let (who, what) = match &found {
                CodeCheck::Right { member } => (format!("member:{member}"), "code.right"),
                CodeCheck::Ended => (String::new(), "code.refused"),
                CodeCheck::Wrong { .. } => (String::new(), "code.wrong"),
                CodeCheck::Void => (String::new(), "code.void"),
                CodeCheck::Expired => (String::new(), "code.expired"),
            };
            audit::in_conversation(tx, conversation, who, what, now).await?;
            if let CodeCheck::Right { member } = &found {
                links::make(tx, &link, conversation, member, Proof::Code, now).await?;
            }
            Ok(found)
        })
    }

    /// Voids the open code of a conversation (a code typed in a room).
    pub async fn void_code(&self, conversation: &ConversationId) -> Result<()> {
        let sql = "DELETE FROM codes WHERE conversation = $1";
        self.db.execute(sql, params![conversation.as_str()]).await?;
        Ok(())
    }

    /// Salt of the code hashes of this installation; made once.
    pub async fn code_pepper(&self) -> Result<Vec<u8>> {
        let read = "SELECT value FROM secrets WHERE name = 'code_pepper'";
        if let Some(row) = self.db.row(read, vec![]).await? {
            return row.get("value");
        }
        let mut fresh = vec![0_u8; PEPPER_BYTES];
        self.chance.fill(&mut fresh);
        in_transaction!(self.db, Mode::Write, |tx| {
            let sql = "INSERT INTO secrets (name, value) VALUES ('code_pepper', $1) ON CONFLICT (name) DO NOTHING";
            tx.execute(sql, params![fresh.clone()]).await?;
            tx.row(read, vec![]).await
        })?
        .map_or(Ok(fresh.clone()), |row| row.get("value"))
    }
}

struct Limits {
    per_code: i64,
    across: i64,
}

async fn check(
    tx: &mut dyn Transaction,
    conversation: &ConversationId,
    hash: &str,
    limits: &Limits,
    now: DateTime<Utc>,
) -> Result<CodeCheck> {
    let sql = "SELECT c.email, c.member, c.hash, c.expires, c.wrong, COALESCE(m.wrong, 0) AS misses
        FROM codes c LEFT JOIN code_misses m
            ON m.day = $2 AND m.conversation = c.conversation AND m.email = c.email
        WHERE c.conversation = $1";
    let Some(row) = tx.row(sql, params![conversation.as_str(), day(now)]).await? else {
        return Ok(CodeCheck::Expired);
    };
    let kept: String = row.get("hash")?;
    let right = bool::from(kept.as_bytes().ct_eq(hash.as_bytes()));
    if row.get::<DateTime<Utc>>("expires")? <= now {
        return Ok(CodeCheck::Expired);
    }
    let (wrong, misses): (i64, i64) = (row.get("wrong")?, row.get("misses")?);
    if wrong >= limits.per_code || misses >= limits.across {
        return Ok(CodeCheck::Void);
    }
    let email: String = row.get("email")?;
    if right {
        tx.execute("DELETE FROM codes WHERE conversation = $1", params![conversation.as_str()]).await?;
        // Whoever reads the mailbox has not been guessing.
        let sql = "DELETE FROM code_misses WHERE conversation = $1 AND email = $2 AND day = $3";
        tx.execute(sql, params![conversation.as_str(), email, day(now)]).await?;
        return Ok(CodeCheck::Right { member: MemberId::from(row.get::<String>("member")?) });
    }
    count_wrong(tx, conversation, &email, now).await?;
    let left = (limits.per_code - wrong - 1).min(limits.across - misses - 1);
    Ok(if left > 0 { CodeCheck::Wrong { left: u32::try_from(left).unwrap_or(u32::MAX) } } else { CodeCheck::Void })
}

async fn count_wrong(
    tx: &mut dyn Transaction,
    conversation: &ConversationId,
    email: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    tx.execute("UPDATE codes SET wrong = wrong + 1 WHERE conversation = $1", params![conversation.as_str()]).await?;
    let sql = "INSERT INTO code_misses (day, conversation, email, wrong) VALUES ($1, $2, $3, 1)
        ON CONFLICT (day, conversation, email) DO UPDATE SET wrong = code_misses.wrong + 1";
    tx.execute(sql, params![day(now), conversation.as_str(), email]).await?;
    Ok(())
}

fn day(now: DateTime<Utc>) -> i64 {
    now.timestamp_millis().div_euclid(DAY_MS)
}
