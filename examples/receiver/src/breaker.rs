//! A failure of one process affects that process. When different processes fail with the same cause and none succeeds
//! in between, it is an outage: calls pause for a while, and then a few processes try.
//!
//! Circuit breaker libraries count failures of any process, so three bad processes would stop all others.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use metrics::gauge;
use tokio::sync::Notify;
use tokio::time::Instant;
use tracing::{info, warn};

use crate::config::Retries;

/// The number of processes that fail with the same cause before calls pause.
const DIFFERENT: usize = 5;

/// With at most this many failed processes since the last success, the failures are their own.
const OWN: usize = 2;

/// For this long after a success, failures don't start a pause.
const RECENT: Duration = Duration::from_secs(5);

/// For this long, a success shows that GetProcess works.
const PROOF: Duration = Duration::from_mins(1);

/// The number of processes that try at once whether an outage is over.
const PROBES: usize = 2;

/// The longest wait until an untried process tries whether an outage is over.
const LONGEST_FOR_NEW: Duration = Duration::from_secs(5);

/// The processes that a failure concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concerns {
    /// All processes, for this long.
    Everybody(Duration),
    /// This process, as far as is known. `proven`: others succeed meanwhile.
    Process { proven: bool },
}

/// Which calls are allowed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    Open,
    /// A few, to see whether the outage is over; `again` includes processes that have failed before.
    Probe {
        at_once: usize,
        again: bool,
    },
    Closed,
}

/// The breaker for GetProcess or for the reaction.
#[derive(Debug)]
pub struct Breaker {
    name: &'static str,
    state: Mutex<State>,
    opened: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// The processes that failed since the last success, by cause.
    failed: HashMap<String, HashSet<String>>,
    succeeded: Option<Instant>,
    outage: Option<Outage>,
}

#[derive(Debug)]
struct Outage {
    rounds: u32,
    new_from: Instant,
    again_from: Instant,
}

impl Breaker {
    pub fn new(name: &'static str) -> Self {
        gauge!("receiver_paused", "by" => name).set(0);
        Self { name, state: Mutex::default(), opened: Notify::new() }
    }

    pub fn gate(&self) -> Gate {
        let now = Instant::now();
        match &self.state().outage {
            None => Gate::Open,
            Some(outage) if now < outage.new_from => Gate::Closed,
            Some(outage) => Gate::Probe { at_once: PROBES, again: now >= outage.again_from },
        }
    }

    /// Resolves when a pause begins.
    pub async fn opened(&self) {
        self.opened.notified().await;
    }

    pub fn succeeded(&self) {
        let mut state = self.state();
        state.failed.clear();
        state.succeeded = Some(Instant::now());
        if state.outage.take().is_some() {
            gauge!("receiver_paused", "by" => self.name).set(0);
            info!(by = self.name, "the pause is over");
        }
    }

