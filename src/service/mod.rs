//! The service: takes events in, runs turns, delivers what they ordered. Knows ports only.
//!
//! The straight way: [`intake`] stores an event in the inbox and acknowledges it; `turn` handles the events of one
//! conversation one at a time and commits each with everything it ordered; `outbox` delivers. `answers` and `sign_in`
//! answer what a turn asks; `updates`, `contacts` and `timers` feed events in by themselves. Everything that is spawned
//! belongs to the service's task tracker and ends with [`Service::shut_down`].

use std::collections::HashMap;
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use dashmap::DashMap;
use tokio::sync::{Mutex, Notify, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::conversation::world::Settings;
use crate::database::DatabaseError;
use crate::desks::guard::Guard;
use crate::domain::{Chance, Clock, ConversationId};
use crate::locales::Locales;
use crate::mail::Mailer;
use crate::platforms::Platform;
use crate::store::Store;

mod answers;
mod aside;
pub mod clock;
mod contacts;
pub mod decisions;
pub mod files;
pub mod health;
pub mod intake;
mod limits;
mod outbox;
pub mod retention;
pub mod sign_in;
mod timers;
mod turn;
mod updates;
mod writes;

/// Turns that run at once.
const MAX_TURNS: usize = 32;
/// Deliveries under way at once that nobody waits for; as many may hang before others wait.
const MAX_DELIVERIES: usize = 512;

/// The texts and forms in force; replaced as a whole.
#[derive(Debug)]
pub struct Live {
    /// Forms, words, policy, zone.
    pub settings: Settings,
    /// Texts.
    pub locales: Arc<Locales>,
}

/// How the service behaves; every bound has a name.
#[derive(Clone, Debug)]
pub struct Tuning {
    /// How long a one-time code is valid.
    pub code_valid: Duration,
    /// Wrong entries that end a code.
    pub max_wrong: u32,
    /// Wrong entries per identity and address in a day, across codes.
    pub max_wrong_across: u32,
    /// Refused addresses per identity before it has to wait.
    pub max_refused: i64,
    /// Refused addresses per IP or workspace and hour.
    pub max_refused_origin: i64,
    /// Refused addresses per mail domain and hour.
    pub max_refused_domain: i64,
    /// Refused addresses in all and hour: from here on an operator is alarmed and everybody waits.
    pub max_refused_all: i64,
    /// Codes per identity and address and hour.
    pub max_codes: i64,
    /// Codes per origin and address and hour, whoever asks: new identities cost nothing, where they come from does.
    pub max_codes_origin: i64,
    /// Each question for a code takes this long, admitted or not.
    pub equal_time: Duration,
    /// Days after which a link proven by code is proven again.
    pub prove_again_days: i64,
    /// Events of one conversation that may wait.
    pub max_waiting: i64,
    /// Events of one conversation per minute.
    pub max_events_per_minute: u32,
    /// Bytes of files that one conversation may have waiting.
    pub max_waiting_file_bytes: u64,
    /// How long a turn waits for the desk before it says so.
    pub desk_patience: Duration,
    /// After so long the person is told that the answer takes a moment.
    pub moment_after: Duration,
    /// First pause before a failed delivery is tried again; doubles up to [`Tuning::retry_longest`].
    pub retry_first: Duration,
    /// Longest pause.
    pub retry_longest: Duration,
    /// How long a message or mail is tried.
    pub give_up_message: Duration,
    /// How long a desk write is tried before an operator has to look at it.
    pub give_up_write: Duration,
    /// How long what is kept is kept.
    pub retention: retention::Retention,
    /// Seconds after which a claim on an event or a delivery ends by itself: whoever held it is gone.
    pub lease_secs: i64,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            code_valid: Duration::from_mins(10),
            max_wrong: 5,
            max_wrong_across: 15,
            max_refused: 5,
            max_refused_origin: 30,
            max_refused_domain: 100,
            max_refused_all: 1000,
            max_codes: 5,
            max_codes_origin: 20,
            equal_time: Duration::from_millis(400),
            prove_again_days: 180,
            max_waiting: 100,
            max_events_per_minute: 120,
            max_waiting_file_bytes: 300 * 1024 * 1024,
            desk_patience: Duration::from_secs(10),
            moment_after: Duration::from_secs(3),
            retry_first: Duration::from_secs(2),
            retry_longest: Duration::from_mins(10),
            give_up_message: Duration::from_hours(24),
            give_up_write: Duration::from_hours(7 * 24),
            retention: retention::Retention::default(),
            lease_secs: 45,
        }
    }
}

/// What the service is built from.
pub struct Parts {
    /// The store, migrated.
    pub store: Store,
    /// The desk behind its guard.
    pub desk: Arc<Guard>,
    /// The mailer.
    pub mailer: Arc<dyn Mailer>,
    /// Texts and forms.
    pub live: Live,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// Bounds.
    pub tuning: Tuning,
}

/// The service. Shared; see [`Service::start`].
pub struct Service {
    store: Store,
    desk: Arc<Guard>,
    mailer: Arc<dyn Mailer>,
    live: RwLock<Arc<Live>>,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    tuning: Tuning,
    platforms: RwLock<HashMap<&'static str, Arc<dyn Platform>>>,
    /// Names this process among those on one database.
    me: String,
    /// The latest moment that was seen, in milliseconds: a clock that is put back shows.
    latest: AtomicI64,
    locks: DashMap<ConversationId, Arc<Mutex<()>>>,
    rates: limits::Rates,
    turns: Semaphore,
    deliveries: Arc<Semaphore>,
    outbox_due: Notify,
    desk_changed: Notify,
    tasks: TaskTracker,
    /// The end is near: no new connections are held, the rest goes on.
    leaving: CancellationToken,
    ending: CancellationToken,
}

