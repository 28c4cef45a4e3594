//! `PROCESS_RESULT_*`: how a process ended, in GetProcess's words.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// How a process ended, as GetProcess says it: to be read once `state` is `PROCESS_STATE_FINISHED`.
///
/// The known values are those of GetProcess's `OpenAPI` enum. They are not the webhook's `ok`, `expired` and
/// `invalid_identity`, and nothing converts between the two. `PROCESS_RESULT_FAILED` stands on one page of error
/// codes and not in the enum, so it reads as unknown. Match with a guard, which goes on working when a later version
/// learns the value:
///
/// ```
/// use idcloud_types::get_process::ProcessResult;
///
/// fn may_be_tried_again(result: &ProcessResult) -> bool {
///     match result {
///         ProcessResult::Error | ProcessResult::Expired => true,
///         other if other.as_str() == "PROCESS_RESULT_FAILED" => true,
///         _ => false,
///     }
/// }
///
/// assert!(may_be_tried_again(&ProcessResult::from("PROCESS_RESULT_FAILED")));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum ProcessResult {
    /// The process ran to its end: go on to the authentication results. Wire: `PROCESS_RESULT_OK`.
    Ok,
    /// The result could not be worked out. Wire: `PROCESS_RESULT_ERROR`.
    Error,
    /// The person is not who they say they are, or could not be told to be. Wire: `PROCESS_RESULT_INVALID_IDENTITY`.
    InvalidIdentity,
    /// The process expired before the user completed it. Wire: `PROCESS_RESULT_EXPIRED`.
    Expired,
    /// There is no result yet. Wire: `PROCESS_RESULT_UNSPECIFIED`.
    Unspecified,
    /// A result that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownProcessResult),
}

/// The string of a [`ProcessResult`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownProcessResult(Box<str>);

open_vocabulary!(ProcessResult, UnknownProcessResult, "a process result (a string)", {
    Ok => "PROCESS_RESULT_OK",
    Error => "PROCESS_RESULT_ERROR",
    InvalidIdentity => "PROCESS_RESULT_INVALID_IDENTITY",
    Expired => "PROCESS_RESULT_EXPIRED",
    Unspecified => "PROCESS_RESULT_UNSPECIFIED",
});
