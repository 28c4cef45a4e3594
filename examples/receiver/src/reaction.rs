//! The reaction to a response: the module that you replace.

use std::ops::DerefMut;
use std::sync::Arc;

use idcloud_types::get_process::{Outcome, Verified};
use idcloud_types::webhook::RawPayload;
use sqlx::AnyConnection;
use tokio::sync::{Mutex, MutexGuard, Notify};
use tokio::time::sleep;
use tracing::info;

use crate::contract::Seen;
use crate::store::{Store, StoreError, Tx};

/// The reaction to a response of GetProcess.
///
/// The service calls it again after a crash, an error, a panic or a timeout, so its external effects must be
/// idempotent.
/// What it records in its transaction is committed once, together with the end of the delivery.
pub trait React: Send + Sync + 'static {
    /// Creates the tables of the reaction, after those of the receiver.
    fn prepare(&self, _tables: &mut AnyConnection) -> impl Future<Output = anyhow::Result<()>> + Send {
        async { Ok(()) }
    }

    /// Reacts to a response.
    fn react(
        &self,
        delivery: &Delivered,
        seen: &Seen,
        record: &mut Record,
    ) -> impl Future<Output = anyhow::Result<()>> + Send;

    /// Deletes everything recorded about a process, for `receiver erase`.
    fn erase(&self, process_id: &str, tables: &mut AnyConnection) -> impl Future<Output = anyhow::Result<()>> + Send;
}

/// The delivery that caused the call. Nobody signed it, so only the response is proof.
#[derive(Clone, Debug)]
pub struct Delivered {
    /// The same for a duplicate delivery.
    pub key: String,
    /// The payload, with the last event, which GetProcess does not return.
    pub payload: RawPayload,
}

/// The transaction that ends the delivery, to record in.
#[derive(Debug)]
pub struct Record {
    store: Store,
    /// Shared with the worker, which takes it from a reaction that blocks its thread.
    tx: Arc<Mutex<Option<Tx>>>,
    begun: Arc<Notify>,
}

impl Record {
    pub(crate) fn new(store: Store) -> Self {
        Self { store, tx: Arc::default(), begun: Arc::default() }
    }

    pub(crate) fn share(&self) -> Self {
        Self { store: self.store.clone(), tx: Arc::clone(&self.tx), begun: Arc::clone(&self.begun) }
    }

    /// Returns the connection of the transaction, which the first call begins and the service commits after the
    /// reaction.
    ///
    /// Do slow work before it: SQLite allows one writer, so the transaction is rolled back after half of
    /// `limits.database_within_ms`. Don't keep the connection for longer than a statement. Placeholders are `$1`, `$2`,
    /// in both databases.
    ///
    /// # Errors
    ///
    /// If the database does not begin a transaction in time.
    pub async fn transaction(&mut self) -> Result<impl DerefMut<Target = AnyConnection>, StoreError> {
        let mut tx = self.tx.lock().await;
        if tx.is_none() {
            *tx = Some(self.store.in_time(self.store.begin()).await?);
            self.begun.notify_one();
        }
        MutexGuard::try_map(tx, |tx| tx.as_mut()?.connection().ok()).map_err(|_| sqlx::Error::PoolClosed.into())
    }

    /// Resolves when the transaction has had its time.
    pub(crate) async fn is_over(&self) {
        self.begun.notified().await;
        sleep(self.store.within() / 2).await;
    }

    /// Takes the transaction, unless a statement is running on it.
    pub(crate) fn take(&self) -> Option<Tx> {
        self.tx.try_lock().ok()?.take()
    }
}

/// Records the next step in the table `receiver_decisions`, once for every delivery.
#[derive(Clone, Copy, Debug)]
pub struct Decide;

impl React for Decide {
    async fn prepare(&self, tables: &mut AnyConnection) -> anyhow::Result<()> {
        let decisions = "CREATE TABLE IF NOT EXISTS receiver_decisions (delivery_key TEXT NOT NULL PRIMARY KEY,
            process_id TEXT NOT NULL, next_step TEXT NOT NULL)";
        sqlx::query(decisions).execute(tables).await?;
        Ok(())
    }

    async fn react(&self, delivery: &Delivered, seen: &Seen, record: &mut Record) -> anyhow::Result<()> {
        let next_step = match &seen.outcome {
            Outcome::Verified(verified) => approve(verified),
            Outcome::InvalidIdentity { .. } => "refuse",
            // Over, without a result.
            Outcome::Unanswered { .. } | Outcome::Expired | Outcome::Canceled | Outcome::Error | Outcome::Failed => {
                "offer_new_process"
            }
            // Neither a yes nor a no: weigh the score and the alerts by your own rules.
            Outcome::Inconclusive => "weigh",
            // And whatever a later version adds: never a success.
            _ => "review",
        };
        let decision = "INSERT INTO receiver_decisions (delivery_key, process_id, next_step) VALUES ($1, $2, $3)";
        let decision = sqlx::query(decision).bind(&delivery.key).bind(seen.process_id.to_string()).bind(next_step);
        decision.execute(&mut *record.transaction().await?).await?;
        info!(outcome = %seen.outcome, next_step, last_event = ?delivery.payload.last_event, "done");
        Ok(())
    }

    async fn erase(&self, process_id: &str, tables: &mut AnyConnection) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM receiver_decisions WHERE process_id = $1").bind(process_id).execute(tables).await?;
        Ok(())
    }
}

/// Success is a value: nobody can call this without one.
fn approve(_: &Verified) -> &'static str {
    "go_on"
}
