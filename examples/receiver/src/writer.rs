//! The one writer: everything that waits for it shares the next commit.
//!
//! A commit costs the disk the same for one delivery and for five hundred. Nobody is answered before it.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use metrics::histogram;
use tokio::sync::{Notify, mpsc, oneshot};
use tracing::error;

use crate::queue::{Batch, Delivery, Queue, Settled};

/// How many writes share a commit at most.
const BATCH: usize = 500;

/// A write was not committed; its cause is in the log, once for all that shared the commit.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the store can't be written")]
pub struct NotWritten;

#[derive(Debug)]
enum Write {
    Accept(String, Delivery),
    Settle(String, Settled),
    Decide(String, String, String),
}

/// A handle to the writer, which ends with the last of them.
#[derive(Clone, Debug)]
pub struct Writer {
    writes: mpsc::Sender<(Write, oneshot::Sender<bool>)>,
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
    pub(crate) async fn accept(&self, key: String, delivery: Delivery) -> Result<bool, NotWritten> {
        self.write(Write::Accept(key, delivery)).await
    }

    pub(crate) async fn settle(&self, id: &str, settled: Settled) -> Result<(), NotWritten> {
        self.write(Write::Settle(id.to_owned(), settled)).await.map(drop)
    }

    /// Records what was decided under the key of its delivery. To do it again changes nothing.
    ///
    /// # Errors
    ///
    /// When it was not committed.
    pub async fn decide(&self, key: &str, process: String, next_step: String) -> Result<(), NotWritten> {
        self.write(Write::Decide(key.to_owned(), process, next_step)).await.map(drop)
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

    async fn write(&self, write: Write) -> Result<bool, NotWritten> {
        let (answer, committed) = oneshot::channel();
        self.writes.send((write, answer)).await.map_err(|_| NotWritten)?;
        // The answer is dropped when the commit fails.
        committed.await.map_err(|_| NotWritten)
    }
}

async fn write_all(
    queue: Queue,
    mut queued: mpsc::Receiver<(Write, oneshot::Sender<bool>)>,
    writable: Arc<AtomicBool>,
    accepted: Arc<Notify>,
) {
    let mut writes = Vec::with_capacity(BATCH);
    while queued.recv_many(&mut writes, BATCH).await > 0 {
        // Replicas that insert the same keys in the same order wait for each other, and not in a circle.
        writes.sort_unstable_by(|(one, _), (other, _)| one.key().cmp(other.key()));
        let mut batch = Batch::default();
        for (write, _) in &writes {
            match write {
                Write::Accept(key, delivery) => batch.accept(key, delivery),
                Write::Settle(id, settled) => batch.settle(id, settled),
                Write::Decide(key, process, next_step) => batch.decide(key, process, next_step),
            }
        }
        let started = Instant::now();
        let committed = queue.commit(&batch).await;
        histogram!("receiver_commit_seconds").record(started.elapsed());
        writable.store(committed.is_ok(), Ordering::Relaxed);
        match committed {
            Ok(fresh) => answer(&mut writes, fresh, &accepted),
            Err(error) => {
                error!(%error, writes = writes.len(), "the store can't be written");
                writes.clear();
            }
        }
    }
}

fn answer(writes: &mut Vec<(Write, oneshot::Sender<bool>)>, mut fresh: HashSet<String>, accepted: &Notify) {
    if !fresh.is_empty() {
        accepted.notify_one();
    }
    for (write, committed) in writes.drain(..) {
        // Of two that share a commit and a key, one is new. Who no longer waits needs no answer.
        let is_new = matches!(write, Write::Accept(key, _) if fresh.remove(&key));
        let _ = committed.send(is_new);
    }
}

impl Write {
    fn key(&self) -> &str {
        match self {
            Self::Accept(key, _) | Self::Settle(key, _) | Self::Decide(key, ..) => key,
        }
    }
}
