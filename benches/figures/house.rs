//! The program as it ships, in a process of its own, with the people who use it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use ticketlotse::database;
use ticketlotse::service::clock::SystemChance;
use ticketlotse::store::Store;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};
use tokio_util::task::TaskTracker;

use crate::load::now;
use crate::person::Person;
use crate::world::{self, Size};

/// The program.
const PROGRAM: &str = env!("CARGO_BIN_EXE_ticketlotse");
/// Between two looks whether the program listens.
const LOOK_EVERY: Duration = Duration::from_millis(1);
/// It must listen by then.
const PATIENCE: Duration = Duration::from_secs(30);
/// After the people have come: greetings are said, logs are written.
const CALM: Duration = Duration::from_secs(3);

/// A folder on the disk that the build lies on: memory would sync for nothing.
pub fn folder() -> anyhow::Result<tempfile::TempDir> {
    Ok(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?)
}

/// A running program.
pub struct House {
    /// Where it listens.
    pub port: u16,
    config: PathBuf,
    process: Child,
}

/// How many threads the program works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threads {
    /// As many as there are cores.
    AsShipped,
    /// One.
    One,
}

/// Makes an empty database with that much in it.
pub async fn fill(url: &str, size: Size) -> anyhow::Result<Store> {
    let db = database::open(url).await?;
    db.migrate().await?;
    let store = Store::new(Arc::clone(&db), Arc::new(SystemChance));
    world::fill(db.as_ref(), &store, size).await?;
    Ok(store)
}

impl House {
    /// Starts the program on that database, with its default limits.
    pub async fn start(folder: &Path, url: &str, threads: Threads) -> anyhow::Result<Self> {
        let port = TcpListener::bind(("127.0.0.1", 0)).await?.local_addr()?.port();
        let config = folder.join(format!("{port}.toml"));
        let mail = folder.join("mail");
        let text = format!(
            "[server]\nlisten = \"127.0.0.1:{port}\"\npublic_url = \"http://127.0.0.1:{port}\"\n\
            trusted_proxies = [\"127.0.0.1\"]\n[database]\nurl = \"{url}\"\n\
            [mail]\ntransport = \"folder\"\nfolder = \"{}\"\n",
            mail.display()
        );
        tokio::fs::write(&config, text).await?;
        let process = spawn(&config, threads)?;
        let house = Self { port, config, process };
        house.listens().await?;
        Ok(house)
    }

    /// Starts it anew after [`House::stop`]; returns at once, before it listens.
    pub fn start_again(&mut self) -> anyhow::Result<()> {
        self.process = spawn(&self.config, Threads::AsShipped)?;
        Ok(())
    }

    /// Ends the program at once; what it acknowledged is on disk.
    pub async fn stop(&mut self) -> anyhow::Result<()> {
        Ok(self.process.kill().await?)
    }

    /// Waits until it listens.
    pub async fn listens(&self) -> anyhow::Result<()> {
        let begun = now();
        while TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
            anyhow::ensure!(
                begun.elapsed() < PATIENCE,
                "the program does not listen; see {}.log",
                self.config.display()
            );
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    }

    /// The most memory that the program has had so far, in MiB.
    pub fn peak_mib(&self) -> anyhow::Result<f64> {
        let id = self.process.id().context("the program runs")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("the system tells VmHWM")?;
        let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kib / 1024.0)
    }

    /// So many people open the page, are linked, and listen.
    pub async fn people(
        &self,
        store: &Store,
        which: std::ops::Range<usize>,
        tasks: &TaskTracker,
    ) -> anyhow::Result<Vec<Person>> {
        let mut people = Vec::with_capacity(which.len());
        for id in which {
            let (mut person, user) = Person::open(id, self.port, tasks).await?;
            world::link(store, id, user).await?;
            person.listen().await?;
            people.push(person);
        }
        tokio::time::sleep(CALM).await;
        Ok(people)
    }
}

fn spawn(config: &Path, threads: Threads) -> anyhow::Result<Child> {
    let log = std::fs::OpenOptions::new().create(true).append(true).open(config.with_extension("toml.log"))?;
    let mut command = Command::new(PROGRAM);
    command.arg("--config").arg(config).arg("serve").stdout(Stdio::null()).stderr(log).kill_on_drop(true);
    if threads == Threads::One {
        command.env("TOKIO_WORKER_THREADS", "1");
    }
    Ok(command.spawn()?)
}
