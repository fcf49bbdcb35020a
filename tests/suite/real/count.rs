//! The count at the end, read from the database itself: what was accepted is there once, and everybody was told once.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ticketlotse::database::{self, Database};

use super::browser::{PATIENCE, words};
use super::customer::Ledger;

async fn open(url: &str) -> Arc<dyn Database> {
    database::open(url).await.expect("the database can be opened")
}

async fn number(db: &dyn Database, sql: &'static str) -> usize {
    let row = db.row(sql, vec![]).await.expect("a count").expect("a row");
    usize::try_from(row.get::<i64>("n").expect("a number")).expect("a count is not negative")
}

/// Waits until nothing waits any more.
pub async fn settled(url: &str, answers: usize) {
    let begun = Instant::now();
    let db = open(url).await;
    loop {
        let inbox = number(&*db, "SELECT COUNT(*) AS n FROM inbox WHERE state = 'pending'").await;
        let outbox = number(&*db, "SELECT COUNT(*) AS n FROM outbox WHERE state = 'pending'").await;
        let told = "SELECT COUNT(*) AS n FROM feed WHERE item LIKE '%Auskunft a%'";
        let told = number(&*db, told).await;
        if (inbox, outbox) == (0, 0) && told >= answers {
            return db.close().await;
        }
        let left = format!("{inbox} events and {outbox} deliveries wait, {told} of {answers} answers are told");
        assert!(begun.elapsed() < PATIENCE, "{left}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// How often each text of a query (its column `t`) is there.
async fn tally(db: &dyn Database, sql: &'static str) -> HashMap<String, usize> {
    let mut tally = HashMap::new();
    for row in db.rows(sql, vec![]).await.expect("rows") {
        *tally.entry(row.get::<String>("t").expect("a text")).or_default() += 1;
    }
    tally
}

/// Complains about each that is not there exactly once.
fn once<'a>(
    what: &str,
    wanted: impl Iterator<Item = &'a str>,
    there: &HashMap<String, usize>,
    wrong: &mut Vec<String>,
) {
    for one in wanted {
        let times = there.get(one).copied().unwrap_or_default();
        if times != 1 {
            wrong.push(format!("{what} {one}: {times} times"));
        }
    }
}

/// Everything that is not as it must be.
pub async fn wrong(url: &str, mails: &Path, ledger: &Ledger) -> Vec<String> {
    let mut wrong = Vec::new();
    let db = open(url).await;
    let tickets = tally(&*db, "SELECT title AS t FROM desk_tickets").await;
    once("ticket", ledger.tickets.iter().map(String::as_str), &tickets, &mut wrong);
    if tickets.len() != ledger.tickets.len() {
        wrong.push(format!("{} tickets instead of {}", tickets.len(), ledger.tickets.len()));
    }
    let entries = tally(&*db, "SELECT text AS t FROM desk_entries").await;
    once("reply", ledger.replies.iter().map(|(text, _)| text.as_str()), &entries, &mut wrong);
    once("answer", ledger.answers.iter().map(String::as_str), &entries, &mut wrong);
    files(&*db, ledger, &mut wrong).await;
    told(&*db, ledger, &mut wrong).await;

    let states: String =
        tally(&*db, "SELECT state AS t FROM conversations WHERE state IS NOT NULL").await.into_keys().collect();
    wrong.extend(ledger.drafts.iter().filter(|draft| !states.contains(*draft)).map(|draft| format!("lost: {draft}")));
    for (what, sql) in [
        ("deliveries are left", "SELECT COUNT(*) AS n FROM outbox WHERE state NOT IN ('done', 'dropped')"),
        ("deliveries were dropped", "SELECT COUNT(*) AS n FROM outbox WHERE state = 'dropped'"),
        ("events are left or set aside", "SELECT COUNT(*) AS n FROM inbox WHERE state <> 'done'"),
        ("tickets have no filer", "SELECT COUNT(*) AS n FROM filings WHERE number IS NULL"),
    ] {
        let left = number(&*db, sql).await;
        if left != 0 {
            wrong.push(format!("{left} {what}"));
        }
    }
    let mut letters: HashMap<String, usize> = HashMap::new();
    for kept in ticketlotse::mail::folder::kept_mails(mails, usize::MAX).expect("the mail folder") {
        *letters.entry(kept.mail.to.as_str().to_owned()).or_default() += 1;
    }
    order(&*db, &mut wrong).await;
    db.close().await;
    once("code for", ledger.sign_ins.iter().map(String::as_str), &letters, &mut wrong);
    wrong
}

/// Every file is there once, and is what was sent.
async fn files(db: &dyn Database, ledger: &Ledger, wrong: &mut Vec<String>) {
    let mut there: HashMap<String, usize> = HashMap::new();
    for row in db.rows("SELECT name, bytes FROM desk_files", vec![]).await.expect("rows") {
        let name: String = row.get("name").expect("a name");
        if row.get::<Vec<u8>>("bytes").expect("bytes") != format!("Inhalt von {name}").into_bytes() {
            wrong.push(format!("{name} is not what was sent"));
        }
        *there.entry(name).or_default() += 1;
    }
    once("file", ledger.files.iter().map(String::as_str), &there, wrong);
}

/// Every number, every sent reply and every answer was told once.
async fn told(db: &dyn Database, ledger: &Ledger, wrong: &mut Vec<String>) {
    let mut created: HashMap<String, usize> = HashMap::new();
    let mut sent: HashMap<String, usize> = HashMap::new();
    let mut answered: HashMap<String, usize> = HashMap::new();
    for (item, times) in tally(db, "SELECT item AS t FROM feed").await {
        let item: serde_json::Value = serde_json::from_str(&item).expect("JSON");
        let said = words(&item);
        let quoted = |before: &str| said.split_once(before).map(|(_, rest)| rest.to_owned());
        if said.contains("ist angelegt") {
            let title = quoted("„").and_then(|rest| rest.split_once('“').map(|(title, _)| title.to_owned()));
            *created.entry(title.expect("a title")).or_default() += times;
        } else if let Some(number) = quoted("Gesendet zu ") {
            let number = number.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            *sent.entry(number).or_default() += times;
        } else if let Some(answer) = quoted("Auskunft a") {
            let digits: String = answer.chars().take_while(char::is_ascii_digit).collect();
            *answered.entry(format!("Auskunft a{digits}")).or_default() += times;
        }
    }
    once("told the number of", ledger.tickets.iter().map(String::as_str), &created, wrong);
    once("told of the reply to", ledger.replies.iter().map(|(_, number)| number.as_str()), &sent, wrong);
    once("told", ledger.answers.iter().map(String::as_str), &answered, wrong);
}

/// What one person did is told in the order in which they did it.
async fn order(db: &dyn Database, wrong: &mut Vec<String>) {
    let mut last: BTreeMap<String, String> = BTreeMap::new();
    for row in db.rows("SELECT conversation, item FROM feed ORDER BY seq", vec![]).await.expect("rows") {
        let item: String = row.get("item").expect("an item");
        let said = words(&serde_json::from_str(&item).expect("JSON"));
        let Some((_, title)) = said.split_once("„Frage ").filter(|_| said.contains("ist angelegt")) else { continue };
        let title: String = title.chars().take_while(|c| *c != '“').collect();
        let conversation: String = row.get("conversation").expect("an id");
        if let Some(before) = last.insert(conversation, title.clone())
            && before > title
        {
            wrong.push(format!("{title} was told after {before}"));
        }
    }
}
