//! The queue: a table with one row for each delivery, by its key.
//!
//! A worker holds a row by a lease, which ends by itself unless the worker extends it. Only the holder of the lease can
//! write a result, in the transaction in which the reaction records.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::Serialize;
use serde_json::json;

use crate::store::{Store, StoreError, Tx};

/// A delivery to store.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    pub key: String,
    pub process: String,
    pub kind: &'static str,
    pub body: String,
}

/// A class of rows to claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Rows that no worker has taken yet.
    New,
    /// The same, the latest first: in an outage, the oldest may be the cause.
    Latest,
    /// Rows that wait for another attempt.
    Again,
    /// Rows whose lease ended without a result: the worker died, perhaps because of them.
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
    /// Including the one that begins now.
    pub attempts: i32,
    pub lost: i32,
    /// Since it was received.
    pub age: Duration,
    pub lane: Lane,
}

/// The result of the work on a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    Done,
    /// Due again after a wait.
    Again {
        wait: Duration,
        counts: bool,
        reason: String,
    },
    /// A dead letter, with its reason.
    Dead(String),
    /// Released without an attempt, in its old place.
    Released,
}

/// The number of rows by state, and their ages.
#[derive(Clone, Debug, Default)]
pub struct Depth {
    pub rows: HashMap<String, i64>,
    /// How long the first waiting row has been due.
    pub lag: Duration,
    /// The age of the oldest unfinished delivery.
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

/// Times from another machine's clock may be in the future.
fn since(milliseconds: i64) -> Duration {
    Duration::from_millis(u64::try_from(milliseconds).unwrap_or_default())
}

impl Queue {
    pub fn new(store: Store, lease: Duration) -> Self {
        let replica = format!("{:016x}", fastrand::u64(..)).into();
        Self { store, lease, replica, claims: Arc::default() }
    }

    /// Stores all deliveries or none. Returns the keys that are new.
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

    /// Checks that the database can be written.
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

    /// Claims due rows, at most `most` in all, and counts their attempts.
    pub async fn claim(&self, lanes: &[(Lane, usize)], most: usize) -> Result<Vec<Task>, StoreError> {
        let holder = format!("{}-{}", self.replica, self.claims.fetch_add(1, Ordering::Relaxed));
        self.store
            .in_time(async {
                let mut tx = self.store.begin_first().await?;
                let mut tasks = Vec::new();
                for &(lane, limit) in lanes {
                    let limit = limit.min(most - tasks.len());
                    if limit > 0 {
                        tasks.extend(self.claim_from(lane, limit, &holder, &mut tx).await?);
                    }
                }
                tx.commit().await?;
                Ok(tasks)
            })
            .await
    }

    async fn claim_from(
        &self,
        lane: Lane,
        limit: usize,
        holder: &str,
        tx: &mut Tx,
    ) -> Result<impl Iterator<Item = Task>, StoreError> {
        let (state, also, order) = match lane {
            Lane::New => ("new", "", ""),
            Lane::Latest => ("new", "", "DESC"),
            Lane::Again => ("again", "", ""),
            Lane::Lost => ("held", "AND lost = 0", ""),
            Lane::Suspect => ("held", "AND lost > 0", ""),
        };
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
        let rows: Vec<(String, String, i32, i32, i64)> = sqlx::query_as(self.store.sql(&statement))
            .bind(state)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .bind(holder)
            .bind(milliseconds(self.lease))
            .fetch_all(tx.connection()?)
            .await?;
        let holder = holder.to_owned();
        let task = move |(key, body, attempts, lost, age)| Task {
            key,
            holder: holder.clone(),
            body,
            attempts,
            lost,
            age: since(age),
            lane,
        };
        Ok(rows.into_iter().map(task))
    }

    /// Extends leases, given as pairs of key and holder. Returns the keys that are still held.
    pub async fn extend(&self, held: &[(String, String)]) -> Result<HashSet<String>, StoreError> {
        let statement = self.store.sql(
            "UPDATE receiver_deliveries SET due_at = {now} + $2
             FROM (SELECT value->>0 AS held_key, value->>1 AS held_by FROM {rows}) AS held
             WHERE delivery_key = held_key AND holder = held_by RETURNING delivery_key",
        );
        let statement = sqlx::query_as(statement).bind(json!(held).to_string()).bind(milliseconds(self.lease));
        let extended = async { self.store.begin_first().await?.fetch(statement).await };
        let kept: Vec<(String,)> = self.store.in_time(extended).await?;
        Ok(kept.into_iter().map(|(key,)| key).collect())
    }

    /// Writes the result of a task and commits what its reaction recorded. Returns whether the lease was still held; if
    /// it was not, nothing is written.
    pub async fn settle(&self, task: &Task, settled: &Settled, recorded: Option<Tx>) -> Result<bool, StoreError> {
        let (state, wait, counts, reason) = match settled {
            Settled::Done => ("done", Duration::ZERO, true, ""),
            Settled::Again { wait, counts, reason } => ("again", *wait, *counts, reason.as_str()),
            Settled::Dead(reason) => ("dead", Duration::ZERO, true, reason.as_str()),
            Settled::Released if matches!(task.lane, Lane::New | Lane::Latest) => ("new", Duration::ZERO, false, ""),
            Settled::Released => ("again", Duration::ZERO, false, ""),
        };
        // The reason of a reaction may contain characters that a database refuses.
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

    /// Corrects due times that are further in the future than any wait, as after a clock was set back.
    pub async fn clamp(&self, longest: Duration) -> Result<u64, StoreError> {
        let statement = self.store.sql(
            "UPDATE receiver_deliveries SET due_at = {now} + $1
             WHERE state IN ('new', 'again', 'held') AND due_at > {now} + $1",
        );
        self.store.change(sqlx::query(statement).bind(milliseconds(longest + self.lease))).await
    }

    /// Deletes some deliveries that ended long ago. The same delivery then counts as new.
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
