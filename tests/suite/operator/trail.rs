//! The audit log as it is read, agents of the desk page, and what shells are taught.

use std::io::{BufRead, BufReader};

use super::office::{Office, stop};
use crate::databases::{Kind, on_every_database};
use crate::store::world::{World, anna};

on_every_database!(shows_the_log_as_it_is_asked_for);

async fn shows_the_log_as_it_is_asked_for(kind: Kind) {
    let world = World::new(kind).await;
    let office = Office::on(&world.fresh.url);
    world.linked("w1", &anna()).await;
    office.run(&["member", "disable", "bernd@muster.example"]).done();
    office.run(&["member", "enable", "bernd@muster.example"]).done();
    office.run(&["link", "revoke", "anna@muster.example"]).done();

    let what = |arguments: &[&str]| -> Vec<String> {
        let rows = office.rows(&[&["audit"], arguments].concat());
        rows.iter().map(|row| row["entry"]["what"].as_str().expect("a word").to_owned()).collect()
    };
    assert_eq!(
        what(&[]),
        ["link.created", "member.disabled", "member.enabled", "identity.blocked", "link.ended.revoked"]
    );
    assert_eq!(what(&["--who", "anna@muster.example"]), ["link.created"]);
    assert_eq!(what(&["--who", "operator", "--what", "member."]), ["member.disabled", "member.enabled"]);
    assert_eq!(what(&["--limit", "1"]), ["link.ended.revoked"]);
    assert_eq!(what(&["--ticket", "CS-1"]), [""; 0]);
    // The link is of the tests' day, the rest of today.
    assert!(what(&["--since", "1h"]).len() >= 3);
    assert_eq!(what(&["--since", "2999-01-01"]), [""; 0]);
    assert!(office.run(&["audit", "--since", "gestern"]).refused().contains("write 2026-11-24"));
    assert!(office.run(&["audit", "--who", "niemand@x.example"]).refused().contains("no member's address"));

    let table = office.run(&["audit"]).done();
    assert!(table.contains("operator") && table.contains("member.disabled") && table.ends_with("5 rows\n"), "{table}");
    assert!(!table.contains('@') && !table.contains("Bernd") && !table.contains("Anna"), "{table}");

    let mut following = office.start(&["audit", "--follow", "--limit", "1"]);
    let mut lines = BufReader::new(following.stdout.take().expect("piped")).lines();
    let mut next = || lines.next().expect("it goes on").expect("it can be read");
    assert!(next().contains("link.ended.revoked"));
    office.run(&["member", "role", "carla@muster.example", "customer_admin"]).done();
    assert!(next().contains("member.role.customer_admin"));
    office.run(&["link", "unblock", "anna@muster.example"]).done();
    assert!(next().contains("identity.unblocked"));
    assert_eq!(stop(following), 0);
}

#[cfg(feature = "web")]
#[tokio::test]
async fn agents_come_go_and_change_their_password() {
    use ticketlotse::store::sessions::SessionKind;

    let world = World::new(Kind::Sqlite).await;
    let office = Office::on(&world.fresh.url);
    let agent = |arguments: &[&str], input: &str| office.run_with(&[&["desk", "agent"], arguments].concat(), input);
    agent(&["add", "mira", "--name", "Mira Sommer"], "ein langes Passwort").done();
    let (name, first) = world.store.agent("mira").await.unwrap().expect("an agent");
    assert_eq!(name, "Mira Sommer");
    assert!(agent(&["add", "mira", "--name", "Wer"], "ein anderes Passwort").refused().contains("already"));
    assert_eq!(office.rows(&["desk", "agent", "list"]), [serde_json::json!({"login": "mira", "name": "Mira Sommer"})]);

    let later = world.later(600);
    world.store.put_session(SessionKind::Desk, "h1", "mira", "csrf", later, world.now).await.unwrap();
    agent(&["password", "mira"], "ein anderes Passwort").done();
    let (name, second) = world.store.agent("mira").await.unwrap().expect("an agent");
    assert!(name == "Mira Sommer" && first != second);
    assert!(world.store.session(SessionKind::Desk, "h1", world.now).await.unwrap().is_none(), "she is out");
    assert!(!agent(&["password", "mira"], "kurz").err.is_empty());
    assert!(agent(&["password", "max"], "ein anderes Passwort").refused().contains("no agent max"));

    world.store.put_session(SessionKind::Desk, "h2", "mira", "csrf", later, world.now).await.unwrap();
    agent(&["remove", "mira"], "").done();
    assert!(world.store.session(SessionKind::Desk, "h2", world.now).await.unwrap().is_none());
    assert!(world.store.agent("mira").await.unwrap().is_none());
    assert!(agent(&["remove", "mira"], "").refused().contains("no agent mira"));
    let what: Vec<String> = office
        .rows(&["audit", "--what", "desk.agent"])
        .iter()
        .map(|row| format!("{} {}", row["entry"]["what"].as_str().unwrap(), row["entry"]["place"].as_str().unwrap()))
        .collect();
    assert_eq!(what, ["desk.agent_added cli:mira", "desk.agent_password cli:mira", "desk.agent_removed cli:mira"]);
}

#[test]
fn shells_are_taught_without_a_configuration() {
    let folder = tempfile::tempdir().expect("a folder");
    for (shell, mark) in [("bash", "complete -F"), ("zsh", "#compdef ticketlotse"), ("fish", "complete -c ticketlotse")]
    {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ticketlotse"));
        let output = command.args(["completions", shell]).current_dir(folder.path()).env_clear().output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && text.contains(mark) && text.contains("outbox"), "{shell}");
    }
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ticketlotse"));
    let output = command.args(["member", "list"]).current_dir(folder.path()).env_clear().output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && told.contains("ticketlotse config sample"), "{told}");
}
