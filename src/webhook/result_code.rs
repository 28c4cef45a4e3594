//! `ok`, `expired`, `invalid_identity`: how a finished process ended.

use crate::wire::vocabulary::open_enum;

open_enum! {
    /// How a finished process ended: the webhook's `result`, sent when `state` is `PROCESS_STATE_FINISHED`.
    ///
    /// The known values are those of the [event-types page](crate#sources) ("Payload schema"). They are the webhook's
    /// alone: GetProcess has `PROCESS_RESULT_*`, and nothing here converts between the two. An unknown code is never a
    /// success. Most services match on [`Outcome`](super::Outcome), which reads the state too; match on the code itself
    /// with a guard, which keeps working after a later version adds a variant for the value:
    ///
    /// ```
    /// use idcloud_types::webhook::ResultCode;
    ///
    /// fn may_be_tried_again(code: &ResultCode) -> bool {
    ///     match code {
    ///         ResultCode::Expired => true,
    ///         other if other.as_str() == "result_of_tomorrow" => true,
    ///         _ => false,
    ///     }
    /// }
    ///
    /// assert!(may_be_tried_again(&ResultCode::from("result_of_tomorrow")));
    /// ```
    pub enum ResultCode {
        /// The process was completed and has results to read: ask GetProcess for them.
        Ok = "ok",
        /// The process expired before the user completed it.
        Expired = "expired",
        /// The person is not who they claim to be, or their identity could not be established.
        InvalidIdentity = "invalid_identity",
        _ => Unknown(UnknownResultCode),
    }
}
