//! The queue: one table, in which every delivery has one row under its key.
//!
//! Who works on a row has a lease of it, which ends by itself unless it is extended. A result is written only by who
//! still has the lease, in the transaction in which the reaction records what it did.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::Serialize;
use serde_json::json;

use crate::store::{Store, StoreError, Tx};

/// A delivery to keep.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    pub key: String,
    pub process: String,
    pub kind: &'static str,
    pub body: String,
}

/// Which rows are claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Nobody has worked on them.
    New,
    /// The same, the latest first: in an outage, who waits for long may be what is wrong.
    Latest,
    /// They wait for another attempt.
    Again,
    /// Their lease ended without a result: the worker died, or they killed it.
    Lost,
    /// The same, more than once.
    Suspect,
}

/// A delivery that this process works on.
#[derive(Clone, Debug)]
pub struct Task {
    pub key: String,
    pub holder: String,
    pub body: String,
    /// With the one that begins now.
    pub attempts: i32,
    pub lost: i32,
    /// Since it was received.
    pub age: Duration,
    pub is_new: bool,
}

/// What becomes of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    Done,
    /// Due again after a while; whether its attempt counts.
    Again {
        wait: Duration,
        counts: bool,
        reason: String,
    },
    /// Left to people.
    Dead(String),
    /// Given back as it was, in its place among those that nobody has worked on.
    Released,
}

/// What is in the queue.
#[derive(Clone, Debug, Default)]
pub struct Depth {
    pub rows: HashMap<String, i64>,
    /// How long the one that waits longest has been due.
    pub lag: Duration,
    /// How long ago the oldest that is not done was received.
    pub age: Duration,
}

/// The queue. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Queue {
    pub store: Store,
    pub lease: Duration,
    replica: Arc<str>,
    claims: Arc<AtomicU64>,
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// Times of another machine may lie in the future.
fn since(milliseconds: i64) -> Duration {
    Duration::from_millis(u64::try_from(milliseconds).unwrap_or_default())
}

impl Queue {
    pub fn new(store: Store, lease: Duration) -> Self {
        let replica = format!("{:016x}", fastrand::u64(..)).into();
        Self { store, lease, replica, claims: Arc::default() }
    }

    /// Keeps deliveries, all or none. Returns the keys that were not there before.
    pub async fn accept(&self, deliveries: &[Delivery]) -> Result<HashSet<String>, StoreError> {
        self.store
            .in_time(async {
                self.store.check_file()?;
                let mut tx = self.store.begin_first().await?;
                let fresh = sqlx::query_scalar(self.store.sql(
                    "INSERT INTO receiver_deliveries (delivery_key, process_id, kind, body, received_at, state, due_at)
                     SELECT value->>'key', value->>'process', value->>'kind', value->>'body', {now}, 'new', {now}
                     FROM {rows} WHERE true ON CONFLICT (delivery_key) DO NOTHING RETURNING delivery_key",
                ))
                .bind(json!(deliveries).to_string())
                .fetch_all(tx.connection()?)
                .await?;
                tx.commit().await?;
                self.store.check_file()?;
                Ok(fresh.into_iter().collect())
            })
            .await
    }

    /// Writes without keeping anything, to see that it can.
    pub async fn probe(&self) -> Result<(), StoreError> {
        self.store
            .in_time(async {
                self.store.check_file()?;
                let mut tx = self.store.begin_first().await?;
                let probe = self.store.sql("UPDATE receiver_probe SET written_at = {now} WHERE id = 1");
                sqlx::query(probe).execute(tx.connection()?).await?;
                tx.commit().await
            })
            .await
    }

