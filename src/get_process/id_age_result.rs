//! `ID_AGE_RESULT_*`: how an age verification ended.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// How an age verification ended (flows `idage` and `idagedocumentless`).
///
/// From the example of the current GetProcess page. Only the value for "none" was seen in full, so every answer reads
/// as unknown: look at its text.
///
/// ```
/// use idcloud_types::get_process::IdAgeResult;
///
/// fn is_said(result: &IdAgeResult) -> bool {
///     match result {
///         IdAgeResult::Unspecified => false,
///         other => other.as_str() == "ID_AGE_RESULT_OF_TOMORROW",
///     }
/// }
///
/// assert!(is_said(&"ID_AGE_RESULT_OF_TOMORROW".into()));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum IdAgeResult {
    /// The flow has no such check, or it did not answer. Wire: `ID_AGE_RESULT_UNSPECIFIED`.
    Unspecified,
    /// A result that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownIdAgeResult),
}

/// The string of an [`IdAgeResult`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownIdAgeResult(Box<str>);

open_vocabulary!(IdAgeResult, UnknownIdAgeResult, "an age verification result (a string)", {
    Unspecified => "ID_AGE_RESULT_UNSPECIFIED",
});
