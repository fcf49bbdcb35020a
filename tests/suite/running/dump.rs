//! On PostgreSQL the program names the commands that back up and restore. They are run as they are printed.

use std::process::Command;

use ticketlotse::database;

use super::binary::Installation;
use crate::databases::postgres::{Server, programs};

/// The command in what the program said, which is indented.
fn printed(home: &Installation, args: &[&str]) -> String {
    let done = home.command(args);
    assert!(!done.status.success(), "{args:?} did something");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    let command = said.lines().find_map(|line| line.strip_prefix("  "));
    command.unwrap_or_else(|| panic!("no command in {said}")).to_owned()
}

/// As an operator's shell runs it.
fn shell(command: &str) {
    let path = format!("{}:/usr/bin:/bin", programs().display());
    let done = Command::new("sh").args(["-c", command]).env("PATH", path).output().expect("a shell");
    assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_printed_commands_back_up_and_restore() {
    let server = Server::own();
    let url = format!("{}&statement-cache-capacity=50&application_name=lotse", server.url("postgres"));
    let home = Installation::new("");
    home.configure(&url, "");
    let import = |kind: &str, csv: &str| {
        let file = home.path("list.csv");
        std::fs::write(&file, csv).unwrap();
        let done = home.command(&[kind, "import", file.to_str().unwrap()]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    import("customer", "id,name\nK-1,Muster GmbH\n");
    import("member", "email,customer,name\nanna.berger@muster.example,K-1,Anna Berger\n");
    let file = home.path("it's a dump");
    let file = file.to_str().unwrap();
    // While the service runs.
    let serving = home.serve();
    shell(&printed(&home, &["backup", file]));
    import("member", "email,customer,name\nspaeter@muster.example,K-1,Danach\n");
    serving.stop();
    shell(&printed(&home, &["restore", file]));

    let db = database::open(&url).await.unwrap();
    let members = db.rows("SELECT email FROM members ORDER BY email", vec![]).await.unwrap();
    let emails: Vec<String> = members.iter().map(|row| row.get("email").unwrap()).collect();
    assert_eq!(emails, ["anna.berger@muster.example"], "as it was when the copy was made");
    let doctor = home.command(&["doctor"]);
    assert!(doctor.status.success(), "{}", String::from_utf8_lossy(&doctor.stdout));
    // Into an empty database, as on a new machine; and served from there.
    db.execute("CREATE SCHEMA kept", vec![]).await.unwrap();
    db.execute("DROP SCHEMA public CASCADE", vec![]).await.unwrap();
    db.execute("CREATE SCHEMA public", vec![]).await.unwrap();
    db.close().await;
    shell(&printed(&home, &["restore", file]));
    home.serve().stop();
}
