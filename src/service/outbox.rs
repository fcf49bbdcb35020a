//! Delivery: messages, mails and desk writes that turns ordered. In order per conversation and lane, tried until done.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::intake::Stored;
use super::turn::link_of;
use super::{Service, ServiceError};
use crate::conversation::event::EventKind;
use crate::conversation::message::Message;
use crate::conversation::text::Text;
use crate::domain::{ConversationId, EventId, LinkId};
use crate::failpoint::failpoint;
use crate::locales::Speaking;
use crate::mail::{Mail, MailError, MailTrouble};
use crate::platforms::{Delivery, PlatformTrouble};
use crate::store::outbox::{Lane, NewRow, OutboxRow, Settled};
use crate::telemetry::{Stopwatch, measures};

/// Deliveries claimed at once.
const BATCH: u32 = 32;
/// The worker looks at least so often, whatever it was told.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How often it is tried to put a delivery off after the database failed.
const MAX_GIVING_BACK: u32 = 20;
/// Pause after the database failed.
const AFTER_TROUBLE: Duration = Duration::from_secs(1);

/// A message as the outbox keeps it: said when it is delivered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SavedMessage {
    pub(super) message: Message<Text>,
    pub(super) language: String,
    /// The room it goes to instead of the private chat.
    #[serde(default)]
    pub(super) room: Option<String>,
    /// The thread it goes to.
    #[serde(default)]
    pub(super) thread: Option<String>,
}

/// The row of a message.
pub(super) fn message_row(
    id: String,
    conversation: &ConversationId,
    link: Option<LinkId>,
    saved: &SavedMessage,
    now: DateTime<Utc>,
    not_before: Option<DateTime<Utc>>,
) -> NewRow {
    let held = not_before.filter(|due| *due > now);
    NewRow {
        id,
        conversation: conversation.clone(),
        lane: if held.is_some() { Lane::Held } else { Lane::Message },
        link: link_of(&saved.message, link),
        member: None,
        payload: serde_json::to_string(saved).expect("messages are plain data with text keys"),
        due: held.unwrap_or(now),
    }
}

impl Service {
    /// Delivers whatever is due until the end; what was claimed is delivered first, or it would wait for its lease to end.
    pub(super) async fn outbox_worker(self: Arc<Self>) {
        while !self.ending.is_cancelled() {
            match self.store.claim(BATCH, self.tuning.lease_secs, self.now()).await {
                Ok(rows) if rows.is_empty() => self.wait_for_due().await,
                Ok(rows) => {
                    for row in rows {
                        self.deliver_aside(row).await;
                    }
                }
                Err(error) => {
                    tracing::warn!(error = ?error, "the outbox could not be read; it is tried again");
                    tokio::time::sleep(AFTER_TROUBLE).await;
                }
            }
        }
    }

    /// Delivers without waiting for it: whoever hangs (a mail server, a desk) holds nobody else up.
    async fn deliver_aside(self: &Arc<Self>, row: OutboxRow) {
        let Ok(place) = Arc::clone(&self.deliveries).acquire_owned().await else { return };
        let service = Arc::clone(self);
        self.tasks.spawn(async move {
            service.deliver(&row).await;
            drop(place);
            service.outbox_due.notify_one();
        });
    }

    async fn wait_for_due(&self) {
        let due = self.store.next_due().await.ok().flatten();
        let until = due.and_then(|due| (due - self.now()).to_std().ok()).unwrap_or(LOOK_EVERY).min(LOOK_EVERY);
        tokio::select! {
            () = tokio::time::sleep(until.max(Duration::from_millis(10))) => {}
            () = self.outbox_due.notified() => {}
            () = self.ending.cancelled() => {}
        }
    }

