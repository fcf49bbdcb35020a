//! A bare echo in matrix-nio (`tests/matrix/echo.py`): the least that a bot can do.

use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::time::timeout;

use super::synapse::{PASSWORD, Synapse, folder, python, script};

/// Longest wait for its login.
const START: Duration = Duration::from_secs(30);

/// A running echo; ends with the value.
pub struct Echo {
    /// Its full id.
    pub user: String,
    process: Child,
    _requests: ChildStdin,
    _folder: tempfile::TempDir,
}

impl Echo {
    /// Starts one; it can be invited.
    pub async fn start(synapse: &Synapse) -> Self {
        let (account, folder) = (synapse.register("echo"), folder());
        let mut command = Command::new(python());
        command.arg(script("echo.py")).arg(&synapse.url).arg(folder.path()).args([&account.user, PASSWORD]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().expect("python can be started");
        let requests = process.stdin.take().expect("piped");
        let mut lines = BufReader::new(process.stdout.take().expect("piped")).lines();
        let line = timeout(START, lines.next_line()).await.expect("it starts in time").expect("readable");
        let said: Value = serde_json::from_str(&line.expect("it says who it is")).expect("a line of JSON");
        assert_eq!(said["user"], account.user);
        Self { user: account.user, process, _requests: requests, _folder: folder }
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.process.id().expect("it runs")
    }
}
