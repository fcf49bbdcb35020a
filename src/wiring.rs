//! THE place that names concrete stores, desks, platforms and mailers, and puts them together as configured.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use chrono::Weekday;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::config::{Config, LevelConfig, MailConfig, TlsMode, Transport};
use crate::conversation::world::{Policy, Settings};
use crate::database::{self, Database};
use crate::desks::Desk;
use crate::desks::embedded::hours::{Level, Reaction, Runs, ServiceHours};
use crate::desks::embedded::{EmbeddedDesk, Setup};
use crate::desks::guard::{Bounds, Guard};
use crate::domain::{Chance, Clock, Email};
use crate::http::metrics::Metrics;
use crate::locales::Locales;
use crate::mail::Mailer;
use crate::mail::Sender;
use crate::mail::folder::FolderMailer;
use crate::mail::smtp::{Encryption, Patience, SmtpMailer, SmtpSettings};
use crate::service::clock::{SystemChance, SystemClock};
use crate::service::retention::Retention;
use crate::service::{Live, Parts, Service, Tuning};
use crate::store::Store;
use crate::telemetry::measures;
use crate::{dialogs, http};

use reload::Reloader;
use rooms::Rooms;

#[cfg(feature = "web")]
pub mod demo;
#[cfg(feature = "matrix")]
pub mod matrix;
pub mod reload;
mod rooms;
#[cfg(feature = "web")]
mod web;

/// Tickets per page of a list.
const PAGE_SIZE: u32 = 8;
/// Longest reply in characters.
const MAX_TEXT: u32 = 8_000;
/// Drafts a person may keep at once.
const MAX_DRAFTS: u32 = 5;
/// How long turns in hand may take once the process ends; then they are taken up by the next one.
const SHUTDOWN_PATIENCE: Duration = Duration::from_secs(20);
/// Bytes of a MiB.
const MIB: u64 = 1024 * 1024;

/// Time and chance of a running house; tests bring their own.
#[derive(Clone, Debug)]
pub struct Sources {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// Bounds of the service.
    pub tuning: Tuning,
}

impl Default for Sources {
    fn default() -> Self {
        Self { clock: Arc::new(SystemClock), chance: Arc::new(SystemChance), tuning: Tuning::default() }
    }
}

/// A house that is put together and not yet open.
pub struct House {
    /// The service; start it.
    pub service: Arc<Service>,
    /// The embedded desk as support uses it.
    pub desk: EmbeddedDesk,
    /// The store.
    pub store: Store,
    /// Everything that is served.
    pub router: Router,
    /// Reads forms and texts again when they change.
    pub reloader: Option<Reloader>,
    /// Its numbers, if they are to be served.
    pub metrics: Option<Metrics>,
    /// Time between saying that the end is near and taking no more requests.
    pub drain: Duration,
}

/// Puts the house together as configured.
///
/// # Errors
/// When the configuration, the texts, the forms, the database or the mail settings do not work; the message says which.
pub async fn build(config: &Config, sources: Sources) -> anyhow::Result<House> {
    let (db, store) = open_store(config).await?;
    let desk = EmbeddedDesk::new(db, Arc::clone(&sources.clock), desk_setup(config)?)?;
    let live = live(config)?;
    let mailer = mailer(config, Arc::clone(&sources.clock))?;
    let tuning = Tuning { retention: retention(config), ..sources.tuning };
    let sources = Sources { tuning, ..sources };
    let service = service(&store, &desk, mailer, live, &sources);
    #[cfg(feature = "matrix")]
    matrix::add(config, &service, &sources).await?;
    #[cfg(not(feature = "matrix"))]
    anyhow::ensure!(!config.matrix.enabled, "matrix.enabled: this program was built without the feature `matrix`");
    let rooms = Rooms::new(config.clone(), &service, &desk, sources.clone())?;
    let reloader = Reloader::new(rooms)?;
    let router = reloader.router();
    let metrics = metrics(config, &sources).await?;
    let drain = Duration::from_secs(config.server.drain_secs.into());
    Ok(House { service, desk, store, router, metrics, reloader: Some(reloader), drain })
}

