//! The real program on a folder of its own: built, started, killed, started again.

use std::fmt::Write as _;
use std::fs::File;
use std::net::TcpListener;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Longest wait for the program to answer after its start.
const START: Duration = Duration::from_mins(1);
/// How often it is looked whether it answers or has ended.
const LOOK: Duration = Duration::from_millis(4);
/// The signal of a program that a window let die.
const SIGABRT: i32 = 6;

/// The folder of a house.
enum Place {
    /// Removed with it.
    Folder(tempfile::TempDir),
    /// Somebody else's.
    Given(PathBuf),
}

impl Place {
    fn path(&self) -> &Path {
        match self {
            Self::Folder(folder) => folder.path(),
            Self::Given(folder) => folder,
        }
    }
}

/// How a life ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// In the window.
    Window,
    /// Otherwise, by itself.
    Other,
}

/// What a house is built with.
pub struct Plan {
    /// How many members the company has.
    pub members: usize,
    /// Where its database is; without it a file in its folder.
    pub database: Option<String>,
    /// Settings of `[mail]`; without them mails are files.
    pub mail: Option<String>,
    /// The program, if it is not the one that was just built.
    pub program: PathBuf,
    /// More sections, whole.
    pub more: String,
}

impl Plan {
    /// With so many members.
    pub fn with_members(members: usize) -> Self {
        let program = env!("CARGO_BIN_EXE_ticketlotse").into();
        Self { members, database: None, mail: None, program, more: String::new() }
    }
}

/// The program and its folder.
pub struct House {
    folder: Place,
    /// Its port, the same in every life.
    pub port: u16,
    /// What is run.
    program: PathBuf,
    child: Option<Child>,
    log: tempfile::NamedTempFile,
}

impl House {
    /// A configured house with one company.
    pub fn build(plan: &Plan) -> Self {
        // Only processes die here, never the power: memory is as good as a disk, and quicker.
        let shared = Path::new("/dev/shm");
        let folder = if shared.is_dir() { tempfile::tempdir_in(shared) } else { tempfile::tempdir() };
        Self::build_in(Place::Folder(folder.expect("a temporary folder")), plan)
    }

    /// The same in a folder that somebody else removes.
    pub fn build_at(folder: &Path, plan: &Plan) -> Self {
        Self::build_in(Place::Given(folder.to_owned()), plan)
    }

