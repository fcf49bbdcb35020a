//! The contract of the port: every desk passes it. A desk calls [`contract!`] with a way to make a fresh one.

use ticketlotse::conversation::effect::{Act, ListQuery, States};
use ticketlotse::desks::{Addition, ContactMatch, DeskScope, DeskTrouble};
use ticketlotse::domain::{Author, EntryKind, OpKey, Priority, Status, Ticket, TicketNumber};

use super::people::{anna, bert, dora, draft, email, file, reply, writer};
use super::subject::Subject;

/// One test per clause, on a fresh desk each.
macro_rules! contract {
    ($fresh:path: $($clause:ident),+ $(,)?) => {$(
        #[tokio::test]
        async fn $clause() {
            let subject = $fresh().await;
            $crate::desk::contract::$clause(&subject).await;
        }
    )+};
    ($fresh:path) => {
        $crate::desk::contract::contract! { $fresh:
            a_first_ticket_makes_its_filer_a_contact,
            the_same_operation_creates_once,
            parallel_operations_create_once_each,
            what_was_filed_is_read_back,
            internal_notes_are_never_read,
            lists_hold_their_scope_and_nothing_else,
            an_empty_scope_holds_nothing,
            filters_narrow_a_list,
            pages_hold_each_ticket_once,
            short_numbers_are_found,
            foreign_writers_find_no_ticket,
            a_reply_is_added_once_and_ends_the_waiting,
            files_arrive_byte_by_byte,
            corrections_and_withdrawals_are_their_authors,
            close_reopen_and_rate_follow_the_status,
            escalation_and_priority_are_told,
            watchers_come_and_go,
            changes_come_once_in_order_without_notes,
            changes_are_complete_while_others_write,
            an_operation_is_found,
        }
    };
}
pub(crate) use contract;

async fn filed(s: &Subject, title: &str, op: &str) -> Ticket {
    s.desk.create(&writer(&anna()), &draft(title), &op.into()).await.expect("a ticket")
}

fn all() -> ListQuery {
    ListQuery { states: States::All, ..ListQuery::default() }
}

async fn numbers(s: &Subject, scope: &DeskScope, query: &ListQuery) -> Vec<TicketNumber> {
    let page = s.desk.list(scope, query, 50).await.expect("a list");
    assert_eq!(page.total, page.tickets.len() as u64, "the total is that of the list");
    page.tickets.into_iter().map(|ticket| ticket.number).collect()
}

pub(crate) async fn a_first_ticket_makes_its_filer_a_contact(s: &Subject) {
    let who = anna();
    assert_eq!(s.desk.find_contact(&who.email, &who.customer).await.expect("a lookup"), ContactMatch::None);
    let ticket = filed(s, "Erstes", "op-1").await;
    let found = s.desk.find_contact(&who.email, &who.customer).await.expect("a lookup");
    let id = ticket.contact.clone().expect("a ticket has a contact");
    assert_eq!(found, ContactMatch::One { id: id.clone(), customer: who.customer.clone() });
    assert_eq!(filed(s, "Zweites", "op-2").await.contact, Some(id), "the same person stays the same contact");
    let elsewhere = s.desk.find_contact(&who.email, &dora().customer).await.expect("a lookup");
    assert_eq!(elsewhere, ContactMatch::None, "a contact of another company is none");
    let stranger = s.desk.find_contact(&email("wer@anders.example"), &who.customer).await.expect("a lookup");
    assert_eq!(stranger, ContactMatch::None);
}

pub(crate) async fn the_same_operation_creates_once(s: &Subject) {
    let first = filed(s, "Einmal", "op-1").await;
    let again = filed(s, "Einmal", "op-1").await;
    assert_eq!(first.number, again.number);
    assert_eq!(numbers(s, &DeskScope::Company(anna().customer), &all()).await.len(), 1);
}

