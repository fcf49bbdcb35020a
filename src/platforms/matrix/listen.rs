//! Listening: one long poll after the other, each room's events in order, no room behind another one.
//!
//! A response is cut into work per room. Each room has a queue of its own; the place in the stream moves on when the work of
//! a response, and of all before it, is in the inbox. A process that dies before that hears the same again, and the inbox
//! knows what it has.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use matrix_sdk::config::SyncToken;
use matrix_sdk::deserialized_responses::TimelineEvent;
use matrix_sdk::ruma::OwnedRoomId;
use matrix_sdk::sync::SyncResponse;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use super::ear::Ear;
use super::marker;
use super::trouble::{SessionEnd, retry_after, session_end};

/// How long the homeserver may hold a poll.
const POLL: Duration = Duration::from_secs(30);
/// Responses whose work is not done yet; beyond them nothing more is fetched.
const MAX_BEHIND: usize = 10_000;
/// First and longest pause while the homeserver is away.
const AWAY_FIRST: Duration = Duration::from_secs(1);
const AWAY_LONGEST: Duration = Duration::from_secs(30);
/// A room in which nothing happens for so long needs no task.
const QUIET: Duration = Duration::from_mins(1);

/// Work of one response in one room.
pub(super) struct Job {
    pub(super) room: OwnedRoomId,
    pub(super) events: Vec<TimelineEvent>,
    /// From where to fetch what did not fit, and up to where.
    pub(super) gap: Option<Gap>,
    /// Dropped when the work is done, or with the process.
    done: oneshot::Sender<()>,
}

/// A stretch of a room's history that a response left out.
#[derive(Clone, Debug)]
pub(super) struct Gap {
    pub(super) from: String,
    pub(super) to: String,
}

/// What a response waits for before the place in the stream moves on.
struct Behind {
    next: String,
    work: Vec<oneshot::Receiver<()>>,
}

/// Listens until the session ends.
pub(super) async fn listen(ear: Arc<Ear>) -> SessionEnd {
    let mut tasks = JoinSet::new();
    let (behind, waiting) = mpsc::channel(MAX_BEHIND);
    tasks.spawn(move_on(Arc::clone(&ear), waiting));
    tasks.spawn(super::late::wait_for_keys(Arc::clone(&ear)));
    let mut queues = HashMap::new();
    let mut since = first_place(&ear).await;
    for room in ear.client.invited_rooms() {
        super::invites::answer(&ear, room, &mut tasks);
    }
    let (mut pause, mut first) = (AWAY_FIRST, true);
    loop {
        // The first look comes back at once: whatever waits, waits there already.
        let wait = if first { Duration::ZERO } else { POLL };
        match ear.client.sync_once(marker::how(SyncToken::Specific(since.clone()), wait)).await {
            Ok(response) => {
                if first || pause > AWAY_FIRST {
                    tracing::info!("listening on Matrix");
                }
                (pause, first) = (AWAY_FIRST, false);
                let next = response.next_batch.clone();
                let work = spread(&ear, response, &since, &mut queues, &mut tasks);
                since.clone_from(&next);
                if behind.send(Behind { next, work }).await.is_err() {
                    tracing::error!("nobody keeps the place in the stream; listening begins anew");
                    return SessionEnd::Soft;
                }
            }
            Err(error) => {
                if let Some(end) = session_end(&error) {
                    return end;
                }
                tracing::warn!(error = ?error, "the homeserver does not answer; it is asked again");
                tokio::time::sleep(retry_after(&error).unwrap_or(pause)).await;
                pause = (pause * 2).min(AWAY_LONGEST);
            }
        }
        while tasks.try_join_next().is_some() {}
    }
}

/// Where to go on; after a login that was interrupted, from now on.
async fn first_place(ear: &Ear) -> String {
    let mut pause = AWAY_FIRST;
    loop {
        let place = match marker::load(&ear.client).await {
            Ok(Some(since)) => Ok(since),
            Ok(None) => marker::begin(&ear.client).await,
            Err(error) => Err(error),
        };
        match place {
            Ok(since) => return since,
            Err(error) => tracing::warn!(error = ?error, "the place in the stream is not known; it is tried again"),
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(AWAY_LONGEST);
    }
}

/// Keeps the place in the stream, response by response, when the work of each is done.
async fn move_on(ear: Arc<Ear>, mut waiting: mpsc::Receiver<Behind>) {
    while let Some(Behind { next, work }) = waiting.recv().await {
        for done in work {
            if done.await.is_err() {
                tracing::error!("a room's work was dropped; the place in the stream stays before it");
                return;
            }
        }
        if let Err(error) = marker::keep(&ear.client, &next).await {
            tracing::warn!(error = ?error, "the place in the stream was not kept; the next one will be");
        }
    }
}

/// Gives a response's rooms their work.
fn spread(
    ear: &Arc<Ear>,
    response: SyncResponse,
    since: &str,
    queues: &mut HashMap<OwnedRoomId, mpsc::UnboundedSender<Job>>,
    tasks: &mut JoinSet<()>,
) -> Vec<oneshot::Receiver<()>> {
    for room in response.rooms.invited.keys().filter_map(|id| ear.client.get_room(id)) {
        super::invites::answer(ear, room, tasks);
    }
    let mut work = Vec::new();
    for (room, update) in response.rooms.joined {
        let timeline = update.timeline;
        if timeline.events.is_empty() {
            continue;
        }
        let from = timeline.prev_batch.filter(|_| timeline.limited);
        let gap = from.map(|from| Gap { from, to: since.to_owned() });
        let (done, receiver) = oneshot::channel();
        work.push(receiver);
        let mut job = Job { room: room.clone(), events: timeline.events, gap, done };
        if let Some(queue) = queues.get(&room) {
            match queue.send(job) {
                Ok(()) => continue,
                Err(mpsc::error::SendError(back)) => job = back,
            }
        }
        let (queue, jobs) = mpsc::unbounded_channel();
        // Its receiver is right here.
        let _ = queue.send(job);
        queues.insert(room, queue);
        tasks.spawn(work_on(Arc::clone(ear), jobs));
    }
    work
}

/// One room's work, in order, until nothing comes any more.
async fn work_on(ear: Arc<Ear>, mut jobs: mpsc::UnboundedReceiver<Job>) {
    loop {
        let job = match tokio::time::timeout(QUIET, jobs.recv()).await {
            Ok(Some(job)) => job,
            Ok(None) => return,
            Err(_) => {
                jobs.close();
                match jobs.recv().await {
                    Some(job) => job,
                    None => return,
                }
            }
        };
        let Job { room, events, gap, done } = job;
        ear.work(&room, events, gap).await;
        // Whoever waited may be gone with the process.
        let _ = done.send(());
    }
}
