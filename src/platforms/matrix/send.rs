//! Saying something in a room: the content of a message, sent under an id that makes a repetition no second message.

use matrix_sdk::Room;
use matrix_sdk::attachment::AttachmentConfig;
use matrix_sdk::config::RequestConfig;
use matrix_sdk::room::reply::{EnforceThread, Reply};
use matrix_sdk::ruma::OwnedTransactionId;
use matrix_sdk::ruma::events::room::message::{AddMentions, ReplyWithinThread};
use mime::Mime;
use serde_json::{Value, json};

use super::context::{Context, KEY};
use super::render::Part;
use super::trouble::{failed, refused};
use crate::domain::FileMeta;
use crate::platforms::{PlatformError, PlatformTrouble};

/// Says the parts of a message, one after the other.
pub(super) async fn say(
    room: &Room,
    id: &str,
    parts: &[Part],
    means: &Context,
    thread: Option<&str>,
) -> Result<(), PlatformError> {
    for (part, place) in parts.iter().zip(1..) {
        let said = content(part, means, thread);
        let transaction = transaction(id, place);
        // A limit is answered by waiting in the queue, where nobody else waits behind it.
        let sent = room.send_raw("m.room.message", said).with_transaction_id(&transaction);
        let config = RequestConfig::new().disable_retry();
        sent.with_request_config(config).await.map_err(|error| failed("send a message", error))?;
    }
    Ok(())
}

/// The same delivery has the same id, however often it is tried: the homeserver shows it once.
fn transaction(id: &str, place: usize) -> OwnedTransactionId {
    OwnedTransactionId::from(format!("ticketlotse-{id}-{place}"))
}

/// The content of a message: a notice, which no other bot answers.
pub(super) fn content(part: &Part, means: &Context, thread: Option<&str>) -> Value {
    let mut content = json!({
        "msgtype": "m.notice",
        "body": part.plain,
        "format": "org.matrix.custom.html",
        "formatted_body": part.html,
        "m.mentions": {},
    });
    if let Some(means) = means.to_json() {
        content[KEY] = means;
    }
    if let Some(root) = thread {
        content["m.relates_to"] = json!({
            "rel_type": "m.thread",
            "event_id": root,
            "is_falling_back": true,
            "m.in_reply_to": { "event_id": root },
        });
    }
    content
}

/// Sends a file; encrypted where the room is.
pub(super) async fn file(
    room: &Room,
    id: &str,
    file: &FileMeta,
    bytes: Vec<u8>,
    thread: Option<&str>,
) -> Result<(), PlatformError> {
    let kind: Mime = file.mime.parse().unwrap_or(mime::APPLICATION_OCTET_STREAM);
    let mut config = AttachmentConfig::new().txn_id(transaction(id, 1));
    if let Some(root) = thread {
        let event_id = root.try_into().map_err(|_| refused(PlatformTrouble::Refused, "read the id of a thread"))?;
        let enforce_thread = EnforceThread::Threaded(ReplyWithinThread::No);
        config = config.reply(Some(Reply { event_id, enforce_thread, add_mentions: AddMentions::No }));
    }
    let sent = room.send_attachment(file.name.clone(), &kind, bytes, config).await;
    sent.map(drop).map_err(|error| failed("send a file", error))
}
