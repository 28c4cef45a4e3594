//! Starts and stops the service.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::middleware;
use axum::response::Response;
use axum::routing::post;
use metrics::counter;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tower_http::limit::RequestBodyLimitLayer;
use tracing::{info, warn};

use crate::auth::{self, Guard};
use crate::bearer::Verifier;
use crate::breaker::Breaker;
use crate::config::{Config, ms};
use crate::get_process::Client;
use crate::health::Progress;
use crate::http;
use crate::operations::{self, Operations};
use crate::queue::Queue;
use crate::reaction::React;
use crate::store::{Mode, Store};
use crate::webhook::{Intake, receive};
use crate::worker::Worker;
use crate::writer::Writer;

/// The part of the time to stop that is reserved for releasing unfinished deliveries.
const LAST: Duration = Duration::from_millis(500);

/// Opens the store, with its tables.
pub async fn open(config: &Config, reaction: &impl React, migrate: bool) -> anyhow::Result<Store> {
    let store = Store::open(&config.database, Mode::Write, ms(config.limits.database_within_ms)).await?;
    if migrate {
        store.migrate().await?;
        let mut connection = store.connection().await?;
        // In PostgreSQL it may fail when another replica makes the same table at the same moment.
        if reaction.prepare(&mut connection).await.is_err() {
            reaction.prepare(&mut connection).await.context("the reaction's tables")?;
        }
    }
    Ok(store)
}

/// Serves until `stop`, and then finishes what it has begun, within the configured time.
pub async fn run(
    config: watch::Receiver<Arc<Config>>,
    metrics: PrometheusHandle,
    reaction: impl React,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let now = Arc::clone(&config.borrow());
    let client = Client::new(config.clone())?;
    let verifier = Verifier::new(&now)?.map(Arc::new);
    let listen = async |at| TcpListener::bind(at).await.with_context(|| format!("can't listen on {at}"));
    let (listener, at_cluster) = (listen(now.listen).await?, listen(now.operations).await?);
    let Some(opened) = stop.run_until_cancelled(open(&now, &reaction, now.migrate_at_start)).await else {
        return Ok(());
    };
    let store = opened?;
    let queue = Queue::new(store.clone(), Duration::from_secs(now.limits.lease_s.get().into()));
    let (writing, working) = (Arc::<Progress>::default(), Arc::<Progress>::default());
    // `/readyz` must know before the first delivery.
    writing.note(&queue.probe().await, "the store can't be written");
    let writer = Writer::start(queue.clone(), Arc::clone(&writing));

    let worker = Arc::new(Worker {
        queue: queue.clone(),
        writer: writer.clone(),
        client,
        reaction: Arc::new(reaction),
        config: config.clone(),
        progress: Arc::clone(&working),
        platform: Breaker::new("get_process"),
        reacting: Breaker::new("reaction"),
        working: Mutex::default(),
    });
    let stopping = CancellationToken::new();
    let operations = operations::router(Operations {
        metrics,
        queue,
        writer: writing,
        worker: working,
        stopping: stopping.clone(),
        depth: Arc::default(),
    });
    info!(deliveries = %listener.local_addr()?, operations = %at_cluster.local_addr()?, "listening");
    let beside = [
        tokio::spawn(async move { drop(axum::serve(at_cluster, operations).await) }),
        tokio::spawn(Arc::clone(&worker).extend_leases()),
        tokio::spawn(Arc::clone(&worker).tidy()),
    ];
    let (close, abort) = (CancellationToken::new(), CancellationToken::new());
    let mut work = tokio::spawn(worker.run(close.clone(), abort.clone()));
    let guard = Guard { config: config.clone(), verifier, refused: Arc::default() };
    let router = router(Intake { config, writer }, guard);
    let serving = tokio::spawn(http::serve(listener, router, now.limits.clone(), close.clone()));

    stop.cancelled().await;
    info!("stopping: not ready any more");
    stopping.cancel();
    sleep(ms(now.drain_ms)).await;
    info!("stopping: no more connections");
    close.cancel();
    let rest = ms(now.stop_within_ms).saturating_sub(ms(now.drain_ms));
    let finish = async { tokio::join!(&mut work, serving) };
    if timeout(rest.saturating_sub(LAST.min(rest / 2)), finish).await.is_err() {
        warn!("out of time: unfinished deliveries are released");
        abort.cancel();
        let _ = timeout(LAST / 2, work).await;
    }
    for task in beside {
        task.abort();
    }
    info!("stopped");
    Ok(())
}

fn router(intake: Intake, guard: Guard) -> Router {
    let max_body_bytes = guard.config.borrow().limits.max_body_bytes.get() as usize;
    Router::new()
        .route("/webhook", post(receive))
        .with_state(intake)
        .layer(RequestBodyLimitLayer::new(max_body_bytes))
        .layer(middleware::from_fn_with_state(guard, auth::check))
        .layer(middleware::map_response(async |answer: Response| {
            let status = answer.status().as_str().to_owned();
            counter!("receiver_answers_total", "status" => status).increment(1);
            answer
        }))
}
