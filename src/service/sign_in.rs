//! Signing in: who is admitted, the one-time code, and how often anybody may ask.
//!
//! Asking tells who is enabled; that cannot be helped, so asking is bounded per identity (growing waits), per IP or
//! workspace, per mail domain and in all, and takes the same time whatever the answer. Nobody's requests lock the owner of
//! an address out: no counter is per address alone.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::turn::seed;
use super::{Service, ServiceError};
use crate::conversation::event::Answer;
use crate::domain::{ConversationId, Email, EventId};
use crate::failpoint::failpoint;
use crate::mail::template::{CodeMail, code_mail};
use crate::platforms::Origin;
use crate::store::audit::NewEntry;
use crate::store::codes::CodeCheck;
use crate::store::links::ConversationRow;
use crate::store::outbox::{Lane, NewRow};
use crate::telemetry::measures;

/// Letters and digits that nobody takes for another one.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789+";
/// Of these only 31 are used: a code is typed on telephones, `+` is not.
const LETTERS: usize = 31;
/// Length of a code.
const CODE_LENGTH: usize = 8;
const HOUR_SECS: i64 = 3600;
const DAY_SECS: i64 = 24 * HOUR_SECS;
/// First wait after too many refused addresses; doubles with each further one.
pub const FIRST_WAIT_SECS: i64 = 60;
/// Longest wait.
pub const MAX_WAIT_SECS: i64 = DAY_SECS;

/// How many codes there are, each as likely as any other.
pub fn possible_codes() -> u64 {
    u64::try_from(LETTERS).unwrap_or(u64::MAX).saturating_pow(u32::try_from(CODE_LENGTH).unwrap_or(u32::MAX))
}

impl Service {
    /// Sends a code if the address is admitted. Takes the same time either way.
    pub(super) async fn send_code(
        &self,
        conversation: &ConversationRow,
        email: &Email,
        language: &str,
        origin: &Origin,
        event: &EventId,
    ) -> Result<Answer, ServiceError> {
        let work = self.send_code_now(conversation, email, language, origin, event);
        let (answer, ()) = tokio::join!(work, tokio::time::sleep(self.tuning.equal_time));
        answer.inspect(count)
    }

    async fn send_code_now(
        &self,
        conversation: &ConversationRow,
        email: &Email,
        language: &str,
        origin: &Origin,
        event: &EventId,
    ) -> Result<Answer, ServiceError> {
        let now = self.now();
        // A turn that is repeated after a crash sends no second code: the first one's mail is on its way.
        let mail_id = format!("code-{}", seed(event));
        if self.store.is_ordered(&mail_id).await? {
            return Ok(Answer::CodeSent);
        }
        if let Some(until) = self.must_wait(&conversation.id, origin, email, now).await? {
            self.audit_code(conversation, "code.wait", now).await?;
            return Ok(Answer::Wait { until });
        }
        let admitted = self.store.admitted(email, self.today()).await?;
        let Some(member) = admitted else {
            self.count_refusal(&conversation.id, origin, email, now).await?;
            self.audit_code(conversation, "code.refused", now).await?;
            return Ok(Answer::NotAdmitted);
        };
        for (key, most) in self.code_counters(&conversation.id, origin, email).await? {
            if self.store.count(&key, HOUR_SECS, now).await? > most {
                self.audit_code(conversation, "code.wait", now).await?;
                let until = self.store.counted_until(&key, now).await?.unwrap_or(now);
                return Ok(Answer::Wait { until });
            }
        }
        let code = self.fresh_code();
        let hash = self.code_hash(&conversation.id, &code).await?;
        let live = self.live();
        let minutes = i64::try_from(self.tuning.code_valid.as_secs() / 60).unwrap_or(10);
        let mail = code_mail(
            &live.locales,
            &live.settings,
            &CodeMail {
                id: mail_id,
                to: email.clone(),
                language: language.to_owned(),
                code,
                minutes,
                platform: conversation.identity.platform.clone(),
                origin: origin.described.clone(),
                asked_at: now,
            },
        );
        let row = NewRow {
            id: mail.id.clone(),
            conversation: conversation.id.clone(),
            lane: Lane::Mail,
            link: None,
            member: None,
            payload: serde_json::to_string(&mail).map_err(|error| ServiceError::Stored("mail", error))?,
            due: now,
        };
        let expires = now + Duration::from_std(self.tuning.code_valid).unwrap_or(Duration::minutes(10));
        self.store.put_code(&conversation.id, email, &member.id, &hash, expires, row, now).await?;
        failpoint!("code.after");
        self.outbox_due.notify_one();
        Ok(Answer::CodeSent)
    }

    /// Checks a typed code and links the identity when it is right.
    pub(super) async fn check_code(
        self: &Arc<Self>,
        conversation: &ConversationRow,
        typed: &str,
    ) -> Result<Answer, ServiceError> {
        self.check_code_now(conversation, typed).await.inspect(count)
    }

    async fn check_code_now(
        self: &Arc<Self>,
        conversation: &ConversationRow,
        typed: &str,
    ) -> Result<Answer, ServiceError> {
        let now = self.now();
        let hash = self.code_hash(&conversation.id, typed).await?;
        let tuning = &self.tuning;
        let (id, today) = (&conversation.id, self.today());
        // Contract and address are checked again in there: they may have ended since the code was sent.
        let check = self.store.check_code(id, &hash, tuning.max_wrong, tuning.max_wrong_across, today, now).await?;
        let answer = match check {
            CodeCheck::Right { member } => {
                failpoint!("link.after");
                self.store.want_contact(self.desk_name(), &member, now).await?;
                if let Err(error) = self.look_contacts_up().await {
                    tracing::warn!(error = ?error, "the Support-ID could not be looked up at sign-in; it is tried again");
                }
                let row = self.store.conversation(id).await?;
                row.and_then(|row| row.link).map_or(Answer::CodeExpired, |link| Answer::Linked { link })
            }
            CodeCheck::Ended => Answer::NotAdmitted,
            CodeCheck::Wrong { left } => Answer::CodeWrong { left },
            CodeCheck::Void => Answer::CodeVoid,
            CodeCheck::Expired => match self.just_linked(conversation).await? {
                Some(link) => Answer::Linked { link },
                None => Answer::CodeExpired,
            },
        };
        Ok(answer)
    }

