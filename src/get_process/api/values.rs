//! The words and numbers of the API contract, one vocabulary per member.

use crate::wire::vocabulary::open_enum;

open_enum! {
    /// Whether the face is that of the holder of the document number: `unicoId.result`.
    ///
    /// From the [GetProcess page of the API contract](crate#sources). Match with a guard:
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
    pub enum UnicoIdResult {
        /// The face is the holder's.
        Yes = "yes",
        /// The face is not the holder's.
        No = "no",
        /// There is no evidence either way.
        Inconclusive = "inconclusive",
        _ => Unknown(UnknownUnicoIdResult),
    }
}

open_enum! {
    /// Whether there is an alert about the person: `identityFraudsters.result`. It is never `no`.
    ///
    /// From the [GetProcess page of the API contract](crate#sources). Match with a guard:
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
    pub enum IdentityFraudstersResult {
        /// There is an alert about the person.
        Yes = "yes",
        /// Nothing is known against the person.
        Inconclusive = "inconclusive",
        _ => Unknown(UnknownIdentityFraudstersResult),
    }
}

open_enum! {
    /// How the checks together were judged: `idCloud.result`.
    ///
    /// Known from the [digest](crate#sources) of the platform's pages alone, not from a body; what each word means is
    /// inferred. Match with a guard:
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
    pub enum IdCloudResult {
        /// All is well (inferred).
        Approved = "approved",
        /// The person is refused (inferred).
        Denied = "denied",
        /// There is a very high risk (inferred).
        CriticalRisk = "critical-risk",
        /// There is a high risk (inferred).
        HighRisk = "high-risk",
        /// Something went wrong: offer a new process (inferred).
        Retry = "retry",
        /// There is no evidence either way (inferred).
        Inconclusive = "inconclusive",
        _ => Unknown(UnknownIdCloudResult),
    }
}

open_enum! {
    /// How far a process has got: decide at [`Finished`](Self::Finished) only.
    ///
    /// From the current [GetProcess page of the API contract](crate#sources). It reads an integer. One older table has
    /// "string", no example shows one, and `"3"` is an error that names the place: a guess here would decide about a
    /// person. Match with a guard, which goes on working when a later version learns the number:
    ///
    /// ```
    /// use idcloud_types::get_process::api::Status;
    ///
    /// fn is_worth_waiting_for(status: &Status) -> bool {
    ///     match status {
    ///         Status::Processing | Status::Divergence => true,
    ///         other => other.as_i64() == 6,
    ///     }
    /// }
    ///
    /// assert!(is_worth_waiting_for(&Status::from(6)));
    /// assert!(!is_worth_waiting_for(&Status::Finished));
    /// ```
    pub enum Status: i64 {
        /// The process waits or runs: ask again later.
        Processing = 1,
        /// The process found a divergence and goes on: ask again later.
        Divergence = 2,
        /// The process finished, in whatever way: read the results.
        Finished = 3,
        /// The process was canceled.
        Canceled = 4,
        /// The process failed. The HTTP status is 200.
        Error = 5,
        _ => Unknown(UnknownStatus),
    }
}

impl Status {
    /// Whether the process has ended: 3, 4 and 5, and never a number that this version does not know.
    ///
    /// A final process can still change: the older pages mention a notification when a score is reviewed later.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Finished | Self::Canceled | Self::Error)
    }
}

open_enum! {
    /// Whether a living person was in front of the camera.
    ///
    /// From the current [GetProcess page of the API contract](crate#sources). Older pages and captured answers leave it
    /// out when identity verification answered yes; and it is always [`Passed`](Self::Passed) when identity
    /// verification is used without a liveness check. Match with a guard:
    ///
    /// ```
    /// use idcloud_types::get_process::api::Liveness;
    ///
    /// fn is_refused(liveness: &Liveness) -> bool {
    ///     match liveness {
    ///         Liveness::Failed => true,
    ///         other => other.as_i64() == 3,
    ///     }
    /// }
    ///
    /// assert!(is_refused(&Liveness::from(3)));
    /// ```
    pub enum Liveness: i64 {
        /// A living person, or no check.
        Passed = 1,
        /// Not a living person.
        Failed = 2,
        _ => Unknown(UnknownLiveness),
    }
}
