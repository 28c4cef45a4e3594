//! How long is waited before GetProcess is asked again.

use std::time::Duration;

#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    pub first: Duration,
    pub longest: Duration,
}

impl Backoff {
    /// The wait after an attempt, counted from 1: what the platform told, else twice as long every time, and never more
    /// than the longest. Chance spreads it, so that workers that failed together don't come back together.
    pub fn wait(&self, attempt: u16, told: Option<Duration>) -> Duration {
        match told {
            Some(told) => told.min(self.longest).mul_f64(1.0 + fastrand::f64() / 10.0),
            None => 2_u32
                .checked_pow(u32::from(attempt.saturating_sub(1)))
                .map_or(self.longest, |times| self.first.saturating_mul(times))
                .min(self.longest)
                .mul_f64(0.5 + fastrand::f64() / 2.0),
        }
    }
}
