//! Over a bad line nothing is lost and nothing happens twice: operation keys and the guard's look-up see to it.

use std::sync::Arc;
use std::time::Duration;

use ticketlotse::conversation::effect::{Act, ListQuery, States};
use ticketlotse::desks::guard::{Bounds, Guard, refused_why};
use ticketlotse::desks::{DeskScope, DeskTrouble};
use ticketlotse::domain::{EntryKind, OpKey, Status, Ticket, TicketNumber};

use super::flaky::{Fault, Flaky};
use super::people::{anna, draft, reply, writer};
use super::subject::{Subject, embedded_on};
use crate::databases::Kind;

/// Short enough that a stuck answer does not hold a test up, long enough for a busy machine.
const BOUNDS: Bounds = Bounds { read: Duration::from_secs(5), write: Duration::from_millis(1500) };

fn guard(subject: &Subject, faults: impl IntoIterator<Item = Fault>) -> Guard {
    Guard::new(Arc::new(Flaky::new(Arc::clone(&subject.desk), faults)), BOUNDS)
}

async fn all_of(subject: &Subject) -> Vec<Ticket> {
    let query = ListQuery { states: States::All, ..ListQuery::default() };
    subject.desk.list(&DeskScope::Company(anna().customer), &query, 100).await.expect("a list").tickets
}

async fn filed(subject: &Subject) -> TicketNumber {
    subject.desk.create(&writer(&anna()), &draft("Da"), &"filed".into()).await.expect("a ticket").number
}

#[tokio::test]
async fn a_lost_answer_is_looked_up() {
    for fault in [Fault::AnswerLost, Fault::AnswerStuck, Fault::Twice] {
        let subject = embedded_on(Kind::Sqlite).await;
        let guard = guard(&subject, [fault]);
        let made = guard.create(&writer(&anna()), &draft("Einmal"), &"op-1".into()).await.expect("found by its key");
        let kept = all_of(&subject).await;
        assert_eq!(kept, [made], "{fault:?}");
    }
}

#[tokio::test]
async fn an_unknown_outcome_is_never_called_a_refusal() {
    let subject = embedded_on(Kind::Sqlite).await;
    // The write arrives, its answer does not, and neither does the look-up.
    let guard = guard(&subject, [Fault::AnswerLost, Fault::NotReached]);
    let (who, text, op) = (writer(&anna()), draft("Offen"), OpKey::new("op-1"));
    let error = guard.create(&who, &text, &op).await.expect_err("nobody knows");
    assert_eq!(error.trouble, DeskTrouble::OutcomeUnknown);
    assert_eq!(refused_why(error.trouble), None);
    let again = guard.create(&who, &text, &op).await.expect("the same key again is safe");
    assert_eq!(all_of(&subject).await, [again]);
}

#[tokio::test]
async fn what_never_arrived_is_tried_again() {
    let subject = embedded_on(Kind::Sqlite).await;
    let guard = guard(&subject, [Fault::NotReached]);
    let error = guard.create(&writer(&anna()), &draft("Später"), &"op-1".into()).await.expect_err("not reached");
    assert_eq!(error.trouble, DeskTrouble::Unavailable);
    assert!(all_of(&subject).await.is_empty());
    guard.create(&writer(&anna()), &draft("Später"), &"op-1".into()).await.expect("reached");
    assert_eq!(all_of(&subject).await.len(), 1);
}

#[tokio::test]
async fn an_action_that_was_done_is_not_refused_when_it_is_tried_again() {
    let subject = embedded_on(Kind::Sqlite).await;
    let number = filed(&subject).await;
    let filed_here = [number.clone()];
    // Reading the ticket for its rights goes well, closing is done without an answer, the look-up fails.
    let guard = guard(&subject, [Fault::None, Fault::AnswerLost, Fault::NotReached]);
    let close = Act::Close { reason: "Läuft".into() };
    let who = writer(&anna());
    let error = guard.act(&who, &filed_here, &[], &number, &close, &"op-1".into()).await.expect_err("nobody knows");
    assert_eq!(error.trouble, DeskTrouble::OutcomeUnknown);
    // It is closed by now, so closing is no longer allowed; the key tells that it was this very operation.
    let again = guard.act(&who, &filed_here, &[], &number, &close, &"op-1".into()).await.expect("done already");
    assert_eq!(again.status, Status::Resolved);
    let other = guard.act(&who, &filed_here, &[], &number, &close, &"op-2".into()).await.expect_err("closed already");
    assert_eq!(other.trouble, DeskTrouble::WrongState);
}

#[tokio::test]
async fn a_stuck_read_counts_as_unavailable() {
    let subject = embedded_on(Kind::Sqlite).await;
    let number = filed(&subject).await;
    let flaky = Flaky::new(Arc::clone(&subject.desk), [Fault::AnswerStuck]);
    let bounds = Bounds { read: Duration::from_millis(100), ..BOUNDS };
    let guard = Guard::new(Arc::new(flaky), bounds);
    let who = super::people::entitled(&anna(), None);
    let error = guard.ticket(&who, std::slice::from_ref(&number), &[], number.as_str()).await.expect_err("stuck");
    assert_eq!(error.trouble, DeskTrouble::Unavailable);
}

/// Whatever goes wrong in whatever order: trying each operation until it is done leaves exactly one trace of each.
#[tokio::test]
async fn any_order_of_faults_applies_each_operation_once() {
    const FAULTS: [Fault; 4] = [Fault::None, Fault::NotReached, Fault::AnswerLost, Fault::Twice];
    for seed in 1..=12_usize {
        let subject = embedded_on(Kind::Sqlite).await;
        let faults = (0..40_usize).map(|n| FAULTS[(n * n * seed + n * 7 + seed * 3) % 11 % FAULTS.len()]);
        let guard = guard(&subject, faults);
        let (who, bau) = (writer(&anna()), draft("Bau"));
        let (create, last) = (OpKey::new("op-create"), OpKey::new("op-close"));
        let made = until_done(|| guard.create(&who, &bau, &create)).await;
        let filed_here = [made.number.clone()];
        for n in 0..5 {
            let (text, op) = (reply(&format!("Antwort {n}")), OpKey::new(format!("op-{n}")));
            until_done(|| guard.add(&who, &filed_here, &[], &made.number, &text, &op)).await;
        }
        let close = Act::Close { reason: "Fertig".into() };
        until_done(|| guard.act(&who, &filed_here, &[], &made.number, &close, &last)).await;
        let history = subject.desk.get(&made.number).await.expect("a detail").history;
        let told: Vec<_> = history.iter().map(|entry| (entry.kind, entry.text.clone())).collect();
        let mut wanted = vec![(EntryKind::Created, "Beschreibung zu Bau".to_owned())];
        wanted.extend((0..5).map(|n| (EntryKind::Reply, format!("Antwort {n}"))));
        wanted.push((EntryKind::Status, "Fertig".to_owned()));
        assert_eq!(told, wanted, "seed {seed}");
        assert_eq!(all_of(&subject).await.len(), 1, "seed {seed}");
    }
}

async fn until_done<F: Future<Output = ticketlotse::desks::Result<Ticket>>>(call: impl Fn() -> F) -> Ticket {
    for _ in 0..60 {
        match call().await {
            Ok(ticket) => return ticket,
            Err(error) => assert_eq!(refused_why(error.trouble), None, "{error}: nothing here may be refused"),
        }
    }
    panic!("never done");
}
