//! Forgets one person: deletes what is theirs alone, and takes their name and address out of what is also others'.
//!
//! All of it in one transaction, so that it is done or not done. What the person ordered at the desk and the desk does not
//! have yet is their company's: while such a write is under way, nothing is deleted.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::personal::theirs;
use super::{Result, Store, audit, people, retention};
use crate::database::{DatabaseError, Dialect, Mode, Param, Row, Transaction, Trouble, in_transaction};
use crate::domain::erasure::{NO_ADDRESS, NO_NAME, Trial, replaced};
use crate::domain::{ConversationId, CustomerId, Email, Member, MemberId};
use crate::params;

/// Who is to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// A member.
    Member(Box<Member>),
    /// An address that is no member's (any more).
    Address(Email),
}

impl Whom {
    /// The address.
    pub fn email(&self) -> &Email {
        match self {
            Self::Member(member) => &member.email,
            Self::Address(email) => email,
        }
    }

    /// The member, if it is one.
    pub fn member(&self) -> Option<&Member> {
        match self {
            Self::Member(member) => Some(member),
            Self::Address(_) => None,
        }
    }
}

/// What was deleted, changed and kept; or would be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Member records.
    pub members: u64,
    /// Conversations, each with all that belongs to it.
    pub conversations: u64,
    /// What the web chat showed in them.
    pub shown: u64,
    /// Files on their way.
    pub files: u64,
    /// Events that were not handled, and deliveries that were under way.
    pub waiting: u64,
    /// Links, ended ones too.
    pub links: u64,
    /// What was known of filed tickets, muted ones and Support-IDs.
    pub marks: u64,
    /// Sign-in codes and wrong entries.
    pub codes: u64,
    /// Places in other conversations that named the person.
    pub mentions: u64,
    /// Kept: identities that are blocked, so that they stay so.
    pub blocked: u64,
    /// Kept: entries of the audit log.
    pub audited: u64,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erasure {
    /// Done, or counted.
    Done(Erased),
    /// So many writes to the desk are under way or wait for an operator; nothing was changed.
    WritesOpen(u64),
}

/// Where others' conversations may name a person: the rows that may (`$1` is the address and `$2` the name, as patterns;
/// `$3` the company), and how one is replaced.
const MENTIONS: [(&str, &str); 4] = [
    (
        "SELECT id AS which, state AS text FROM conversations WHERE LOWER(state) LIKE $1
            OR LOWER(state) LIKE $2 AND id IN (SELECT l.conversation FROM links l JOIN members m ON m.id = l.member
                WHERE m.customer = $3)",
        "UPDATE conversations SET state = $2 WHERE id = $1",
    ),
    (
        "SELECT CAST(seq AS TEXT) AS which, item AS text FROM feed WHERE LOWER(item) LIKE $1
            OR LOWER(item) LIKE $2 AND conversation IN (SELECT l.conversation FROM links l
                JOIN members m ON m.id = l.member WHERE m.customer = $3)",
        "UPDATE feed SET item = $2 WHERE seq = CAST(CAST($1 AS TEXT) AS BIGINT)",
    ),
    (
        "SELECT CAST(seq AS TEXT) AS which, event AS text FROM inbox WHERE event <> '' AND (LOWER(event) LIKE $1
            OR LOWER(event) LIKE $2 AND conversation IN (SELECT l.conversation FROM links l
                JOIN members m ON m.id = l.member WHERE m.customer = $3))",
        "UPDATE inbox SET event = $2 WHERE seq = CAST(CAST($1 AS TEXT) AS BIGINT)",
    ),
    (
        "SELECT CAST(seq AS TEXT) AS which, payload AS text FROM outbox WHERE settled IS NULL AND (LOWER(payload) LIKE $1
            OR LOWER(payload) LIKE $2 AND conversation IN (SELECT l.conversation FROM links l
                JOIN members m ON m.id = l.member WHERE m.customer = $3))",
        "UPDATE outbox SET payload = $2 WHERE seq = CAST(CAST($1 AS TEXT) AS BIGINT)",
    ),
];

impl Store {
    /// Forgets a person. Idempotent; audited, without anything of the person but the id of a member that is none any more.
    pub async fn erase(&self, whom: &Whom, trial: Trial, now: DateTime<Utc>) -> Result<Erasure> {
        if trial == Trial::Yes {
            let mut tx = self.db.begin(Mode::Write).await?;
            // Dropped without a commit.
            return erase(&mut *tx, whom, now).await;
        }
        in_transaction!(self.db, Mode::Write, |tx| erase(tx, whom, now).await)
    }
}

