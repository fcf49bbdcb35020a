//! How long a person waits for an answer: from a message until the notice that answers it is read. `make bench-matrix`
//! measures it on a quiet machine; with every run of the tests it is only seen to work.

use serde_json::json;

use super::echo::Echo;
use super::person::Person;
use super::room::RoomPlan;
use super::synapse::{Plan, Synapse};

/// Messages of one measurement.
const COUNT: usize = 200;
/// Messages before it: the first ones make keys known and fill caches.
const BEFORE: usize = 5;

/// What was measured in one room.
struct Row {
    what: String,
    median_ms: f64,
    p95_ms: f64,
    slowest_ms: f64,
}

impl Row {
    fn of(what: String, mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        let at = |hundredths: usize| times[(times.len() * hundredths / 100).min(times.len() - 1)];
        Self { what, median_ms: at(50), p95_ms: at(95), slowest_ms: at(100) }
    }

    fn line(&self) -> String {
        let Self { what, median_ms, p95_ms, slowest_ms } = self;
        format!("{what:<32} median {median_ms:6.1} ms   p95 {p95_ms:6.1} ms   slowest {slowest_ms:6.1} ms")
    }
}

/// Measures whoever answers as `user`, in a plain and in an encrypted room.
async fn rows(synapse: &Synapse, name: &str, user: &str, count: usize) -> Vec<Row> {
    let person = Person::new(synapse, "anna").await;
    let mut rows = Vec::new();
    for (kind, is_encrypted) in [("plain", false), ("encrypted", true)] {
        let room = person.room(&RoomPlan { invite: &[user], is_direct: true, is_encrypted, more: json!({}) }).await;
        person.sees_member(&room, user, "join").await;
        person.round_trips(&room, BEFORE).await;
        let times = person.round_trips(&room, count).await;
        assert_eq!(times.len(), count, "an answer is missing");
        rows.push(Row::of(format!("{name}, {kind}"), times));
    }
    rows
}

fn memory_kib(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("the kernel tells it");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[tokio::test]
async fn an_echo_answers_in_either_room() {
    let synapse = Synapse::shared();
    let echo = Echo::start(synapse).await;
    let rows = rows(synapse, "matrix-nio", &echo.user, 3).await;
    assert!(rows.iter().all(|row| row.median_ms > 1.0 && row.median_ms <= row.slowest_ms), "no time passed");
}

#[tokio::test]
#[ignore = "measures, on a quiet machine; `make bench-matrix` runs it"]
async fn measured() {
    let synapse = Synapse::own(Plan::default());
    let echo = Echo::start(&synapse).await;
    let rows = rows(&synapse, "echo in matrix-nio", &echo.user, COUNT).await;
    println!("Round trips of {COUNT} messages, one after another:");
    for row in &rows {
        println!("{}", row.line());
    }
    println!("memory of the echo: {} MiB", memory_kib(echo.pid()) / 1024);
}
