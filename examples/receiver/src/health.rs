//! Whether the writer and the worker get on: what `/readyz` is made of.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tracing::{error, info};

/// How long a loop that looks every second may be silent.
const SILENCE: Duration = Duration::from_secs(10);

/// How often a line that anybody can cause is logged.
const LOG_EVERY: Duration = Duration::from_secs(10);

/// A line of the log that anybody can cause as often as they like.
#[derive(Debug, Default)]
pub struct Sampled(Mutex<Option<(Instant, u64)>>);

impl Sampled {
    /// Whether to log it now, and how often it was not since the last time.
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
    /// Notes how the last round went, and logs when that changed.
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

    /// Whether the last round went well, not long ago.
    pub fn is_well(&self) -> bool {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|(well, at)| well && at.elapsed() < SILENCE)
    }
}
