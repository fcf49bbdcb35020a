//! What an agent is told when something does not work. Never the error itself.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::view::View;
use crate::conversation::text::{Arg, Text};
use crate::desks::{DeskError, DeskTrouble};
use crate::store;

/// Longest subject in characters that the page takes.
pub(super) const MAX_SUBJECT: usize = 120;

/// What does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    Empty,
    Email,
    Customer,
    Name,
    Subject,
    Description,
    Type,
    Stale,
    State,
    Invalid,
    TooLarge,
    TooSlow,
    TooMany,
    Foreign,
    NotFound,
    Unavailable,
}

impl Trouble {
    fn id(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Email => "email",
            Self::Customer => "customer",
            Self::Name => "name",
            Self::Subject => "subject",
            Self::Description => "description",
            Self::Type => "type",
            Self::Stale => "stale",
            Self::State => "state",
            Self::Invalid => "invalid",
            Self::TooLarge => "too-large",
            Self::TooSlow => "too-slow",
            Self::TooMany => "too-many",
            Self::Foreign => "foreign",
            Self::NotFound => "not-found",
            Self::Unavailable => "unavailable",
        }
    }

    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::Stale | Self::State => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Foreign => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// The sentence.
    pub(super) fn text(self, view: &View<'_>) -> String {
        let text = Text::key(format!("desk-error-{}", self.id()));
        view.say(&match self {
            Self::Subject => text.with("most", MAX_SUBJECT),
            Self::TooLarge => text.with("most", Arg::Bytes(view.desk.page.max_file_bytes)),
            _ => text,
        })
    }

    /// A page that says nothing else.
    pub(super) fn page(self, view: &View<'_>) -> Response {
        let heading = view.t("desk-error-heading");
        let content = html! {
            h1 { (heading) }
            p.notice.refusal role="alert" { (self.text(view)) }
            p { a href="/desk" { (view.t("desk-back")) } }
        };
        (self.status(), view.page(&heading, &content)).into_response()
    }
}

impl From<DeskError> for Trouble {
    fn from(error: DeskError) -> Self {
        match error.trouble {
            DeskTrouble::NotFound | DeskTrouble::NotAllowed => Self::NotFound,
            DeskTrouble::Stale => Self::Stale,
            DeskTrouble::WrongState => Self::State,
            DeskTrouble::Invalid | DeskTrouble::Unsupported => Self::Invalid,
            _ => {
                tracing::error!(error = ?error, "the desk page could not use the desk");
                Self::Unavailable
            }
        }
    }
}

impl From<store::Error> for Trouble {
    fn from(error: store::Error) -> Self {
        tracing::error!(error = ?error, "the desk page could not use the store");
        Self::Unavailable
    }
}
