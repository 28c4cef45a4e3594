//! The check results of a process, and its outcome.

use alloc::vec::Vec;

use super::process::Process;
use super::values::Status;
use crate::get_process::check::{Check, CheckResult};
use crate::get_process::contract::Contract;
use crate::get_process::criteria::Criteria;
use crate::get_process::detection::{Findings, OTHER_CPF};
use crate::get_process::ignored::BODY;
use crate::get_process::outcome::{Finished, Outcome, Verified};
use crate::get_process::reason::Detail;
use crate::get_process::score::Score;

/// The members without which nothing can be decided, by the object that they are in.
const DECISIVE: &[(&str, &str)] = &[(BODY, "status"), (BODY, "score"), (BODY, "authenticated")];

impl Process {
    /// Decides the outcome under the [default criteria](Criteria#defaults).
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.outcome_by(Criteria::DEFAULT)
    }

    /// Decides the outcome under your criteria, in the [documented order](Outcome#the-order-of-evaluation).
    #[must_use]
    pub fn outcome_by(&self, criteria: &Criteria) -> Outcome {
        let findings = self.findings(criteria);
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
                    .then_some("`authenticated` is false beside a yes"),
            }
            .outcome(&findings),
            Some(Status::Canceled) => Outcome::Canceled,
            Some(Status::Error) => Outcome::Error,
            status @ (Some(Status::Unknown(_)) | None) => {
                Outcome::unrecognized(Detail::Status(status.as_ref().map(Status::as_i64)))
            }
        }
    }

    /// Returns a [`Verified`] if **every required check passed and nothing contradicts it**, under the default
    /// criteria.
    ///
    /// `Some` only where the outcome is [`Outcome::Verified`].
    #[must_use]
    pub fn verified(&self) -> Option<Verified> {
        self.verified_by(Criteria::DEFAULT)
    }

    /// Returns a [`Verified`] if every check that your criteria require passed and nothing contradicts it.
    #[must_use]
    pub fn verified_by(&self, criteria: &Criteria) -> Option<Verified> {
        self.outcome_by(criteria).into_verified()
    }

    /// Lists every check that has a result, judged by the default criteria: first the documented checks, in the order
    /// of [`Check::KNOWN`], then the [detected](Check#what-the-values-mean) ones.
    #[must_use]
    pub fn checks(&self) -> Vec<CheckResult> {
        self.checks_by(Criteria::DEFAULT)
    }

    /// Lists every check that has a result, judged by your criteria.
    #[must_use]
    pub fn checks_by(&self, criteria: &Criteria) -> Vec<CheckResult> {
        self.findings(criteria).results
    }

    /// Lists every alert that is raised or has an unknown value, under the default criteria.
    #[must_use]
    pub fn alerts(&self) -> Vec<CheckResult> {
        self.alerts_by(Criteria::DEFAULT)
    }

    /// Lists every alert whose value your criteria do not accept.
    #[must_use]
    pub fn alerts_by(&self, criteria: &Criteria) -> Vec<CheckResult> {
        self.findings(criteria).into_alerts()
    }

    /// The risk score, from -100 to 100. On this contract, every score counts.
    #[must_use]
    pub fn score(&self) -> Option<&Score> {
        self.score.as_ref()
    }

    fn findings<'c>(&self, criteria: &'c Criteria) -> Findings<'c> {
        // In full, so that no member is added without a decision whether it is a check.
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
