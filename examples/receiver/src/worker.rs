//! Works off the queue: asks GetProcess and reacts, or settles when to try again.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use idcloud_types::webhook::RawPayload;
use metrics::counter;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{interval, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{Instrument, error, info, info_span, warn};

use crate::config::Config;
use crate::get_process::{Client, Concerns};
use crate::next_step::NextStep;
use crate::queue::{Queue, Task};
use crate::reaction::React;
use crate::writer::{Settled, Writer};

/// How often the queue is looked at when nothing is accepted: for due times, and for what another replica accepts.
const LOOK_EVERY: Duration = Duration::from_millis(500);

pub struct Worker<R> {
    pub queue: Queue,
    pub writer: Writer,
    pub client: Client,
    pub reaction: R,
    pub config: watch::Receiver<Arc<Config>>,
}

impl<R: React> Worker<R> {
    /// Works until `stop`, finishes what it works on, and gives the rest back. What still waits for GetProcess after
    /// `abort` is given back too.
    pub async fn run(self: Arc<Self>, stop: CancellationToken, abort: CancellationToken) {
        let at_once = self.config.borrow().workers.get().into();
        let slots = Arc::new(Semaphore::new(at_once));
        let working = TaskTracker::new();
        while let Some(taken) = stop.run_until_cancelled(self.turn(&slots)).await {
            let fetched = self.queue.fetch(taken.len()).await.unwrap_or_else(|error| {
                error!(error = format_args!("{error:#}"), "the queue can't be fetched from");
                Vec::new()
            });
            if fetched.is_empty() {
                let accepted_or_due = timeout(LOOK_EVERY, self.writer.accepted());
                let _ = stop.run_until_cancelled(accepted_or_due).await;
            }
            for (task, slot) in fetched.into_iter().zip(taken) {
                let (worker, abort) = (Arc::clone(&self), abort.clone());
                let span = info_span!("task", key = task.key, attempt = task.attempts + 1);
                let work = async move {
                    abort.run_until_cancelled(worker.work_off(&task)).await;
                    drop(slot);
                };
                working.spawn(work.instrument(span));
            }
        }
        working.close();
        // What waits for a pause to pass would wait for long.
        tokio::select! {
            () = working.wait() => {}
            () = async { while !self.client.pause.is_on() { sleep(LOOK_EVERY / 5).await } } => abort.cancel(),
        }
        working.wait().await;
        match self.queue.release().await {
            Ok(released) => info!(released, "the worker stopped"),
            Err(error) => warn!(%error, "tasks are not given back; their heartbeat will end"),
        }
    }

    /// Waits until GetProcess may be asked and takes all free slots, at least one.
    async fn turn(&self, slots: &Arc<Semaphore>) -> Vec<OwnedSemaphorePermit> {
        self.client.pause.passed().await;
        let mut taken: Vec<_> = Arc::clone(slots).acquire_owned().await.into_iter().collect();
        while let Ok(slot) = Arc::clone(slots).try_acquire_owned() {
            taken.push(slot);
        }
        taken
    }

    async fn work_off(&self, task: &Task) {
        let attempt = AssertUnwindSafe(self.attempt(task)).catch_unwind();
        let settled = attempt.await.unwrap_or_else(|_| {
            error!("the reaction panicked");
            self.again(task, "the reaction panicked", None)
        });
        let label = match &settled {
            Settled::Done => "done",
            Settled::Again(_, attempts, _) if *attempts == task.attempts => "postponed",
            Settled::Again(..) => "retried",
            Settled::Dead(..) => "dead",
        };
        counter!("receiver_tasks_total", "settled" => label).increment(1);
        // Until it is written the task stays this worker's.
        while self.writer.settle(&task.id, &settled).await.is_err() {
            sleep(LOOK_EVERY).await;
        }
    }

    async fn attempt(&self, task: &Task) -> Settled {
        let config = Arc::clone(&self.config.borrow());
        let delivery = match RawPayload::from_slice(task.delivery.body.as_bytes()) {
            Ok(delivery) => delivery,
            Err(malformed) => return dead(task, &malformed.to_string()),
        };
        let next = match self.client.ask(delivery.process_id, &config.criteria).await {
            Ok(next) => next,
            Err(failure) => {
                let reason = failure.to_string();
                return match failure.concerns() {
                    Concerns::Everybody => {
                        warn!(%failure, "postponed");
                        let pause = self.client.pause.begin(&config.retries, failure.retry_after());
                        // To the back of the queue: what fails for one process alone must not pause all again at once.
                        let wait = pause + config.retries.longest().mul_f64(fastrand::f64());
                        Settled::Again(wait, task.attempts, reason)
                    }
                    Concerns::Process => self.again(task, &reason, failure.retry_after()),
                    Concerns::ProcessForGood => dead(task, &reason),
                };
            }
        };
        self.client.pause.end();
        if next == NextStep::AskAgain {
            return self.again(task, "the process has not ended", None);
        }
        match self.reaction.react(&task.key, &delivery, next, &self.writer).await {
            Ok(()) => Settled::Done,
            Err(error) => self.again(task, &format!("the reaction failed: {error:#}"), None),
        }
    }

    /// Spends an attempt.
    fn again(&self, task: &Task, reason: &str, retry_after: Option<Duration>) -> Settled {
        let retries = self.config.borrow().retries;
        let used = task.attempts + 1;
        if used >= retries.attempts {
            return dead(task, &format!("gave up after {used} attempts: {reason}"));
        }
        let wait = retries.wait(used, retry_after);
        info!(?wait, reason, "to be tried again");
        Settled::Again(wait, used, reason.to_owned())
    }
}

/// It was acknowledged, so the platform will not send it again: people have to.
fn dead(task: &Task, reason: &str) -> Settled {
    error!(reason, "a dead letter");
    Settled::Dead(task.attempts + 1, reason.to_owned())
}

/// Keeps this worker's tasks its own, for as long as it runs.
pub async fn keep_alive(queue: Queue, writer: Writer, dead_after: Duration) {
    let mut beats = interval(dead_after / 4);
    loop {
        beats.tick().await;
        heartbeat(&queue, &writer, dead_after).await;
    }
}

/// One beat, which takes over the tasks of a dead worker, and notes whether the store can be written.
pub async fn heartbeat(queue: &Queue, writer: &Writer, dead_after: Duration) {
    let beat = queue.heartbeat(dead_after).await;
    writer.set_writable(beat.is_ok());
    match beat {
        Ok(0) => {}
        Ok(orphans) => warn!(orphans, "tasks of a dead worker are due again"),
        Err(error) => error!(error = format_args!("{error:#}"), "the store can't be written"),
    }
}

/// Forgets what was done long ago, every hour.
pub async fn forget_done(queue: Queue, keep: Duration) {
    let mut hours = interval(Duration::from_hours(1));
    loop {
        hours.tick().await;
        match queue.forget(keep).await {
            Ok(forgotten) => info!(forgotten, "deliveries that were done long ago"),
            Err(error) => warn!(error = format_args!("{error:#}"), "nothing is forgotten"),
        }
    }
}
