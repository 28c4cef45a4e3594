//! What is done about an answer: the one room that is all yours.

use idcloud_types::webhook::RawPayload;
use tracing::info;

use crate::next_step::NextStep;

/// What the service does with the next step of a process.
///
/// It may be called twice for one process, so store under the process id that it is done. An error puts the delivery
/// into the file of the unanswered.
pub trait React: Send + Sync + 'static {
    fn react(
        &self,
        delivery: &RawPayload,
        next: NextStep,
    ) -> impl Future<Output = anyhow::Result<()>> + Send;
}

/// Says what would be done.
#[derive(Clone, Copy, Debug)]
pub struct LogOnly;

impl React for LogOnly {
    async fn react(&self, delivery: &RawPayload, next: NextStep) -> anyhow::Result<()> {
        // Where the person stopped is known by the webhook alone; GetProcess does not tell.
        let last_event = &delivery.last_event;
        info!(process = %delivery.process_id, ?next, ?last_event, "done");
        Ok(())
    }
}
