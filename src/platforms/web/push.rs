//! The push connection: everything in the feed, in order, each once, however often the connection breaks.
//!
//! An event's id is `<epoch>.<seq>`: where in the feed the page is, and under which link. A page that comes back says
//! the last id it saw and gets what came after it. Under another link it is told to drop what it shows (`reset`) and gets
//! the feed as it is now; the end of that is `ready`. Before it `ended` says that the session is over. Wake-ups come through [`super::hub`], and the store is read anyway
//! every few seconds: another process may have written.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use serde::Serialize;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::guard::Visitor;
use super::hub::Wake;
use super::refusal::Refusal;
use super::routes::Web;
use super::session::epoch;
use crate::conversation::event::{EventKind, Place};
use crate::database::DatabaseError;
use crate::domain::{ConversationId, EventId};
use crate::platforms::Inbound;
use crate::store::feed::FeedRow;
use crate::telemetry::measures::PushConnection;

/// How often the connection shows that it lives, and the store is read without a wake-up.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// Rows read at once, and the newest rows that a page without history gets.
const PAGE: u32 = 200;
/// When the page is to come back.
const RETRY: Duration = Duration::from_secs(1);
/// Heartbeats that a connection lives on after its session ended, to show the last words.
const LAST_BEATS: u32 = 3;

/// One push connection.
struct Push {
    web: Arc<Web>,
    conversation: ConversationId,
    wakes: Receiver<Wake>,
    /// Events ready to be sent.
    ready: VecDeque<Event>,
    epoch: String,
    seq: i64,
    /// Whether there was a link; when it is gone, the session has ended.
    linked: bool,
    /// Heartbeats left after the session ended.
    beats: Option<u32>,
    /// Counted as long as it lives.
    _counted: PushConnection,
}

/// What a page sees of a feed row.
#[derive(Serialize)]
struct Shown<'a> {
    at: chrono::DateTime<chrono::Utc>,
    #[serde(borrow)]
    shown: &'a serde_json::value::RawValue,
}

/// Where a page is: its epoch and the last row it has.
fn position(headers: &HeaderMap) -> Option<(String, i64)> {
    let text = headers.get("last-event-id")?.to_str().ok()?;
    let (epoch, seq) = text.split_once('.')?;
    Some((epoch.to_owned(), seq.parse().ok().filter(|seq| *seq >= 0)?))
}

/// `GET /chat/events`.
pub async fn events(
    State(web): State<Arc<Web>>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let row = &visitor.session.conversation;
    let wakes = web.platform.hub.listen(&row.id).ok_or(Refusal::TooMany { retry_after_secs: 30 })?;
    let mut push = Push {
        conversation: row.id.clone(),
        wakes,
        ready: VecDeque::new(),
        epoch: epoch(row.link.as_ref()),
        seq: 0,
        linked: row.link.is_some(),
        beats: None,
        _counted: PushConnection::opened(),
        web,
    };
    match position(&headers) {
        Some((epoch, seq)) if epoch == push.epoch => push.seq = seq,
        _ => push.reset(),
    }
    // What was missed comes at once, not with the next wake-up: the last one may have been before this connection.
    let from_the_beginning = push.seq == 0;
    let was_empty = push.read().await? == 0 && from_the_beginning;
    push.ready.push_back(Event::default().event("ready").retry(RETRY).data("{}"));
    if was_empty {
        greet(&push.web, &visitor).await?;
    }
    let mut response = Sse::new(push.stream()).into_response();
    // Proxies that gather answers would keep the words back.
    response.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    Ok(response)
}

/// The chat was opened for the first time: the bot greets.
async fn greet(web: &Web, visitor: &Visitor) -> Result<(), Refusal> {
    let identity = visitor.session.identity.clone();
    let epoch = epoch(visitor.session.conversation.link.as_ref());
    let inbound = Inbound {
        id: EventId::new(format!("{}:{}:opened:{epoch}", super::NAME, identity.user)),
        address: identity.user.clone(),
        identity,
        place: Place::Private,
        kind: EventKind::Opened,
        origin: visitor.origin.clone(),
    };
    Ok(web.intake.accept(inbound).await?)
}

impl Push {
    /// The page drops what it shows and gets the feed from the beginning.
    fn reset(&mut self) {
        self.seq = 0;
        self.ready.push_back(Event::default().event("reset").data("{}"));
    }

    /// Makes everything that is new ready; says how many rows that were.
    async fn read(&mut self) -> Result<usize, DatabaseError> {
        let mut count = 0;
        loop {
            let rows = self.web.platform.store.feed(&self.conversation, self.seq, PAGE).await?;
            let full = rows.len() >= PAGE as usize && self.seq > 0;
            count += rows.len();
            for row in rows {
                self.seq = row.seq;
                if let Some(event) = self.event(&row) {
                    self.ready.push_back(event);
                }
            }
            if !full {
                return Ok(count);
            }
        }
    }

    fn event(&self, row: &FeedRow) -> Option<Event> {
        let shown = serde_json::from_str(&row.item).ok()?;
        let data = Shown { at: row.at, shown };
        Event::default().event("item").id(format!("{}.{}", self.epoch, row.seq)).json_data(data).ok()
    }

    /// Reads the link and the feed.
    async fn refresh(&mut self) -> Result<(), DatabaseError> {
        let platform = &self.web.platform;
        let row = platform.store.conversation(&self.conversation).await?;
        let link = row.and_then(|row| row.link);
        let now = epoch(link.as_ref());
        if now != self.epoch {
            self.epoch = now;
            let ended = self.linked && link.is_none() && platform.must_end(&self.conversation).await?;
            self.linked = link.is_some();
            self.reset();
            self.read().await?;
            if ended {
                self.beats = Some(LAST_BEATS);
                self.ready.push_back(Event::default().event("ended").data("{}"));
            }
            self.ready.push_back(Event::default().event("ready").data("{}"));
            return Ok(());
        }
        self.read().await.map(|_| ())
    }

    /// Waits until something is ready; `None` ends the connection.
    async fn next(mut self) -> Option<(Event, Self)> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some((event, self));
            }
            let closed = self.web.platform.hub.closed();
            let wake = tokio::select! {
                () = closed.cancelled() => return None,
                wake = tokio::time::timeout(HEARTBEAT, self.wakes.recv()) => wake,
            };
            match wake {
                // Nothing new is to be read yet.
                Ok(Ok(Wake::Typing)) => {
                    self.ready.push_back(Event::default().event("typing").data("{}"));
                    continue;
                }
                Ok(Ok(Wake::Feed) | Err(RecvError::Lagged(_))) => {}
                Ok(Err(RecvError::Closed)) => return None,
                Err(_) => {
                    if let Some(beats) = &mut self.beats {
                        *beats = beats.checked_sub(1)?;
                    }
                    self.ready.push_back(Event::default().comment(""));
                }
            }
            if let Err(error) = self.refresh().await {
                // The page comes back and says where it was.
                tracing::warn!(%error, "a push connection could not read the store");
                return None;
            }
        }
    }

    fn stream(self) -> impl Stream<Item = Result<Event, Infallible>> {
        futures_util::stream::unfold(self, |push| async move {
            let (event, push) = push.next().await?;
            Some((Ok(event), push))
        })
    }
}
