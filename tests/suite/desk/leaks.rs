//! A desk that ignores its filters and invents what it was not asked: nothing of it gets past the guard.

use std::sync::Arc;

use async_trait::async_trait;
use ticketlotse::conversation::effect::{Act, ListQuery, Scope, States};
use ticketlotse::conversation::event::Answer;
use ticketlotse::conversation::world::DeskCaps;
use ticketlotse::desks::guard::{Bounds, Guard};
use ticketlotse::desks::{
    Addition, Change, ContactMatch, Desk, DeskFile, DeskScope, DeskTrouble, Result, TicketDraft, TicketPage, Writer,
};
use ticketlotse::domain::{
    Action, Author, ContactState, CustomerId, Email, Entry, EntryKind, FileId, FileMeta, OpKey, Priority, Status,
    Ticket, TicketDetail, TicketNumber,
};

use super::people::{anna, bert, chef, dora, draft, entitled, file, morning, reply, writer};

/// Answers everything with everything it has.
struct Leaky {
    tickets: Vec<Ticket>,
    caps: DeskCaps,
}

fn ticket(number: &str, customer: &str, contact: &str, status: Status) -> Ticket {
    Ticket {
        number: number.into(),
        title: format!("Titel von {number}"),
        ticket_type: "stoerung".into(),
        status,
        priority: Priority::Normal,
        created: morning(),
        changed: morning(),
        customer: customer.into(),
        contact: (!contact.is_empty()).then(|| contact.into()),
        contact_name: "Jemand".into(),
        watchers: Vec::new(),
        version: 1,
    }
}

impl Leaky {
    fn guarded() -> Guard {
        let mut watched = ticket("CS-2026-000005", "K-1", "S-chef", Status::New);
        watched.watchers = vec![bert().id];
        let mut foreign_watched = ticket("CS-2026-000006", "K-2", "S-anna", Status::New);
        foreign_watched.watchers = vec![anna().id, bert().id];
        let tickets = vec![
            ticket("CS-2026-000001", "K-1", "S-anna", Status::New),
            ticket("CS-2026-000002", "K-1", "S-anna", Status::Closed),
            ticket("CS-2026-000003", "K-1", "", Status::New),
            ticket("CS-2026-000004", "K-2", "S-dora", Status::New),
            watched,
            foreign_watched,
            ticket("CS-2026-000007", "", "", Status::New),
        ];
        let caps = DeskCaps {
            actions: Action::ALL.to_vec(),
            name: "leaky".into(),
            max_file_bytes: 1,
            finds_by_op: true,
            poll_secs: 30,
        };
        Guard::new(Arc::new(Self { tickets, caps }), Bounds::default())
    }

    fn detail(&self, number: &TicketNumber) -> TicketDetail {
        // A number it does not have gives the ticket of another company.
        let found = self.tickets.iter().find(|ticket| ticket.number == *number).unwrap_or(&self.tickets[3]);
        let meta = FileMeta { id: "anhang".into(), name: "a.txt".into(), mime: "text/plain".into(), size_bytes: 1 };
        let entry = Entry {
            id: 1,
            at: morning(),
            author: Author::Customer,
            author_name: "Jemand".into(),
            kind: EntryKind::Created,
            text: "Geheimes".into(),
            status: None,
            priority: None,
            files: vec![meta],
        };
        TicketDetail {
            ticket: found.clone(),
            customer_name: "Firma".into(),
            assignee: None,
            service_level: None,
            fields: Vec::new(),
            history: vec![entry],
            rating: None,
        }
    }
}

