//! What is said when a request is refused: a status, a kind for the page, a sentence for the person.

use axum::response::{IntoResponse, Response};
use axum::{Json, http::StatusCode};
use serde::Serialize;

use crate::conversation::text::Text;
use crate::platforms::IntakeError;

/// Why a request is refused. As a response it is still without words; [`super::guard`] says them in the person's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not from the page itself.
    Foreign,
    /// The page's token is missing or old: fetch the session again.
    Token,
    /// The session has ended: get a new one.
    Ended,
    /// Too much at once.
    TooMany {
        /// Seconds to wait.
        retry_after_secs: u32,
    },
    /// The request is larger than allowed.
    TooLarge,
    /// The request comes too slowly.
    TooSlow,
    /// The message is longer than allowed.
    TooLong,
    /// Too many files.
    TooManyFiles,
    /// Not readable as what it should be.
    Malformed,
    /// This kind of file is not taken.
    FileType,
    /// The file is larger than allowed.
    FileTooLarge,
    /// The file is empty.
    FileEmpty,
    /// A file that is named is not there (any more).
    FileGone,
    /// The message is not there, or not the person's own.
    NoSuchMessage,
    /// Files only after signing in.
    NotSignedIn,
    /// There is no such thing, or it must not be told that there is.
    NotFound,
    /// Could not be stored; try again.
    Unavailable,
}

/// Seconds after which to try again when nothing better is known.
const RETRY_SECS: u32 = 5;

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::Foreign | Self::Token | Self::NotSignedIn => StatusCode::FORBIDDEN,
            Self::Ended => StatusCode::UNAUTHORIZED,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge | Self::FileTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::FileType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLong | Self::TooManyFiles | Self::FileGone | Self::FileEmpty => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NoSuchMessage | Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The name of the kind, for the page; also the end of its text key.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Foreign => "foreign",
            Self::Token => "token",
            Self::Ended => "ended",
            Self::TooMany { .. } => "too-many",
            Self::TooLarge => "too-large",
            Self::TooSlow => "too-slow",
            Self::TooLong => "too-long",
            Self::TooManyFiles => "too-many-files",
            Self::Malformed => "malformed",
            Self::FileType => "file-type",
            Self::FileTooLarge => "file-too-large",
            Self::FileEmpty => "file-empty",
            Self::FileGone => "file-gone",
            Self::NoSuchMessage => "no-such-message",
            Self::NotSignedIn => "not-signed-in",
            Self::NotFound => "not-found",
            Self::Unavailable => "unavailable",
        }
    }

    /// The sentence.
    pub fn text(&self, limits: &super::WebConfig) -> Text {
        let text = Text::key(format!("web-refusal-{}", self.id()));
        match self {
            Self::TooMany { retry_after_secs } => text.with("seconds", i64::from(*retry_after_secs)),
            Self::TooLong => text.with("most", i64::from(limits.max_text)),
            Self::TooManyFiles => text.with("most", i64::from(limits.max_files)),
            Self::FileType => text.with("types", limits.file_types.join(", ")),
            Self::FileTooLarge => text.with("most", crate::conversation::text::Arg::Bytes(limits.max_file_bytes)),
            _ => text,
        }
    }

    /// The response with its words.
    pub fn spoken(&self, words: String) -> Response {
        #[derive(Serialize)]
        struct Body {
            refused: &'static str,
            text: String,
        }
        let mut response = (self.status(), Json(Body { refused: self.id(), text: words })).into_response();
        let wait = match self {
            Self::TooMany { retry_after_secs } => Some(*retry_after_secs),
            Self::Unavailable => Some(RETRY_SECS),
            _ => None,
        };
        if let Some(secs) = wait {
            response.headers_mut().insert(axum::http::header::RETRY_AFTER, secs.into());
        }
        response
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<IntakeError> for Refusal {
    fn from(error: IntakeError) -> Self {
        match error {
            IntakeError::TooMany { retry_after_secs } => Self::TooMany { retry_after_secs },
            IntakeError::TooLarge => Self::FileTooLarge,
            IntakeError::FileType => Self::FileType,
            IntakeError::NotSignedIn => Self::NotSignedIn,
            IntakeError::Unavailable => Self::Unavailable,
        }
    }
}

impl From<crate::database::DatabaseError> for Refusal {
    fn from(error: crate::database::DatabaseError) -> Self {
        tracing::error!(error = ?error, "the web chat could not use the store");
        Self::Unavailable
    }
}
