//! `yes`, `no`, `inconclusive`: the words of the API contract, one vocabulary per member.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// Whether the face is that of the holder of the document number: `unicoId.result`.
///
/// From the GetProcess page of the API contract. Match with a guard:
///
/// ```
/// use idcloud_types::get_process::api::UnicoIdResult;
///
/// fn is_open(result: &UnicoIdResult) -> bool {
///     match result {
///         UnicoIdResult::Inconclusive => true,
///         other => other.as_str() == "pending",
///     }
/// }
///
/// assert!(is_open(&"pending".into()));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum UnicoIdResult {
    /// The face is the holder's. Wire: `yes`.
    Yes,
    /// The face is not the holder's. Wire: `no`.
    No,
    /// There is no evidence either way. Wire: `inconclusive`.
    Inconclusive,
    /// A result that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownUnicoIdResult),
}

/// The string of a [`UnicoIdResult`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownUnicoIdResult(Box<str>);

open_vocabulary!(UnicoIdResult, UnknownUnicoIdResult, "an identity result (a string)", {
    Yes => "yes",
    No => "no",
    Inconclusive => "inconclusive",
});

/// Whether there is an alert about the person: `identityFraudsters.result`. It never says no.
///
/// From the GetProcess page of the API contract. Match with a guard:
///
/// ```
/// use idcloud_types::get_process::api::IdentityFraudstersResult;
///
/// fn is_alert(result: &IdentityFraudstersResult) -> bool {
///     match result {
///         IdentityFraudstersResult::Yes => true,
///         other => other.as_str() == "suspicious",
///     }
/// }
///
/// assert!(is_alert(&"suspicious".into()));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum IdentityFraudstersResult {
    /// There is an alert about the person. Wire: `yes`.
    Yes,
    /// Nothing is known against the person. Wire: `inconclusive`.
    Inconclusive,
    /// A result that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownIdentityFraudstersResult),
}

/// The string of an [`IdentityFraudstersResult`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownIdentityFraudstersResult(Box<str>);

open_vocabulary!(
    IdentityFraudstersResult, UnknownIdentityFraudstersResult, "a fraudster result (a string)",
    {
        Yes => "yes",
        Inconclusive => "inconclusive",
    }
);

/// How the checks together were judged: `idCloud.result`.
///
/// Known from a digest of the platform's pages alone, not from a body; what each word means is inferred. Match with a
/// guard:
///
/// ```
/// use idcloud_types::get_process::api::IdCloudResult;
///
/// fn is_risk(result: &IdCloudResult) -> bool {
///     match result {
///         IdCloudResult::HighRisk | IdCloudResult::CriticalRisk => true,
///         other => other.as_str() == "medium-risk",
///     }
/// }
///
/// assert!(is_risk(&"medium-risk".into()));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum IdCloudResult {
    /// All is well (inferred). Wire: `approved`.
    Approved,
    /// The person is refused (inferred). Wire: `denied`.
    Denied,
    /// There is a very high risk (inferred). Wire: `critical-risk`.
    CriticalRisk,
    /// There is a high risk (inferred). Wire: `high-risk`.
    HighRisk,
    /// Something went wrong: try again (inferred). Wire: `retry`.
    Retry,
    /// There is no evidence either way (inferred). Wire: `inconclusive`.
    Inconclusive,
    /// A result that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownIdCloudResult),
}

/// The string of an [`IdCloudResult`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownIdCloudResult(Box<str>);

open_vocabulary!(IdCloudResult, UnknownIdCloudResult, "an IDCloud result (a string)", {
    Approved => "approved",
    Denied => "denied",
    CriticalRisk => "critical-risk",
    HighRisk => "high-risk",
    Retry => "retry",
    Inconclusive => "inconclusive",
});
