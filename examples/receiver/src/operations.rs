//! The second listener, for the cluster: is it alive, can it take deliveries, and how is it doing.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use metrics::gauge;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::queue::Queue;
use crate::writer::Writer;

const COMMIT_SECONDS: [f64; 8] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0];

/// What the answers are made of.
#[derive(Clone)]
pub struct Operations {
    pub metrics: PrometheusHandle,
    pub queue: Queue,
    pub writer: Writer,
    pub is_paused: Arc<dyn Fn() -> bool + Send + Sync>,
    pub stopping: CancellationToken,
}

/// Collects the metrics of this process. Can be done once.
pub fn metrics() -> anyhow::Result<PrometheusHandle> {
    PrometheusBuilder::new().set_buckets(&COMMIT_SECONDS)?.install_recorder().context("metrics are collected already")
}

pub fn router(operations: Operations) -> Router {
    Router::new()
        .route("/healthz", get(StatusCode::OK))
        .route("/readyz", get(ready))
        .route("/metrics", get(render))
        .with_state(operations)
}

/// Whether deliveries should be sent here: while it stops, or can't write them down, not.
async fn ready(State(operations): State<Operations>) -> StatusCode {
    if operations.writer.is_writable() && !operations.stopping.is_cancelled() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    }
}

async fn render(State(operations): State<Operations>) -> String {
    match timeout(Duration::from_secs(2), operations.queue.depth()).await {
        Ok(Ok(depth)) => {
            for (status, label) in [("Pending", "waiting"), ("Queued", "working"), ("Killed", "dead")] {
                let count = depth.iter().find(|(name, _)| name == status);
                let count = count.map_or(0, |(_, count)| u32::try_from(*count).unwrap_or(u32::MAX));
                gauge!("receiver_queue", "status" => label).set(count);
            }
        }
        Ok(Err(error)) => warn!(%error, "the queue can't be counted"),
        Err(_) => warn!("the queue can't be counted in time"),
    }
    gauge!("receiver_writable").set(u8::from(operations.writer.is_writable()));
    gauge!("receiver_paused").set(u8::from((operations.is_paused)()));
    operations.metrics.run_upkeep();
    operations.metrics.render()
}
