//! What happened to a process: one outcome for both contracts.

use alloc::sync::Arc;
use core::fmt;

use strum::{EnumIs, IntoStaticStr};

use super::any_case::AnyCase;
use super::check::{Check, Meaning};
use super::check_result::CheckResult;
use super::contract::Contract;
use super::criteria_error::is_entry;
use super::detection::Findings;
use super::reason::{Detail, Entry, REQUIRES, Reason, Reasons};
use super::score::Score;
use super::uncertain;
use crate::process::{Flow, ProcessId};
use crate::wire::redact::Name;

/// The outcome of a process, decided in the documented order. A service matches on this enum alone, for both contracts.
///
/// Only [`Verified`](Self::Verified) is a success. A variant added by a later version covers only cases that are
/// [`Unrecognized`](Self::Unrecognized) today, so treat both alike.
///
/// ```
/// use idcloud_types::get_process::web_sdk::Response;
/// use idcloud_types::get_process::{Criteria, Outcome};
///
/// fn next_step(response: &Response, criteria: &Criteria) -> &'static str {
///     match response.outcome_by(criteria) {
///         Outcome::Verified(_) => "go on",
///         Outcome::Inconclusive => {
///             eprintln!("{}, score {:?}", response.process.id, response.score());
///             for check in response.checks_by(criteria).iter().filter(|check| !check.passed()) {
///                 eprintln!("{check}");
///             }
///             "let a person weigh the score and the alerts"
///         }
///         Outcome::InvalidIdentity { .. } => "refuse",
///         Outcome::Unanswered { .. } | Outcome::Expired | Outcome::Canceled | Outcome::Error | Outcome::Failed => {
///             "offer a new process"
///         }
///         Outcome::Unfinished => "ask again later",
///         Outcome::Unrecognized(reasons) => {
///             eprintln!("{reasons}");
///             "let a person decide"
///         }
///         // whatever a later version adds
///         _ => "let a person decide",
///     }
/// }
/// # let body = br#"{"process":{"id":"8263a268-5388-492a-bca2-28e1ff4a69f0","state":"PROCESS_STATE_CREATED"}}"#;
/// # assert_eq!(next_step(&Response::from_slice(body)?, &Criteria::default()), "ask again later");
/// # Ok::<(), idcloud_types::ReadError>(())
/// ```
///
/// The same `match` reads a response of the API contract:
///
/// ```
/// use idcloud_types::get_process::api::Process;
/// use idcloud_types::get_process::{Check, Outcome};
///
/// let process: Process = r#"{
///     "id": "80371b2a-3ac7-432e-866d-57fe37896ac6",
///     "status": 3,
///     "unicoId": { "result": "no" }
/// }"#.parse()?;
/// assert_eq!(process.outcome(), Outcome::InvalidIdentity { check: Some(Check::UnicoId) });
/// # Ok::<(), idcloud_types::ReadError>(())
/// ```
///
/// # The order of evaluation
///
#[doc = include_str!("outcome.md")]
#[derive(Clone, Debug, PartialEq, Eq, Hash, EnumIs, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// Every required check passed, and nothing contradicts it.
    Verified(Verified),
    /// Neither verified nor refuted: a check is inconclusive or has a value that the criteria do not accept, an alert
    /// is raised, or the score is negative. Log the checks that did not pass, and weigh the score and the alerts.
    Inconclusive,
    /// The person is not who they claim to be, or their identity could not be established.
    ///
    /// For some causes, the platform recommends a new process rather than a refusal: see the [decision
    /// matrix](crate#sources).
    InvalidIdentity {
        /// The first check that failed, if any did.
        check: Option<Check>,
    },
    /// A required check has no result: offer a new process. If no process ever has it, your account or API key does not
    /// include the check: require others in [`Criteria`](super::Criteria).
    Unanswered {
        /// The first required check without a result.
        check: Check,
    },
    /// The process expired before the user completed it.
    Expired,
    /// The process was canceled.
    Canceled,
    /// The process finished, but no result could be determined. Under the API contract: the process failed.
    Error,
    /// The process could not be completed, and will have no result.
    Failed,
    /// The process has not ended: ask again later.
    Unfinished,
    /// The response contradicts itself, or this version can't interpret it under these criteria. Never a success: log
    /// the reasons, which name the configuration entry that would allow the response, if there is one.
    Unrecognized(Reasons),
}

impl Outcome {
    /// The label for a log or a metric, such as `verified` or `invalid_identity`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.into()
    }

    pub(super) fn unrecognized(reason: Detail) -> Self {
        Self::Unrecognized(Reasons([Reason::new(reason, None)].into()))
    }

    pub(super) fn into_verified(self) -> Option<Verified> {
        match self {
            Self::Verified(verified) => Some(verified),
            _ => None,
        }
    }
}

impl fmt::Display for Outcome {
    /// Writes one line that is safe to log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())?;
        match self {
            Self::InvalidIdentity { check: Some(check) } | Self::Unanswered { check } => {
                write!(f, ": {}", Name(check.as_str()))
            }
            Self::Unrecognized(reasons) => write!(f, ": {reasons}"),
            _ => Ok(()),
        }
    }
}

