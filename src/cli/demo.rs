//! `ticketlotse demo`: everything with a made-up company, on this machine only.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;

use super::serve::stop_signal;
use crate::http;
use crate::wiring::{self, Sources};

/// Options of the demo.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Keep the demo's data in this folder instead of a temporary one.
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl Demo {
    pub(super) async fn run(&self) -> anyhow::Result<()> {
        let temporary = std::env::temp_dir().join(format!("ticketlotse-demo-{}", std::process::id()));
        let folder = self.folder.clone().unwrap_or_else(|| temporary.clone());
        let mut house = wiring::demo::build(&folder, Sources::default()).await?;
        let listener = self.listen().await?;
        house.router = http::demo::only_here(house.router, listener.local_addr()?.port());
        println!("\n  Ticketlotse demo:  http://{}/\n\n  Stop it with Ctrl-C.\n", listener.local_addr()?);
        let served = wiring::serve(house, listener, stop_signal()?).await;
        if self.folder.is_none() {
            // Only what this process made; a folder that cannot be removed is the system's to clean up.
            let _left = std::fs::remove_dir_all(&temporary);
        }
        served
    }

    /// The wanted port, or a free one when somebody else has it.
    async fn listen(&self) -> anyhow::Result<TcpListener> {
        let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        match TcpListener::bind(at(self.port)).await {
            Ok(listener) => Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                eprintln!("Port {} is taken; a free one is used instead.", self.port);
                TcpListener::bind(at(0)).await.context("find a free port")
            }
            Err(error) => Err(error).with_context(|| format!("listen on port {}", self.port)),
        }
    }
}
