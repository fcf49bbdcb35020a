//! The embedded desk: the contract on both databases, and what only it does.

use std::sync::Arc;

use chrono::Duration;
use ticketlotse::conversation::effect::{Act, States};
use ticketlotse::desks::embedded::{EmbeddedDesk, Level, Setup};
use ticketlotse::desks::support::{
    AgentReply, Assigned, CaseChange, NewCase, NewContact, QueueQuery, Seen, SupportDesk, Via,
};
use ticketlotse::desks::{ContactMatch, Desk, DeskTrouble};
use ticketlotse::domain::{Author, Clock, EntryKind, Priority, Status, TicketNumber};
use ticketlotse::service::clock::ManualClock;

use super::people::{anna, at, dora, draft, email, file, member, morning, reply, writer};
use super::subject::agent;
use crate::databases::{Fresh, Kind};

mod on_sqlite {
    async fn fresh() -> crate::desk::subject::Subject {
        crate::desk::subject::embedded_on(crate::databases::Kind::Sqlite).await
    }
    crate::desk::contract::contract!(fresh);
}

#[cfg(feature = "postgres")]
mod on_postgres {
    async fn fresh() -> crate::desk::subject::Subject {
        crate::desk::subject::embedded_on(crate::databases::Kind::Postgres).await
    }
    crate::desk::contract::contract!(fresh);
}

crate::databases::on_every_database! {
    numbers_count_up_within_a_year_of_the_configured_zone,
    a_prefix_is_a_word,
    support_ids_count_up_and_stay_in_their_company,
    what_was_filed_while_the_desk_was_away_was_filed_then,
    a_reaction_is_due_until_support_reacts_and_again_when_the_customer_writes,
    resolved_tickets_are_closed_after_a_fortnight,
    who_writes_to_a_resolved_ticket_is_heard,
    support_sees_notes_and_works_each_form_once,
    what_an_agent_did_not_see_is_not_overwritten,
    the_queue_shows_what_is_due_first,
    a_call_becomes_a_ticket_of_a_contact,
    what_is_too_much_is_refused_and_leaves_nothing,
    a_second_desk_on_the_same_database_goes_on_where_the_first_stopped,
}

struct Room {
    desk: EmbeddedDesk,
    clock: Arc<ManualClock>,
    fresh: Fresh,
}

async fn room_with(kind: Kind, setup: Setup) -> Room {
    let fresh = Fresh::migrated(kind).await;
    let clock = Arc::new(ManualClock::at(morning()));
    let desk = EmbeddedDesk::new(Arc::clone(&fresh.db), Arc::clone(&clock) as Arc<dyn Clock>, setup).expect("a desk");
    Room { desk, clock, fresh }
}

async fn room(kind: Kind) -> Room {
    room_with(kind, Setup::default()).await
}

fn answer(text: &str, status: Option<Status>) -> AgentReply {
    AgentReply { text: text.to_owned(), files: Vec::new(), status }
}

fn assignee(name: &str) -> CaseChange {
    CaseChange::Assignee(Some(name.to_owned()))
}

impl Room {
    async fn filed(&self, title: &str) -> TicketNumber {
        let op = format!("file {title}").into();
        self.desk.create(&writer(&anna()), &draft(title), &op).await.expect("a ticket").number
    }
}

