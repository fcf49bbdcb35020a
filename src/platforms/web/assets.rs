//! The page's scripts and styles, part of the binary, served under a name that changes with their content.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/platforms/web/assets");

/// The name of this state of the files.
pub static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut files: Vec<_> = FILES.files().collect();
    files.sort_by_key(|file| file.path());
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.path().to_string_lossy().as_bytes());
        hash.update(file.contents());
    }
    hex::encode(&hash.finalize()[..8])
});

/// Where a file is found, under the name of this state.
pub fn asset_address(name: &str) -> String {
    format!("/chat/assets/{}/{name}", *VERSION)
}

/// The page itself, to be filled with texts.
pub fn page() -> &'static str {
    FILES.get_file("chat.html").and_then(|file| file.contents_utf8()).expect("the page is part of the binary")
}

/// `GET /chat/assets/{version}/{name}`.
pub async fn asset(Path((version, name)): Path<(String, String)>) -> Response {
    let kind = match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let Some(file) = FILES.get_file(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let cache = if version == *VERSION { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers: [(HeaderName, HeaderValue); 2] =
        [(CONTENT_TYPE, HeaderValue::from_static(kind)), (CACHE_CONTROL, HeaderValue::from_static(cache))];
    (headers, file.contents()).into_response()
}
