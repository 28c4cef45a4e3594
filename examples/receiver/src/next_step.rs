//! What an answer of GetProcess means for the service: one `match` for each contract.
//!
//! What it takes for a yes is configuration, `[criteria]`. Whatever is neither a yes nor a no is for your own rules.

use idcloud_types::get_process::web_sdk::Criteria;
use idcloud_types::get_process::{api, web_sdk};
use idcloud_types::{Malformed, ProcessId};
use serde::Deserialize;
use tracing::info;

/// Which of the platform's two contracts the service asks by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contract {
    /// `GET /client/v1/process/{id}`
    WebSdk,
    /// `GET /processes/v1/{id}`
    Api,
}

/// What the service does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Every check that the criteria require answered with a yes, and nothing contradicts it.
    GoOn,
    /// Neither a yes nor a no: give the score and the alerts to your own rules.
    Weigh,
    /// The platform refused the person. The checks show whether they may try again.
    Refuse,
    /// Nothing more is to be had from this process: the person needs another.
    OfferNewProcess,
    /// The process has not ended.
    AskAgain,
    /// A person must look at it.
    Review,
}

/// An answer that is not about the process that was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    #[error(transparent)]
    Malformed(#[from] Malformed),
    #[error("GetProcess answered about another process, {0}")]
    AnotherProcess(ProcessId),
}

impl Contract {
    pub fn path(self, id: ProcessId) -> String {
        match self {
            Self::WebSdk => format!("client/v1/process/{id}"),
            Self::Api => format!("processes/v1/{id}"),
        }
    }

    /// Reads an answer of status 200.
    pub fn read(self, asked: ProcessId, body: &[u8], criteria: &Criteria) -> Result<NextStep, Unusable> {
        let same = |id| {
            if id == asked { Ok(()) } else { Err(Unusable::AnotherProcess(id)) }
        };
        match self {
            Self::WebSdk => {
                let process = web_sdk::Response::from_slice(body)?.process;
                same(process.id).map(|()| after_web_sdk(&process, criteria))
            }
            Self::Api => {
                let process = api::Process::from_slice(body)?;
                same(process.id).map(|()| after_api(&process))
            }
        }
    }
}

fn after_web_sdk(process: &web_sdk::Process, criteria: &Criteria) -> NextStep {
    match process.outcome_by(criteria) {
        web_sdk::Outcome::Verified(_) => NextStep::GoOn,
        // Take from the checks what you store.
        web_sdk::Outcome::Finished(checks) => {
            info!(process = %process.id, ?checks, "finished, and not verified");
            NextStep::Weigh
        }
        web_sdk::Outcome::InvalidIdentity(checks) => {
            info!(process = %process.id, ?checks, "refused");
            NextStep::Refuse
        }
        web_sdk::Outcome::Unanswered { check } => {
            info!(process = %process.id, ?check, "a required check did not answer");
            NextStep::OfferNewProcess
        }
        web_sdk::Outcome::Expired | web_sdk::Outcome::Error | web_sdk::Outcome::Failed => NextStep::OfferNewProcess,
        web_sdk::Outcome::Unfinished => NextStep::AskAgain,
        // `Unrecognized`, and whatever a later version adds: never a success.
        other => {
            info!(process = %process.id, outcome = ?other, "not understood");
            NextStep::Review
        }
    }
}

fn after_api(process: &api::Process) -> NextStep {
    match process.outcome() {
        api::Outcome::Verified(_) => NextStep::GoOn,
        api::Outcome::Finished { result, liveness } => {
            // What decides it: the score and the alerts. Take from the process what you store.
            let (score, alert) = (&process.score, &process.identity_fraudsters);
            info!(process = %process.id, ?result, ?liveness, ?score, ?alert, "finished, and not verified");
            match (result, liveness) {
                (Some(api::UnicoIdResult::No), _) | (_, Some(api::Liveness::Failed)) => NextStep::Refuse,
                _ => NextStep::Weigh,
            }
        }
        api::Outcome::Canceled | api::Outcome::Error => NextStep::OfferNewProcess,
        api::Outcome::Processing | api::Outcome::Divergence => NextStep::AskAgain,
        // `Unrecognized`, and whatever a later version adds: never a success.
        other => {
            info!(process = %process.id, outcome = ?other, "not understood");
            NextStep::Review
        }
    }
}

#[cfg(test)]
mod tests {
    use idcloud_types::get_process::ProcessResult;
    use idcloud_types::testing::webhook::PROCESS_ID;
    use idcloud_types::{Flow, ProcessState};

    use super::*;

    fn finished(result: ProcessResult) -> web_sdk::Response {
        let mut process = web_sdk::Process::new(PROCESS_ID);
        process.flow = Some(Flow::IdLive);
        process.state = Some(ProcessState::Finished);
        process.result = Some(result);
        let mut checks = web_sdk::AuthenticationInfo::default();
        checks.liveness_result = Some(web_sdk::LivenessResult::Live);
        process.authentication_info = Some(checks);
        web_sdk::Response::new(process)
    }

    #[test]
    fn every_outcome_has_its_next_step() {
        for (result, next) in [
            (ProcessResult::Ok, NextStep::GoOn),
            (ProcessResult::InvalidIdentity, NextStep::Refuse),
            (ProcessResult::Expired, NextStep::OfferNewProcess),
            (ProcessResult::Error, NextStep::OfferNewProcess),
            (ProcessResult::Unspecified, NextStep::Review),
            ("PROCESS_RESULT_OF_TOMORROW".into(), NextStep::Review),
        ] {
            let body = serde_json::to_vec(&finished(result)).unwrap();
            assert_eq!(Contract::WebSdk.read(PROCESS_ID, &body, &Criteria::default()).unwrap(), next);
        }
        for (status, next) in [
            (1, NextStep::AskAgain),
            (2, NextStep::AskAgain),
            (3, NextStep::Weigh),
            (4, NextStep::OfferNewProcess),
            (5, NextStep::OfferNewProcess),
            (6, NextStep::Review),
        ] {
            let mut process = api::Process::new(PROCESS_ID);
            process.status = Some(status.into());
            let body = serde_json::to_vec(&process).unwrap();
            assert_eq!(Contract::Api.read(PROCESS_ID, &body, &Criteria::default()).unwrap(), next);
        }
    }
}
