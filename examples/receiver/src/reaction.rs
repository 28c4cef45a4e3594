//! What is done about a response: the one room that is all yours.

use std::sync::Arc;

use idcloud_types::get_process::{Outcome, Verified};
use idcloud_types::webhook::RawPayload;
use sqlx::AnyConnection;
use tokio::sync::Notify;
use tracing::info;

use crate::contract::Seen;
use crate::store::{Store, StoreError, Tx};

/// What the service does about a process.
///
/// A kill at the wrong moment makes it do so again, so what it does elsewhere must bear being done twice. What it records
/// in the transaction it is given is recorded once, together with the end of the delivery. After an error, a panic or too
/// long a time it is tried again later.
pub trait React: Send + Sync + 'static {
    /// Makes the tables of the reaction, when those of the receiver are made.
    fn prepare(&self, _tables: &mut AnyConnection) -> impl Future<Output = anyhow::Result<()>> + Send {
        async { Ok(()) }
    }

    /// Does it. Returns when it is done.
    fn react(
        &self,
        delivery: &Delivered,
        seen: &Seen,
        record: &mut Record,
    ) -> impl Future<Output = anyhow::Result<()>> + Send;

    /// Forgets what is recorded about a process, when a person asks for that.
    fn erase(&self, _process_id: &str, _tables: &mut AnyConnection) -> impl Future<Output = anyhow::Result<()>> + Send {
        async { Ok(()) }
    }
}

/// The delivery that a reaction is called for. Nothing in it is proven.
#[derive(Clone, Debug)]
pub struct Delivered {
    /// The same for a repeated delivery.
    pub key: String,
    /// What was delivered, such as the last event, for which GetProcess has no value.
    pub payload: RawPayload,
}

/// The transaction that ends the delivery, to record in.
#[derive(Debug)]
pub struct Record {
    store: Store,
    tx: Option<Tx>,
    begun: Arc<Notify>,
}

impl Record {
    pub(crate) fn new(store: Store, begun: Arc<Notify>) -> Self {
        Self { store, tx: None, begun }
    }

    /// The transaction, which begins here and is committed after the reaction: do what takes its time before, as in
    /// SQLite nobody else writes meanwhile, and it has no more time than `limits.database_within_ms`. Placeholders are
    /// `$1`, `$2`, in both databases.
    ///
    /// # Errors
    ///
    /// When none can be had in time.
    pub async fn transaction(&mut self) -> Result<&mut AnyConnection, StoreError> {
        let tx = match self.tx.take() {
            Some(tx) => tx,
            None => self.store.in_time(self.store.begin()).await?,
        };
        self.begun.notify_one();
        self.tx.insert(tx).connection()
    }

    pub(crate) fn into_tx(self) -> Option<Tx> {
        self.tx
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
            // Over, and nothing more is to be had from it.
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
        decision.execute(record.transaction().await?).await?;
        info!(outcome = %seen.outcome, next_step, last_event = ?delivery.payload.last_event, "done");
        Ok(())
    }

    async fn erase(&self, process_id: &str, tables: &mut AnyConnection) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM receiver_decisions WHERE process_id = $1").bind(process_id).execute(tables).await?;
        Ok(())
    }
}

/// A yes is a value: nobody can call this without one.
fn approve(_: &Verified) -> &'static str {
    "go_on"
}
