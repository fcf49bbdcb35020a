//! The demo's data: believable on any day, the same however often it is filled in, one company per story.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use ticketlotse::conversation::effect::{ListQuery, Scope, States};
use ticketlotse::conversation::event::Answer;
use ticketlotse::desks::embedded::{EmbeddedDesk, Setup};
use ticketlotse::desks::guard::{Bounds, Guard};
use ticketlotse::desks::support::{QueuePage, QueueQuery, SupportDesk};
use ticketlotse::domain::{Clock, Status};
use ticketlotse::http::demo::PersonKind;
use ticketlotse::service::clock::{ManualClock, SystemChance};
use ticketlotse::store::Store;
use ticketlotse::wiring::demo::seed;

use super::people::{at, email};
use crate::databases::{Fresh, Kind};

async fn queue(desk: &EmbeddedDesk) -> QueuePage {
    let all = QueueQuery { states: States::All, ..QueueQuery::default() };
    desk.queue(&all, 100).await.expect("a queue")
}

async fn filled(now: DateTime<Utc>) -> (Fresh, Store, EmbeddedDesk) {
    let fresh = Fresh::migrated(Kind::Sqlite).await;
    let store = Store::new(Arc::clone(&fresh.db), Arc::new(SystemChance));
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::at(now));
    let setup = Setup { first_serial: 4698, ..Setup::default() };
    let desk = EmbeddedDesk::new(Arc::clone(&fresh.db), clock, setup).expect("a desk");
    let people = seed::fill(&store, &desk, now).await.expect("the demo's data");
    for kind in PersonKind::ALL {
        assert!(people.iter().any(|person| person.kind == kind), "nobody shows {kind:?}");
    }
    (fresh, store, desk)
}

#[tokio::test]
async fn it_fits_on_any_day() {
    // A Monday, a weekend, the first days of a year, the night in which the clocks change.
    for now in [
        "2026-11-23T08:00:00+01:00",
        "2026-08-01T12:00:00+02:00",
        "2027-01-01T00:05:00+01:00",
        "2026-03-29T01:59:00+01:00",
    ] {
        let now = at(now);
        let (_fresh, _, desk) = filled(now).await;
        let page = queue(&desk).await;
        assert_eq!(page.total, 15);
        for held in &page.tickets {
            let case = desk.case(&held.ticket.number).await.expect("a case");
            let times: Vec<_> = case.entries.iter().map(|entry| entry.entry.at).collect();
            assert!(times.is_sorted() && times.iter().all(|at| *at <= now), "{}: {times:?}", held.ticket.title);
        }
        let mut by_number = page.tickets.clone();
        by_number.sort_by(|a, b| a.ticket.number.cmp(&b.ticket.number));
        assert!(by_number.iter().map(|held| held.ticket.created).is_sorted(), "numbers count up with time");
        assert!(by_number[0].ticket.number.as_str().ends_with("-004698"), "{}", by_number[0].ticket.number);
    }
}

#[tokio::test]
async fn filling_again_changes_nothing() {
    let now = at("2026-11-24T10:15:00+01:00");
    let (_fresh, store, desk) = filled(now).await;
    let before = (queue(&desk).await, desk.contacts("").await.expect("contacts"));
    seed::fill(&store, &desk, now + chrono::Duration::days(3)).await.expect("again");
    assert_eq!((queue(&desk).await, desk.contacts("").await.expect("contacts")), before);
}

#[tokio::test]
async fn each_person_sees_their_part_of_it() {
    let now = at("2026-11-24T10:15:00+01:00");
    let (_fresh, store, desk) = filled(now).await;
    let guard = Guard::new(Arc::new(desk), Bounds::default());
    let today = now.date_naive();
    let sees = async |address: &str, scope: Scope| {
        let member = store.member_by_email(&email(address)).await.expect("a lookup").expect("a member");
        let who = store.entitled_member(&member.id, EmbeddedDesk::NAME, today).await.expect("a lookup")?;
        let query = ListQuery { scope, ..ListQuery::default() };
        Some(guard.list(&who, &[], &query, 50).await.expect("a list"))
    };
    let count = |answer: Option<Answer>| match answer {
        Some(Answer::Tickets { tickets, filed_here_only, .. }) => {
            assert!(tickets.iter().all(|ticket| ticket.status != Status::Resolved));
            (tickets.len(), filed_here_only)
        }
        other => panic!("a list, not {other:?}"),
    };
    assert_eq!(count(sees("anna.berger@muster.example", Scope::Own).await), (4, false));
    assert_eq!(count(sees("anna.berger@muster.example", Scope::Watched).await), (1, false));
    assert_eq!(count(sees("tobias.krueger@muster.example", Scope::Company).await), (7, false));
    assert_eq!(count(sees("lena.vogt@muster.example", Scope::Own).await), (0, true), "no Support-ID yet");
    assert_eq!(count(sees("svenja.stein@stein.example", Scope::Company).await), (2, false));
    assert_eq!(sees("meike.harms@nordlicht.example", Scope::Own).await, None, "the contract has expired");
    assert_eq!(sees("jan.lehmann@muster.example", Scope::Own).await, None, "the address is disabled");
}
