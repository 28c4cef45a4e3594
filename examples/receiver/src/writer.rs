//! The writer of deliveries: all deliveries that wait for it share the next commit.
//!
//! A commit costs the disk the same for one delivery and for five hundred. The response follows the commit.

use std::mem;
use std::sync::Arc;
use std::time::{Duration, Instant};

use metrics::histogram;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::time::timeout;
use tracing::error;

use crate::health::Progress;
use crate::queue::{Delivery, Queue};
use crate::store::StoreError;

/// The most deliveries in a commit.
const BATCH: usize = 500;

/// The idle time after which the writer checks that it can write.
const IDLE: Duration = Duration::from_secs(1);

/// A delivery was not stored. The log has the cause, once for each commit.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the store can't be written")]
pub struct NotWritten;

#[derive(Debug)]
struct Write {
    delivery: Delivery,
    /// Receives whether the key is new, after the commit.
    committed: oneshot::Sender<bool>,
}

/// A handle to the writer, which ends after the last handle is dropped.
#[derive(Clone, Debug)]
pub struct Writer {
    writes: mpsc::Sender<Write>,
    accepted: Arc<Notify>,
}

impl Writer {
    pub fn start(queue: Queue, progress: Arc<Progress>) -> Self {
        let (writes, queued) = mpsc::channel(2 * BATCH);
        let accepted = Arc::default();
        tokio::spawn(write_all(queue, queued, Arc::clone(&accepted), progress));
        Self { writes, accepted }
    }

    /// Stores a delivery by its key. Returns whether the key is new.
    pub async fn accept(&self, delivery: Delivery) -> Result<bool, NotWritten> {
        let (committed, answer) = oneshot::channel();
        self.writes.send(Write { delivery, committed }).await.map_err(|_| NotWritten)?;
        // A failed commit drops the sender.
        answer.await.map_err(|_| NotWritten)
    }

    /// Resolves when a delivery was accepted, or when there is another reason to look at the queue.
    pub async fn accepted(&self) {
        self.accepted.notified().await;
    }

    pub fn look_again(&self) {
        self.accepted.notify_one();
    }
}

async fn write_all(queue: Queue, mut queued: mpsc::Receiver<Write>, accepted: Arc<Notify>, progress: Arc<Progress>) {
    let mut writes = Vec::with_capacity(BATCH);
    loop {
        match timeout(IDLE, queued.recv_many(&mut writes, BATCH)).await {
            Ok(0) => return,
            Ok(_) => {}
            Err(_) => {
                progress.note(&queue.probe().await, "the store can't be written");
                continue;
            }
        }
        // Requests that no longer wait were answered with 503.
        writes.retain(|write| !write.committed.is_closed());
        // Replicas that insert the same keys in the same order can't deadlock.
        writes.sort_unstable_by(|one, other| one.delivery.key.cmp(&other.delivery.key));
        let (mut wrote, mut parts) = (Ok(()), vec![mem::take(&mut writes)]);
        while let Some(mut part) = parts.pop() {
            match write(&queue, &mut part).await {
                // A row that the database refuses must fail alone.
                Err(error) if error.is_about_the_row() && part.len() > 1 => {
                    parts.push(part.split_off(part.len() / 2));
                    parts.push(part);
                }
                Err(error) if error.is_about_the_row() => error!(%error, "a delivery can't be kept"),
                Err(error) => {
                    wrote = Err(error);
                    break;
                }
                Ok(()) => {}
            }
        }
        progress.note(&wrote, "the store can't be written");
        if wrote.is_ok() {
            accepted.notify_one();
        }
    }
}

/// Writes all or nothing, and notifies the requests that wait.
async fn write(queue: &Queue, writes: &mut Vec<Write>) -> Result<(), StoreError> {
    let started = Instant::now();
    let deliveries: Vec<_> = writes.iter().map(|write| write.delivery.clone()).collect();
    let mut fresh = queue.accept(&deliveries).await?;
    histogram!("receiver_commit_seconds").record(started.elapsed());
    for write in writes.drain(..) {
        // If two deliveries in a commit share a key, one is new.
        let _ = write.committed.send(fresh.remove(&write.delivery.key));
    }
    Ok(())
}
