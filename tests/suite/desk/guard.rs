//! The guard before a real desk: merged lists, pages, rights right before a write.

use std::sync::Arc;

use ticketlotse::conversation::effect::{Act, ListQuery, Scope, States};
use ticketlotse::conversation::event::Answer;
use ticketlotse::desks::guard::{Bounds, Guard};
use ticketlotse::desks::{Addition, DeskTrouble, Writer};
use ticketlotse::domain::form::Form;
use ticketlotse::domain::{Action, Entitled, EntryKind, Priority, Status, TicketNumber};

use super::people::{anna, bert, chef, dora, draft, entitled, reply, writer};
use super::subject::{Subject, embedded_on};
use crate::databases::Kind;

struct World {
    subject: Subject,
    guard: Guard,
}

async fn world() -> World {
    let subject = embedded_on(Kind::Sqlite).await;
    let guard = Guard::new(Arc::clone(&subject.desk), Bounds::default());
    World { subject, guard }
}

impl World {
    async fn filed(&self, who: &Writer, title: &str) -> TicketNumber {
        self.subject.tick();
        self.guard.create(who, &draft(title), &format!("op {title}").into()).await.expect("a ticket").number
    }

    async fn own(&self, who: &Entitled, filed: &[TicketNumber], page: u32, size: u32) -> (Vec<String>, u64) {
        let query = ListQuery { scope: Scope::Own, states: States::All, page, ..ListQuery::default() };
        let answer = self.guard.list(who, filed, &query, size).await.expect("a list");
        let Answer::Tickets { tickets, total, .. } = answer else { panic!("a list, not {answer:?}") };
        (tickets.into_iter().map(|ticket| ticket.title).collect(), total)
    }
}

#[tokio::test]
async fn own_tickets_are_the_contacts_and_those_filed_here_each_once() {
    let w = world().await;
    let (anna_writes, bert_writes) = (writer(&anna()), writer(&bert()));
    // What support moved to another contact stays in the list of who filed it here.
    let mut filed = Vec::new();
    for n in 0..9 {
        let writer = if n % 3 == 0 { &bert_writes } else { &anna_writes };
        filed.push(w.filed(writer, &format!("T{n}")).await);
    }
    let contact = w.guard.find_contact(&anna()).await.expect("a lookup");
    let anna = entitled(&anna(), contact.id().map(ticketlotse::domain::ContactId::as_str));
    let filed_here = [filed[0].clone(), filed[1].clone(), filed[6].clone()];
    let (first, total) = w.own(&anna, &filed_here, 0, 3).await;
    assert_eq!((first, total), (vec!["T8".into(), "T7".into(), "T6".into()], 8));
    assert_eq!(w.own(&anna, &filed_here, 1, 3).await.0, ["T5", "T4", "T2"]);
    assert_eq!(w.own(&anna, &filed_here, 2, 3).await.0, ["T1", "T0"]);
    assert!(w.own(&anna, &filed_here, 3, 3).await.0.is_empty());
    assert!(w.own(&anna, &filed_here, u32::MAX, 3).await.0.is_empty());
}

#[tokio::test]
async fn without_support_id_there_is_what_was_filed_here() {
    let w = world().await;
    let mine = w.filed(&writer(&anna()), "Meins").await;
    w.filed(&writer(&anna()), "Am Telefon").await;
    let who = entitled(&anna(), None);
    let query = ListQuery::default();
    let answer = w.guard.list(&who, &[mine], &query, 10).await.expect("a list");
    let Answer::Tickets { tickets, total, filed_here_only } = answer else { panic!("a list") };
    assert_eq!((tickets.len(), total, filed_here_only), (1, 1, true));
}

#[tokio::test]
async fn the_company_is_for_admins() {
    let w = world().await;
    w.filed(&writer(&anna()), "Annas").await;
    w.filed(&writer(&dora()), "Doras").await;
    let query = ListQuery { scope: Scope::Company, ..ListQuery::default() };
    let refused = w.guard.list(&entitled(&anna(), None), &[], &query, 10).await.expect("an answer");
    assert_eq!(refused, Answer::AdminsOnly);
    let answer = w.guard.list(&entitled(&chef(), None), &[], &query, 10).await.expect("a list");
    let Answer::Tickets { tickets, filed_here_only, .. } = answer else { panic!("a list") };
    let titles: Vec<_> = tickets.iter().map(|ticket| ticket.title.as_str()).collect();
    assert_eq!((titles, filed_here_only), (vec!["Annas"], false));
    let by_contact = |text: &str| ListQuery { contact: Some(text.into()), ..query.clone() };
    for (text, count) in [("anna", 1), ("ANNA@k-1", 1), ("dora", 0)] {
        let answer = w.guard.list(&entitled(&chef(), None), &[], &by_contact(text), 10).await.expect("a list");
        assert!(matches!(answer, Answer::Tickets { total, .. } if total == count), "{text}");
    }
}

#[tokio::test]
async fn what_is_offered_follows_status_and_form() {
    let w = world().await;
    let number = w.filed(&writer(&anna()), "Angebot").await;
    let forms: Vec<Form> = vec![
        toml::from_str("id = \"stoerung\"\norder = 1\nactions_off = [\"escalate\"]").expect("a form"),
        toml::from_str("id = \"anfrage\"\norder = 2\nactions_off = [\"reply\"]").expect("a form"),
    ];
    let who = entitled(&anna(), None);
    let filed = [number.clone()];
    let answer = w.guard.ticket(&who, &filed, &forms, number.as_str()).await.expect("an answer");
    let Answer::Ticket { actions, .. } = answer else { panic!("a ticket") };
    assert!(actions.contains(&Action::Reply) && !actions.contains(&Action::Escalate), "{actions:?}");
    let escalate = Act::Escalate { reason: "Jetzt".into() };
    let refused = w.guard.act(&writer(&anna()), &filed, &forms, &number, &escalate, &"op".into()).await;
    assert_eq!(refused.expect_err("switched off").trouble, DeskTrouble::Unsupported);
    w.subject.support.status(&number, Status::Closed).await;
    let answer = w.guard.ticket(&who, &filed, &forms, number.as_str()).await.expect("an answer");
    let Answer::Ticket { actions, .. } = answer else { panic!("a ticket") };
    assert!(!actions.contains(&Action::Reply) && actions.contains(&Action::Rate), "{actions:?}");
}

