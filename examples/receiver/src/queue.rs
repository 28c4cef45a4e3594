//! The job queue on disk, in SQLite or PostgreSQL, in the tables of apalis.
//!
//! Its migrations, its fetching of due tasks, its heartbeats and its recovery of a dead worker's tasks are used as they
//! are; the README gives the reasons why its worker and its push are not. What is written here is what apalis has no query for.

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::str::FromStr;
use std::time::Duration;

use anyhow::Context;
use apalis_core::backend::WorkerFilter;
use apalis_core::task::Task as Row;
use apalis_core::worker::context::WorkerContext;
use apalis_postgres::PostgresStorage;
use apalis_sqlite::SqliteStorage;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, PgPool, SqlitePool};
use ulid::Ulid;

const QUEUE: &str = "deliveries";

/// A delivery as it was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub kind: Kind,
    pub body: String,
}

/// Why a delivery is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It follows the rules, in values that this version knows.
    Valid,
    /// It follows the rules, and has a value that this version does not know.
    Unknown,
    /// It breaks the rules.
    Invalid,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Unknown => "unknown",
            Self::Invalid => "invalid",
        }
    }
}

/// A delivery that this process works on.
#[derive(Clone, Debug)]
pub struct Task {
    pub id: String,
    pub key: String,
    /// How many attempts were used before.
    pub attempts: usize,
    pub delivery: Delivery,
}

/// A task that is left to people.
#[derive(Debug)]
pub struct DeadLetter {
    pub key: String,
    pub attempts: i32,
    pub reason: String,
    pub delivery: Delivery,
}

/// The writes of one commit, as rows of JSON: `{id, key, task}`, `{id, status, wait, attempts, reason}` and
/// `{key, process, next_step}`.
#[derive(Debug, Default)]
pub struct Batch {
    pub accepted: Vec<Value>,
    pub settled: Vec<Value>,
    pub decided: Vec<Value>,
}

#[derive(Clone, Debug)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Runs the same code on either pool.
macro_rules! on {
    ($which:expr, $pool:ident => $code:expr) => {
        match $which {
            Pool::Sqlite($pool) => $code,
            Pool::Postgres($pool) => $code,
        }
    };
}

impl Pool {
    /// A statement of both databases, with what they spell differently between braces.
    fn sql(&self, statement: &str) -> AssertSqlSafe<String> {
        let words = match self {
            Self::Sqlite(_) => [
                ("{jobs}", "Jobs"),
                ("{workers}", "Workers"),
                ("{rows}", "json_each($1)"),
                ("{now}", "unixepoch()"),
                ("{second}", "1"),
                ("{blob}", "CAST(value->>'task' AS BLOB)"),
                ("{text}", "CAST(job AS TEXT)"),
            ],
            Self::Postgres(_) => [
                ("{jobs}", "apalis.jobs"),
                ("{workers}", "apalis.workers"),
                ("{rows}", "jsonb_array_elements($1::jsonb) AS value"),
                ("{now}", "now()"),
                ("{second}", "interval '1 second'"),
                ("{blob}", "convert_to(value->>'task', 'UTF8')"),
                ("{text}", "convert_from(job, 'UTF8')"),
            ],
        };
        AssertSqlSafe(words.iter().fold(statement.to_owned(), |sql, (word, means)| sql.replace(word, means)))
    }
}

/// The queue. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Queue {
    /// In SQLite one connection, so that writers wait in line here and not in the file's lock.
    writes: Pool,
    reads: Pool,
    /// A name of its own for every start: apalis refuses one that is alive.
    worker: WorkerContext,
}

