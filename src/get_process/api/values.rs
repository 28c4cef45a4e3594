//! The vocabularies of the API contract, one per member.

use crate::wire::vocabulary::open_enum;

open_enum! {
    /// The status of a process. Decide only once it is [`Finished`](Self::Finished).
    ///
    /// From the current [GetProcess page of the API contract](crate#sources). Which of the integers occur depends on
    /// the product: a one-to-one comparison and an age check end only in 3 or 5. One older table has "string", but no
    /// example shows one, so `"3"` is kept in `extra` and never decides about a person.
    pub enum Status: i64 {
        /// The process is waiting or running: ask again later. In identity verification, the result is inconclusive and
        /// a risk score is still to come.
        Processing = 1,
        /// The risk score found a divergence, and the process is still running: ask again later. An older page
        /// describes this as a manual review.
        Divergence = 2,
        /// The process finished, successfully or not: read the results.
        Finished = 3,
        /// The process was canceled, for example by a timeout.
        Canceled = 4,
        /// The process failed, for example because the capture was unusable. The HTTP status is 200.
        Error = 5,
        _ => Unknown(UnknownStatus),
    }
}

impl Status {
    /// Whether the process has ended: `true` for 3, 4 and 5, `false` for 1, 2 and any unknown value.
    ///
    /// A final process can still change: the older pages mention a notification when a score is reviewed later.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Finished | Self::Canceled | Self::Error)
    }
}

open_enum! {
    /// The result of identity verification, `unicoId.result`: whether the face belongs to the holder of the document
    /// number.
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
    /// The behavior alert, `identityFraudsters.result`: whether the person has committed identity fraud. It is never
    /// `no`.
    ///
    /// From the current [GetProcess page of the API contract](crate#sources).
    pub enum IdentityFraudstersResult {
        /// The alert is raised: the person has committed identity fraud.
        Yes = "yes",
        /// Nothing is known against the person.
        Inconclusive = "inconclusive",
        _ => Unknown(UnknownIdentityFraudstersResult),
    }
}

open_enum! {
    /// An alert, `faceWithOtherId.result`: whether the face has been used with another person's document.
    ///
    /// From the older [by Client reference](crate#sources); the current page does not show the member.
    pub enum FaceWithOtherIdResult {
        /// The alert is raised: the face has been used with another person's document.
        Yes = "yes",
        /// No such use is known.
        Inconclusive = "inconclusive",
        _ => Unknown(UnknownFaceWithOtherIdResult),
    }
}

open_enum! {
    /// An alert, `trust.result`: whether the face and the document can be trusted together.
    ///
    /// From the older [by Client reference](crate#sources), which calls the member deprecated; the current page does
    /// not show it.
    pub enum TrustResult {
        /// The alert is raised: do not trust this face with this document.
        No = "no",
        /// Nothing is known against this face with this document.
        Inconclusive = "inconclusive",
        _ => Unknown(UnknownTrustResult),
    }
}

open_enum! {
    /// The overall verdict on the checks: `idCloud.result`.
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
        /// The risk is very high (inferred).
        CriticalRisk = "critical-risk",
        /// The risk is high (inferred).
        HighRisk = "high-risk",
        /// Something went wrong: offer a new process (inferred).
        Retry = "retry",
        /// There is no evidence either way (inferred).
        Inconclusive = "inconclusive",
        /// The person is refused (inferred); the Mexican page's spelling.
        Reproved = "reproved",
        /// The risk is very high (inferred); the Mexican page's spelling.
        RiskCritical = "risk-critical",
        /// The risk is high (inferred); the Mexican page's spelling.
        RiskHigh = "risk-high",
        _ => Unknown(UnknownIdCloudResult),
    }
}

open_enum! {
    /// Whether the face belongs to a known person: `idFace.result`, in capitals, unlike the other values of this
    /// contract.
    ///
    /// From the [`IdFace` page](crate#sources). Neither value passes or fails the check.
    pub enum IdFaceResult {
        /// The face is known, and `personId` identifies the person.
        Found = "FOUND",
        /// The face is not known.
        NotFound = "NOT_FOUND",
        _ => Unknown(UnknownIdFaceResult),
    }
}

open_enum! {
    /// The result of silent authentication, `silentAuth.result`: whether the device was validated without a capture.
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
        /// A living person was in front of the camera, or liveness was not checked.
        Passed = 1,
        /// Not a living person.
        Failed = 2,
        _ => Unknown(UnknownLiveness),
    }
}

open_enum! {
    /// Whether the face matches the reference: `faceMatch`.
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