/// How long what is kept is kept; 0 is for ever.
fn retention(config: &Config) -> Retention {
    let days = |days: u32| (days > 0).then(|| Duration::from_hours(24 * u64::from(days)));
    let config = &config.retention;
    Retention {
        drafts: days(config.drafts_days),
        handled: days(config.handled_days),
        transcripts: days(config.transcripts_days),
        audit: days(config.audit_days),
        files: days(config.files_days),
        identities: days(config.identities_days),
        tickets: days(config.tickets_days),
    }
}

/// Begins to count, if the numbers are to be served.
async fn metrics(config: &Config, sources: &Sources) -> anyhow::Result<Option<Metrics>> {
    let Some(listen) = config.metrics.listen else { return Ok(None) };
    let listener = TcpListener::bind(listen).await.with_context(|| format!("listen on {listen} (metrics.listen)"))?;
    tracing::info!(address = %listener.local_addr()?, "metrics");
    let handle = measures::install()?;
    measures::started(sources.clock.now().timestamp(), env!("CARGO_PKG_VERSION"));
    Ok(Some(Metrics { listener, handle }))
}

/// Opens the configured database and brings it up to date.
pub async fn open_store(config: &Config) -> anyhow::Result<(Arc<dyn Database>, Store)> {
    let (db, store) = open_as_it_is(config).await?;
    db.migrate().await?;
    Ok((db, store))
}

/// Opens the configured database without changing its tables, for commands that look at it.
pub async fn open_as_it_is(config: &Config) -> anyhow::Result<(Arc<dyn Database>, Store)> {
    let db = database::open(config.database.resolve()?.expose()).await?;
    let store = Store::new(Arc::clone(&db), Arc::new(SystemChance));
    Ok((db, store))
}

/// The desk as support uses it, for commands.
pub async fn open_desk(config: &Config) -> anyhow::Result<(EmbeddedDesk, Store)> {
    let (db, store) = open_store(config).await?;
    Ok((EmbeddedDesk::new(db, Arc::new(SystemClock), desk_setup(config)?)?, store))
}

fn service(store: &Store, desk: &EmbeddedDesk, mailer: Arc<dyn Mailer>, live: Live, sources: &Sources) -> Arc<Service> {
    let patience = sources.tuning.desk_patience;
    let bounds = Bounds { read: patience, write: patience * 2 };
    Service::new(Parts {
        store: store.clone(),
        desk: Arc::new(Guard::new(Arc::new(desk.clone()) as Arc<dyn Desk>, bounds)),
        mailer,
        live,
        clock: Arc::clone(&sources.clock),
        chance: Arc::clone(&sources.chance),
        tuning: sources.tuning.clone(),
    })
}

/// The configured forms and texts.
pub fn live(config: &Config) -> anyhow::Result<Live> {
    let locales = match &config.content.locales {
        Some(folder) => Locales::load(folder)?,
        None => Locales::shipped()?,
    };
    let forms = match &config.content.dialogs {
        Some(folder) => dialogs::load(folder)?,
        None => dialogs::shipped(),
    };
    let settings = Settings {
        forms: Arc::new(forms),
        lexicons: Arc::new(locales.lexicons()),
        zone: config.company.zone()?,
        policy: Arc::new(policy(config)),
    };
    Ok(Live { settings, locales: Arc::new(locales) })
}

fn policy(config: &Config) -> Policy {
    Policy {
        company: config.company.name.clone(),
        contact_email: config.company.contact_email.clone(),
        hotline: config.company.hotline.clone(),
        page_size: PAGE_SIZE,
        max_files: config.files.max_count,
        max_file_bytes: config.files.max_mib * MIB,
        file_types: config.files.types.clone(),
        max_text: MAX_TEXT,
        max_drafts: MAX_DRAFTS,
        holidays: config.desk.hours.holidays.iter().copied().collect(),
        close_after_days: config.desk.close_after_days,
    }
}

