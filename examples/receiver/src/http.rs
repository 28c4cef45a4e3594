//! Plain HTTP for the platform, one hop behind the load balancer that ends its TLS: bounded connections and headers.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

/// Serves until `stop`, and then finishes the requests that have begun.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    connections: usize,
    header_within: Duration,
    stop: CancellationToken,
) {
    let slots = Arc::new(Semaphore::new(connections));
    let open = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(header_within).max_buf_size(16 * 1024);
    let accept = async || {
        if slots.available_permits() == 0 {
            warn!(connections, "no more connections are accepted until one is closed");
        }
        let slot = Arc::clone(&slots).acquire_owned().await;
        (slot, listener.accept().await)
    };
    while let Some((slot, accepted)) = stop.run_until_cancelled(accept()).await {
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Such as too many open files.
                warn!(%error, "no connection is accepted for a while");
                sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                debug!(%error, "a connection ended");
            }
            drop(slot);
        });
    }
    drop(listener);
    open.shutdown().await;
}
