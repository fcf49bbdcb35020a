//! `ticketlotse doctor` on installations that are broken one way each: it names the part, the cause and the cure.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;
use ticketlotse::database;

use super::binary::Installation;

/// Exit code 0 or not, and the findings.
fn doctor(home: &Installation, args: &[&str]) -> (bool, Vec<Value>) {
    let done = home.command(&[&["doctor", "--json"], args].concat());
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    let findings = serde_json::from_str(&text).unwrap_or_else(|_| {
        panic!("no JSON: {text}\n{}", String::from_utf8_lossy(&done.stderr));
    });
    (done.status.success(), findings)
}

/// The one finding of a part that is no `ok`, by words of it.
fn found<'f>(findings: &'f [Value], part: &str, words: &str) -> &'f Value {
    let found = findings.iter().find(|finding| {
        finding["part"] == part && finding["state"] != "ok" && finding["what"].as_str().unwrap().contains(words)
    });
    found.unwrap_or_else(|| panic!("no {part} with {words:?} in {findings:#?}"))
}

fn assert_failed(home: &Installation, part: &str, words: &str, cure: &str) {
    let (success, findings) = doctor(home, &[]);
    let finding = found(&findings, part, words);
    assert_eq!(finding["state"], "failed", "{finding}");
    assert!(finding["cure"].as_str().unwrap().contains(cure), "{finding}");
    assert!(!success);
}

#[test]
fn a_healthy_installation_passes_and_is_told_what_to_look_at() {
    let home = Installation::new("");
    let (success, findings) = doctor(&home, &["--mail-to", "operator@example.com"]);
    assert!(success, "{findings:#?}");
    assert!(findings.iter().all(|finding| finding["state"] != "failed"), "{findings:#?}");
    for part in ["config", "database", "mail", "desk", "platforms", "content", "clock", "secrets", "queues"] {
        assert!(findings.iter().any(|finding| finding["part"] == part), "{part} was not looked at");
    }
    // It works, but not for customers yet.
    found(&findings, "mail", "nobody gets them");
    found(&findings, "platforms", "from this machine only");
    let mails = super::binary::texts(&home.path("mail"));
    assert!(mails.contains("test mail"), "{mails}");
    // And in words.
    let words = String::from_utf8_lossy(&home.command(&["doctor"]).stdout).into_owned();
    assert!(words.contains("→ set mail.transport"), "{words}");
}

#[test]
fn a_wrong_configuration_and_a_missing_database_are_told() {
    let home = Installation::new("");
    fs::write(home.path("ticketlotse.toml"), "[server]\nport = 1\n").unwrap();
    assert_failed(&home, "config", "port", "config sample");
    home.configure("sqlite:/nowhere/lotse.db", "");
    assert_failed(&home, "database", "there is no folder /nowhere", "make the folder");
    let missing = home.path("other.db");
    home.configure(&format!("sqlite:{}", missing.display()), "");
    assert_failed(&home, "database", &format!("there is no {}", missing.display()), "ticketlotse migrate");
    // Nor is an empty one made by those who only look.
    for looks in [&["customer", "list"][..], &["audit"], &["outbox", "list"], &["link", "list"]] {
        let done = home.command(looks);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(!done.status.success() && said.contains("there is no database"), "{looks:?}: {said}");
    }
    assert!(!missing.exists());
    home.configure("postgres://lotse:geheim@127.0.0.1:9/lotse", "");
    let (_, findings) = doctor(&home, &[]);
    let finding = found(&findings, "database", "");
    assert!(!finding.to_string().contains("geheim"), "{finding}");
}

