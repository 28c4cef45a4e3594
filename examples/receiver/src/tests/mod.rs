//! The service as the platform sees it, over real sockets on loopback.

mod backoff;
mod config;
mod delivering;
mod log;
mod seen;
mod working;

use std::net::SocketAddr;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use idcloud_types::ProcessId;
use idcloud_types::get_process::{ProcessResult, web_sdk};
use idcloud_types::testing::get_process::web_sdk_finished as finished;
use idcloud_types::webhook::RawPayload;
use tempfile::TempDir;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::config::Config;
use crate::fake::{API_KEY, FakeGetProcess, deliver, listen};
use crate::next_step::NextStep;
use crate::reaction::{LogOnly, React};
use crate::service;

/// Nothing here waits for longer; what takes as long has failed.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the service did about a process.
type Done = (ProcessId, NextStep);

#[derive(Debug)]
struct Tell(mpsc::UnboundedSender<Done>);

impl React for Tell {
    async fn react(&self, delivery: &RawPayload, next: NextStep) -> anyhow::Result<()> {
        LogOnly.react(delivery, next).await?;
        Ok(self.0.send((delivery.process_id, next))?)
    }
}

/// A running service, and the GetProcess that it asks.
struct Running {
    address: SocketAddr,
    get_process: FakeGetProcess,
    files: TempDir,
    done: mpsc::UnboundedReceiver<Done>,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<anyhow::Result<()>>,
}

impl Running {
    async fn start(
        answer: impl Fn(ProcessId, usize) -> Response + Clone + Send + Sync + 'static,
    ) -> Self {
        Self::configured(answer, |_| {}).await
    }

    async fn configured(
        answer: impl Fn(ProcessId, usize) -> Response + Clone + Send + Sync + 'static,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let get_process = FakeGetProcess::start(answer).await.unwrap();
        let files = tempfile::tempdir().unwrap();
        let mut config = get_process.config(files.path(), &[]).unwrap();
        config.get_process.attempts = 3.try_into().unwrap();
        config.get_process.first_wait_ms = 1;
        config.get_process.longest_wait_ms = 2;
        change(&mut config);

        let (listener, address) = listen().await.unwrap();
        let (tell, done) = mpsc::unbounded_channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(service::run(config, listener, Tell(tell), async {
            let _ = stopped.await;
        }));
        Self {
            address,
            get_process,
            files,
            done,
            stop,
            serving,
        }
    }

    async fn deliver(&self, body: impl Into<reqwest::Body>) -> u16 {
        let status = deliver(self.address, API_KEY, body).await.unwrap();
        status.as_u16()
    }

    async fn done(&mut self) -> Done {
        timeout(PATIENCE, self.done.recv()).await.unwrap().unwrap()
    }

    /// Stops in good order: what was done beside what was seen before, who was asked about, and what was kept.
    async fn stop(mut self) -> Stopped {
        drop(self.stop);
        timeout(PATIENCE, self.serving)
            .await
            .unwrap()
            .unwrap()
            .unwrap();
        let mut done = Vec::new();
        while let Ok(one) = self.done.try_recv() {
            done.push(one);
        }
        let lines = |name| -> Vec<RawPayload> {
            let text = std::fs::read_to_string(self.files.path().join(name)).unwrap();
            text.lines().map(|line| line.parse().unwrap()).collect()
        };
        Stopped {
            done,
            asked: self.get_process.asked(),
            invalid: lines("invalid.jsonl"),
            unanswered: lines("unanswered.jsonl"),
        }
    }
}

#[derive(Debug)]
struct Stopped {
    done: Vec<Done>,
    asked: Vec<ProcessId>,
    invalid: Vec<RawPayload>,
    unanswered: Vec<RawPayload>,
}

fn answer(response: &web_sdk::Response) -> Response {
    serde_json::to_string(response).unwrap().into_response()
}

fn ok(id: ProcessId, _times: usize) -> Response {
    answer(&finished(id, ProcessResult::Ok))
}

fn expired(id: ProcessId, _times: usize) -> Response {
    answer(&finished(id, ProcessResult::Expired))
}

fn unavailable(_id: ProcessId, _times: usize) -> Response {
    StatusCode::BAD_GATEWAY.into_response()
}
