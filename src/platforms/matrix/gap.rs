//! What a response left out, and what in a room was said before the bot was asked in.

use std::time::Duration;

use matrix_sdk::Room;
use matrix_sdk::deserialized_responses::TimelineEvent;
use matrix_sdk::room::MessagesOptions;
use matrix_sdk::ruma::UInt;

use super::event::{Seen, What};
use super::listen::Gap;

/// Events per page of a room's history.
const PAGE: u32 = 100;
/// Pages that are fetched at most: more than ten thousand events in one room while the bot was away.
const MAX_PAGES: usize = 100;
/// Pages of a room that the bot has just come into.
const MAX_PAGES_OF_NEW: usize = 3;
/// Tries for one page, and the pause between them.
const TRIES: u32 = 20;
const AGAIN: Duration = Duration::from_secs(3);

/// Fetches what lies in a gap, oldest first.
pub(super) async fn fill(room: &Room, gap: &Gap, is_new: Knows) -> Vec<TimelineEvent> {
    let mut found = Vec::new();
    let mut from = gap.from.clone();
    let pages = if is_new == Knows::No { MAX_PAGES_OF_NEW } else { MAX_PAGES };
    for _ in 0..pages {
        let mut options = MessagesOptions::backward().from(from.as_str());
        options.limit = UInt::from(PAGE);
        options.to = (is_new == Knows::Yes).then(|| gap.to.clone());
        let Some(page) = page(room, options).await else { break };
        let last = page.chunk.is_empty();
        found.extend(page.chunk);
        match page.end {
            Some(end) if !last && end != from => from = end,
            _ => break,
        }
    }
    found.reverse();
    found
}

/// Whether the bot was in the room before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Knows {
    Yes,
    No,
}

async fn page(room: &Room, options: MessagesOptions) -> Option<matrix_sdk::room::Messages> {
    let (from, to, limit) = (options.from, options.to, options.limit);
    for _ in 0..TRIES {
        let mut again = MessagesOptions::backward().from(from.as_deref());
        (again.to, again.limit) = (to.clone(), limit);
        match room.messages(again).await {
            Ok(page) => return Some(page),
            Err(error) => {
                tracing::warn!(error = ?error, room = %room.room_id(), "a room's history was not given; it is asked again");
                tokio::time::sleep(AGAIN).await;
            }
        }
    }
    tracing::error!(room = %room.room_id(), "a room's history is not given: what was said there meanwhile is not answered");
    None
}

/// How the bot came into a room, seen in its events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// It was there all the time.
    Before,
    /// In these events, asked by somebody.
    Invited,
    /// In these events, by itself.
    Joined,
}

/// Cuts off what was said before the bot was invited (or, without an invitation, came); what the person wrote while the bot
/// was on its way is for the bot.
pub(super) fn since_asked<T>(events: Vec<(Seen, T)>, me: &str) -> (Vec<(Seen, T)>, Came, Option<String>) {
    let of_me =
        |seen: &Seen, now: &str| matches!(&seen.what, What::Member(member) if member.user == me && member.now == now);
    let came =
        |seen: &Seen| of_me(seen, "join") && matches!(&seen.what, What::Member(member) if member.before != "join");
    let Some(join) = events.iter().rposition(|(seen, _)| came(seen)) else { return (events, Came::Before, None) };
    let invite = events[..join].iter().rposition(|(seen, _)| of_me(seen, "invite"));
    let before = match &events[join].0.what {
        What::Member(member) => member.before.as_str(),
        _ => "",
    };
    let how = if invite.is_some() || before == "invite" { Came::Invited } else { Came::Joined };
    let id = events[join].0.id.clone();
    let kept = events.into_iter().skip(invite.unwrap_or(join)).collect();
    (kept, how, Some(id))
}

#[cfg(test)]
mod tests {
    use super::super::event::{Member, Seen, What};
    use super::{Came, since_asked};

    const BOT: &str = "@bot:a";

    fn seen(id: &str, what: What) -> (Seen, ()) {
        (Seen { id: id.to_owned(), sender: "@anna:a".to_owned(), what }, ())
    }

    fn member(id: &str, before: &str, now: &str) -> (Seen, ()) {
        let (user, now, before) = (BOT.to_owned(), now.to_owned(), before.to_owned());
        seen(id, What::Member(Member { user, now, before }))
    }

    fn cut(events: Vec<(Seen, ())>) -> (Vec<String>, Came) {
        let (kept, came, _) = since_asked(events, BOT);
        (kept.into_iter().map(|(seen, ())| seen.id).collect(), came)
    }

    #[test]
    fn what_was_said_before_the_invitation_is_not_for_the_bot() {
        let events = vec![
            seen("old", What::Unreadable),
            member("invited", "leave", "invite"),
            seen("waiting", What::Unreadable),
            member("joined", "invite", "join"),
            seen("new", What::Unreadable),
        ];
        assert_eq!(cut(events), (["invited", "waiting", "joined", "new"].map(str::to_owned).to_vec(), Came::Invited));
    }

    #[test]
    fn a_room_that_the_bot_came_into_by_itself_begins_there() {
        let events = vec![seen("old", What::Other), member("joined", "leave", "join"), seen("new", What::Other)];
        assert_eq!(cut(events), (["joined", "new"].map(str::to_owned).to_vec(), Came::Joined));
        let hidden = vec![seen("old", What::Other), member("joined", "invite", "join")];
        assert_eq!(cut(hidden), (vec!["joined".to_owned()], Came::Invited));
    }

    #[test]
    fn a_new_name_of_the_bot_cuts_nothing_off() {
        let events = vec![seen("a", What::Other), member("renamed", "join", "join"), seen("b", What::Other)];
        assert_eq!(cut(events), (["a", "renamed", "b"].map(str::to_owned).to_vec(), Came::Before));
    }
}
