//! Nobody asks GetProcess while it is down, refuses the credentials or wants fewer requests.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};
use tracing::warn;

use crate::backoff::Backoff;

/// The pause that all workers share.
#[derive(Debug, Default)]
pub struct Pause(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    until: Option<Instant>,
    failures: usize,
}

impl Pause {
    /// Resolves when there is no pause.
    pub async fn passed(&self) {
        while let Some(until) = self.until() {
            sleep_until(until).await;
        }
    }

    pub fn is_on(&self) -> bool {
        self.until().is_some()
    }

    /// Pauses, for longer with every failure in a row. Failures during a pause began before it, and count as one.
    pub fn begin(&self, backoff: &Backoff, retry_after: Option<Duration>) -> Duration {
        let now = Instant::now();
        let mut state = self.state();
        let running = state.until.filter(|until| *until > now);
        if running.is_none() {
            state.failures += 1;
        }
        let asked = now + backoff.wait(state.failures, retry_after);
        let until = match running {
            Some(running) if retry_after.is_none() => running,
            Some(running) => running.max(asked),
            None => asked,
        };
        state.until = Some(until);
        if running.is_none() {
            warn!(
                seconds = (until - now).as_secs_f64(),
                failures = state.failures,
                "GetProcess is not asked for a while"
            );
        }
        until - now
    }

    /// GetProcess answered.
    pub fn end(&self) {
        self.state().failures = 0;
    }

    fn until(&self) -> Option<Instant> {
        self.state().until.filter(|until| *until > Instant::now())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff = Backoff { attempts: 1, first_wait_ms: 1_000, longest_wait_ms: 60_000 };

    #[tokio::test]
    async fn failures_of_one_outage_count_once() {
        let pause = Pause::default();
        assert!(!pause.is_on());
        for _ in 0..16 {
            assert!(pause.begin(&BACKOFF, None) <= Duration::from_secs(1));
        }
        assert!(pause.is_on());
    }

    #[tokio::test]
    async fn retry_after_prolongs_a_pause_and_never_shortens_it() {
        let pause = Pause::default();
        assert!(pause.begin(&BACKOFF, Some(Duration::from_secs(30))) >= Duration::from_secs(30));
        assert!(pause.begin(&BACKOFF, Some(Duration::from_secs(1))) >= Duration::from_secs(29));
        assert!(pause.begin(&BACKOFF, Some(Duration::from_secs(50))) >= Duration::from_secs(50));
    }

    #[tokio::test]
    async fn a_pause_passes_and_the_next_failure_in_a_row_waits_longer() {
        let pause = Pause::default();
        let short = Backoff { attempts: 1, first_wait_ms: 20, longest_wait_ms: 80 };
        assert!(pause.begin(&short, None) <= Duration::from_millis(20));
        pause.passed().await;
        assert!(!pause.is_on());
        assert!(pause.begin(&short, None) >= Duration::from_millis(20));
        pause.passed().await;
        pause.end();
        assert!(pause.begin(&short, None) <= Duration::from_millis(20));
    }
}
