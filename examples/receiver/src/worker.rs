//! Works on the queue: calls GetProcess and the reaction, or schedules another attempt.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use idcloud_types::get_process::Outcome;
use idcloud_types::webhook::RawPayload;
use metrics::counter;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::spawn_blocking;
use tokio::time::{interval, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{Instrument, error, info, info_span, warn};

use crate::breaker::{Breaker, Concerns, Gate};
use crate::config::{Config, ms};
use crate::get_process::Client;
use crate::health::Progress;
use crate::queue::{Lane, Queue, Settled, Task};
use crate::reaction::{Delivered, React, Record};
use crate::store::StoreError;
use crate::writer::Writer;

/// How often the worker checks the queue for due times and for deliveries that other replicas accept.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// The longest time between two extensions of leases.
const LONGEST_BEAT: Duration = Duration::from_secs(4);

/// How often the store is tidied.
const TIDY_EVERY: Duration = Duration::from_secs(10);

/// How many ended deliveries are deleted at once, and the pause after it, in which others can write.
const FORGET: i64 = 1_000;
const FORGET_PAUSE: Duration = Duration::from_millis(50);

pub struct Worker<R> {
    pub queue: Queue,
    pub writer: Writer,
    pub client: Client,
    pub reaction: Arc<R>,
    pub config: watch::Receiver<Arc<Config>>,
    pub progress: Arc<Progress>,
    /// The breakers for GetProcess and for the reaction.
    pub platform: Breaker,
    pub reacting: Breaker,
    /// The deliveries in work, by key.
    pub working: Mutex<HashMap<String, InWork>>,
}

/// A delivery in work.
pub struct InWork {
    holder: String,
    lane: Lane,
    stop: CancellationToken,
}

/// What to claim in one round.
struct Round {
    /// The most from each, in this order.
    lanes: Vec<(Lane, usize)>,
    /// The most from all of them.
    most: usize,
    is_probe: bool,
}

/// A claimed task, and the permit if it runs alone.
struct Claimed {
    task: Task,
    stop: CancellationToken,
    alone: Option<OwnedSemaphorePermit>,
}

impl<R: React> Worker<R> {
    /// Works until `stop`, then finishes what it has begun. At `abort`, it releases the rest.
    pub async fn run(self: Arc<Self>, stop: CancellationToken, abort: CancellationToken) {
        let workers = self.config.borrow().limits.workers.get() as usize;
        let slots = Arc::new(Semaphore::new(workers));
        // A delivery that was in work when a worker died twice may be the cause. Such deliveries run one at a time, so
        // that the others lose nothing.
        let alone = Arc::new(Semaphore::new(1));
        let tracker = TaskTracker::new();
        while !stop.is_cancelled() {
            let Some(Ok(slot)) = stop.run_until_cancelled(Arc::clone(&slots).acquire_owned()).await else { break };
            let mut taken = vec![slot];
            while let Ok(slot) = Arc::clone(&slots).try_acquire_owned() {
                taken.push(slot);
            }
            let claimed = match self.round(taken.len(), workers) {
                Some(round) => self.claim(&round, &alone, &abort).await.map(|tasks| (tasks, round.is_probe)),
                None => Ok((Vec::new(), false)),
            };
            self.progress.note(&claimed.as_ref().map(|_| ()), "the queue can't be processed");
            let (tasks, is_probe) = claimed.unwrap_or_default();
            if tasks.is_empty() {
                drop(taken);
                let look_every = if self.platform.gate() == Gate::Open { LOOK_EVERY } else { LOOK_EVERY / 5 };
                let _ = stop.run_until_cancelled(timeout(look_every, self.writer.accepted())).await;
                continue;
            }
            for (Claimed { task, stop, alone }, slot) in tasks.into_iter().zip(taken) {
                let span = info_span!("task", key = task.key, attempt = task.attempts);
                let worker = Arc::clone(&self);
                let work = async move {
                    worker.work_off(&task, is_probe, &stop).await;
                    let mut working = worker.working();
                    if working.get(&task.key).is_some_and(|work| work.holder == task.holder) {
                        working.remove(&task.key);
                    }
                    drop(working);
                    drop((slot, alone));
                    // The next of a lane whose places were taken.
                    if matches!(task.lane, Lane::Suspect | Lane::Again) {
                        worker.writer.look_again();
                    }
                };
                tracker.spawn(work.instrument(span));
            }
        }
        tracker.close();
        tracker.wait().await;
        info!("the worker stopped");
    }

    /// Returns what may be claimed now, with this many free slots.
    fn round(&self, free: usize, workers: usize) -> Option<Round> {
        match (self.platform.gate(), self.reacting.gate()) {
            (Gate::Open, Gate::Open) => {
                // Those that failed get a sixteenth of the turns, so that neither they nor new ones starve.
                let again = free / 16 + usize::from(fastrand::usize(..16) < free % 16);
                // While no new ones wait, they get half of the slots: a new one must not wait behind all of them.
                let in_work = self.working().values().filter(|work| work.lane == Lane::Again).count();
                let room = workers.div_ceil(2).saturating_sub(in_work);
                let lanes = vec![
                    (Lane::Suspect, 1),
                    (Lane::Lost, free),
                    (Lane::Again, again),
                    (Lane::New, free - again),
                    (Lane::Again, room),
                    (Lane::New, free),
                ];
                Some(Round { lanes, most: free, is_probe: false })
            }
            (Gate::Closed, _) | (_, Gate::Closed) => None,
            (Gate::Probe { at_once, again }, Gate::Open) | (_, Gate::Probe { at_once, again }) => {
                let most = at_once.saturating_sub(workers - free);
                let again = if again { most } else { 0 };
                let lanes = vec![
                    (Lane::Latest, most),
                    (Lane::Again, again),
                    (Lane::Lost, again),
                    (Lane::Suspect, again.min(1)),
                ];
                (most > 0).then_some(Round { lanes, most, is_probe: true })
            }
        }
    }

    async fn claim(
        &self,
        round: &Round,
        alone: &Arc<Semaphore>,
        abort: &CancellationToken,
    ) -> Result<Vec<Claimed>, StoreError> {
        let mut alone = Arc::clone(alone).try_acquire_owned().ok();
        let lanes = round.lanes.iter().copied().filter(|(lane, _)| *lane != Lane::Suspect || alone.is_some());
        let tasks = self.queue.claim(&lanes.collect::<Vec<_>>(), round.most).await?;
        let mut working = self.working();
        let mut claimed = |task: Task| {
            let stop = abort.child_token();
            let work = InWork { holder: task.holder.clone(), lane: task.lane, stop: stop.clone() };
            working.insert(task.key.clone(), work);
            let alone = if task.lane == Lane::Suspect { alone.take() } else { None };
            Claimed { task, stop, alone }
        };
        Ok(tasks.into_iter().map(&mut claimed).collect())
    }

    async fn work_off(&self, task: &Task, is_probe: bool, stop: &CancellationToken) {
        let record = Record::new(self.queue.store.clone());
        let attempt = self.attempt(task, is_probe, &record);
        let mut settled = stop.run_until_cancelled(attempt).await.unwrap_or(Settled::Released);
        let mut recorded = record.take().filter(|_| settled == Settled::Done);
        let mut tries = 0;
        loop {
            let had_record = recorded.is_some();
            match self.queue.settle(task, &settled, recorded.take()).await {
                Ok(true) => break,
                Ok(false) => {
                    // Another worker has the lease, or the commit succeeded and its confirmation was lost.
                    warn!("the lease is over; nothing is recorded here");
                    return;
                }
                Err(error) => {
                    warn!(%error, "not settled");
                    tries += 1;
                    if had_record {
                        // The record was rolled back, so the reaction must run again.
                        let wait = self.config.borrow().retries.wait(1, None);
                        settled = Settled::Again { wait, counts: false, reason: error.to_string() };
                    }
                    // After that, the lease ends by itself.
                    if tries > 3 && stop.run_until_cancelled(sleep(LOOK_EVERY)).await.is_none() || tries > 30 {
                        return;
                    }
                }
            }
        }
        let label = match &settled {
            Settled::Done => "done",
            Settled::Again { counts: true, .. } => "again",
            Settled::Again { counts: false, .. } | Settled::Released => "postponed",
            Settled::Dead(reason) => {
                // It was acknowledged, so the platform will not repeat it: an operator has to.
                error!(reason, "a dead letter");
                "dead"
            }
        };
        counter!("receiver_tasks_total", "settled" => label).increment(1);
    }

    async fn attempt(&self, task: &Task, is_probe: bool, record: &Record) -> Settled {
        let config = Arc::clone(&self.config.borrow());
        let limit = config.retries.attempts.get().max(2);
        if task.lost.unsigned_abs() >= limit {
            return Settled::Dead(format!("its worker died or lost the lease, {limit} times"));
        }
        let payload = match RawPayload::from_slice(task.body.as_bytes()) {
            Ok(payload) => payload,
            Err(malformed) => return Settled::Dead(malformed.to_string()),
        };
        let id = payload.process_id;
        tokio::select! {
            () = self.client.turn() => {}
            () = self.platform.opened(), if !is_probe => {}
        }
        // A pause may have begun while this one waited for its turn.
        if !is_probe && self.platform.gate() != Gate::Open {
            return Settled::Released;
        }
        let seen = match self.client.ask(id, &config.criteria).await {
            Ok(seen) => seen,
            Err(failure) => {
                let (cause, wait) = (failure.cause(), failure.asked_wait());
                let concerns =
                    self.platform.failed(&id.to_string(), &cause, failure.is_general(), wait, &config.retries);
                return failed(task, &config, concerns, failure.to_string(), wait);
            }
        };
        self.platform.succeeded();
        let outcome = seen.outcome.as_str();
        counter!("receiver_outcomes_total", "outcome" => outcome).increment(1);
        if matches!(seen.outcome, Outcome::Unfinished) {
            let concerns = Concerns::Process { proven: true };
            return failed(task, &config, concerns, "the process has not ended".to_owned(), None);
        }

        let (reaction, mut shared) = (Arc::clone(&self.reaction), record.share());
        let delivered = Delivered { key: task.key.clone(), payload };
        let react = async move { reaction.react(&delivered, &seen, &mut shared).await };
        let (runtime, cut_off) = (Handle::current(), CancellationToken::new());
        let _at_the_end = cut_off.clone().drop_guard();
        // In its own thread, a panic or a blocking call affects only this reaction.
        let react = cut_off.run_until_cancelled_owned(react.in_current_span());
        let reacting = spawn_blocking(move || runtime.block_on(react));
        let within = ms(config.limits.reaction_within_ms);
        let reaction = tokio::select! {
            ended = reacting => match ended {
                Ok(Some(Ok(()))) => Ok(()),
                Ok(Some(Err(error))) => Err(format!("the reaction failed: {error:#}")),
                Err(panicked) if panicked.is_panic() => Err("the reaction panicked".to_owned()),
                Ok(None) | Err(_) => Err("the reaction was cut off".to_owned()),
            },
            () = sleep(within) => Err(format!("the reaction did not end within {within:?}")),
            () = record.is_over() => Err("the reaction did not end its transaction in time".to_owned()),
        };
        match reaction {
            Ok(()) => {
                self.reacting.succeeded();
                Settled::Done
            }
            Err(reason) => {
                error!(reason, "no reaction");
                let concerns = self.reacting.failed(&id.to_string(), "reaction", false, None, &config.retries);
                failed(task, &config, concerns, reason, None)
            }
        }
    }

    /// Extends the leases of deliveries in work, and stops work without a lease.
    pub async fn extend_leases(self: Arc<Self>) {
        let mut beats = interval((self.queue.lease / 4).min(LONGEST_BEAT));
        loop {
            beats.tick().await;
            let held: Vec<_> = self.working().iter().map(|(key, work)| (key.clone(), work.holder.clone())).collect();
            if held.is_empty() {
                continue;
            }
            let extended = self.queue.extend(&held).await;
            // While all slots are taken, this is the progress of the worker.
            self.progress.note(&extended.as_ref().map(drop), "leases can't be extended");
            let Ok(kept) = extended else { continue };
            let working = self.working();
            for (key, holder) in &held {
                if let Some(work) = working.get(key).filter(|work| work.holder == *holder && !kept.contains(key)) {
                    work.stop.cancel();
                }
            }
        }
    }

    /// Deletes old rows and corrects due times, at intervals.
    pub async fn tidy(self: Arc<Self>) {
        let mut rounds = interval(TIDY_EVERY);
        loop {
            rounds.tick().await;
            if let Err(error) = self.tidy_once().await {
                warn!(%error, "the store is not tidied");
            }
        }
    }

    async fn tidy_once(&self) -> Result<(), StoreError> {
        let config = Arc::clone(&self.config.borrow());
        let clamped = self.queue.clamp(config.retries.longest() * 2).await?;
        if clamped > 0 {
            warn!(clamped, "due times were too far ahead; was the clock set back?");
        }
        for (state, keep) in [("done", config.keep_done_h), ("dead", config.keep_dead_h)] {
            loop {
                let forgotten = self.queue.forget(state, Duration::from_hours(keep.get().into()), FORGET).await?;
                if forgotten > 0 {
                    info!(forgotten, state, "deleted deliveries that ended long ago");
                }
                self.queue.store.tidy().await?;
                if forgotten < FORGET.unsigned_abs() {
                    break;
                }
                sleep(FORGET_PAUSE).await;
            }
        }
        Ok(())
    }

    fn working(&self) -> MutexGuard<'_, HashMap<String, InWork>> {
        self.working.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Decides how a failed task is settled.
fn failed(task: &Task, config: &Config, concerns: Concerns, reason: String, asked_wait: Option<Duration>) -> Settled {
    let (retries, attempts) = (&config.retries, task.attempts);
    let settled = match concerns {
        Concerns::Everybody(pause) => {
            // Spread the attempts after the pause.
            let wait = pause + retries.longest().min(pause * 2).mul_f64(fastrand::f64());
            Settled::Again { wait, counts: false, reason }
        }
        Concerns::Process { proven: true } if retries.are_used_up(attempts, task.age) => {
            Settled::Dead(format!("gave up after {attempts} attempts: {reason}"))
        }
        Concerns::Process { .. } => {
            Settled::Again { wait: retries.wait(attempts.unsigned_abs(), asked_wait), counts: true, reason }
        }
    };
    if let Settled::Again { wait, counts, reason } = &settled {
        info!(?wait, counts, reason, "to be tried again");
    }
    settled
}
