//! Works off the queue: asks GetProcess until there is an answer or the attempts are used up.

use std::sync::Arc;

use anyhow::anyhow;
use idcloud_types::ProcessId;
use idcloud_types::webhook::RawPayload;
use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

use crate::backoff::Backoff;
use crate::get_process::Client;
use crate::kept::Kept;
use crate::next_step::NextStep;
use crate::reaction::React;
use crate::seen::{Delivery, Seen};

#[derive(Debug)]
pub struct Worker<R> {
    pub client: Client,
    pub attempts: u16,
    pub backoff: Backoff,
    pub seen: Arc<Seen>,
    pub unanswered: Kept,
    pub reaction: R,
}

impl<R: React> Worker<R> {
    /// Ends when nothing can be queued any more and everything in the queue is done. After `hurry`, what is not done is
    /// kept as unanswered instead.
    pub async fn run(
        self: Arc<Self>,
        at_once: usize,
        mut queue: mpsc::Receiver<RawPayload>,
        hurry: CancellationToken,
    ) {
        let mut running = JoinSet::new();
        loop {
            tokio::select! {
                biased;
                () = hurry.cancelled(), if !queue.is_closed() => queue.close(),
                Some(ended) = running.join_next() => log_breakdown(ended),
                delivery = queue.recv(), if running.len() < at_once => {
                    let Some(delivery) = delivery else { break };
                    let (worker, hurry) = (Arc::clone(&self), hurry.clone());
                    running.spawn(async move { worker.work_off(delivery, hurry).await });
                }
            }
        }
        while let Some(ended) = running.join_next().await {
            log_breakdown(ended);
        }
    }

    async fn work_off(&self, delivery: RawPayload, hurry: CancellationToken) {
        let process = delivery.process_id;
        let done = tokio::select! {
            biased;
            () = hurry.cancelled() => Err(anyhow!("the service stops")),
            done = async {
                let next = self.ask(process).await?;
                self.reaction.react(&delivery, next).await
            } => done,
        };
        let Err(reason) = done else { return };

        // It was acknowledged, so the platform will not send it again: people have to.
        error!(%process, reason = format_args!("{reason:#}"), "unanswered");
        self.seen.forget(Delivery::of(&delivery));
        if let Err(error) = self.unanswered.append(&delivery).await {
            error!(%process, %error, "and it could not be kept: it is lost");
        }
    }

    async fn ask(&self, process: ProcessId) -> anyhow::Result<NextStep> {
        let mut attempt = 1;
        loop {
            let (failure, told) = match self.client.ask(process).await {
                Ok(NextStep::AskAgain) => (anyhow!("the process has not ended"), None),
                Ok(next) => return Ok(next),
                Err(failure) if failure.may_pass() => {
                    let told = failure.retry_after();
                    (failure.into(), told)
                }
                Err(failure) => return Err(failure.into()),
            };
            if attempt >= self.attempts {
                return Err(failure.context(format!("gave up after {attempt} attempts")));
            }
            let wait = self.backoff.wait(attempt, told);
            info!(%process, attempt, ?wait, reason = %failure, "asking again");
            tokio::time::sleep(wait).await;
            attempt += 1;
        }
    }
}

fn log_breakdown(ended: Result<(), JoinError>) {
    if let Err(error) = ended {
        error!(%error, "a worker broke down, and its delivery is lost");
    }
}
