//! The port to the mailbox: one-time codes (and, when a platform is gone, updates) go out by mail.

pub mod folder;
mod letter;
pub mod smtp;
pub mod template;

pub use letter::Sender;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::domain::Email;

/// A mail to be sent; texts are ready, in the person's language.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// Unique: becomes the Message-ID, so that a mail sent twice is recognised as one.
    pub id: String,
    /// To whom.
    pub to: Email,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML, the same words.
    pub html: String,
}

/// Whether trying again helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailTrouble {
    /// Server busy or not reachable.
    Transient,
    /// The server refuses this mail or us.
    Permanent,
}

/// An error of the mailer. Never holds an address.
#[derive(Debug, thiserror::Error)]
#[error("{doing}")]
pub struct MailError {
    /// Kind.
    pub trouble: MailTrouble,
    /// What was being done.
    pub doing: String,
    /// The cause.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// A way to send mail.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends; on return the server has taken it. Called by the outbox only.
    async fn send(&self, mail: &Mail) -> Result<(), MailError>;
    /// Whether the way works; called by `doctor`.
    async fn check(&self) -> Result<(), MailError>;
}
