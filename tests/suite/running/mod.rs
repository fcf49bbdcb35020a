//! The real program: started with a configuration file, talked to over HTTP, stopped by a signal. Only on loopback.

mod backup;
pub mod binary;
mod certificates;
pub mod customer;
mod doctor;
#[cfg(feature = "postgres")]
mod dump;
mod health;
mod logs;
#[cfg(feature = "postgres")]
mod older;
mod personal;
mod reload;
mod stopping;
mod upgrade;

use binary::Installation;
use customer::Customer;

/// Who talks in these tests.
const ANNA: &str = "anna.berger@muster.example";

/// A whole conversation: sign in, file a ticket, list it, answer it. Gives what was typed.
async fn conversation(home: &Installation, customer: &Customer) -> Vec<String> {
    let mut typed = vec![ANNA.to_owned(), customer.sign_in(home, ANNA).await];
    for (text, answer) in FILING {
        customer.asks(text, answer).await;
        typed.push((*text).to_owned());
    }
    customer.asks("meine tickets", "Ihre offenen Tickets").await;
    customer.asks("zeige 1", "Wie stelle ich den Spiegel um?").await;
    typed
}

/// The shortest ticket there is, with what is answered.
const FILING: &[(&str, &str)] = &[
    ("neu anfrage", "Schritt 1 von"),
    ("Bedienung", "Schritt 2 von"),
    ("Quittengelee der Abteilung", "Schritt 3 von"),
    ("Wie stelle ich den Spiegel um?", "Möchten Sie weitere Angaben"),
    ("nein", "Zusammenfassung"),
    ("absenden", "ist angelegt"),
];
