//! A person is forgotten while the service runs and talks to them and to others.

use super::binary::Installation;
use super::customer::Customer;
use super::{ANNA, FILING, conversation};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_forgotten_in_the_middle_of_a_form_is_a_stranger_and_others_notice_nothing() {
    let home = Installation::new("");
    let server = home.serve();
    let anna = Customer::open(&server).await;
    conversation(&home, &anna).await;
    for (text, answer) in &FILING[..3] {
        anna.asks(text, answer).await;
    }
    let tobias = Customer::open(&server).await;
    tobias.sign_in(&home, "tobias.krueger@muster.example").await;
    tobias.asks("firmentickets", "Quittengelee").await;
    let ticket = tobias.asks("zeige 1", "Quittengelee").await;
    assert!(ticket.contains("Anna Berger"), "{ticket}");

    let done = home.command(&["data", "delete", ANNA, "--yes"]);
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{told}{}", String::from_utf8_lossy(&done.stderr));
    // Her session is over: the page gets another one, of nobody known.
    let as_new = anna.at(&server).await;
    as_new.reads(0, "Bitte melden Sie sich").await;
    as_new.asks("anmelden", "geschäftliche E-Mail-Adresse").await;
    as_new.asks(ANNA, "nicht zur Anmeldung zugelassen").await;

    // The company's ticket is there, without her name; her colleague goes on.
    let ticket = tobias.asks("zeige 1", "Quittengelee").await;
    assert!(!ticket.contains("Anna"), "{ticket}");
    for (text, answer) in FILING {
        tobias.asks(text, answer).await;
    }
    let log = server.stop();
    assert!(!log.contains("\"ERROR\"") && !log.contains("Anna") && !log.contains(ANNA), "{log}");
    assert!(!told.contains("Anna Berger"), "{told}");
}
