//! Matrix: signed in, trusted, able to read, and not held back by the homeserver.

use chrono::Duration;

use super::Finding;
use crate::config::Config;
use crate::domain::Clock;
use crate::service::clock::SystemClock;
use crate::wiring::matrix::{Status, settings, status};

const PART: &str = "matrix";
/// A limit that was set within so long still holds the bot back.
const LATELY: Duration = Duration::days(1);

pub(super) async fn look(config: &Config) -> Vec<Finding> {
    if !config.matrix.enabled {
        return Vec::new();
    }
    let settings = match settings(config) {
        Ok(settings) => settings,
        Err(error) => return vec![Finding::failed(PART, format!("{error:#}"), "correct the section [matrix]")],
    };
    match status(&settings).await {
        Ok(status) => findings(config, &status),
        Err(refusal) => {
            let cure = "see the handbook, chapter Matrix; nothing was changed";
            vec![Finding::failed(PART, refusal.to_string(), cure)]
        }
    }
}

fn findings(config: &Config, status: &Status) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Err(said) = &status.session {
        let what = format!("the homeserver does not take the session of device {}: {said}", status.device);
        findings.push(Finding::failed(PART, what, "stop the service and run `ticketlotse matrix login`"));
        return findings;
    }
    if !status.own_keys {
        let what = format!(
            "device {} has other keys on the homeserver than in {}",
            status.device,
            config.matrix.folder.display()
        );
        let cure = "stop the service, restore the folder, or run `ticketlotse matrix login --new-device`";
        findings.push(Finding::failed(PART, what, cure));
    }
    if !status.verified {
        let what = format!("device {} is not signed by its account: some clients give it no keys", status.device);
        let cure = "set matrix.recovery_key_file and run `ticketlotse matrix login --new-device`";
        findings.push(Finding::warning(PART, what, cure));
    }
    if status.backup.is_none() {
        let cure = "keep copies of the folder, or make a recovery key with another client and sign in a new device";
        findings.push(Finding::warning(PART, "the encryption keys are not backed up on the homeserver", cure));
    }
    if status.unread > 0 {
        let what = format!("the keys of {} messages have not come; the persons were told", status.unread);
        findings.push(Finding::warning(
            PART,
            what,
            "nothing, if it stays at a few: senders with many should look at their client",
        ));
    }
    if status.limited.is_some_and(|at| SystemClock.now() - at < LATELY) {
        findings.push(limited(status));
    }
    if findings.is_empty() {
        let what = format!("{} is signed in as device {}, trusted and backed up", status.user, status.device);
        findings.push(Finding::ok(PART, what));
    }
    findings
}

/// How the limit is lifted on a Synapse, which lets a bot say ten things and then one in five seconds.
fn limited(status: &Status) -> Finding {
    let cure = format!(
        "let an administrator of the homeserver lift it: POST /_synapse/admin/v1/users/{}/override_ratelimit with \
         {{\"messages_per_second\": 0, \"burst_count\": 0}}",
        status.user
    );
    Finding::warning(PART, "the homeserver limits how much the bot may say: answers come late", cure)
}
