//! What an answer of GetProcess means for the service: one `match` for each contract.
//!
//! Nothing here approves anybody. An OK opens the door to what the checks found, and your own rules decide on that.

use idcloud_types::ProcessId;
use idcloud_types::get_process::{MalformedResponse, api, web_sdk};
use serde::Deserialize;
use tracing::info;

/// What counts as a yes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criteria {}

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
    /// Give what the checks found to your own rules.
    Weigh,
    /// The platform refused the person. Whether they may try again, the checks tell.
    Refuse,
    /// Nothing will come of this process: the person needs another.
    OfferNewProcess,
    /// The process has not ended.
    AskAgain,
    /// A person must look at it.
    Review,
}

/// An answer that says nothing of the process that was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    #[error(transparent)]
    Malformed(#[from] MalformedResponse),
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
    pub fn read(
        self,
        asked: ProcessId,
        body: &[u8],
        criteria: &Criteria,
    ) -> Result<NextStep, Unusable> {
        let same = |id| {
            if id == asked {
                Ok(())
            } else {
                Err(Unusable::AnotherProcess(id))
            }
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

fn after_web_sdk(process: &web_sdk::Process, _criteria: &Criteria) -> NextStep {
    match process.outcome() {
        // What `Process::verified` gives: the checks, which may still be inconclusive. Take from them what you store.
        web_sdk::Outcome::Ok(checks) => {
            info!(process = %process.id, ?checks, "finished with OK");
            NextStep::Weigh
        }
        web_sdk::Outcome::InvalidIdentity(checks) => {
            info!(process = %process.id, ?checks, "refused");
            NextStep::Refuse
        }
        web_sdk::Outcome::Expired | web_sdk::Outcome::Error | web_sdk::Outcome::Failed => {
            NextStep::OfferNewProcess
        }
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
        api::Outcome::Verified(_) => NextStep::Weigh,
        api::Outcome::Finished { result, liveness } => {
            // What decides it stands beside: the score and the alerts. Take from the process what you store.
            let (score, alert) = (&process.score, &process.identity_fraudsters);
            info!(process = %process.id, ?result, ?liveness, ?score, ?alert, "finished, and not verified");
            match (result, liveness) {
                (Some(api::UnicoIdResult::No), _) | (_, Some(api::Liveness::Failed)) => {
                    NextStep::Refuse
                }
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