async fn numbers_count_up_within_a_year_of_the_configured_zone(kind: Kind) {
    let room = room(kind).await;
    assert_eq!(room.filed("a").await.as_str(), "CS-2026-000001");
    room.clock.set(at("2026-12-31T23:59:00+01:00"));
    assert_eq!(room.filed("b").await.as_str(), "CS-2026-000002");
    room.clock.set(at("2027-01-01T00:00:00+01:00"));
    assert_eq!(room.filed("c").await.as_str(), "CS-2027-000001");
    for said in ["cs-2026-2", "2026-000002", "CS-2026-000002", " CS-2026-0000002 "] {
        let ticket = room.desk.get(&said.into()).await.expect(said).ticket;
        assert_eq!(ticket.number.as_str(), "CS-2026-000002");
    }
    for said in ["CS-26-2", "XY-2026-000002", "CS-2026-", "CS-2026-x", "2", "CS-2026-99999999999999999999"] {
        assert_eq!(room.desk.get(&said.into()).await.expect_err(said).trouble, DeskTrouble::NotFound, "{said}");
    }
    let meant = room.desk.numbers_ending(&anna().customer, "1").await.expect("numbers");
    assert_eq!(meant, ["CS-2027-000001".into(), "CS-2026-000001".into()], "several years: the newest first");
}

async fn a_prefix_is_a_word(kind: Kind) {
    let fresh = Fresh::migrated(kind).await;
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::at(morning()));
    for prefix in ["", "cs", "C%", "C|S", "ZULANGESWORT"] {
        let setup = Setup { prefix: prefix.into(), ..Setup::default() };
        assert!(EmbeddedDesk::new(Arc::clone(&fresh.db), Arc::clone(&clock), setup).is_err(), "{prefix}");
    }
}

async fn support_ids_count_up_and_stay_in_their_company(kind: Kind) {
    let room = room(kind).await;
    let first = room.filed("a").await;
    let id = room.desk.get(&first).await.expect("a detail").ticket.contact.expect("a contact");
    assert_eq!(id.as_str(), "S-100001");
    // The same address at another company: a contact of its own, whatever Support-ID the writer claims.
    let mut moved = writer(&member("anna", "K-2", anna().role));
    moved.member.email = anna().email;
    moved.contact = Some(id);
    let second = room.desk.create(&moved, &draft("b"), &"op-b".into()).await.expect("a ticket");
    assert_eq!(second.contact.expect("a contact").as_str(), "S-100002");
    let own = room.desk.find_contact(&anna().email, &"K-2".into()).await.expect("a lookup");
    assert_eq!(own, ContactMatch::One { id: "S-100002".into(), customer: "K-2".into() });
}

async fn what_was_filed_while_the_desk_was_away_was_filed_then(kind: Kind) {
    let room = room(kind).await;
    room.clock.advance(Duration::hours(5));
    let mut early = draft("Früh");
    early.filed_at = morning();
    let ticket = room.desk.create(&writer(&anna()), &early, &"op".into()).await.expect("a ticket");
    assert_eq!(ticket.created, morning());
    early.filed_at = morning() + Duration::days(3);
    let ticket = room.desk.create(&writer(&anna()), &early, &"op-2".into()).await.expect("a ticket");
    assert_eq!(ticket.created, morning() + Duration::hours(5), "nothing is filed in the future");
}

async fn a_reaction_is_due_until_support_reacts_and_again_when_the_customer_writes(kind: Kind) {
    let premium = Level { name: "Premium".into(), contracts: vec!["V-1".into()], ..Level::standard() };
    let room = room_with(kind, Setup { levels: vec![Level::standard(), premium], ..Setup::default() }).await;
    let number = room.filed("Frist").await;
    let due = async || {
        let level = room.desk.get(&number).await.expect("a detail").service_level.expect("a level");
        assert_eq!(level.name, "Premium");
        level.due
    };
    // Normal: ten service hours from Tuesday 10:15.
    assert_eq!(due().await, Some(at("2026-11-25T10:15:00+01:00")));
    let act = async |act: Act, op: &str| {
        room.desk.act(&writer(&anna()), &number, &act, &op.into()).await.expect("an action");
    };
    act(Act::SetPriority { priority: Priority::Critical }, "1").await;
    assert_eq!(due().await, Some(at("2026-11-24T11:15:00+01:00")), "an hour, day and night");
    room.desk.note(&agent(), &number, "Intern", &[], &"2".into()).await.expect("a note");
    assert!(due().await.is_some(), "a note is no reaction");
    room.desk.reply(&agent(), &number, &answer("Wir sehen nach.", None), &"3".into()).await.expect("a reply");
    assert_eq!(due().await, None);
    room.clock.set(at("2026-11-24T23:30:00+01:00"));
    room.desk.add(&writer(&anna()), &number, &reply("Und?"), &"4".into()).await.expect("a reply");
    assert_eq!(due().await, Some(at("2026-11-25T00:30:00+01:00")));
    act(Act::Close { reason: "Läuft".into() }, "5").await;
    assert_eq!(due().await, None);
}