pub(crate) async fn parallel_operations_create_once_each(s: &Subject) {
    let (who, text) = (writer(&anna()), draft("Gleichzeitig"));
    let ops: Vec<_> = (0..12).map(|n| format!("op-{}", n % 4).into()).collect();
    let calls = ops.iter().map(|op| s.desk.create(&who, &text, op));
    let made = futures_util::future::try_join_all(calls).await.expect("tickets");
    let different: std::collections::BTreeSet<_> = made.iter().map(|ticket| &ticket.number).collect();
    assert_eq!(different.len(), 4, "twelve calls with four keys are four tickets");
    assert_eq!(numbers(s, &DeskScope::Company(anna().customer), &all()).await.len(), 4);
}

pub(crate) async fn what_was_filed_is_read_back(s: &Subject) {
    let mut wanted = draft("Übergroße Köpfe <b>&amp;</b> 🔧");
    wanted.description = String::from("Zeile 1\nZeile 2 „Zitat“ \u{1F527} '; DROP TABLE x; --");
    wanted.priority = Priority::High;
    wanted.watchers = vec![bert().id];
    let ticket = s.desk.create(&writer(&anna()), &wanted, &"op-1".into()).await.expect("a ticket");
    let detail = s.desk.get(&ticket.number).await.expect("a detail");
    assert_eq!(detail.ticket, ticket);
    assert_eq!(ticket.title, wanted.title);
    assert_eq!((ticket.status, ticket.priority), (Status::New, Priority::High));
    assert_eq!((ticket.customer.clone(), ticket.watchers.clone()), (anna().customer, vec![bert().id]));
    assert_eq!(ticket.contact_name, anna().name);
    assert_eq!(detail.fields, wanted.fields);
    assert_eq!(detail.customer_name, "Firma K-1");
    let [created] = detail.history.as_slice() else { panic!("one entry, not {:?}", detail.history) };
    assert_eq!((created.kind, created.author), (EntryKind::Created, Author::Customer));
    assert_eq!((created.text.as_str(), created.author_name.as_str()), (wanted.description.as_str(), &*anna().name));
    let missing = s.desk.get(&"CS-1999-000001".into()).await.expect_err("no such ticket");
    assert_eq!(missing.trouble, DeskTrouble::NotFound);
}

pub(crate) async fn internal_notes_are_never_read(s: &Subject) {
    let ticket = filed(s, "Mit Notiz", "op-1").await;
    let (_, cursor) = s.desk.changes(None, 10).await.expect("a cursor");
    s.support.note(&ticket.number, "Nur für uns: GEHEIM").await;
    let detail = s.desk.get(&ticket.number).await.expect("a detail");
    let (changes, _) = s.desk.changes(Some(&cursor), 10).await.expect("changes");
    assert!(changes.is_empty(), "a note is no public change");
    assert_eq!(detail.history.len(), 1);
    let searched = ListQuery { words: Some("geheim".into()), ..all() };
    assert!(numbers(s, &DeskScope::Company(anna().customer), &searched).await.is_empty(), "a note is not searched");
    assert_eq!(detail.ticket.changed, ticket.changed, "a note is no public change of the ticket");
}

pub(crate) async fn lists_hold_their_scope_and_nothing_else(s: &Subject) {
    let mut watched = draft("Annas");
    watched.watchers = vec![bert().id];
    let annas = s.desk.create(&writer(&anna()), &watched, &"op-1".into()).await.expect("a ticket");
    s.tick();
    let berts = s.desk.create(&writer(&bert()), &draft("Berts"), &"op-2".into()).await.expect("a ticket");
    s.tick();
    let doras = s.desk.create(&writer(&dora()), &draft("Doras"), &"op-3".into()).await.expect("a ticket");
    let (k1, k2) = (anna().customer, dora().customer);
    let contact = annas.contact.clone().expect("a contact");
    let company = DeskScope::Company(k1.clone());
    assert_eq!(numbers(s, &company, &all()).await, [berts.number.clone(), annas.number.clone()], "newest first");
    let only_annas = [annas.number.clone()];
    assert_eq!(numbers(s, &DeskScope::Contact(contact.clone(), k1.clone()), &all()).await, only_annas);
    assert!(numbers(s, &DeskScope::Contact(contact, k2.clone()), &all()).await.is_empty(), "customer and contact fit");
    assert_eq!(numbers(s, &DeskScope::WatchedBy(bert().id, k1.clone()), &all()).await, only_annas);
    assert!(numbers(s, &DeskScope::WatchedBy(bert().id, k2.clone()), &all()).await.is_empty());
    let some = vec![annas.number.clone(), doras.number.clone()];
    assert_eq!(numbers(s, &DeskScope::Numbers(some.clone(), k1), &all()).await, [annas.number]);
    assert_eq!(numbers(s, &DeskScope::Numbers(some, k2), &all()).await, [doras.number]);
}

