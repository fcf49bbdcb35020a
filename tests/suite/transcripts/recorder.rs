//! A chat platform that remembers what it showed; everything else of the bot is the real thing.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use ticketlotse::conversation::message::{Message, Spoken};
use ticketlotse::conversation::world::Capabilities;
use ticketlotse::domain::{ConversationId, FileMeta};
use ticketlotse::platforms::{Delivery, Platform, PlatformError};

/// The platform.
#[derive(Debug)]
pub struct Recorder {
    capabilities: Capabilities,
    shown: Mutex<HashMap<String, Vec<Shown>>>,
}

/// Something it showed.
#[derive(Clone, Debug)]
pub enum Shown {
    /// A message in that language; with the room if it went into one.
    Message { message: Message<Spoken>, language: String, room: Option<String> },
    /// A file with so many bytes.
    File(String, usize),
}

impl Recorder {
    /// Its name in identities.
    pub const NAME: &str = "recorder";

    /// A platform with or without native forms.
    pub fn new(native_forms: bool) -> Self {
        let prefix = "!ticket".to_owned();
        let capabilities = Capabilities { buttons: true, native_forms, files: true, prefix };
        Self { capabilities, shown: Mutex::default() }
    }

    /// What was shown at that address since the last call.
    pub fn take(&self, address: &str) -> Vec<Shown> {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.remove(address).unwrap_or_default()
    }

    fn show(&self, address: &str, what: Shown) {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).entry(address.to_owned()).or_default().push(what);
    }
}

#[async_trait]
impl Platform for Recorder {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    async fn deliver(&self, delivery: &Delivery) -> Result<(), PlatformError> {
        let message = delivery.message.as_ref().clone();
        let shown = Shown::Message { message, language: delivery.language.clone(), room: delivery.room.clone() };
        self.show(&delivery.address, shown);
        Ok(())
    }

    async fn deliver_file(&self, delivery: &Delivery, file: &FileMeta, bytes: Vec<u8>) -> Result<(), PlatformError> {
        self.show(&delivery.address, Shown::File(file.name.clone(), bytes.len()));
        Ok(())
    }

    async fn typing(&self, _conversation: &ConversationId, _address: &str) {}

    async fn link_changed(&self, _conversation: &ConversationId, _address: &str) {}
}
