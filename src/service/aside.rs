//! What is said beside a turn's commit: that an event was set aside, or that an answer takes its time. Holds nobody's data
//! and is not tried again.

use std::sync::Arc;

use super::Service;
use crate::conversation::message::{Block, Message, Tone};
use crate::conversation::text::Text;
use crate::locales::Speaking;
use crate::platforms::{Delivery, Platform};
use crate::store::links::ConversationRow;

/// A notice beside the turn.
pub(super) struct Aside {
    /// Unique; the same one is shown once.
    pub(super) id: String,
    /// How it is meant.
    pub(super) tone: Tone,
    /// What is said. Never anybody's data: it goes out without a look at rights.
    pub(super) text: Text,
    /// In which language.
    pub(super) language: String,
}

impl Service {
    /// Says it at once; a failure is logged only.
    pub(super) async fn say_aside(&self, platform: &dyn Platform, conversation: &ConversationRow, aside: Aside) {
        let live = self.live();
        let how = Speaking { language: &aside.language, zone: live.settings.zone, now: self.now() };
        let message = Message::new(vec![Block::Notice { tone: aside.tone, text: aside.text }]);
        let delivery = Delivery {
            id: aside.id,
            conversation: conversation.id.clone(),
            identity: conversation.identity.clone(),
            link: None,
            address: conversation.address.clone(),
            room: None,
            thread: None,
            message: Arc::new(live.locales.speak(how, &message)),
            language: aside.language,
            words: self.words(),
        };
        if let Err(error) = platform.deliver(&delivery).await {
            tracing::warn!(error = ?error, "the person could not be told");
        }
    }
}
