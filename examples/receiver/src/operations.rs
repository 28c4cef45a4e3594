//! The second listener, for the cluster: liveness, readiness and metrics.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::sync::Mutex;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tower_http::timeout::TimeoutLayer;
use tracing::warn;

use crate::health::Progress;
use crate::queue::{Depth, Queue};

const SECONDS: [f64; 11] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 60.0];

/// The interval between counts of the queue.
const COUNT_EVERY: Duration = Duration::from_secs(2);

/// The state of the handlers.
#[derive(Clone)]
pub struct Operations {
    pub metrics: PrometheusHandle,
    pub queue: Queue,
    pub writer: Arc<Progress>,
    pub worker: Arc<Progress>,
    pub stopping: CancellationToken,
    pub depth: Arc<Mutex<Option<(Instant, Depth)>>>,
}

/// Installs the recorder of metrics, once for the process.
pub fn metrics() -> anyhow::Result<PrometheusHandle> {
    let handle = PrometheusBuilder::new().set_buckets(&SECONDS)?.install_recorder();
    let handle = handle.context("metrics are collected already")?;
    describe_counter!("receiver_answers_total", "Deliveries by the status they were answered with.");
    describe_counter!("receiver_deliveries_total", "Selected deliveries, by kind and values.");
    describe_counter!("receiver_get_process_total", "Calls of GetProcess, by response.");
    describe_counter!("receiver_outcomes_total", "Responses of GetProcess, by outcome.");
    describe_counter!("receiver_tasks_total", "Tasks, by their result.");
    describe_gauge!("receiver_queue", "Stored deliveries, by state.");
    describe_gauge!("receiver_queue_lag_seconds", "How long the first waiting delivery has been due.");
    describe_gauge!("receiver_queue_age_seconds", "The age of the oldest unfinished delivery.");
    describe_gauge!("receiver_writable", "1 while deliveries can be stored.");
    describe_gauge!("receiver_working", "1 while the queue can be processed.");
    describe_gauge!("receiver_paused", "1 while calls pause because of an outage.");
    describe_gauge!("receiver_build_info", "1, with the version.");
    describe_histogram!("receiver_commit_seconds", "How long a commit of deliveries took.");
    describe_histogram!("receiver_get_process_seconds", "How long a call of GetProcess took, including its token.");
    // An alert needs its series before the first event.
    for status in ["200", "202", "400", "401", "408", "413", "500", "503"] {
        counter!("receiver_answers_total", "status" => status).increment(0);
    }
    for response in ["200", "401", "403", "404", "429", "3xx", "5xx", "unreachable", "too_slow", "no_token", "unusable"]
    {
        counter!("receiver_get_process_total", "response" => response).increment(0);
    }
    for kind in ["valid", "unknown", "invalid"] {
        let none = "none";
        counter!("receiver_deliveries_total", "kind" => kind, "state" => none, "result" => none, "last_event" => none)
            .increment(0);
    }
    for settled in ["done", "again", "postponed", "dead"] {
        counter!("receiver_tasks_total", "settled" => settled).increment(0);
    }
    for outcome in ["verified", "inconclusive", "invalid_identity", "unrecognized"] {
        counter!("receiver_outcomes_total", "outcome" => outcome).increment(0);
    }
    gauge!("receiver_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1);
    let _ = (histogram!("receiver_commit_seconds"), histogram!("receiver_get_process_seconds"));
    Ok(handle)
}

pub fn router(operations: Operations) -> Router {
    let within = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(5));
    Router::new()
        .route("/healthz", get(StatusCode::OK))
        .route("/readyz", get(ready))
        .route("/metrics", get(render))
        .with_state(operations)
        .layer(within)
}

/// Responds whether this replica can accept deliveries, and why not.
async fn ready(State(operations): State<Operations>) -> (StatusCode, &'static str) {
    let unavailable = |why| (StatusCode::SERVICE_UNAVAILABLE, why);
    if operations.stopping.is_cancelled() {
        unavailable("stopping\n")
    } else if !operations.writer.is_well() {
        unavailable("deliveries can't be stored\n")
    } else if !operations.worker.is_well() {
        unavailable("the queue can't be processed\n")
    } else {
        (StatusCode::OK, "ready\n")
    }
}

async fn render(State(operations): State<Operations>) -> String {
    let mut depth = operations.depth.lock().await;
    if depth.as_ref().is_none_or(|(at, _)| at.elapsed() >= COUNT_EVERY) {
        match operations.queue.depth().await {
            Ok(counted) => *depth = Some((Instant::now(), counted)),
            Err(error) => warn!(%error, "the queue can't be counted"),
        }
    }
    if let Some((_, depth)) = depth.as_ref() {
        for state in ["new", "again", "held", "dead"] {
            let count = depth.rows.get(state).copied().unwrap_or_default();
            gauge!("receiver_queue", "state" => state).set(u32::try_from(count).unwrap_or(u32::MAX));
        }
        gauge!("receiver_queue_lag_seconds").set(depth.lag.as_secs_f64());
        gauge!("receiver_queue_age_seconds").set(depth.age.as_secs_f64());
    }
    drop(depth);
    gauge!("receiver_writable").set(u8::from(operations.writer.is_well()));
    gauge!("receiver_working").set(u8::from(operations.worker.is_well()));
    operations.metrics.run_upkeep();
    operations.metrics.render()
}
