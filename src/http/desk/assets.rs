//! The page's style and script, part of the binary, under a name that changes with their content.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("assets/desk.css");
const SCRIPT: &str = include_str!("assets/desk.js");

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let hash = Sha256::new().chain_update(STYLE).chain_update(SCRIPT).finalize();
    hex::encode(&hash[..8])
});

/// Where a file is found.
pub(super) fn address(name: &str) -> String {
    format!("/desk/assets/{}/{name}", *VERSION)
}

/// `GET /desk/assets/{version}/{name}`.
pub(super) async fn asset(Path((version, name)): Path<(String, String)>) -> Response {
    let (kind, content) = match name.as_str() {
        "desk.css" => ("text/css; charset=utf-8", STYLE),
        "desk.js" => ("text/javascript; charset=utf-8", SCRIPT),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let cache = if version == *VERSION { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [(CONTENT_TYPE, HeaderValue::from_static(kind)), (CACHE_CONTROL, HeaderValue::from_static(cache))];
    (headers, content).into_response()
}
