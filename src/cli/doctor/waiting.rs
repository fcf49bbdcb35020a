//! What waits for too long, or for an operator.

use chrono::Duration;

use super::Finding;
use super::database::chain;
use crate::domain::Clock;
use crate::service::clock::SystemClock;
use crate::store::Store;
use crate::store::health::Waiting;
use crate::store::outbox::Lane;

const PART: &str = "queues";
/// An event that waits longer is waited for by somebody.
const LONG_EVENT: Duration = Duration::minutes(5);
/// A delivery that waits longer waits for something that does not come by itself.
const LONG_DELIVERY: Duration = Duration::hours(1);

pub(super) async fn look(store: &Store) -> Vec<Finding> {
    let (depths, aside) = match (store.depths().await, store.set_aside_events().await) {
        (Ok(depths), Ok(aside)) => (depths, aside),
        (Err(error), _) | (_, Err(error)) => return vec![Finding::failed(PART, chain(&error), "see the database")],
    };
    let now = SystemClock.now();
    let older = |waiting: Waiting, than: Duration| waiting.since.is_some_and(|since| now - since > than);
    let mut findings = Vec::new();
    if older(depths.inbox, LONG_EVENT) {
        let what =
            format!("{} events wait, the oldest for more than {} min", depths.inbox.count, LONG_EVENT.num_minutes());
        let cure = "start the service, or look into its log for turns that fail";
        findings.push(Finding::failed(PART, what, cure));
    }
    for (lane, waiting) in depths.outbox {
        // What is held back waits for the end of somebody's quiet hours.
        if lane != Lane::Held && older(waiting, LONG_DELIVERY) {
            let what = format!("{} deliveries ({}) wait, the oldest for more than an hour", waiting.count, lane.id());
            let cure = "look into the service's log for what they wait for: the mail server, the desk, the platform";
            findings.push(Finding::warning(PART, what, cure));
        }
    }
    if depths.unknown > 0 {
        let what = format!("of {} deliveries nobody knows whether they arrived", depths.unknown);
        findings.push(Finding::failed(
            PART,
            what,
            "look at the desk, then decide with `ticketlotse outbox retry` or `resolve`",
        ));
    }
    if depths.failed > 0 {
        let what = format!("{} deliveries were given up", depths.failed);
        findings.push(Finding::failed(
            PART,
            what,
            "see why with `ticketlotse outbox list`, mend it, and `ticketlotse outbox retry`",
        ));
    }
    if aside > 0 {
        let what = format!("{aside} events were set aside because their turns failed; the persons were told");
        findings.push(Finding::warning(PART, what, "look for „set aside“ in the log and report the error"));
    }
    if findings.is_empty() {
        findings.push(Finding::ok(PART, "nothing waits for long"));
    }
    findings
}
