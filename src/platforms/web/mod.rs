//! The web chat: a page served by the binary itself, an identity per browser, answers pushed as they come.
//!
//! [`WebPlatform`] is the port's side: it appends what is to be shown to the feed in the store and wakes the open push
//! connections. [`routes::router`] is the HTTP side: sessions, what people send, files, and the page itself. Nothing here
//! knows a command, a form or a ticket: it hands events in and shows message trees. Start reading in [`routes`], then
//! [`guard`] (who may talk at all), then [`push`] (how nothing is lost or doubled).

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::StreamExt;

use super::{Delivery, Intake, Platform, PlatformError, PlatformTrouble};
use crate::conversation::world::Capabilities;
use crate::database::DatabaseError;
use crate::domain::source::{Chance, Clock};
use crate::domain::{ConversationId, FileMeta, Person};
use crate::store::Store;
use crate::store::sessions::SessionKind;

mod address;
mod assets;
mod body;
mod config;
mod download;
mod guard;
pub mod headers;
mod hub;
mod inbound;
mod item;
mod limits;
mod manifest;
mod page;
mod patience;
mod push;
mod refusal;
mod routes;
mod session;
mod texts;
mod upload;

pub use address::{Network, client, limit_key};
pub use assets::asset_address;
pub use config::{CookieScope, Framing, Origins, WebConfig, is_loopback_host};
pub use download::disposition;
pub use item::Item;
pub use patience::{is_too_slow, patient};
pub use routes::router;
pub use upload::clean_name;

/// The platform's name in identities.
pub const NAME: &str = "web";

/// Pause before this process listens to the other ones again.
const LISTEN_AGAIN: Duration = Duration::from_secs(2);

/// The web chat.
#[derive(Debug)]
pub struct WebPlatform {
    store: Store,
    config: WebConfig,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    hub: hub::Hub,
    /// Made once, as the platform is: pages are made anew when texts change, and what was asked for before still counts.
    limits: limits::Limits,
    /// Names this process among those on one database.
    me: String,
    can: Capabilities,
}

impl WebPlatform {
    /// A web chat on that store. Its pages are served by [`router`].
    pub fn new(store: Store, config: WebConfig, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Arc<Self> {
        let can = Capabilities { buttons: true, native_forms: true, files: true, prefix: String::new() };
        let me = chance.id();
        Arc::new(Self {
            store,
            config,
            clock,
            chance,
            me,
            hub: hub::Hub::default(),
            limits: limits::Limits::default(),
            can,
        })
    }

    /// Appends to a feed and wakes its readers. The same id is shown once.
    async fn show(&self, delivery: &Delivery, item: &Item) -> Result<(), PlatformError> {
        let json = serde_json::to_string(item).map_err(|error| PlatformError {
            trouble: PlatformTrouble::Refused,
            doing: "write a message for the page".to_owned(),
            retry_after: None,
            source: Some(Box::new(error)),
        })?;
        self.store
            .append_feed(&delivery.conversation, item.id(), delivery.link.as_ref(), &json, self.clock.now())
            .await
            .map_err(|error| transient("keep a message for the page", error))?;
        self.wake(&delivery.conversation).await;
        Ok(())
    }

    /// Wakes the pages of this process and tells the other ones.
    async fn wake(&self, conversation: &ConversationId) {
        self.hub.wake(conversation);
        if let Err(error) = self.store.tell_page(&self.me, conversation).await {
            tracing::warn!(%error, "other processes could not be told; their pages look by themselves within seconds");
        }
    }

    /// Whether the conversation's browser must get a new identity: its person signed out or its link ended. A blocked
    /// identity keeps its session, or the block would end with the next request.
    async fn must_end(&self, conversation: &ConversationId) -> Result<bool, DatabaseError> {
        let linked = self.store.conversation(conversation).await?.is_some_and(|row| row.link.is_some());
        if linked {
            return Ok(false);
        }
        let today = self.clock.now().with_timezone(&self.config.zone).date_naive();
        Ok(!matches!(self.store.person(conversation, "", today).await?, Person::Blocked))
    }
}

fn transient(doing: &str, error: DatabaseError) -> PlatformError {
    PlatformError {
        trouble: PlatformTrouble::Transient,
        doing: doing.to_owned(),
        retry_after: None,
        source: Some(Box::new(error)),
    }
}

#[async_trait]
impl Platform for WebPlatform {
    fn name(&self) -> &'static str {
        NAME
    }

    fn capabilities(&self) -> &Capabilities {
        &self.can
    }

    async fn deliver(&self, delivery: &Delivery) -> Result<(), PlatformError> {
        let item = Item::Message {
            id: format!("bot:{}", delivery.id),
            language: delivery.language.clone(),
            message: delivery.message.as_ref().clone(),
        };
        self.show(delivery, &item).await
    }

    async fn deliver_file(&self, delivery: &Delivery, file: &FileMeta, _bytes: Vec<u8>) -> Result<(), PlatformError> {
        let Some(number) = delivery.message.about.clone() else {
            return Err(PlatformError {
                trouble: PlatformTrouble::Refused,
                doing: "offer a file without the ticket it belongs to".to_owned(),
                retry_after: None,
                source: None,
            });
        };
        let item = Item::File { id: format!("file:{}", delivery.id), number, file: file.clone() };
        self.show(delivery, &item).await
    }

    async fn typing(&self, conversation: &ConversationId, _address: &str) {
        self.hub.typing(conversation);
    }

    fn hang_up(&self) {
        self.hub.close();
    }

    async fn link_changed(&self, conversation: &ConversationId, address: &str) {
        match self.must_end(conversation).await {
            Ok(true) => {
                if let Err(error) = self.store.end_sessions(SessionKind::Chat, address).await {
                    tracing::error!(%error, "a web session could not be ended after its link ended");
                }
            }
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "a web session's link could not be read"),
        }
        self.wake(conversation).await;
    }

    async fn run(&self, _intake: Arc<dyn Intake>) {
        loop {
            match self.store.pages_told(&self.me).await {
                Ok(Some(told)) => told.for_each(async |conversation| self.hub.wake(&conversation)).await,
                Ok(None) => return,
                Err(error) => tracing::warn!(%error, "what other processes tell cannot be heard; it is tried again"),
            }
            tokio::time::sleep(LISTEN_AGAIN).await;
        }
    }
}
