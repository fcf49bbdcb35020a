//! What the service may not decide: writes whose outcome nobody knows, events that were set aside, contacts that fit twice.

use ticketlotse::domain::Clock;
use ticketlotse::service::clock::SystemClock;

use super::office::Office;
use crate::databases::{CLAIM, Kind, on_every_database};
use crate::store::world::World;
use crate::transcripts::people;
use crate::transcripts::play::Play;
use crate::transcripts::switch::Mood;

on_every_database!(
    handles_what_was_set_aside_again,
    lists_delivers_again_and_drops,
    assigns_contacts_of_the_same_company_only,
);

const FORM: [&str; 5] =
    ["neu anfrage", "Bedienung", "Frage zur Replikation", "Wie stelle ich die Replikation um?", "nein"];

/// Anna's ticket is made at a desk that loses its answer and cannot look an operation up; answers the row that waits.
async fn nobody_knows() -> (Play, Office, String) {
    let mut play = Play::begin(false).await;
    play.stage.switch.forget_operations();
    play.link(people::named("Anna Berger")).await;
    for words in FORM {
        play.says(words).await;
    }
    play.stage.switch.set(Mood::LosesAnswer);
    let said = play.says("absenden").await.concat().join("\n");
    assert!(said.contains("ließ sich nicht klären"), "{said}");
    play.stage.switch.set(Mood::Up);
    let office = Office::on(&play.stage.url);
    let rows = office.rows(&["outbox", "list"]);
    assert_eq!((rows.len(), rows[0]["standing"].as_str()), (1, Some("unknown")), "{rows:?}");
    assert!(rows[0]["note"].as_str().is_some_and(|note| note.contains("answer was lost")), "{rows:?}");
    assert!(rows[0].get("payload").is_none(), "what people wrote is not shown");
    let row = rows[0]["seq"].to_string();
    (play, office, row)
}

#[tokio::test]
async fn a_write_that_is_done_is_told_with_its_number() {
    let (mut play, office, row) = nobody_knows().await;
    play.happens("support files for nora.licht@nordlicht.example: Fremd").await;
    let refused = |number: &str| office.run(&["outbox", "resolve", &row, "--done", number]).refused();
    assert!(refused("CS-2026-000002").contains("another customer"));
    assert!(refused("CS-2026-009999").contains("no such ticket"));
    assert_eq!(office.rows(&["outbox", "list"]).len(), 1, "it is left as it was");

    let told = office.run(&["outbox", "resolve", &row, "--done", "CS-2026-000001"]).done();
    assert!(told.contains("settled as done; the person is told"), "{told}");
    let said = play.answers().await.concat().join("\n");
    assert!(said.contains("CS-2026-000001") && said.contains("ist angelegt"), "{said}");
    assert!(play.says("meine tickets").await.concat().join("\n").contains("CS-2026-000001"));
    assert!(office.rows(&["outbox", "list", "--all"]).is_empty());
    assert!(office.run(&["outbox", "resolve", &row, "--done", "CS-2026-000001"]).refused().contains("no such open"));
    let audit = office.rows(&["audit", "--what", "outbox.", "--ticket", "CS-2026-000001"]);
    assert_eq!((audit.len(), audit[0]["entry"]["what"].as_str()), (1, Some("outbox.done")));
}

#[tokio::test]
async fn a_write_that_is_not_done_is_told_as_such() {
    let (mut play, office, row) = nobody_knows().await;
    assert_eq!(office.run(&["outbox", "resolve", &row]).code, 2, "one of the two must be said");
    assert_eq!(office.run(&["outbox", "resolve", &row, "--not-done", "--done", "X"]).code, 2);
    office.run(&["outbox", "resolve", &row, "--not-done"]).done();
    let said = play.answers().await.concat().join("\n");
    assert!(said.contains("nicht angenommen"), "{said}");
    assert!(office.rows(&["outbox", "list", "--all"]).is_empty());
}

