//! `BIO_TOKEN_ENGINE_RESULT_*`: whether the face is that of a reference process.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// Whether the face is that of the reference process (the one-to-one comparison of the `idtoken` flows).
///
/// From the examples of the GetProcess pages; that the field is that comparison is inferred from its name. Only the
/// value for "none" was seen in full, so every answer reads as unknown: look at its text.
///
/// ```
/// use idcloud_types::get_process::BioTokenEngineResult;
///
/// fn is_said(result: &BioTokenEngineResult) -> bool {
///     match result {
///         BioTokenEngineResult::Unspecified => false,
///         other => other.as_str() == "BIO_TOKEN_ENGINE_RESULT_OF_TOMORROW",
///     }
/// }
///
/// assert!(is_said(&"BIO_TOKEN_ENGINE_RESULT_OF_TOMORROW".into()));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum BioTokenEngineResult {
    /// The flow has no such check, or it did not answer. Wire: `BIO_TOKEN_ENGINE_RESULT_UNSPECIFIED`.
    Unspecified,
    /// A result that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownBioTokenEngineResult),
}

/// The string of a [`BioTokenEngineResult`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownBioTokenEngineResult(Box<str>);

open_vocabulary!(BioTokenEngineResult, UnknownBioTokenEngineResult, "a bio-token result (a string)", {
    Unspecified => "BIO_TOKEN_ENGINE_RESULT_UNSPECIFIED",
});
