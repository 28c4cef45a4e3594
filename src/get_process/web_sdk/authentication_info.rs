//! What each check of a process found.

use alloc::string::String;

use serde_json::{Map, Value};

use crate::get_process::object::open_object;
use crate::get_process::said::said;
use crate::get_process::{
    AuthenticationResult, BioTokenEngineResult, FrictionlessResult, IdAgeResult, LivenessResult,
    Score, ScoreEnabled, SmartRevalidationResult, TrustResult,
};

/// What each check of a process found: to be read once the process is finished and its result is known.
///
/// The platform returns the members for every flow, and those of checks that the flow does not have read
/// `..._UNSPECIFIED`; older examples leave them out. The set has grown over the years, and the current example does
/// not show all of it.
///
/// ```
/// use idcloud_types::get_process::web_sdk::AuthenticationInfo;
/// use idcloud_types::get_process::{AuthenticationResult, LivenessResult};
///
/// let mut info = AuthenticationInfo::default();
/// info.liveness_result = Some(LivenessResult::Live);
/// info.authentication_result = Some(AuthenticationResult::Unspecified);
/// assert_eq!(info.liveness(), Some(&LivenessResult::Live));
/// assert_eq!(info.authentication(), None);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuthenticationInfo {
    /// `authenticationResult`: whether the face is the holder's.
    pub authentication_result: Option<AuthenticationResult>,
    /// `scoreEngineResult`: the risk score.
    pub score_engine_result: Option<ScoreEngineResult>,
    /// `serproResult`: the similarity with the Brazilian government's base.
    pub serpro_result: Option<SerproResult>,
    /// `authenticationId`: a UUID in most examples, `auth-123` in one, `""` when there is none.
    pub authentication_id: Option<String>,
    /// `livenessResult`: whether a living person stood before the camera.
    pub liveness_result: Option<LivenessResult>,
    /// `bioTokenEngineResult`: whether the face is that of the reference process.
    pub bio_token_engine_result: Option<BioTokenEngineResult>,
    /// `trustResult`; not in the current example.
    pub trust_result: Option<TrustResult>,
    /// `identityFraudstersResult`: whether there is an alert about the person.
    pub identity_fraudsters_result: Option<TrustResult>,
    /// `faceWithOtherIdResult`: whether the face is known with another document number (inferred); not in the current
    /// example.
    pub face_with_other_id_result: Option<TrustResult>,
    /// `frictionlessResult`; not in the current example.
    pub frictionless_result: Option<FrictionlessResult>,
    /// `riskLevelResult`; not in the current example.
    pub risk_level_result: Option<TrustResult>,
    /// `smartRevalidationResult`: how a smart revalidation ended.
    pub smart_revalidation_result: Option<SmartRevalidationResult>,
    /// `idAgeResult`: how an age verification ended.
    pub id_age_result: Option<IdAgeResult>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(AuthenticationInfo, "the authentication info of a process (a JSON object)", {
    authentication_result => "authenticationResult",
    score_engine_result => "scoreEngineResult",
    serpro_result => "serproResult",
    authentication_id => "authenticationId",
    liveness_result => "livenessResult",
    bio_token_engine_result => "bioTokenEngineResult",
    trust_result => "trustResult",
    identity_fraudsters_result => "identityFraudstersResult",
    face_with_other_id_result => "faceWithOtherIdResult",
    frictionless_result => "frictionlessResult",
    risk_level_result => "riskLevelResult",
    smart_revalidation_result => "smartRevalidationResult",
    id_age_result => "idAgeResult",
});

impl AuthenticationInfo {
    /// What the liveness check said; nothing if it is absent, `""` or `LIVENESS_RESULT_UNSPECIFIED`.
    #[must_use]
    pub fn liveness(&self) -> Option<&LivenessResult> {
        said(
            self.liveness_result.as_ref(),
            LivenessResult::is_unspecified,
        )
    }

    /// What the identity verification said; nothing if it is absent, `""` or `AUTHENTICATION_RESULT_UNSPECIFIED`.
    #[must_use]
    pub fn authentication(&self) -> Option<&AuthenticationResult> {
        said(
            self.authentication_result.as_ref(),
            AuthenticationResult::is_unspecified,
        )
    }

    /// The risk score, if it counts: 0 is a score, but not where `scoreEnabled` is anything else than
    /// `SCORE_ENABLED_TRUE`.
    #[must_use]
    pub fn score(&self) -> Option<&Score> {
        self.score_engine_result
            .as_ref()
            .filter(|engine| engine.score_enabled == Some(ScoreEnabled::True))
            .and_then(|engine| engine.score.as_ref())
    }

    /// Whether a result of OK can be believed: a living person, and no check that answered against it or in a word
    /// that this version does not know.
    pub(super) fn bears_out_ok(&self) -> bool {
        self.liveness().is_some_and(LivenessResult::is_live)
            && self
                .authentication()
                .is_none_or(|result| result.is_positive() || result.is_inconclusive())
            && self.has_no_alert()
            && self.has_no_unreadable_answer()
    }

    fn has_no_alert(&self) -> bool {
        let says_nothing = |result: &TrustResult| {
            // The second stands in a published example: the word for nothing, cut short.
            result.is_unspecified() || result.as_str() == "TRUST_RESULT_UNSPECIFIE"
        };
        [
            &self.identity_fraudsters_result,
            &self.trust_result,
            &self.face_with_other_id_result,
            &self.risk_level_result,
        ]
        .into_iter()
        .filter_map(|result| said(result.as_ref(), says_nothing))
        .all(TrustResult::is_inconclusive)
    }

    /// Of these checks only the word for nothing was ever seen, so whatever they answer is unknown.
    fn has_no_unreadable_answer(&self) -> bool {
        let bio_token = self.bio_token_engine_result.as_ref();
        let smart_revalidation = self.smart_revalidation_result.as_ref();
        let id_age = self.id_age_result.as_ref();
        let frictionless = self.frictionless_result.as_ref();

        said(bio_token, BioTokenEngineResult::is_unspecified).is_none()
            && said(smart_revalidation, SmartRevalidationResult::is_unspecified).is_none()
            && said(id_age, IdAgeResult::is_unspecified).is_none()
            && said(frictionless, FrictionlessResult::is_unspecified).is_none()
    }
}

/// The risk score, and whether it counts.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScoreEngineResult {
    /// `scoreEnabled`: whether the score counts.
    pub score_enabled: Option<ScoreEnabled>,
    /// `score`: from -100 to 100, where 0 says that there is no evidence either way; an integer in older examples, a
    /// decimal in the current one.
    pub score: Option<Score>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(ScoreEngineResult, "the risk score of a process (a JSON object)", {
    score_enabled => "scoreEnabled",
    score => "score",
});

/// The similarity with the Brazilian government's base (Serpro).
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SerproResult {
    /// `score`: the similarity; the examples hold integers below 100.
    pub score: Option<Score>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(SerproResult, "the Serpro result of a process (a JSON object)", {
    score => "score",
});
