//! What affects the outcome of a response: its checks, and what contradicts them.

use alloc::vec::Vec;

use super::process::Process;
use super::values::Status;
use crate::get_process::check::Check;
use crate::get_process::check_result::CheckResult;
use crate::get_process::contract::Contract;
use crate::get_process::criteria::Criteria;
use crate::get_process::detection::{Findings, OTHER_CPF};
use crate::get_process::ignored::BODY;
use crate::get_process::judged::judged;
use crate::get_process::outcome::{Finished, Outcome, Verified};
use crate::get_process::reason::Detail;
use crate::get_process::score::Score;

/// The members that the decision needs, each with its object.
const DECISIVE: &[(&str, &str)] = &[(BODY, "status"), (BODY, "score"), (BODY, "authenticated")];

judged!(Process);

impl Process {
    /// The risk score, from -100 to 100. Under this contract, every score counts.
    #[must_use]
    pub fn score(&self) -> Option<&Score> {
        self.score.as_ref()
    }

    fn decide(&self, findings: &Findings<'_>) -> Outcome {
        if findings.wrong_types.contains(&"status") {
            return Outcome::unrecognized(Detail::WrongType("status"));
        }
        match &self.status {
            Some(Status::Processing | Status::Divergence) => Outcome::Unfinished,
            Some(Status::Finished) => Finished {
                process_id: self.id,
                contract: Contract::Api,
                flow: None,
                score: self.score(),
                is_ok: None,
                is_denied: (self.authenticated == Some(false))
                    .then_some("`authenticated` is false, which contradicts the checks"),
            }
            .outcome(findings),
            Some(Status::Canceled) => Outcome::Canceled,
            Some(Status::Error) => Outcome::Error,
            status @ (Some(Status::Unknown(_)) | None) => {
                Outcome::unrecognized(Detail::Status(status.as_ref().map(Status::as_i64)))
            }
        }
    }

    fn findings<'c>(&self, criteria: &'c Criteria) -> Findings<'c> {
        // In full, so that whoever adds a member must decide whether it is a check.
        let Self {
            id: _,
            status: _,
            unico_id,
            authenticated: _,
            identity_fraudsters,
            face_with_other_id,
            trust,
            id_cloud,
            id_face,
            silent_auth,
            government: _,
            liveness,
            face_match,
            has_biometry: _,
            ocr_code: _,
            score: _,
            document,
            process_additional_info: _,
            extra: _,
        } = self;
        /// The value of an object's `result`.
        macro_rules! result {
            ($object:ident) => {
                $object.as_ref().and_then(|object| object.result.as_ref())
            };
        }

        let mut findings = Findings::new(criteria);
        findings.add(Check::UnicoId, result!(unico_id));
        findings.add(Check::Liveness, liveness);
        findings.add(Check::IdCloud, result!(id_cloud));
        findings.add(Check::FaceMatch, face_match);
        findings.add(Check::SilentAuth, result!(silent_auth));
        findings.add(Check::IdFace, result!(id_face));
        findings.add(Check::IdentityFraudsters, result!(identity_fraudsters));
        findings.add(Check::FaceWithOtherId, result!(face_with_other_id));
        findings.add(Check::Trust, result!(trust));
        findings.detect(self, DECISIVE);
        if document.as_ref().and_then(|document| document.cpf_match) == Some(false) {
            findings.contradictions.insert(OTHER_CPF);
        }
        findings
    }
}
