//! Forms and texts of the real program are read again when their folder changes and on SIGHUP; wrong ones are refused with
//! file and line, and drafts survive.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::ANNA;
use super::binary::{Installation, PUBLIC_URL, Running};
use super::customer::Customer;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from:?} is not in {}", file.display());
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

/// Waits until the log has as many lines with that message.
fn logged(server: &Running, message: &str, times: usize) {
    let begun = Instant::now();
    loop {
        let log = server.log();
        if log.matches(message).count() >= times {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{message:?} was not logged {times} times:\n{log}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

const READ_AGAIN: &str = "forms and texts were read again";
const REFUSED: &str = "the forms and texts in force stay";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changed_texts_and_forms_are_taken_and_wrong_ones_refused() {
    let home = Installation::new("");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (dialogs, locales) = (home.path("dialogs"), home.path("locales"));
    copy(&root.join("dialogs"), &dialogs);
    copy(&root.join("locales"), &locales);
    let config = fs::read_to_string(home.path("ticketlotse.toml")).unwrap();
    let content = format!("[content]\ndialogs = \"{}\"\nlocales = \"{}\"\n", dialogs.display(), locales.display());
    fs::write(home.path("ticketlotse.toml"), config + content.as_str()).unwrap();
    let server = home.serve();
    let anna = Customer::open(&server).await;
    anna.sign_in(&home, ANNA).await;
    anna.asks("neu anfrage", "Schritt 1 von 3").await;
    anna.asks("Bedienung", "Schritt 2 von 3").await;

    // A wrong form: refused, and the log says where.
    let form = dialogs.join("anfrage.toml");
    let right = fs::read_to_string(&form).unwrap();
    fs::write(&form, format!("{right}\nno toml")).unwrap();
    logged(&server, REFUSED, 1);
    let line = right.lines().count() + 2;
    let log = server.log();
    let told = log.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let told = told.into_iter().find(|told| told["rule"] == "toml-syntax").expect("the finding is logged");
    assert_eq!((told["level"].as_str(), told["line"].as_u64()), (Some("ERROR"), Some(line as u64)), "{told}");
    assert!(told["file"].as_str().unwrap().ends_with("anfrage.toml"), "{told}");
    anna.asks("Quittengelee der Abteilung", "Schritt 3 von 3").await;

    // A field and an option are gone from the form, a text is another one: taken, and the draft goes on with what it has.
    let reference = "[[field]]\nid = \"ticket_ref\"\nkind = \"ticket_ref\"\nmore = true\n";
    fs::write(&form, right.replace(reference, "").replace("\"training\", ", "")).unwrap();
    change(&locales.join("de/web.ftl"), "web-page-title = ", "web-page-title = Anders: ");
    logged(&server, READ_AGAIN, 1);
    anna.asks("Wie stelle ich den Spiegel um?", "Möchten Sie weitere Angaben").await;
    let summary = anna.asks("nein", "Zusammenfassung").await;
    assert!(summary.contains("Quittengelee") && summary.contains("Spiegel"), "{summary}");
    let texts = anna.page_texts().await;
    assert!(texts["title"].as_str().unwrap().starts_with("Anders: "), "{texts}");

    // SIGHUP does the same at once, and does not end the process.
    server.signal("HUP");
    logged(&server, READ_AGAIN, 2);
    anna.asks("absenden", "ist angelegt").await;
    server.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_address_has_asked_for_still_counts_after_a_reload() {
    let home = Installation::new("");
    let server = home.serve();
    let allowed = async |tries: usize| {
        let http = reqwest::Client::new();
        let mut allowed = 0;
        for _ in 0..tries {
            let request = http.post(server.url("/chat/session")).header("origin", PUBLIC_URL);
            let answer = request.header("host", PUBLIC_URL.trim_start_matches("http://")).send().await.unwrap();
            assert!(answer.status().is_success() || answer.status() == 429, "{answer:?}");
            allowed += usize::from(answer.status().is_success());
        }
        allowed
    };
    assert!((60..90).contains(&allowed(200).await), "an address gets so many sessions at once");
    server.signal("HUP");
    logged(&server, READ_AGAIN, 1);
    let more = allowed(100).await;
    assert!(more < 30, "{more} more after the reload");
    server.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_own_folders_a_hangup_changes_nothing() {
    let home = Installation::new("");
    let server = home.serve();
    server.signal("HUP");
    logged(&server, READ_AGAIN, 1);
    let anna = Customer::open(&server).await;
    anna.reads(0, "Bitte melden Sie sich").await;
    server.stop();
}
