//! The web platform by itself, on a real store: what the page sends is recorded, what it shows is delivered by the test.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::NaiveDate;
use ticketlotse::conversation::event::EventKind;
use ticketlotse::conversation::message::{Message, Spoken};
use ticketlotse::database;
use ticketlotse::domain::{
    Clock, Contract, ConversationId, Customer, Email, EventId, FileId, FileMeta, Identity, LinkId, Member, MemberId,
    Role, TicketNumber,
};
use ticketlotse::locales::Locales;
use ticketlotse::platforms::web::{CookieScope, Framing, Origins, WebConfig, WebPlatform, router};
use ticketlotse::platforms::{Delivery, FileDoor, Inbound, Intake, IntakeError, Platform, Words};
use ticketlotse::service::clock::{SystemChance, SystemClock};
use ticketlotse::store::Store;
use ticketlotse::store::links::{ConversationRow, LinkEnd, Proof};
use ticketlotse::store::turns::Commit;

use crate::databases::CLAIM;

/// What the page may send in these tests, in bytes.
pub const MAX_FILE_BYTES: u64 = 200_000;

/// An intake that keeps what it accepted, each event once, and files only for those it was told to.
#[derive(Default)]
pub struct Recorded {
    /// Accepted, in order.
    pub events: Vec<Inbound>,
    /// Every request, repeated ones too.
    pub requests: usize,
    known: BTreeSet<EventId>,
    /// Files are refused as long as nobody is signed in.
    pub takes_files: bool,
    /// Nothing can be stored.
    pub is_down: bool,
}

struct Recorder {
    store: Store,
    recorded: Arc<Mutex<Recorded>>,
}

#[async_trait]
impl Intake for Recorder {
    async fn accept(&self, inbound: Inbound) -> Result<(), IntakeError> {
        let mut recorded = self.recorded.lock().unwrap();
        recorded.requests += 1;
        if recorded.is_down {
            return Err(IntakeError::Unavailable);
        }
        if recorded.known.insert(inbound.id.clone()) {
            recorded.events.push(inbound);
        }
        Ok(())
    }

    async fn is_known(&self, id: &EventId) -> Result<bool, IntakeError> {
        Ok(self.recorded.lock().unwrap().known.contains(id))
    }

    async fn takes_files(&self, _identity: &Identity, _address: &str) -> Result<(), IntakeError> {
        if self.recorded.lock().unwrap().takes_files { Ok(()) } else { Err(IntakeError::NotSignedIn) }
    }

    async fn store_file(
        &self,
        identity: &Identity,
        address: &str,
        name: &str,
        mime: &str,
        bytes: Vec<u8>,
    ) -> Result<FileMeta, IntakeError> {
        if !self.recorded.lock().unwrap().takes_files {
            return Err(IntakeError::NotSignedIn);
        }
        let now = SystemClock.now();
        let row = self.store.conversation_of(identity, address, now).await.unwrap();
        let size_bytes = bytes.len() as u64;
        let id = FileId::new(format!("file-{name}-{size_bytes}"));
        let meta = FileMeta { id, name: name.to_owned(), mime: mime.to_owned(), size_bytes };
        self.store.put_file(&row.id, &meta, bytes, now).await.unwrap();
        Ok(meta)
    }
}

/// A ticket's files: one visible ticket with one file, for everybody who has a link.
struct OneTicket {
    store: Store,
}

#[async_trait]
impl FileDoor for OneTicket {
    async fn ticket_file(&self, who: &Identity, number: &TicketNumber, file: &FileId) -> Option<(FileMeta, Vec<u8>)> {
        let row = self.store.conversation_of(who, &who.user, SystemClock.now()).await.ok()?;
        let seen = row.link.is_some() && number.as_str() == "CS-2026-004711" && file.as_str() == "f1";
        let bytes = b"<html><script>alert(1)</script></html>".to_vec();
        let name = "Prüf\"bericht.html".to_owned();
        let meta = FileMeta { id: file.clone(), name, mime: "text/html".to_owned(), size_bytes: bytes.len() as u64 };
        seen.then_some((meta, bytes))
    }
}

