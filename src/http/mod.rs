//! The HTTP side: joins the routes of platforms and desk page, health, metrics, and bounds that hold for every request.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::service::Service;

#[cfg(feature = "web")]
pub mod demo;
#[cfg(feature = "web")]
pub mod desk;
mod health;
pub mod metrics;

/// How long open requests may take once the process ends.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// Joins the routes of all rooms with the health routes.
pub fn router(service: &Arc<Service>, rooms: impl IntoIterator<Item = Router>) -> Router {
    rooms.into_iter().fold(health::router(Arc::clone(service)), Router::merge)
}

/// All routes, replaceable as a whole while requests come in: texts and forms are part of them.
#[derive(Clone, Debug)]
pub struct Pages(Arc<RwLock<Router>>);

impl Pages {
    /// Begins with these.
    pub fn new(router: Router) -> Self {
        Self(Arc::new(RwLock::new(router)))
    }

    /// From the next request on, these.
    pub fn replace(&self, router: Router) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = router;
    }

    /// What is served: whatever is in place when a request comes.
    pub fn router(&self) -> Router {
        let pages = self.clone();
        Router::new().fallback(move |request: Request| {
            let router = pages.0.read().unwrap_or_else(PoisonError::into_inner).clone();
            async move { router.oneshot(request).await }
        })
    }
}

/// Serves until `until` is done, then lets open requests finish, but not for ever.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    until: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let stopping = CancellationToken::new();
    let stopped = stopping.clone();
    let served = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            until.await;
            stopping.cancel();
        })
        .into_future();
    tokio::select! {
        served = served => served,
        () = async { stopped.cancelled().await; tokio::time::sleep(LAST_REQUESTS).await } => {
            tracing::warn!(seconds = LAST_REQUESTS.as_secs(), "requests were still open at shutdown and are cut off");
            Ok(())
        }
    }
}
