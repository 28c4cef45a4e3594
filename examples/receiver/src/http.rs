//! Plain HTTP for the platform, behind a load balancer that terminates TLS. Connections, heads and waits have limits.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::Extension;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{Duration, sleep};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use crate::config::{Limits, ms};
use crate::health::Sampled;

/// The number of connections by address.
#[derive(Debug, Default)]
struct Peers(Mutex<HashMap<IpAddr, u32>>);

impl Peers {
    /// Counts a connection, unless the address is at its limit.
    fn enter(&self, peer: IpAddr, most: u32) -> bool {
        let mut peers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = peers.entry(peer).or_default();
        let may = *count < most;
        *count += u32::from(may);
        may
    }

    fn leave(&self, peer: IpAddr) {
        let mut peers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = peers.get_mut(&peer) {
            *count -= 1;
            if *count == 0 {
                peers.remove(&peer);
            }
        }
    }
}

/// Serves until `stop`, and then finishes the requests that have begun.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: CancellationToken) {
    let (slots, peers) = (Arc::new(Semaphore::new(limits.connections.get() as usize)), Arc::<Peers>::default());
    let open = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(ms(limits.head_within_ms)).max_buf_size(16 * 1024);
    let (full, greedy) = (Sampled::default(), Sampled::default());
    loop {
        if slots.available_permits() == 0 && full.turn().is_some() {
            warn!("the limit of connections is reached; further ones wait");
        }
        let accept = async { (Arc::clone(&slots).acquire_owned().await, listener.accept().await) };
        let Some((slot, accepted)) = stop.run_until_cancelled(accept).await else { break };
        let (stream, peer) = match accepted {
            Ok((stream, peer)) => (stream, peer.ip().to_canonical()),
            Err(error) => {
                // Such as too many open files.
                warn!(%error, "no connection is accepted for a while");
                sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        if !peers.enter(peer, limits.connections_per_peer.get()) {
            if let Some(more) = greedy.turn() {
                warn!(%peer, more, "the limit of connections from one address is reached; further ones are closed");
            }
            continue;
        }
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        // A client that does not read its responses is disconnected.
        stream.set_write_timeout(Some(ms(limits.write_within_ms)));
        let service = TowerToHyperService::new(router.clone().layer(Extension(peer)));
        let connection = open.watch(http.serve_connection(TokioIo::new(Box::pin(stream)), service));
        let peers = Arc::clone(&peers);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                debug!(%error, "a connection ended");
            }
            peers.leave(peer);
            drop(slot);
        });
    }
    drop(listener);
    open.shutdown().await;
}