    /// Takes the lease of rows that are due. Their attempts count from here.
    pub async fn claim(&self, lane: Lane, limit: usize) -> Result<Vec<Task>, StoreError> {
        let (state, also, order) = match lane {
            Lane::New => ("new", "", ""),
            Lane::Latest => ("new", "", "DESC"),
            Lane::Again => ("again", "", ""),
            Lane::Lost => ("held", "AND lost = 0", ""),
            Lane::Suspect => ("held", "AND lost > 0", ""),
        };
        let holder = format!("{}-{}", self.replica, self.claims.fetch_add(1, Ordering::Relaxed));
        let statement = format!(
            "WITH due (due_key) AS MATERIALIZED (
                 SELECT delivery_key FROM receiver_deliveries WHERE state = $1 AND due_at <= {{now}} {also}
                 ORDER BY due_at {order} LIMIT $2 {{skip}})
             UPDATE receiver_deliveries SET state = 'held', holder = $3, due_at = {{now}} + $4,
                 attempts = attempts + CASE state WHEN 'held' THEN 0 ELSE 1 END,
                 lost = lost + CASE state WHEN 'held' THEN 1 ELSE 0 END
             FROM due WHERE delivery_key = due_key
             RETURNING delivery_key, body, attempts, lost, {{now}} - received_at"
        );
        let statement = sqlx::query_as(self.store.sql(&statement))
            .bind(state)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .bind(&holder)
            .bind(milliseconds(self.lease));
        let rows: Vec<(String, String, i32, i32, i64)> = self.store.change_first(statement).await?;
        let is_new = state == "new";
        let task = |(key, body, attempts, lost, age)| Task {
            key,
            holder: holder.clone(),
            body,
            attempts,
            lost,
            age: since(age),
            is_new,
        };
        Ok(rows.into_iter().map(task).collect())
    }

    /// Extends the leases of what is worked on, as pairs of key and holder. Returns the keys that are still held.
    pub async fn extend(&self, held: &[(String, String)]) -> Result<HashSet<String>, StoreError> {
        let statement = self.store.sql(
            "UPDATE receiver_deliveries SET due_at = {now} + $2
             FROM (SELECT value->>0 AS held_key, value->>1 AS held_by FROM {rows}) AS held
             WHERE delivery_key = held_key AND holder = held_by RETURNING delivery_key",
        );
        let statement = sqlx::query_as(statement).bind(json!(held).to_string()).bind(milliseconds(self.lease));
        let kept: Vec<(String,)> = self.store.change_first(statement).await?;
        Ok(kept.into_iter().map(|(key,)| key).collect())
    }

    /// Writes what became of a task, with what its reaction recorded. Returns whether its lease was still held; if it
    /// was not, nothing is written.
    pub async fn settle(&self, task: &Task, settled: &Settled, recorded: Option<Tx>) -> Result<bool, StoreError> {
        let (state, wait, counts, reason) = match settled {
            Settled::Done => ("done", Duration::ZERO, true, ""),
            Settled::Again { wait, counts, reason } => ("again", *wait, *counts, reason.as_str()),
            Settled::Dead(reason) => ("dead", Duration::ZERO, true, reason.as_str()),
            Settled::Released if task.is_new => ("new", Duration::ZERO, false, ""),
            Settled::Released => ("again", Duration::ZERO, false, ""),
        };
        // What a reaction says may hold what a database refuses.
        let reason: String =
            reason.chars().map(|char| if char.is_control() { ' ' } else { char }).take(1_000).collect();
        self.store
            .in_time(async {
                let mut tx = match recorded {
                    Some(tx) => tx,
                    None => self.store.begin().await?,
                };
                let settled = sqlx::query(self.store.sql(
                    "UPDATE receiver_deliveries SET state = $3, attempts = attempts - $5, reason = $6, holder = NULL,
                         due_at = CASE $3 WHEN 'new' THEN received_at ELSE {now} + $4 END, lost = CASE WHEN $5 = 0 THEN 0 ELSE lost END
                     WHERE delivery_key = $1 AND holder = $2",
                ))
                .bind(&task.key)
                .bind(&task.holder)
                .bind(state)
                .bind(milliseconds(wait))
                .bind(i32::from(!counts))
                .bind(reason)
                .execute(tx.connection()?)
                .await?;
                if settled.rows_affected() == 0 {
                    return Ok(false);
                }
                tx.commit().await?;
                self.store.check_file()?;
                Ok(true)
            })
            .await
    }

    /// Brings due times back that lie further in the future than any wait, as after a clock was set back.
    pub async fn clamp(&self, longest: Duration) -> Result<u64, StoreError> {
        let statement = self.store.sql(
            "UPDATE receiver_deliveries SET due_at = {now} + $1
             WHERE state IN ('new', 'again', 'held') AND due_at > {now} + $1",
        );
        self.store.change(sqlx::query(statement).bind(milliseconds(longest + self.lease))).await
    }

    /// Forgets some of what ended long ago: from then on, the same delivery counts as new.
    pub async fn forget(&self, state: &'static str, keep: Duration, limit: i64) -> Result<u64, StoreError> {
        let statement = self.store.sql(
            "DELETE FROM receiver_deliveries WHERE delivery_key IN (SELECT delivery_key FROM receiver_deliveries
             WHERE state = $1 AND due_at < {now} - $2 ORDER BY due_at LIMIT $3)",
        );
        self.store.change(sqlx::query(statement).bind(state).bind(milliseconds(keep)).bind(limit)).await
    }

    /// Counts what is in the queue.
    pub async fn depth(&self) -> Result<Depth, StoreError> {
        let counts = self.store.sql(
            "SELECT state, COUNT(*), MIN(received_at) - {now}, MIN(due_at) - {now} FROM receiver_deliveries
             WHERE state IN ('new', 'again', 'held', 'dead') GROUP BY state",
        );
        let rows: Vec<(String, i64, i64, i64)> = self.store.look(sqlx::query_as(counts)).await?;
        let mut depth = Depth::default();
        for (state, count, received, due) in rows {
            if state != "dead" {
                depth.age = depth.age.max(since(-received));
            }
            if matches!(state.as_str(), "new" | "again") {
                depth.lag = depth.lag.max(since(-due));
            }
            depth.rows.insert(state, count);
        }
        Ok(depth)
    }
}