    /// Records a failure. `is_general`: by its nature, it concerns all processes.
    pub fn failed(
        &self,
        process: &str,
        cause: &str,
        is_general: bool,
        asked_wait: Option<Duration>,
        retries: &Retries,
    ) -> Concerns {
        let now = Instant::now();
        let mut state = self.state();
        if let Some(outage) = &mut state.outage {
            // A call that fails during a pause began before it and is not a new round.
            if now >= outage.new_from {
                outage.rounds += 1;
            }
            if now >= outage.new_from || asked_wait.is_some() {
                let (for_again, for_new) = waits(retries, outage.rounds, asked_wait);
                outage.again_from = outage.again_from.max(now + for_again);
                outage.new_from = outage.new_from.max(now + for_new);
            }
            return Concerns::Everybody(outage.again_from - now);
        }
        let same = state.failed.entry(cause.to_owned()).or_default();
        same.insert(process.to_owned());
        let different = same.len();
        let is_recent = |within| state.succeeded.is_some_and(|at| now - at < within);
        if is_general || different >= DIFFERENT && !is_recent(RECENT) {
            let (wait, for_new) = waits(retries, 1, asked_wait);
            state.outage = Some(Outage { rounds: 1, new_from: now + for_new, again_from: now + wait });
            self.opened.notify_waiters();
            gauge!("receiver_paused", "by" => self.name).set(1);
            warn!(by = self.name, cause, different, seconds = wait.as_secs_f64(), "an outage: calls pause");
            return Concerns::Everybody(wait);
        }
        let proven = different <= OWN && is_recent(PROOF);
        Concerns::Process { proven }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The waits of processes that failed, and of untried ones, which show soonest whether the outage is over.
fn waits(retries: &Retries, rounds: u32, asked: Option<Duration>) -> (Duration, Duration) {
    let wait = retries.wait(rounds, asked);
    (wait, if asked.is_some() { wait } else { retries.short_wait(rounds).min(LONGEST_FOR_NEW) })
}

#[cfg(test)]
mod tests {
    use deranged::RangedU32;

    use super::*;

    const RETRIES: Retries = Retries {
        attempts: RangedU32::new_static::<8>(),
        give_up_after_s: RangedU32::new_static::<0>(),
        first_wait_ms: RangedU32::new_static::<1_000>(),
        longest_wait_ms: RangedU32::new_static::<60_000>(),
    };

    fn fail(breaker: &Breaker, process: usize, cause: &str) -> Concerns {
        breaker.failed(&process.to_string(), cause, false, None, &RETRIES)
    }

    #[tokio::test]
    async fn one_process_that_fails_for_ever_stops_nobody() {
        let breaker = Breaker::new("platform");
        for _ in 0..100 {
            assert!(matches!(fail(&breaker, 1, "5xx"), Concerns::Process { .. }));
        }
        assert_eq!(breaker.gate(), Gate::Open);
    }

    #[tokio::test]
    async fn twenty_that_fail_between_successes_stop_nobody_and_are_proven_to_be_their_own() {
        let breaker = Breaker::new("platform");
        for process in 0..20 {
            breaker.succeeded();
            assert_eq!(fail(&breaker, process, "5xx"), Concerns::Process { proven: true });
        }
        assert_eq!(breaker.gate(), Gate::Open);
    }

    #[tokio::test(start_paused = true)]
    async fn many_that_fail_stop_nobody_until_the_last_success_is_a_while_ago() {
        let breaker = Breaker::new("platform");
        let again = |process: i32| breaker.failed(&process.to_string(), "5xx", false, None, &RETRIES);
        breaker.succeeded();
        for process in 0..20 {
            assert!(matches!(again(process), Concerns::Process { .. }));
        }
        tokio::time::advance(RECENT).await;
        assert!(matches!(again(0), Concerns::Everybody(_)));
    }

    #[tokio::test]
    async fn without_a_success_nothing_is_proven() {
        let breaker = Breaker::new("platform");
        assert_eq!(fail(&breaker, 1, "404"), Concerns::Process { proven: false });
    }

    #[tokio::test]
    async fn different_processes_that_fail_for_different_causes_stop_nobody() {
        let breaker = Breaker::new("platform");
        for process in 0..DIFFERENT {
            fail(&breaker, process, &format!("cause {process}"));
        }
        assert_eq!(breaker.gate(), Gate::Open);
    }

    #[tokio::test(start_paused = true)]
    async fn different_processes_that_fail_for_the_same_cause_stop_everybody_until_one_succeeds() {
        let breaker = Breaker::new("platform");
        for process in 0..DIFFERENT {
            assert_eq!(breaker.gate(), Gate::Open);
            fail(&breaker, process, "404");
        }
        assert_eq!(breaker.gate(), Gate::Closed);
        // A call that began before the pause does not prolong it.
        for process in 0..100 {
            assert!(
                matches!(fail(&breaker, process, "404"), Concerns::Everybody(wait) if wait <= Duration::from_secs(1))
            );
        }
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(breaker.gate(), Gate::Probe { at_once: PROBES, again: true });
        for _ in 0..10 {
            fail(&breaker, 1, "404");
            tokio::time::advance(LONGEST_FOR_NEW).await;
        }
        assert_eq!(breaker.gate(), Gate::Probe { at_once: PROBES, again: false }, "a new one need not wait as long");
        breaker.succeeded();
        assert_eq!(breaker.gate(), Gate::Open);
    }

    #[tokio::test(start_paused = true)]
    async fn an_untried_process_waits_a_quarter_in_the_first_rounds() {
        let breaker = Breaker::new("platform");
        for process in 0..DIFFERENT {
            fail(&breaker, process, "404");
        }
        for wait in [250, 500, 1_000] {
            assert_eq!(breaker.gate(), Gate::Closed);
            tokio::time::advance(Duration::from_millis(wait)).await;
            assert!(matches!(breaker.gate(), Gate::Probe { .. }), "{wait}");
            fail(&breaker, 1, "404");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_the_platform_asks_for_stops_everybody_at_once_and_is_never_shortened() {
        let breaker = Breaker::new("platform");
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        for asked in [30, 1] {
            let concerns = breaker.failed("1", "429", true, seconds(asked), &RETRIES);
            assert!(matches!(concerns, Concerns::Everybody(wait) if wait >= Duration::from_secs(30)), "{concerns:?}");
        }
        tokio::time::advance(Duration::from_secs(29)).await;
        assert_eq!(breaker.gate(), Gate::Closed);
    }
}
