//! Certificates of the address that people type and of the mail server: good now, and for some time yet.

use std::time::Duration;

use axum::http::Uri;
use chrono::DateTime;

use super::Finding;
use super::tls::{Begins, Judged, look as judge};
use crate::config::{Config, TlsMode, Transport};

const PART: &str = "certificates";
/// From so many days before on a certificate's end is told.
const SOON_DAYS: u64 = 14;
const DAY: Duration = Duration::from_hours(24);
/// Where a web server is, unless its address says otherwise.
const HTTPS: u16 = 443;

pub(super) async fn look(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    let public = config.server.public_url.parse::<Uri>().ok().filter(|uri| uri.scheme_str() == Some("https"));
    if let Some(uri) = public {
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        findings
            .push(of_server("server.public_url", &host, uri.port_u16().unwrap_or(HTTPS), Begins::AtOnce, None).await);
    }
    let mail = &config.mail;
    let begins = match mail.tls {
        TlsMode::Starttls => Some(Begins::AfterStartTls),
        TlsMode::Implicit => Some(Begins::AtOnce),
        TlsMode::None => None,
    };
    if let Some(begins) = begins.filter(|_| mail.transport == Transport::Smtp) {
        // One that cannot be read is told with the mail.
        let authority = mail.ca_file.as_ref().and_then(|file| std::fs::read(file).ok());
        findings.push(of_server("mail.host", &mail.host, mail.port, begins, authority.as_deref()).await);
    }
    findings
}

async fn of_server(key: &str, host: &str, port: u16, begins: Begins, authority: Option<&[u8]>) -> Finding {
    let ahead = DAY * u32::try_from(SOON_DAYS).unwrap_or(u32::MAX);
    let renew = format!("have the certificate of {host} renewed where TLS ends, and see why it was not");
    match judge(host, port, begins, ahead, authority).await {
        Ok(Judged::Good) => {
            Finding::ok(PART, format!("{key}: {host}:{port} has one that is good for more than {SOON_DAYS} days"))
        }
        Ok(Judged::EndsAt(end)) => {
            let what = format!("{key}: the certificate of {host}:{port} ends{}", on(end, "within two weeks"));
            Finding::warning(PART, what, renew)
        }
        Ok(Judged::Ended(end)) => {
            let what = format!("{key}: the certificate of {host}:{port} ended{}", on(end, "some time ago"));
            Finding::failed(PART, what, renew)
        }
        Ok(Judged::Refused(error)) => {
            let cure = format!("the certificate must be for {host} and by an authority that is trusted here");
            Finding::failed(PART, format!("{key}: {host}:{port}: {error}"), cure)
        }
        // From here it may be out of reach and fine all the same.
        Err(error) => {
            let what = format!("{key}: no certificate could be looked at: {}", format_args!("{error:#}"));
            Finding::warning(PART, what, format!("see whether {host}:{port} can be reached from this machine"))
        }
    }
}

/// `` on 2027-01-01``, or other words where that is not known.
fn on(secs: Option<u64>, otherwise: &str) -> String {
    let day = secs.and_then(|secs| DateTime::from_timestamp(i64::try_from(secs).ok()?, 0));
    day.map_or_else(|| format!(" {otherwise}"), |day| format!(" on {}", day.format("%Y-%m-%d")))
}
