//! What the operating system asks for.

use std::io;
use std::sync::Arc;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Listens from now on: Ctrl-C and SIGTERM stop, SIGHUP reads the configuration again.
#[cfg(unix)]
pub fn listen(stop: CancellationToken, hang_up: Arc<Notify>) -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupts = signal(SignalKind::interrupt())?;
    let mut terminations = signal(SignalKind::terminate())?;
    let mut hang_ups = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupts.recv() => stop.cancel(),
                _ = terminations.recv() => stop.cancel(),
                _ = hang_ups.recv() => hang_up.notify_one(),
            }
        }
    });
    Ok(())
}

/// Listens from now on: Ctrl-C stops.
#[cfg(not(unix))]
pub fn listen(stop: CancellationToken, _: Arc<Notify>) -> io::Result<()> {
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            stop.cancel();
        }
    });
    Ok(())
}
