//! `/health/live` and `/health/ready`: whether the process runs, and whether it is to get requests. Says nothing that a
//! stranger may not know.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use serde_json::json;
use tokio::sync::Mutex;

use crate::service::Service;
use crate::service::health::Readiness;
use crate::telemetry::Stopwatch;

/// For so long an answer is given again: asking often costs nothing.
const KEPT: Duration = Duration::from_secs(1);

struct Health {
    service: Arc<Service>,
    last: Mutex<Option<(Stopwatch, Readiness)>>,
}

/// Both addresses.
pub fn router(service: Arc<Service>) -> Router {
    Router::new()
        .route("/health/live", get(|| async { Json(json!({ "status": "live" })) }))
        .route("/health/ready", get(ready))
        .with_state(Arc::new(Health { service, last: Mutex::default() }))
}

async fn ready(State(health): State<Arc<Health>>) -> Response {
    // Whoever asks meanwhile waits for the same answer.
    let mut last = health.last.lock().await;
    let kept = last.as_ref().filter(|(asked, _)| asked.elapsed() < KEPT).map(|(_, kept)| *kept);
    let mut readiness = if let Some(kept) = kept {
        kept
    } else {
        let looked = health.service.readiness().await;
        *last = Some((Stopwatch::start(), looked));
        looked
    };
    readiness.staying = !health.service.is_leaving();
    let word = |ok: bool| if ok { "ok" } else { "failed" };
    let body = json!({
        "status": if readiness.is_ready() { "ready" } else { "not_ready" },
        "checks": {
            "database": word(readiness.database),
            "migrations": word(readiness.migrations),
            "shutdown": if readiness.staying { "no" } else { "under_way" },
        },
    });
    let status = if readiness.is_ready() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(body)).into_response()
}