    /// A turn that is repeated after a crash finds the code used up and the link there: that is success.
    async fn just_linked(&self, conversation: &ConversationRow) -> Result<Option<crate::domain::LinkId>, ServiceError> {
        Ok(self
            .store
            .conversation(&conversation.id)
            .await?
            .and_then(|row| row.link)
            .filter(|link| conversation.link.as_ref() != Some(link)))
    }

    /// Until when this identity, its origin, the mail domain, or everybody has to wait.
    async fn must_wait(
        &self,
        conversation: &ConversationId,
        origin: &Origin,
        email: &Email,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, ServiceError> {
        let mut until = self.store.counted_until(&format!("wait:{conversation}"), now).await?;
        for (key, most) in self.refusal_counters(origin, email).await? {
            if self.store.counted(&key, HOUR_SECS, now).await? >= most {
                until = until.max(self.store.counted_until(&key, now).await?);
            }
        }
        Ok(until)
    }

    async fn count_refusal(
        &self,
        conversation: &ConversationId,
        origin: &Origin,
        email: &Email,
        now: DateTime<Utc>,
    ) -> Result<(), ServiceError> {
        let refused = self.store.count(&format!("refused:{conversation}"), DAY_SECS, now).await?;
        if refused >= self.tuning.max_refused {
            let doublings = u32::try_from(refused - self.tuning.max_refused).unwrap_or(u32::MAX).min(12);
            let wait_secs = (FIRST_WAIT_SECS << doublings).min(MAX_WAIT_SECS);
            self.store.count(&format!("wait:{conversation}"), wait_secs, now).await?;
        }
        for (key, most) in self.refusal_counters(origin, email).await? {
            if self.store.count(&key, HOUR_SECS, now).await? == most {
                tracing::error!(
                    limit = key.split(':').next(),
                    most,
                    "so many refused sign-ins look like somebody trying addresses"
                );
            }
        }
        Ok(())
    }

    async fn refusal_counters(&self, origin: &Origin, email: &Email) -> Result<Vec<(String, i64)>, ServiceError> {
        let mut counters = vec![
            (format!("refused-domain:{}", self.digest(email.domain()).await?), self.tuning.max_refused_domain),
            ("refused-all".to_owned(), self.tuning.max_refused_all),
        ];
        if !origin.limit_key.is_empty() {
            let key = format!("refused-origin:{}", self.digest(&origin.limit_key).await?);
            counters.push((key, self.tuning.max_refused_origin));
        }
        Ok(counters)
    }

    /// What bounds the codes for an address: per identity, and per origin, since anybody can have many identities. Never
    /// for the address alone: its owner, who is elsewhere, gets theirs.
    async fn code_counters(
        &self,
        conversation: &ConversationId,
        origin: &Origin,
        email: &Email,
    ) -> Result<Vec<(String, i64)>, ServiceError> {
        let address = self.digest(email.as_str()).await?;
        let mut counters = vec![(format!("codes:{conversation}:{address}"), self.tuning.max_codes)];
        if !origin.limit_key.is_empty() {
            let from = self.digest(&format!("{}|{email}", origin.limit_key)).await?;
            counters.push((format!("codes-origin:{from}"), self.tuning.max_codes_origin));
        }
        Ok(counters)
    }

    async fn audit_code(
        &self,
        conversation: &ConversationRow,
        what: &str,
        now: DateTime<Utc>,
    ) -> Result<(), ServiceError> {
        let place = format!("{}:{}", conversation.identity.platform, conversation.id);
        let entry = NewEntry { who: String::new(), place, what: what.to_owned(), ticket: None };
        Ok(self.store.audit(&entry, now).await?)
    }

    fn fresh_code(&self) -> String {
        let mut code = String::with_capacity(CODE_LENGTH);
        while code.len() < CODE_LENGTH {
            let mut byte = [0];
            self.chance.fill(&mut byte);
            // Throw the rest away instead of folding it in: every letter is equally likely.
            if let Some(letter) = ALPHABET[..LETTERS].get(usize::from(byte[0] & 31)) {
                code.push(char::from(*letter));
            }
        }
        code
    }

    /// The hash of a code for one conversation: the same code means nothing anywhere else.
    async fn code_hash(&self, conversation: &ConversationId, code: &str) -> Result<String, ServiceError> {
        let code: String =
            code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).take(64).collect();
        self.digest(&format!("{conversation}|{code}")).await
    }

    /// A keyed digest, so that what is stored says nothing to whoever reads the database alone elsewhere.
    async fn digest(&self, text: &str) -> Result<String, ServiceError> {
        let pepper = self.store.code_pepper().await?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&pepper).expect("HMAC takes keys of any length");
        mac.update(text.as_bytes());
        Ok(hex::encode(mac.finalize().into_bytes()))
    }
}

/// Counts what became of a code.
fn count(answer: &Answer) {
    measures::code(match answer {
        Answer::CodeSent => "sent",
        Answer::NotAdmitted => "refused",
        Answer::Wait { .. } => "must_wait",
        Answer::Linked { .. } => "right",
        Answer::CodeWrong { .. } => "wrong",
        Answer::CodeVoid => "void",
        Answer::CodeExpired => "expired",
        _ => return,
    });
}
