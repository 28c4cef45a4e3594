//! The waits before another attempt.

use std::time::{Duration, SystemTime};

use deranged::RangedU32;
use reqwest::header::HeaderValue;
use serde::Deserialize;

use crate::config::ms;

/// The configured waits and limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retries {
    /// A delivery is not given up before this many attempts.
    pub attempts: RangedU32<1, 1_000>,
    /// A delivery is not given up before this time since it was received.
    pub give_up_after_s: RangedU32<0, 2_592_000>,
    pub first_wait_ms: RangedU32<1, 3_600_000>,
    pub longest_wait_ms: RangedU32<1, 86_400_000>,
}

impl Retries {
    /// The wait after a number of failures: `asked` if given, else twice as long each time, and never more than the
    /// longest. Jitter spreads the attempts of processes that failed together.
    pub fn wait(&self, failures: u32, asked: Option<Duration>) -> Duration {
        if let Some(asked) = asked {
            return asked.min(self.longest()).mul_f64(1.0 + fastrand::f64() / 10.0);
        }
        self.doubled(ms(self.first_wait_ms), failures)
    }

    /// The wait of processes that have not failed themselves, which starts at a quarter of `wait`.
    pub fn short_wait(&self, failures: u32) -> Duration {
        self.doubled(ms(self.first_wait_ms) / 4, failures)
    }

    fn doubled(&self, first: Duration, failures: u32) -> Duration {
        let factor = 2_u32.saturating_pow(failures.saturating_sub(1));
        let wait = first.saturating_mul(factor).min(self.longest());
        wait.mul_f64(0.5 + fastrand::f64() / 2.0)
    }

    pub fn longest(&self) -> Duration {
        ms(self.longest_wait_ms)
    }

    /// Whether a delivery has used up its attempts and its time.
    pub fn are_used_up(&self, attempts: i32, age: Duration) -> bool {
        attempts.unsigned_abs() >= self.attempts.get() && age >= Duration::from_secs(self.give_up_after_s.get().into())
    }
}

/// Reads `Retry-After`, a number of seconds or a date. A date in the past asks for no wait.
pub fn retry_after(value: &HeaderValue) -> Option<Duration> {
    let value = value.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RETRIES: Retries = Retries {
        attempts: RangedU32::new_static::<8>(),
        give_up_after_s: RangedU32::new_static::<60>(),
        first_wait_ms: RangedU32::new_static::<1_000>(),
        longest_wait_ms: RangedU32::new_static::<60_000>(),
    };

    #[test]
    fn it_doubles_up_to_the_longest() {
        for (failures, most) in [(0, 1), (1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (u32::MAX, 60)] {
            let most = Duration::from_secs(most);
            for _ in 0..100 {
                let wait = RETRIES.wait(failures, None);
                assert!(most / 2 <= wait && wait <= most, "{failures}: {wait:?}");
            }
        }
    }

    #[test]
    fn what_the_platform_asks_for_is_kept_to() {
        for _ in 0..100 {
            let wait = RETRIES.wait(5, Some(Duration::from_secs(2)));
            assert!(Duration::from_secs(2) <= wait && wait <= Duration::from_millis(2200));
            let capped = RETRIES.wait(1, Some(Duration::MAX));
            assert!(capped <= Duration::from_secs(66), "{capped:?}");
        }
    }

    #[test]
    fn giving_up_takes_the_attempts_and_the_time() {
        for (attempts, age, used_up) in [(8, 60, true), (7, 60, false), (8, 59, false), (100, 59, false)] {
            assert_eq!(RETRIES.are_used_up(attempts, Duration::from_secs(age)), used_up, "{attempts} {age}");
        }
    }

    #[test]
    fn retry_after_has_two_forms() {
        let read = |text: &str| retry_after(&HeaderValue::from_str(text).unwrap());
        assert_eq!(read(" 90 "), Some(Duration::from_secs(90)));
        let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(90));
        let wait = read(&date).unwrap();
        assert!(Duration::from_secs(85) < wait && wait <= Duration::from_secs(90), "{wait:?}");
        assert_eq!(read("Thu, 01 Jan 1970 00:00:00 GMT"), Some(Duration::ZERO));
        for neither in ["", "-1", "soon", "1.5"] {
            assert_eq!(read(neither), None, "{neither}");
        }
    }
}
