//! Matrix: one account, one device per process, end-to-end encrypted.
//!
//! [`MatrixPlatform`] is the port's side: it finds the person's direct chat (`direct`), renders (`render`) and sends (`send`).
//! What happens in the rooms comes in by `listen` (the stream of events, and how nothing in it is missed), `work` (what each
//! event means) and `ear` (until the inbox has it). `account` and `folder` hold the device: signed in once, opened ever after,
//! and refused rather than overwritten. `event`, `addressed`, `reactions` and `render` are pure: start reading there.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use async_trait::async_trait;

use matrix_sdk::{Client, Room};
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{Delivery, Intake, Platform, PlatformError, PlatformTrouble};
use crate::conversation::message::{Block, Message, Span, Spoken, Tone};
use crate::conversation::text::Text;
use crate::conversation::world::Capabilities;
use crate::domain::{Clock, ConversationId, FileMeta};
use crate::store::Store;

mod account;
pub mod addressed;
mod aside;
pub mod context;
mod direct;
mod ear;
pub mod event;
mod fetch;
mod folder;
mod gap;
mod invites;
mod late;
mod listen;
mod marker;
pub mod reactions;
mod refusal;
pub mod render;
mod send;
mod settings;
mod status;
mod trouble;
mod wire;
mod work;

pub use account::{Device, SignedIn, login};
pub use refusal::Refusal;
pub use settings::{Invites, MatrixSettings, PlainChats};
pub use status::{Status, status};

use aside::Aside;
use direct::Found;
use ear::Ear;
use folder::Folder;
use render::Added;
use trouble::{SessionEnd, refused};

/// The platform's name in identities.
pub const NAME: &str = "matrix";

/// Pause before a session that has ended is renewed again.
const RENEW_AGAIN: Duration = Duration::from_mins(5);

/// The bot on Matrix.
pub struct MatrixPlatform {
    settings: Arc<MatrixSettings>,
    store: Store,
    clock: Arc<dyn Clock>,
    can: Capabilities,
    opened: RwLock<Arc<account::Opened>>,
    aside: UnboundedSender<Aside>,
    asides: Mutex<UnboundedReceiver<Aside>>,
}

impl MatrixPlatform {
    /// Opens the device that was signed in before; the homeserver need not be there.
    ///
    /// # Errors
    /// When going on could cost the bot its keys; the message says what mends it.
    pub async fn open(settings: MatrixSettings, store: Store, clock: Arc<dyn Clock>) -> Result<Arc<Self>, Refusal> {
        let opened = account::open(&settings).await?;
        let prefix = addressed::PREFIX.to_owned();
        let (aside, asides) = unbounded_channel();
        Ok(Arc::new(Self {
            settings: Arc::new(settings),
            store,
            clock,
            can: Capabilities { buttons: false, native_forms: false, files: true, prefix },
            opened: RwLock::new(Arc::new(opened)),
            aside,
            asides: Mutex::new(asides),
        }))
    }

    fn client(&self) -> Client {
        self.opened.read().unwrap_or_else(PoisonError::into_inner).client.clone()
    }

    /// The room a message goes to: the room it was asked in, or the person's direct chat, opened if there is none.
    async fn room_for(&self, delivery: &Delivery) -> Result<Room, PlatformError> {
        let client = self.client();
        if let Some(room) = &delivery.room {
            let gone = || refused(PlatformTrouble::Gone, "say something in a room that the bot is not in");
            return direct::room_of(&client, room).ok_or_else(gone);
        }
        let person = direct::person(&delivery.identity.user)?;
        let room = match direct::find(&client, person, &delivery.address, self.settings.plain_chats).await? {
            Found::Here(room) => room,
            Found::None => direct::open(&client, person).await?,
            Found::Shared(shared) => {
                let text = Text::key("matrix-shared");
                self.notice(&shared, delivery, &text).await?;
                direct::open(&client, person).await?
            }
            Found::Ended => return Err(refused(PlatformTrouble::Gone, "write into a chat that the person has ended")),
        };
        self.keep_address(delivery, &room).await?;
        Ok(room)
    }

