//! The one writer: everything that waits for it shares the next commit.
//!
//! A commit costs the disk the same for one delivery and for five hundred. Nobody is answered before it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use metrics::histogram;
use serde_json::{Value, json};
use tokio::sync::{Notify, mpsc, oneshot};
use tracing::error;
use ulid::Ulid;

use crate::queue::{Batch, Delivery, Queue};

/// How many writes share a commit at most.
const BATCH: usize = 500;

/// A write was not committed; its cause is in the log, once for all that shared the commit.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the store can't be written")]
pub struct NotWritten;

/// What becomes of a task.
#[derive(Clone, Debug)]
pub enum Settled {
    Done,
    /// Due again after a while, with so many attempts used.
    Again(Duration, usize, String),
    /// Left to people, with so many attempts used.
    Dead(usize, String),
}

#[derive(Debug)]
struct Write {
    key: String,
    row: Value,
    into: fn(&mut Batch) -> &mut Vec<Value>,
    /// Told whether the key is new, when it is committed.
    committed: oneshot::Sender<bool>,
}

/// A handle to the writer, which ends with the last of them.
#[derive(Clone, Debug)]
pub struct Writer {
    writes: mpsc::Sender<Write>,
    writable: Arc<AtomicBool>,
    accepted: Arc<Notify>,
}

impl Writer {
    pub(crate) fn start(queue: Queue) -> Self {
        let (writes, queued) = mpsc::channel(2 * BATCH);
        let new = Self { writes, writable: Arc::new(AtomicBool::new(true)), accepted: Arc::default() };
        let (writable, accepted) = (Arc::clone(&new.writable), Arc::clone(&new.accepted));
        tokio::spawn(write_all(queue, queued, writable, accepted));
        new
    }

    /// Keeps a delivery under its key. Returns whether it is new.
    pub(crate) async fn accept(&self, key: String, delivery: &Delivery) -> Result<bool, NotWritten> {
        let (id, task) = (Ulid::generate().to_string(), json!(delivery).to_string());
        let row = json!({ "id": id, "key": key, "task": task });
        self.write(key, row, |batch| &mut batch.accepted).await
    }

    pub(crate) async fn settle(&self, id: &str, settled: &Settled) -> Result<(), NotWritten> {
        let (status, wait, attempts, reason) = match settled {
            Settled::Done => ("Done", Duration::ZERO, None, None),
            Settled::Again(wait, attempts, reason) => ("Pending", *wait, Some(attempts), Some(reason)),
            Settled::Dead(attempts, reason) => ("Killed", Duration::ZERO, Some(attempts), Some(reason)),
        };
        // apalis counts due times in seconds.
        let wait = wait.as_millis().div_ceil(1000);
        let row = json!({ "id": id, "status": status, "wait": wait, "attempts": attempts, "reason": reason });
        self.write(id.to_owned(), row, |batch| &mut batch.settled).await.map(drop)
    }

    /// Records what was decided under the key of its delivery. To do it again changes nothing.
    ///
    /// # Errors
    ///
    /// When it was not committed.
    pub async fn decide(&self, key: &str, process: &str, next_step: &str) -> Result<(), NotWritten> {
        let row = json!({ "key": key, "process": process, "next_step": next_step });
        self.write(key.to_owned(), row, |batch| &mut batch.decided).await.map(drop)
    }

    /// Whether the last write was committed.
    pub(crate) fn is_writable(&self) -> bool {
        self.writable.load(Ordering::Relaxed)
    }

    /// Notes whether a write beside the writer's own was committed.
    pub(crate) fn set_writable(&self, writable: bool) {
        self.writable.store(writable, Ordering::Relaxed);
    }

    /// Resolves when a delivery was accepted.
    pub(crate) async fn accepted(&self) {
        self.accepted.notified().await;
    }

    async fn write(
        &self,
        key: String,
        row: Value,
        into: fn(&mut Batch) -> &mut Vec<Value>,
    ) -> Result<bool, NotWritten> {
        let (committed, answer) = oneshot::channel();
        self.writes.send(Write { key, row, into, committed }).await.map_err(|_| NotWritten)?;
        // When the commit fails, it is dropped.
        answer.await.map_err(|_| NotWritten)
    }
}

async fn write_all(queue: Queue, mut queued: mpsc::Receiver<Write>, writable: Arc<AtomicBool>, accepted: Arc<Notify>) {
    let mut writes = Vec::with_capacity(BATCH);
    while queued.recv_many(&mut writes, BATCH).await > 0 {
        // Replicas that insert the same keys in the same order wait for each other, and not in a circle.
        writes.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        let mut batch = Batch::default();
        for write in &mut writes {
            (write.into)(&mut batch).push(write.row.take());
        }
        let started = Instant::now();
        let committed = queue.commit(&batch).await;
        histogram!("receiver_commit_seconds").record(started.elapsed());
        writable.store(committed.is_ok(), Ordering::Relaxed);
        match committed {
            Ok(mut fresh) => {
                if !fresh.is_empty() {
                    accepted.notify_one();
                }
                for write in writes.drain(..) {
                    // Of two that share a commit and a key, one is new. Who no longer waits needs no answer.
                    let _ = write.committed.send(fresh.remove(&write.key));
                }
            }
            Err(error) => {
                error!(%error, writes = writes.len(), "the store can't be written");
                writes.clear();
            }
        }
    }
}
