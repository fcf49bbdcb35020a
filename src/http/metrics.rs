//! `/metrics` for Prometheus, at an address of its own.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;

use crate::service::Service;

/// How often what was counted is put together, whether somebody asks or not: until then every duration is kept.
const UPKEEP_EVERY: Duration = Duration::from_secs(5);
/// What Prometheus calls its text format.
const TEXT_FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The metrics of this process, with where they are served.
pub struct Metrics {
    /// Where.
    pub listener: TcpListener,
    /// What was counted.
    pub handle: PrometheusHandle,
}

impl Metrics {
    /// Serves until `until` is done.
    pub async fn serve(
        self,
        service: Arc<Service>,
        until: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let upkeep = self.handle.clone();
        let router = Router::new().route("/metrics", get(show)).with_state(Shown { service, handle: self.handle });
        let served = axum::serve(self.listener, router).with_graceful_shutdown(until).into_future();
        tokio::select! {
            served = served => served,
            never = keep_up(upkeep) => match never {},
        }
    }
}

async fn keep_up(handle: PrometheusHandle) -> std::convert::Infallible {
    loop {
        tokio::time::sleep(UPKEEP_EVERY).await;
        handle.run_upkeep();
    }
}

#[derive(Clone)]
struct Shown {
    service: Arc<Service>,
    handle: PrometheusHandle,
}

async fn show(State(shown): State<Shown>) -> Response {
    shown.service.measure().await;
    ([(CONTENT_TYPE, TEXT_FORMAT)], shown.handle.render()).into_response()
}
