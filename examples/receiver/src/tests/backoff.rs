//! How long is waited.

use std::time::Duration;

use crate::backoff::Backoff;

const BACKOFF: Backoff = Backoff {
    first: Duration::from_secs(1),
    longest: Duration::from_secs(60),
};

#[test]
fn it_doubles_up_to_the_longest() {
    for (attempt, most) in [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (u16::MAX, 60)] {
        let most = Duration::from_secs(most);
        for _ in 0..100 {
            let wait = BACKOFF.wait(attempt, None);
            assert!(most / 2 <= wait && wait <= most, "{attempt}: {wait:?}");
        }
    }
}

#[test]
fn what_the_platform_tells_is_kept_to() {
    for _ in 0..100 {
        let wait = BACKOFF.wait(5, Some(Duration::from_secs(2)));
        assert!(Duration::from_secs(2) <= wait && wait <= Duration::from_millis(2200));
        let capped = BACKOFF.wait(1, Some(Duration::MAX));
        assert!(capped <= Duration::from_secs(66), "{capped:?}");
    }
}
