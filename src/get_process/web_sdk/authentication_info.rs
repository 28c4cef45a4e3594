//! What each check of a process found.

use alloc::string::String;
use core::ptr;

use super::check::{Answer, Check, Meaning};
use super::criteria::Criteria;
use super::values::{
    AuthenticationResult, BioTokenEngineResult, FrictionlessResult, IdAgeResult, LivenessResult,
    ScoreEnabled, SmartRevalidationResult, TrustResult,
};
use crate::get_process::answer::{answered, specified};
use crate::get_process::score::Score;
use crate::wire::object::open_object;

open_object! {
    /// What each check of a process found: to be read once the process is finished and its result is known.
    ///
    /// The platform returns the members for every flow, and those of checks that the flow does not have read
    /// `..._UNSPECIFIED`; older examples leave them out. The set has grown over the years, and the current example does
    /// not show all of it.
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::AuthenticationInfo;
    /// use idcloud_types::get_process::web_sdk::{AuthenticationResult, LivenessResult};
    ///
    /// let mut info = AuthenticationInfo::default();
    /// info.liveness_result = Some(LivenessResult::Live);
    /// info.authentication_result = Some(AuthenticationResult::Unspecified);
    /// assert_eq!(info.liveness(), Some(&LivenessResult::Live));
    /// assert_eq!(info.authentication(), None);
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

impl AuthenticationInfo {
    /// What the liveness check answered; `None` if it is absent, `""` or `..._UNSPECIFIED`.
    #[must_use]
    pub fn liveness(&self) -> Option<&LivenessResult> {
        answered(self.liveness_result.as_ref())
    }

    /// What the identity verification answered; `None` if it is absent, `""` or `..._UNSPECIFIED`.
    #[must_use]
    pub fn authentication(&self) -> Option<&AuthenticationResult> {
        answered(self.authentication_result.as_ref())
    }

    /// Every check that answered, with its answer: the known ones in the order of [`Check::KNOWN`], then the unknown
    /// ones, which are the members of `extra` that are named `...Result` (in any case, `..._result` for one), that hold a
    /// word `..._RESULT_...`, or an object with a `result`; a `cpf_match` that is not true is listed too. What is deeper
    /// inside is among the answers of the [`Process`](super::Process::answers).
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::AuthenticationInfo;
    ///
    /// let info: AuthenticationInfo = serde_json::from_str(r#"{
    ///     "livenessResult": "LIVENESS_RESULT_LIVE",
    ///     "authenticationResult": "AUTHENTICATION_RESULT_UNSPECIFIED",
    ///     "deepfakeResult": "DEEPFAKE_RESULT_NO"
    /// }"#)?;
    /// let answers: Vec<_> = info.answers().map(|answer| (answer.check(), answer.word())).collect();
    /// assert_eq!(answers, [
    ///     ("livenessResult".into(), Some("LIVENESS_RESULT_LIVE")),
    ///     ("deepfakeResult".into(), Some("DEEPFAKE_RESULT_NO")),
    /// ]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn answers(&self) -> impl Iterator<Item = Answer<'_>> {
        self.answers_by(Criteria::DEFAULT)
    }

    /// Every check that answered, with those whose names only your criteria know; see [`answers`](Self::answers).
    pub fn answers_by<'a>(&'a self, criteria: &'a Criteria) -> impl Iterator<Item = Answer<'a>> {
        self.known_answers().chain(self.unknown_answers(criteria))
    }

    /// The alerts: the answers of the checks that [are alerts](Check::is_alert), except those that are documented to mean
    /// that there is none. No word of `frictionlessResult` is documented, so each is an alert. Your criteria have no part
    /// in it.
    pub fn alerts(&self) -> impl Iterator<Item = Answer<'_>> {
        self.known_answers()
            .filter(|answer| answer.check().is_alert() && answer.meaning() != Some(Meaning::Yes))
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

    pub(super) fn known_answers(&self) -> impl Iterator<Item = Answer<'_>> {
        fn text<W: AsRef<str>>(word: Option<&W>) -> Option<&str> {
            word.map(AsRef::as_ref)
        }

        // In full, so that no member is added without a decision whether it is a check.
        let Self {
            authentication_result,
            score_engine_result: _,
            serpro_result: _,
            authentication_id: _,
            liveness_result,
            bio_token_engine_result,
            trust_result,
            identity_fraudsters_result,
            face_with_other_id_result,
            frictionless_result,
            risk_level_result,
            smart_revalidation_result,
            id_age_result,
            extra: _,
        } = self;
        let known = [
            (Check::Liveness, text(liveness_result.as_ref())),
            (Check::Authentication, text(authentication_result.as_ref())),
            (Check::BioToken, text(bio_token_engine_result.as_ref())),
            (
                Check::SmartRevalidation,
                text(smart_revalidation_result.as_ref()),
            ),
            (Check::Age, text(id_age_result.as_ref())),
            (
                Check::IdentityFraudsters,
                text(identity_fraudsters_result.as_ref()),
            ),
            (Check::Trust, text(trust_result.as_ref())),
            (
                Check::FaceWithOtherId,
                text(face_with_other_id_result.as_ref()),
            ),
            (Check::RiskLevel, text(risk_level_result.as_ref())),
            (Check::Frictionless, text(frictionless_result.as_ref())),
        ];
        known.into_iter().filter_map(|(check, word)| {
            let word = specified(word?)?;
            Some(Answer::new(check.known_str()?, Some(word)))
        })
    }

    fn unknown_answers<'a>(&'a self, criteria: &'a Criteria) -> impl Iterator<Item = Answer<'a>> {
        // A name that has a field is not an unknown member.
        let members = self.extra.iter();
        let unknown = members.filter(|(name, _)| !Self::MEMBERS.contains(&name.as_str()));
        unknown.flat_map(|(name, value)| {
            let answers = criteria.hear((name, value)).into_iter();
            // The member itself, and none inside that has its name.
            answers.filter(move |answer| ptr::eq(answer.name(), name.as_str()))
        })
    }
}

open_object! {
    /// The risk score, and whether it counts.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct ScoreEngineResult {
        /// Whether the score counts.
        score_enabled: Option<ScoreEnabled> = "scoreEnabled",
        /// From -100 to 100; an integer in older examples, a decimal in the current one. 0 is no evidence either way, and
        /// the documented bands deny it.
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
