//! A line to the database that goes wrong: it stalls, drips, or is cut around a commit.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

/// What is wrong with the line.
#[derive(Debug, Default)]
struct Faults {
    opened: AtomicUsize,
    /// The connections that were opened before this one are silent.
    silent_before: AtomicUsize,
    /// The numbers of connections to cut when a commit is sent, and when it is confirmed.
    cuts_before_commit: AtomicUsize,
    cuts_after_commit: AtomicUsize,
    drips: AtomicBool,
}

/// A proxy on loopback.
pub struct Proxy {
    pub address: SocketAddr,
    faults: Arc<Faults>,
}

impl Proxy {
    pub async fn start(to: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let faults = Arc::<Faults>::default();
        let shared = Arc::clone(&faults);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let number = shared.opened.fetch_add(1, Ordering::Relaxed);
                let faults = Arc::clone(&shared);
                tokio::spawn(async move {
                    let server = TcpStream::connect(to).await?;
                    forward(client, server, number, &faults).await
                });
            }
        });
        Self { address, faults }
    }

    /// The connections that are open say nothing more; new ones work.
    pub fn stall_what_is_open(&self) {
        self.faults.silent_before.store(self.faults.opened.load(Ordering::Relaxed), Ordering::Relaxed);
    }

    /// Every connection is silent, or none.
    pub fn stall_all(&self, is_on: bool) {
        self.faults.silent_before.store(if is_on { usize::MAX } else { 0 }, Ordering::Relaxed);
    }

    pub fn cut_before_commit(&self, times: usize) {
        self.faults.cuts_before_commit.store(times, Ordering::Relaxed);
    }

    pub fn cut_after_commit(&self, times: usize) {
        self.faults.cuts_after_commit.store(times, Ordering::Relaxed);
    }

    /// How many cuts have not happened yet.
    pub fn cuts_to_come(&self) -> usize {
        self.faults.cuts_before_commit.load(Ordering::Relaxed) + self.faults.cuts_after_commit.load(Ordering::Relaxed)
    }

    pub fn drip(&self, is_on: bool) {
        self.faults.drips.store(is_on, Ordering::Relaxed);
    }
}

/// Takes one of what is left.
fn take(left: &AtomicUsize) -> bool {
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
}

async fn forward(mut client: TcpStream, mut server: TcpStream, number: usize, faults: &Faults) -> std::io::Result<()> {
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (mut up, mut down) = ([0; 4096], [0; 4096]);
    let silence = async || {
        while number < faults.silent_before.load(Ordering::Relaxed) {
            sleep(Duration::from_millis(20)).await;
        }
    };
    loop {
        tokio::select! {
            read = client.read(&mut up) => {
                let sent = &up[..read?];
                silence().await;
                let is_commit = sent.windows(6).any(|bytes| bytes == b"COMMIT");
                if sent.is_empty() || is_commit && take(&faults.cuts_before_commit) {
                    return Ok(());
                }
                server.write_all(sent).await?;
                if is_commit && take(&faults.cuts_after_commit) {
                    // It is confirmed, and nobody hears of it.
                    server.readable().await?;
                    return Ok(());
                }
            }
            read = server.read(&mut down) => {
                let sent = &down[..read?];
                silence().await;
                if sent.is_empty() {
                    return Ok(());
                }
                if faults.drips.load(Ordering::Relaxed) {
                    for bytes in sent.chunks(4) {
                        client.write_all(bytes).await?;
                        sleep(Duration::from_millis(1)).await;
                    }
                } else {
                    client.write_all(sent).await?;
                }
            }
        }
    }
}