#[tokio::test]
async fn a_write_that_is_written_again_is_told_once_it_is_there() {
    let (mut play, office, row) = nobody_knows().await;
    office.run(&["outbox", "retry", &row]).done();
    // The command took its moment from the machine's clock: go there, with a contract that is still valid then.
    let contract = "id,customer,name,valid_from,valid_until\nV-2024-17,K-1001,Premium,2024-01-01,2999-12-31\n";
    office.run(&["contract", "import", &office.file("contracts.csv", contract)]).done();
    play.stage.clock.set(play.stage.clock.now().max(SystemClock.now()));
    let said = play.answers().await.concat().join("\n");
    assert!(said.contains("CS-2026-000001") && said.contains("ist angelegt"), "{said}");
    play.happens("desk has 1 tickets").await;
    assert!(office.run(&["outbox", "retry", &row]).refused().contains("no such open delivery"));
    assert!(office.run(&["outbox", "retry", "niemals"]).refused().contains("no such open delivery"));
}

/// Anna's ticket is refused by the desk, and she is told so; answers the row that waits.
async fn refused() -> (Play, Office, String) {
    let mut play = Play::begin(false).await;
    play.link(people::named("Anna Berger")).await;
    for words in FORM {
        play.says(words).await;
    }
    play.stage.switch.set(Mood::Refuses);
    let said = play.says("absenden").await.concat().join("\n");
    assert!(said.contains("nicht angenommen") && said.contains("wieder als Entwurf"), "{said}");
    let office = Office::on(&play.stage.url);
    let rows = office.rows(&["outbox", "list"]);
    assert_eq!((rows.len(), rows[0]["standing"].as_str()), (1, Some("failed")), "{rows:?}");
    let row = rows[0]["seq"].to_string();
    (play, office, row)
}

/// What the command ordered by the machine's clock is due, and the contract still valid then.
fn go_to_the_machines_time(play: &Play, office: &Office) {
    let contract = "id,customer,name,valid_from,valid_until\nV-2024-17,K-1001,Premium,2024-01-01,2999-12-31\n";
    office.run(&["contract", "import", &office.file("contracts.csv", contract)]).done();
    play.stage.clock.set(play.stage.clock.now().max(SystemClock.now()));
}

#[tokio::test]
async fn a_failed_write_that_is_tried_again_is_told_each_time() {
    let (mut play, office, row) = refused().await;
    let told = office.run(&["outbox", "retry", &row]).done();
    assert!(told.contains("the person is told what becomes of it"), "{told}");
    go_to_the_machines_time(&play, &office);
    let said = play.answers().await.concat().join("\n");
    assert!(said.contains("nicht angenommen") && !said.contains("wieder als Entwurf"), "it failed once more: {said}");
    play.stage.switch.set(Mood::Up);
    office.run(&["outbox", "retry", &row]).done();
    play.stage.clock.set(play.stage.clock.now().max(SystemClock.now()));
    let said = play.answers().await.concat().join("\n");
    assert!(said.contains("CS-2026-000001") && said.contains("nachgeholt"), "{said}");
    // The draft that she got back is still there, and goes when she says so.
    play.says("[Entwurf verwerfen]").await;
    play.says("ja").await;
    assert!(play.says("entwürfe").await.concat().join("\n").contains("keine"), "no draft is left");
    play.happens("desk has 1 tickets").await;
    assert!(office.rows(&["outbox", "list", "--all"]).is_empty());
}

#[tokio::test]
async fn a_failed_write_that_turns_out_to_be_done_is_told() {
    let (mut play, office, row) = refused().await;
    play.stage.switch.set(Mood::Up);
    play.happens("support files for anna.berger@muster.example: Von Hand").await;
    let told = office.run(&["outbox", "resolve", &row, "--done", "CS-2026-000001"]).done();
    assert!(told.contains("settled as done; the person is told"), "{told}");
    let said = play.answers().await.concat().join("\n");
    assert!(said.contains("CS-2026-000001") && said.contains("nachgeholt"), "{said}");
}

