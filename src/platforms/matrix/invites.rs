//! Invitations: accepted from the homeservers that the operator named, so many per hour, tried for as long as joining takes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use matrix_sdk::{Room, RoomState};
use tokio::task::JoinSet;

use super::ear::Ear;
use super::settings::{Invites, server_of};

/// First and longest pause before a join is tried again; other servers' joins may take long.
const AGAIN_FIRST: Duration = Duration::from_secs(2);
const AGAIN_LONGEST: Duration = Duration::from_mins(10);
/// Tries, about a day.
const TRIES: u32 = 150;

/// Who has invited, to keep the limits.
#[derive(Default)]
pub(super) struct Guests {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Rooms whose invitation is being answered.
    open: BTreeSet<String>,
    /// Since when how many came from which server.
    counted: BTreeMap<String, (DateTime<Utc>, u32)>,
}

/// What is done with an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Accepted.
    Join,
    /// Declined: the operator did not name that server.
    Decline,
    /// Not now: too many from there.
    Later,
}

impl Guests {
    fn begin(&self, room: &str) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).open.insert(room.to_owned())
    }

    fn end(&self, room: &str) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).open.remove(room);
    }

    /// Decides about an invitation and counts it.
    fn judge(&self, rules: &Invites, own_server: &str, inviter: &str, now: DateTime<Utc>) -> Verdict {
        let server = server_of(inviter);
        if !allowed(rules, own_server, server) {
            return Verdict::Decline;
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = state.counted.entry(server.to_owned()).or_insert((now, 0));
        if now - counted.0 >= chrono::Duration::hours(1) {
            *counted = (now, 0);
        }
        if counted.1 >= rules.per_hour {
            return Verdict::Later;
        }
        counted.1 += 1;
        Verdict::Join
    }
}

/// Whether invitations from a server are accepted: a whole name, `*`, or the bot's own where none is named.
fn allowed(invites: &Invites, own_server: &str, server: &str) -> bool {
    if invites.servers.is_empty() {
        return server == own_server;
    }
    invites.servers.iter().any(|name| name == "*" || name.eq_ignore_ascii_case(server))
}

/// Answers an invitation beside everything else.
pub(super) fn answer(ear: &Arc<Ear>, room: Room, tasks: &mut JoinSet<()>) {
    if ear.guests.begin(room.room_id().as_str()) {
        let ear = Arc::clone(ear);
        tasks.spawn(async move {
            ear.answer_invite(&room).await;
            ear.guests.end(room.room_id().as_str());
        });
    }
}

impl Ear {
    async fn answer_invite(&self, room: &Room) {
        let mut pause = AGAIN_FIRST;
        for _ in 0..TRIES {
            if room.state() != RoomState::Invited {
                return;
            }
            let inviter = match room.invite_details().await {
                Ok(invite) => invite.inviter_id.to_string(),
                Err(error) => {
                    tracing::warn!(error = ?error, room = %room.room_id(), "an invitation says not from whom it is");
                    return;
                }
            };
            let own = server_of(self.me());
            let verdict = self.guests.judge(&self.settings.invites, own, &inviter, self.clock.now());
            let done = match verdict {
                Verdict::Join => room.join().await,
                Verdict::Decline => {
                    let server = server_of(&inviter);
                    tracing::info!(server, room = %room.room_id(), "an invitation was declined: see matrix.invites_from");
                    room.leave().await
                }
                Verdict::Later => {
                    tracing::warn!(server = server_of(&inviter), "too many invitations from one server; they wait");
                    pause = AGAIN_LONGEST;
                    tokio::time::sleep(pause).await;
                    continue;
                }
            };
            match done {
                Ok(()) => return,
                Err(error) => {
                    tracing::warn!(error = ?error, room = %room.room_id(), "an invitation could not be answered; it is tried again");
                }
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(AGAIN_LONGEST);
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone, Utc};

    use super::{Guests, Invites, Verdict};

    fn invites(servers: &[&str]) -> Invites {
        Invites { servers: servers.iter().map(|name| (*name).to_owned()).collect(), per_hour: 2 }
    }

    #[test]
    fn only_the_named_servers_may_invite() {
        let now = Utc.timestamp_opt(0, 0).unwrap();
        let judge = |servers: &[&str], who: &str| Guests::default().judge(&invites(servers), "own.example", who, now);
        assert_eq!(judge(&[], "@a:own.example"), Verdict::Join);
        assert_eq!(judge(&[], "@a:other.example"), Verdict::Decline);
        assert_eq!(judge(&["other.example"], "@a:OTHER.example"), Verdict::Join);
        assert_eq!(judge(&["other.example"], "@a:own.example"), Verdict::Decline);
        assert_eq!(judge(&["*"], "@a:anywhere.example"), Verdict::Join);
    }

    #[test]
    fn one_server_cannot_fill_the_hour() {
        let (guests, all) = (Guests::default(), invites(&["*"]));
        let start = Utc.timestamp_opt(0, 0).unwrap();
        let judge = |who: &str, after: i64| guests.judge(&all, "own.example", who, start + Duration::minutes(after));
        assert_eq!(judge("@a:one.example", 0), Verdict::Join);
        assert_eq!(judge("@b:one.example", 1), Verdict::Join);
        assert_eq!(judge("@c:one.example", 2), Verdict::Later);
        assert_eq!(judge("@d:two.example", 2), Verdict::Join);
        assert_eq!(judge("@c:one.example", 61), Verdict::Join);
    }
}
