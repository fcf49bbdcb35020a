//! Health and metrics, of the real program.

use reqwest::StatusCode;
use serde_json::Value;
use ticketlotse::telemetry::measures;

use super::binary::Installation;
use super::customer::Customer;
use super::{ANNA, conversation};

const WITH_METRICS: &str = "[metrics]\nlisten = \"127.0.0.1:0\"\n";

async fn ready(url: &str) -> (StatusCode, Value) {
    let response = reqwest::Client::builder().no_proxy().build().unwrap().get(url).send().await.unwrap();
    (response.status(), response.json().await.unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ready_follows_the_database() {
    let home = Installation::new("");
    let server = home.serve();
    let (status, body) = ready(&server.url("/health/live")).await;
    assert_eq!((status, body["status"].as_str()), (StatusCode::OK, Some("live")));
    let (status, body) = ready(&server.url("/health/ready")).await;
    assert_eq!((status, body["status"].as_str()), (StatusCode::OK, Some("ready")), "{body}");
    // A migration of this program that is missing: somebody put an old database in its place.
    let db = ticketlotse::database::open(&format!("sqlite:{}", home.path("lotse.db").display())).await.unwrap();
    db.execute("DELETE FROM _sqlx_migrations WHERE version > 1", vec![]).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let (status, body) = ready(&server.url("/health/ready")).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        (body["checks"]["database"].as_str(), body["checks"]["migrations"].as_str()),
        (Some("ok"), Some("failed"))
    );
    // A database that takes no write.
    db.execute("DROP TABLE counters", vec![]).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let (status, body) = ready(&server.url("/health/ready")).await;
    assert_eq!((status, body["checks"]["database"].as_str()), (StatusCode::SERVICE_UNAVAILABLE, Some("failed")));
    // Alive all the same: starting it again would mend nothing.
    assert_eq!(ready(&server.url("/health/live")).await.0, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn not_ready_while_it_drains_and_still_answering() {
    let home = Installation::new("");
    let config = std::fs::read_to_string(home.path("ticketlotse.toml")).unwrap();
    std::fs::write(home.path("ticketlotse.toml"), config.replace("[server]", "[server]\ndrain_secs = 3")).unwrap();
    let server = home.serve();
    assert_eq!(ready(&server.url("/health/ready")).await.0, StatusCode::OK);
    server.signal("TERM");
    let url = server.url("/health/ready");
    let begun = std::time::Instant::now();
    loop {
        let (status, body) = ready(&url).await;
        if status == StatusCode::SERVICE_UNAVAILABLE {
            assert_eq!(body["checks"]["shutdown"].as_str(), Some("under_way"), "{body}");
            break;
        }
        assert!(begun.elapsed().as_secs() < 3, "it never said that it is not ready");
    }
    assert!(server.ended().0.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn metrics_count_what_happens_and_have_no_address_of_their_own_by_default() {
    let home = Installation::new(WITH_METRICS);
    let mut server = home.serve();
    let metrics = format!("http://{}/metrics", server.logged("metrics", "address"));
    let anna = Customer::open(&server).await;
    conversation(&home, &anna).await;
    let wrong = Customer::open(&server).await;
    wrong.reads(0, "Bitte melden Sie sich").await;
    wrong.asks("anmelden", "geschäftliche E-Mail-Adresse").await;
    wrong.asks("niemand@muster.example", "nicht zur Anmeldung zugelassen").await;
    let text = reqwest::get(&metrics).await.unwrap().text().await.unwrap();
    let value = |line: &str| -> f64 {
        let found = text.lines().find_map(|found| found.strip_prefix(line)?.trim().parse().ok());
        found.unwrap_or_else(|| panic!("no {line} in:\n{text}"))
    };
    assert!(value(&format!("{}_count{{event=\"said\"}}", measures::TURNS)) >= 9.0);
    let done = format!("{}{{lane=\"write\",outcome=\"done\"}}", measures::DELIVERIES);
    assert!((value(&done) - 1.0).abs() < 0.1);
    let created = format!("{}_count{{operation=\"create a ticket\",outcome=\"ok\"}}", measures::DESK_CALLS);
    assert!((value(&created) - 1.0).abs() < 0.1);
    for (outcome, times) in [("sent", 1.0), ("right", 1.0), ("refused", 1.0)] {
        let counted = value(&format!("{}{{outcome=\"{outcome}\"}}", measures::CODES));
        assert!((counted - times).abs() < 0.1, "{outcome}: {counted}");
    }
    assert!((value(&format!("{}_count{{outcome=\"sent\"}}", measures::MAILS)) - 1.0).abs() < 0.1);
    assert!((value(measures::PUSH_CONNECTIONS) - 2.0).abs() < 0.1);
    assert!(value(measures::START_TIME) > 1.7e9);
    assert!((value(&format!("{}{{version=\"{}\"}}", measures::BUILD, env!("CARGO_PKG_VERSION"))) - 1.0).abs() < 0.1);
    assert!(value(measures::SET_ASIDE).abs() < 0.1);
    for lane in ["message", "held", "write", "mail"] {
        value(&format!("{}{{lane=\"{lane}\"}}", measures::OUTBOX));
    }
    // Bounded: as many lines as the program has words, however many people there are.
    assert!(text.lines().count() < 400, "{} lines", text.lines().count());
    assert!(!text.contains(ANNA));
    // Without the section there is nothing to fetch, at the server's own address neither.
    let client = reqwest::get(server.url("/metrics")).await.unwrap();
    assert_eq!(client.status(), StatusCode::NOT_FOUND);
}
