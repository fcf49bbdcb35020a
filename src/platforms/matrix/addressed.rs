//! Whether a message in a room with others is meant for the bot, and what of it are the words to it. Pure.

use super::event::Said;

/// What commands begin with in a room.
pub const PREFIX: &str = "!ticket";

/// How the bot is called.
#[derive(Clone, Copy, Debug)]
pub struct Called<'a> {
    /// Its account.
    pub id: &'a str,
    /// Its name in the room.
    pub name: Option<&'a str>,
}

impl Called<'_> {
    /// What people write to address it, the longest first.
    fn names(&self) -> Vec<&str> {
        let local = self.id.trim_start_matches('@').split(':').next().unwrap_or_default();
        let mut names = vec![self.id];
        names.extend(self.name.filter(|name| !name.is_empty()));
        names.push(local);
        names
    }
}

/// The words to the bot, if a message in a room is meant for it: by the prefix, by a mention, or as a reply to it.
pub fn to_bot(said: &Said, called: Called<'_>, replies_to_bot: Replies) -> Option<String> {
    if let Some(rest) = after_prefix(&said.text) {
        return Some(rest);
    }
    let named = after_name(&said.text, called);
    let mentioned = said.mentions.iter().any(|id| id == called.id) || said.text.contains(called.id);
    match named {
        Some(rest) => Some(after_prefix(&rest).unwrap_or(rest)),
        None if mentioned => Some(without_name(&said.text, called)),
        None if replies_to_bot == Replies::ToBot => Some(said.text.trim().to_owned()),
        None => None,
    }
}

/// The words in a private chat, where nothing has to stand before them but may.
pub fn in_private(text: &str, called: Called<'_>) -> String {
    let named = after_name(text, called).unwrap_or_else(|| text.trim().to_owned());
    after_prefix(&named).unwrap_or(named)
}

/// Whose message a message replies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replies {
    /// One of the bot's.
    ToBot,
    /// Somebody else's, or it is no reply.
    No,
}

/// What follows the prefix.
fn after_prefix(text: &str) -> Option<String> {
    let text = text.trim();
    let head = text.get(..PREFIX.len())?;
    let rest = &text[PREFIX.len()..];
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (head.eq_ignore_ascii_case(PREFIX) && ends).then(|| rest.trim().to_owned())
}

/// What follows the bot's name at the beginning. A name alone is a call only with a sign to it: `Ticketlotse: hilfe`,
/// `@ticketlotse hilfe`.
fn after_name(text: &str, called: Called<'_>) -> Option<String> {
    let text = text.trim();
    let (bare, at) = text.strip_prefix('@').map_or((text, false), |bare| (bare, true));
    for name in called.names() {
        let name = name.trim_start_matches('@');
        let Some(head) = bare.get(..name.len()).filter(|head| head.eq_ignore_ascii_case(name)) else { continue };
        let rest = &bare[head.len()..];
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace);
        let parted = rest.strip_prefix([':', ',']).filter(|rest| ends(rest));
        if let Some(rest) = parted.or_else(|| Some(rest).filter(|rest| at && ends(rest))) {
            return Some(rest.trim().to_owned());
        }
    }
    None
}

/// The words without the bot's name in them.
fn without_name(text: &str, called: Called<'_>) -> String {
    let found = called.names().into_iter().find(|name| text.contains(*name));
    let text = found.map_or_else(|| text.to_owned(), |name| text.replacen(name, "", 1));
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_start_matches('@').to_owned()
}
