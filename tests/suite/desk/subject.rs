//! What the contract runs on: a desk, somebody at support who works on it, and the clock of both.

use std::sync::Arc;

use async_trait::async_trait;
use ticketlotse::desks::Desk;
use ticketlotse::desks::embedded::{EmbeddedDesk, Setup};
use ticketlotse::desks::support::{Agent, AgentReply, CaseChange, Seen, SupportDesk};
use ticketlotse::domain::{Clock, OpKey, Priority, Status, TicketNumber};
use ticketlotse::service::clock::ManualClock;

use super::people::morning;
use crate::databases::{Fresh, Kind};

/// Support's side of a desk, as far as the contract needs it.
#[async_trait]
pub(crate) trait Support: Send + Sync {
    /// Answers the customer and sets the status.
    async fn answer(&self, number: &TicketNumber, text: &str, status: Status);
    /// Writes a note that no customer may ever see, with a file.
    async fn note(&self, number: &TicketNumber, text: &str);
    /// Sets the status alone.
    async fn status(&self, number: &TicketNumber, status: Status);
    /// Sets the priority.
    async fn priority(&self, number: &TicketNumber, priority: Priority);
}

/// A desk under test.
pub(crate) struct Subject {
    pub(crate) desk: Arc<dyn Desk>,
    pub(crate) support: Arc<dyn Support>,
    pub(crate) clock: Arc<ManualClock>,
    /// Kept until the test ends.
    _room: Box<dyn std::any::Any + Send + Sync>,
}

impl Subject {
    pub(crate) fn tick(&self) {
        self.clock.advance(chrono::Duration::minutes(1));
    }
}

/// The embedded desk on a fresh database of that kind.
pub(crate) async fn embedded_on(kind: Kind) -> Subject {
    let fresh = Fresh::migrated(kind).await;
    let clock = Arc::new(ManualClock::at(morning()));
    let shared = Arc::clone(&clock) as Arc<dyn Clock>;
    let desk = EmbeddedDesk::new(Arc::clone(&fresh.db), shared, Setup::default()).expect("a desk");
    Subject { desk: Arc::new(desk.clone()), support: Arc::new(Colleague { desk }), clock, _room: Box::new(fresh) }
}

/// Somebody at support, working on the embedded desk.
struct Colleague {
    desk: EmbeddedDesk,
}

impl Colleague {
    fn op() -> OpKey {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        OpKey::new(format!("support-{}", NEXT.fetch_add(1, Ordering::Relaxed)))
    }
}

pub(crate) fn agent() -> Agent {
    Agent { name: "Sven Support".to_owned() }
}

#[async_trait]
impl Support for Colleague {
    async fn answer(&self, number: &TicketNumber, text: &str, status: Status) {
        let reply = AgentReply { text: text.to_owned(), files: Vec::new(), status: Some(status) };
        self.desk.reply(&agent(), number, &reply, &Self::op()).await.expect("an answer");
    }

    async fn note(&self, number: &TicketNumber, text: &str) {
        let file = super::people::file("intern.txt", b"geheim");
        self.desk.note(&agent(), number, text, &[file], &Self::op()).await.expect("a note");
    }

    async fn status(&self, number: &TicketNumber, status: Status) {
        self.desk
            .change(&agent(), number, &CaseChange::Status(status), Seen::Any, &Self::op())
            .await
            .expect("a status");
    }

    async fn priority(&self, number: &TicketNumber, priority: Priority) {
        self.desk
            .change(&agent(), number, &CaseChange::Priority(priority), Seen::Any, &Self::op())
            .await
            .expect("a priority");
    }
}
