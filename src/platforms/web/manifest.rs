//! The page's manifest (W3C Web Application Manifest): with it a browser offers to keep the chat on the home screen.
//! `manifest/web.json` holds what is the same everywhere; the company's name, the language and the icon are added here.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::assets::asset_address;
use super::routes::Web;

const SHIPPED: &str = include_str!("../../../manifest/web.json");

/// `GET /chat/manifest.webmanifest`.
pub async fn manifest(State(web): State<Arc<Web>>) -> Response {
    let mut manifest: Value = serde_json::from_str(SHIPPED).expect("a test reads the shipped manifest");
    let name = manifest["name"].as_str().unwrap_or_default().to_owned();
    manifest["name"] = json!(format!("{name} · {}", web.config().company));
    manifest["lang"] = json!(web.default_language());
    // A drawing fits every size; Chromium's rule for a home screen is one of at least 144 pixels.
    manifest["icons"] = json!([{ "src": asset_address("logo.svg"), "sizes": "any", "type": "image/svg+xml" }]);
    ([(CONTENT_TYPE, "application/manifest+json")], manifest.to_string()).into_response()
}