async fn erase(tx: &mut dyn Transaction, whom: &Whom, now: DateTime<Utc>) -> Result<Erasure> {
    if tx.dialect() == Dialect::Sqlite {
        // What this connection deletes is overwritten in the file.
        tx.rows("PRAGMA secure_delete = ON", vec![]).await?;
    }
    let mut erased = Erased::default();
    if let Whom::Member(member) = whom {
        let member = &member.id;
        let theirs = lock(tx, member).await?;
        let open = count(tx, OPEN_WRITES, params![member.as_str()]).await?;
        if open > 0 {
            return Ok(Erasure::WritesOpen(open));
        }
        for row in &theirs {
            conversation(tx, row, &mut erased).await?;
        }
        record(tx, member, &mut erased).await?;
        let kept = "SELECT COUNT(*) AS n FROM audit WHERE who = 'member:' || $1 OR place = 'cli:' || $1";
        erased.audited = count(tx, kept, params![member.as_str()]).await?;
    }
    let email = whom.email();
    let mails = "UPDATE outbox SET state = 'dropped', settled = $2, payload = '', claimed_until = 0
        WHERE lane = 'mail' AND settled IS NULL AND LOWER(payload) LIKE $1";
    erased.waiting += tx.execute(mails, params![pattern(email.as_str()), now]).await?;
    for sql in ["DELETE FROM codes WHERE email = $1", "DELETE FROM code_misses WHERE email = $1"] {
        erased.codes += tx.execute(sql, params![email.as_str()]).await?;
    }
    erased.mentions = mentions(tx, whom).await?;
    if erased != Erased::default() {
        let id = whom.member().map_or("", |member| member.id.as_str());
        audit::write(tx, &audit::by_operator("data.deleted", id), now).await?;
    }
    Ok(Erasure::Done(erased))
}

const OPEN_WRITES: &str = concat!(
    "SELECT COUNT(*) AS n FROM outbox WHERE settled IS NULL AND lane = 'write' AND (member = $1 OR conversation IN (",
    theirs!(),
    "))"
);

