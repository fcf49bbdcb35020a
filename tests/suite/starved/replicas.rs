//! Two programs on one PostgreSQL that goes away, fails over, and loses one of the two.

use std::sync::Mutex;
use std::time::Duration;

use crate::databases::postgres::Server;
use crate::real::count;
use crate::real::customer::{Customer, Ledger};
use crate::real::program::{House, Plan};

/// Customers at once.
const CUSTOMERS: usize = 6;
/// How long the server is away.
const AWAY: Duration = Duration::from_secs(3);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_replicas_lose_nothing_though_the_server_and_one_of_them_go_away() {
    let server = Server::own();
    let url = server.url("postgres");
    let mut one = House::build(&Plan { database: Some(url.clone()), ..Plan::with_members(CUSTOMERS * 2) });
    let mail = format!("transport = \"folder\"\nfolder = \"{}\"", one.mails().display());
    let mut other =
        House::build(&Plan { database: Some(url.clone()), mail: Some(mail), ..Plan::with_members(CUSTOMERS * 2) });
    for house in [&mut one, &mut other] {
        house.start("");
        house.ready().await;
    }
    let ledger = Mutex::new(Ledger::default());
    let (ports, mails) = ([one.port, other.port], one.mails());
    let work = futures_util::future::join_all(
        (0..CUSTOMERS).map(|number| Customer::visit(&ports, &mails, number, 4, &ledger)),
    );
    let created = |least: usize| {
        let ledger = &ledger;
        async move {
            while ledger.lock().unwrap().tickets.len() < least {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    };
    let trouble = async {
        created(2).await;
        server.stop();
        tokio::time::sleep(AWAY).await;
        server.start_again();
        created(5).await;
        for _ in 0..3 {
            server.cut().await;
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        created(9).await;
        // The other one takes over what this one had in hand.
        one.kill();
    };
    tokio::join!(work, trouble);
    let ledger = ledger.into_inner().expect("nobody panicked");
    count::settled(&url, 0).await;
    other.stop().await;
    let wrong = count::wrong(&url, &mails, &ledger).await;
    assert!(wrong.is_empty(), "{}\n{}\n{}", wrong.join("\n"), one.log(), other.log());
    assert_eq!(ledger.tickets.len(), CUSTOMERS * 4);
}