#[tokio::test]
async fn rights_are_decided_right_before_the_write() {
    let w = world().await;
    let number = w.filed(&writer(&anna()), "Rechte").await;
    let filed = [number.clone()];
    let act = async |who: &Writer, filed: &[TicketNumber], act: Act, op: &str| {
        w.guard.act(who, filed, &[], &number, &act, &op.into()).await.map_err(|error| error.trouble)
    };
    let close = || Act::Close { reason: "Fertig".into() };
    let add = |member: &str| Act::AddWatcher { member: member.into() };
    let remove = |member: &str| Act::RemoveWatcher { member: member.into() };
    assert_eq!(act(&writer(&bert()), &[], close(), "1").await, Err(DeskTrouble::NotFound), "a colleague");
    assert_eq!(act(&writer(&dora()), &filed, close(), "2").await, Err(DeskTrouble::NotFound), "another company");
    assert_eq!(act(&writer(&anna()), &filed, add("dora"), "3").await, Err(DeskTrouble::Invalid));
    act(&writer(&anna()), &filed, add("bert"), "4").await.expect("a colleague watches");
    act(&writer(&anna()), &filed, add("chef"), "5").await.expect("a colleague watches");
    assert_eq!(act(&writer(&bert()), &[], close(), "6").await, Err(DeskTrouble::NotAllowed), "a watcher");
    assert_eq!(act(&writer(&bert()), &[], add("anna"), "7").await, Err(DeskTrouble::NotAllowed), "a watcher");
    assert_eq!(act(&writer(&bert()), &[], remove("chef"), "8").await, Err(DeskTrouble::NotAllowed), "self only");
    w.guard.add(&writer(&bert()), &[], &[], &number, &reply("Ich auch"), &"9".into()).await.expect("a watcher replies");
    act(&writer(&bert()), &[], remove("bert"), "10").await.expect("self");
    act(&writer(&bert()), &[], remove("bert"), "10").await.expect("the same again, though it is invisible by now");
    assert_eq!(act(&writer(&bert()), &[], remove("bert"), "11").await, Err(DeskTrouble::NotFound));
    let priority = Act::SetPriority { priority: Priority::High };
    act(&writer(&chef()), &[], priority, "12").await.expect("an admin");
    let stars = |stars| Act::Rate { stars, comment: String::new() };
    act(&writer(&chef()), &[], close(), "13").await.expect("an admin");
    assert_eq!(act(&writer(&anna()), &filed, stars(0), "14").await, Err(DeskTrouble::Invalid));
    assert_eq!(act(&writer(&anna()), &filed, stars(6), "15").await, Err(DeskTrouble::Invalid));
    act(&writer(&anna()), &filed, stars(5), "16").await.expect("a rating");
}

#[tokio::test]
async fn additions_are_replies_corrections_or_withdrawals() {
    let w = world().await;
    let who = writer(&anna());
    let number = w.filed(&who, "Zusatz").await;
    let filed = [number.clone()];
    let add = async |addition: Addition, op: &str| {
        w.guard.add(&who, &filed, &[], &number, &addition, &op.into()).await.map_err(|error| error.trouble)
    };
    assert_eq!(add(reply("  "), "1").await, Err(DeskTrouble::Invalid), "nothing is no reply");
    let status = Addition { kind: EntryKind::Status, ..reply("x") };
    assert_eq!(add(status, "2").await, Err(DeskTrouble::Invalid));
    add(reply("Falsch"), "3").await.expect("a reply");
    w.subject.support.status(&number, Status::Closed).await;
    assert_eq!(add(reply("Spät"), "4").await, Err(DeskTrouble::WrongState));
    let correction = Addition { kind: EntryKind::Correction, concerns: Some("3".into()), ..reply("Richtig") };
    add(correction, "5").await.expect("what was sent may be corrected whatever became of the ticket");
    let withdrawal = Addition { kind: EntryKind::Withdrawal, concerns: Some("3".into()), ..reply("") };
    add(withdrawal, "6").await.expect("or withdrawn");
}

#[tokio::test]
async fn watchers_at_filing_are_colleagues() {
    let w = world().await;
    let mut with_watchers = draft("Mit Beobachtern");
    with_watchers.watchers = vec![bert().id, dora().id, "niemand".into()];
    let ticket = w.guard.create(&writer(&anna()), &with_watchers, &"op".into()).await.expect("a ticket");
    assert_eq!(ticket.watchers, [bert().id]);
    let watched = ListQuery { scope: Scope::Watched, ..ListQuery::default() };
    let answer = w.guard.list(&entitled(&bert(), None), &[], &watched, 10).await.expect("a list");
    assert!(matches!(answer, Answer::Tickets { total: 1, .. }));
}

#[tokio::test]
async fn only_colleagues_watch_a_new_ticket() {
    let w = world().await;
    let mut new = draft("Mit Beobachtern");
    new.watchers = vec![bert().id, dora().id, chef().id];
    let made = w.guard.create(&writer(&anna()), &new, &"op watched".into()).await.expect("a ticket");
    let mut watchers = made.watchers;
    watchers.sort();
    assert_eq!(watchers, [bert().id, chef().id], "Dora is of another company");
}
