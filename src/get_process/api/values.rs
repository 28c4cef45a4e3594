//! The vocabularies of the API contract, one per member.

use crate::wire::vocabulary::open_enum;

open_enum! {
    /// The status of a process: decide only at [`Finished`](Self::Finished).
    ///
    /// From the current [GetProcess page of the API contract](crate#sources). Which of the integers occur depends on
    /// the product: a one-to-one comparison and an age check only end in 3 or 5. One older table has "string", but no
    /// example shows one, so `"3"` is kept in `extra` and never decides about a person.
    pub enum Status: i64 {
        /// The process waits or runs: ask again later. In identity verification, it is inconclusive and a risk score is
        /// still to follow.
        Processing = 1,
        /// The risk score found a divergence and the process goes on: ask again later. An older page describes it as an
        /// analysis by people.
        Divergence = 2,
        /// The process finished, in whatever way: read the results.
        Finished = 3,
        /// The process was canceled, by a timeout for instance.
        Canceled = 4,
        /// The process failed, after a capture that could not be used for instance. The HTTP status is 200.
        Error = 5,
        _ => Unknown(UnknownStatus),
    }
}

impl Status {
    /// Whether the process has ended: true for 3, 4 and 5, and false for a number that this version does not know.
    ///
    /// A final process can still change: the older pages mention a notification when a score is reviewed later.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Finished | Self::Canceled | Self::Error)
    }
}

open_enum! {
    /// Whether the face is that of the holder of the document number: `unicoId.result`.
    ///
    /// From the current [GetProcess page of the API contract](crate#sources). The older
    /// [by Client reference](crate#sources) does not have `no`.
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
    /// From the current [GetProcess page of the API contract](crate#sources).
    pub enum IdentityFraudstersResult {
        /// There is an alert: the person has committed identity fraud.
        Yes = "yes",
        /// Nothing is known against the person.
        Inconclusive = "inconclusive",
        _ => Unknown(UnknownIdentityFraudstersResult),
    }
}

open_enum! {
    /// Whether the face is known with another person's document: `faceWithOtherId.result`.
    ///
    /// From the older [by Client reference](crate#sources); the current page does not show the member.
    pub enum FaceWithOtherIdResult {
        /// There is an alert: the face was used with somebody else's document.
        Yes = "yes",
        /// No such use is known.
        Inconclusive = "inconclusive",
        _ => Unknown(UnknownFaceWithOtherIdResult),
    }
}

open_enum! {
    /// Whether the pair of face and document can be trusted: `trust.result`.
    ///
    /// From the older [by Client reference](crate#sources), which calls the member deprecated; the current page does
    /// not show it.
    pub enum TrustResult {
        /// There is an alert: do not trust this face with this document.
        No = "no",
        /// Nothing is known against the pair.
        Inconclusive = "inconclusive",
        _ => Unknown(UnknownTrustResult),
    }
}

open_enum! {
    /// How the checks were judged as a whole: `idCloud.result`.
    ///
    /// Two sources differ in their values, so each value of both has a variant. The [Mexican onboarding
    /// page](crate#sources) has `reproved`, `risk-high`, `risk-critical` and `inconclusive`, and does not show the
    /// value that approves. The [digest](crate#sources) of the platform's pages has `approved`, `denied`, `high-risk`,
    /// `critical-risk`, `retry` and `inconclusive`. The meanings are inferred.
    pub enum IdCloudResult {
        /// The checks passed (inferred).
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
        /// The person is refused (inferred); the Mexican page's spelling.
        Reproved = "reproved",
        /// There is a very high risk (inferred); the Mexican page's spelling.
        RiskCritical = "risk-critical",
        /// There is a high risk (inferred); the Mexican page's spelling.
        RiskHigh = "risk-high",
        _ => Unknown(UnknownIdCloudResult),
    }
}

open_enum! {
    /// Whether a person is known by the face: `idFace.result`, in capitals unlike the other values of this contract.
    ///
    /// From the [`IdFace` page](crate#sources). Neither value passes or fails the check.
    pub enum IdFaceResult {
        /// The face is known, and `personId` names the person.
        Found = "FOUND",
        /// The face is not known.
        NotFound = "NOT_FOUND",
        _ => Unknown(UnknownIdFaceResult),
    }
}

open_enum! {
    /// Whether the device was validated without a capture: `silentAuth.result`.
    ///
    /// From the vendor's [demo of silent authentication](crate#sources), which reads it from the response that creates
    /// the process. It is inferred that GetProcess has it too.
    pub enum SilentAuthResult {
        /// The device was validated.
        Yes = "yes",
        /// The device was not validated: fall back to a selfie.
        No = "no",
        /// There is no evidence either way.
        Inconclusive = "inconclusive",
        _ => Unknown(UnknownSilentAuthResult),
    }
}

open_enum! {
    /// Whether a living person was in front of the camera.
    ///
    /// From the current [GetProcess page of the API contract](crate#sources); 0 is from the older [by Client
    /// reference](crate#sources) alone. The member is absent when identity verification is `no` (in captured responses,
    /// also when it is `yes`), and when a comparison is used without a liveness check. It is always
    /// [`Passed`](Self::Passed) when identity verification is used without a liveness check.
    pub enum Liveness: i64 {
        /// There is no evidence either way.
        Inconclusive = 0,
        /// A living person, or no check.
        Passed = 1,
        /// Not a living person.
        Failed = 2,
        _ => Unknown(UnknownLiveness),
    }
}

open_enum! {
    /// Whether the face is that of the reference: `faceMatch`.
    ///
    /// From the older [by Client reference](crate#sources); the current page does not show the member.
    pub enum FaceMatch: i64 {
        /// No comparison was made (inferred from the legacy Check API, where 0 is off).
        Off = 0,
        /// The same person.
        Passed = 1,
        /// Not the same person.
        Failed = 2,
        _ => Unknown(UnknownFaceMatch),
    }
}