    /// Something that the platform itself has to say, where others read along.
    async fn notice(&self, room: &Room, delivery: &Delivery, text: &Text) -> Result<(), PlatformError> {
        let text = Spoken(vec![Span { text: delivery.words.say(&delivery.language, text), strong: false }]);
        let message = Message::new(vec![Block::Notice { tone: Tone::Warning, text }]);
        let parts = render::render(&message, Added { required: "" });
        send::say(room, &format!("{}-shared", delivery.id), &parts, &context::Context::default(), None).await
    }

    async fn keep_address(&self, delivery: &Delivery, room: &Room) -> Result<(), PlatformError> {
        if delivery.address == room.room_id().as_str() {
            return Ok(());
        }
        let kept = self.store.conversation_of(&delivery.identity, room.room_id().as_str(), self.clock.now()).await;
        kept.map(drop).map_err(|error| PlatformError {
            trouble: PlatformTrouble::Transient,
            doing: "keep which chat is the person's".to_owned(),
            retry_after: None,
            source: Some(Box::new(error)),
        })
    }

    /// Notes that the homeserver set a limit, for the doctor.
    fn note(&self, error: PlatformError) -> PlatformError {
        if error.retry_after.is_some()
            && let Err(error) = Folder::new(&self.settings.folder).keep_limited(self.clock.now())
        {
            tracing::debug!(error = ?error, "that the homeserver set a limit was not noted");
        }
        error
    }

    /// Opens the device again after the homeserver ended its session.
    async fn renew(&self) -> Result<(), Refusal> {
        let old = Arc::clone(&self.opened.read().unwrap_or_else(PoisonError::into_inner));
        let folder = Folder::new(&self.settings.folder);
        let kept = account::renew(&self.settings, &folder, old.kept.clone()).await?;
        let opened = account::reopen(&self.settings, kept, &old).await?;
        *self.opened.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(opened);
        Ok(())
    }

    fn ear(&self, intake: &Arc<dyn Intake>) -> Arc<Ear> {
        let folder = Folder::new(&self.settings.folder);
        Arc::new(Ear {
            client: self.client(),
            intake: Arc::clone(intake),
            store: self.store.clone(),
            settings: Arc::clone(&self.settings),
            clock: Arc::clone(&self.clock),
            late: late::Late::load(&folder),
            folder,
            guests: invites::Guests::default(),
            aside: self.aside.clone(),
        })
    }
}

#[async_trait]
impl Platform for MatrixPlatform {
    fn name(&self) -> &'static str {
        NAME
    }

    fn capabilities(&self) -> &Capabilities {
        &self.can
    }

    async fn deliver(&self, delivery: &Delivery) -> Result<(), PlatformError> {
        let room = self.room_for(delivery).await.map_err(|error| self.note(error))?;
        let required = delivery.words.say(&delivery.language, &Text::key("required"));
        let parts = render::render(&delivery.message, Added { required: &required });
        let context = render::context(&delivery.message);
        let said = send::say(&room, &delivery.id, &parts, &context, delivery.thread.as_deref()).await;
        said.map_err(|error| self.note(error))
    }

    async fn deliver_file(&self, delivery: &Delivery, file: &FileMeta, bytes: Vec<u8>) -> Result<(), PlatformError> {
        let room = self.room_for(delivery).await.map_err(|error| self.note(error))?;
        let sent = send::file(&room, &delivery.id, file, bytes, delivery.thread.as_deref()).await;
        sent.map_err(|error| self.note(error))
    }

    async fn typing(&self, _conversation: &ConversationId, address: &str) {
        if let Some(room) = direct::room_of(&self.client(), address) {
            // Nobody listens any more when the process ends.
            let _ = self.aside.send(Aside::Typing(room));
        }
    }

    async fn link_changed(&self, _conversation: &ConversationId, _address: &str) {}

    async fn run(&self, intake: Arc<dyn Intake>) {
        let mut asides = self.asides.lock().await;
        loop {
            let ear = self.ear(&intake);
            let end = tokio::select! {
                end = listen::listen(ear) => end,
                () = aside::work(&mut asides) => SessionEnd::Soft,
            };
            tracing::warn!(?end, "the homeserver has ended the bot's session; it is renewed");
            while let Err(error) = self.renew().await {
                tracing::error!(error = %error, "the bot is not on Matrix");
                tokio::time::sleep(RENEW_AGAIN).await;
            }
        }
    }
}

impl std::fmt::Debug for MatrixPlatform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MatrixPlatform").field("user", &self.settings.user).finish_non_exhaustive()
    }
}
