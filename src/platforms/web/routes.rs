//! The addresses of the web chat.
//!
//! | | |
//! |---|---|
//! | `GET /chat` | the page |
//! | `POST /chat/session` | the session's token and the page's texts |
//! | `GET /chat/events` | the push connection |
//! | `POST /chat/messages`, `press`, `forms`, `edit`, `delete` | what the person does |
//! | `POST /chat/files` | a file on its way in |
//! | `GET /chat/files/{number}/{id}` | a ticket's file |

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state, map_request};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use tokio::sync::Semaphore;

use super::patience::patient;
use super::refusal::Refusal;
use super::{WebConfig, WebPlatform, assets, download, guard, headers, inbound, manifest, page, push, upload};
use crate::domain::ConversationId;
use crate::locales::Locales;
use crate::platforms::{FileDoor, Intake};

/// Bytes that a multipart request may be larger than its file.
const MULTIPART_EXTRA: u64 = 64 * 1024;

/// What the handlers share.
pub struct Web {
    pub(super) platform: Arc<WebPlatform>,
    pub(super) intake: Arc<dyn Intake>,
    pub(super) door: Arc<dyn FileDoor>,
    pub(super) locales: Arc<Locales>,
    pub(super) uploads: Semaphore,
}

/// The web chat's addresses, to be merged into the server's. Serve it with the peers' addresses
/// (`into_make_service_with_connect_info`), or all of them count as one.
pub fn router(
    platform: Arc<WebPlatform>,
    intake: Arc<dyn Intake>,
    door: Arc<dyn FileDoor>,
    locales: Arc<Locales>,
) -> Router {
    let most = platform.config.max_file_bytes.saturating_add(MULTIPART_EXTRA);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let web = Arc::new(Web { platform, intake, door, locales, uploads: Semaphore::new(upload::AT_ONCE) });
    let guarded = Router::new()
        .route("/chat/events", get(push::events))
        .route("/chat/messages", post(inbound::message))
        .route("/chat/press", post(inbound::press))
        .route("/chat/forms", post(inbound::form))
        .route("/chat/edit", post(inbound::edit))
        .route("/chat/delete", post(inbound::delete))
        .route("/chat/files", post(upload::upload).layer(DefaultBodyLimit::max(most)))
        .route_layer(from_fn_with_state(Arc::clone(&web), guard::guard));
    Router::new()
        .route("/chat", get(page::page))
        .route("/chat/manifest.webmanifest", get(manifest::manifest))
        .route("/chat/session", post(page::session))
        .route("/chat/files/{number}/{file}", get(download::download))
        .route("/chat/assets/{version}/{name}", get(assets::asset))
        .merge(guarded)
        .layer(map_request(patient))
        .layer(from_fn_with_state(Arc::clone(&web), protect))
        .with_state(web)
}

async fn protect(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    headers::protect(&mut response, web.config().framing);
    response
}

/// The part of a conversation's state that the page's frame needs.
#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    language: Option<String>,
}

impl Web {
    pub(super) fn config(&self) -> &WebConfig {
        &self.platform.config
    }

    /// The language of those who have not chosen one.
    pub(super) fn default_language(&self) -> &str {
        self.locales.languages().first().copied().unwrap_or("de")
    }

    /// The language of a conversation.
    pub(super) async fn language_of(&self, conversation: &ConversationId) -> String {
        let state = self.platform.store.state(conversation).await.ok().flatten();
        let chosen = state.and_then(|state| serde_json::from_str::<Chosen>(&state).ok()?.language);
        let known = chosen.filter(|language| self.locales.languages().contains(&language.as_str()));
        known.unwrap_or_else(|| self.default_language().to_owned())
    }

    /// A refusal in words.
    pub(super) fn refuse(&self, refusal: &Refusal, language: &str) -> Response {
        refusal.spoken(self.say_text(language, &refusal.text(self.config())))
    }
}