#[async_trait]
impl Desk for Leaky {
    fn caps(&self) -> &DeskCaps {
        &self.caps
    }
    async fn find_contact(&self, _: &Email, _: &CustomerId) -> Result<ContactMatch> {
        Ok(ContactMatch::One { id: "S-dora".into(), customer: dora().customer })
    }
    async fn create(&self, _: &Writer, _: &TicketDraft, _: &OpKey) -> Result<Ticket> {
        Ok(self.tickets[3].clone())
    }
    async fn add(&self, _: &Writer, _: &TicketNumber, _: &Addition, _: &OpKey) -> Result<Ticket> {
        Ok(self.tickets[3].clone())
    }
    async fn act(&self, _: &Writer, _: &TicketNumber, _: &Act, _: &OpKey) -> Result<Ticket> {
        Ok(self.tickets[3].clone())
    }
    async fn find_by_op(&self, _: &OpKey) -> Result<Option<Ticket>> {
        Ok(Some(self.tickets[3].clone()))
    }
    async fn list(&self, _: &DeskScope, _: &ListQuery, _: u32) -> Result<TicketPage> {
        Ok(TicketPage { tickets: self.tickets.clone(), total: 4711 })
    }
    async fn get(&self, number: &TicketNumber) -> Result<TicketDetail> {
        Ok(self.detail(number))
    }
    async fn numbers_ending(&self, _: &CustomerId, _: &str) -> Result<Vec<TicketNumber>> {
        Ok(self.tickets.iter().map(|ticket| ticket.number.clone()).collect())
    }
    async fn file(&self, _: &TicketNumber, _: &FileId) -> Result<DeskFile> {
        Ok(file("a.txt", b"x"))
    }
    async fn changes(&self, _: Option<&str>, _: u32) -> Result<(Vec<Change>, String)> {
        Ok((Vec::new(), "0".into()))
    }
}

fn query(scope: Scope) -> ListQuery {
    ListQuery { scope, states: States::All, ..ListQuery::default() }
}

fn listed(answer: Answer) -> (Vec<String>, u64) {
    let Answer::Tickets { tickets, total, .. } = answer else { panic!("a list, not {answer:?}") };
    (tickets.iter().map(|ticket| ticket.number.as_str()[8..].trim_start_matches('0').to_owned()).collect(), total)
}

#[tokio::test]
async fn lists_hold_what_is_theirs() {
    let guard = Leaky::guarded();
    let filed = ["CS-2026-000003".into(), "CS-2026-000004".into()];
    for (who, contact, filed, scope, wanted) in [
        (anna(), Some("S-anna"), &[][..], Scope::Own, vec!["2", "1"]),
        (anna(), Some("S-anna"), &filed[..], Scope::Own, vec!["3", "2", "1"]),
        (anna(), None, &filed[..], Scope::Own, vec!["3"]),
        (anna(), None, &[], Scope::Own, vec![]),
        (bert(), Some("S-bert"), &[], Scope::Own, vec![]),
        (bert(), None, &[], Scope::Watched, vec!["5"]),
        (anna(), None, &[], Scope::Watched, vec![]),
        (chef(), None, &[], Scope::Company, vec!["5", "3", "2", "1"]),
        (dora(), Some("S-anna"), &[], Scope::Own, vec!["6"]),
    ] {
        let name = who.name.clone();
        let answer = guard.list(&entitled(&who, contact), filed, &query(scope), 10).await.expect("a list");
        let (numbers, total) = listed(answer);
        assert_eq!(numbers, wanted, "{name}, {scope:?}");
        assert_eq!(total, wanted.len() as u64, "a total that counts foreign tickets would tell of them");
    }
}

#[tokio::test]
async fn filters_that_the_desk_ignores_are_applied() {
    let guard = Leaky::guarded();
    let who = entitled(&chef(), None);
    let closed = ListQuery { states: States::Closed, ..query(Scope::Company) };
    assert_eq!(listed(guard.list(&who, &[], &closed, 10).await.expect("a list")).0, ["2"]);
    let high = ListQuery { priority: Some(Priority::High), ..query(Scope::Company) };
    assert!(listed(guard.list(&who, &[], &high, 10).await.expect("a list")).0.is_empty());
}