#[tokio::test]
async fn a_failed_write_that_stays_so_is_not_told_twice() {
    let (mut play, office, row) = refused().await;
    let told = office.run(&["outbox", "resolve", &row, "--not-done"]).done();
    assert!(told.contains("told before that it failed"), "{told}");
    assert!(play.answers().await.is_empty());
}

#[tokio::test]
async fn what_is_on_its_way_is_left_to_the_service() {
    let mut play = Play::begin(false).await;
    play.link(people::named("Anna Berger")).await;
    for words in FORM {
        play.says(words).await;
    }
    play.stage.switch.set(Mood::Down);
    play.says("absenden").await;
    let office = Office::on(&play.stage.url);
    assert_eq!(office.rows(&["outbox", "list", "--all"]).len(), 1);
    let row = office.rows(&["outbox", "list", "--all"])[0]["id"].as_str().expect("an id").to_owned();
    assert!(office.run(&["outbox", "retry", &row]).refused().contains("still on its way"));
    assert!(office.run(&["outbox", "resolve", &row, "--not-done"]).refused().contains("still on its way"));
}

async fn handles_what_was_set_aside_again(kind: Kind) {
    let world = World::new(kind).await;
    let office = Office::on(&world.fresh.url);
    let conversation = world.conversation("w1").await.id;
    let seq = world.begin_turn(&conversation, "e1").await;
    world.store.set_aside(seq, "failed too often", world.now).await.unwrap();
    let rows = office.rows(&["inbox", "list"]);
    assert_eq!((rows.len(), rows[0]["note"].as_str()), (1, Some("failed too often")));
    assert!(rows[0].get("event").is_none(), "what people wrote is not shown");
    assert!(office.run(&["inbox", "list"]).done().contains("failed too often"));

    office.run(&["inbox", "retry", &seq.to_string()]).done();
    let event = world.store.next_event(&conversation, CLAIM).await.unwrap().expect("it waits again");
    assert_eq!((event.id.as_str(), event.attempts), ("e1", 1));
    assert!(office.run(&["inbox", "retry", &seq.to_string()]).refused().contains("no such event was set aside"));
    assert_eq!(office.run(&["inbox", "retry", "eins"]).code, 2);
    let audit = world.store.audit_log("inbox.", 9).await.unwrap();
    assert_eq!((audit.len(), audit[0].entry.place.as_str()), (1, format!("cli:{seq}").as_str()));
}

async fn lists_delivers_again_and_drops(kind: Kind) {
    use ticketlotse::store::outbox::{Lane, Settled};

    let world = World::new(kind).await;
    let office = Office::on(&world.fresh.url);
    let conversation = world.conversation("w1").await.id;
    let rows = vec![world.row(&conversation, Lane::Write, "write"), world.row(&conversation, Lane::Mail, "mail")];
    world.turn(&conversation, "e1", rows).await;
    for row in world.store.claim(9, 60, world.now).await.unwrap() {
        let how = if row.row.lane == Lane::Mail { Settled::Failed } else { Settled::Unknown };
        world.store.settle(row.seq, how, None, world.now).await.unwrap();
    }
    let standing =
        |row: &serde_json::Value| format!("{} {}", row["id"].as_str().unwrap(), row["standing"].as_str().unwrap());
    let listed: Vec<String> = office.rows(&["outbox", "list"]).iter().map(standing).collect();
    assert_eq!(listed, ["write unknown", "mail failed"]);
    assert!(office.run(&["outbox", "list"]).done().contains("write to the desk"));

    assert!(office.run(&["outbox", "retry", "mail"]).refused().contains("the code in this mail is over"));
    let unreadable = office.run(&["outbox", "resolve", "write", "--not-done"]).refused();
    assert!(unreadable.contains("write is left as it was: read what was stored as a write"), "{unreadable}");
    office.run(&["outbox", "resolve", "mail", "--not-done"]).done();
    office.run(&["outbox", "retry", "write"]).done();
    let left: Vec<String> = office.rows(&["outbox", "list", "--all"]).iter().map(standing).collect();
    assert_eq!((left.len(), left[0].split_whitespace().next()), (1, Some("write")), "{left:?}");
    let what = world.store.audit_log("outbox.", 9).await.unwrap();
    let what: Vec<&str> = what.iter().rev().map(|row| row.entry.what.as_str()).collect();
    assert_eq!(what, ["outbox.not_done", "outbox.retried"]);
}

