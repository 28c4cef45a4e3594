//! How all of it starts and stops.
//!
//! The service speaks plain HTTP, one hop behind the load balancer that ends the TLS the platform asks for, and that
//! keeps slow and idle connections away.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tower_http::timeout::TimeoutLayer;
use tracing::{error, info, warn};

use crate::auth::{self, Credential};
use crate::backoff::Backoff;
use crate::config::{Config, ms};
use crate::get_process::Client;
use crate::kept::Kept;
use crate::reaction::React;
use crate::seen::Seen;
use crate::webhook::{Intake, receive};
use crate::worker::Worker;

/// Serves until `stop` resolves, and then works off what was accepted, for as long as the configuration says.
pub async fn run(
    config: Config,
    listener: TcpListener,
    reaction: impl React,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let seen = Arc::new(Seen::new(config.remembered));
    let (queue, deliveries) = mpsc::channel(config.queue.get().into());
    let worker = Arc::new(Worker {
        client: Client::new(&config.get_process)?,
        attempts: config.get_process.attempts.get(),
        backoff: Backoff {
            first: ms(config.get_process.first_wait_ms),
            longest: ms(config.get_process.longest_wait_ms),
        },
        seen: Arc::clone(&seen),
        unanswered: Kept::new(&config.unanswered_file)?,
        reaction,
    });
    let intake = Arc::new(Intake {
        subscription: config.subscription,
        seen,
        invalid: Kept::new(&config.invalid_file)?,
        queue,
    });
    let router = router(
        intake,
        config.credentials.into(),
        usize::try_from(config.max_body_bytes)?,
        ms(config.answer_within_ms),
    );

    let hurry = CancellationToken::new();
    let workers = config.workers.get().into();
    let mut working = tokio::spawn(worker.run(workers, deliveries, hurry.clone()));

    let stopping = CancellationToken::new();
    let told = stopping.clone();
    tokio::spawn(async move {
        stop.await;
        info!("stopping");
        told.cancel();
    });

    info!(address = %listener.local_addr()?, "listening");
    let served = async {
        // When serving ends, so does the intake, and with it the sending half of the queue: the worker then ends.
        axum::serve(listener, router)
            .with_graceful_shutdown(stopping.clone().cancelled_owned())
            .await?;
        anyhow::Ok((&mut working).await?)
    };
    let late = async {
        stopping.cancelled().await;
        tokio::time::sleep(ms(config.stop_within_ms)).await;
    };
    let in_time = tokio::select! {
        ended = served => ended.map(|()| true)?,
        () = late => false,
    };
    if !in_time {
        warn!("out of time: what is not done is kept as unanswered");
        hurry.cancel();
        working.await?;
    }
    info!("stopped");
    Ok(())
}

fn router(
    intake: Arc<Intake>,
    credentials: Arc<[Credential]>,
    max_body_bytes: usize,
    answer_within: Duration,
) -> Router {
    Router::new()
        .route("/webhook", post(receive))
        .with_state(intake)
        .layer(DefaultBodyLimit::max(max_body_bytes))
        .layer(middleware::from_fn_with_state(credentials, auth::check))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            answer_within,
        ))
}

/// Resolves at Ctrl-C, and on Unix at SIGTERM.
pub async fn asked_to_stop() {
    let interrupted = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            error!(%error, "can't hear of Ctrl-C");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminations) => {
                terminations.recv().await;
            }
            Err(error) => {
                error!(%error, "can't hear of SIGTERM");
                std::future::pending::<()>().await;
            }
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending();

    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
