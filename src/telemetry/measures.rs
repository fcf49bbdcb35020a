//! Every metric: its name, what it says, and the one function that counts it.
//!
//! A label takes one of a few words that are constants of this program, never an id, an address, a name or a text: what
//! Prometheus keeps grows with the program, not with its users. Without [`install`] counting costs nearly nothing.

use std::sync::OnceLock;
use std::time::Duration;

use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

/// Turns by the kind of event: how many, how long.
pub const TURNS: &str = "ticketlotse_turn_duration_seconds";
/// Turns that failed and are tried again.
pub const TURNS_FAILED: &str = "ticketlotse_turns_failed_total";
/// Events that were set aside for an operator.
pub const SET_ASIDE: &str = "ticketlotse_events_set_aside_total";
/// Events by what the door said.
pub const EVENTS: &str = "ticketlotse_events_total";
/// Deliveries by lane and outcome.
pub const DELIVERIES: &str = "ticketlotse_deliveries_total";
/// Calls of the desk by operation and outcome: how many, how long.
pub const DESK_CALLS: &str = "ticketlotse_desk_call_duration_seconds";
/// Mails by outcome: how many, how long.
pub const MAILS: &str = "ticketlotse_mail_duration_seconds";
/// Sign-in codes by what became of them.
pub const CODES: &str = "ticketlotse_sign_in_codes_total";
/// Open push connections of the web chat.
pub const PUSH_CONNECTIONS: &str = "ticketlotse_push_connections";
/// Events that wait.
pub const INBOX: &str = "ticketlotse_inbox_waiting";
/// Age of the one that waits longest.
pub const INBOX_OLDEST: &str = "ticketlotse_inbox_oldest_seconds";
/// Deliveries that wait, by lane.
pub const OUTBOX: &str = "ticketlotse_outbox_waiting";
/// Age of the one that waits longest.
pub const OUTBOX_OLDEST: &str = "ticketlotse_outbox_oldest_seconds";
/// Deliveries that wait for an operator, by state.
pub const OUTBOX_STUCK: &str = "ticketlotse_outbox_stuck";
/// Connections to the database by pool and use.
pub const SQL_CONNECTIONS: &str = "ticketlotse_sql_connections";
/// Reloads of forms and texts by outcome.
pub const RELOADS: &str = "ticketlotse_reloads_total";
/// Rows that retention deleted, by subject.
pub const DELETED: &str = "ticketlotse_retention_deleted_total";
/// When the process started.
pub const START_TIME: &str = "ticketlotse_process_start_time_seconds";
/// Which version runs.
pub const BUILD: &str = "ticketlotse_build_info";

/// What Prometheus is told about a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Counts durations in seconds.
    Histogram,
}

/// Every metric there is, for descriptions and for the tests of dashboard and handbook.
pub const ALL: &[(&str, Kind, &str)] = &[
    (TURNS, Kind::Histogram, "Turns by kind of event, with their duration"),
    (TURNS_FAILED, Kind::Counter, "Turns that failed and are tried again"),
    (SET_ASIDE, Kind::Counter, "Events that were set aside for an operator"),
    (EVENTS, Kind::Counter, "Events at the door: new, known, refused or unavailable"),
    (DELIVERIES, Kind::Counter, "Deliveries by lane and outcome"),
    (DESK_CALLS, Kind::Histogram, "Calls of the ticket system by operation and outcome, with their duration"),
    (MAILS, Kind::Histogram, "Mails handed to the mail server, with their duration"),
    (CODES, Kind::Counter, "Sign-in codes by what became of them"),
    (PUSH_CONNECTIONS, Kind::Gauge, "Open push connections of the web chat"),
    (INBOX, Kind::Gauge, "Events that wait to be handled"),
    (INBOX_OLDEST, Kind::Gauge, "Age of the event that waits longest"),
    (OUTBOX, Kind::Gauge, "Deliveries that wait, by lane"),
    (OUTBOX_OLDEST, Kind::Gauge, "Age of the delivery that waits longest, by lane"),
    (OUTBOX_STUCK, Kind::Gauge, "Deliveries that wait for an operator: unknown or failed"),
    (SQL_CONNECTIONS, Kind::Gauge, "Connections to the database by pool and use"),
    (RELOADS, Kind::Counter, "Reloads of forms and texts by outcome"),
    (DELETED, Kind::Counter, "Rows that retention deleted, by subject"),
    (START_TIME, Kind::Gauge, "When the process started, in seconds since 1970"),
    (BUILD, Kind::Gauge, "Always 1; the label says which version runs"),
];

