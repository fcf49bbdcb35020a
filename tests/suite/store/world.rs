//! A store with two companies in it, and the moments and names the tests use.

use std::sync::Arc;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use ticketlotse::domain::{
    Contract, ContractId, ConversationId, Customer, CustomerId, Email, EventId, Identity, LinkId, Member, MemberId,
    Role, System, SystemId,
};
use ticketlotse::service::clock::SystemChance;
use ticketlotse::store::Store;
use ticketlotse::store::inbox::Accepted;
use ticketlotse::store::links::{ConversationRow, Proof};
use ticketlotse::store::outbox::{Lane, NewRow};
use ticketlotse::store::turns::Commit;

use crate::databases::{CLAIM, Fresh, Kind};

/// The desk of all tests.
pub(crate) const DESK: &str = "embedded";

/// A store with people in it.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) fresh: Fresh,
    pub(crate) now: DateTime<Utc>,
    pub(crate) day: NaiveDate,
}

impl World {
    /// Company K-1 with Anna (user), Bernd (admin) and Carla (disabled), a valid and an ended contract; company K-2 with
    /// Dora and an ended contract only.
    pub(crate) async fn new(kind: Kind) -> Self {
        let fresh = Fresh::migrated(kind).await;
        let store = Store::new(fresh.db.clone(), Arc::new(SystemChance));
        let now: DateTime<Utc> = "2026-11-24T09:15:00.123Z".parse().expect("a moment");
        let world = Self { store, fresh, now, day: day("2026-11-24") };
        world.fill().await;
        world
    }

    async fn fill(&self) {
        for (id, name) in [("K-1", "Muster GmbH"), ("K-2", "Beispiel AG")] {
            self.store.put_customer(&Customer { id: id.into(), name: name.into() }).await.unwrap();
        }
        self.store.put_contract(&contract("V-1", "K-1", "2024-01-01", "2026-12-31")).await.unwrap();
        self.store.put_contract(&contract("V-2", "K-1", "2020-01-01", "2025-12-31")).await.unwrap();
        self.store.put_contract(&contract("V-3", "K-2", "2020-01-01", "2026-11-23")).await.unwrap();
        for (id, customer, contract) in [("S-1", "K-1", "V-1"), ("S-2", "K-1", "V-2"), ("S-3", "K-2", "V-3")] {
            self.store.put_system(&system(id, customer, contract)).await.unwrap();
        }
        for member in [anna(), bernd(), carla(), dora()] {
            self.store.put_member(&member).await.unwrap();
        }
    }

    /// A second store on the same database, as another process has it.
    pub(crate) async fn replica(&self) -> Store {
        Store::new(self.fresh.again().await, Arc::new(SystemChance))
    }

    /// The conversation of a web user.
    pub(crate) async fn conversation(&self, user: &str) -> ConversationRow {
        self.store.conversation_of(&identity(user), "{}", self.now).await.unwrap()
    }

    /// A conversation linked to a member.
    pub(crate) async fn linked(&self, user: &str, member: &Member) -> (ConversationId, LinkId) {
        let conversation = self.conversation(user).await.id;
        let link = self.store.link(&conversation, &member.id, Proof::Code, self.now).await.unwrap();
        (conversation, link)
    }

    /// Accepts an event and begins its turn; answers its number in the inbox.
    pub(crate) async fn begin_turn(&self, conversation: &ConversationId, event: &str) -> i64 {
        let accepted = self.store.accept(&EventId::from(event), conversation, "{}", self.now).await.unwrap();
        assert_eq!(accepted, Accepted::New);
        self.store.next_event(conversation, CLAIM).await.unwrap().expect("it waits").seq
    }

    /// A whole turn that orders these deliveries.
    pub(crate) async fn turn(&self, conversation: &ConversationId, event: &str, outbox: Vec<NewRow>) {
        let inbox_seq = self.begin_turn(conversation, event).await;
        let commit = Commit { inbox_seq, state: "{}".into(), outbox, ..Commit::default() };
        self.store.commit_turn(conversation, commit, self.now).await.unwrap();
    }

    /// A delivery that is due now.
    pub(crate) fn row(&self, conversation: &ConversationId, lane: Lane, id: &str) -> NewRow {
        NewRow {
            id: id.into(),
            conversation: conversation.clone(),
            lane,
            link: None,
            member: None,
            payload: format!("payload of {id}"),
            due: self.now,
        }
    }

    /// `now` and so many seconds.
    pub(crate) fn later(&self, secs: i64) -> DateTime<Utc> {
        self.now + Duration::seconds(secs)
    }
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub(crate) fn identity(user: &str) -> Identity {
    Identity { platform: "web".into(), workspace: String::new(), user: user.into() }
}

pub(crate) fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

pub(crate) fn contract(id: &str, customer: &str, from: &str, until: &str) -> Contract {
    Contract {
        id: ContractId::from(id),
        customer: CustomerId::from(customer),
        name: format!("Kontrakt {id}"),
        valid_from: day(from),
        valid_until: day(until),
        drive_retention: id == "V-1",
    }
}

pub(crate) fn system(id: &str, customer: &str, contract: &str) -> System {
    System {
        id: SystemId::from(id),
        customer: CustomerId::from(customer),
        contract: ContractId::from(contract),
        name: format!("System {id}"),
        model: "A700".into(),
        serial: format!("SN-{id}"),
        site: "Rechenzentrum Nord".into(),
    }
}

fn member(id: &str, customer: &str, address: &str, name: &str) -> Member {
    Member {
        id: MemberId::from(id),
        customer: CustomerId::from(customer),
        email: email(address),
        enabled: true,
        role: Role::User,
        name: name.into(),
        salutation: None,
    }
}

pub(crate) fn anna() -> Member {
    Member { salutation: Some("Frau Berger".into()), ..member("anna", "K-1", "anna@muster.example", "Anna Berger") }
}

pub(crate) fn bernd() -> Member {
    Member { role: Role::CustomerAdmin, ..member("bernd", "K-1", "bernd@muster.example", "Bernd Özdemir") }
}

pub(crate) fn carla() -> Member {
    Member { enabled: false, ..member("carla", "K-1", "carla@muster.example", "Carla Ähre") }
}

pub(crate) fn dora() -> Member {
    member("dora", "K-2", "dora@beispiel.example", "Dora Zahn")
}
