//! The door for what people do: stores each event once, on disk, before it is acknowledged.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::Service;
use crate::conversation::event::{Event, EventKind, Place};
use crate::database::{DatabaseError, Trouble};
use crate::domain::{ConversationId, EventId, FileId, FileMeta, Identity};
use crate::failpoint::failpoint;
use crate::platforms::{Inbound, Intake, IntakeError, Origin};
use crate::store::inbox::Accepted;
use crate::telemetry::measures;

/// Longest text of one message in characters; longer ones are refused with a clear word, never cut.
pub const MAX_TEXT: usize = 20_000;
/// Most files of one message.
pub const MAX_FILES: usize = 20;
/// Longest file name in characters.
const MAX_FILE_NAME: usize = 150;

/// An event as the inbox keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Stored {
    pub(super) event: Event,
    #[serde(default)]
    pub(super) origin: Origin,
}

impl Stored {
    /// An event that the service itself causes.
    pub(super) fn own(id: EventId, at: chrono::DateTime<chrono::Utc>, kind: EventKind) -> Self {
        Self { event: Event { id, at, place: Place::Private, kind }, origin: Origin::default() }
    }

    pub(super) fn json(&self) -> String {
        serde_json::to_string(self).expect("events are plain data with text keys")
    }
}

/// The service as platforms see it.
pub struct Door(pub Arc<Service>);

#[async_trait]
impl Intake for Door {
    async fn accept(&self, inbound: Inbound) -> Result<(), IntakeError> {
        let accepted = self.0.take_in(inbound).await;
        measures::event(match &accepted {
            Ok(Accepted::New) => "new",
            Ok(Accepted::Known) => "known",
            Err(IntakeError::Unavailable) => "unavailable",
            Err(_) => "refused",
        });
        accepted.map(drop)
    }

    async fn is_known(&self, id: &EventId) -> Result<bool, IntakeError> {
        self.0.store.is_known(id).await.map_err(|error| unavailable(&error))
    }

    async fn takes_files(&self, identity: &Identity, address: &str) -> Result<(), IntakeError> {
        let service = &self.0;
        let row = service.store.conversation_of(identity, address, service.now()).await;
        let row = row.map_err(|error| unavailable(&error))?;
        service.entitled_to_files(&row.id).await
    }

    async fn store_file(
        &self,
        identity: &Identity,
        address: &str,
        name: &str,
        mime: &str,
        bytes: Vec<u8>,
    ) -> Result<FileMeta, IntakeError> {
        let service = &self.0;
        let policy = Arc::clone(&service.live().settings.policy);
        let size_bytes = bytes.len() as u64;
        if size_bytes > policy.max_file_bytes {
            return Err(IntakeError::TooLarge);
        }
        let name = clean_name(name);
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
        if !policy.file_types.contains(&extension) {
            return Err(IntakeError::FileType);
        }
        let now = service.now();
        let row = service.store.conversation_of(identity, address, now).await.map_err(|error| unavailable(&error))?;
        service.rates.check(&row.id)?;
        service.entitled_to_files(&row.id).await?;
        let kept = service.store.file_bytes_of(&row.id).await.map_err(|error| unavailable(&error))?;
        if kept + size_bytes > service.tuning.max_waiting_file_bytes {
            return Err(IntakeError::TooMany { retry_after_secs: 60 });
        }
        let meta = FileMeta { id: FileId::new(service.chance.id()), name, mime: clean_mime(mime), size_bytes };
        failpoint!("file.before");
        service.store.put_file(&row.id, &meta, bytes, now).await.map_err(|error| unavailable(&error))?;
        failpoint!("file.after");
        Ok(meta)
    }
}

impl Service {
    /// Only the entitled may make us read and keep megabytes.
    async fn entitled_to_files(&self, conversation: &ConversationId) -> Result<(), IntakeError> {
        let person = self.store.person(conversation, self.desk_name(), self.today()).await;
        let person = person.map_err(|error| unavailable(&error))?;
        if person.entitled().is_some() { Ok(()) } else { Err(IntakeError::NotSignedIn) }
    }

