//! Nothing of a person is in the logs and metrics of the real program, whatever is logged.

use super::binary::Installation;
use super::customer::Customer;
use super::{ANNA, conversation};

/// Where something private stands in what operators see.
fn leaked(shown: &str, private: &[String]) -> Vec<String> {
    let lower = shown.to_lowercase();
    let found = private.iter().filter(|word| lower.contains(&word.to_lowercase()));
    found.map(|word| format!("{word:?} in: {}", line_with(shown, word))).collect()
}

fn line_with(shown: &str, word: &str) -> String {
    let word = word.to_lowercase();
    shown.lines().find(|line| line.to_lowercase().contains(&word)).unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_conversation_leaves_nothing_private_in_logs_and_metrics() {
    let home = Installation::new("[metrics]\nlisten = \"127.0.0.1:0\"\n");
    let program = env!("CARGO_BIN_EXE_ticketlotse");
    let mut server = home.serve_with(program.as_ref(), "ticketlotse=trace,debug");
    let metrics = format!("http://{}/metrics", server.logged("metrics", "address"));
    let anna = Customer::open(&server).await;
    let typed = conversation(&home, &anna).await;
    // What goes wrong is logged more than what goes right: a mail that cannot be written, a code that is wrong.
    let stranger = Customer::open(&server).await;
    stranger.reads(0, "Bitte melden Sie sich").await;
    stranger.asks("anmelden", "geschäftliche E-Mail-Adresse").await;
    stranger.asks("gerda.geheim@fremd.example", "nicht zur Anmeldung zugelassen").await;
    stranger.asks("tobias.krueger@muster.example", "Ich habe einen Code an").await;
    let before = stranger.seen().len();
    stranger.says("ABCDEFGH").await;
    stranger.reads(before, "Code").await;
    std::fs::remove_dir_all(home.path("mail")).unwrap();
    std::fs::write(home.path("mail"), "").unwrap();
    let other = Customer::open(&server).await;
    other.asks("anmelden", "geschäftliche E-Mail-Adresse").await;
    other.asks(ANNA, "Ich habe einen Code an").await;
    other.reads(0, "gerade nicht verschicken").await;
    let counted = reqwest::get(&metrics).await.unwrap().text().await.unwrap();
    drop((anna, stranger, other));
    let log = server.stop();
    assert!(log.contains("\"turn\"") && log.contains("a mail"), "the log holds what happened:\n{log}");

    let mut private: Vec<String> = typed.into_iter().filter(|text| text.len() > 12 || is_code(text)).collect();
    assert!(private.iter().any(|text| is_code(text)), "the code is among them");
    let more =
        ["Anna", "Berger", "Tobias", "Krüger", "krueger", "Gerda", "Muster GmbH", "muster.example", "fremd.example"];
    private.extend(more.map(str::to_owned));
    private.extend(["ABCDEFGH", "Quittengelee", "Spiegel um", ANNA].map(str::to_owned));
    let found = [leaked(&log, &private), leaked(&counted, &private)].concat();
    assert!(found.is_empty(), "private things are shown:\n{}", found.join("\n"));
    // The same search finds what is there.
    assert_eq!(leaked("a line\nwith anna.berger@muster.example\n", &[ANNA.to_owned()]).len(), 1);
}

fn is_code(text: &str) -> bool {
    text.len() == 8 && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_turn_is_one_line_with_its_outcome_and_times() {
    let home = Installation::new("");
    let server = home.serve_with(env!("CARGO_BIN_EXE_ticketlotse").as_ref(), "ticketlotse=info,warn");
    let anna = Customer::open(&server).await;
    anna.reads(0, "Bitte melden Sie sich").await;
    anna.asks("hilfe", "Was Sie hier tun").await;
    drop(anna);
    let log = server.stop();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let turns: Vec<_> = lines.iter().filter(|line| line["message"] == "turn").collect();
    assert_eq!(turns.len(), 2, "{log}");
    for turn in turns {
        assert_eq!(turn["outcome"], "done");
        for field in ["steps", "ordered", "tries", "waited_ms", "asked_ms", "commit_ms", "took_ms"] {
            assert!(turn[field].is_i64() || turn[field].is_u64(), "{field} in {turn}");
        }
    }
    assert_eq!(lines.iter().filter(|line| line["level"] == "ERROR").count(), 0, "{log}");
}

#[test]
fn the_configuration_says_how_lines_are_written() {
    let home = Installation::new(
        "[log]\nformat = \"text\"\nfilter = \"ticketlotse=debug\"\n[metrics]\nlisten = \"192.0.2.1:1\"\n",
    );
    let failed = home.command(&["serve"]);
    assert!(!failed.status.success());
    let said = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert!(said.contains("metrics.listen"), "{said}");
    assert!(said.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_err()), "{said}");
}
