//! An installation in a temporary folder, and the program that runs on it.

use std::fmt::Write;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// The program as it was built.
const PROGRAM: &str = env!("CARGO_BIN_EXE_ticketlotse");
/// Longest wait for the program to do something.
const PATIENCE: Duration = Duration::from_mins(1);
/// The address people would type; the program listens at another port, chosen by the system.
pub const PUBLIC_URL: &str = "http://localhost:4711";

/// Configuration, database and mail folder.
pub struct Installation {
    folder: tempfile::TempDir,
}

impl Installation {
    /// With a customer list, on SQLite. `extra` are further lines of the configuration.
    pub fn new(extra: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Self { folder };
        let url = format!("sqlite:{}", home.path("lotse.db").display());
        home.configure(&url, extra);
        home.fill();
        home
    }

    /// Writes the configuration file.
    pub fn configure(&self, database: &str, extra: &str) {
        let mut text = format!("[server]\nlisten = \"127.0.0.1:0\"\npublic_url = \"{PUBLIC_URL}\"\n");
        writeln!(text, "[database]\nurl = \"{database}\"").unwrap();
        writeln!(text, "[mail]\ntransport = \"folder\"\nfolder = \"{}\"", self.path("mail").display()).unwrap();
        text.push_str(extra);
        std::fs::write(self.path("ticketlotse.toml"), text).unwrap();
    }

    fn fill(&self) {
        let lists = [
            ("customer", "id,name\nK-1,Muster GmbH\n"),
            ("contract", "id,customer,name,valid_from,valid_until\nV-1,K-1,Basis,2020-01-01,2099-12-31\n"),
            (
                "member",
                "email,customer,name,role\nanna.berger@muster.example,K-1,Anna Berger,user\n\
                tobias.krueger@muster.example,K-1,Tobias Krüger,customer_admin\n",
            ),
        ];
        for (kind, csv) in lists {
            let file = self.path(&format!("{kind}.csv"));
            std::fs::write(&file, csv).unwrap();
            let done = self.command(&[kind, "import", &file.display().to_string()]);
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command to its end.
    pub fn command(&self, args: &[&str]) -> Output {
        program(&self.path("ticketlotse.toml")).args(args).output().unwrap()
    }

    /// Starts the server and waits until it serves.
    pub fn serve(&self) -> Running {
        self.serve_with(PROGRAM.as_ref(), "ticketlotse=debug,warn")
    }

    /// Starts a given program with a log filter.
    pub fn serve_with(&self, program: &Path, filter: &str) -> Running {
        let mut command = Command::new(program);
        command.arg("--config").arg(self.path("ticketlotse.toml")).args(["--log", filter, "serve"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let log: Arc<Mutex<String>> = Arc::default();
        let (kept, errors) = (Arc::clone(&log), child.stderr.take().unwrap());
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(errors).lines() {
                let Ok(line) = line else { return };
                let mut log = kept.lock().unwrap_or_else(PoisonError::into_inner);
                log.push_str(&line);
                log.push('\n');
            }
        });
        let mut running = Running { child, log, reader: Some(reader), address: String::new() };
        running.address = running.logged("serving", "address");
        running
    }
}

fn program(config: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("--config").arg(config).stdin(Stdio::null());
    command
}

/// A running server; killed with this if it still runs.
pub struct Running {
    child: Child,
    log: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
    /// Where it serves.
    pub address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _over = self.child.wait();
    }
}

impl Running {
    /// Everything it logged so far.
    pub fn log(&self) -> String {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits for a line with that message and gives one of its fields.
    pub fn logged(&mut self, message: &str, field: &str) -> String {
        let begun = Instant::now();
        loop {
            let log = self.log();
            let lines = log.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
            let found = lines.into_iter().find(|line| line["message"] == message);
            if let Some(line) = found {
                return line[field].as_str().map_or_else(|| line[field].to_string(), str::to_owned);
            }
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none() && begun.elapsed() < PATIENCE, "no {message:?} in the log ({ended:?}):\n{log}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// An address of the server.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Sends it a signal.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it has ended; gives how, and everything it logged.
    pub fn ended(mut self) -> (ExitStatus, String) {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        };
        self.reader.take().unwrap().join().unwrap();
        (status, self.log())
    }

    /// Asks it to end, and waits.
    pub fn stop(self) -> String {
        self.signal("TERM");
        let (status, log) = self.ended();
        assert!(status.success(), "{status}:\n{log}");
        log
    }
}

/// Everything in the files of a folder, those below too.
pub fn texts(folder: &Path) -> String {
    let mut all = String::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default();
    files.sort();
    for file in files {
        let _read = std::fs::File::open(file).and_then(|mut file| file.read_to_string(&mut all));
    }
    all
}
