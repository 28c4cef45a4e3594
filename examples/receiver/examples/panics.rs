//! A service with a reaction of its own, which panics the first time that it is called for a process.

use std::collections::HashSet;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use idcloud_types::ProcessId;
use idcloud_types::webhook::RawPayload;
use receiver::{NextStep, React, Record, Writer};

#[derive(Default)]
struct PanicFirst(Mutex<HashSet<ProcessId>>);

impl React for PanicFirst {
    async fn react(&self, key: &str, delivery: &RawPayload, next: NextStep, store: &Writer) -> anyhow::Result<()> {
        let is_first = {
            let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            seen.insert(delivery.process_id)
        };
        assert!(!is_first, "the first time");
        Record.react(key, delivery, next, store).await
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    receiver::main(PanicFirst::default()).await
}