async fn resolved_tickets_are_closed_after_a_fortnight(kind: Kind) {
    let room = room(kind).await;
    let (number, other) = (room.filed("Alt").await, room.filed("Wieder offen").await);
    let close = Act::Close { reason: "Läuft".into() };
    room.desk.act(&writer(&anna()), &number, &close, &"1".into()).await.expect("closed");
    room.desk.act(&writer(&anna()), &other, &close, &"2".into()).await.expect("closed");
    room.clock.advance(Duration::days(13));
    assert_eq!(room.desk.close_resolved(room.clock.now()).await.expect("housekeeping"), 0);
    let reopen = Act::Reopen { reason: "Doch nicht".into() };
    room.desk.act(&writer(&anna()), &other, &reopen, &"3".into()).await.expect("open");
    room.desk.act(&writer(&anna()), &other, &close, &"4".into()).await.expect("closed again");
    room.clock.advance(Duration::days(1));
    assert_eq!(room.desk.close_resolved(room.clock.now()).await.expect("housekeeping"), 1);
    assert_eq!(room.desk.close_resolved(room.clock.now()).await.expect("housekeeping"), 0);
    let detail = room.desk.get(&number).await.expect("a detail");
    let last = detail.history.last().expect("an entry");
    assert_eq!((detail.ticket.status, last.status), (Status::Closed, Some(Status::Closed)));
    assert_eq!((last.author, last.author_name.as_str(), last.kind), (Author::System, "", EntryKind::Status));
    assert_eq!(room.desk.get(&other).await.expect("a detail").ticket.status, Status::Resolved, "its days count anew");
}

async fn who_writes_to_a_resolved_ticket_is_heard(kind: Kind) {
    let room = room(kind).await;
    let number = room.filed("Nachtrag").await;
    let close = Act::Close { reason: "Läuft".into() };
    room.desk.act(&writer(&anna()), &number, &close, &"1".into()).await.expect("closed");
    let in_queue = async |states| {
        room.desk.queue(&QueueQuery { states, ..QueueQuery::default() }, 10).await.expect("a queue").total == 1
    };
    assert!(!in_queue(States::Open).await && in_queue(States::Closed).await);
    let after = room.desk.add(&writer(&anna()), &number, &reply("Doch noch nicht ganz"), &"2".into()).await;
    assert_eq!(after.expect("a reply").status, Status::Resolved, "a reply alone opens nothing");
    assert!(in_queue(States::Open).await && !in_queue(States::Closed).await, "but somebody has to look");
    room.clock.advance(Duration::days(30));
    assert_eq!(room.desk.close_resolved(room.clock.now()).await.expect("housekeeping"), 0, "nor is it closed unheard");
    room.desk.reply(&agent(), &number, &answer("Wir sehen nach.", None), &"3".into()).await.expect("a reply");
    assert!(!in_queue(States::Open).await);
    assert_eq!(room.desk.close_resolved(room.clock.now()).await.expect("housekeeping"), 1);
}

