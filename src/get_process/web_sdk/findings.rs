//! What affects the outcome of a response: its checks, and what contradicts them.

use alloc::vec::Vec;

use super::authentication_info::AuthenticationInfo;
use super::process::Response;
use super::services::Services;
use super::values::ScoreEnabled;
use crate::get_process::check::Check;
use crate::get_process::check_result::CheckResult;
use crate::get_process::contract::Contract;
use crate::get_process::criteria::Criteria;
use crate::get_process::detection::{Findings, OTHER_CPF};
use crate::get_process::judged::judged;
use crate::get_process::outcome::{Finished, Outcome, Verified, first_failed};
use crate::get_process::process_result::{ProcessResult, specified};
use crate::get_process::reason::Detail;
use crate::get_process::score::Score;
use crate::process::ProcessState;

/// The members that the decision needs, each with its object.
const DECISIVE: &[(&str, &str)] = &[
    ("process", "state"),
    ("process", "result"),
    ("process", "flow"),
    ("process", "authenticationInfo"),
    ("authenticationInfo", "scoreEngineResult"),
    ("scoreEngineResult", "scoreEnabled"),
    ("scoreEngineResult", "score"),
];

judged!(Response);

impl Response {
    /// The risk score, from -100 to 100, if it counts: `scoreEnabled` must be `SCORE_ENABLED_TRUE` or an unknown value.
    ///
    /// 0 is a score: it means no evidence either way; the documented score bands list 0 under "deny".
    #[must_use]
    pub fn score(&self) -> Option<&Score> {
        let info = self.process.authentication_info.as_ref()?;
        let engine = info.score_engine_result.as_ref()?;
        let counts = |enabled: &ScoreEnabled| match enabled {
            ScoreEnabled::True => true,
            ScoreEnabled::False | ScoreEnabled::Unspecified => false,
            ScoreEnabled::Unknown(unknown) => !unknown.as_str().is_empty(),
        };
        let is_enabled = engine.score_enabled.as_ref().is_some_and(counts);
        engine.score.as_ref().filter(|_| is_enabled)
    }

    fn decide(&self, findings: &Findings<'_>) -> Outcome {
        let process = &self.process;
        let mut first = ["state", "result"].into_iter();
        if let Some(member) = first.find(|member| findings.wrong_types.contains(member)) {
            return Outcome::unrecognized(Detail::WrongType(member));
        }
        let (state, result) = (process.state.as_ref(), process.result.as_ref());
        match (state, result.and_then(specified)) {
            (Some(ProcessState::Finished), Some(ProcessResult::Ok)) => Finished {
                process_id: process.id,
                contract: Contract::WebSdk,
                flow: process.flow.as_ref(),
                score: self.score(),
                is_ok: Some("`result` is PROCESS_RESULT_OK"),
                is_denied: None,
            }
            .outcome(findings),
            (Some(ProcessState::Finished), Some(ProcessResult::Expired)) => Outcome::Expired,
            (Some(ProcessState::Finished), Some(ProcessResult::InvalidIdentity)) => {
                Outcome::InvalidIdentity {
                    check: first_failed(&findings.results),
                }
            }
            (Some(ProcessState::Finished), Some(ProcessResult::Error)) => Outcome::Error,
            (Some(ProcessState::Failed), None | Some(ProcessResult::Error)) => Outcome::Failed,
            (Some(ProcessState::Canceled), None) => Outcome::Canceled,
            (Some(ProcessState::Created), None) => Outcome::Unfinished,
            (_, result) => Outcome::unrecognized(Detail::State(state.cloned(), result.cloned())),
        }
    }

    fn findings<'c>(&self, criteria: &'c Criteria) -> Findings<'c> {
        let mut findings = Findings::new(criteria);
        if let Some(info) = &self.process.authentication_info {
            info.add_checks(&mut findings);
        }
        findings.detect(self, DECISIVE);
        let mut documents = self.process.services.iter().flat_map(Services::documents);
        if documents.any(|document| document.cpf_match == Some(false)) {
            findings.contradictions.insert(OTHER_CPF);
        }
        findings
    }
}

impl AuthenticationInfo {
    fn add_checks(&self, findings: &mut Findings<'_>) {
        // In full, so that whoever adds a member must decide whether it is a check.
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
        findings.add(Check::LivenessResult, liveness_result);
        findings.add(Check::AuthenticationResult, authentication_result);
        findings.add(Check::BioTokenEngineResult, bio_token_engine_result);
        findings.add(Check::SmartRevalidationResult, smart_revalidation_result);
        findings.add(Check::IdAgeResult, id_age_result);
        findings.add(Check::IdentityFraudstersResult, identity_fraudsters_result);
        findings.add(Check::TrustResult, trust_result);
        findings.add(Check::FaceWithOtherIdResult, face_with_other_id_result);
        findings.add(Check::RiskLevelResult, risk_level_result);
        findings.add(Check::FrictionlessResult, frictionless_result);
    }
}
