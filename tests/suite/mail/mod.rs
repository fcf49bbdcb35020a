//! Mail: what it says, how it reaches a real SMTP server, and what is said when it does not.

mod folder;
mod server;
mod smtp;
mod template;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use ticketlotse::domain::{Clock, Email};
use ticketlotse::mail::{Mail, Sender};
use ticketlotse::service::clock::ManualClock;

fn now() -> DateTime<Utc> {
    "2026-11-24T09:15:00Z".parse().expect("a moment")
}

fn clock() -> Arc<dyn Clock> {
    Arc::new(ManualClock::at(now()))
}

fn sender() -> Sender {
    Sender { name: "CS Speicherwerk".to_owned(), email: address("ticketlotse@cs-speicherwerk.example") }
}

fn address(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

fn mail(id: &str, to: &str) -> Mail {
    Mail {
        id: id.to_owned(),
        to: address(to),
        subject: "Ihr Anmeldecode für den Support-Chat".to_owned(),
        text: "Größe, Übermaß und ein Punkt am Anfang:\n.\nEnde\n".to_owned(),
        html: "<p>Größe, Übermaß – ein „Zitat“.</p>".to_owned(),
    }
}
