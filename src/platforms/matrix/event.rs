//! What happened in a room, read from an event as the homeserver gives it (decrypted). Pure; knows no client.

use matrix_sdk::ruma::events::room::MediaSource;
use serde_json::Value;

/// One event of a timeline.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its id.
    pub id: String,
    /// Who.
    pub sender: String,
    /// What.
    pub what: What,
}

/// What an event says.
#[derive(Clone, Debug)]
pub enum What {
    /// A message of a person.
    Message(Box<Said>),
    /// A message has other words now.
    Edited {
        /// Which.
        of: String,
        /// The new words.
        text: String,
    },
    /// A message was taken back.
    Redacted {
        /// Which.
        of: String,
    },
    /// A sign was set on a message.
    Reacted {
        /// On which.
        to: String,
        /// The sign.
        sign: String,
    },
    /// A membership changed.
    Member(Member),
    /// The room was replaced by another one.
    Replaced {
        /// By which.
        by: String,
    },
    /// Encrypted, and the key is not there.
    Unreadable,
    /// Nothing that concerns the bot: notices of other bots, the bot's own messages, changes of the room.
    Other,
}

/// A message.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The words; of a file its caption.
    pub text: String,
    /// The file.
    pub file: Option<Attachment>,
    /// The message it replies to.
    pub reply_to: Option<String>,
    /// The first message of the thread it is in.
    pub thread: Option<String>,
    /// Whom it mentions.
    pub mentions: Vec<String>,
}

/// A file that was sent.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its type, as the sender says.
    pub mime: String,
    /// Its size, as the sender says.
    pub size_bytes: Option<u64>,
    /// Where it is, and its key.
    pub source: MediaSource,
}

/// A change of a membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Whose.
    pub user: String,
    /// `join`, `invite`, `leave`, `ban`, `knock`.
    pub now: String,
    /// What it was before.
    pub before: String,
}

/// Reads an event; `me` is the bot's account.
pub fn read(event: &Value, me: &str) -> Seen {
    let text = |key: &str| event.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (id, sender, kind) = (text("event_id"), text("sender"), text("type"));
    let what = match kind.as_str() {
        "m.room.member" => member(event),
        _ if sender == me => What::Other,
        "m.room.message" => message(event),
        "m.room.encrypted" => What::Unreadable,
        "m.reaction" => reaction(event),
        "m.room.redaction" => redaction(event),
        "m.room.tombstone" => replaced(event),
        _ => What::Other,
    };
    Seen { id, sender, what }
}

fn string(value: &Value, path: &str) -> Option<String> {
    value.pointer(path).and_then(Value::as_str).map(str::to_owned)
}

fn member(event: &Value) -> What {
    let Some(user) = string(event, "/state_key") else { return What::Other };
    let now = string(event, "/content/membership").unwrap_or_default();
    let before = string(event, "/unsigned/prev_content/membership").unwrap_or_else(|| "leave".to_owned());
    What::Member(Member { user, now, before })
}

fn replaced(event: &Value) -> What {
    match string(event, "/content/replacement_room") {
        Some(by) if event.get("state_key").is_some() => What::Replaced { by },
        _ => What::Other,
    }
}

fn redaction(event: &Value) -> What {
    // Room versions before 11 name it beside the content.
    match string(event, "/content/redacts").or_else(|| string(event, "/redacts")) {
        Some(of) => What::Redacted { of },
        None => What::Other,
    }
}

fn reaction(event: &Value) -> What {
    let (to, sign) = (string(event, "/content/m.relates_to/event_id"), string(event, "/content/m.relates_to/key"));
    match (to, sign) {
        (Some(to), Some(sign)) => What::Reacted { to, sign },
        _ => What::Other,
    }
}

fn message(event: &Value) -> What {
    let Some(content) = event.get("content") else { return What::Other };
    if string(content, "/m.relates_to/rel_type").as_deref() == Some("m.replace") {
        let (of, text) = (string(content, "/m.relates_to/event_id"), string(content, "/m.new_content/body"));
        let Some((of, text)) = of.zip(text) else { return What::Other };
        return What::Edited { of, text };
    }
    let kind = string(content, "/msgtype").unwrap_or_default();
    let said = match kind.as_str() {
        "m.text" | "m.emote" | "m.location" => Said { text: words(content), ..Said::default() },
        "m.file" | "m.image" | "m.video" | "m.audio" => match attachment(content) {
            Some((file, caption)) => Said { text: caption, file: Some(file), ..Said::default() },
            None => return What::Other,
        },
        // Notices come from bots, and everything else is not said by a person to a person.
        _ => return What::Other,
    };
    let in_thread = string(content, "/m.relates_to/rel_type").as_deref() == Some("m.thread");
    let falls_back = content.pointer("/m.relates_to/is_falling_back").and_then(Value::as_bool).unwrap_or(false);
    let mentions = content.pointer("/m.mentions/user_ids").and_then(Value::as_array);
    let mentions = mentions.map(|ids| ids.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    What::Message(Box::new(Said {
        reply_to: string(content, "/m.relates_to/m.in_reply_to/event_id").filter(|_| !(in_thread && falls_back)),
        thread: string(content, "/m.relates_to/event_id").filter(|_| in_thread),
        mentions: mentions.unwrap_or_default(),
        ..said
    }))
}

/// The body without the quotation that older clients put before a reply.
fn words(content: &Value) -> String {
    let body = string(content, "/body").unwrap_or_default();
    let replies = content.pointer("/m.relates_to/m.in_reply_to").is_some();
    if !replies || !body.starts_with("> ") {
        return body;
    }
    let rest: Vec<&str> = body.lines().skip_while(|line| line.starts_with('>')).collect();
    rest.join("\n").trim_start_matches('\n').to_owned()
}

fn attachment(content: &Value) -> Option<(Attachment, String)> {
    let body = words(content);
    let named = string(content, "/filename").filter(|name| !name.is_empty());
    // With a name beside it the body is a caption, unless it only repeats the name.
    let (name, caption) = match named {
        Some(name) if name == body => (name, String::new()),
        Some(name) => (name, body),
        None => (body, String::new()),
    };
    let source = serde_json::from_value::<MediaSource>(content.clone()).ok()?;
    let file = Attachment {
        name,
        mime: string(content, "/info/mimetype").unwrap_or_default(),
        size_bytes: content.pointer("/info/size").and_then(Value::as_u64),
        source,
    };
    Some((file, caption))
}
