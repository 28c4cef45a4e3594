//! The database: SQLite or PostgreSQL, behind one driver, and every wait for it has an end.

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
use tokio::time::timeout;

use crate::config::Secret;

type Transactions = <Any as Database>::TransactionManager;

/// What a connection to SQLite is set to. The first must be set before anything is written, so that what is deleted can
/// give its space back. What was deleted is overwritten, as a person may have asked for that. A log of writes that a slow
/// reader made long is cut when it has gone.
const SQLITE: &str = "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                      PRAGMA busy_timeout = 2000; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 67108864;";

/// How long a statement may take on the server, so that none outlives the patience of who sent it.
const POSTGRES: &str = "SET statement_timeout = {ms}; SET lock_timeout = {ms}; \
                        SET idle_in_transaction_session_timeout = {ms}; SET client_encoding = 'UTF8';";

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing came back in time; it may have been done or not.
    #[error("the database does not answer within {0:?}")]
    TooSlow(Duration),
    /// The file of the database is not the one that was opened.
    #[error("the file of the database was deleted or replaced")]
    FileReplaced,
    /// The database refused it or can't be reached.
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
    /// It must be there, and nothing is written.
    Read,
    /// A file is made if there is none.
    Write,
}

/// The database. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Store {
    /// For accepting deliveries and for leases; in SQLite the one connection that writes, for which all wait in line.
    first: Pool,
    /// For work on deliveries.
    work: Pool,
    /// For looking, beside the writes.
    look: Pool,
    is_postgres: bool,
    within: Duration,
    file: Option<Arc<File>>,
}

/// Makes the connections of a pool.
///
/// It is not the pool of `sqlx`, which has no limit to how long it waits for a connection that is given back.
#[derive(Clone, Debug)]
struct Connections {
    address: Secret,
    setup: String,
    is_postgres: bool,
}

type Pool = managed::Pool<Connections>;

impl Manager for Connections {
    type Type = AnyConnection;
    type Error = sqlx::Error;

    async fn create(&self) -> sqlx::Result<AnyConnection> {
        let mut connection = AnyConnection::connect(self.address.text()).await?;
        connection.execute(AssertSqlSafe(self.setup.clone())).await?;
        Ok(connection)
    }

