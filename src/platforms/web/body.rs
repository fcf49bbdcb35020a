//! Reads a JSON body, bounded, and refuses in words instead of the framework's English.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use super::patience::is_too_slow;
use super::refusal::Refusal;

/// Largest JSON body in bytes: a native form with every field filled in.
const MAX_BODY_BYTES: usize = 512 * 1024;

/// A JSON body.
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request<Body>, _state: &S) -> Result<Self, Refusal> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if kind.split(';').next().map(str::trim) != Some("application/json") {
            return Err(Refusal::Malformed);
        }
        let bytes = to_bytes(request.into_body(), MAX_BODY_BYTES).await;
        let bytes = bytes.map_err(|error| if is_too_slow(&error) { Refusal::TooSlow } else { Refusal::TooLarge })?;
        serde_json::from_slice(&bytes).map(Self).map_err(|_| Refusal::Malformed)
    }
}
