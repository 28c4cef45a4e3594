//! `PROCESS_RESULT_*`: how a process ended, in the words of GetProcess.

use crate::wire::vocabulary::open_enum;

open_enum! {
    /// How a process ended, in the words of GetProcess: read it once `state` is `PROCESS_STATE_FINISHED`.
    ///
    /// The known values are those of the `OpenAPI` enum of the [older GetProcess page](crate#sources). They are not the
    /// webhook's `ok`, `expired` and `invalid_identity`, and nothing converts between the two. `PROCESS_RESULT_FAILED`
    /// is on the page of [error codes](crate#sources) and not in the enum, so it reads as unknown. Match with a guard,
    /// which goes on working when a later version learns the value:
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
    pub enum ProcessResult {
        /// The process ran to its end: go on to the authentication results.
        Ok = "PROCESS_RESULT_OK",
        /// No result could be determined.
        Error = "PROCESS_RESULT_ERROR",
        /// The person is not who they claim to be, or their identity could not be established.
        InvalidIdentity = "PROCESS_RESULT_INVALID_IDENTITY",
        /// The process expired before the user completed it.
        Expired = "PROCESS_RESULT_EXPIRED",
        /// There is no result yet.
        Unspecified = "PROCESS_RESULT_UNSPECIFIED",
        _ => Unknown(UnknownProcessResult),
    }
}
