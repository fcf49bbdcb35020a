//! The page and its session: the frame of the chat in the person's language; everything else comes by push.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::assets;
use super::guard::{origin_of, set_session};
use super::headers::escape;
use super::limits::Asked;
use super::refusal::Refusal;
use super::routes::Web;

/// Seconds to wait after too many new sessions.
const WAIT_SECS: u32 = 60;

/// What the page needs besides the feed.
#[derive(Serialize)]
struct Boot {
    language: String,
    texts: BTreeMap<&'static str, String>,
    max_file_bytes: u64,
    max_files: u32,
    max_text: u32,
    file_types: Vec<String>,
    zone: &'static str,
}

/// The session as the page needs it.
#[derive(Serialize)]
struct SessionView {
    token: String,
    /// Names the identity for what the page keeps in the browser; not the secret.
    user: String,
    #[serde(flatten)]
    boot: Boot,
}

impl Web {
    fn boot(&self, language: String) -> Boot {
        let config = self.config();
        Boot {
            texts: self.page_texts(&language),
            max_file_bytes: config.max_file_bytes,
            max_files: config.max_files,
            max_text: config.max_text,
            file_types: config.file_types.clone(),
            zone: config.zone.name(),
            language,
        }
    }
}

fn host(headers: &HeaderMap) -> &str {
    headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// `GET /chat`.
pub async fn page(State(web): State<Arc<Web>>, headers: HeaderMap) -> Response {
    if !web.config().origins.admit_host(host(&headers)) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    let language = match web.platform.session(&headers).await {
        Ok(Some(session)) => web.language_of(&session.conversation.id).await,
        _ => web.default_language().to_owned(),
    };
    let boot = web.boot(language);
    let mut html = assets::page()
        .replace("{{language}}", &escape(&boot.language))
        .replace("{{version}}", &assets::VERSION)
        .replace("{{company}}", &escape(&web.config().company));
    for (name, text) in &boot.texts {
        html = html.replace(&format!("{{{{{name}}}}}"), &escape(text));
    }
    // Inside a script element only `</` could end it.
    let json = serde_json::to_string(&boot).unwrap_or_default().replace('<', "\\u003c");
    let html = html.replace("{{boot}}", &json);
    ([(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))], html).into_response()
}

/// `POST /chat/session`: the session's token and the page's texts; a new session where there is none.
pub async fn session(State(web): State<Arc<Web>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match open(&web, &parts).await {
        Ok(response) => response,
        Err(refusal) => web.refuse(&refusal, web.default_language()),
    }
}

async fn open(web: &Web, parts: &Parts) -> Result<Response, Refusal> {
    super::guard::require_page(web, parts)?;
    let origin = origin_of(web, parts, web.default_language());
    if !web.platform.limits.allow(Asked::ByAddress, &origin.limit_key) {
        return Err(Refusal::TooMany { retry_after_secs: WAIT_SECS });
    }
    let session = match web.platform.session(&parts.headers).await? {
        Some(session) => web.platform.renew(session).await?,
        None if web.platform.limits.allow(Asked::NewSession, &origin.limit_key) => web.platform.new_session().await?,
        None => return Err(Refusal::TooMany { retry_after_secs: WAIT_SECS }),
    };
    let language = web.language_of(&session.conversation.id).await;
    let user = session.identity.user.clone();
    let view = SessionView { token: session.token.clone(), user, boot: web.boot(language) };
    let mut response = Json(view).into_response();
    set_session(&mut response, &session);
    Ok(response)
}
