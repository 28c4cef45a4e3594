//! The database: SQLite or PostgreSQL, through one driver, with a limit for every wait.

use std::fs::{self, OpenOptions};
use std::ops::DerefMut;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use deadpool::Runtime;
use deadpool::managed::{self, Manager, Metrics, Object, PoolError, RecycleResult, Timeouts};
use sqlx::any::{AnyArguments, AnyRow, install_default_drivers};
use sqlx::migrate::Migrator;
use sqlx::query::{Query, QueryAs};
use sqlx::{Any, AnyConnection, AssertSqlSafe, Connection, Database, Executor, FromRow, SqlSafeStr};
use sqlx_core::transaction::TransactionManager;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::config::Secret;

type Transactions = <Any as Database>::TransactionManager;

/// The settings of a connection to SQLite. `auto_vacuum` must precede the first write. `secure_delete` overwrites what
/// `erase` deletes. A commit under load writes hundreds of pages, so the default `wal_autocheckpoint` of 1,000 would
/// copy the WAL to the file after every second commit. `journal_size_limit` shrinks a WAL that grew while somebody
/// read.
const SQLITE: &str = "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                      PRAGMA busy_timeout = 2000; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 4000; \
                      PRAGMA journal_size_limit = 67108864;";

/// The limits of a statement on the server, so that none outlives the wait for it.
const POSTGRES: &str = "SET statement_timeout = {ms}; SET lock_timeout = {ms}; \
                        SET idle_in_transaction_session_timeout = {ms}; SET client_encoding = 'UTF8';";

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database did not respond in time. The change may or may not be committed.
    #[error("the database does not answer within {0:?}")]
    TooSlow(Duration),
    /// The database file is not the one that was opened.
    #[error("the file of the database was deleted or replaced")]
    FileReplaced,
    /// The database refused the statement or can't be reached.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl StoreError {
    /// Whether the database refused a value, which says nothing about other rows.
    #[must_use]
    pub fn is_about_the_row(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        error.code().is_some_and(|code| match code.parse::<u32>() {
            // SQLite: too big, a constraint, another type; with its extended codes.
            Ok(code) if code < 10_000 => matches!(code & 0xff, 18..=20),
            // PostgreSQL: data exceptions and constraints.
            _ => code.starts_with("22") || code.starts_with("23"),
        })
    }
}

/// How a database is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Read-only. The file must exist.
    Read,
    /// The file is created if it does not exist.
    Write,
}

/// The database. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Store {
    /// For accepting deliveries and for leases. In SQLite it has one connection, the only one that writes.
    first: Pool,
    /// For work on deliveries.
    work: Pool,
    /// In SQLite, one transaction of that work at a time waits for the connection, so that a new delivery does not wait
    /// behind all of them.
    turn: Arc<Semaphore>,
    /// For reading.
    look: Pool,
    is_postgres: bool,
    within: Duration,
    file: Option<Arc<File>>,
}

/// Makes the connections of a pool.
///
/// The pool of `sqlx` has no limit for its wait when a connection is returned.
#[derive(Clone, Debug)]
struct Connections {
    address: Secret,
    setup: String,
    is_postgres: bool,
}

type Pool = managed::Pool<Connections>;

/// How many connections to PostgreSQL are for work on deliveries.
const WORK: usize = 8;

impl Manager for Connections {
    type Type = AnyConnection;
    type Error = sqlx::Error;

    async fn create(&self) -> sqlx::Result<AnyConnection> {
        let mut connection = AnyConnection::connect(self.address.text()).await?;
        connection.execute(AssertSqlSafe(self.setup.clone())).await?;
        Ok(connection)
    }

    /// Fails if the connection does not respond; the pool then tries the next one.
    async fn recycle(&self, connection: &mut AnyConnection, _: &Metrics) -> RecycleResult<sqlx::Error> {
        if self.is_postgres {
            connection.ping().await?;
        }
        Ok(())
    }
}

impl From<PoolError<sqlx::Error>> for StoreError {
    fn from(error: PoolError<sqlx::Error>) -> Self {
        Self::Database(match error {
            PoolError::Backend(error) => error,
            PoolError::Closed => sqlx::Error::PoolClosed,
            _ => sqlx::Error::PoolTimedOut,
        })
    }
}

/// The identity of the file that was opened.
#[derive(Debug)]
struct File {
    path: PathBuf,
    id: (u64, u64),
}

impl File {
    fn identify(path: &std::path::Path) -> Option<(u64, u64)> {
        fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
    }
}