pub(crate) async fn an_empty_scope_holds_nothing(s: &Subject) {
    filed(s, "Da", "op-1").await;
    let k1 = anna().customer;
    for scope in [
        DeskScope::Contact("".into(), k1.clone()),
        DeskScope::Contact(" ".into(), k1.clone()),
        DeskScope::Company("".into()),
        DeskScope::Company("%".into()),
        DeskScope::WatchedBy("".into(), k1.clone()),
        DeskScope::Numbers(Vec::new(), k1.clone()),
        DeskScope::Numbers(vec!["".into(), "%".into()], k1),
    ] {
        assert!(numbers(s, &scope, &all()).await.is_empty(), "{scope:?} holds nothing");
    }
}

pub(crate) async fn filters_narrow_a_list(s: &Subject) {
    let mut high = draft("Platte im Archiv-NAS defekt");
    high.priority = Priority::High;
    let high = s.desk.create(&writer(&anna()), &high, &"op-1".into()).await.expect("a ticket").number;
    s.tick();
    let other = filed(s, "Frage zur 100%_Replikation", "op-2").await.number;
    s.support.status(&other, Status::Resolved).await;
    let company = DeskScope::Company(anna().customer);
    let query = |change: fn(&mut ListQuery)| {
        let mut query = all();
        change(&mut query);
        query
    };
    for (query, wanted) in [
        (query(|query| query.states = States::Open), vec![&high]),
        (query(|query| query.states = States::Closed), vec![&other]),
        (query(|query| query.status = Some(Status::Resolved)), vec![&other]),
        (query(|query| query.priority = Some(Priority::High)), vec![&high]),
        (query(|query| query.words = Some("defekt ARCHIV-NAS".into())), vec![&high]),
        (query(|query| query.words = Some("100%_rep".into())), vec![&other]),
        (query(|query| query.words = Some("1%p".into())), vec![]),
        (query(|query| query.words = Some("Archiv defekt im Platte nicht".into())), vec![]),
        (query(|query| query.contact = Some("ANNA".into())), vec![&other, &high]),
        (query(|query| query.contact = Some("anna@k-1.example".into())), vec![&other, &high]),
        (query(|query| query.contact = Some("bert".into())), vec![]),
    ] {
        assert_eq!(numbers(s, &company, &query).await.iter().collect::<Vec<_>>(), wanted, "{query:?}");
    }
}

pub(crate) async fn pages_hold_each_ticket_once(s: &Subject) {
    for n in 0..7 {
        // Equal times as well: the order must be one and the same on every page.
        filed(s, &format!("Nr. {n}"), &format!("op-{n}")).await;
        if n % 3 == 0 {
            s.tick();
        }
    }
    let mut seen = Vec::new();
    for page in 0..4 {
        let query = ListQuery { page, ..all() };
        let got = s.desk.list(&DeskScope::Company(anna().customer), &query, 3).await.expect("a page");
        assert_eq!(got.total, 7);
        seen.extend(got.tickets.into_iter().map(|ticket| ticket.number));
    }
    let mut different = seen.clone();
    different.sort();
    different.dedup();
    assert_eq!((seen.len(), different.len()), (7, 7));
}