    /// Stores an event of a platform and runs the conversation.
    async fn take_in(self: &Arc<Self>, inbound: Inbound) -> Result<Accepted, IntakeError> {
        too_large(&inbound.kind)?;
        let now = self.now();
        let row = self
            .store
            .conversation_of(&inbound.identity, &inbound.address, now)
            .await
            .map_err(|error| unavailable(&error))?;
        self.rates.check(&row.id)?;
        let waiting = self.store.waiting_events(&row.id).await.map_err(|error| unavailable(&error))?;
        if waiting >= self.tuning.max_waiting {
            return Err(IntakeError::TooMany { retry_after_secs: 30 });
        }
        let event = Event { id: inbound.id.clone(), at: now, place: inbound.place, kind: inbound.kind };
        let stored = Stored { event, origin: inbound.origin };
        failpoint!("accept.before", IntakeError::Unavailable);
        let accepted =
            self.store.accept(&inbound.id, &row.id, &stored.json(), now).await.map_err(|error| unavailable(&error))?;
        failpoint!("accept.after");
        if accepted == Accepted::New {
            self.wake(row.id);
        }
        Ok(accepted)
    }

    /// Stores an event that the service itself causes and runs the conversation.
    pub(super) async fn cause(
        self: &Arc<Self>,
        conversation: &ConversationId,
        id: EventId,
        kind: EventKind,
    ) -> Result<(), DatabaseError> {
        let now = self.now();
        let stored = Stored::own(id.clone(), now, kind);
        if self.store.accept(&id, conversation, &stored.json(), now).await? == Accepted::New {
            self.wake(conversation.clone());
        }
        Ok(())
    }
}

fn unavailable(error: &DatabaseError) -> IntakeError {
    if error.trouble == Trouble::Permanent {
        tracing::error!(error = ?error, "an event could not be stored");
    } else {
        tracing::warn!(error = ?error, "an event could not be stored; the platform will try again");
    }
    IntakeError::Unavailable
}

fn too_large(kind: &EventKind) -> Result<(), IntakeError> {
    let long = |text: &str| text.chars().nth(MAX_TEXT).is_some();
    let refused = match kind {
        EventKind::Said { text, files, .. } => long(text) || files.len() > MAX_FILES,
        EventKind::Edited { text, .. } => long(text),
        EventKind::FormSent { values, files, .. } => {
            values.len() > 200
                || values.values().any(|values| values.len() > 200 || values.iter().any(|value| long(value)))
                || files.values().map(Vec::len).sum::<usize>() > MAX_FILES
        }
        _ => false,
    };
    if refused { Err(IntakeError::TooLarge) } else { Ok(()) }
}

/// The last part of a path, without control characters, and not longer than a file system likes.
fn clean_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut name: String =
        name.chars().filter(|c| !c.is_control() && !"<>:\"|?*\u{202e}\u{202d}".contains(*c)).collect();
    if let Some((at, _)) = name.char_indices().nth(MAX_FILE_NAME) {
        let extension: String = name.rsplit_once('.').map(|(_, end)| format!(".{end}")).unwrap_or_default();
        name.truncate(at);
        if extension.chars().count() < 12 {
            name.push_str(&extension);
        }
    }
    let name = name.trim().trim_start_matches('.').to_owned();
    if name.is_empty() { "file.bin".to_owned() } else { name }
}

/// `type/subtype`, or the type of unknown bytes.
fn clean_mime(mime: &str) -> String {
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let essence = mime.split(';').next().unwrap_or_default().trim().to_lowercase();
    match essence.split_once('/') {
        Some((kind, sub)) if plain(kind) && plain(sub) && essence.len() < 100 => essence,
        _ => "application/octet-stream".to_owned(),
    }
}