/// Checks a database address. Returns the path of an SQLite file. Errors don't quote the address.
fn check(url: &str) -> anyhow::Result<Option<PathBuf>> {
    ensure!(!url.starts_with(['"', '\'']), "leave out the quotes around the database's address");
    match url.split_once(':') {
        Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => Ok(None),
        Some(("sqlite", path)) => {
            let path = path.strip_prefix("//").unwrap_or(path);
            ensure!(
                !path.is_empty() && !path.contains(":memory:"),
                "a database in memory loses every delivery; give it a file, as in sqlite:/var/lib/receiver/receiver.db"
            );
            ensure!(!path.contains('?'), "an address of SQLite takes no options here");
            Ok(Some(path.into()))
        }
        _ => bail!("the database's address must be sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE"),
    }
}

impl Store {
    /// Opens a database without changing it.
    ///
    /// # Errors
    ///
    /// If the address is not supported or the database can't be reached.
    pub async fn open(url: &Secret, mode: Mode, within: Duration) -> anyhow::Result<Self> {
        install_default_drivers();
        let url = url.text();
        let path = check(url)?;
        let is_postgres = path.is_none();
        let mut address = url.to_owned();
        if let Some(path) = &path {
            if mode == Mode::Write {
                // With `keep_unknown_members`, it may contain personal data.
                let opened = OpenOptions::new().create(true).append(true).mode(0o600).open(path);
                opened.with_context(|| format!("can't write to {}", path.display()))?;
            } else {
                fs::metadata(path).with_context(|| format!("there is no database at {}", path.display()))?;
                address.push_str("?mode=ro");
            }
        }
        let setup = match (is_postgres, mode) {
            (true, _) => POSTGRES.replace("{ms}", &within.as_millis().to_string()),
            (false, Mode::Write) => SQLITE.to_owned(),
            (false, Mode::Read) => "PRAGMA busy_timeout = 2000;".to_owned(),
        };
        let connections = Connections { address: Secret::new(address), setup, is_postgres };
        // The first connection shows the cause of a failure, where a pool would only time out.
        let connection = timeout(within.max(Duration::from_secs(5)), connections.create()).await;
        let mut connection = connection.context("the database does not answer")?.context("the database")?;
        if is_postgres {
            let encoding: String =
                sqlx::query_scalar("SELECT current_setting('server_encoding')").fetch_one(&mut connection).await?;
            ensure!(encoding == "UTF8", "the database's encoding is {encoding}; it must be UTF8");
        }
        let _ = connection.close().await;

        let timeouts = Timeouts { wait: Some(within), create: Some(within), recycle: Some(within / 4) };
        let pool = |size| {
            let pool = Pool::builder(connections.clone()).max_size(size).timeouts(timeouts);
            pool.runtime(Runtime::Tokio1).build()
        };
        let (first, look) = (pool(if is_postgres { 3 } else { 1 })?, pool(2)?);
        let work = if is_postgres { pool(WORK)? } else { first.clone() };
        let turn = Arc::new(Semaphore::new(if is_postgres { WORK } else { 1 }));
        let file = path.and_then(|path| {
            let path = path.canonicalize().unwrap_or(path);
            File::identify(&path).map(|id| Arc::new(File { path, id }))
        });
        Ok(Self { first, work, turn, look, is_postgres, within, file })
    }

