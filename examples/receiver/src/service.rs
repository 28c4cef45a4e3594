//! How all of it starts and stops.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::Response;
use axum::routing::post;
use metrics::counter;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::auth::{self, Credential};
use crate::config::{Config, ms};
use crate::get_process::Client;
use crate::http;
use crate::operations::{self, Operations};
use crate::queue::Queue;
use crate::reaction::React;
use crate::webhook::{Intake, receive};
use crate::worker::{Worker, forget_done, heartbeat, keep_alive};
use crate::writer::Writer;

/// Serves until `stop`, and then finishes what it has begun, within the configured time.
pub async fn run(
    config: watch::Receiver<Arc<Config>>,
    listener: TcpListener,
    metrics: PrometheusHandle,
    reaction: impl React,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let now = Arc::clone(&config.borrow());
    let client = Client::new(&now.get_process)?;
    let queue = Queue::open(&now.database.0).await?;
    let writer = Writer::start(queue.clone());
    // A store that can't be written now may be writable later; until then, nothing is acknowledged.
    heartbeat(&queue, &writer, now.dead_after()).await;

    let worker =
        Arc::new(Worker { queue: queue.clone(), writer: writer.clone(), client, reaction, config: config.clone() });
    let (of_worker, at_cluster) = (Arc::clone(&worker), TcpListener::bind(now.operations).await?);
    let operations = operations::router(Operations {
        metrics,
        queue: queue.clone(),
        writer: writer.clone(),
        is_paused: Arc::new(move || of_worker.client.pause.is_on()),
        stopping: stop.clone(),
    });
    info!(deliveries = %listener.local_addr()?, operations = %at_cluster.local_addr()?, "listening");
    let beside = [
        tokio::spawn(async move { drop(axum::serve(at_cluster, operations).await) }),
        tokio::spawn(keep_alive(queue.clone(), writer.clone(), now.dead_after())),
        tokio::spawn(forget_done(queue.clone(), now.keep_done())),
    ];

    let abort = CancellationToken::new();
    let working = tokio::spawn(worker.run(stop.clone(), abort.clone()));
    let router = router(Intake { config, writer }, now.credentials.clone().into(), now.max_body_bytes);
    let serving = tokio::spawn(http::serve(
        listener,
        router,
        now.connections.get().into(),
        ms(now.header_within_ms),
        stop.clone(),
    ));

    stop.cancelled().await;
    info!("stopping");
    let late = tokio::spawn(async move {
        sleep(ms(now.stop_within_ms)).await;
        warn!("out of time: what is not done is given back");
        abort.cancel();
    });
    working.await?;
    // The worker may end early, and then the requests have the rest of the time.
    let _ = timeout(ms(1_000), serving).await;
    late.abort();
    for task in beside {
        task.abort();
    }
    queue.close().await;
    info!("stopped");
    Ok(())
}

fn router(intake: Intake, credentials: Arc<[Credential]>, max_body_bytes: u32) -> Router {
    let limit = usize::try_from(max_body_bytes).unwrap_or(usize::MAX);
    Router::new()
        .route("/webhook", post(receive))
        .with_state(intake)
        .layer(DefaultBodyLimit::max(limit))
        .layer(middleware::from_fn_with_state(credentials, auth::check))
        .layer(middleware::map_response(async |answer: Response| {
            let status = answer.status().as_str().to_owned();
            counter!("receiver_answers_total", "status" => status).increment(1);
            answer
        }))
}