    /// Right after a turn: the person's messages at once and in place; the rest without holding the conversation up.
    pub(super) async fn deliver_of(self: &Arc<Self>, conversation: &ConversationId) {
        loop {
            let rows = match self.store.claim_of(conversation, self.tuning.lease_secs, self.now()).await {
                Ok(rows) => rows,
                Err(error) => {
                    tracing::warn!(error = ?error, "the outbox could not be read; the worker takes over");
                    self.outbox_due.notify_one();
                    return;
                }
            };
            if rows.is_empty() {
                return;
            }
            let (messages, others): (Vec<_>, Vec<_>) =
                rows.into_iter().partition(|row| matches!(row.row.lane, Lane::Message | Lane::Held));
            for row in others {
                self.deliver_aside(row).await;
            }
            if messages.is_empty() {
                return;
            }
            for row in &messages {
                self.deliver(row).await;
            }
        }
    }

    /// One delivery. Whatever happens is settled or tried again; an error here is the database's, and the lease ends by itself.
    pub(super) async fn deliver(self: &Arc<Self>, row: &OutboxRow) {
        let done = match row.row.lane {
            Lane::Message | Lane::Held => self.deliver_message(row).await,
            Lane::Mail => self.deliver_mail(row).await,
            Lane::Write => self.deliver_write(row).await,
        };
        if let Err(error) = done {
            tracing::warn!(delivery = %row.row.id, error = ?error, "a delivery could not be settled; it is tried again");
            self.give_back(row).await;
        }
    }

    /// Something failed under a delivery, most likely the database: it is put off as soon as that works, before its lease ends.
    async fn give_back(&self, row: &OutboxRow) {
        for _ in 0..MAX_GIVING_BACK {
            let now = self.now();
            if self.store.retry(row.seq, now + self.pause(row.attempts), "the service failed", None, now).await.is_ok()
            {
                self.outbox_due.notify_one();
                return;
            }
            tokio::time::sleep(AFTER_TROUBLE).await;
        }
    }

    async fn deliver_message(&self, row: &OutboxRow) -> Result<(), ServiceError> {
        let now = self.now();
        let Some(conversation) = self.store.conversation(&row.row.conversation).await? else {
            return self.settled(row, Settled::Dropped, None).await;
        };
        let Some(platform) = self.platform(&conversation.identity.platform) else {
            return self.later(row, self.tuning.give_up_message, "platform not running").await;
        };
        if let Some(link) = &row.row.link
            && (conversation.link.as_ref() != Some(link) || !self.store.is_entitled(link, self.today()).await?)
        {
            return self.settled(row, Settled::Dropped, None).await;
        }
        let saved: SavedMessage =
            serde_json::from_str(&row.row.payload).map_err(|error| ServiceError::Stored("message", error))?;
        let live = self.live();
        let how = Speaking { language: &saved.language, zone: live.settings.zone, now };
        let delivery = Delivery {
            id: row.row.id.clone(),
            conversation: conversation.id.clone(),
            identity: conversation.identity.clone(),
            link: row.row.link.clone(),
            address: conversation.address.clone(),
            room: saved.room.clone(),
            thread: saved.thread.clone(),
            message: Arc::new(live.locales.speak(how, &saved.message)),
            language: saved.language.clone(),
            words: self.words(),
        };
        failpoint!("message.before");
        match platform.deliver(&delivery).await {
            Ok(()) => {
                failpoint!("message.after");
                self.settled(row, Settled::Done, None).await?;
                failpoint!("settle.after");
                Ok(())
            }
            Err(error) => {
                tracing::warn!(delivery = %row.row.id, attempts = row.attempts, error = ?error, "a message was not delivered");
                match error.trouble {
                    PlatformTrouble::Transient => {
                        let not_before = error.retry_after.and_then(|wait| chrono::Duration::from_std(wait).ok());
                        self.later_than(row, self.tuning.give_up_message, &error.doing, not_before).await
                    }
                    PlatformTrouble::Gone => self.settled(row, Settled::Dropped, None).await,
                    PlatformTrouble::Refused => {
                        self.store.note(row.seq, &error.doing).await?;
                        self.settled(row, Settled::Failed, None).await
                    }
                }
            }
        }
    }