impl Queue {
    /// Opens the queue, which makes its tables or brings them up to date.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let (writes, reads) = if url.starts_with("postgres") {
            let pool = PgPoolOptions::new().max_connections(8).connect(url).await?;
            PostgresStorage::migrations().run(&pool).await?;
            (Pool::Postgres(pool.clone()), Pool::Postgres(pool))
        } else {
            let options = SqliteConnectOptions::from_str(url)?
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(5));
            if !url.contains("mode=ro") {
                // A delivery names a process and no person, but what the platform adds tomorrow may.
                let (path, mut file) = (options.get_filename(), OpenOptions::new());
                let file = file.create(true).append(true).mode(0o600).open(path);
                file.with_context(|| format!("can't write to {}", path.display()))?;
            }
            let one = SqlitePoolOptions::new().max_connections(1).max_lifetime(None);
            let writes = one.idle_timeout(None).connect_with(options.clone()).await?;
            // Its `setup` would turn off the sync at a commit.
            SqliteStorage::migrations().run(&writes).await?;
            let reads = SqlitePoolOptions::new().max_connections(2).connect_lazy_with(options);
            (Pool::Sqlite(writes), Pool::Sqlite(reads))
        };
        let create = async || {
            on!(&writes, pool => sqlx::query(
            "CREATE TABLE IF NOT EXISTS decisions (delivery_key TEXT PRIMARY KEY, process_id TEXT NOT NULL,
             next_step TEXT NOT NULL, decided_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)",
        ).execute(pool).await.map(drop))
        };
        // In PostgreSQL it fails when another replica does the same at the same moment.
        if create().await.is_err() {
            create().await?;
        }
        let worker = WorkerContext::new(&format!("receiver-{}", Ulid::generate()));
        Ok(Self { writes, reads, worker })
    }

    /// Writes all of a batch or nothing. Returns the keys that were not there before.
    pub async fn commit(&self, batch: &Batch) -> sqlx::Result<HashSet<String>> {
        let rows = |rows: &[Value]| json!(rows).to_string();
        on!(&self.writes, pool => {
            let mut connection = pool.acquire().await?;
            let written = async {
            let mut transaction = connection.begin().await?;
            let mut fresh = Vec::new();
            if !batch.accepted.is_empty() {
                fresh = sqlx::query_scalar(self.writes.sql(
                    "INSERT INTO {jobs} (id, job_type, idempotency_key, job, status, run_at)
                     SELECT value->>'id', $2, value->>'key', {blob}, 'Pending', {now} FROM {rows} WHERE true
                     ON CONFLICT (job_type, idempotency_key) DO NOTHING RETURNING idempotency_key",
                ))
                .bind(rows(&batch.accepted)).bind(QUEUE).fetch_all(&mut *transaction).await?;
            }
            if !batch.settled.is_empty() {
                sqlx::query(self.writes.sql(
                    "WITH settled AS (SELECT value->>'id' AS id, value->>'status' AS status, value->'reason' AS reason,
                         CAST(value->>'wait' AS INTEGER) AS wait, CAST(value->>'attempts' AS INTEGER) AS attempts FROM {rows})
                     UPDATE {jobs} AS task SET status = settled.status, last_result = settled.reason,
                         attempts = COALESCE(settled.attempts, task.attempts), run_at = {now} + settled.wait * {second},
                         done_at = CASE settled.status WHEN 'Pending' THEN NULL ELSE {now} END,
                         lock_by = NULL, lock_at = NULL
                     FROM settled WHERE task.id = settled.id AND task.lock_by = $2",
                ))
                .bind(rows(&batch.settled)).bind(self.worker.name()).execute(&mut *transaction).await?;
            }
            if !batch.decided.is_empty() {
                sqlx::query(self.writes.sql(
                    "INSERT INTO decisions (delivery_key, process_id, next_step)
                     SELECT value->>'key', value->>'process', value->>'next_step' FROM {rows} WHERE true
                     ON CONFLICT (delivery_key) DO NOTHING",
                ))
                .bind(rows(&batch.decided)).execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
            Ok(fresh.into_iter().collect())
            }.await;
            if written.is_err() {
                // On a full disk SQLite may still be in the transaction, and sqlx would begin the next one inside of
                // it: what looks committed then never is.
                connection.close_on_drop();
            }
            written
        })
    }

    /// Takes tasks that are due, for as long as this worker's heart beats.
    pub async fn fetch(&self, at_most: usize) -> anyhow::Result<Vec<Task>> {
        let rows = match &self.writes {
            Pool::Sqlite(pool) => {
                let config = apalis_sqlite::Config::default().queue(QUEUE).batch_size(at_most);
                apalis_sqlite::queries::fetch_next(pool, &config, &self.worker).await?
            }
            Pool::Postgres(pool) => {
                let config = apalis_postgres::Config::default().queue(QUEUE).batch_size(at_most);
                let mut connection = pool.acquire().await?;
                apalis_postgres::queries::fetch_next(&mut *connection, &config, &self.worker).await?
            }
        };
        Ok(rows.iter().filter_map(task).collect())
    }

    async fn register(&self) -> sqlx::Result<()> {
        on!(&self.writes, pool => sqlx::query(self.writes.sql(
            "INSERT INTO {workers} (id, worker_type, storage_name, layers, last_seen) VALUES ($1, $2, 'receiver', '', {now})",
        ))
        .bind(self.worker.name()).bind(QUEUE).execute(pool).await.map(drop))
    }

    /// Registers this worker or keeps its tasks its own, and takes those of a worker whose heart has stopped.
    pub async fn heartbeat(&self, dead_after: Duration) -> anyhow::Result<u64> {
        Ok(match &self.writes {
            Pool::Sqlite(pool) => {
                let config = apalis_sqlite::Config::default().queue(QUEUE);
                let others = WorkerFilter::AllExcept(self.worker.name().to_owned());
                let dead_after = i64::try_from(dead_after.as_secs())?;
                if apalis_sqlite::queries::keep_alive(pool, &config, &self.worker).await.is_err() {
                    self.register().await?;
                }
                apalis_sqlite::queries::reenqueue_orphaned(pool, dead_after, QUEUE, &others).await?
            }
            Pool::Postgres(pool) => {
                let mut connection = pool.acquire().await?;
                if apalis_postgres::queries::keep_alive(&mut *connection, QUEUE, &self.worker).await.is_err() {
                    self.register().await?;
                }
                let dead_after = dead_after.as_secs();
                apalis_postgres::queries::reenqueue_orphaned(&mut *connection, QUEUE, dead_after).await?
            }
        })
    }

    /// Gives back what this worker holds; no attempt is spent.
    pub async fn release(&self) -> sqlx::Result<u64> {
        on!(&self.writes, pool => sqlx::query(self.writes.sql(
            "UPDATE {jobs} SET status = 'Pending', lock_by = NULL, lock_at = NULL
             WHERE lock_by = $1 AND status IN ('Queued', 'Running')",
        ))
        .bind(self.worker.name()).execute(pool).await.map(|done| done.rows_affected()))
    }

    /// Forgets what was done long ago: from then on, the same delivery counts as new.
    pub async fn forget(&self, done_before: Duration) -> anyhow::Result<u64> {
        let seconds = i32::try_from(done_before.as_secs())?;
        Ok(on!(&self.writes, pool => sqlx::query(self.writes.sql(
            "DELETE FROM {jobs} WHERE job_type = $2 AND status = 'Done' AND done_at < {now} - $1 * {second}",
        ))
        .bind(seconds).bind(QUEUE).execute(pool).await?.rows_affected()))
    }

    /// How many deliveries are waiting, being worked on and dead.
    pub async fn depth(&self) -> sqlx::Result<Vec<(String, i64)>> {
        on!(&self.reads, pool => sqlx::query_as(self.reads.sql(
            "SELECT status, COUNT(*) FROM {jobs} WHERE job_type = $1 AND status IN ('Pending', 'Queued', 'Killed')
             GROUP BY status",
        ))
        .bind(QUEUE).fetch_all(pool).await)
    }

    /// The dead letters, oldest first; of one key, if there is one.
    pub async fn dead_letters(&self, key: Option<&str>) -> anyhow::Result<Vec<DeadLetter>> {
        let rows: Vec<(String, i32, String, String)> = on!(&self.reads, pool => sqlx::query_as(self.reads.sql(
            "SELECT idempotency_key, attempts, COALESCE(CAST(last_result AS TEXT), 'null'), {text} FROM {jobs}
             WHERE job_type = $1 AND status = 'Killed' AND ($2 = '' OR idempotency_key = $2) ORDER BY done_at, id",
        ))
        .bind(QUEUE).bind(key.unwrap_or_default()).fetch_all(pool).await?);
        let letter = |(key, attempts, reason, task): (String, i32, String, String)| {
            let reason = serde_json::from_str(&reason).unwrap_or(reason);
            Ok(DeadLetter { key, attempts, reason, delivery: serde_json::from_str(&task)? })
        };
        rows.into_iter().map(letter).collect()
    }

    /// Makes dead letters due again, with all of their attempts: one, or all for no key.
    pub async fn replay(&self, key: Option<&str>) -> sqlx::Result<u64> {
        on!(&self.writes, pool => sqlx::query(self.writes.sql(
            "UPDATE {jobs} SET status = 'Pending', attempts = 0, run_at = {now}, done_at = NULL
             WHERE job_type = $1 AND status = 'Killed' AND ($2 = '' OR idempotency_key = $2)",
        ))
        .bind(QUEUE).bind(key.unwrap_or_default()).execute(pool).await.map(|done| done.rows_affected()))
    }

    pub async fn close(&self) {
        on!(&self.reads, pool => pool.close().await);
        on!(&self.writes, pool => pool.close().await);
    }
}

fn task(row: &Row<Vec<u8>>) -> Option<Task> {
    Some(Task {
        id: row.task_id()?.to_string(),
        key: row.idempotency_key()?.to_owned(),
        attempts: row.attempt(),
        // What can't be read here becomes a dead letter where the body is read.
        delivery: serde_json::from_slice(&row.args).unwrap_or_else(|_| Delivery {
            kind: Kind::Invalid,
            body: String::from_utf8_lossy(&row.args).into_owned(),
        }),
    })
}