#[tokio::test]
async fn a_broken_database_is_told() {
    let home = Installation::new("");
    let url = format!("sqlite:{}", home.path("lotse.db").display());
    let db = database::open(&url).await.unwrap();
    // Stuck, and from a clock that was ahead.
    let later = chrono::Utc::now() + chrono::Duration::hours(3);
    let earlier = chrono::Utc::now() - chrono::Duration::hours(2);
    db.execute(
        "INSERT INTO identities (id, platform, workspace, account, blocked) VALUES ('i', 'web', '', 'a', 0)",
        vec![],
    )
    .await
    .unwrap();
    db.execute("INSERT INTO conversations (id, identity, address, created) VALUES ('c', 'i', '', 0)", vec![])
        .await
        .unwrap();
    let event = "INSERT INTO inbox (id, conversation, event, state, attempts, received, handled, note)
        VALUES ($1, 'c', '{}', $2, 0, $3, NULL, '')";
    for (id, state, at) in [("e1", "pending", earlier), ("e2", "aside", earlier), ("e3", "done", later)] {
        db.execute(event, ticketlotse::params![id, state, at]).await.unwrap();
    }
    let delivery =
        "INSERT INTO outbox (id, conversation, lane, payload, created, due, claimed_until, attempts, state, note)
        VALUES ($1, 'c', 'write', '{}', $2, $2, 0, 1, $3, '')";
    for (id, state) in [("o1", "unknown"), ("o2", "failed"), ("o3", "pending")] {
        db.execute(delivery, ticketlotse::params![id, earlier, state]).await.unwrap();
    }
    assert_failed(&home, "queues", "1 events wait", "start the service");
    assert_failed(&home, "queues", "of 1 deliveries nobody knows", "ticketlotse outbox");
    assert_failed(&home, "queues", "1 deliveries were given up", "ticketlotse outbox");
    assert_failed(&home, "clock", "ahead", "NTP");
    let (_, findings) = doctor(&home, &[]);
    found(&findings, "queues", "1 events were set aside");
    found(&findings, "queues", "1 deliveries (write) wait");

    db.execute("DELETE FROM _sqlx_migrations WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)", vec![])
        .await
        .unwrap();
    assert_failed(&home, "database", "this program wants", "ticketlotse migrate");
    db.execute("UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1", vec![]).await.unwrap();
    assert_failed(&home, "database", "of version 9999", "newer program");
    db.close().await;

    let mut bytes = fs::read(home.path("lotse.db")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0x5a);
    fs::write(home.path("lotse.db"), bytes).unwrap();
    assert_failed(&home, "database", "check the database file", "restore the newest backup");
    fs::write(home.path("lotse.db"), [7; 10_000]).unwrap();
    assert_failed(&home, "database", "check the database file", "restore the newest backup");
}

#[test]
fn mail_content_and_open_files_are_told() {
    let forms = tempfile::tempdir().unwrap();
    fs::write(forms.path().join("kaputt.toml"), "id = \"kaputt\"\norder =\n").unwrap();
    let home = Installation::new("");
    let config = fs::read_to_string(home.path("ticketlotse.toml")).unwrap();
    let secret = home.path("password");
    fs::write(&secret, "geheim").unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o644)).unwrap();
    // Port 9 of the own machine: nobody listens there.
    let mail = format!(
        "host = \"127.0.0.1\"\nport = 9\ntls = \"none\"\nuser = \"lotse\"\npassword_file = \"{}\"\n",
        secret.display()
    );
    let config = config.replace("transport = \"folder\"\n", &mail);
    let content = format!("[content]\ndialogs = \"{}\"\n", forms.path().display());
    fs::write(home.path("ticketlotse.toml"), config + content.as_str()).unwrap();
    assert_failed(&home, "mail", "SMTP server", "mail.port");
    assert_failed(&home, "content", "kaputt.toml:2", "");
    let (_, findings) = doctor(&home, &[]);
    let open = found(&findings, "secrets", "password");
    assert!(open["cure"].as_str().unwrap().starts_with("chmod 600"), "{open}");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(home.path("ticketlotse.toml"), fs::Permissions::from_mode(0o600)).unwrap();
    let (_, findings) = doctor(&home, &[]);
    assert!(!findings.iter().any(|finding| finding["part"] == "secrets" && finding["state"] != "ok"), "{findings:#?}");
    assert!(!findings.iter().any(|finding| finding.to_string().contains("geheim")), "{findings:#?}");
}
