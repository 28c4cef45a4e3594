//! What is done about an answer: the one room that is all yours.

use idcloud_types::webhook::RawPayload;
use tracing::info;

use crate::next_step::NextStep;
use crate::writer::Writer;

/// What the service does with the next step of a process.
///
/// A kill at the wrong moment makes it do so again, so record what you do under the delivery's key. After an error or a
/// panic it is tried again later.
pub trait React: Send + Sync + 'static {
    /// Does it. Returns when it is done and recorded.
    fn react(
        &self,
        key: &str,
        delivery: &RawPayload,
        next: NextStep,
        store: &Writer,
    ) -> impl Future<Output = anyhow::Result<()>> + Send;
}

/// Records the next step in the table `decisions`, once for every delivery.
#[derive(Clone, Copy, Debug)]
pub struct Record;

impl React for Record {
    async fn react(&self, key: &str, delivery: &RawPayload, next: NextStep, store: &Writer) -> anyhow::Result<()> {
        let process = delivery.process_id.to_string();
        store.decide(key, &process, &format!("{next:?}")).await?;
        // Where the person stopped is in the webhook alone; GetProcess has no word for it.
        let last_event = &delivery.last_event;
        info!(?next, ?last_event, "done");
        Ok(())
    }
}
