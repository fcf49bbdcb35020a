//! Desk writes: what was accepted is written, at least tried until somebody must look, and applied exactly once.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::intake::Stored;
use super::{Service, ServiceError};
use crate::conversation::effect::{DeskWrite, FieldLine, NewTicket, TicketTarget};
use crate::conversation::event::{DeskOutcome, EventKind, RefusedWhy};
use crate::conversation::text::Text;
use crate::database::DatabaseError;
use crate::desks::guard::refused_why;
use crate::desks::{Addition, DeskError, DeskFile, DeskTrouble, TicketDraft, Writer};
use crate::domain::{
    Colleague, ConversationId, Entitled, EntryKind, EventId, FieldValue, FileId, FileMeta, MemberId, OpKey, Role,
    Ticket, TicketNumber,
};
use crate::failpoint::failpoint;
use crate::locales::Speaking;
use crate::store::outbox::{Created, Lane, NewRow, OutboxRow, Settled};
use crate::telemetry::measures;

/// Tickets filed here that are known of one member at once.
pub(super) const MAX_FILED: u32 = 5_000;

/// A desk write as the outbox keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SavedWrite {
    pub(super) op: OpKey,
    pub(super) write: DeskWrite,
    /// The role when it was accepted: what was accepted is delivered, even if the role is taken away meanwhile.
    pub(super) role: Role,
    pub(super) language: String,
}

/// The row of a write.
pub(super) fn write_row(
    conversation: &ConversationId,
    entitled: &Entitled,
    saved: &SavedWrite,
    due: DateTime<Utc>,
) -> NewRow {
    NewRow {
        id: saved.op.to_string(),
        conversation: conversation.clone(),
        lane: Lane::Write,
        link: None,
        member: Some(entitled.member.id.clone()),
        payload: serde_json::to_string(saved).expect("writes are plain data with text keys"),
        due,
    }
}

/// Why a write did not come about.
enum NotWritten {
    Desk(DeskError),
    /// The ticket that it belongs to is not created yet.
    NotYet,
    Service(ServiceError),
}

impl From<DeskError> for NotWritten {
    fn from(error: DeskError) -> Self {
        Self::Desk(error)
    }
}

impl From<DatabaseError> for NotWritten {
    fn from(error: DatabaseError) -> Self {
        Self::Service(error.into())
    }
}

impl Service {
    /// Writes to the desk and tells the conversation what became of it.
    pub(super) async fn deliver_write(self: &Arc<Self>, row: &OutboxRow) -> Result<(), ServiceError> {
        let saved: SavedWrite =
            serde_json::from_str(&row.row.payload).map_err(|error| ServiceError::Stored("write", error))?;
        failpoint!("desk.before");
        let written = self.write_now(row, &saved).await;
        failpoint!("desk.after");
        match written {
            Ok(ticket) => self.written(row, &saved, ticket).await,
            Err(NotWritten::Service(error)) => Err(error),
            Err(NotWritten::NotYet) => self.later(row, self.tuning.give_up_write, "waits for its ticket").await,
            Err(NotWritten::Desk(error)) => self.not_written(row, &saved, &error).await,
        }
    }

    async fn written(
        self: &Arc<Self>,
        row: &OutboxRow,
        saved: &SavedWrite,
        ticket: Ticket,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        let number = ticket.number.clone();
        let event = outcome_event(saved, DeskOutcome::Done { ticket: Box::new(ticket) }, now);
        // Whoever files a ticket gets a contact: it is looked for right away.
        let member = row.row.member.as_ref();
        let created = Created { op: &saved.op, desk: self.desk_name(), number: &number, member };
        let created = matches!(saved.write, DeskWrite::Create(_)).then_some(created);
        let is_new = created.is_some();
        let files: Vec<FileId> = files_of(&saved.write).iter().map(|file| file.id.clone()).collect();
        failpoint!("mark.before");
        self.store.settle_write(row.seq, event, &files, created, now).await?;
        measures::delivery(row.row.lane.id(), Settled::Done.id());
        failpoint!("mark.after");
        self.wake(row.row.conversation.clone());
        self.desk_changed.notify_one();
        if is_new {
            self.look_contacts_up().await?;
        }
        Ok(())
    }

