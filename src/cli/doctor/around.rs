//! Desk, platforms, forms and texts, clock.

use chrono::{Duration, NaiveDate};

use super::Finding;
use super::database::chain;
use crate::config::Config;
use crate::dialogs;
use crate::domain::Clock;
use crate::service::clock::SystemClock;
use crate::store::Store;
use crate::wiring;

/// Today in the configured zone, or in UTC where there is none.
pub(super) fn today(config: &Config) -> NaiveDate {
    let now = SystemClock.now();
    config.company.zone().map_or_else(|_| now.date_naive(), |zone| now.with_timezone(&zone).date_naive())
}

/// Events cannot have come from further ahead than this.
const AHEAD: Duration = Duration::minutes(2);

pub(super) async fn desk(config: &Config, store: &Store) -> Vec<Finding> {
    const PART: &str = "desk";
    let mut findings = vec![match wiring::desk_setup(config) {
        Ok(_) => Finding::ok(PART, "the embedded desk keeps tickets in the database"),
        Err(error) => Finding::failed(PART, format!("{error:#}"), "correct the section [desk]"),
    }];
    match (config.desk.page, config.desk.token(), store.has_agents().await) {
        (_, Err(error), _) => {
            let cure = "make the file of desk.operator_token_file readable for the service";
            findings.push(Finding::failed(PART, chain(&error), cure));
        }
        (true, Ok(None), Ok(false)) => {
            let cure = "add an account with `ticketlotse desk agent add`";
            findings.push(Finding::warning(PART, "the desk page is on and nobody can sign in there", cure));
        }
        (_, _, Err(error)) => findings.push(Finding::failed(PART, chain(&error), "see the database")),
        _ => {}
    }
    match store.has_members().await {
        Ok(true) => {}
        Ok(false) => {
            let cure = "import customers, contracts and members: `ticketlotse member import members.csv`";
            findings.push(Finding::warning(PART, "no member may sign in", cure));
        }
        Err(error) => findings.push(Finding::failed(PART, chain(&error), "see the database")),
    }
    findings
}

pub(super) fn platforms(config: &Config) -> Vec<Finding> {
    const PART: &str = "platforms";
    let mut findings = Vec::new();
    if !config.web.enabled {
        let cure = "set web.enabled = true";
        findings.push(Finding::warning(PART, "no platform is on: nobody can write", cure));
    }
    let (server, listen) = (&config.server, config.server.listen.ip());
    if server.is_loopback() {
        let what =
            format!("{} can be reached from this machine only, and its cookies are not Secure", server.public_url);
        let cure = "set server.public_url to the https:// address that people type";
        findings.push(Finding::warning(PART, what, cure));
    } else {
        findings.push(Finding::ok(PART, format!("{}, cookies are Secure", server.public_url)));
        if server.trusted_proxies.is_empty() {
            let what = "no proxy is trusted: behind one, all visitors count as one";
            let cure = "set server.trusted_proxies to the address the reverse proxy comes from";
            findings.push(Finding::warning(PART, what, cure));
        }
        if !listen.is_loopback() {
            let what = format!("{} is reachable without TLS from other machines", server.listen);
            let cure = "listen on loopback, or let only the reverse proxy through";
            findings.push(Finding::warning(PART, what, cure));
        }
    }
    if let Some(metrics) = config.metrics.listen.filter(|metrics| !metrics.ip().is_loopback()) {
        let what = format!("the metrics are reachable at {metrics} from other machines");
        findings.push(Finding::warning(PART, what, "let only Prometheus through"));
    }
    findings
}

pub(super) fn content(config: &Config) -> Vec<Finding> {
    const PART: &str = "content";
    let (forms, texts) = (config.content.dialogs.as_deref(), config.content.locales.as_deref());
    let report = dialogs::check_folders(forms, texts);
    if report.is_clean() {
        return vec![Finding::ok(PART, report.to_string())];
    }
    let told = |finding: &dialogs::Finding| {
        let what = format!("{}:{}: {}", finding.file, finding.line, finding.what);
        match finding.code.grade() {
            dialogs::Grade::Error => Finding::failed(PART, what, finding.mend.clone()),
            dialogs::Grade::Warning => Finding::warning(PART, what, finding.mend.clone()),
        }
    };
    report.findings.iter().map(told).collect()
}

pub(super) async fn clock(config: &Config, store: &Store) -> Vec<Finding> {
    const PART: &str = "clock";
    let now = SystemClock.now();
    let zone = &config.company.zone;
    let local = config.company.zone().map(|zone| now.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string());
    let mut findings = vec![match local {
        Ok(local) => Finding::ok(PART, format!("it is {local} in {zone}")),
        Err(error) => Finding::failed(PART, chain(&error), "set company.zone, for example Europe/Berlin"),
    }];
    match store.newest_moment().await {
        Ok(Some(newest)) if newest > now + AHEAD => {
            let ahead = (newest - now).num_minutes();
            let what =
                format!("the newest event is from {ahead} minutes ahead: this clock is behind, or was ahead then");
            let cure = "let the machine's time be kept by NTP (`timedatectl`); codes and limits go by it";
            findings.push(Finding::failed(PART, what, cure));
        }
        Ok(_) => {}
        Err(error) => findings.push(Finding::failed(PART, chain(&error), "see the database")),
    }
    findings
}
