//! Reads the responses of GetProcess, in either contract.

use idcloud_types::get_process::{CheckResult, Criteria, Outcome, Score, api, web_sdk};
use idcloud_types::{ProcessId, ReadError};
use serde::Deserialize;

/// The contract of GetProcess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contract {
    /// `GET /client/v1/process/{id}`
    WebSdk,
    /// `GET /processes/v1/{id}`
    Api,
}

/// A response.
#[derive(Clone, Debug)]
pub enum Response {
    /// A response of the Web & SDK contract.
    WebSdk(Box<web_sdk::Response>),
    /// A response of the API contract.
    Api(Box<api::Process>),
}

/// A response, evaluated with the criteria.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The process.
    pub process_id: ProcessId,
    /// The outcome of the process.
    pub outcome: Outcome,
    /// The result of every check.
    pub checks: Vec<CheckResult>,
    /// The alerts among them.
    pub alerts: Vec<CheckResult>,
    /// The risk score.
    pub score: Option<Score>,
    /// The whole response, with personal data.
    pub response: Response,
}

/// A body that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum UnusableError {
    #[error(transparent)]
    Unreadable(#[from] ReadError),
    #[error("GetProcess answered about another process, {0}")]
    AnotherProcess(ProcessId),
}

macro_rules! seen {
    ($response:ident, $id:expr, $criteria:ident, $contract:ident) => {
        Seen {
            process_id: $id,
            outcome: $response.outcome_by($criteria),
            checks: $response.checks_by($criteria),
            alerts: $response.alerts_by($criteria),
            score: $response.score().cloned(),
            response: Response::$contract(Box::new($response)),
        }
    };
}

impl Contract {
    pub fn path(self, id: ProcessId) -> String {
        match self {
            Self::WebSdk => format!("client/v1/process/{id}"),
            Self::Api => format!("processes/v1/{id}"),
        }
    }

    /// Reads a body of status 200.
    pub fn read(self, asked: ProcessId, body: &[u8], criteria: &Criteria) -> Result<Seen, UnusableError> {
        let seen = match self {
            Self::WebSdk => {
                let response = web_sdk::Response::from_slice(body)?;
                seen!(response, response.process.id, criteria, WebSdk)
            }
            Self::Api => {
                let process = api::Process::from_slice(body)?;
                seen!(process, process.id, criteria, Api)
            }
        };
        if seen.process_id == asked { Ok(seen) } else { Err(UnusableError::AnotherProcess(seen.process_id)) }
    }
}
