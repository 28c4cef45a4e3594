//! `ok`, `expired`, `invalid_identity`: how a finished process ended, in the webhook's words.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// How a finished process ended: the webhook's `result`, sent when `state` is `PROCESS_STATE_FINISHED`.
///
/// The known values are those of the event-types page ("Payload schema"). They are the webhook's alone: GetProcess
/// answers with `PROCESS_RESULT_*`, and nothing here converts between the two. An unknown code is never a success.
/// Most services match on [`Outcome`](super::Outcome), which reads the state too; match on the code itself with
/// a guard, which goes on working when a later version learns the value:
///
/// ```
/// use idcloud_types::webhook::ResultCode;
///
/// fn may_be_tried_again(code: &ResultCode) -> bool {
///     match code {
///         ResultCode::Expired => true,
///         other if other.as_str() == "error" => true,
///         _ => false,
///     }
/// }
///
/// assert!(may_be_tried_again(&ResultCode::from("error")));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum ResultCode {
    /// The process ran to its end and has results to read: ask GetProcess for them. Wire: `ok`.
    Ok,
    /// The process expired before the user completed it. Wire: `expired`.
    Expired,
    /// The person is not who they say they are, or could not be told to be. Wire: `invalid_identity`.
    InvalidIdentity,
    /// A code that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownResultCode),
}

/// The string of a [`ResultCode`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownResultCode(Box<str>);

open_vocabulary!(ResultCode, UnknownResultCode, "a webhook result code (a string)", {
    Ok => "ok",
    Expired => "expired",
    InvalidIdentity => "invalid_identity",
});
