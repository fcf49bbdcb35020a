//! A program of an older commit hands over to this one while customers work: nothing is lost, nothing done twice.
//!
//! `tests/upgrade COMMIT` builds the older one and runs this.

use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use crate::databases::postgres::Server;
use crate::real::count;
use crate::real::customer::{Customer, Ledger};
use crate::real::program::{House, Plan};

/// Customers at once, and tickets of each.
const CUSTOMERS: usize = 6;
const ROUNDS: usize = 6;

/// How long an older program may take to end; some waited for open pages.
const PATIENCE: Duration = Duration::from_secs(15);

/// The older program.
fn older() -> PathBuf {
    std::env::var_os("TICKETLOTSE_OLDER")
        .expect("TICKETLOTSE_OLDER names the older program: `tests/upgrade COMMIT`")
        .into()
}

/// Waits until so many tickets are filed.
async fn filed(ledger: &Mutex<Ledger>, least: usize) {
    while ledger.lock().unwrap().tickets.len() < least {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn nothing_is_lost(url: &str, house: &House, ledger: Mutex<Ledger>) {
    let ledger = ledger.into_inner().expect("nobody panicked");
    let wrong = count::wrong(url, &house.mails(), &ledger).await;
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), house.log());
    assert_eq!(ledger.tickets.len(), CUSTOMERS * ROUNDS);
    let Ledger { tickets, replies, files, sign_ins, drafts, .. } = ledger;
    println!(
        "{} tickets, {} replies, {} files, {} sign-ins and {} drafts: each there once",
        tickets.len(),
        replies.len(),
        files.len(),
        sign_ins.len(),
        drafts.len()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs an older program: tests/upgrade COMMIT"]
async fn hands_over_on_sqlite_when_it_is_stopped() {
    let mut house = House::build(&Plan { program: older(), ..Plan::with_members(CUSTOMERS) });
    house.start("");
    house.ready().await;
    let (ledger, url, mails) = (Mutex::new(Ledger::default()), house.url(), house.mails());
    let ports = [house.port];
    let visits = (0..CUSTOMERS).map(|number| Customer::visit(&ports, &mails, number, ROUNDS, &ledger));
    let upgrade = async {
        filed(&ledger, CUSTOMERS * ROUNDS / 3).await;
        house.stop_or_kill(PATIENCE).await;
        house.upgrade();
        house.start("");
        house.ready().await;
    };
    tokio::join!(futures_util::future::join_all(visits), upgrade);
    count::settled(&url, 0).await;
    house.stop().await;
    nothing_is_lost(&url, &house, ledger).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs an older program: tests/upgrade COMMIT"]
async fn works_beside_this_one_on_postgresql() {
    let server = Server::own();
    let url = server.url("postgres");
    let plan = Plan { database: Some(url.clone()), program: older(), ..Plan::with_members(CUSTOMERS) };
    let mut old = House::build(&plan);
    old.start("");
    old.ready().await;
    // Its lists are imported by the older one too: until it serves, nothing knows the new tables.
    let mail = format!("transport = \"folder\"\nfolder = \"{}\"", old.mails().display());
    let mut new = House::build(&Plan { mail: Some(mail), ..plan });
    new.upgrade();
    let (ledger, mails) = (Mutex::new(Ledger::default()), old.mails());
    let ports = [old.port, new.port];
    let visits = (0..CUSTOMERS).map(|number| Customer::visit(&ports, &mails, number, ROUNDS, &ledger));
    let third = CUSTOMERS * ROUNDS / 3;
    let upgrade = async {
        filed(&ledger, third).await;
        // Brings the tables up to date under the running old one.
        new.start("");
        new.ready().await;
        filed(&ledger, 2 * third).await;
        old.stop_or_kill(PATIENCE).await;
    };
    tokio::join!(futures_util::future::join_all(visits), upgrade);
    count::settled(&url, 0).await;
    // The old one does not start again on newer tables, and says why.
    old.start("");
    assert!(old.ends_within(Duration::from_secs(30)).await.is_some(), "it started on newer tables");
    assert!(old.log().contains("migration"), "{}", old.log());
    new.stop().await;
    println!("--- the older one logged:\n{}--- this one logged:\n{}", old.log(), new.log());
    nothing_is_lost(&url, &old, ledger).await;
}
