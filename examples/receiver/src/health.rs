//! The progress of the writer and of the worker, for `/readyz`.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tracing::{error, info};

/// The longest time without progress of a loop that runs every second.
const SILENCE: Duration = Duration::from_secs(10);

/// The interval between log lines that anybody can cause.
const LOG_EVERY: Duration = Duration::from_secs(10);

/// Limits how often a log line that anybody can cause is written.
#[derive(Debug, Default)]
pub struct Sampled(Mutex<Option<(Instant, u64)>>);

impl Sampled {
    /// Returns the number of skipped lines if it is time to log, else `None`.
    pub fn turn(&self) -> Option<u64> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match last.as_mut() {
            Some((at, more)) if at.elapsed() < LOG_EVERY => {
                *more += 1;
                None
            }
            _ => last.replace((Instant::now(), 0)).map_or(Some(0), |(_, more)| Some(more)),
        }
    }
}

/// The progress of one loop.
#[derive(Debug, Default)]
pub struct Progress(Mutex<Option<(bool, Instant)>>);

impl Progress {
    /// Records the result of a round, and logs errors and the recovery.
    pub fn note<E: fmt::Display>(&self, round: &Result<(), E>, what: &'static str) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let was_well = last.is_none_or(|(well, _)| well);
        match round {
            Err(error) => error!(%error, "{what}"),
            Ok(()) if !was_well => info!("it is over: {what}"),
            Ok(()) => {}
        }
        *last = Some((round.is_ok(), Instant::now()));
    }

    /// Whether the last round was recent and went well.
    pub fn is_well(&self) -> bool {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|(well, at)| well && at.elapsed() < SILENCE)
    }
}
