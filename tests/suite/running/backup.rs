//! Backups of the real program: made under load, restored elsewhere, refused where they would do harm.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Mutex;

use super::binary::{Installation, texts};
use super::customer::Customer;
use super::{ANNA, FILING};

fn succeeds(home: &Installation, args: &[&str]) -> String {
    let done = home.command(args);
    let said = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{args:?}: {said}");
    said
}

fn fails(home: &Installation, args: &[&str]) -> String {
    let done = home.command(args);
    assert!(!done.status.success(), "{args:?} succeeded");
    String::from_utf8_lossy(&done.stderr).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Signs in and files tickets until told to stop; every number that was confirmed is kept.
async fn files_tickets(customer: Customer, stop: Arc<AtomicBool>, kept: Arc<Mutex<BTreeSet<String>>>) -> Customer {
    while !stop.load(Ordering::Relaxed) {
        let mut told = String::new();
        for (text, answer) in FILING {
            told = customer.asks(text, answer).await;
        }
        let number =
            told.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').find(|word| word.starts_with("CS-20"));
        kept.lock().await.insert(number.expect("a number is told").to_owned());
    }
    customer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_under_load_holds_all_that_was_confirmed_and_nothing_is_sent_twice() {
    let home = Installation::new("");
    let server = home.serve();
    let anna = Customer::open(&server).await;
    anna.sign_in(&home, ANNA).await;
    let tobias = Customer::open(&server).await;
    tobias.sign_in(&home, "tobias.krueger@muster.example").await;
    // A mail that is under way: its folder is broken for a while.
    let waiting = Customer::open(&server).await;
    waiting.reads(0, "Bitte melden Sie sich").await;
    waiting.asks("anmelden", "geschäftliche E-Mail-Adresse").await;
    fs::rename(home.path("mail"), home.path("mail.away")).unwrap();
    fs::write(home.path("mail"), "").unwrap();
    waiting.asks(ANNA, "Ich habe einen Code an").await;

    let (stop, kept) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(BTreeSet::new())));
    let working =
        [anna, tobias].map(|customer| tokio::spawn(files_tickets(customer, Arc::clone(&stop), Arc::clone(&kept))));
    while kept.lock().await.len() < 4 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let confirmed = kept.lock().await.clone();
    let backup = home.path("lotse.backup");
    succeeds(&home, &["backup", text(&backup)]);
    let after = kept.lock().await.len();
    while kept.lock().await.len() < after + 2 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    stop.store(true, Ordering::Relaxed);
    let mut customers = Vec::new();
    for customer in working {
        customers.push(customer.await.unwrap());
    }
    server.stop();

    let other = Installation::new("");
    assert!(fails(&other, &["restore", text(&backup)]).contains("--replace"), "it holds customers");
    let said = succeeds(&other, &["restore", text(&backup), "--replace"]);
    assert!(said.contains("are not sent: 1"), "{said}");
    let server = other.serve();
    let anna = customers.remove(0).at(&server).await;
    let listed = anna.asks("meine tickets", "Ihre offenen Tickets").await;
    assert!(!listed.is_empty());
    let db = ticketlotse::database::open(&format!("sqlite:{}", other.path("lotse.db").display())).await.unwrap();
    let rows = db.rows("SELECT number FROM desk_tickets", vec![]).await.unwrap();
    let there: BTreeSet<String> = rows.iter().map(|row| row.get("number").unwrap()).collect();
    assert_eq!(there.len(), rows.len());
    assert!(confirmed.is_subset(&there), "missing: {:?}", confirmed.difference(&there));
    // It goes on where it stood: the half-filed tickets too, once each.
    let before = anna.seen().len();
    for (text, answer) in FILING {
        anna.asks(text, answer).await;
    }
    assert!(anna.seen()[before..].iter().any(|message| message.contains("ist angelegt")));
    let doubled = "SELECT COUNT(*) AS n FROM (SELECT op FROM desk_entries WHERE kind = 'created' GROUP BY op HAVING COUNT(*) > 1) AS d";
    let doubled: i64 = db.row(doubled, vec![]).await.unwrap().unwrap().get("n").unwrap();
    assert_eq!(doubled, 0);
    let begun = std::time::Instant::now();
    loop {
        let waiting = "SELECT COUNT(*) AS n FROM outbox WHERE settled IS NULL";
        let waiting: i64 = db.row(waiting, vec![]).await.unwrap().unwrap().get("n").unwrap();
        if waiting == 0 {
            break;
        }
        assert!(begun.elapsed().as_secs() < 30, "{waiting} deliveries are still under way");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(texts(&other.path("mail")), "", "no mail is sent twice");
    server.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_that_would_do_harm_is_refused_and_changes_nothing() {
    let home = Installation::new("");
    let backup = home.path("b");
    succeeds(&home, &["backup", text(&backup)]);
    // The same name again is replaced; anything else is not.
    succeeds(&home, &["backup", text(&backup)]);
    fs::write(home.path("letter.txt"), "Dear Anna").unwrap();
    assert!(fails(&home, &["backup", text(&home.path("letter.txt"))]).contains("no backup"));
    let whole = fs::read(&backup).unwrap();
    let head = whole.iter().position(|byte| *byte == b'\n').unwrap();
    let database = fs::read(home.path("lotse.db")).unwrap();

    let refuses = |bytes: &[u8], told: &str| {
        let bad = home.path("bad");
        fs::write(&bad, bytes).unwrap();
        let said = fails(&home, &["restore", text(&bad), "--replace"]);
        assert!(said.contains(told), "{told:?}: {said}");
        assert!(fs::read(home.path("lotse.db")).unwrap() == database, "the database was touched: {told}");
        assert!(!home.path("lotse.db.restoring").exists(), "nothing is left behind");
    };
    refuses(b"", "no backup");
    refuses(&database, "no backup");
    refuses(&whole[..whole.len() - 1000], "not whole");
    refuses(&[whole.as_slice(), b"more"].concat(), "not whole");
    let mut flipped = whole.clone();
    flipped[head + 5000] ^= 1;
    refuses(&flipped, "checksum");
    let manifest = String::from_utf8_lossy(&whole[..head]).into_owned();
    let newer = manifest.replace("\"schema\":", "\"schema\":9");
    refuses(&[newer.as_bytes(), &whole[head..]].concat(), "newer version");

    let server = home.serve();
    let said = fails(&home, &["restore", text(&backup), "--replace"]);
    assert!(said.contains("in use"), "{said}");
    // The service does not notice.
    let anna = Customer::open(&server).await;
    anna.reads(0, "Bitte melden Sie sich").await;
    anna.sign_in(&home, ANNA).await;
    server.stop();
    assert!(fails(&home, &["restore", text(&backup)]).contains("--replace"));
    succeeds(&home, &["restore", text(&backup), "--replace"]);
    // And into nothing at all.
    fs::remove_file(home.path("lotse.db")).unwrap();
    let said = succeeds(&home, &["restore", text(&backup)]);
    assert!(said.contains("is as it was on"), "{said}");
    assert_eq!(file_mode(&home.path("lotse.db")), 0o600);
    assert_eq!(file_mode(&backup), 0o600);
}

fn file_mode(file: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).unwrap().permissions().mode() & 0o777
}

#[test]
fn postgresql_is_backed_up_by_its_own_tools() {
    let home = Installation::new("");
    home.configure("postgres://lotse:geheim@127.0.0.1:9/lotse", "");
    let said = fails(&home, &["backup", "lotse.dump"]);
    assert!(
        said.contains("pg_dump --format=custom --file='lotse.dump' 'postgres://lotse@127.0.0.1:9/lotse'"),
        "{said}"
    );
    let said = fails(&home, &["restore", "lotse.dump"]);
    assert!(said.contains("pg_restore --clean --if-exists --single-transaction"), "{said}");
    assert!(!said.contains("geheim"), "{said}");
}

#[test]
fn a_file_that_is_no_database_any_more_is_replaced_and_kept() {
    let home = Installation::new("");
    let (backup, place) = (home.path("b"), home.path("lotse.db"));
    succeeds(&home, &["backup", text(&backup)]);
    let before = succeeds(&home, &["customer", "list", "--json"]);
    fs::write(&place, [7; 10_000]).unwrap();
    assert!(fails(&home, &["restore", text(&backup)]).contains("add --replace"));
    assert_eq!(fs::read(&place).unwrap(), [7; 10_000], "it was not touched");
    succeeds(&home, &["restore", text(&backup), "--replace"]);
    assert_eq!(succeeds(&home, &["customer", "list", "--json"]), before);
    assert_eq!(fs::read(home.path("lotse.db.broken")).unwrap(), [7; 10_000]);
    // The log of one that is gone is not played into the new one.
    fs::remove_file(&place).unwrap();
    fs::write(home.path("lotse.db-wal"), [8; 100]).unwrap();
    succeeds(&home, &["restore", text(&backup)]);
    assert_eq!(fs::read(home.path("lotse.db-wal.broken")).unwrap(), [8; 100]);
    assert_eq!(succeeds(&home, &["customer", "list", "--json"]), before);
}
