//! `ticketlotse serve`: the bot as configured, until it is told to stop.

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::config::Config;
use crate::wiring::{self, Sources};

pub(super) async fn run(config: &Config) -> anyhow::Result<()> {
    let house = wiring::build(config, Sources::default()).await?;
    let listen = config.server.listen;
    let listener = TcpListener::bind(listen).await.with_context(|| format!("listen on {listen} (server.listen)"))?;
    tracing::info!(address = %listener.local_addr()?, public = config.server.public_url, "serving");
    wiring::serve(house, listener, stop_signal()?).await
}

/// Done when the process is asked to end: Ctrl-C, or SIGTERM from whoever runs it.
pub(super) fn stop_signal() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal(SignalKind::terminate()).context("listen for SIGTERM")?;
    Ok(async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping: what is in hand is finished first");
    })
}
