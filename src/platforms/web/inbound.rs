//! What the person does on the page, handed in as events. The page names each with an id of its own, so that a request
//! sent twice is one event. What the person sees of it is kept in the feed first: the answer must come after it.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::body::Sent;
use super::guard::Visitor;
use super::item::Item;
use super::refusal::Refusal;
use super::routes::Web;
use crate::conversation::event::{EventKind, Place, Press, Refresh};
use crate::domain::{ConversationId, DraftId, EventId, FieldId, FileId, FileMeta, MessageId, TicketNumber};
use crate::platforms::Inbound;

/// Longest label of a pressed button in characters.
const MAX_LABEL_CHARS: usize = 300;
/// Longest id that a page may name in bytes.
const MAX_ID_BYTES: usize = 100;
/// Most fields of a native form.
const MAX_FIELDS: usize = 100;
/// Most values of one field.
const MAX_VALUES: usize = 60;
/// Longest value of a field in characters; the fields' own limits are the form's business.
const MAX_VALUE_CHARS: usize = 20_000;
/// How far back an own message can be found for a change, in shown things.
const FINDABLE: u32 = 500;

/// A message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    id: Uuid,
    #[serde(default)]
    text: String,
    #[serde(default)]
    files: Vec<FileId>,
    #[serde(default)]
    about: Option<TicketNumber>,
}

/// A pressed button. What it carries is read apart: a forged one is answered in the conversation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pressing {
    id: Uuid,
    #[serde(default)]
    label: String,
    press: serde_json::Value,
}

/// A native form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilledForm {
    id: Uuid,
    draft: DraftId,
    values: BTreeMap<FieldId, Vec<String>>,
    #[serde(default)]
    files: BTreeMap<FieldId, Vec<FileId>>,
    refresh: Refresh,
}

/// A change of an own message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    id: Uuid,
    message: Uuid,
    text: String,
}

/// A deletion of an own message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deletion {
    id: Uuid,
    message: Uuid,
}

/// What a handler answers.
type Answer = Result<StatusCode, Refusal>;

