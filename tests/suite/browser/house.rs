//! The demo's house as `ticketlotse demo` serves it: everything behind the page is the real thing.

use std::net::SocketAddr;
use std::sync::Arc;

use ticketlotse::desks::embedded::EmbeddedDesk;
use ticketlotse::desks::support::{Agent, AgentReply, Case, QueueQuery, SupportDesk};
use ticketlotse::domain::TicketNumber;
use ticketlotse::http::demo::only_here;
use ticketlotse::service::Service;
use ticketlotse::wiring::{self, Sources};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::driver::Browser;
use super::proxy::Wire;

/// The house, served until it is closed.
pub struct House {
    desk: EmbeddedDesk,
    service: Arc<Service>,
    /// What a browser goes through; it can be cut.
    pub wire: Wire,
    stop: Option<oneshot::Sender<()>>,
    served: tokio::task::JoinHandle<anyhow::Result<()>>,
    _folder: tempfile::TempDir,
}

impl House {
    /// Builds and serves it.
    #[expect(clippy::disallowed_methods, reason = "the house owns its server and ends it")]
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut house = wiring::demo::build(folder.path(), Sources::default()).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address: SocketAddr = listener.local_addr().unwrap();
        let wire = Wire::to(address).await;
        house.router = only_here(house.router, wire.address.port());
        let (desk, service) = (house.desk.clone(), Arc::clone(&house.service));
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tokio::spawn(wiring::serve(house, listener, async {
            let _ended = stopped.await;
        }));
        Self { desk, service, wire, stop: Some(stop), served, _folder: folder }
    }

    /// An address of it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.wire.address)
    }

    /// The code in the newest mail.
    pub async fn code(&self, browser: &Browser) -> String {
        let script = "const done = arguments[arguments.length - 1];
            const look = async () => {
                const mails = await (await fetch('/mailbox/mails')).json();
                const code = mails.find((mail) => mail.code)?.code;
                code ? done(code) : setTimeout(look, 50);
            };
            look();";
        browser.run_async(script, serde_json::json!([])).await.as_str().unwrap().to_owned()
    }

    /// The one ticket with that title, as support sees it.
    pub async fn case(&self, title: &str) -> Case {
        let query = QueueQuery { words: Some(title.to_owned()), ..QueueQuery::default() };
        let query = QueueQuery { states: ticketlotse::conversation::effect::States::All, ..query };
        let found = self.desk.queue(&query, 10).await.unwrap();
        assert_eq!(found.total, 1, "„{title}“ is one ticket");
        self.desk.case(&found.tickets[0].ticket.number).await.unwrap()
    }

    /// Support answers, away from the page.
    pub async fn answers(&self, number: &TicketNumber, text: &str) {
        let agent = Agent { name: "Mira Sommer".to_owned() };
        let reply = AgentReply { text: text.to_owned(), files: Vec::new(), status: None };
        self.desk.reply(&agent, number, &reply, &format!("op {text}").as_str().into()).await.unwrap();
        self.service.desk_has_changed();
    }

    /// Ends it; what went wrong in serving fails the test.
    pub async fn close(mut self) {
        let _asked = self.stop.take().map(|stop| stop.send(()));
        (&mut self.served).await.unwrap().unwrap();
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.served.abort();
    }
}
