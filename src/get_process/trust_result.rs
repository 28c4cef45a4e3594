//! `TRUST_RESULT_*`: whether the face is known for fraud.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// Whether there is an alert about the person (risk and fraud classification): `identityFraudstersResult` and its older
/// siblings.
///
/// From the examples of the GetProcess pages. `YES` stands in the decision matrix in its short form only, so its full
/// text is inferred. One published example holds the misspelt `TRUST_RESULT_UNSPECIFIE`, and one page of capabilities
/// names `SUSPICIOUS`: both read as unknown. There is no known value for "no alert". Match with a guard:
///
/// ```
/// use idcloud_types::get_process::TrustResult;
///
/// fn is_alert(result: &TrustResult) -> bool {
///     match result {
///         TrustResult::Yes => true,
///         other => other.as_str() == "TRUST_RESULT_SUSPICIOUS",
///     }
/// }
///
/// assert!(is_alert(&"TRUST_RESULT_SUSPICIOUS".into()));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum TrustResult {
    /// The flow has no such check, or it did not answer. Wire: `TRUST_RESULT_UNSPECIFIED`.
    Unspecified,
    /// Nothing is known against the person. Wire: `TRUST_RESULT_INCONCLUSIVE`.
    Inconclusive,
    /// There is an alert about the person. Wire: `TRUST_RESULT_YES` (inferred).
    Yes,
    /// A result that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownTrustResult),
}

/// The string of a [`TrustResult`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownTrustResult(Box<str>);

open_vocabulary!(TrustResult, UnknownTrustResult, "a trust result (a string)", {
    Unspecified => "TRUST_RESULT_UNSPECIFIED",
    Inconclusive => "TRUST_RESULT_INCONCLUSIVE",
    Yes => "TRUST_RESULT_YES",
});