    async fn deliver_mail(self: &Arc<Self>, row: &OutboxRow) -> Result<(), ServiceError> {
        let mail: Mail = serde_json::from_str(&row.row.payload).map_err(|error| ServiceError::Stored("mail", error))?;
        failpoint!("mail.before");
        let watch = Stopwatch::start();
        let sent = self.mailer.send(&mail).await;
        measures::mail(mail_outcome(&sent), watch.elapsed());
        let Err(error) = sent else {
            failpoint!("mail.after");
            return self.settled(row, Settled::Done, None).await;
        };
        let age = (self.now() - row.created).to_std().unwrap_or_default();
        // A code that is over needs no mail.
        if error.trouble == MailTrouble::Transient && age < self.tuning.code_valid {
            tracing::warn!(delivery = %row.row.id, attempts = row.attempts, error = ?error, "a mail was not sent and is tried again");
            return self.later(row, self.tuning.code_valid, &error.doing).await;
        }
        tracing::error!(delivery = %row.row.id, error = ?error, "a mail cannot be sent: check the [mail] settings and the server");
        self.store.note(row.seq, &error.doing).await?;
        let id = EventId::new(format!("mail-{}", row.row.id));
        let told = Stored::own(id.clone(), self.now(), EventKind::MailFailed);
        self.settled(row, Settled::Failed, Some((id, told.json()))).await?;
        self.wake(row.row.conversation.clone());
        Ok(())
    }

    /// Tries a delivery later, or gives it up when it has been tried for too long.
    pub(super) async fn later(&self, row: &OutboxRow, give_up: Duration, note: &str) -> Result<(), ServiceError> {
        self.later_than(row, give_up, note, None).await
    }

    /// The same, but not before `at_least` has passed, if whoever refused it said so.
    async fn later_than(
        &self,
        row: &OutboxRow,
        give_up: Duration,
        note: &str,
        at_least: Option<chrono::Duration>,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        if (now - row.created).to_std().unwrap_or_default() > give_up {
            tracing::error!(delivery = %row.row.id, note, "a delivery was given up: see `ticketlotse outbox list`");
            return self.settled(row, Settled::Failed, None).await;
        }
        let pause = at_least.map_or_else(|| self.pause(row.attempts), |at_least| at_least.max(self.pause(1)));
        self.put_back(row, note, None, pause).await
    }

    /// Puts a delivery back for its next try.
    pub(super) async fn again(
        &self,
        row: &OutboxRow,
        note: &str,
        event: Option<(EventId, String)>,
    ) -> Result<(), ServiceError> {
        self.put_back(row, note, event, self.pause(row.attempts)).await
    }

    async fn put_back(
        &self,
        row: &OutboxRow,
        note: &str,
        event: Option<(EventId, String)>,
        pause: chrono::Duration,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        self.store.retry(row.seq, now + pause, note, event, now).await?;
        measures::delivery(row.row.lane.id(), "again");
        Ok(())
    }

    /// Ends a delivery.
    pub(super) async fn settled(
        &self,
        row: &OutboxRow,
        settled: Settled,
        event: Option<(EventId, String)>,
    ) -> Result<(), ServiceError> {
        self.store.settle(row.seq, settled, event, self.now()).await?;
        measures::delivery(row.row.lane.id(), settled.id());
        Ok(())
    }

    /// The pause after so many tries: doubling, bounded, with up to a fifth of chance so that not all come back at once.
    pub(super) fn pause(&self, attempts: i64) -> chrono::Duration {
        let doublings = u32::try_from(attempts.clamp(1, 20) - 1).unwrap_or(0);
        let pause = self.tuning.retry_first.saturating_mul(1 << doublings).min(self.tuning.retry_longest);
        let mut byte = [0];
        self.chance.fill(&mut byte);
        let jitter = pause.mul_f64(f64::from(byte[0]) / 255.0 / 5.0);
        chrono::Duration::from_std(pause + jitter).unwrap_or(chrono::Duration::seconds(60))
    }
}

/// What became of a mail, for the metrics.
fn mail_outcome(sent: &Result<(), MailError>) -> &'static str {
    match sent {
        Ok(()) => "sent",
        Err(error) if error.trouble == MailTrouble::Transient => "unavailable",
        Err(_) => "refused",
    }
}