    fn build_in(folder: Place, plan: &Plan) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = free.local_addr().expect("an address").port();
        // Not in the folder: there the disk may be full.
        let log = tempfile::NamedTempFile::new().expect("a file");
        let house = Self { folder, port, program: plan.program.clone(), child: None, log };
        let file = house.url();
        let folder = format!("transport = \"folder\"\nfolder = \"{}\"", house.mails().display());
        let (database, mail) = (plan.database.as_ref().unwrap_or(&file), plan.mail.as_ref().unwrap_or(&folder));
        let config = format!(
            "[server]\nlisten = \"127.0.0.1:{port}\"\npublic_url = \"http://127.0.0.1:{port}\"\n\
             trusted_proxies = [\"127.0.0.1\"]\n[database]\nurl = \"{database}\"\n[mail]\n{mail}\n{}\n",
            plan.more,
        );
        std::fs::write(house.config(), config).expect("written");
        let mut people = "email,customer,name\n".to_owned();
        for number in 0..plan.members {
            writeln!(people, "{},K-1,Person {number}", address(number)).expect("a string takes everything");
        }
        house.import("customer", "id,name\nK-1,Muster GmbH\n");
        house.import("contract", "id,customer,name,valid_from,valid_until\nV-1,K-1,Wartung,2020-01-01,2099-12-31\n");
        house.import("member", &people);
        house
    }

    fn import(&self, what: &str, csv: &str) {
        let file = self.folder.path().join(format!("{what}.csv"));
        std::fs::write(&file, csv).expect("written");
        let done = self.run(&[what, "import", &file.to_string_lossy()]);
        assert!(done.status.success(), "{what}: {}", String::from_utf8_lossy(&done.stderr));
    }

    /// From the next life on it is this program.
    #[cfg(feature = "postgres")]
    pub fn upgrade(&mut self) {
        self.program = env!("CARGO_BIN_EXE_ticketlotse").into();
    }

    /// Where the database is.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("lotse.db")
    }

    /// How its database is opened.
    pub fn url(&self) -> String {
        format!("sqlite:{}", self.database().display())
    }

    /// Where mails are put.
    pub fn mails(&self) -> PathBuf {
        self.folder.path().join("mail")
    }

    /// Its configuration.
    pub fn config(&self) -> PathBuf {
        self.folder.path().join("ticketlotse.toml")
    }

    fn command(&self) -> Command {
        command(&self.program, &self.config())
    }

    /// Runs one command of the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().expect("the program can be started")
    }

    /// Runs commands of the program while it is killed and started again.
    #[cfg(feature = "failpoints")]
    pub fn runner(&self) -> Runner {
        Runner { program: self.program.clone(), config: self.config() }
    }

    /// Starts a life; `windows` says what is to happen where.
    pub fn start(&mut self, windows: &str) {
        let log = File::options().create(true).append(true).open(self.log.path()).expect("a log");
        let mut command = self.command();
        command.arg("serve").env("FAILPOINTS", windows).stdout(Stdio::null()).stderr(log);
        self.child = Some(command.spawn().expect("the program can be started"));
    }

    /// Waits until it answers or has ended.
    pub async fn ready(&mut self) {
        let begun = Instant::now();
        while tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
            if self.ended().is_some() {
                return;
            }
            assert!(begun.elapsed() < START, "the program does not answer:\n{}", self.log());
            tokio::time::sleep(LOOK).await;
        }
    }

    /// How it ended, if it did.
    pub fn ended(&mut self) -> Option<End> {
        let status = self.child.as_mut()?.try_wait().expect("a child can be waited for")?;
        Some(if status.signal() == Some(SIGABRT) { End::Window } else { End::Other })
    }

    /// Waits until it ends, at most so long.
    pub async fn ends_within(&mut self, patience: Duration) -> Option<End> {
        let begun = Instant::now();
        while begun.elapsed() < patience {
            if let Some(end) = self.ended() {
                return Some(end);
            }
            tokio::time::sleep(LOOK).await;
        }
        None
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself just now.
            let _gone = child.kill();
            child.wait().expect("a child can be waited for");
        }
    }

    /// SIGTERM, as whoever runs it would stop it.
    pub async fn stop(&mut self) {
        self.ask_to_end();
        assert!(self.ends_within(START).await.is_some(), "it does not stop");
        self.child = None;
    }

    /// SIGTERM, and SIGKILL if it has not ended after so long, as systemd does.
    #[cfg(feature = "postgres")]
    pub async fn stop_or_kill(&mut self, patience: Duration) {
        self.ask_to_end();
        if self.ends_within(patience).await.is_none() {
            println!("it did not end within {patience:?} and was killed");
        }
        self.kill();
    }

    fn ask_to_end(&self) {
        let pid = self.child.as_ref().expect("it runs").id().to_string();
        let asked = Command::new("kill").args(["-TERM", &pid]).status().expect("`kill` is there");
        assert!(asked.success());
    }

    /// Peak and present memory in KiB, as the kernel counts it.
    pub fn memory_kib(&self) -> u64 {
        let pid = self.child.as_ref().expect("it runs").id();
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("the kernel tells it");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// What it logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log.path()).unwrap_or_default()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.kill();
    }
}

fn command(program: &Path, config: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("--config").arg(config).args(["--log", "ticketlotse=warn"]).stdin(Stdio::null());
    command
}

/// Runs commands of the program.
#[cfg(feature = "failpoints")]
pub struct Runner {
    program: PathBuf,
    config: PathBuf,
}

#[cfg(feature = "failpoints")]
impl Runner {
    /// Whether the command was done.
    pub async fn run(&self, arguments: Vec<String>) -> bool {
        let mut command = command(&self.program, &self.config);
        let run = tokio::task::spawn_blocking(move || command.args(arguments).output());
        run.await.expect("it does not panic").expect("the program can be started").status.success()
    }
}

/// The address of the member with that number.
pub fn address(number: usize) -> String {
    format!("person{number:04}@muster.example")
}