    async fn not_written(
        self: &Arc<Self>,
        row: &OutboxRow,
        saved: &SavedWrite,
        error: &DeskError,
    ) -> Result<(), ServiceError> {
        if let Some(reason) = refused_why(error.trouble) {
            tracing::warn!(delivery = %row.row.id, error = ?error, "the desk refused a write");
            self.store.note(row.seq, &error.doing).await?;
            let outcome = DeskOutcome::Refused { reason, reference: row.row.id.clone() };
            return self.settle_told(row, saved, Settled::Failed, outcome).await;
        }
        if error.trouble == DeskTrouble::OutcomeUnknown && !self.desk.caps().finds_by_op {
            tracing::error!(delivery = %row.row.id, error = ?error, "nobody knows whether the desk has this write: see `ticketlotse outbox`");
            self.store.note(row.seq, &error.doing).await?;
            return self.settle_told(row, saved, Settled::Unknown, DeskOutcome::Unknown).await;
        }
        if error.trouble == DeskTrouble::Credentials {
            tracing::error!(error = ?error, "the desk refuses our credentials: renew them; everything waits until then");
        } else {
            tracing::warn!(delivery = %row.row.id, attempts = row.attempts, error = ?error, "a write is tried again");
        }
        let now = self.now();
        if (now - row.created).to_std().unwrap_or_default() > self.tuning.give_up_write {
            let outcome = DeskOutcome::Refused { reason: RefusedWhy::Invalid, reference: row.row.id.clone() };
            tracing::error!(delivery = %row.row.id, "a write was given up: see `ticketlotse outbox`");
            return self.settle_told(row, saved, Settled::Failed, outcome).await;
        }
        // The person is told once that it takes longer.
        let event = (row.attempts == 1).then(|| outcome_event(saved, DeskOutcome::Delayed, self.now()));
        self.again(row, &error.doing, event).await?;
        if row.attempts == 1 {
            self.wake(row.row.conversation.clone());
        }
        Ok(())
    }

    async fn settle_told(
        self: &Arc<Self>,
        row: &OutboxRow,
        saved: &SavedWrite,
        settled: Settled,
        outcome: DeskOutcome,
    ) -> Result<(), ServiceError> {
        let event = outcome_event(saved, outcome, self.now());
        self.settled(row, settled, Some(event)).await?;
        self.wake(row.row.conversation.clone());
        Ok(())
    }

    async fn write_now(&self, row: &OutboxRow, saved: &SavedWrite) -> Result<Ticket, NotWritten> {
        let member =
            row.row.member.as_ref().ok_or_else(|| DeskError::new(DeskTrouble::Invalid, "a write without a member"))?;
        let writer = self.writer(member, saved.role).await?;
        let filed_here = self.store.filed_by(member, self.desk_name(), MAX_FILED).await?;
        let live = self.live();
        let forms = live.settings.forms.as_slice();
        let op = &saved.op;
        match &saved.write {
            DeskWrite::Create(new) => {
                let draft = self.draft(new, &saved.language).await?;
                Ok(self.desk.create(&writer, &draft, op).await?)
            }
            DeskWrite::Reply { to, text, files, .. } => {
                let number = self.number(to).await?;
                let files = self.files(files).await?;
                let addition = Addition { text: text.clone(), files, kind: EntryKind::Reply, concerns: None };
                Ok(self.desk.add(&writer, &filed_here, forms, &number, &addition, op).await?)
            }
            DeskWrite::Supplement { to, fields, files, language } => {
                let number = self.number(to).await?;
                let fields = self.spoken_fields(fields, language, row.created);
                let lines: Vec<String> =
                    fields.iter().map(|field| format!("{}: {}", field.label, field.value)).collect();
                let files = self.files(files).await?;
                let addition = Addition { text: lines.join("\n"), files, kind: EntryKind::Reply, concerns: None };
                Ok(self.desk.add(&writer, &filed_here, forms, &number, &addition, op).await?)
            }
            DeskWrite::Correct { to, corrects, text } => {
                let number = self.number(to).await?;
                let concerns = Some(corrects.clone());
                let addition =
                    Addition { text: text.clone(), files: Vec::new(), kind: EntryKind::Correction, concerns };
                Ok(self.desk.add(&writer, &filed_here, forms, &number, &addition, op).await?)
            }
            DeskWrite::Withdraw { to, withdraws } => {
                let number = self.number(to).await?;
                let concerns = Some(withdraws.clone());
                let addition =
                    Addition { text: String::new(), files: Vec::new(), kind: EntryKind::Withdrawal, concerns };
                Ok(self.desk.add(&writer, &filed_here, forms, &number, &addition, op).await?)
            }
            DeskWrite::Act { number, act } => Ok(self.desk.act(&writer, &filed_here, forms, number, act, op).await?),
        }
    }

