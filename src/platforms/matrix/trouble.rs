//! What an error of the SDK means for whoever waits for it.

use std::time::Duration;

use matrix_sdk::ruma::api::error::{ErrorKind, RetryAfter};
use matrix_sdk::{Error, HttpError, RefreshTokenError};

use crate::platforms::{PlatformError, PlatformTrouble};

/// Waited where the homeserver sets a limit and does not say for how long.
const SOME_TIME: Duration = Duration::from_secs(5);

/// What ended a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SessionEnd {
    /// The device is still there, a new token is needed.
    Soft,
    /// The device may be gone.
    Hard,
}

/// Whether an error says that the session has ended; the token that renews it may be what the homeserver does not take.
pub(super) fn session_end(error: &Error) -> Option<SessionEnd> {
    let kind = match error {
        Error::Http(http) => match http.as_ref() {
            HttpError::RefreshToken(RefreshTokenError::MatrixAuth(renewing)) => renewing.client_api_error_kind(),
            HttpError::RefreshToken(RefreshTokenError::RefreshTokenRequired) => return Some(SessionEnd::Hard),
            http => http.client_api_error_kind(),
        },
        error => error.client_api_error_kind(),
    };
    match kind? {
        ErrorKind::UnknownToken(told) if told.soft_logout => Some(SessionEnd::Soft),
        ErrorKind::UnknownToken(_) | ErrorKind::MissingToken => Some(SessionEnd::Hard),
        _ => None,
    }
}

/// How long the homeserver wants to be left alone.
pub(super) fn retry_after(error: &Error) -> Option<Duration> {
    let ErrorKind::LimitExceeded(limit) = error.client_api_error_kind()? else { return None };
    match limit.retry_after {
        Some(RetryAfter::Delay(wait)) => Some(wait),
        _ => Some(SOME_TIME),
    }
}

/// A failed delivery.
pub(super) fn failed(doing: &str, error: Error) -> PlatformError {
    let trouble = match error.client_api_error_kind() {
        // Not in the room any more, or not allowed to speak there.
        Some(ErrorKind::Forbidden) => PlatformTrouble::Gone,
        Some(ErrorKind::TooLarge | ErrorKind::BadJson | ErrorKind::InvalidParam) => PlatformTrouble::Refused,
        _ if matches!(error, Error::WrongRoomState(_)) => PlatformTrouble::Gone,
        _ => PlatformTrouble::Transient,
    };
    let retry_after = retry_after(&error);
    PlatformError { trouble, doing: doing.to_owned(), retry_after, source: Some(Box::new(error)) }
}

/// Something that can never be delivered, or has nowhere to go.
pub(super) fn refused(trouble: PlatformTrouble, doing: &str) -> PlatformError {
    PlatformError { trouble, doing: doing.to_owned(), retry_after: None, source: None }
}
