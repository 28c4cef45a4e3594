//! `FRICTIONLESS_RESULT_*`: how a check without an active capture ended.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// How a check without an active capture ended (inferred from the name).
///
/// From the example of the older GetProcess page; the current example does not show the field. Only the value for
/// "none" was seen in full, so every answer reads as unknown: look at its text.
///
/// ```
/// use idcloud_types::get_process::FrictionlessResult;
///
/// fn is_said(result: &FrictionlessResult) -> bool {
///     match result {
///         FrictionlessResult::Unspecified => false,
///         other => other.as_str() == "FRICTIONLESS_RESULT_OF_TOMORROW",
///     }
/// }
///
/// assert!(is_said(&"FRICTIONLESS_RESULT_OF_TOMORROW".into()));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum FrictionlessResult {
    /// The flow has no such check, or it did not answer. Wire: `FRICTIONLESS_RESULT_UNSPECIFIED`.
    Unspecified,
    /// A result that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownFrictionlessResult),
}

/// The string of a [`FrictionlessResult`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownFrictionlessResult(Box<str>);

open_vocabulary!(FrictionlessResult, UnknownFrictionlessResult, "a frictionless result (a string)", {
    Unspecified => "FRICTIONLESS_RESULT_UNSPECIFIED",
});
