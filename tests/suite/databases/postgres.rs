//! One PostgreSQL server per test run, from Debian's package, in a temporary folder, on a Unix socket only.
//!
//! A shell guards it: it starts the server, waits until this process is gone (its standard input ends, however this
//! process ended), stops the server and removes the folder.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tokio::sync::OnceCell;

/// Where Debian's package puts the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// `$1` is the folder of its programs, the rest is what a program is run with (as its own user, when the tests run as
/// root: PostgreSQL refuses root). Nothing needs to survive: the data lie in memory where there is room for them, and
/// nothing is synced (`-F`).
const GUARD: &str = r#"
set -eu
# Whoever started this may be gone already.
trap '' PIPE
bin=$1
shift
base=${TMPDIR:-/tmp}
free=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
if [ "${free:-0}" -gt 1048576 ] && [ -w /dev/shm ]; then base=/dev/shm; fi
folder=$(mktemp -d "$base/lotse-pg-XXXXXX")
stop() {
    "$@" "$bin/pg_ctl" stop -s -m immediate -D "$folder/data" >/dev/null 2>&1 || true
    cd / && rm -rf "$folder"
}
trap 'stop "$@"' EXIT
if [ "$#" -gt 0 ]; then chown postgres "$folder"; fi
cd "$folder"
{
    "$@" "$bin/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync &&
    cat >>"$folder/data/postgresql.conf" <<END &&
unix_socket_directories = '$folder'
listen_addresses = ''
fsync = off
full_page_writes = off
max_connections = 300
shared_buffers = 64MB
END
    "$@" "$bin/pg_ctl" start -w -s -D "$folder/data" -l "$folder/server.log"
} >"$folder/start.log" 2>&1 || {
    cat "$folder/start.log" "$folder/server.log" 2>/dev/null || true
    exit 1
}
echo "ready $folder" || true
cat >/dev/null
"#;

pub(crate) struct Server {
    folder: PathBuf,
    /// Its standard input stays open as long as this process lives.
    _guard: Child,
}

/// A database of one test; the next one that is made drops it.
pub(super) struct Database {
    name: String,
}

/// Databases whose tests are over.
static OVER: Mutex<Vec<String>> = Mutex::new(Vec::new());

impl Database {
    pub(super) fn url(&self) -> String {
        server().url(&self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        OVER.lock().unwrap_or_else(PoisonError::into_inner).push(std::mem::take(&mut self.name));
    }
}

/// Makes an empty database.
pub(super) async fn empty_database() -> Database {
    Database { name: create_from("template1").await }
}

/// Makes a database with all migrations: a copy of one that is migrated once per run.
pub(super) async fn migrated_database() -> Database {
    static MIGRATED: OnceCell<String> = OnceCell::const_new();
    let template = MIGRATED.get_or_init(async || {
        let name = create_from("template1").await;
        let db = ticketlotse::database::open(&server().url(&name)).await.expect("a fresh database can be opened");
        db.migrate().await.expect("the migrations run on an empty database");
        db.close().await;
        name
    });
    Database { name: create_from(template.await).await }
}

/// Makes a database and answers its name.
async fn create_from(template: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let name = format!("lotse_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let mut admin = PgConnection::connect(&server().url("postgres")).await.expect("the test server answers");
    let over = std::mem::take(&mut *OVER.lock().unwrap_or_else(PoisonError::into_inner));
    for name in over {
        let drop = AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"));
        admin.execute(drop).await.expect("a database can be dropped");
    }
    let create = AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE {template}"));
    admin.execute(create).await.expect("a database can be made");
    admin.close().await.expect("a connection can be closed");
    name
}

impl Server {
    /// A server of one test's own, which it may stop; ends with the value.
    pub(crate) fn own() -> Self {
        start()
    }

    /// How to open one of its databases.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder.display())
    }

    /// Stops it as a crash would.
    pub(crate) fn stop(&self) {
        self.control(&["stop", "-m", "immediate"]);
    }

    /// Starts it again.
    pub(crate) fn start_again(&self) {
        let log = self.folder.join("server.log");
        self.control(&["start", "-w", "-l", &log.to_string_lossy()]);
    }

    fn control(&self, what: &[&str]) {
        let program = programs().join("pg_ctl");
        let mut command = if runs_as_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.args(what).arg("-s").arg("-D").arg(self.folder.join("data")).current_dir(&self.folder);
        let done = command.stdin(Stdio::null()).stdout(Stdio::null()).status().expect("pg_ctl can be started");
        assert!(done.success(), "pg_ctl {what:?}");
    }

    /// Cuts every connection, as a failing over does.
    pub(crate) async fn cut(&self) {
        let mut admin = PgConnection::connect(&self.url("postgres")).await.expect("the test server answers");
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'";
        admin.execute(cut).await.expect("connections can be cut");
    }
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(start)
}

fn start() -> Server {
    let mut command = Command::new("sh");
    command.args(["-c", GUARD, "guard"]).arg(programs());
    if runs_as_root() {
        command.args(["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    // A group of its own: Ctrl-C in a terminal must not end the guard before it has stopped the server.
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0);
    let mut guard = command.spawn().expect("a shell can be started");
    let mut output = BufReader::new(guard.stdout.take().expect("standard output is piped"));
    let mut line = String::new();
    output.read_line(&mut line).expect("the guard's output can be read");
    let Some(folder) = line.trim().strip_prefix("ready ") else {
        output.read_to_string(&mut line).expect("the guard's output can be read");
        guard.wait().expect("the guard has ended");
        panic!("PostgreSQL did not start:\n{line}");
    };
    Server { folder: PathBuf::from(folder), _guard: guard }
}

/// Folder of the newest installed version's programs.
pub(crate) fn programs() -> PathBuf {
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists() && bin.join("postgres").exists())
        .max();
    let (_, bin) = newest.unwrap_or_else(|| {
        panic!("these tests need PostgreSQL, and there is none in {DEBIAN}: install the Debian package `postgresql`")
    });
    bin
}

fn runs_as_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(Path::new("/proc/self")).is_ok_and(|process| process.uid() == 0)
}