/// Their conversations, locked with the record: nobody accepts or links anything until this is over.
async fn lock(tx: &mut dyn Transaction, member: &MemberId) -> Result<Vec<Row>> {
    let sql = concat!(
        "SELECT c.id, c.identity, i.platform, i.account, i.blocked FROM conversations c
            JOIN identities i ON i.id = c.identity WHERE c.id IN (",
        theirs!(),
        ") ORDER BY c.id"
    );
    if tx.dialect() == Dialect::Postgres {
        let locking = concat!("SELECT id FROM conversations WHERE id IN (", theirs!(), ") ORDER BY id FOR UPDATE");
        tx.rows(locking, params![member.as_str()]).await?;
        tx.rows("SELECT id FROM members WHERE id = $1 FOR UPDATE", params![member.as_str()]).await?;
    }
    if people::member(tx, member).await?.is_none() {
        return Err(DatabaseError::new(Trouble::Conflict, "forget a member: somebody else did meanwhile"));
    }
    tx.rows(sql, params![member.as_str()]).await
}

/// A statement, and which number it adds to.
type Counted = (&'static str, fn(&mut Erased) -> &mut u64);

/// Deletes a conversation and its identity; a blocked identity stays.
async fn conversation(tx: &mut dyn Transaction, row: &Row, erased: &mut Erased) -> Result<()> {
    let id = ConversationId::from(row.get::<String>("id")?);
    let (platform, account): (String, String) = (row.get("platform")?, row.get("account")?);
    let counted: [Counted; 5] = [
        ("SELECT COUNT(*) AS n FROM feed WHERE conversation = $1", |of| &mut of.shown),
        ("SELECT COUNT(*) AS n FROM files WHERE conversation = $1", |of| &mut of.files),
        ("SELECT COUNT(*) AS n FROM inbox WHERE conversation = $1 AND event <> ''", |of| &mut of.waiting),
        ("SELECT COUNT(*) AS n FROM outbox WHERE conversation = $1 AND settled IS NULL", |of| &mut of.waiting),
        ("SELECT COUNT(*) AS n FROM links WHERE conversation = $1", |of| &mut of.links),
    ];
    for (sql, counted) in counted {
        *counted(erased) += count(tx, sql, params![id.as_str()]).await?;
    }
    retention::erase(tx, &id, &platform, &account).await?;
    tx.execute("DELETE FROM counters WHERE name LIKE '%:' || $1 || '%'", params![id.as_str()]).await?;
    erased.conversations += 1;
    if row.get("blocked")? {
        erased.blocked += 1;
        return Ok(());
    }
    tx.execute("DELETE FROM identities WHERE id = $1", params![row.get::<String>("identity")?]).await?;
    Ok(())
}

/// Deletes the record and what refers to it, in others' conversations too.
async fn record(tx: &mut dyn Transaction, member: &MemberId, erased: &mut Erased) -> Result<()> {
    let of_links = "DELETE FROM feed WHERE link IN (SELECT id FROM links WHERE member = $1)";
    erased.shown += tx.execute(of_links, params![member.as_str()]).await?;
    let deliveries = "DELETE FROM outbox WHERE member = $1 OR link IN (SELECT id FROM links WHERE member = $1)";
    tx.execute(deliveries, params![member.as_str()]).await?;
    let deleted: [Counted; 6] = [
        ("DELETE FROM links WHERE member = $1", |of| &mut of.links),
        ("DELETE FROM codes WHERE member = $1", |of| &mut of.codes),
        ("DELETE FROM mutes WHERE member = $1", |of| &mut of.marks),
        ("DELETE FROM contacts_known WHERE member = $1", |of| &mut of.marks),
        ("DELETE FROM filings WHERE member = $1", |of| &mut of.marks),
        ("DELETE FROM members WHERE id = $1", |of| &mut of.members),
    ];
    for (sql, counted) in deleted {
        *counted(erased) += tx.execute(sql, params![member.as_str()]).await?;
    }
    Ok(())
}

/// Takes name and address out of what others see and said.
async fn mentions(tx: &mut dyn Transaction, whom: &Whom) -> Result<u64> {
    let address = whom.email().as_str();
    let name = whom.member().map(|member| member.name.trim()).filter(|name| !name.is_empty());
    let company = whom.member().map_or("", |member| CustomerId::as_str(&member.customer));
    // Without a name: a pattern that nothing has.
    let patterns: [Param; 3] = [
        pattern(&in_json(address)).into(),
        name.map_or_else(String::new, |name| pattern(&in_json(name))).into(),
        company.into(),
    ];
    let mut changed = 0;
    for (find, replace) in MENTIONS {
        for row in tx.rows(find, patterns.to_vec()).await? {
            let (which, text): (String, String) = (row.get("which")?, row.get("text")?);
            if let Some(text) = unnamed(&text, address, name) {
                changed += tx.execute(replace, params![which, text]).await?;
            }
        }
    }
    Ok(changed)
}

/// A column without that address and name; `None` where they are not in it. In JSON every string is looked at as it is
/// meant, because there a line that begins with a name follows an `n`.
fn unnamed(column: &str, address: &str, name: Option<&str>) -> Option<String> {
    let plain = |text: &str| {
        let without = replaced(text, address, NO_ADDRESS);
        let named = name.and_then(|name| replaced(without.as_deref().unwrap_or(text), name, NO_NAME));
        named.or(without)
    };
    match serde_json::from_str::<Value>(column) {
        Ok(mut json) => in_strings(&mut json, &plain).then(|| json.to_string()),
        Err(_) => plain(column),
    }
}

/// Changes every string of a JSON value, keys included; whether any changed.
fn in_strings(json: &mut Value, change: &impl Fn(&str) -> Option<String>) -> bool {
    match json {
        Value::String(text) => change(text).map(|changed| *text = changed).is_some(),
        Value::Array(values) => {
            values.iter_mut().filter_map(|value| in_strings(value, change).then_some(())).count() > 0
        }
        Value::Object(fields) => {
            let renamed: Vec<_> = fields.keys().filter_map(|key| Some((key.clone(), change(key)?))).collect();
            for (key, new) in &renamed {
                if let Some(value) = fields.remove(key) {
                    fields.insert(new.clone(), value);
                }
            }
            let changed = fields.values_mut().filter_map(|value| in_strings(value, change).then_some(())).count();
            changed + renamed.len() > 0
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A text as it stands between the quotes of JSON.
fn in_json(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// A pattern for `LOWER(…) LIKE`: whatever holds the text has it. Other letters than ASCII are any letter, because not every
/// database knows their lower case.
fn pattern(text: &str) -> String {
    let letter = |c: char| if c.is_ascii() && c != '\\' { c.to_ascii_lowercase() } else { '_' };
    format!("%{}%", text.chars().map(letter).collect::<String>())
}

async fn count(tx: &mut dyn Transaction, sql: &'static str, values: Vec<Param>) -> Result<u64> {
    let row = tx.row(sql, values).await?;
    let n: i64 = row.map_or(Ok(0), |row| row.get("n"))?;
    Ok(u64::try_from(n).unwrap_or_default())
}
