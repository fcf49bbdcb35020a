//! Forged, replayed, oversized and cross-customer requests against the real program: what each gets, and that nothing
//! changed. The answers stand in `docs/attacks.md`, which is compared word by word;
//! `ATTACKS=write cargo test … attacks` writes them, to be read and judged by a person.

use std::fmt::Write as _;
use std::path::PathBuf;

mod answer;
mod bounds;
mod chat;
mod crossing;
mod kept;
mod raw;
mod request;
mod smuggled;
mod support;
mod town;

use request::{Kept, Row};
use town::Town;

/// Where the table begins and ends in the page.
const BEGIN: &str = "<!-- table: written by the test -->\n";
const END: &str = "<!-- end of the table -->\n";

/// Rows that belong together.
struct Area {
    title: &'static str,
    rows: Vec<Row>,
}

fn areas() -> Vec<Area> {
    let area = |title, rows| Area { title, rows };
    vec![
        area("Forged: not from the page, not with its session", chat::forged()),
        area("Replayed", chat::replayed()),
        area("Oversized and unreadable", chat::oversized()),
        area("Another company's tickets, by command", crossing::commands()),
        area("Another company's tickets, by button, form and address", crossing::buttons()),
        area("Somebody else's events, files and history", crossing::reading()),
        area("Rights that end in the middle", crossing::ended()),
        area("Smuggled characters, markup and paths", smuggled::rows()),
        area("The desk page", support::desk()),
        area("The demo, health and metrics", support::around()),
    ]
}

fn page() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/attacks.md")
}

#[expect(clippy::disallowed_methods, reason = "the one switch of the table is in the environment")]
fn writing() -> bool {
    std::env::var("ATTACKS").is_ok_and(|value| value == "write")
}

/// One line of the page; what a table cannot hold is written otherwise.
fn line(what: &str, status: &str, sees: &str, kept: Kept) -> String {
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " / ").replace('<', "&lt;");
    format!("| {} | {status} | {} | {} |\n", cell(what), cell(sees), kept.words())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_attack_gets_the_answer_that_is_written() {
    let mut town = Town::found().await;
    let mut table = String::new();
    let mut wrong = Vec::new();
    for area in areas() {
        town.begins().await;
        write!(table, "\n### {}\n\n| tried | answer | what they see | what is kept |\n|---|---|---|---|\n", area.title)
            .unwrap();
        for row in &area.rows {
            let (answer, trouble) = town.tries(row).await;
            wrong.extend(trouble.into_iter().map(|trouble| format!("{}: {trouble}", row.what)));
            table.push_str(&line(&row.what, &answer.status, &answer.sees, row.kept));
        }
    }
    let text = std::fs::read_to_string(page()).unwrap();
    let (before, rest) = text.split_once(BEGIN).expect("the page has the table's begin");
    let (written, after) = rest.split_once(END).expect("the page has the table's end");
    if writing() {
        std::fs::write(page(), format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
    } else {
        let pairs = written.lines().zip(table.lines()).filter(|(written, played)| written != played);
        wrong.extend(pairs.map(|(written, played)| format!("otherwise than written:\n  {written}\n  {played}")));
        if written.lines().count() != table.lines().count() {
            wrong.push("the page has other rows than the test".to_owned());
        }
    }
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