/// Proof that a process is verified. Only this crate can create a `Verified`, so a function that takes one can't be
/// called without a verified process.
///
/// It contains the id and the flow of the verified process. They may not be the ones that you expect, so compare both.
/// A flow of liveness alone (`idlive`) verifies that a person was present, not who the person was. The API contract
/// names no flow: there, `Verified` means what the criteria require, `unicoId` by default.
///
/// ```
/// use idcloud_types::get_process::{Contract, Verified};
/// use idcloud_types::{Flow, ProcessId};
///
/// /// Opens the account. Nobody gets here without a `Verified` of the right process and flow.
/// fn open_account(verified: &Verified, expected: ProcessId) -> Result<(), &'static str> {
///     if verified.process_id() != expected {
///         return Err("another process");
///     }
///     match (verified.contract(), verified.flow()) {
///         (Contract::Api, _) | (Contract::WebSdk, Some(Flow::Id | Flow::IdTrust)) => Ok(()),
///         _ => Err("this flow does not establish an identity"),
///     }
/// }
/// # let body = br#"{"id":"80371b2a-3ac7-432e-866d-57fe37896ac6","status":3,"unicoId":{"result":"yes"}}"#;
/// # let process = idcloud_types::get_process::api::Process::from_slice(body)?;
/// # let verified = process.verified().ok_or("not verified")?;
/// # assert_eq!(open_account(&verified, process.id), Ok(()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Verified {
    process_id: ProcessId,
    flow: Option<Flow>,
    contract: Contract,
}

impl Verified {
    /// The id of the verified process.
    #[must_use]
    pub fn process_id(&self) -> ProcessId {
        self.process_id
    }

    /// The flow of the process; `None` under the API contract, whose responses do not name it.
    #[must_use]
    pub fn flow(&self) -> Option<&Flow> {
        self.flow.as_ref()
    }

    /// The contract of the response.
    #[must_use]
    pub fn contract(&self) -> Contract {
        self.contract
    }
}

/// A finished process whose outcome the checks decide.
pub(super) struct Finished<'a> {
    pub(super) process_id: ProcessId,
    pub(super) contract: Contract,
    pub(super) flow: Option<&'a Flow>,
    /// The score, if it counts.
    pub(super) score: Option<&'a Score>,
    /// The approval that a failed check contradicts, whatever the rest of the response is.
    pub(super) is_ok: Option<&'static str>,
    /// The denial that contradicts an approval or the outcome `Verified`.
    pub(super) is_denied: Option<&'static str>,
}

impl Finished<'_> {
    /// Decides by the checks, in the documented order.
    pub(super) fn outcome(self, findings: &Findings<'_>) -> Outcome {
        let Findings {
            criteria, results, ..
        } = findings;
        let required = match self.contract {
            Contract::WebSdk => self.flow.and_then(|flow| criteria.required(flow)),
            Contract::Api => Some(criteria.api_required()),
        };
        let mut reasons = uncertain::reasons(findings);
        let wrong_types = findings.wrong_types.iter();
        reasons.extend(wrong_types.map(|member| Reason::new(Detail::WrongType(member), None)));
        if required.is_none() && !findings.wrong_types.contains(&"flow") {
            reasons.push(self.unknown_flow());
        }
        let mut failed = results.iter().filter(|result| fails(result));
        let beside = self.is_ok.or_else(|| approval(results));
        if let Some(beside) = beside {
            reasons.extend(failed.clone().map(|result| {
                let check = result.check().clone();
                Reason::new(Detail::Failed { check, beside }, None)
            }));
        }
        let denied = self.is_denied.filter(|_| beside.is_some());
        let contradictions = findings.contradictions.iter().chain(&denied);
        reasons.extend(contradictions.map(|text| Reason::new(Detail::Contradiction(text), None)));
        if !reasons.is_empty() {
            return Outcome::Unrecognized(Reasons(reasons));
        }
        if let Some(result) = failed.next() {
            let check = Some(result.check().clone());
            return Outcome::InvalidIdentity { check };
        }
        let has_result = |check: &Check| {
            let check = AnyCase::from(check);
            let mut checks = results.iter().map(CheckResult::check);
            checks.any(|found| AnyCase::from(found) == check)
        };
        let mut required = required.unwrap_or_default().iter();
        if let Some(check) = required.find(|check| !has_result(check)) {
            return Outcome::Unanswered {
                check: check.clone(),
            };
        }
        let is_negative = |score: &Score| score.as_f64().is_none_or(|score| score < 0.0);
        if self.score.is_some_and(is_negative) || !results.iter().all(CheckResult::passed) {
            return Outcome::Inconclusive;
        }
        if let Some(text) = self.is_denied {
            return Outcome::unrecognized(Detail::Contradiction(text));
        }
        Outcome::Verified(Verified {
            process_id: self.process_id,
            flow: self.flow.cloned(),
            contract: self.contract,
        })
    }

    fn unknown_flow(&self) -> Reason {
        let flow = self.flow.filter(|flow| is_entry(flow.as_str()));
        let entry = flow.map(|flow| Entry::new(REQUIRES, flow.as_str(), Arc::default()));
        Reason::new(Detail::Flow(self.flow.cloned()), entry)
    }
}

/// The first check that failed.
pub(super) fn first_failed(results: &[CheckResult]) -> Option<Check> {
    let failed = results.iter().find(|result| fails(result));
    failed.map(|result| result.check().clone())
}

fn fails(result: &CheckResult) -> bool {
    !result.passed() && result.meaning() == Some(Meaning::Fails)
}

/// The documented approval that a failed check contradicts.
fn approval(results: &[CheckResult]) -> Option<&'static str> {
    let is_yes = |result: &&CheckResult| result.meaning() == Some(Meaning::Passes);
    let mut passed = results.iter().filter(is_yes).map(CheckResult::check);
    passed.find_map(|check| match check {
        Check::UnicoId => Some("`unicoId` is yes"),
        Check::IdCloud => Some("`idCloud` is approved"),
        _ => None,
    })
}