    /// On whose behalf: the member as of now, with the role it had when the write was accepted.
    async fn writer(&self, member: &MemberId, role: Role) -> Result<Writer, NotWritten> {
        let gone = || DeskError::new(DeskTrouble::Invalid, "the member is not known any more");
        let mut known = self.store.member(member).await?.ok_or_else(gone)?;
        known.role = role;
        let customer = self.store.customers().await?.into_iter().find(|customer| customer.id == known.customer);
        let entitled = self.store.entitled_member(member, self.desk_name(), self.today()).await?;
        let contracts = entitled.map(|entitled| entitled.contracts.into_iter().map(|contract| contract.id).collect());
        let contracts = contracts.unwrap_or_default();
        // Also of somebody who is no longer entitled: what was accepted before is delivered with its watchers.
        let members = self.store.members(&known.customer).await?;
        let colleagues = members.into_iter().filter(|member| member.enabled);
        let colleagues = colleagues.map(|it| Colleague { id: it.id, name: it.name, email: it.email }).collect();
        let contact = self.store.contact_state(self.desk_name(), member).await?.id().cloned();
        let customer_name = customer.map(|customer| customer.name).unwrap_or_default();
        Ok(Writer { member: known, contact, customer_name, colleagues, contracts })
    }

    async fn draft(&self, new: &NewTicket, language: &str) -> Result<TicketDraft, NotWritten> {
        let live = self.live();
        let how = Speaking { language, zone: live.settings.zone, now: new.filed_at };
        let say = |text: &Text| live.locales.say(how, text).plain();
        Ok(TicketDraft {
            ticket_type: new.ticket_type.clone(),
            title: say(&new.title),
            description: new.description.clone(),
            priority: new.priority,
            fields: self.spoken_fields(&new.fields, language, new.filed_at),
            files: self.files(&new.files).await?,
            watchers: new.watchers.clone(),
            filed_at: new.filed_at,
        })
    }

    fn spoken_fields(&self, lines: &[FieldLine], language: &str, at: DateTime<Utc>) -> Vec<FieldValue> {
        let live = self.live();
        let how = Speaking { language, zone: live.settings.zone, now: at };
        let say = |text: &Text| live.locales.say(how, text).plain();
        let spoken = |line: &FieldLine| FieldValue {
            field: line.field.clone(),
            label: say(&line.label),
            value: say(&line.value),
        };
        lines.iter().map(spoken).collect()
    }

    async fn files(&self, metas: &[FileMeta]) -> Result<Vec<DeskFile>, NotWritten> {
        let mut files = Vec::with_capacity(metas.len());
        for meta in metas {
            if let Some((meta, bytes)) = self.store.file_bytes(&meta.id).await? {
                files.push(DeskFile { meta, bytes });
            } else {
                tracing::error!(file = %meta.id, "a file of an accepted write is gone");
            }
        }
        Ok(files)
    }

    async fn number(&self, target: &TicketTarget) -> Result<TicketNumber, NotWritten> {
        match target {
            TicketTarget::Number { number } => Ok(number.clone()),
            TicketTarget::CreatedBy { op } => self.store.number_of(op).await?.ok_or(NotWritten::NotYet),
        }
    }
}

/// The event that tells the conversation what became of a write. Each outcome is told once: one that is decided later, after
/// nobody knew, is another event.
pub(super) fn outcome_event(saved: &SavedWrite, outcome: DeskOutcome, now: DateTime<Utc>) -> (EventId, String) {
    let step = match outcome {
        DeskOutcome::Done { .. } => "done",
        DeskOutcome::Delayed => "delayed",
        DeskOutcome::Unknown => "unknown",
        DeskOutcome::Refused { .. } => "refused",
    };
    let id = EventId::new(format!("desk-{}-{step}", saved.op));
    let stored = Stored::own(id.clone(), now, EventKind::DeskDone { op: saved.op.clone(), outcome });
    (id, stored.json())
}

/// The files that a write carries.
pub(super) fn files_of(write: &DeskWrite) -> &[FileMeta] {
    match write {
        DeskWrite::Create(new) => &new.files,
        DeskWrite::Reply { files, .. } | DeskWrite::Supplement { files, .. } => files,
        _ => &[],
    }
}
