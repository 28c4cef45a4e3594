//! Scores, as the platform writes them.

use core::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer};
use serde_json::Number;

use crate::wire::redact::fmt_number;
use crate::wire::value::WireValue;
use crate::wire::visitor::read_whole;

/// A score, as the platform wrote it: an integer or a decimal, possibly negative. 0 is a score, not a missing one.
///
/// Older examples have integers (`50`), the current one has a decimal (`85.5`), and both are written back unchanged.
/// Two scores are equal if they are written alike: `50` and `50.0` differ.
///
/// ```
/// use idcloud_types::get_process::Score;
///
/// let score: Score = serde_json::from_str("85.5")?;
/// assert_eq!(score.as_f64(), Some(85.5));
/// assert_eq!(score.as_i64(), None);
/// assert_eq!(Score::from(-40).as_i64(), Some(-40));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Score(Number);

impl Score {
    /// Creates a decimal score; `None` for infinity and NaN.
    #[must_use]
    pub fn from_f64(score: f64) -> Option<Self> {
        Number::from_f64(score).map(Self)
    }

    /// The score as a float; `None` only if it is beyond the range of a float.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.0.as_f64()
    }

    /// The score as an integer, if it was written as one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.as_i64()
    }
}

impl From<i64> for Score {
    fn from(score: i64) -> Self {
        Self(score.into())
    }
}

impl fmt::Display for Score {
    /// Writes the number unchanged; use `Debug` where it may reach a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Score {
    /// Shows a number if it has at most five digits, like the documented scores, and any other as `<number>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_number(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_whole(deserializer)
    }
}

impl WireValue for Score {
    const EXPECTED: &'static str = "a number";

    fn of_number(number: &Number) -> Option<Self> {
        Some(Self(number.clone()))
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
