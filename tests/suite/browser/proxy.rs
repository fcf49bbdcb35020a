//! A wire between browser and server that can be cut, and a network that is down.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

/// The wire.
pub struct Wire {
    /// Where the browser connects to.
    pub address: SocketAddr,
    down: Arc<AtomicBool>,
    cut: std::sync::Mutex<CancellationToken>,
    current: Arc<std::sync::Mutex<CancellationToken>>,
    server: tokio::task::JoinHandle<()>,
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.server.abort();
        self.cut.lock().unwrap().cancel();
    }
}

impl Wire {
    /// A wire to that server.
    #[expect(clippy::disallowed_methods, reason = "the wire owns its tasks and ends them")]
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let down = Arc::new(AtomicBool::new(false));
        let first = CancellationToken::new();
        let current = Arc::new(std::sync::Mutex::new(first.clone()));
        let (is_down, token) = (Arc::clone(&down), Arc::clone(&current));
        let task = tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                if is_down.load(Ordering::SeqCst) {
                    continue;
                }
                let token = token.lock().unwrap().clone();
                tokio::spawn(async move {
                    let Ok(mut far) = TcpStream::connect(server).await else { return };
                    tokio::select! {
                        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                        () = token.cancelled() => {}
                    }
                });
            }
        });
        Self { address, down, cut: std::sync::Mutex::new(first), current, server: task }
    }

    /// Cuts every connection; new ones work.
    pub fn cut(&self) {
        let next = CancellationToken::new();
        *self.current.lock().unwrap() = next.clone();
        let mut cut = self.cut.lock().unwrap();
        cut.cancel();
        *cut = next;
    }

    /// Cuts every connection and lets none through.
    pub fn down(&self) {
        self.down.store(true, Ordering::SeqCst);
        self.cut();
    }

    /// Lets connections through again.
    pub fn up(&self) {
        self.down.store(false, Ordering::SeqCst);
    }
}