pub(crate) async fn short_numbers_are_found(s: &Subject) {
    let ticket = filed(s, "Kurz", "op-1").await;
    let digits: String = ticket.number.as_str().chars().rev().take_while(char::is_ascii_digit).collect();
    let digits: String = digits.chars().rev().collect();
    let short = digits.trim_start_matches('0');
    let found = s.desk.numbers_ending(&anna().customer, short).await.expect("numbers");
    assert_eq!(found, [ticket.number]);
    assert!(s.desk.numbers_ending(&dora().customer, short).await.expect("numbers").is_empty());
    assert!(s.desk.numbers_ending(&anna().customer, "987654").await.expect("numbers").is_empty());
}

pub(crate) async fn foreign_writers_find_no_ticket(s: &Subject) {
    let ticket = filed(s, "Annas", "op-1").await;
    let stranger = writer(&dora());
    let refused = s.desk.add(&stranger, &ticket.number, &reply("Hallo"), &"op-2".into()).await;
    assert_eq!(refused.expect_err("another company's ticket").trouble, DeskTrouble::NotFound);
    let close = Act::Close { reason: "Soll weg".into() };
    let refused = s.desk.act(&stranger, &ticket.number, &close, &"op-3".into()).await;
    assert_eq!(refused.expect_err("another company's ticket").trouble, DeskTrouble::NotFound);
    assert_eq!(s.desk.get(&ticket.number).await.expect("a detail").ticket, ticket);
}

pub(crate) async fn a_reply_is_added_once_and_ends_the_waiting(s: &Subject) {
    let ticket = filed(s, "Dialog", "op-1").await;
    s.tick();
    s.support.answer(&ticket.number, "Welche Firmware?", Status::WaitingCustomer).await;
    s.tick();
    for _ in 0..3 {
        let after = s.desk.add(&writer(&anna()), &ticket.number, &reply("Die 9.14."), &"op-2".into()).await;
        assert_eq!(after.expect("a reply").status, Status::InProgress);
    }
    let history = s.desk.get(&ticket.number).await.expect("a detail").history;
    let told: Vec<_> = history.iter().map(|entry| (entry.author, entry.text.as_str())).collect();
    let description = "Beschreibung zu Dialog";
    let wanted =
        [(Author::Customer, description), (Author::Support, "Welche Firmware?"), (Author::Customer, "Die 9.14.")];
    assert_eq!(told, wanted);
    assert_eq!(history[1].author_name, "Sven Support");
    assert_eq!(history[1].status, Some(Status::WaitingCustomer));
}

pub(crate) async fn files_arrive_byte_by_byte(s: &Subject) {
    let bytes: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let ticket = filed(s, "Anhang", "op-1").await;
    let mut with_files = reply("");
    with_files.files = vec![file("Größe €.log", &bytes), file("leer.txt", b"")];
    s.desk.add(&writer(&anna()), &ticket.number, &with_files, &"op-2".into()).await.expect("a reply");
    let detail = s.desk.get(&ticket.number).await.expect("a detail");
    let files = &detail.history[1].files;
    let named: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.size_bytes)).collect();
    assert_eq!(named, [("Größe €.log", 70_000), ("leer.txt", 0)]);
    let got = s.desk.file(&ticket.number, &files[0].id).await.expect("a file");
    assert_eq!((got.meta.id, got.bytes), (files[0].id.clone(), bytes));
    let other = filed(s, "Ohne Anhang", "op-3").await;
    let missing = s.desk.file(&other.number, &files[0].id).await.expect_err("a file of another ticket");
    assert_eq!(missing.trouble, DeskTrouble::NotFound);
}

pub(crate) async fn corrections_and_withdrawals_are_their_authors(s: &Subject) {
    let ticket = filed(s, "Korrektur", "op-1").await;
    s.desk.add(&writer(&anna()), &ticket.number, &reply("Falsch"), &"op-2".into()).await.expect("a reply");
    let correction = |text: &str, kind| Addition { kind, concerns: Some("op-2".into()), ..reply(text) };
    let right = correction("Richtig", EntryKind::Correction);
    s.desk.add(&writer(&anna()), &ticket.number, &right, &"op-3".into()).await.expect("a correction");
    let gone = correction("", EntryKind::Withdrawal);
    s.desk.add(&writer(&anna()), &ticket.number, &gone, &"op-4".into()).await.expect("a withdrawal");
    let forged = s.desk.add(&writer(&bert()), &ticket.number, &right, &"op-5".into()).await;
    assert_eq!(forged.expect_err("somebody else's words").trouble, DeskTrouble::NotAllowed);
    let kinds: Vec<_> =
        s.desk.get(&ticket.number).await.expect("a detail").history.iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [EntryKind::Created, EntryKind::Reply, EntryKind::Correction, EntryKind::Withdrawal]);
}

