//! The disk is full, the database cannot be written, or somebody else holds it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Executor};

use crate::real::count;
use crate::real::customer::{Customer, Ledger};
use crate::real::program::{House, Plan};

/// Longer than the program waits for a lock.
const HELD: Duration = Duration::from_secs(11);

/// A small file system of its own.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut mount = Command::new("mount");
        let mount = mount.args(["-t", "tmpfs", "-o", "size=12m", "none"]).arg(folder.path());
        assert!(mount.status().is_ok_and(|done| done.success()), "only root may mount a file system");
        Self(folder)
    }

    fn ballast(&self) -> PathBuf {
        self.0.path().join("ballast")
    }

    /// Writes until nothing fits any more.
    fn fill(&self) {
        use std::io::Write;
        let mut file = std::fs::File::options().create(true).append(true).open(self.ballast()).expect("a file");
        while file.write_all(&[7; 4096]).is_ok() {}
        while file.write_all(&[7]).is_ok() {}
    }

    fn free(&self) {
        std::fs::remove_file(self.ballast()).expect("removed");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if !Command::new("umount").arg("-l").arg(self.0.path()).status().is_ok_and(|done| done.success()) {
            eprintln!("{} is still mounted", self.0.path().display());
        }
    }
}

/// A house in which a customer works while `trouble` happens; nothing is lost.
async fn through(house: &mut House, trouble: impl AsyncFnOnce()) {
    house.start("");
    house.ready().await;
    let ledger = Mutex::new(Ledger::default());
    // One is signed in before, one comes in the middle of it.
    let (ports, mails) = ([house.port], house.mails());
    Customer::visit(&ports, &mails, 0, 1, &ledger).await;
    let work = async {
        tokio::join!(Customer::visit(&ports, &mails, 1, 3, &ledger), Customer::visit(&ports, &mails, 2, 3, &ledger));
    };
    tokio::join!(work, async {
        trouble().await;
    });
    let ledger = ledger.into_inner().expect("nobody panicked");
    count::settled(&house.url(), 0).await;
    house.stop().await;
    let wrong = count::wrong(&house.url(), &mails, &ledger).await;
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), house.log());
    assert_eq!(ledger.tickets.len(), 7);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "mounts a small file system: `make test` runs it as root"]
async fn a_full_disk_refuses_in_words_and_loses_nothing() {
    let disk = SmallDisk::mount();
    let mut house = House::build_at(disk.0.path(), &Plan::with_members(3));
    through(&mut house, async || {
        for _ in 0..3 {
            disk.fill();
            tokio::time::sleep(Duration::from_millis(700)).await;
            disk.free();
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    })
    .await;
    assert!(house.log().contains("full"), "it never was full:\n{}", house.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_somebody_else_holds_is_waited_for() {
    let mut house = House::build(&Plan::with_members(3));
    let database = house.database();
    through(&mut house, async || {
        let mut other = SqliteConnectOptions::new().filename(&database).connect().await.expect("it opens");
        other.execute("BEGIN IMMEDIATE").await.expect("nobody else writes right now");
        tokio::time::sleep(HELD).await;
        other.execute("ROLLBACK").await.expect("given back");
    })
    .await;
    assert!(house.log().contains("locked"), "nobody had to wait:\n{}", house.log());
}

#[test]
fn a_database_that_cannot_be_written_is_named_at_the_start() {
    let mut house = House::build(&Plan::with_members(1));
    std::fs::create_dir(house.mails()).expect("made");
    let folder = house.database().parent().expect("a folder").to_owned();
    let served = as_stranger(&folder, &house.config());
    assert!(!served.status.success());
    let said = String::from_utf8_lossy(&served.stderr);
    assert!(said.contains("database"), "{said}");
    house.kill();
}

/// Serves as a user who may read, but write nothing there.
fn as_stranger(folder: &Path, config: &Path) -> std::process::Output {
    let run = |program: &str, arguments: &[&str]| {
        let done = Command::new(program).args(arguments).arg(folder).status().expect("it is there");
        assert!(done.success());
    };
    run("chmod", &["-R", "a+rX,a-w"]);
    let program = env!("CARGO_BIN_EXE_ticketlotse");
    let is_root = {
        use std::os::unix::fs::MetadataExt;
        std::fs::metadata("/proc/self").is_ok_and(|it| it.uid() == 0)
    };
    let mut command = if is_root {
        // Root may write everywhere: a copy that a stranger may read and run.
        let copy = folder.join("program");
        run("chmod", &["u+w"]);
        std::fs::copy(program, &copy).expect("copied");
        run("chmod", &["-R", "a+rX,a-w"]);
        let mut command = Command::new("setpriv");
        command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]).arg(copy);
        command
    } else {
        Command::new(program)
    };
    let done = command.arg("--config").arg(config).arg("serve").output().expect("it can be started");
    run("chmod", &["-R", "u+w"]);
    done
}
