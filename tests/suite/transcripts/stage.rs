//! The stage of a transcript: the real service on a real database with the real desk; only clock, chance and the chat
//! platform are the test's own.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Europe::Berlin;
use sha2::{Digest, Sha256};
use ticketlotse::config::Config;
use ticketlotse::database;
use ticketlotse::desks::Desk;
use ticketlotse::desks::embedded::EmbeddedDesk;
use ticketlotse::desks::guard::{Bounds, Guard};
use ticketlotse::domain::{Chance, Clock};
use ticketlotse::mail::folder::FolderMailer;
use ticketlotse::service::clock::ManualClock;
use ticketlotse::service::intake::Door;
use ticketlotse::service::retention::Retention;
use ticketlotse::service::{Parts, Service, Tuning};
use ticketlotse::store::Store;
use ticketlotse::wiring;

use super::people;
use super::recorder::Recorder;
use super::switch::Switch;

/// Chance that always falls the same way.
#[derive(Debug, Default)]
pub struct Counting(AtomicU64);

impl Chance for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let n = self.0.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&Sha256::digest(n.to_be_bytes())[..chunk.len()]);
        }
    }

    fn id(&self) -> String {
        format!("id{}", self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// Everything behind a transcript.
pub struct Stage {
    /// The clock.
    pub clock: Arc<ManualClock>,
    /// Chance.
    pub chance: Arc<Counting>,
    /// The database.
    pub db: Arc<dyn database::Database>,
    /// The store.
    pub store: Store,
    /// The desk as support sees it.
    pub desk: EmbeddedDesk,
    /// The desk as the service sees it: can be switched off.
    pub switch: Arc<Switch>,
    /// The chat platform.
    pub recorder: Arc<Recorder>,
    /// The service.
    pub service: Arc<Service>,
    /// The database, for other processes.
    pub url: String,
    /// Where mails are kept.
    pub mails: std::path::PathBuf,
    tuning: Tuning,
    _dir: tempfile::TempDir,
}

/// A moment of the transcripts' zone.
pub fn moment(text: &str) -> Option<DateTime<Utc>> {
    let naive = NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%d %H:%M").ok()?;
    Berlin.from_local_datetime(&naive).earliest().map(|at| at.with_timezone(&Utc))
}

impl Stage {
    /// An empty house with the people of the transcripts, at ten past ten on 24 November 2026.
    pub async fn set(native_forms: bool) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(ManualClock::at(moment("2026-11-24 10:15").expect("a moment")));
        let url = format!("sqlite:{}", dir.path().join("test.db").display());
        let db = database::open(&url).await.expect("a database");
        db.migrate().await.expect("migrations");
        let chance = Arc::new(Counting::default());
        let store = Store::new(Arc::clone(&db), Arc::clone(&chance) as Arc<dyn Chance>);
        people::fill(&store).await;
        let config = Config::default();
        let setup = wiring::desk_setup(&config).expect("the default configuration");
        let desk = EmbeddedDesk::new(Arc::clone(&db), Arc::clone(&clock) as Arc<dyn Clock>, setup).expect("a desk");
        let switch = Arc::new(Switch::new(Arc::new(desk.clone())));
        let recorder = Arc::new(Recorder::new(native_forms));
        let mails = dir.path().join("mail");
        let tuning = Tuning { equal_time: Duration::ZERO, ..Tuning::default() };
        let service = open(&store, &switch, &recorder, &clock, &chance, &mails, tuning.clone());
        Self { clock, chance, db, store, desk, switch, recorder, service, url, mails, tuning, _dir: dir }
    }

    fn open(&self) -> Arc<Service> {
        let tuning = self.tuning.clone();
        open(&self.store, &self.switch, &self.recorder, &self.clock, &self.chance, &self.mails, tuning)
    }

    /// Ends the process and starts another one on the same database.
    pub async fn restart(&mut self) {
        self.service.shut_down(Duration::from_secs(5)).await;
        self.service = self.open();
    }

    /// The same house with another time for questions for a code.
    pub async fn with_equal_time(&mut self, equal_time: Duration) {
        self.service.shut_down(Duration::from_secs(5)).await;
        self.tuning.equal_time = equal_time;
        self.service = self.open();
    }

    /// The same house, that tells people after so long that an answer takes a moment.
    pub async fn with_moment_after(&mut self, moment_after: Duration) {
        self.service.shut_down(Duration::from_secs(5)).await;
        self.tuning.moment_after = moment_after;
        self.service = self.open();
    }

    /// The same house with other days of retention.
    pub async fn with_retention(&mut self, retention: Retention) {
        self.service.shut_down(Duration::from_secs(5)).await;
        self.tuning.retention = retention;
        self.service = self.open();
    }

    /// The same house, that tries every desk write until it is done.
    pub async fn never_give_up(&mut self) {
        self.service.shut_down(Duration::from_secs(5)).await;
        self.tuning.give_up_write = Duration::from_hours(24 * 10_000);
        self.service = self.open();
    }

    /// From now on no mail can be sent: the mailer's folder is none any more.
    pub async fn refuse_mail(&self) {
        tokio::fs::remove_dir_all(&self.mails).await.expect("the mail folder");
        tokio::fs::write(&self.mails, b"").await.expect("a file in its place");
    }

    /// The door for what people do.
    pub fn door(&self) -> Door {
        Door(Arc::clone(&self.service))
    }
}

fn open(
    store: &Store,
    switch: &Arc<Switch>,
    recorder: &Arc<Recorder>,
    clock: &Arc<ManualClock>,
    chance: &Arc<Counting>,
    mails: &Path,
    tuning: Tuning,
) -> Arc<Service> {
    let config = &Config::default();
    let clock = Arc::clone(clock) as Arc<dyn Clock>;
    let mailer =
        FolderMailer::new(mails, wiring::sender(config).expect("a sender"), Arc::clone(&clock)).expect("a folder");
    let service = Service::new(Parts {
        store: store.clone(),
        desk: Arc::new(Guard::new(Arc::clone(switch) as Arc<dyn Desk>, Bounds::default())),
        mailer: Arc::new(mailer),
        live: wiring::live(config).expect("the shipped texts and forms"),
        clock,
        chance: Arc::clone(chance) as Arc<dyn Chance>,
        tuning,
    });
    service.add_platform(Arc::clone(recorder) as Arc<dyn ticketlotse::platforms::Platform>);
    service
}
