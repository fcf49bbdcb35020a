//! The HTTP side: joins the routes of platforms and desk page, health, and bounds that hold for every request.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::store::Store;

#[cfg(feature = "web")]
pub mod demo;
#[cfg(feature = "web")]
pub mod desk;

/// Joins the routes of all rooms with the health routes.
pub fn router(store: Store, rooms: impl IntoIterator<Item = Router>) -> Router {
    let health = Router::new()
        .route("/health/live", get(|| async { "ok" }))
        .route("/health/ready", get(ready))
        .with_state(Arc::new(store));
    rooms.into_iter().fold(health, Router::merge)
}

/// Ready when the database answers.
async fn ready(State(store): State<Arc<Store>>) -> (StatusCode, &'static str) {
    match store.waiting_conversations(1).await {
        Ok(_) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::warn!(error = ?error, "not ready: the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database does not answer")
        }
    }
}

/// Serves until `until` is done, then lets open requests finish.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    until: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(until)
        .await
}