/// Rounds of [`Service::settle`].
const MAX_ROUNDS: usize = 50;

/// What can fail inside a turn.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Something stored does not read as what it should be.
    #[error("read what was stored as {0}")]
    Stored(&'static str, #[source] serde_json::Error),
}

impl Service {
    /// Builds it; nothing runs yet.
    pub fn new(parts: Parts) -> Arc<Self> {
        Arc::new(Self {
            store: parts.store,
            desk: parts.desk,
            mailer: parts.mailer,
            live: RwLock::new(Arc::new(parts.live)),
            clock: parts.clock,
            me: parts.chance.id(),
            chance: parts.chance,
            latest: AtomicI64::new(0),
            rates: limits::Rates::per_minute(parts.tuning.max_events_per_minute),
            tuning: parts.tuning,
            platforms: RwLock::default(),
            locks: DashMap::new(),
            turns: Semaphore::new(MAX_TURNS),
            deliveries: Arc::new(Semaphore::new(MAX_DELIVERIES)),
            outbox_due: Notify::new(),
            desk_changed: Notify::new(),
            tasks: TaskTracker::new(),
            leaving: CancellationToken::new(),
            ending: CancellationToken::new(),
        })
    }

    /// Adds a platform; before [`Service::start`].
    pub fn add_platform(&self, platform: Arc<dyn Platform>) {
        self.platforms.write().unwrap_or_else(PoisonError::into_inner).insert(platform.name(), platform);
    }

    /// Takes up at once what an earlier process had in hand, where no other one can have it; else its claims end by
    /// themselves. Before [`Service::start`].
    pub async fn take_over(&self) -> Result<(), ServiceError> {
        self.store.take_over(self.now()).await?;
        Ok(())
    }

    /// Starts the workers.
    pub fn start(self: &Arc<Self>) {
        self.tasks.spawn(Arc::clone(self).outbox_worker());
        self.spawn_worker(Self::updates_worker);
        self.spawn_worker(Self::contacts_worker);
        self.spawn_worker(Self::timers_worker);
        let platforms =
            self.platforms.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect::<Vec<_>>();
        for platform in platforms {
            self.spawn_worker(|service| async move { platform.run(Arc::new(intake::Door(service))).await });
        }
        self.spawn_worker(Self::retention_worker);
    }

    fn spawn_worker<F>(self: &Arc<Self>, worker: impl FnOnce(Arc<Self>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let ending = self.ending.clone();
        let work = worker(Arc::clone(self));
        self.tasks.spawn(async move {
            tokio::select! {
                () = ending.cancelled() => {}
                () = work => {}
            }
        });
    }

    /// The process is about to end and not ready for more. Whatever still comes is taken.
    pub fn leave(&self) {
        self.leaving.cancel();
    }

    /// Whether [`Service::leave`] was called.
    pub fn is_leaving(&self) -> bool {
        self.leaving.is_cancelled()
    }

    /// Ends the connections that platforms hold open.
    pub fn hang_up(&self) {
        for platform in self.platforms.read().unwrap_or_else(PoisonError::into_inner).values() {
            platform.hang_up();
        }
    }

    /// Stops taking new work, lets the turns in hand finish, at most `patience` long.
    pub async fn shut_down(&self, patience: Duration) {
        self.ending.cancel();
        self.tasks.close();
        if tokio::time::timeout(patience, self.tasks.wait()).await.is_err() {
            tracing::warn!("some turns were still running at shutdown; they are taken up at the next start");
        }
    }

    /// Does everything that is due now, one after the other, without the workers: for commands that do one thing and for
    /// tests, which move the clock themselves. Not to be used after [`Service::start`].
    pub async fn settle(self: &Arc<Self>) -> Result<(), ServiceError> {
        for _ in 0..MAX_ROUNDS {
            let mut quiet = true;
            for conversation in self.store.waiting_conversations(u32::MAX).await? {
                quiet = false;
                self.run(&conversation).await;
            }
            for row in self.store.claim(1000, self.tuning.lease_secs, self.now()).await? {
                quiet = false;
                self.deliver(&row).await;
            }
            self.read_changes().await?;
            self.look_contacts_up().await?;
            while !self.tasks.is_empty() {
                quiet = false;
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            if quiet {
                return Ok(());
            }
        }
        tracing::error!("there is always something more to do; the rest is left to the workers");
        Ok(())
    }

    /// The desk changed: look for updates now instead of at the next poll.
    pub fn desk_has_changed(&self) {
        self.desk_changed.notify_one();
    }

    /// The texts and forms in force.
    pub fn live(&self) -> Arc<Live> {
        Arc::clone(&self.live.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts other texts and forms in force, from the next turn on. What was begun goes on with them.
    pub fn replace_live(&self, live: Arc<Live>) {
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = live;
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    fn platform(&self, name: &str) -> Option<Arc<dyn Platform>> {
        self.platforms.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Today in the configured zone: the day contracts are decided by.
    fn today(&self) -> NaiveDate {
        self.now().with_timezone(&self.live().settings.zone).date_naive()
    }

    fn desk_name(&self) -> &str {
        &self.desk.caps().name
    }
}
