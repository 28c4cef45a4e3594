//! `SMART_REVALIDATION_RESULT_*`: how a smart revalidation ended.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// How a smart revalidation ended (flow `idsmart`).
///
/// From the examples of the GetProcess pages. Only the value for "none" was seen in full, so every answer reads as
/// unknown: look at its text.
///
/// ```
/// use idcloud_types::get_process::SmartRevalidationResult;
///
/// fn is_said(result: &SmartRevalidationResult) -> bool {
///     match result {
///         SmartRevalidationResult::Unspecified => false,
///         other => other.as_str() == "SMART_REVALIDATION_RESULT_OF_TOMORROW",
///     }
/// }
///
/// assert!(is_said(&"SMART_REVALIDATION_RESULT_OF_TOMORROW".into()));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum SmartRevalidationResult {
    /// The flow has no such check, or it did not answer. Wire: `SMART_REVALIDATION_RESULT_UNSPECIFIED`.
    Unspecified,
    /// A result that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownSmartRevalidationResult),
}

/// The string of a [`SmartRevalidationResult`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownSmartRevalidationResult(Box<str>);

open_vocabulary!(SmartRevalidationResult, UnknownSmartRevalidationResult, "a smart revalidation result (a string)", {
    Unspecified => "SMART_REVALIDATION_RESULT_UNSPECIFIED",
});