pub(crate) async fn close_reopen_and_rate_follow_the_status(s: &Subject) {
    let ticket = filed(s, "Lebenslauf", "op-1").await;
    let who = writer(&anna());
    let act = async |act: &Act, op: &str| s.desk.act(&who, &ticket.number, act, &op.into()).await;
    let close = Act::Close { reason: "Läuft wieder".into() };
    let reopen = Act::Reopen { reason: "Doch nicht".into() };
    let rate = Act::Rate { stars: 4, comment: "Flott".into() };
    assert_eq!(act(&rate, "early").await.expect_err("still open").trouble, DeskTrouble::WrongState);
    assert_eq!(act(&reopen, "open").await.expect_err("still open").trouble, DeskTrouble::WrongState);
    assert_eq!(act(&close, "op-2").await.expect("closed").status, Status::Resolved);
    assert_eq!(act(&close, "op-2").await.expect("the same again").status, Status::Resolved);
    assert_eq!(act(&close, "op-3").await.expect_err("closed already").trouble, DeskTrouble::WrongState);
    act(&rate, "op-4").await.expect("rated");
    let detail = s.desk.get(&ticket.number).await.expect("a detail");
    assert_eq!(detail.rating, Some(4));
    let last: Vec<_> = detail.history[1..].iter().map(|entry| (entry.kind, entry.text.as_str())).collect();
    assert_eq!(last, [(EntryKind::Status, "Läuft wieder"), (EntryKind::Rating, "Flott")]);
    assert_eq!(detail.history[1].status, Some(Status::Resolved));
    assert!(act(&reopen, "op-5").await.expect("open again").status.is_open());
    s.support.status(&ticket.number, Status::Closed).await;
    assert_eq!(act(&reopen, "op-6").await.expect_err("closed for good").trouble, DeskTrouble::WrongState);
    let late = s.desk.add(&who, &ticket.number, &reply("Noch etwas"), &"op-7".into()).await;
    assert_eq!(late.expect_err("closed for good").trouble, DeskTrouble::WrongState);
}

pub(crate) async fn escalation_and_priority_are_told(s: &Subject) {
    let ticket = filed(s, "Dringend", "op-1").await;
    let who = writer(&anna());
    let (_, cursor) = s.desk.changes(None, 10).await.expect("a cursor");
    let escalate = Act::Escalate { reason: "Seit Stunden nichts".into() };
    s.desk.act(&who, &ticket.number, &escalate, &"op-2".into()).await.expect("escalated");
    let priority = Act::SetPriority { priority: Priority::Critical };
    let after = s.desk.act(&who, &ticket.number, &priority, &"op-3".into()).await.expect("a priority");
    assert_eq!(after.priority, Priority::Critical);
    let (changes, _) = s.desk.changes(Some(&cursor), 10).await.expect("changes");
    let told: Vec<_> =
        changes.iter().map(|change| (change.entry.kind, change.priority_was, change.entry.priority)).collect();
    let wanted =
        [(EntryKind::Escalation, None, None), (EntryKind::Priority, Some(Priority::Normal), Some(Priority::Critical))];
    assert_eq!(told, wanted);
    assert_eq!(changes[0].entry.text, "Seit Stunden nichts");
}