    /// One that nothing comes back on is dropped, and the next is tried.
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

/// A database's address that this service can use, or why not, without showing it.
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
    /// When the address is not of a kind that is known, or nothing answers there.
    pub async fn open(url: &Secret, mode: Mode, within: Duration) -> anyhow::Result<Self> {
        install_default_drivers();
        let url = url.text();
        let path = check(url)?;
        let is_postgres = path.is_none();
        let mut address = url.to_owned();
        if let Some(path) = &path {
            if mode == Mode::Write {
                // Known members name a process and no person, but yours may keep more.
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
        // The first connection shows the cause of a failure at once, where a pool would only say that it waited.
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
        let work = if is_postgres { pool(8)? } else { first.clone() };
        let file = path.and_then(|path| {
            let path = path.canonicalize().unwrap_or(path);
            File::identify(&path).map(|id| Arc::new(File { path, id }))
        });
        Ok(Self { first, work, look, is_postgres, within, file })
    }

    /// Makes the tables, or brings them up to date.
    ///
    /// # Errors
    ///
    /// When the role may not.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        let mut migrator: Migrator = sqlx::migrate!("./migrations");
        migrator.dangerous_set_table_name("receiver_migrations");
        let mut connection = self.connection().await?;
        migrator.run(&mut *connection).await.context(
            "the tables can't be made or brought up to date. If the role may not, run `receiver migrate` as their owner, \
             grant SELECT, INSERT, UPDATE, DELETE on them, and set `migrate_at_start = false`",
        )
    }

    /// A transaction of the work on a delivery.
    pub(crate) async fn begin(&self) -> Result<Tx, StoreError> {
        Tx::begin(&self.work, !self.is_postgres).await
    }

    /// A transaction that does not wait in line with that work: it accepts deliveries, or takes and keeps leases.
    pub(crate) async fn begin_first(&self) -> Result<Tx, StoreError> {
        Tx::begin(&self.first, !self.is_postgres).await
    }

    /// Runs one statement in a transaction of its own, and returns how many rows it changed.
    pub(crate) async fn change(&self, statement: Query<'_, Any, AnyArguments>) -> Result<u64, StoreError> {
        self.in_time(async {
            let mut tx = self.begin().await?;
            let changed = statement.execute(tx.connection()?).await?.rows_affected();
            tx.commit().await?;
            Ok(changed)
        })
        .await
    }

    /// The same, not in line, for one that returns rows.
    pub(crate) async fn change_first<R: Row>(
        &self,
        statement: QueryAs<'_, Any, R, AnyArguments>,
    ) -> Result<Vec<R>, StoreError> {
        self.in_time(async { rows(self.begin_first().await?, statement).await }).await
    }

    /// Looks at the database beside all that is written.
    pub(crate) async fn look<R: Row>(
        &self,
        statement: QueryAs<'_, Any, R, AnyArguments>,
    ) -> Result<Vec<R>, StoreError> {
        self.in_time(async { rows(Tx::begin(&self.look, false).await?, statement).await }).await
    }

    /// Does something with the database, or gives up.
    pub(crate) async fn in_time<T>(&self, work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        timeout(self.within, work).await.map_err(|_| StoreError::TooSlow(self.within))?
    }

    /// A connection beside all transactions.
    pub(crate) async fn connection(&self) -> Result<impl DerefMut<Target = AnyConnection>, StoreError> {
        Ok(self.work.get().await?)
    }

    /// How long one answer of the database may take.
    pub(crate) fn within(&self) -> Duration {
        self.within
    }

    /// A statement of both databases, with what they spell differently between braces.
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

    /// Fails when the file that was opened is not there any more: what is written to it would be gone.
    pub(crate) fn check_file(&self) -> Result<(), StoreError> {
        match &self.file {
            Some(file) if File::identify(&file.path) != Some(file.id) => Err(StoreError::FileReplaced),
            _ => Ok(()),
        }
    }

    /// Gives the space of what was deleted back, and cuts the log of writes.
    pub(crate) async fn tidy(&self) -> Result<(), StoreError> {
        if !self.is_postgres {
            self.in_time(async {
                let mut connection = self.first.get().await?;
                // Who reads for long is not waited for: the deliveries would wait, too.
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

/// A row that can be read.
pub(crate) trait Row: Send + Unpin + for<'r> FromRow<'r, AnyRow> {}

impl<R: Send + Unpin + for<'r> FromRow<'r, AnyRow>> Row for R {}

async fn rows<R: Row>(mut tx: Tx, statement: QueryAs<'_, Any, R, AnyArguments>) -> Result<Vec<R>, StoreError> {
    let rows = statement.fetch_all(tx.connection()?).await?;
    tx.commit().await?;
    Ok(rows)
}

/// A transaction. What is not committed is rolled back, by closing its connection.
///
/// A connection on which something failed or was given up is never used again. SQLite leaves it in its transaction
/// after a commit failed for a full disk, and PostgreSQL may have gone silent.
#[derive(Debug)]
pub struct Tx(Option<Object<Connections>>);

impl Tx {
    /// In SQLite, who will write says so at the beginning.
    async fn begin(pool: &Pool, is_immediate: bool) -> Result<Self, StoreError> {
        let mut tx = Self(Some(pool.get().await?));
        Transactions::begin(tx.connection()?, is_immediate.then(|| "BEGIN IMMEDIATE".into_sql_str())).await?;
        Ok(tx)
    }

    /// The connection, for statements of `sqlx`.
    pub(crate) fn connection(&mut self) -> Result<&mut AnyConnection, StoreError> {
        self.0.as_deref_mut().ok_or(StoreError::Database(sqlx::Error::PoolClosed))
    }

    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        Transactions::commit(self.connection()?).await?;
        // Back to the pool.
        drop(self.0.take());
        Ok(())
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(Object::take(connection));
        }
    }
}