/// The stage.
pub struct Stage {
    /// Where it is served.
    pub address: SocketAddr,
    /// The platform.
    pub platform: Arc<WebPlatform>,
    /// The store.
    pub store: Store,
    /// What the page sent.
    pub recorded: Arc<Mutex<Recorded>>,
    server: tokio::task::JoinHandle<()>,
    count: u32,
    _folder: tempfile::TempDir,
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn fill(store: &Store) {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    store.put_customer(&Customer { id: "K-1".into(), name: "Muster GmbH".to_owned() }).await.unwrap();
    let contract = Contract {
        id: "V-1".into(),
        customer: "K-1".into(),
        name: "Basis".to_owned(),
        valid_from: day("2020-01-01"),
        valid_until: day("2099-12-31"),
        drive_retention: false,
    };
    store.put_contract(&contract).await.unwrap();
    let member = Member {
        id: MemberId::from("m1"),
        customer: "K-1".into(),
        email: Email::parse("anna.berger@muster.example").unwrap(),
        enabled: true,
        role: Role::User,
        name: "Anna Berger".to_owned(),
        salutation: None,
    };
    store.put_member(&member).await.unwrap();
}

impl Stage {
    /// Opens the stage.
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = database::open(&format!("sqlite:{}", folder.path().join("stage.db").display())).await.unwrap();
        db.migrate().await.unwrap();
        let store = Store::new(db, Arc::new(SystemChance));
        fill(&store).await;
        let config = WebConfig {
            origins: Origins::Loopback,
            cookie: CookieScope::Loopback,
            session_days: 30,
            trusted_proxies: Vec::new(),
            max_file_bytes: MAX_FILE_BYTES,
            file_types: ["txt", "log", "png", "pdf"].map(str::to_owned).to_vec(),
            max_files: 3,
            max_text: 2_000,
            company: "CS Speicherwerk".to_owned(),
            zone: chrono_tz::Europe::Berlin,
            framing: Framing::SameOrigin,
        };
        let recorded = Arc::new(Mutex::new(Recorded { takes_files: true, ..Recorded::default() }));
        let platform = WebPlatform::new(store.clone(), config, Arc::new(SystemClock), Arc::new(SystemChance));
        let intake = Arc::new(Recorder { store: store.clone(), recorded: Arc::clone(&recorded) });
        let door = Arc::new(OneTicket { store: store.clone() });
        let pages = router(Arc::clone(&platform), intake, door, Arc::new(Locales::shipped().unwrap()));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        #[expect(clippy::disallowed_methods, reason = "the stage owns its server and ends it")]
        let server = tokio::spawn(async move {
            let service = pages.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).await.unwrap();
        });
        Self { address, platform, store, recorded, server, count: 0, _folder: folder }
    }

    /// An address of the stage.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Waits until the intake has accepted that many events; the last of them.
    pub async fn event(&self, count: usize) -> Inbound {
        for _ in 0..300 {
            if let Some(event) = self.recorded.lock().unwrap().events.get(count - 1) {
                return event.clone();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("only these events came: {:?}", self.recorded.lock().unwrap().events);
    }

    /// What was accepted so far.
    pub fn kinds(&self) -> Vec<EventKind> {
        self.recorded.lock().unwrap().events.iter().map(|event| event.kind.clone()).collect()
    }

    /// The conversation of whoever sent the event.
    pub async fn conversation(&self, event: &Inbound) -> ConversationRow {
        self.store.conversation_of(&event.identity, &event.address, SystemClock.now()).await.unwrap()
    }

    /// The bot says a message.
    pub async fn say(&mut self, to: &ConversationRow, message: Message<Spoken>) {
        self.count += 1;
        let id = format!("d{}", self.count);
        self.say_as(to, &id, message, "de").await;
    }

    /// The bot says a message under that id, in that language.
    pub async fn say_as(&self, to: &ConversationRow, id: &str, message: Message<Spoken>, language: &str) {
        let delivery = Delivery {
            id: id.to_owned(),
            conversation: to.id.clone(),
            identity: to.identity.clone(),
            link: to.link.clone(),
            address: to.address.clone(),
            message: Arc::new(message),
            language: language.to_owned(),
            room: None,
            thread: None,
            words: Words {
                locales: Arc::new(Locales::shipped().unwrap()),
                zone: chrono_tz::Europe::Berlin,
                now: SystemClock.now(),
            },
        };
        self.platform.deliver(&delivery).await.unwrap();
    }

    /// Links the conversation to Anna Berger.
    pub async fn link(&self, conversation: &ConversationId) -> LinkId {
        let link = self.store.link(conversation, &MemberId::from("m1"), Proof::Code, SystemClock.now()).await.unwrap();
        self.tell(conversation).await;
        link
    }

    /// She signs out.
    pub async fn unlink(&self, conversation: &ConversationId, link: &LinkId) {
        self.store.end_link(link, LinkEnd::SignedOut, SystemClock.now()).await.unwrap();
        self.tell(conversation).await;
    }

    async fn tell(&self, conversation: &ConversationId) {
        let row = self.store.conversation(conversation).await.unwrap().unwrap();
        self.platform.link_changed(conversation, &row.address).await;
    }

    /// The bot is at work.
    pub async fn platform_typing(&self, to: &ConversationRow) {
        self.platform.typing(&to.id, &to.address).await;
    }

    /// The conversation goes on in English.
    pub async fn choose_english(&self, to: &ConversationRow) {
        let now = SystemClock.now();
        let event = EventId::from("english");
        self.store.accept(&event, &to.id, "{}", now).await.unwrap();
        let row = self.store.next_event(&to.id, CLAIM).await.unwrap().unwrap();
        let state = r#"{"language":"en"}"#.to_owned();
        let commit = Commit { inbox_seq: row.seq, state, ..Commit::default() };
        self.store.commit_turn(&to.id, commit, now).await.unwrap();
    }
}
