//! A private Synapse on loopback. A guard (`tests/matrix/synapse.py`) starts it and stops it by its process id when this
//! process is gone, however it ended.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::downloads::downloaded;

/// Every account's; nobody else reaches the server.
pub const PASSWORD: &str = "nur für Tests";
/// Longest wait for the answer to one request.
const PATIENCE: Duration = Duration::from_secs(30);

/// Python with Synapse and matrix-nio.
pub fn python() -> PathBuf {
    downloaded("matrix/stamp").with_file_name("bin/python")
}

/// A script of the rig.
pub fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/matrix").join(name)
}

/// A folder in memory where there is some: only processes end here, never the power.
pub fn folder() -> tempfile::TempDir {
    let shared = Path::new("/dev/shm");
    let folder = if shared.is_dir() { tempfile::tempdir_in(shared) } else { tempfile::tempdir() };
    folder.expect("a temporary folder")
}

/// How often a user may do what.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Limits {
    /// As often as they like.
    #[default]
    None,
    /// As Synapse has them by itself: ten messages at once, then one in five seconds.
    Own,
}

/// What a server is raised with.
#[derive(Default)]
pub struct Plan {
    /// How often a user may do what.
    pub limits: Limits,
    /// Settings of the homeserver that are other than the rig's.
    pub settings: serde_json::Map<String, Value>,
}

/// An account on a server.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its full id.
    pub user: String,
    /// A token of a device that nobody uses.
    pub token: String,
}

/// A running server; ends with the value.
pub struct Synapse {
    /// Where it answers; the same in every life.
    pub url: String,
    folder: PathBuf,
    plan: Plan,
    guard: Mutex<Option<Guard>>,
    admin: OnceLock<Account>,
    /// Removed with a server of a test's own; the guard removes the shared one's.
    place: Option<tempfile::TempDir>,
}

impl Synapse {
    /// The server of this run.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Synapse> = OnceLock::new();
        SHARED.get_or_init(|| {
            // A value that is never dropped cannot remove its folder.
            let place = folder().keep();
            Self::raise(place, None, Plan::default())
        })
    }

    /// A server of one test's own.
    pub fn own(plan: Plan) -> Self {
        let place = folder();
        Self::raise(place.path().join("synapse"), Some(place), plan)
    }

    fn raise(folder: PathBuf, place: Option<tempfile::TempDir>, plan: Plan) -> Self {
        let guard = Guard::start(&folder, &plan, None, place.is_none());
        let url = guard.url.clone();
        Self { url, folder, plan, guard: Mutex::new(Some(guard)), admin: OnceLock::new(), place }
    }

    /// Makes an account whose name begins like that.
    pub fn register(&self, name: &str) -> Account {
        static NEXT: AtomicUsize = AtomicUsize::new(1);
        self.register_as(&format!("{name}-{}", NEXT.fetch_add(1, Ordering::Relaxed)), false)
    }

    fn register_as(&self, name: &str, is_admin: bool) -> Account {
        let wanted = json!({ "do": "register", "name": name, "password": PASSWORD, "admin": is_admin });
        let mut guard = self.guard.lock().unwrap();
        let made = guard.as_mut().expect("the server runs").ask(&wanted);
        let text = |key: &str| made[key].as_str().unwrap_or_else(|| panic!("{name}: {made}")).to_owned();
        Account { user: text("user_id"), token: text("access_token") }
    }

    /// A request in the name of whoever runs the server.
    pub async fn admin(&self, method: Method, path: &str, body: Value) -> Value {
        let admin = self.admin.get_or_init(|| self.register_as("admin", true));
        let client = reqwest::Client::builder().timeout(PATIENCE).build().expect("a client");
        let request = client.request(method, format!("{}{path}", self.url)).bearer_auth(&admin.token).json(&body);
        let answer = request.send().await.expect("the server answers");
        let status = answer.status();
        let said: Value = answer.json().await.expect("JSON");
        assert!(status.is_success(), "{path}: {status} {said}");
        said
    }

    /// What a user's account says about a subject (`m.direct`), to all devices of theirs.
    pub async fn account_data(&self, user: &str, subject: &str) -> Value {
        let kept = self.admin(Method::GET, &format!("/_synapse/admin/v1/users/{user}/accountdata"), json!({})).await;
        kept["account_data"]["global"][subject].clone()
    }

    /// Stops it in order.
    pub fn stop(&self) {
        self.take().end();
    }

    /// SIGKILL.
    pub fn kill(&self) {
        let mut guard = self.take();
        let killed = Command::new("kill").args(["-KILL", &guard.pid.to_string()]).status().expect("`kill` is there");
        assert!(killed.success());
        guard.end();
    }

    fn take(&self) -> Guard {
        assert!(self.place.is_some(), "the shared server is nobody's to stop");
        self.guard.lock().unwrap().take().expect("it runs")
    }

    /// Starts it again, with all that it knew, on the same port.
    pub fn start_again(&self) {
        let port = self.url.rsplit(':').next();
        let guard = Guard::start(&self.folder, &self.plan, port, false);
        let before = self.guard.lock().unwrap().replace(guard);
        assert!(before.is_none(), "it was not stopped");
    }
}

impl Drop for Synapse {
    fn drop(&mut self) {
        if let Some(mut guard) = self.guard.lock().unwrap().take() {
            guard.end();
        }
    }
}

/// The process that stands for the server.
struct Guard {
    process: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    url: String,
    pid: u64,
}

impl Guard {
    fn start(folder: &Path, plan: &Plan, port: Option<&str>, removes: bool) -> Self {
        let limits = if plan.limits == Limits::Own { "own" } else { "none" };
        let mut command = Command::new(python());
        command.arg(script("synapse.py")).arg(folder).args(["--limits", limits]);
        command.arg("--set").arg(Value::Object(plan.settings.clone()).to_string());
        command.args(port.map(|port| ["--port", port]).into_iter().flatten());
        command.args(removes.then_some("--remove"));
        // A group of its own: Ctrl-C in a terminal must not end the guard before it has stopped the server.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0);
        let mut process = command.spawn().expect("python can be started");
        let requests = process.stdin.take();
        let answers = BufReader::new(process.stdout.take().expect("piped"));
        let mut guard = Self { process, requests, answers, url: String::new(), pid: 0 };
        let said = guard.answer();
        said["url"].as_str().unwrap_or_else(|| panic!("{}", said["error"])).clone_into(&mut guard.url);
        guard.pid = said["pid"].as_u64().expect("a process id");
        guard
    }

    fn ask(&mut self, request: &Value) -> Value {
        writeln!(self.requests.as_mut().expect("open"), "{request}").expect("the guard reads");
        self.answer()
    }

    fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("readable");
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("the server's guard ended: {line}"))
    }

    fn end(&mut self) {
        self.requests = None;
        self.process.wait().expect("a child can be waited for");
    }
}