    /// Creates or upgrades the tables.
    ///
    /// # Errors
    ///
    /// If the role lacks the rights.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        let mut migrator: Migrator = sqlx::migrate!("./migrations");
        migrator.dangerous_set_table_name("receiver_migrations");
        let mut connection = self.connection().await?;
        migrator.run(&mut *connection).await.context(
            "the tables can't be made or brought up to date. If the role may not, run `receiver migrate` as their owner, \
             grant SELECT, INSERT, UPDATE, DELETE on them, and set `migrate_at_start = false`",
        )
    }

    /// Begins a transaction of the work on a delivery.
    pub(crate) async fn begin(&self) -> Result<Tx, StoreError> {
        let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(|_| sqlx::Error::PoolClosed)?;
        let mut tx = Tx::begin(&self.work, !self.is_postgres).await?;
        tx.turn = Some(turn);
        Ok(tx)
    }

    /// Begins a transaction that does not wait for that work, to accept deliveries or to claim them.
    pub(crate) async fn begin_first(&self) -> Result<Tx, StoreError> {
        Tx::begin(&self.first, !self.is_postgres).await
    }

    /// Runs one statement in its own transaction, and returns how many rows it changed.
    pub(crate) async fn change(&self, statement: Query<'_, Any, AnyArguments>) -> Result<u64, StoreError> {
        self.in_time(async {
            let mut tx = self.begin().await?;
            let changed = statement.execute(tx.connection()?).await?.rows_affected();
            tx.commit().await?;
            Ok(changed)
        })
        .await
    }

    /// Reads from the database.
    pub(crate) async fn look<R: Row>(
        &self,
        statement: QueryAs<'_, Any, R, AnyArguments>,
    ) -> Result<Vec<R>, StoreError> {
        self.in_time(async { Tx::begin(&self.look, false).await?.fetch(statement).await }).await
    }

    /// Limits the time of work with the database.
    pub(crate) async fn in_time<T>(&self, work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        timeout(self.within, work).await.map_err(|_| StoreError::TooSlow(self.within))?
    }

    /// A connection without a transaction.
    pub(crate) async fn connection(&self) -> Result<impl DerefMut<Target = AnyConnection>, StoreError> {
        Ok(self.work.get().await?)
    }

    /// The limit of one operation.
    pub(crate) fn within(&self) -> Duration {
        self.within
    }

    /// Returns a statement for this database. Braces mark what the two spell differently.
    pub(crate) fn sql(&self, statement: &str) -> AssertSqlSafe<String> {
        let words = if self.is_postgres {
            [
                ("{now}", "(extract(epoch FROM now()) * 1000)::bigint"),
                ("{rows}", "jsonb_array_elements($1::jsonb) AS value"),
                ("{skip}", "FOR UPDATE SKIP LOCKED"),
            ]
        } else {
            [("{now}", "CAST(unixepoch('subsec') * 1000 AS INTEGER)"), ("{rows}", "json_each($1)"), ("{skip}", "")]
        };
        AssertSqlSafe(words.iter().fold(statement.to_owned(), |sql, (word, means)| sql.replace(word, means)))
    }

    /// Fails if the file was deleted or replaced: what is written to the open one would be lost.
    pub(crate) fn check_file(&self) -> Result<(), StoreError> {
        match &self.file {
            Some(file) if File::identify(&file.path) != Some(file.id) => Err(StoreError::FileReplaced),
            _ => Ok(()),
        }
    }

    /// Returns free space to the file system, and truncates the WAL.
    pub(crate) async fn tidy(&self) -> Result<(), StoreError> {
        if !self.is_postgres {
            self.in_time(async {
                let mut connection = self.first.get().await?;
                // Deliveries would wait, too, so don't wait for a slow reader.
                let tidy = "PRAGMA busy_timeout = 100; PRAGMA incremental_vacuum(1000);
                            PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = 2000;";
                connection.execute(tidy).await?;
                Ok(())
            })
            .await?;
        }
        Ok(())
    }
}

/// A type that rows are read as.
pub(crate) trait Row: Send + Unpin + for<'r> FromRow<'r, AnyRow> {}

impl<R: Send + Unpin + for<'r> FromRow<'r, AnyRow>> Row for R {}

/// A transaction. Without a commit, closing its connection rolls it back.
///
/// A connection is not used again after an error or a timeout. SQLite leaves it in its transaction
/// after a commit fails on a full disk, and PostgreSQL may no longer respond.
#[derive(Debug)]
pub struct Tx {
    connection: Option<Object<Connections>>,
    turn: Option<OwnedSemaphorePermit>,
}

impl Tx {
    /// In SQLite, a transaction that will write locks the file at its beginning.
    async fn begin(pool: &Pool, is_immediate: bool) -> Result<Self, StoreError> {
        let mut tx = Self { connection: Some(pool.get().await?), turn: None };
        Transactions::begin(tx.connection()?, is_immediate.then(|| "BEGIN IMMEDIATE".into_sql_str())).await?;
        Ok(tx)
    }

    /// The connection, for statements of `sqlx`.
    pub(crate) fn connection(&mut self) -> Result<&mut AnyConnection, StoreError> {
        self.connection.as_deref_mut().ok_or(StoreError::Database(sqlx::Error::PoolClosed))
    }

    /// Runs one statement and commits.
    pub(crate) async fn fetch<R: Row>(
        mut self,
        statement: QueryAs<'_, Any, R, AnyArguments>,
    ) -> Result<Vec<R>, StoreError> {
        let rows = statement.fetch_all(self.connection()?).await?;
        self.commit().await?;
        Ok(rows)
    }

    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        Transactions::commit(self.connection()?).await?;
        // Back to the pool.
        drop(self.connection.take());
        Ok(())
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            drop(Object::take(connection));
        }
        drop(self.turn.take());
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use tokio::time::sleep;

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_delivery_waits_behind_one_transaction_of_the_work_and_not_behind_all() {
        let files = tempfile::tempdir().unwrap();
        let address = Secret::new(format!("sqlite:{}", files.path().join("receiver.db").display()));
        let store = Store::open(&address, Mode::Write, Duration::from_secs(20)).await.unwrap();
        let mut work = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let store = store.clone();
            work.spawn(async move {
                let tx = store.begin().await.unwrap();
                sleep(Duration::from_millis(100)).await;
                tx.commit().await.unwrap();
            });
        }
        sleep(Duration::from_millis(50)).await;
        let started = Instant::now();
        store.begin_first().await.unwrap().commit().await.unwrap();
        assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
        work.join_all().await;
    }
}
