//! `AUTHENTICATION_RESULT_*`: whether the face is that of the holder of the document number.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// Whether the face is that of the holder of the document number (identity verification).
///
/// From the example and the scenarios of the GetProcess pages. The pages write the negative value in its short form
/// only (`NEGATIVE`, in the decision matrix); its full text here is inferred, and the short form reads as unknown.
/// Match with a guard:
///
/// ```
/// use idcloud_types::get_process::AuthenticationResult;
///
/// fn is_negative(result: &AuthenticationResult) -> bool {
///     match result {
///         AuthenticationResult::Negative => true,
///         other => other.as_str() == "NEGATIVE",
///     }
/// }
///
/// assert!(is_negative(&"NEGATIVE".into()));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum AuthenticationResult {
    /// The flow has no identity verification, or it did not answer. Wire: `AUTHENTICATION_RESULT_UNSPECIFIED`.
    Unspecified,
    /// The face is the holder's. Wire: `AUTHENTICATION_RESULT_POSITIVE`.
    Positive,
    /// There is no evidence either way: read the score and the alerts. Wire: `AUTHENTICATION_RESULT_INCONCLUSIVE`.
    Inconclusive,
    /// The face is not the holder's. Wire: `AUTHENTICATION_RESULT_NEGATIVE` (inferred).
    Negative,
    /// A result that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownAuthenticationResult),
}

/// The string of an [`AuthenticationResult`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownAuthenticationResult(Box<str>);

open_vocabulary!(
    AuthenticationResult, UnknownAuthenticationResult, "an authentication result (a string)",
    {
        Unspecified => "AUTHENTICATION_RESULT_UNSPECIFIED",
        Positive => "AUTHENTICATION_RESULT_POSITIVE",
        Inconclusive => "AUTHENTICATION_RESULT_INCONCLUSIVE",
        Negative => "AUTHENTICATION_RESULT_NEGATIVE",
    }
);
