//! A PostgreSQL server of the tests' own, from Debian's packages, where one may be had.

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use sqlx::Connection;
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::time::sleep;

use super::process::free_port;

/// A server with an empty database, which ends with this.
pub struct Postgres {
    pub address: SocketAddr,
    server: Child,
    binaries: PathBuf,
    files: TempDir,
}

impl Postgres {
    /// `None` if no server can be had; then prints that the test was skipped.
    pub async fn start() -> Option<Self> {
        match Self::try_start().await {
            Ok(postgres) => Some(postgres),
            Err(reason) => {
                // Not by a macro, whose output is hidden when the test passes.
                let _ = writeln!(std::io::stderr(), "SKIPPED, and nothing is shown about PostgreSQL: {reason}");
                None
            }
        }
    }

    async fn try_start() -> Result<Self, String> {
        let binaries = match binaries() {
            Some(binaries) => binaries,
            None => install().await?,
        };
        let files = tempfile::tempdir().map_err(|error| error.to_string())?;
        let data = files.path().join("data");
        let address = free_port();
        let is_root = run(Command::new("id").arg("-u")).await? == "0";
        if is_root {
            run(Command::new("chown").arg("postgres").arg(files.path())).await?;
        }
        let command = |name: &str| as_postgres(&binaries.join(name), is_root);
        let encoding = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync"];
        run(command("initdb").arg("-D").arg(&data).args(encoding)).await?;
        let server = serve(&binaries, is_root, &data, address)?;
        let postgres = Self { address, server, binaries, files };
        if postgres.is_up().await { Ok(postgres) } else { Err("the server does not start".to_owned()) }
    }

    pub fn url(&self) -> String {
        Self::url_at(self.address)
    }

    /// The same database at another address, as behind a proxy.
    pub fn url_at(address: SocketAddr) -> String {
        format!("postgres://postgres@{address}/postgres")
    }

    /// Runs statements, each by itself, as the owner of all.
    pub async fn execute(&self, statements: &[&'static str]) {
        let mut connection = sqlx::PgConnection::connect(&self.url()).await.unwrap();
        for statement in statements {
            sqlx::query(*statement).execute(&mut connection).await.unwrap();
        }
    }

    /// Ends the server as a crash does, and starts it again.
    pub async fn crash_and_start(&mut self) {
        let pid = self.server.id().unwrap().to_string();
        run(Command::new("kill").args(["-s", "QUIT", &pid])).await.unwrap();
        self.server.wait().await.unwrap();
        let is_root = run(Command::new("id").arg("-u")).await.unwrap() == "0";
        self.server = serve(&self.binaries, is_root, &self.files.path().join("data"), self.address).unwrap();
        assert!(self.is_up().await, "the server does not start again");
    }

    async fn is_up(&self) -> bool {
        for _ in 0..600 {
            if sqlx::PgConnection::connect(&self.url()).await.is_ok() {
                return true;
            }
            sleep(Duration::from_millis(50)).await;
        }
        false
    }
}

fn serve(binaries: &Path, is_root: bool, data: &Path, address: SocketAddr) -> Result<Child, String> {
    let mut server = as_postgres(&binaries.join("postgres"), is_root);
    server.arg("-D").arg(data).args(["-h", "127.0.0.1", "-p", &address.port().to_string(), "-k", ""]);
    server.stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    server.spawn().map_err(|error| error.to_string())
}

/// A program of the server, which refuses to run as root.
fn as_postgres(binary: &Path, is_root: bool) -> Command {
    if !is_root {
        return Command::new(binary);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(binary);
    command
}

fn binaries() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let folders = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
    folders.filter(|folder| folder.join("initdb").exists()).max()
}

async fn install() -> Result<PathBuf, String> {
    for arguments in [&["update"][..], &["install", "-y", "--no-install-recommends", "postgresql"]] {
        run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive")).await?;
    }
    binaries().ok_or_else(|| "the package has no server".to_owned())
}

async fn run(command: &mut Command) -> Result<String, String> {
    let output = tokio::time::timeout(Duration::from_mins(3), command.kill_on_drop(true).output());
    let output = output.await.map_err(|_| format!("{command:?} takes too long"))?;
    let output = output.map_err(|error| format!("{command:?}: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if output.status.success() {
        Ok(text(&output.stdout))
    } else {
        Err(format!("{command:?}: {}", text(&output.stderr)))
    }
}