#[tokio::test]
async fn an_empty_filter_finds_nothing() {
    let guard = Leaky::guarded();
    let who = entitled(&chef(), Some(""));
    let endless = "x".repeat(1000);
    for blank in ["", "  ", endless.as_str()] {
        let words = ListQuery { words: Some(blank.into()), ..query(Scope::Company) };
        assert_eq!(listed(guard.list(&who, &[], &words, 10).await.expect("a list")).1, 0);
        let contact = ListQuery { contact: Some(blank.into()), ..query(Scope::Company) };
        assert_eq!(listed(guard.list(&who, &[], &contact, 10).await.expect("a list")).1, 0);
    }
    let mut nobody = chef();
    nobody.customer = "".into();
    let nobody = entitled(&nobody, None);
    for scope in [Scope::Own, Scope::Company, Scope::Watched] {
        assert_eq!(listed(guard.list(&nobody, &[], &query(scope), 10).await.expect("a list")).1, 0);
    }
}

#[tokio::test]
async fn what_may_not_be_seen_does_not_exist() {
    let guard = Leaky::guarded();
    let who = entitled(&anna(), Some("S-anna"));
    // Another company's, a colleague's, one that does not exist (for which this desk gives a foreign one), nonsense.
    for said in ["CS-2026-000004", "CS-2026-000005", "CS-2026-000006", "CS-1999-000099", "", " ", "%", "#", "\u{0}"] {
        let answer = guard.ticket(&who, &[], &[], said).await.expect("an answer");
        assert_eq!(answer, Answer::NoSuchTicket, "{said:?}");
        let found = guard.file(&who, &[], &said.into(), &"anhang".into()).await.expect("an answer");
        assert_eq!(found, None, "{said:?}");
    }
    let own = guard.ticket(&who, &[], &[], " cs-2026-000001 ".to_uppercase().as_str()).await.expect("an answer");
    assert!(matches!(own, Answer::Ticket { detail, .. } if detail.ticket.number.as_str() == "CS-2026-000001"));
    let unlisted = guard.file(&who, &[], &"CS-2026-000001".into(), &"intern".into()).await.expect("an answer");
    assert_eq!(unlisted, None, "a file that no public entry names");
    let found = guard.file(&who, &[], &"CS-2026-000001".into(), &"anhang".into()).await.expect("an answer");
    assert!(found.is_some());
}

#[tokio::test]
async fn short_numbers_mean_visible_tickets_only() {
    let guard = Leaky::guarded();
    let Answer::WhichTicket { tickets } =
        guard.ticket(&entitled(&anna(), Some("S-anna")), &[], &[], "26").await.expect("an answer")
    else {
        panic!("two fit")
    };
    let numbers: Vec<_> = tickets.iter().map(|ticket| ticket.number.as_str()).collect();
    assert_eq!(numbers, ["CS-2026-000002", "CS-2026-000001"]);
    let one = guard.ticket(&entitled(&bert(), None), &[], &[], "26").await.expect("an answer");
    assert!(matches!(one, Answer::Ticket { detail, .. } if detail.ticket.number.as_str() == "CS-2026-000005"));
    let none = guard.ticket(&entitled(&anna(), None), &[], &[], "4").await.expect("an answer");
    assert_eq!(none, Answer::NoSuchTicket);
    let long = guard.ticket(&entitled(&anna(), None), &[], &[], &"1".repeat(30)).await.expect("an answer");
    assert_eq!(long, Answer::NoSuchTicket);
}

#[tokio::test]
async fn a_contact_of_another_company_is_none() {
    let found = Leaky::guarded().find_contact(&anna()).await.expect("a lookup");
    assert_eq!(found, ContactState::Missing);
}

#[tokio::test]
async fn writes_that_end_at_another_company_are_refused() {
    let guard = Leaky::guarded();
    let (mut who, op) = (writer(&anna()), OpKey::new("op"));
    who.contact = Some("S-anna".into());
    let own = "CS-2026-000001".into();
    let made = guard.create(&who, &draft("x"), &op).await.expect_err("a ticket of another company");
    assert_eq!(made.trouble, DeskTrouble::Invalid);
    let added = guard.add(&who, &[], &[], &own, &reply("x"), &op).await.expect_err("a ticket of another company");
    assert_eq!(added.trouble, DeskTrouble::Invalid);
    let foreign = "CS-2026-000004".into();
    let close = Act::Close { reason: "x".into() };
    let acted = guard.act(&who, &[], &[], &foreign, &close, &op).await.expect_err("another company's");
    assert_eq!(acted.trouble, DeskTrouble::NotFound);
}
