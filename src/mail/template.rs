//! The mails' texts: the one-time code, in German and English, as text and as HTML.

use chrono::{DateTime, Utc};

use super::Mail;
use crate::conversation::world::Settings;
use crate::domain::Email;
use crate::locales::Locales;

/// What the mail with a one-time code says.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeMail {
    /// Unique id of the mail.
    pub id: String,
    /// To whom.
    pub to: Email,
    /// Language of the mail.
    pub language: String,
    /// The code.
    pub code: String,
    /// Minutes it is valid.
    pub minutes: i64,
    /// Platform it was asked on.
    pub platform: String,
    /// Workspace and account there, or the browser on the web.
    pub origin: String,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
}

/// Writes the mail with a one-time code.
pub fn code_mail(_locales: &Locales, _settings: &Settings, _code: &CodeMail) -> Mail {
    todo!()
}
