//! What each check of a process found.

use alloc::string::String;

use super::values::{
    AuthenticationResult, BioTokenEngineResult, FrictionlessResult, IdAgeResult, LivenessResult,
    ScoreEnabled, SmartRevalidationResult, TrustResult,
};
use crate::get_process::score::Score;
use crate::wire::object::open_object;

open_object! {
    /// The results of the checks of a process. Read them once the process has finished and its result is known.
    ///
    /// The platform returns these members for every flow. A check that the flow does not have is `..._UNSPECIFIED`;
    /// older examples leave its member out. The set of members has grown over the years, and the current example does
    /// not show all of them.
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::{AuthenticationInfo, LivenessResult};
    ///
    /// let mut info = AuthenticationInfo::default();
    /// info.liveness_result = Some(LivenessResult::Live);
    /// ```
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct AuthenticationInfo {
        /// The result of identity verification.
        authentication_result: Option<AuthenticationResult> = "authenticationResult",
        /// The risk score.
        score_engine_result: Option<ScoreEngineResult> = "scoreEngineResult",
        /// The similarity result of Serpro, the Brazilian government's database.
        serpro_result: Option<SerproResult> = "serproResult",
        /// The id of the authentication: a UUID in most examples and `auth-123` in one; `""` if there is no
        /// authentication.
        authentication_id: Option<String> = "authenticationId",
        /// Whether a living person was in front of the camera.
        liveness_result: Option<LivenessResult> = "livenessResult",
        /// Whether the face matches the reference process.
        bio_token_engine_result: Option<BioTokenEngineResult> = "bioTokenEngineResult",
        /// An older alert, not in the current example.
        trust_result: Option<TrustResult> = "trustResult",
        /// An alert: whether the person is known for identity fraud.
        identity_fraudsters_result: Option<TrustResult> = "identityFraudstersResult",
        /// An alert: whether the face has been used with another document number (inferred); not in the current
        /// example.
        face_with_other_id_result: Option<TrustResult> = "faceWithOtherIdResult",
        /// The result of a check without an active capture (inferred from the name); not in the current example.
        frictionless_result: Option<FrictionlessResult> = "frictionlessResult",
        /// An older alert, not in the current example.
        risk_level_result: Option<TrustResult> = "riskLevelResult",
        /// The result of a smart revalidation.
        smart_revalidation_result: Option<SmartRevalidationResult> = "smartRevalidationResult",
        /// The result of an age verification.
        id_age_result: Option<IdAgeResult> = "idAgeResult",
    }
}

open_object! {
    /// The risk score, and whether it counts.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct ScoreEngineResult {
        /// Whether the score counts.
        score_enabled: Option<ScoreEnabled> = "scoreEnabled",
        /// The score, from -100 to 100: an integer in older examples, a decimal in the current one. 0 means no
        /// evidence either way; the documented score bands list 0 under "deny".
        score: Option<Score> = "score",
    }
}

open_object! {
    /// The similarity result of Serpro, the Brazilian government's database.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct SerproResult {
        /// The similarity; the examples have integers below 100.
        score: Option<Score> = "score",
    }
}
