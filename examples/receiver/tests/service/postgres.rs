//! A PostgreSQL server of the tests' own, from Debian's packages, where one may be had.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use sqlx::postgres::PgPoolOptions;
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::time::sleep;

use super::process::free_port;

/// A server with an empty database, which ends with this.
pub struct Postgres {
    pub url: String,
    _server: Child,
    _files: TempDir,
}

impl Postgres {
    /// None where there is no server to be had, and then it is printed that the test was skipped.
    pub async fn start() -> Option<Self> {
        match Self::try_start().await {
            Ok(postgres) => Some(postgres),
            Err(reason) => {
                eprintln!("SKIPPED, and nothing is shown about PostgreSQL: {reason}");
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
            // The server refuses to run as root.
            run(Command::new("chown").arg("postgres").arg(files.path())).await?;
        }
        let command = |name: &str| {
            let binary = binaries.join(name);
            if is_root {
                let mut command = Command::new("setpriv");
                command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(binary);
                command
            } else {
                Command::new(binary)
            }
        };
        run(command("initdb").arg("-D").arg(&data).args(["-A", "trust", "-U", "postgres"])).await?;
        let server = command("postgres")
            .arg("-D")
            .arg(&data)
            .args(["-h", "127.0.0.1", "-p", &address.port().to_string(), "-k", ""])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| error.to_string())?;
        let url = format!("postgres://postgres@{address}/postgres");
        for _ in 0..200 {
            if PgPoolOptions::new().connect(&url).await.is_ok() {
                return Ok(Self { url, _server: server, _files: files });
            }
            sleep(Duration::from_millis(50)).await;
        }
        Err("the server does not start".to_owned())
    }
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
