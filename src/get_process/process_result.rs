//! `PROCESS_RESULT_*`: how a process ended, in the vocabulary of GetProcess.

use super::check::is_unspecified;
use crate::wire::vocabulary::open_enum;

open_enum! {
    /// How a process ended, in the vocabulary of GetProcess. Read it once `state` is `PROCESS_STATE_FINISHED`.
    ///
    /// The known values are those of the `OpenAPI` enums of the [older GetProcess page](crate#sources) and of the still
    /// older [by Unico reference](crate#sources), the only one with `WARNING` and `REFUSED`. They are not the webhook's
    /// `ok`, `expired` and `invalid_identity`, and nothing converts between the two. `PROCESS_RESULT_FAILED` is on the
    /// page of [error codes](crate#sources), but in neither enum, so it reads as unknown.
    pub enum ProcessResult {
        /// The process was completed: read the check results next.
        Ok = "PROCESS_RESULT_OK",
        /// No result could be determined.
        Error = "PROCESS_RESULT_ERROR",
        /// The person is not who they claim to be, or their identity could not be established.
        InvalidIdentity = "PROCESS_RESULT_INVALID_IDENTITY",
        /// The process expired before the user completed it.
        Expired = "PROCESS_RESULT_EXPIRED",
        /// There is no result yet.
        Unspecified = "PROCESS_RESULT_UNSPECIFIED",
        /// The process finished with a warning. No page documents what the warning means, or whether it still occurs.
        Warning = "PROCESS_RESULT_WARNING",
        /// Documented without a description. No page documents whether it still occurs.
        Refused = "PROCESS_RESULT_REFUSED",
        _ => Unknown(UnknownProcessResult),
    }
}

/// The result, unless it means that there is none.
pub(super) fn specified(result: &ProcessResult) -> Option<&ProcessResult> {
    let is_specified = !is_unspecified(result.as_str(), Some("PROCESS_RESULT"));
    is_specified.then_some(result)
}