async fn assigns_contacts_of_the_same_company_only(kind: Kind) {
    use ticketlotse::domain::ContactState;

    use crate::store::world::{DESK, bernd};

    let world = World::new(kind).await;
    let office = Office::on(&world.fresh.url);
    let (conversation, _) = world.linked("w1", &bernd()).await;
    let new = ["desk", "new", "--via", "phone", "--customer", "K-1", "--email", "anna@muster.example"];
    let rest = ["--type", "stoerung", "--subject", "Platte", "Eine Platte blinkt rot."];
    office.run(&[&new[..], &rest[..]].concat()).done();
    let contacts = office.run(&["desk", "contacts", "anna"]).done();
    let id = contacts.split_whitespace().next().expect("a Support-ID").to_owned();
    world
        .store
        .put_contact(DESK, &bernd().id, &ContactState::Ambiguous, world.now, false, vec![], world.now)
        .await
        .unwrap();
    let ambiguous = office.rows(&["contacts", "list", "--state", "ambiguous"]);
    assert_eq!((ambiguous.len(), ambiguous[0]["email"].as_str()), (1, Some(bernd().email.as_str())));

    let foreign = office.run(&["contacts", "assign", "dora@beispiel.example", &id]).refused();
    assert!(foreign.contains("the contact belongs to another customer"), "{foreign}");
    assert!(office.run(&["contacts", "assign", bernd().email.as_str(), "C-0"]).refused().contains("no contact C-0"));
    office.run(&["contacts", "assign", bernd().email.as_str(), &id]).done();
    let linked = ContactState::Linked { id: id.as_str().into() };
    assert_eq!(world.store.contact_state(DESK, &bernd().id).await.unwrap(), linked);
    assert_eq!(world.store.waiting_events(&conversation).await.unwrap(), 1, "he is told");

    // No lookup takes it back, whatever it finds…
    world.store.want_contact(DESK, &bernd().id, world.now).await.unwrap();
    let due = world.store.due_contacts(DESK, world.later(1_000_000_000), 9).await.unwrap();
    assert!(due.iter().all(|due| due.member.id != bernd().id), "{due:?}");
    world
        .store
        .put_contact(DESK, &bernd().id, &ContactState::Missing, world.now, false, vec![], world.now)
        .await
        .unwrap();
    assert_eq!(world.store.contact_state(DESK, &bernd().id).await.unwrap(), linked);
    // …until an operator has it looked up.
    office.run(&["contacts", "refresh", bernd().email.as_str()]).done();
    let due = world.store.due_contacts(DESK, world.later(1_000_000_000), 9).await.unwrap();
    assert!(due.iter().any(|due| due.member.id == bernd().id), "{due:?}");
    let audit = office.rows(&["audit", "--what", "contact."]);
    assert_eq!(
        audit.iter().map(|row| row["entry"]["what"].as_str().unwrap()).collect::<Vec<_>>(),
        ["contact.assigned", "contact.refreshed"]
    );
    assert_eq!(office.rows(&["contacts", "list", "--customer", "K-1"]).len(), 3);
    assert!(office.run(&["contacts", "refresh", "niemand@x.example"]).refused().contains("no member's address"));
}