/// Control characters other than line breaks and tabs are no text.
fn clean(text: &str) -> String {
    let text: String = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

fn bounded(id: &str) -> Result<(), Refusal> {
    if id.is_empty() || id.len() > MAX_ID_BYTES { Err(Refusal::Malformed) } else { Ok(()) }
}

fn event_id(visitor: &Visitor, id: Uuid) -> EventId {
    EventId::new(format!("{}:{}:{id}", super::NAME, visitor.session.identity.user))
}

impl Web {
    fn text(&self, text: &str) -> Result<String, Refusal> {
        let text = clean(text);
        let most = usize::try_from(self.config().max_text).unwrap_or(usize::MAX);
        if text.chars().count() > most { Err(Refusal::TooLong) } else { Ok(text) }
    }

    /// Hands an event in. The id is the visitor's own: nobody can take another's.
    async fn hand_in(&self, visitor: &Visitor, id: Uuid, kind: EventKind) -> Result<(), Refusal> {
        let identity = visitor.session.identity.clone();
        let inbound = Inbound {
            id: event_id(visitor, id),
            address: identity.user.clone(),
            identity,
            place: Place::Private,
            kind,
            origin: visitor.origin.clone(),
        };
        Ok(self.intake.accept(inbound).await?)
    }

    /// Whether this request came before and was taken.
    async fn was_taken(&self, visitor: &Visitor, id: Uuid) -> Result<bool, Refusal> {
        Ok(self.intake.is_known(&event_id(visitor, id)).await?)
    }

    /// Keeps what the person did in their feed and shows it in their other tabs.
    async fn echo(&self, visitor: &Visitor, item: &Item) -> Result<(), Refusal> {
        let json = serde_json::to_string(item).map_err(|_| Refusal::Malformed)?;
        let conversation = &visitor.session.conversation;
        let platform = &self.platform;
        let now = platform.clock.now();
        platform.store.append_feed(&conversation.id, item.id(), conversation.link.as_ref(), &json, now).await?;
        platform.hub.wake(&conversation.id);
        Ok(())
    }

    /// The files that were uploaded before, by id; only the conversation's own.
    async fn files(&self, conversation: &ConversationId, ids: &[FileId]) -> Result<Vec<FileMeta>, Refusal> {
        if ids.len() > usize::try_from(self.config().max_files).unwrap_or(usize::MAX) {
            return Err(Refusal::TooManyFiles);
        }
        let mut files = Vec::with_capacity(ids.len());
        for id in ids {
            bounded(id.as_str())?;
            let found = self.platform.store.file(conversation, id).await?;
            files.push(found.ok_or(Refusal::FileGone)?.0);
        }
        Ok(files)
    }

    /// An own message as it is shown now.
    async fn own_message(&self, conversation: &ConversationId, message: Uuid) -> Result<Item, Refusal> {
        let id = format!("said:{message}");
        let rows = self.platform.store.feed(conversation, 0, FINDABLE).await?;
        let items = rows.iter().rev().filter_map(|row| serde_json::from_str::<Item>(&row.item).ok());
        items
            .into_iter()
            .find(|item| matches!(item, Item::Said { .. }) && item.id() == id)
            .ok_or(Refusal::NoSuchMessage)
    }

    /// Puts another item in a shown one's place, here and on every page.
    async fn replace(&self, visitor: &Visitor, change: Uuid, to: Item) -> Result<(), Refusal> {
        let json = serde_json::to_string(&to).map_err(|_| Refusal::Malformed)?;
        let store = &self.platform.store;
        let now = self.platform.clock.now();
        store.replace_feed(&visitor.session.conversation.id, to.id(), &json, now).await?;
        self.echo(visitor, &Item::Changed { id: format!("changed:{change}"), to: Box::new(to) }).await
    }
}

/// `POST /chat/messages`.
pub async fn message(
    State(web): State<Arc<Web>>,
    Extension(visitor): Extension<Visitor>,
    Sent(new): Sent<NewMessage>,
) -> Answer {
    let text = web.text(&new.text)?;
    let files = match web.files(&visitor.session.conversation.id, &new.files).await {
        // Taken before, and its files are at the desk meanwhile: the page only missed the answer.
        Err(Refusal::FileGone) if web.was_taken(&visitor, new.id).await? => return Ok(StatusCode::ACCEPTED),
        files => files?,
    };
    if text.trim().is_empty() && files.is_empty() {
        return Err(Refusal::Malformed);
    }
    if let Some(number) = &new.about {
        bounded(number.as_str())?;
    }
    let about = new.about.clone();
    let echo =
        Item::Said { id: format!("said:{}", new.id), text: text.clone(), files: files.clone(), about, edited: false };
    web.echo(&visitor, &echo).await?;
    let message = MessageId::new(new.id.to_string());
    web.hand_in(&visitor, new.id, EventKind::Said { message, text, files, about: new.about }).await?;
    Ok(StatusCode::ACCEPTED)
}

/// `POST /chat/press`.
pub async fn press(
    State(web): State<Arc<Web>>,
    Extension(visitor): Extension<Visitor>,
    Sent(pressing): Sent<Pressing>,
) -> Answer {
    let label: String = clean(&pressing.label).chars().take(MAX_LABEL_CHARS).collect();
    if !label.trim().is_empty() {
        web.echo(&visitor, &Item::Pressed { id: format!("press:{}", pressing.id), label }).await?;
    }
    let press: Option<Press> = serde_json::from_value(pressing.press).ok();
    web.hand_in(&visitor, pressing.id, EventKind::Pressed { press }).await?;
    Ok(StatusCode::ACCEPTED)
}

/// `POST /chat/forms`.
pub async fn form(
    State(web): State<Arc<Web>>,
    Extension(visitor): Extension<Visitor>,
    Sent(form): Sent<FilledForm>,
) -> Answer {
    bounded(form.draft.as_str())?;
    if form.values.len() + form.files.len() > MAX_FIELDS {
        return Err(Refusal::TooLarge);
    }
    let mut values = BTreeMap::new();
    for (field, given) in form.values {
        bounded(field.as_str())?;
        if given.len() > MAX_VALUES || given.iter().any(|value| value.chars().count() > MAX_VALUE_CHARS) {
            return Err(Refusal::TooLarge);
        }
        values.insert(field, given.iter().map(|value| clean(value)).collect());
    }
    let mut files = BTreeMap::new();
    for (field, ids) in form.files {
        bounded(field.as_str())?;
        match web.files(&visitor.session.conversation.id, &ids).await {
            Err(Refusal::FileGone) if web.was_taken(&visitor, form.id).await? => return Ok(StatusCode::ACCEPTED),
            found => files.insert(field, found?),
        };
    }
    if form.refresh == Refresh::Send {
        web.echo(&visitor, &Item::FormSent { id: format!("form:{}", form.id), draft: form.draft.clone() }).await?;
    }
    let kind = EventKind::FormSent { draft: form.draft, values, files, refresh: form.refresh };
    web.hand_in(&visitor, form.id, kind).await?;
    Ok(StatusCode::ACCEPTED)
}

/// `POST /chat/edit`.
pub async fn edit(
    State(web): State<Arc<Web>>,
    Extension(visitor): Extension<Visitor>,
    Sent(edit): Sent<Edit>,
) -> Answer {
    let text = web.text(&edit.text)?;
    if text.trim().is_empty() {
        return Err(Refusal::Malformed);
    }
    let Item::Said { id, files, about, .. } = web.own_message(&visitor.session.conversation.id, edit.message).await?
    else {
        return Err(Refusal::NoSuchMessage);
    };
    web.replace(&visitor, edit.id, Item::Said { id, text: text.clone(), files, about, edited: true }).await?;
    let message = MessageId::new(edit.message.to_string());
    web.hand_in(&visitor, edit.id, EventKind::Edited { message, text }).await?;
    Ok(StatusCode::ACCEPTED)
}

/// `POST /chat/delete`.
pub async fn delete(
    State(web): State<Arc<Web>>,
    Extension(visitor): Extension<Visitor>,
    Sent(deletion): Sent<Deletion>,
) -> Answer {
    // A repeated request finds it deleted already and only has to be handed in again.
    match web.own_message(&visitor.session.conversation.id, deletion.message).await {
        Ok(item) => web.replace(&visitor, deletion.id, Item::Deleted { id: item.id().to_owned() }).await?,
        Err(Refusal::NoSuchMessage) => {}
        Err(other) => return Err(other),
    }
    let message = MessageId::new(deletion.message.to_string());
    web.hand_in(&visitor, deletion.id, EventKind::Deleted { message }).await?;
    Ok(StatusCode::ACCEPTED)
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn control_characters_are_no_text() {
        assert_eq!(clean("a\u{0}b\u{1b}[31m\r\nc\td\re"), "ab[31m\nc\td\ne");
    }
}
