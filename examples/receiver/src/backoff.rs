//! How long is waited before GetProcess is asked again.

use std::time::{Duration, SystemTime};

use reqwest::header::HeaderValue;
use serde::Deserialize;

/// The waits, as they are configured.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backoff {
    /// After how many attempts a delivery is left to people.
    pub attempts: usize,
    pub first_wait_ms: u32,
    pub longest_wait_ms: u32,
}

impl Backoff {
    /// The wait after a number of failures: what the platform asks for, else twice as long every time, and never more
    /// than the longest. Chance spreads it, so that those that failed together don't return together.
    pub fn wait(&self, failures: usize, retry_after: Option<Duration>) -> Duration {
        let longest = self.longest();
        let Some(wait) = retry_after else {
            let doublings = u32::try_from(failures.saturating_sub(1)).unwrap_or(u32::MAX);
            let factor = 2_u32.checked_pow(doublings).unwrap_or(u32::MAX);
            let first = Duration::from_millis(self.first_wait_ms.into());
            let wait = first.saturating_mul(factor).min(longest);
            return wait.mul_f64(0.5 + fastrand::f64() / 2.0);
        };
        wait.min(longest).mul_f64(1.0 + fastrand::f64() / 10.0)
    }

    pub fn longest(&self) -> Duration {
        Duration::from_millis(self.longest_wait_ms.into())
    }
}

/// Reads `Retry-After`, a number of seconds or a date.
pub fn retry_after(value: &HeaderValue) -> Option<Duration> {
    let value = value.to_str().ok()?.trim();
    match value.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        // A date in the past asks for no wait.
        Err(_) => {
            httpdate::parse_http_date(value).ok().map(|date| date.duration_since(SystemTime::now()).unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff = Backoff { attempts: 8, first_wait_ms: 1_000, longest_wait_ms: 60_000 };

    #[test]
    fn it_doubles_up_to_the_longest() {
        for (failures, most) in [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (usize::MAX, 60)] {
            let most = Duration::from_secs(most);
            for _ in 0..100 {
                let wait = BACKOFF.wait(failures, None);
                assert!(most / 2 <= wait && wait <= most, "{failures}: {wait:?}");
            }
        }
    }

    #[test]
    fn what_the_platform_asks_for_is_kept_to() {
        for _ in 0..100 {
            let wait = BACKOFF.wait(5, Some(Duration::from_secs(2)));
            assert!(Duration::from_secs(2) <= wait && wait <= Duration::from_millis(2200));
            let capped = BACKOFF.wait(1, Some(Duration::MAX));
            assert!(capped <= Duration::from_secs(66), "{capped:?}");
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
