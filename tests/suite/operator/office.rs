//! Where an operator sits: a configuration file, a folder for lists, and the real program.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A place to run commands in.
pub(super) struct Office {
    folder: tempfile::TempDir,
}

/// What a command came to.
#[derive(Debug)]
pub(super) struct Ran {
    /// Exit code.
    pub(super) code: i32,
    /// What it printed.
    pub(super) out: String,
    /// What it complained about.
    pub(super) err: String,
}

impl Ran {
    /// It did what it was told; answers what it printed.
    #[track_caller]
    pub(super) fn done(self) -> String {
        assert_eq!(self.code, 0, "{self:#?}");
        self.out
    }

    /// It refused; answers why.
    #[track_caller]
    pub(super) fn refused(self) -> String {
        assert_eq!((self.code, self.out.as_str()), (1, ""), "{self:#?}");
        self.err
    }
}

impl Office {
    /// One whose configuration names that database.
    pub(super) fn on(url: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let config = format!(
            "[server]\nlisten = \"127.0.0.1:0\"\n[database]\nurl = \"{url}\"\n[mail]\ntransport = \"folder\"\nfolder = \"{}\"\n",
            folder.path().join("mail").display()
        );
        std::fs::write(folder.path().join("ticketlotse.toml"), config).expect("a file");
        Self { folder }
    }

    /// A file of the operator's; answers its path.
    pub(super) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path: PathBuf = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path.to_str().expect("a path that is text").to_owned()
    }

    /// A path in the office where nothing needs to be.
    pub(super) fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().expect("a path that is text").to_owned()
    }

    /// The program with these arguments, not started yet.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ticketlotse"));
        command.args(arguments).current_dir(self.folder.path()).env_clear();
        command
    }

    /// Runs a command to its end.
    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    /// Runs a command that reads something.
    pub(super) fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = self.start(arguments);
        child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("it reads");
        let output = child.wait_with_output().expect("it ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints text");
        Ran { code: output.status.code().expect("no signal"), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Starts a command that goes on.
    pub(super) fn start(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the program starts")
    }

    /// The rows of a list, as JSON.
    #[track_caller]
    pub(super) fn rows(&self, arguments: &[&str]) -> Vec<serde_json::Value> {
        let mut arguments = arguments.to_vec();
        arguments.push("--json");
        let out = self.run(&arguments).done();
        out.lines().map(|line| serde_json::from_str(line).expect("one JSON object per line")).collect()
    }
}

/// Asks a process to end, and waits until it has.
pub(super) fn stop(mut child: Child) -> i32 {
    let asked = Command::new("kill").arg(child.id().to_string()).status().expect("`kill` runs");
    assert!(asked.success());
    child.wait().expect("it ends").code().expect("it ends by itself")
}