/// The embedded desk's setup as configured.
pub fn desk_setup(config: &Config) -> anyhow::Result<Setup> {
    let hours = &config.desk.hours;
    let wrong = || anyhow::anyhow!("desk.hours: write times of a day as 08:00");
    let weekdays = hours.weekdays.iter().filter_map(|day| Weekday::try_from(day.saturating_sub(1)).ok()).collect();
    let in_hours = |minutes| Reaction { minutes, runs: Runs::InServiceHours };
    let level = |level: &LevelConfig| Level {
        name: level.name.clone(),
        contracts: level.contracts.iter().map(|id| id.as_str().into()).collect(),
        critical: Reaction { minutes: level.critical_minutes, runs: Runs::AroundTheClock },
        high: in_hours(level.high_minutes),
        normal: in_hours(level.normal_minutes),
        low: in_hours(level.low_minutes),
    };
    Ok(Setup {
        prefix: config.desk.number_prefix.clone(),
        first_serial: config.desk.first_number,
        hours: ServiceHours {
            zone: config.company.zone()?,
            weekdays,
            from: hours.from().ok_or_else(wrong)?,
            to: hours.until().ok_or_else(wrong)?,
            holidays: hours.holidays.iter().copied().collect(),
        },
        levels: config.desk.levels.iter().map(level).collect(),
        close_after_days: config.desk.close_after_days,
        max_file_bytes: config.files.max_mib * MIB,
        ..Setup::default()
    })
}

/// Who mails come from.
pub fn sender(config: &Config) -> anyhow::Result<Sender> {
    let email =
        Email::parse(&config.mail.from).ok_or_else(|| anyhow::anyhow!("mail.from: this is not an e-mail address"))?;
    Ok(Sender { name: config.company.name.clone(), email })
}

/// The configured way to send mail.
pub fn mailer(config: &Config, clock: Arc<dyn Clock>) -> anyhow::Result<Arc<dyn Mailer>> {
    let from = sender(config)?;
    Ok(match config.mail.transport {
        Transport::Folder => Arc::new(FolderMailer::new(&config.mail.folder, from, clock)?),
        Transport::Smtp => Arc::new(SmtpMailer::new(smtp(&config.mail, from)?, clock)?),
    })
}

fn smtp(mail: &MailConfig, from: Sender) -> anyhow::Result<SmtpSettings> {
    let login = match (&mail.user, mail.password()?) {
        (Some(user), Some(password)) => Some((user.clone(), password.into_inner())),
        (None, None) => None,
        _ => anyhow::bail!("mail.user: give user and password, or neither"),
    };
    Ok(SmtpSettings {
        host: mail.host.clone(),
        port: mail.port,
        encryption: match mail.tls {
            TlsMode::Starttls => Encryption::StartTls,
            TlsMode::Implicit => Encryption::Implicit,
            TlsMode::None => Encryption::LoopbackOnly,
        },
        login,
        ca_pem: mail.ca_file.as_deref().map(read_ca).transpose()?,
        from,
        patience: Patience::default(),
    })
}

fn read_ca(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| anyhow::anyhow!("mail.ca_file: {}: {error}", path.display()))
}

/// Serves a house until `until` is done, then ends it in good order: not ready, no more requests, the turns in hand, the rest.
pub async fn serve(
    house: House,
    listener: TcpListener,
    until: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let House { service, router, metrics, reloader, drain, .. } = house;
    service.take_over().await?;
    service.start();
    let leaving = Arc::clone(&service);
    let until = async move {
        until.await;
        leaving.leave();
        tokio::time::sleep(drain).await;
        leaving.hang_up();
    };
    let ended = CancellationToken::new();
    let counted = async {
        match metrics {
            Some(metrics) => metrics.serve(Arc::clone(&service), ended.clone().cancelled_owned()).await,
            None => Ok(()),
        }
    };
    let reloading = async {
        if let Some(reloader) = reloader {
            ended.run_until_cancelled(reloader.run()).await;
        }
    };
    let served = async {
        let served = http::serve(listener, router, until).await;
        service.shut_down(SHUTDOWN_PATIENCE).await;
        ended.cancel();
        served
    };
    let (served, counted, ()) = tokio::join!(served, counted, reloading);
    service.store().close().await;
    served.and(counted).map_err(anyhow::Error::from)
}