async fn support_sees_notes_and_works_each_form_once(kind: Kind) {
    let room = room(kind).await;
    let number = room.filed("Fall").await;
    let desk = &room.desk;
    for _ in 0..2 {
        let files = [file("foto.jpg", b"x")];
        desk.note(&agent(), &number, "Ersatzteil bestellt", &files, &"1".into()).await.expect("a note");
        let status = Some(Status::WaitingVendor);
        desk.reply(&agent(), &number, &answer("Das Teil kommt.", status), &"2".into()).await.expect("a reply");
        desk.change(&agent(), &number, &CaseChange::Priority(Priority::High), Seen::Any, &"3".into())
            .await
            .expect("a priority");
        desk.change(&agent(), &number, &assignee(" Sven Support "), Seen::Any, &"4".into()).await.expect("assigned");
    }
    let case = desk.case(&number).await.expect("a case");
    let entries: Vec<_> = case.entries.iter().map(|entry| (entry.internal, entry.entry.text.as_str())).collect();
    let wanted =
        [(false, "Beschreibung zu Fall"), (true, "Ersatzteil bestellt"), (false, "Das Teil kommt."), (false, "")];
    assert_eq!(entries, wanted);
    let note = &case.entries[1].entry.files[0];
    assert_eq!(desk.case_file(&number, &note.id).await.expect("a file").bytes, b"x");
    let public = desk.file(&number, &note.id).await.expect_err("a file of a note");
    assert_eq!(public.trouble, DeskTrouble::NotFound, "a note's file is not public either");
    assert_eq!(case.held.assignee.as_deref(), Some("Sven Support"));
    assert_eq!(desk.get(&number).await.expect("a detail").assignee.as_deref(), Some("Sven Support"));
    let empty = desk.reply(&agent(), &number, &answer(" ", None), &"5".into()).await.expect_err("nothing");
    assert_eq!(empty.trouble, DeskTrouble::Invalid);
}

async fn what_an_agent_did_not_see_is_not_overwritten(kind: Kind) {
    let room = room(kind).await;
    let number = room.filed("Version").await;
    let seen = Seen::Version(room.desk.case(&number).await.expect("a case").held.ticket.version);
    room.desk.add(&writer(&anna()), &number, &reply("Noch etwas"), &"1".into()).await.expect("a reply");
    let stale = room.desk.change(&agent(), &number, &CaseChange::Status(Status::Resolved), seen, &"2".into()).await;
    assert_eq!(stale.expect_err("it changed").trouble, DeskTrouble::Stale);
    let stale = room.desk.change(&agent(), &number, &CaseChange::Assignee(None), seen, &"3".into()).await;
    assert_eq!(stale.expect_err("it changed").trouble, DeskTrouble::Stale);
}

async fn the_queue_shows_what_is_due_first(kind: Kind) {
    let room = room(kind).await;
    let slow = room.filed("Langsam").await;
    let mut urgent = draft("Eilig");
    urgent.priority = Priority::Critical;
    let urgent = room.desk.create(&writer(&dora()), &urgent, &"1".into()).await.expect("a ticket").number;
    let answered = room.filed("Beantwortet").await;
    room.desk.reply(&agent(), &answered, &answer("Ja.", None), &"2".into()).await.expect("a reply");
    room.desk.change(&agent(), &answered, &assignee("Sven Support"), Seen::Any, &"3".into()).await.expect("assigned");
    let numbers = async |query: &QueueQuery| {
        let page = room.desk.queue(query, 20).await.expect("a queue");
        assert_eq!(page.total, page.tickets.len() as u64);
        page.tickets.into_iter().map(|held| held.ticket.number).collect::<Vec<_>>()
    };
    let all = QueueQuery::default();
    assert_eq!(numbers(&all).await, [urgent.clone(), slow.clone(), answered.clone()]);
    let mine = QueueQuery { assigned: Assigned::To("Sven Support".into()), ..all.clone() };
    assert_eq!(numbers(&mine).await, [answered]);
    let free = QueueQuery { assigned: Assigned::Nobody, customer: Some("K-2".into()), ..all.clone() };
    assert_eq!(numbers(&free).await, [urgent]);
    let words = QueueQuery { words: Some("langsam cs-2026".into()), ..all.clone() };
    assert_eq!(numbers(&words).await, [slow]);
    let closed = QueueQuery { states: States::Closed, ..all };
    assert!(numbers(&closed).await.is_empty());
}