/// Borders of the duration buckets in seconds.
const SECONDS: &[f64] = &[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0];

/// Begins to keep what is counted in this process; a second call gives the first one's handle.
///
/// # Errors
/// When the buckets are refused or somebody else keeps the metrics of this process.
pub fn install() -> anyhow::Result<PrometheusHandle> {
    static KEPT: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(kept) = KEPT.get() {
        return Ok(kept.clone());
    }
    let recorder = builder()?.build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder)
        .map_err(|_| anyhow::anyhow!("begin to count: somebody else does already"))?;
    describe();
    Ok(KEPT.get_or_init(|| handle).clone())
}

fn builder() -> Result<PrometheusBuilder, BuildError> {
    PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_duration_seconds".to_owned()), SECONDS)
}

fn describe() {
    for (name, kind, help) in ALL {
        match kind {
            Kind::Counter => describe_counter!(*name, *help),
            Kind::Gauge => describe_gauge!(*name, *help),
            Kind::Histogram => describe_histogram!(*name, *help),
        }
    }
}

/// The process started; which version it is.
#[expect(clippy::cast_precision_loss, reason = "seconds since 1970 are far below 2^53")]
pub fn started(at_secs: i64, version: &'static str) {
    gauge!(START_TIME).set(at_secs as f64);
    gauge!(BUILD, "version" => version).set(1.0);
    // There from the beginning, so that an alarm on their growth works from the first one on.
    counter!(TURNS_FAILED).absolute(0);
    counter!(SET_ASIDE).absolute(0);
}

/// A turn was committed.
pub fn turn(event: &'static str, took: Duration) {
    histogram!(TURNS, "event" => event).record(took);
}

/// A turn failed; it is tried again.
pub fn turn_failed() {
    counter!(TURNS_FAILED).increment(1);
}

/// An event was set aside.
pub fn set_aside() {
    counter!(SET_ASIDE).increment(1);
}

/// An event came to the door.
pub fn event(result: &'static str) {
    counter!(EVENTS, "result" => result).increment(1);
}

/// A delivery was tried.
pub fn delivery(lane: &'static str, outcome: &'static str) {
    counter!(DELIVERIES, "lane" => lane, "outcome" => outcome).increment(1);
}

/// The desk was called.
pub fn desk_call(operation: &'static str, outcome: &'static str, took: Duration) {
    histogram!(DESK_CALLS, "operation" => operation, "outcome" => outcome).record(took);
}

/// A mail was handed over, or not.
pub fn mail(outcome: &'static str, took: Duration) {
    histogram!(MAILS, "outcome" => outcome).record(took);
}

/// A sign-in code was asked for or typed.
pub fn code(outcome: &'static str) {
    counter!(CODES, "outcome" => outcome).increment(1);
}

/// A push connection; counted as long as it lives.
#[derive(Debug)]
pub struct PushConnection(());

impl PushConnection {
    /// It was opened.
    pub fn opened() -> Self {
        gauge!(PUSH_CONNECTIONS).increment(1.0);
        Self(())
    }
}

impl Drop for PushConnection {
    fn drop(&mut self) {
        gauge!(PUSH_CONNECTIONS).decrement(1.0);
    }
}

/// How many events wait, and the age of the oldest.
pub fn inbox(waiting: u32, oldest: Duration) {
    gauge!(INBOX).set(f64::from(waiting));
    gauge!(INBOX_OLDEST).set(oldest.as_secs_f64());
}

/// How many deliveries of a lane wait, and the age of the oldest.
pub fn outbox(lane: &'static str, waiting: u32, oldest: Duration) {
    gauge!(OUTBOX, "lane" => lane).set(f64::from(waiting));
    gauge!(OUTBOX_OLDEST, "lane" => lane).set(oldest.as_secs_f64());
}

/// How many deliveries wait for an operator.
pub fn outbox_stuck(state: &'static str, count: u32) {
    gauge!(OUTBOX_STUCK, "state" => state).set(f64::from(count));
}

/// Connections of a pool.
pub fn sql_connections(pool: &'static str, busy: u32, idle: u32) {
    gauge!(SQL_CONNECTIONS, "pool" => pool, "use" => "busy").set(f64::from(busy));
    gauge!(SQL_CONNECTIONS, "pool" => pool, "use" => "idle").set(f64::from(idle));
}

/// Forms and texts were read again.
pub fn reload(outcome: &'static str) {
    counter!(RELOADS, "outcome" => outcome).increment(1);
}

/// Retention deleted rows.
pub fn deleted(subject: &'static str, rows: u64) {
    counter!(DELETED, "subject" => subject).increment(rows);
}
