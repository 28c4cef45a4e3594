//! `LIVENESS_RESULT_*`: whether a living person stood before the camera.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// Whether a living person stood before the camera.
///
/// From the example and the scenarios of the GetProcess pages. The negative value is inferred from the short form
/// `NOT_LIVE` of the decision matrix; the page of error codes writes `NO` for it. Both short forms read as unknown.
/// Match with a guard:
///
/// ```
/// use idcloud_types::get_process::LivenessResult;
///
/// fn is_refused(result: &LivenessResult) -> bool {
///     match result {
///         LivenessResult::NotLive => true,
///         other => matches!(other.as_str(), "NO" | "NOT_LIVE"),
///     }
/// }
///
/// assert!(is_refused(&"NO".into()));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum LivenessResult {
    /// The flow has no liveness check, or it did not answer. Wire: `LIVENESS_RESULT_UNSPECIFIED`.
    Unspecified,
    /// A living person. Wire: `LIVENESS_RESULT_LIVE`.
    Live,
    /// Not a living person, such as a photo of one. Wire: `LIVENESS_RESULT_NOT_LIVE` (inferred).
    NotLive,
    /// A result that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownLivenessResult),
}

/// The string of a [`LivenessResult`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownLivenessResult(Box<str>);

open_vocabulary!(LivenessResult, UnknownLivenessResult, "a liveness result (a string)", {
    Unspecified => "LIVENESS_RESULT_UNSPECIFIED",
    Live => "LIVENESS_RESULT_LIVE",
    NotLive => "LIVENESS_RESULT_NOT_LIVE",
});
