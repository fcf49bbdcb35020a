//! A PostgreSQL server of one's own, on a Unix socket, with its defaults: every commit is synced.

use std::path::{Path, PathBuf};

use anyhow::Context;
use tokio::process::Command;

/// Where Debian's package puts the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// A running server; stopped with this.
pub struct Server {
    folder: PathBuf,
    programs: PathBuf,
    as_postgres: Vec<&'static str>,
}

impl Server {
    /// Makes and starts it below that folder.
    pub async fn start(below: &Path) -> anyhow::Result<Self> {
        let as_root = runs_as_root()?;
        let as_postgres = if as_root {
            vec!["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        } else {
            Vec::new()
        };
        // A socket's path must be short.
        let folder =
            tempfile::Builder::new().prefix("lotse-pg-").tempdir_in(below.ancestors().nth(1).unwrap_or(below))?.keep();
        let server = Self { folder, programs: programs()?, as_postgres };
        if as_root {
            let status = Command::new("chown").arg("postgres").arg(&server.folder).status().await?;
            anyhow::ensure!(status.success(), "chown the server's folder");
        }
        let data = server.folder.join("data").display().to_string();
        let init = ["--pgdata", &data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"];
        server.run("initdb", &init).await?;
        let options = format!("-k {} -h '' -c max_connections=100", server.folder.display());
        let log = server.folder.join("server.log").display().to_string();
        server.run("pg_ctl", &["start", "-w", "-s", "-D", &data, "-l", &log, "-o", &options]).await?;
        Ok(server)
    }

    /// Its database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.display())
    }

    fn command(&self, program: &str) -> std::process::Command {
        let program = self.programs.join(program);
        let mut words = self.as_postgres.iter().map(Path::new).chain([program.as_path()]);
        let mut command = std::process::Command::new(words.next().expect("there is a program"));
        command.args(words).current_dir("/").stdout(std::process::Stdio::null());
        command
    }

    async fn run(&self, program: &str, words: &[&str]) -> anyhow::Result<()> {
        let mut command = self.command(program);
        command.args(words);
        let status = Command::from(command).status().await?;
        anyhow::ensure!(status.success(), "{program} failed");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        let stopped = self.command("pg_ctl").args(["stop", "-s", "-m", "immediate", "-D"]).arg(data).status();
        let removed = std::fs::remove_dir_all(&self.folder);
        if let Err(error) = stopped.and(removed) {
            eprintln!("the PostgreSQL server in {} was not cleared away: {error}", self.folder.display());
        }
    }
}

/// Folder of the newest installed version's programs.
fn programs() -> anyhow::Result<PathBuf> {
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists())
        .max();
    newest.map(|(_, bin)| bin).with_context(|| format!("no PostgreSQL in {DEBIAN}: install the package `postgresql`"))
}

/// PostgreSQL refuses to run as root.
fn runs_as_root() -> anyhow::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    Ok(std::fs::metadata("/proc/self")?.uid() == 0)
}