pub(crate) async fn watchers_come_and_go(s: &Subject) {
    let ticket = filed(s, "Beobachtet", "op-1").await;
    let who = writer(&anna());
    let add = Act::AddWatcher { member: bert().id };
    let with = s.desk.act(&who, &ticket.number, &add, &"op-2".into()).await.expect("a watcher");
    assert_eq!(with.watchers, [bert().id]);
    let foreign = Act::AddWatcher { member: dora().id };
    let refused = s.desk.act(&who, &ticket.number, &foreign, &"op-3".into()).await;
    assert_eq!(refused.expect_err("another company's member").trouble, DeskTrouble::Invalid);
    let remove = Act::RemoveWatcher { member: bert().id };
    let without = s.desk.act(&who, &ticket.number, &remove, &"op-4".into()).await.expect("no watcher");
    assert!(without.watchers.is_empty());
    assert!(without.version > with.version && with.version > ticket.version, "every change counts the version up");
}

pub(crate) async fn changes_come_once_in_order_without_notes(s: &Subject) {
    let (none, start) = s.desk.changes(None, 10).await.expect("a cursor");
    assert!(none.is_empty(), "the beginning is now");
    let ticket = filed(s, "Verlauf", "op-1").await;
    s.support.note(&ticket.number, "Nur für uns").await;
    s.support.answer(&ticket.number, "Wir sehen nach.", Status::InProgress).await;
    s.support.priority(&ticket.number, Priority::Low).await;
    s.desk.add(&writer(&anna()), &ticket.number, &reply("Danke"), &"op-2".into()).await.expect("a reply");
    let (mut cursor, mut told) = (start.clone(), Vec::new());
    loop {
        let (changes, next) = s.desk.changes(Some(&cursor), 2).await.expect("changes");
        if changes.is_empty() {
            assert_eq!(next, cursor, "nothing new leaves the cursor");
            break;
        }
        told.extend(changes);
        cursor = next;
    }
    let kinds: Vec<_> = told.iter().map(|change| change.entry.kind).collect();
    assert_eq!(kinds, [EntryKind::Created, EntryKind::Reply, EntryKind::Priority, EntryKind::Reply]);
    assert_eq!(told[1].was, Some(Status::New));
    assert_eq!(told[1].ticket.status, Status::InProgress);
    assert_eq!((told[1].by.clone(), told[3].by.clone()), (None, Some(anna().id)), "who did it is not told it");
    assert_eq!(told[3].op, Some("op-2".into()));
    let (again, _) = s.desk.changes(Some(&start), 10).await.expect("changes");
    assert_eq!(again, told, "the same cursor gives the same changes");
}

/// A reader that polls while several write at once misses nothing: the order of ids is the order of commits.
pub(crate) async fn changes_are_complete_while_others_write(s: &Subject) {
    let (_, start) = s.desk.changes(None, 10).await.expect("a cursor");
    let (who, text) = (writer(&anna()), draft("Viele"));
    let ops: Vec<_> = (0..20).map(|n| OpKey::new(format!("op-{n}"))).collect();
    let writing = futures_util::future::try_join_all(ops.iter().map(|op| s.desk.create(&who, &text, op)));
    let reading = async {
        let (mut cursor, mut seen) = (start, Vec::new());
        for _ in 0..2_000 {
            let (changes, next) = s.desk.changes(Some(&cursor), 3).await.expect("changes");
            seen.extend(changes.into_iter().filter_map(|change| change.op));
            cursor = next;
            if seen.len() == ops.len() {
                break;
            }
            tokio::task::yield_now().await;
        }
        seen
    };
    let (written, mut seen) = futures_util::future::join(writing, reading).await;
    assert_eq!(written.expect("tickets").len(), ops.len());
    seen.sort();
    let mut all = ops.clone();
    all.sort();
    assert_eq!(seen, all, "each change is told once");
}

pub(crate) async fn an_operation_is_found(s: &Subject) {
    assert_eq!(s.desk.find_by_op(&"op-1".into()).await.expect("a lookup"), None);
    let ticket = filed(s, "Gesucht", "op-1").await;
    assert_eq!(s.desk.find_by_op(&"op-1".into()).await.expect("a lookup"), Some(ticket.clone()));
    s.desk.add(&writer(&anna()), &ticket.number, &reply("Dazu"), &"op-2".into()).await.expect("a reply");
    let found = s.desk.find_by_op(&"op-2".into()).await.expect("a lookup").expect("the ticket");
    assert_eq!(found.number, ticket.number);
}
