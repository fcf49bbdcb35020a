//! A person's copy, and being forgotten: afterwards every table is read, every cell of it.

use serde_json::{Value, json};
use ticketlotse::desks::embedded::EmbeddedDesk;
use ticketlotse::desks::support::SupportDesk;
use ticketlotse::domain::{FileMeta, Member};
use ticketlotse::service::clock::SystemClock;
use ticketlotse::store::links::LinkEnd;
use ticketlotse::store::outbox::{Lane, NewRow, Settled};
use ticketlotse::store::turns::Commit;

use super::office::Office;
use crate::databases::{Kind, on_every_database};
use crate::desk::people::{file, writer};
use crate::store::schema::{everything, found_in};
use crate::store::world::{DESK, World, anna, bernd, identity};

on_every_database!(
    gets_a_copy_of_everything,
    is_forgotten_in_every_table,
    waits_for_what_is_on_its_way_to_the_desk,
    leaves_others_what_is_theirs,
    is_taken_out_though_no_member,
);

/// Words of Anna's that are nobody else's, one in each place that keeps any.
const WORDS: [&str; 6] = ["Entwurfswort", "Verlaufswort", "Ereigniswort", "Meldungswort", "Dateiwort", "Ablagewort"];
/// Words that are in a ticket.
const IN_TICKET: [&str; 2] = ["Ticketwort", "Anlagenwort"];

/// Everything of Anna's, and what her admin Bernd saw and said of her.
struct Filled {
    world: World,
    office: Office,
}

async fn filled(kind: Kind) -> Filled {
    let world = World::new(kind).await;
    let office = Office::on(&world.fresh.url);
    let (store, now) = (&world.store, world.now);
    let (hers, link) = world.linked("anna", &anna()).await;
    let (his, his_link) = world.linked("bernd", &bernd()).await;

    // A turn with a draft and a delivery that waits, an event that could not be handled, a transcript, a file, a session.
    let seq = world.begin_turn(&hers, "e1").await;
    let message = |conversation, id: &str, link: &ticketlotse::domain::LinkId, text: &str| NewRow {
        link: Some(link.clone()),
        payload: json!({ "text": text }).to_string(),
        ..world.row(conversation, Lane::Message, id)
    };
    let commit = Commit {
        inbox_seq: seq,
        state: json!({ "drafts": [{ "text": WORDS[0] }] }).to_string(),
        outbox: vec![message(&hers, "m1", &link, WORDS[3])],
        mutes: vec![("CS-2026-000001".into(), true)],
        ..Commit::default()
    };
    store.commit_turn(&hers, commit, now).await.unwrap();
    let event = json!({ "text": WORDS[2] }).to_string();
    store.accept(&"e2".into(), &hers, &event, now).await.unwrap();
    let item = json!({ "text": WORDS[1] }).to_string();
    store.append_feed(&hers, "f1", Some(&link), &item, now).await.unwrap();
    let meta = FileMeta { id: "file-1".into(), name: "Dateiwort.txt".into(), mime: "text/plain".into(), size_bytes: 9 };
    store.put_file(&hers, &meta, b"Ablagewort".to_vec(), now).await.unwrap();
    store.want_contact(DESK, &anna().id, now).await.unwrap();

    // Her ticket at the desk.
    let desk = desk(&world);
    let mut draft = crate::desk::people::draft("Ticketwort");
    draft.files = vec![file("anlage.txt", b"Anlagenwort")];
    let writer = ticketlotse::desks::Writer { member: anna(), ..writer(&anna()) };
    ticketlotse::desks::Desk::create(&desk, &writer, &draft, &"op-1".into()).await.unwrap();

    // Bernd was shown her name, wrote her address, and has an update with her name under way.
    let (name, email) = (anna().name, anna().email);
    let seen = format!("Ticket von {name} <{}>\n{name}\n{email}", email.as_str().to_uppercase());
    let item = json!({ "text": seen, "other": "Annabell Berger" }).to_string();
    store.append_feed(&his, "f2", Some(&his_link), &item, now).await.unwrap();
    let seq = world.begin_turn(&his, "e3").await;
    let state = json!({ "awaiting": "code", "email": anna().email }).to_string();
    let outbox = vec![message(&his, "m2", &his_link, &format!("{} hat geantwortet", anna().name))];
    let commit = Commit { inbox_seq: seq, state, outbox, ..Commit::default() };
    store.commit_turn(&his, commit, now).await.unwrap();
    store.accept(&"e4".into(), &his, &json!({ "text": anna().email }).to_string(), now).await.unwrap();
    Filled { world, office }
}

fn desk(world: &World) -> EmbeddedDesk {
    let clock = std::sync::Arc::new(SystemClock);
    let setup = ticketlotse::desks::embedded::Setup::default();
    EmbeddedDesk::new(world.fresh.db.clone(), clock, setup).expect("a desk")
}

/// Where a member's name, address, form of address and these words still are.
async fn traces(world: &World, of: &Member, words: &[&str]) -> Vec<String> {
    let mut wanted = vec![of.name.as_str(), of.email.as_str()];
    wanted.extend(of.salutation.as_deref());
    wanted.extend(words);
    found_in(&everything(&*world.fresh.db).await, &wanted)
}

