//! What each check of a process found.

use alloc::string::String;

use super::values::{
    AuthenticationResult, BioTokenEngineResult, FrictionlessResult, IdAgeResult, LivenessResult,
    ScoreEnabled, SmartRevalidationResult, TrustResult,
};
use crate::get_process::score::Score;
use crate::wire::object::open_object;

open_object! {
    /// The result of each check of a process, to be read once the process is finished and its result is known.
    ///
    /// The platform returns the members for every flow. For a check that the flow does not have, the value is
    /// `..._UNSPECIFIED`; older examples leave the member out. The set of members has grown over the years, and the
    /// current example does not show all of them.
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::{AuthenticationInfo, LivenessResult};
    ///
    /// let mut info = AuthenticationInfo::default();
    /// info.liveness_result = Some(LivenessResult::Live);
    /// ```
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct AuthenticationInfo {
        /// Whether the face is the holder's.
        authentication_result: Option<AuthenticationResult> = "authenticationResult",
        /// The risk score.
        score_engine_result: Option<ScoreEngineResult> = "scoreEngineResult",
        /// The similarity with the Brazilian government's base.
        serpro_result: Option<SerproResult> = "serproResult",
        /// A UUID in most examples, `auth-123` in one, `""` when there is none.
        authentication_id: Option<String> = "authenticationId",
        /// Whether a living person was in front of the camera.
        liveness_result: Option<LivenessResult> = "livenessResult",
        /// Whether the face is that of the reference process.
        bio_token_engine_result: Option<BioTokenEngineResult> = "bioTokenEngineResult",
        /// Not in the current example.
        trust_result: Option<TrustResult> = "trustResult",
        /// Whether there is an alert about the person.
        identity_fraudsters_result: Option<TrustResult> = "identityFraudstersResult",
        /// Whether the face is known with another document number (inferred); not in the current
        /// example.
        face_with_other_id_result: Option<TrustResult> = "faceWithOtherIdResult",
        /// Not in the current example.
        frictionless_result: Option<FrictionlessResult> = "frictionlessResult",
        /// Not in the current example.
        risk_level_result: Option<TrustResult> = "riskLevelResult",
        /// How a smart revalidation ended.
        smart_revalidation_result: Option<SmartRevalidationResult> = "smartRevalidationResult",
        /// How an age verification ended.
        id_age_result: Option<IdAgeResult> = "idAgeResult",
    }
}

open_object! {
    /// The risk score, and whether it counts.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct ScoreEngineResult {
        /// Whether the score counts.
        score_enabled: Option<ScoreEnabled> = "scoreEnabled",
        /// From -100 to 100; an integer in older examples, a decimal in the current one. 0 means that there is no
        /// evidence either way; the documented score bands list 0 under "deny".
        score: Option<Score> = "score",
    }
}

open_object! {
    /// The similarity with the Brazilian government's base (Serpro).
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct SerproResult {
        /// The similarity; the examples hold integers below 100.
        score: Option<Score> = "score",
    }
}
