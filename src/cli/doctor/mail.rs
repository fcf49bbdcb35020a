//! Mail: reached, encrypted, signed in; with `--mail-to` all the way.

use std::sync::Arc;

use super::Finding;
use super::database::chain;
use crate::config::{Config, Transport};
use crate::domain::{Chance, Email};
use crate::mail::{Mail, MailError, MailTrouble};
use crate::service::clock::{SystemChance, SystemClock};
use crate::wiring;

const PART: &str = "mail";

pub(super) async fn look(config: &Config, mail_to: Option<&str>) -> Vec<Finding> {
    let mailer = match wiring::mailer(config, Arc::new(SystemClock)) {
        Ok(mailer) => mailer,
        Err(error) => return vec![Finding::failed(PART, format!("{error:#}"), "correct the section [mail]")],
    };
    let mut findings = Vec::new();
    if config.mail.transport == Transport::Folder {
        let what = format!("mails are files in {}: nobody gets them", config.mail.folder.display());
        findings.push(Finding::warning(PART, what, "set mail.transport = \"smtp\" before customers come"));
    }
    match mailer.check().await {
        Ok(()) if config.mail.transport == Transport::Smtp => {
            let what = format!("{}:{} takes the connection and the login", config.mail.host, config.mail.port);
            findings.push(Finding::ok(PART, what));
        }
        Ok(()) => {}
        Err(error) => {
            findings.push(failed(&error));
            return findings;
        }
    }
    let Some(address) = mail_to else { return findings };
    let Some(to) = Email::parse(address) else {
        findings.push(Finding::failed(PART, "--mail-to is not an e-mail address", "write one as name@example.com"));
        return findings;
    };
    let text = "This is a test mail of `ticketlotse doctor`. Nothing is to be done.\n".to_owned();
    let html = format!("<p>{}</p>", text.trim());
    let mail =
        Mail { id: format!("doctor-{}", SystemChance.id()), to, subject: "Ticketlotse: test".to_owned(), text, html };
    findings.push(match mailer.send(&mail).await {
        Ok(()) => Finding::ok(PART, "the test mail was taken; look whether it arrives, and not as spam"),
        Err(error) => failed(&error),
    });
    findings
}

fn failed(error: &MailError) -> Finding {
    let said = chain(error);
    let cure = match error.trouble {
        MailTrouble::Transient => "check mail.host and mail.port, and that the network lets it through",
        MailTrouble::Permanent if said.contains("certificate") => {
            "mail.host must be the name in the server's certificate; name its authority as mail.ca_file"
        }
        MailTrouble::Permanent => {
            "check mail.user, mail.password, mail.tls and mail.from against what the server wants"
        }
    };
    Finding::failed(PART, said, cure)
}