fn data(folder: &str) -> Value {
    serde_json::from_slice(&std::fs::read(format!("{folder}/data.json")).expect("a copy")).expect("JSON")
}

async fn gets_a_copy_of_everything(kind: Kind) {
    use std::os::unix::fs::MetadataExt;

    let Filled { world, office } = filled(kind).await;
    let to = office.path("kopie");
    let told = office.run(&["data", "export", anna().email.as_str(), "--to", &to]).done();
    assert!(told.contains("2 files"), "{told}");
    let text = data(&to).to_string();
    for word in WORDS[..5].iter().chain(&IN_TICKET[..1]).chain([&"Anna Berger", &"Frau Berger", &"Muster GmbH"]) {
        assert!(text.contains(word), "{word} is missing in {text}");
    }
    for part in ["links", "support_ids", "muted", "audit", "sessions", "link.created"] {
        assert!(text.contains(part), "{part}");
    }
    let copy = data(&to);
    assert_eq!(copy["desk"]["entries"][0]["ticket"], "CS-2026-000001");
    assert_eq!(copy["desk"]["tickets"][0]["part"], "contact");
    assert!(!text.contains("Özdemir"), "nothing of others is in it");
    let mut files: Vec<_> =
        std::fs::read_dir(format!("{to}/files")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut contents: Vec<_> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    contents.sort();
    assert_eq!(contents, ["Ablagewort", "Anlagenwort"]);
    for file in files.iter().map(std::path::PathBuf::as_path).chain([format!("{to}/data.json").as_ref()]) {
        assert_eq!(std::fs::metadata(file).unwrap().mode() & 0o777, 0o600, "{}", file.display());
    }
    assert_eq!(std::fs::metadata(&to).unwrap().mode() & 0o777, 0o700);
    let again = office.run(&["data", "export", anna().id.as_str(), "--to", &to]).refused();
    assert!(again.contains("is there already"), "{again}");
    let nobody = office.run(&["data", "export", "niemand@muster.example", "--to", "x"]).refused();
    assert!(nobody.contains("is no member"), "{nobody}");
    let audit = world.store.audit_log("data.", 9).await.unwrap();
    assert_eq!((audit.len(), audit[0].entry.place.as_str()), (1, "cli:anna"));
}

async fn is_forgotten_in_every_table(kind: Kind) {
    let Filled { world, office } = filled(kind).await;
    let address = anna().email;
    let before = traces(&world, &anna(), &[&WORDS[..], &IN_TICKET[..]].concat()).await;
    for word in WORDS.iter().chain(&IN_TICKET) {
        assert!(before.iter().any(|trace| trace.contains(word)), "{word} is nowhere: {before:#?}");
    }
    let all = everything(&*world.fresh.db).await;
    let trial = office.run(&["data", "delete", address.as_str(), "--dry-run"]).done();
    assert!(trial.ends_with("Nothing was changed.\n"), "{trial}");
    assert_eq!(everything(&*world.fresh.db).await, all);
    let asked = office.run(&["data", "delete", address.as_str()]);
    assert!(asked.code == 1 && asked.err.contains("say --yes"), "{asked:?}");
    assert_eq!(everything(&*world.fresh.db).await, all);

    let told = office.run(&["data", "delete", address.as_str(), "--yes"]).done();
    assert_eq!(format!("{told}Nothing was changed.\n"), trial, "it did what it said it would");
    for line in
        ["form of address: 1", "chat identity: 1", "behind it): 1", "other people's conversations: 4", "Kept as well:"]
    {
        assert!(told.contains(line), "{line} in {told}");
    }
    let left = traces(&world, &anna(), &WORDS).await;
    assert!(left.is_empty(), "{left:#?}");
    let at_desk = traces(&world, &anna(), &IN_TICKET).await;
    assert!(!at_desk.is_empty() && at_desk.iter().all(|trace| trace.starts_with("desk_")), "{at_desk:#?}");
    let case = desk(&world).case(&"CS-2026-000001".into()).await.unwrap();
    assert_eq!((case.held.ticket.contact_name.as_str(), case.held.contact_email.as_str()), ("–", ""));
    assert_eq!(case.entries[0].entry.author_name, "–");

    // Others keep what is theirs, without her.
    let his = world.store.conversation_known(&identity("bernd")).await.unwrap().expect("Bernd's");
    let shown = world.store.feed(&his.id, 0, 9).await.unwrap();
    let item: Value = serde_json::from_str(&shown[0].item).unwrap();
    assert_eq!(item["text"], "Ticket von – <nobody@deleted.invalid>\n–\nnobody@deleted.invalid");
    assert_eq!(item["other"], "Annabell Berger");
    assert!(world.store.conversation_known(&identity("anna")).await.unwrap().is_none());

    // Once more does no harm, by address as by id; the log names nobody.
    let again = office.run(&["data", "delete", address.as_str(), "--yes"]).done();
    assert!(!again.contains("member record") && again.contains("no member's address"), "{again}");
    assert!(office.run(&["data", "delete", anna().id.as_str(), "--yes"]).refused().contains("no member"));
    let audit = world.store.audit_log("data.deleted", 9).await.unwrap();
    assert_eq!((audit.len(), audit[0].entry.place.as_str()), (1, "cli:anna"));
    if kind == Kind::Sqlite {
        nothing_is_in_the_file(&world).await;
    }
    // Whoever is imported again is somebody new.
    let list = office.file("members.csv", "email,customer,name\nanna@muster.example,K-1,Anna Berger\n");
    office.run(&["member", "import", &list]).done();
    let new = world.store.member_by_email(&address).await.unwrap().expect("a member");
    assert!(new.id != anna().id && world.store.links_of(&new.id).await.unwrap().is_empty());
}

/// What was deleted is not even in the free room of the file, once its log is written into it.
async fn nothing_is_in_the_file(world: &World) {
    world.fresh.db.rows("PRAGMA wal_checkpoint(TRUNCATE)", vec![]).await.unwrap();
    let path = world.fresh.url.trim_start_matches("sqlite:");
    let bytes: Vec<u8> =
        ["", "-wal"].iter().flat_map(|end| std::fs::read(format!("{path}{end}")).unwrap_or_default()).collect();
    let holds = |word: &str| bytes.windows(word.len()).any(|place| place == word.as_bytes());
    assert!(holds(IN_TICKET[0]), "the file was read");
    for word in WORDS.iter().chain(&["Anna Berger", "anna@muster.example", "Frau Berger"]) {
        assert!(!holds(word), "{word} is still in the file");
    }
}

async fn waits_for_what_is_on_its_way_to_the_desk(kind: Kind) {
    let world = World::new(kind).await;
    let office = Office::on(&world.fresh.url);
    let (hers, _) = world.linked("anna", &anna()).await;
    let write = NewRow { member: Some(anna().id), ..world.row(&hers, Lane::Write, "op-1") };
    world.turn(&hers, "e1", vec![write]).await;
    let all = everything(&*world.fresh.db).await;
    for arguments in [&["--yes"][..], &["--dry-run"]] {
        let told = office.run(&[&["data", "delete", anna().email.as_str()], arguments].concat());
        assert!(told.code == 1 && told.err.contains("1 of the person's writes"), "{told:?}");
    }
    assert_eq!(everything(&*world.fresh.db).await, all);
    let row = world.store.claim(9, 60, world.now).await.unwrap().remove(0);
    world.store.settle(row.seq, Settled::Done, None, world.now).await.unwrap();
    office.run(&["data", "delete", anna().email.as_str(), "--yes"]).done();
    assert!(traces(&world, &anna(), &[]).await.is_empty());
}

async fn leaves_others_what_is_theirs(kind: Kind) {
    let world = World::new(kind).await;
    let office = Office::on(&world.fresh.url);
    let (store, now) = (&world.store, world.now);
    // One browser: first Anna, then Bernd. One that an operator shut out.
    let (shared, first) = world.linked("shared", &anna()).await;
    store.append_feed(&shared, "f0", None, &json!({ "text": anna().email }).to_string(), now).await.unwrap();
    store.end_link(&first, LinkEnd::SignedOut, now).await.unwrap();
    let second =
        store.link(&shared, &bernd().id, ticketlotse::store::links::Proof::Code, world.later(60)).await.unwrap();
    store.append_feed(&shared, "f1", Some(&second), "{\"text\":\"Bernds Wort\"}", now).await.unwrap();
    world.linked("blocked", &anna()).await;
    store.set_blocked(&identity("blocked"), true, now).await.unwrap();

    let told = office.run(&["data", "delete", anna().email.as_str(), "--yes"]).done();
    assert!(told.contains("`ticketlotse link unblock`: 1"), "{told}");
    assert!(traces(&world, &anna(), &[]).await.is_empty());
    let shown = store.feed(&shared, 0, 9).await.unwrap();
    assert!(shown.iter().any(|row| row.item.contains("Bernds Wort")), "{shown:?}");
    assert_eq!(store.links_of(&bernd().id).await.unwrap().len(), 1);
    // The blocked one stays out.
    let back = world.conversation("blocked").await.id;
    assert!(store.link(&back, &bernd().id, ticketlotse::store::links::Proof::Code, now).await.is_err());
}

async fn is_taken_out_though_no_member(kind: Kind) {
    let world = World::new(kind).await;
    let office = Office::on(&world.fresh.url);
    let stranger = world.conversation("stranger").await.id;
    let typed = json!({ "text": "Gerda.Geheim@fremd.example" }).to_string();
    world.store.append_feed(&stranger, "f1", None, &typed, world.now).await.unwrap();
    let told = office.run(&["data", "delete", "gerda.geheim@fremd.example", "--yes"]).done();
    assert!(told.contains("other people's conversations: 1"), "{told}");
    let left = found_in(&everything(&*world.fresh.db).await, &["gerda.geheim@fremd.example"]);
    assert!(left.is_empty(), "{left:?}");
    assert!(office.run(&["data", "delete", "keine-adresse", "--yes"]).refused().contains("there is no member"));
}
