//! The files for people: deliveries as they came, one JSON document per line.
//!
//! A line can be posted to the service again, and the crate's example `inspect` reads the file and says what is wrong.
//! A line may stand there twice. A payload names a process and no person, but what the platform adds to it tomorrow
//! may: on Unix the file is its owner's alone.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use idcloud_types::webhook::RawPayload;

#[derive(Debug)]
pub struct Kept {
    path: PathBuf,
}

impl Kept {
    /// Opens the file once, so that one that can't be written fails at start-up.
    pub fn new(path: &Path) -> anyhow::Result<Self> {
        open(path).with_context(|| format!("can't write to {}", path.display()))?;
        Ok(Self { path: path.into() })
    }

    /// Returns when the line is on the disk.
    pub async fn append(&self, raw: &RawPayload) -> io::Result<()> {
        let mut line = serde_json::to_vec(raw)?;
        line.push(b'\n');
        // Opened every time, so that the file can be moved away while the service runs.
        let path = self.path.clone();
        tokio::task::spawn_blocking(move || {
            let mut file = open(&path)?;
            file.write_all(&line)?;
            file.sync_data()
        })
        .await?
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
