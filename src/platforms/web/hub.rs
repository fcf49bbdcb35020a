//! Wakes the push connections of this process. What there is to show they read from the store, so a lost wake-up only
//! costs time.

use dashmap::DashMap;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::domain::ConversationId;

/// Wake-ups kept for a slow connection; more are one.
const KEPT: usize = 16;

/// Most push connections of one conversation (tabs).
pub const MAX_TABS: usize = 12;

/// Why a connection is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// The feed or the link changed.
    Feed,
    /// An answer is being worked on.
    Typing,
}

/// The push connections of this process.
#[derive(Debug, Default)]
pub struct Hub {
    open: DashMap<ConversationId, broadcast::Sender<Wake>>,
    closed: CancellationToken,
}

impl Hub {
    /// Listens; `None` when the conversation has too many tabs open.
    pub fn listen(&self, conversation: &ConversationId) -> Option<broadcast::Receiver<Wake>> {
        self.open.retain(|_, sender| sender.receiver_count() > 0);
        let sender = self.open.entry(conversation.clone()).or_insert_with(|| broadcast::channel(KEPT).0);
        (sender.receiver_count() < MAX_TABS).then(|| sender.subscribe())
    }

    /// Ends all connections, those to come too.
    pub fn close(&self) {
        self.closed.cancel();
    }

    /// Done when connections are to end.
    pub fn closed(&self) -> CancellationToken {
        self.closed.clone()
    }

    /// There is something new to read.
    pub fn wake(&self, conversation: &ConversationId) {
        self.send(conversation, Wake::Feed);
    }

    /// An answer is being worked on.
    pub fn typing(&self, conversation: &ConversationId) {
        self.send(conversation, Wake::Typing);
    }

    fn send(&self, conversation: &ConversationId, wake: Wake) {
        if let Some(sender) = self.open.get(conversation) {
            // Nobody listening is no error: the feed keeps it.
            let _ = sender.send(wake);
        }
    }
}