async fn a_call_becomes_a_ticket_of_a_contact(kind: Kind) {
    let room = room(kind).await;
    let contact = NewContact {
        email: email("otto@k-1.example"),
        customer: "K-1".into(),
        customer_name: "Firma K-1".into(),
        name: "Otto Ohneid".into(),
        phone: "+49 30 1234".into(),
    };
    let new = NewCase { via: Via::Phone, contact: contact.clone(), contracts: Vec::new(), draft: draft("Anruf") };
    let ticket = room.desk.new_case(&agent(), &new, &"1".into()).await.expect("a ticket");
    assert_eq!(room.desk.new_case(&agent(), &new, &"1".into()).await.expect("the same").number, ticket.number);
    let found = room.desk.find_contact(&contact.email, &contact.customer).await.expect("a lookup");
    assert_eq!(found, ContactMatch::One { id: ticket.contact.clone().expect("a contact"), customer: "K-1".into() });
    let detail = room.desk.get(&ticket.number).await.expect("a detail");
    assert_eq!((detail.history[0].author, detail.history[0].author_name.as_str()), (Author::Support, "Sven Support"));
    let again = room.desk.put_contact(&contact).await.expect("a contact");
    assert_eq!(Some(again.id), ticket.contact);
    let listed = room.desk.contacts("OHNEID").await.expect("contacts");
    assert_eq!(listed.len(), 1);
    assert!(room.desk.contacts("%").await.expect("contacts").is_empty());
    let nameless = NewContact { name: " ".into(), ..contact };
    assert_eq!(room.desk.put_contact(&nameless).await.expect_err("nobody").trouble, DeskTrouble::Invalid);
}

async fn what_is_too_much_is_refused_and_leaves_nothing(kind: Kind) {
    let room = room_with(kind, Setup { max_file_bytes: 10, ..Setup::default() }).await;
    let number = room.filed("Grenzen").await;
    let mut large = reply("Anbei");
    large.files = vec![file("groß.bin", &[0; 11])];
    let refused = room.desk.add(&writer(&anna()), &number, &large, &"1".into()).await.expect_err("too large");
    assert_eq!(refused.trouble, DeskTrouble::Invalid);
    let endless = reply(&"x".repeat(100_001));
    let refused = room.desk.add(&writer(&anna()), &number, &endless, &"2".into()).await.expect_err("too long");
    assert_eq!(refused.trouble, DeskTrouble::Invalid);
    let mut odd = draft("Zeile 1\nZeile 2\u{7}");
    let ticket = room.desk.create(&writer(&anna()), &odd, &"3".into()).await.expect("a ticket");
    assert_eq!(ticket.title, "Zeile 1 Zeile 2", "a subject is one line");
    odd.title = " \n ".into();
    let refused = room.desk.create(&writer(&anna()), &odd, &"4".into()).await.expect_err("no subject");
    assert_eq!(refused.trouble, DeskTrouble::Invalid);
    assert_eq!(room.desk.get(&number).await.expect("a detail").history.len(), 1);
}

async fn a_second_desk_on_the_same_database_goes_on_where_the_first_stopped(kind: Kind) {
    let room = room(kind).await;
    let number = room.filed("Neustart").await;
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::at(morning()));
    let second = EmbeddedDesk::new(Arc::clone(&room.fresh.db), clock, Setup::default()).expect("a desk");
    let again = second.create(&writer(&anna()), &draft("Neustart"), &"file Neustart".into()).await.expect("a ticket");
    assert_eq!(again.number, number);
    let next = second.create(&writer(&anna()), &draft("Neu"), &"op".into()).await.expect("a ticket");
    assert_eq!(next.number.as_str(), "CS-2026-000002");
}
