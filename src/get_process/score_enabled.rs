//! `SCORE_ENABLED_*`: whether a risk score counts.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// Whether the risk score beside it counts: where it is off, the score is 0 and means nothing.
///
/// From the scenarios and the example of the older GetProcess pages. Match with a guard:
///
/// ```
/// use idcloud_types::get_process::ScoreEnabled;
///
/// fn counts(enabled: &ScoreEnabled) -> bool {
///     match enabled {
///         ScoreEnabled::True => true,
///         other => other.as_str() == "SCORE_ENABLED_PARTIAL",
///     }
/// }
///
/// assert!(counts(&"SCORE_ENABLED_PARTIAL".into()));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum ScoreEnabled {
    /// Nothing is said. Wire: `SCORE_ENABLED_UNSPECIFIED`.
    Unspecified,
    /// The score counts. Wire: `SCORE_ENABLED_TRUE`.
    True,
    /// There is no score. Wire: `SCORE_ENABLED_FALSE`.
    False,
    /// A value that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownScoreEnabled),
}

/// The string of a [`ScoreEnabled`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownScoreEnabled(Box<str>);

open_vocabulary!(ScoreEnabled, UnknownScoreEnabled, "a score switch (a string)", {
    Unspecified => "SCORE_ENABLED_UNSPECIFIED",
    True => "SCORE_ENABLED_TRUE",
    False => "SCORE_ENABLED_FALSE",
});
