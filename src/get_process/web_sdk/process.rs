//! The answer, and the process in it.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::{AuthenticationInfo, BioTokenData, Company, CompanyData, Outcome, Person, Services};
use crate::get_process::object::{body, open_object};
use crate::get_process::{Capacity, Message, ProcessResult, Sensitive, Timestamp};
use crate::process::{Flow, ProcessId, ProcessState};

/// The answer of `GET /client/v1/process/{id}`: a wrapper around the process.
///
/// ```
/// use idcloud_types::get_process::web_sdk::{Outcome, Response};
///
/// let body = br#"{"process":{
///     "id": "8263a268-5388-492a-bca2-28e1ff4a69f0",
///     "state": "PROCESS_STATE_CREATED",
///     "memberOfTomorrow": 1
/// }}"#;
/// let response = Response::from_slice(body)?;
/// assert_eq!(response.process.outcome(), Outcome::Unfinished);
/// assert_eq!(response.process.extra["memberOfTomorrow"], 1);
/// # Ok::<(), idcloud_types::get_process::MalformedResponse>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// `process`
    pub process: Process,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(Response, "an answer of the Web & SDK contract (a JSON object)", {
    process => "process",
});

body!(Response);

impl Response {
    /// An answer with this process and nothing else.
    #[must_use]
    pub fn new(process: Process) -> Self {
        Self {
            process,
            extra: Map::new(),
        }
    }
}

/// A process, as the Web & SDK contract tells it: what stands in a [`Response`], and readable without that wrapper too.
///
/// A body without `state` and with a `status` is an answer of the other contract, and can't be read as this one.
///
/// Read it in the documented order with [`outcome`](Self::outcome), or build one in a test:
///
/// ```
/// use idcloud_types::get_process::ProcessResult;
/// use idcloud_types::get_process::web_sdk::{Outcome, Process};
/// use idcloud_types::{ProcessId, ProcessState};
///
/// let id: ProcessId = "8263a268-5388-492a-bca2-28e1ff4a69f0".parse()?;
/// let mut process = Process::new(id);
/// process.state = Some(ProcessState::Finished);
/// process.result = Some(ProcessResult::Expired);
/// assert_eq!(process.outcome(), Outcome::Expired);
/// # Ok::<(), idcloud_types::InvalidProcessId>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Process {
    /// `id`: the process that was asked for. The only member without which an answer can't be read.
    pub id: ProcessId,
    /// `flow`: which product flow it ran.
    pub flow: Option<Flow>,
    /// `callbackUri`: where the user is sent at the end. Yours, and as secret as you made it.
    pub callback_uri: Option<Sensitive<String>>,
    /// `userRedirectUrl`: where the user does the process. Who has it can do it.
    pub user_redirect_url: Option<Sensitive<String>>,
    /// `state`: how far it has come.
    pub state: Option<ProcessState>,
    /// `result`: how it ended, once `state` is `PROCESS_STATE_FINISHED`.
    pub result: Option<ProcessResult>,
    /// `createdAt`
    pub created_at: Option<Timestamp>,
    /// `finishedAt`
    pub finished_at: Option<Timestamp>,
    /// `expiresAt`
    pub expires_at: Option<Timestamp>,
    /// `person`: whom it is about.
    pub person: Option<Person>,
    /// `purpose`: why it was made. Requests and answers document different words, so it is plain text.
    pub purpose: Option<String>,
    /// `clientReference`: your own reference, which may name a person.
    pub client_reference: Option<Sensitive<String>>,
    /// `useCase`: what a smart revalidation is for. Requests and answers document different words, so it is plain text.
    pub use_case: Option<String>,
    /// `capacities`: what it was made of.
    pub capacities: Option<Vec<Capacity>>,
    /// `token`: a signed token, or `""`.
    pub token: Option<Sensitive<String>>,
    /// `services`: documents and signatures. They may come later than the end of the process.
    pub services: Option<Services>,
    /// `authenticationInfo`: what each check found. Read it after `state` and `result`, as
    /// [`verified`](Self::verified) does.
    pub authentication_info: Option<AuthenticationInfo>,
    /// `company`: the legacy form of `companyData`.
    pub company: Option<Company>,
    /// `companyData`
    pub company_data: Option<CompanyData>,
    /// `bioTokenData`: the process that it was compared with.
    pub bio_token_data: Option<BioTokenData>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(Process, "a process of the Web & SDK contract (a JSON object)", {
    id => "id",
    flow => "flow",
    callback_uri => "callbackUri",
    user_redirect_url => "userRedirectUrl",
    state => "state",
    result => "result",
    created_at => "createdAt",
    finished_at => "finishedAt",
    expires_at => "expiresAt",
    person => "person",
    purpose => "purpose",
    client_reference => "clientReference",
    use_case => "useCase",
    capacities => "capacities",
    token => "token",
    services => "services",
    authentication_info => "authenticationInfo",
    company => "company",
    company_data => "companyData",
    bio_token_data => "bioTokenData",
}, Process::foreign);

body!(Process);

impl Process {
    /// A process of the other contract has an `id` too, and tells by its `status` how far it has come.
    fn foreign(&self) -> Option<(&'static str, Message)> {
        (self.state.is_none() && self.extra.contains_key("status"))
            .then_some(("state", Message::Api))
    }

    /// A process that has its id and nothing else.
    #[must_use]
    pub fn new(id: impl Into<ProcessId>) -> Self {
        Self {
            id: id.into(),
            flow: None,
            callback_uri: None,
            user_redirect_url: None,
            state: None,
            result: None,
            created_at: None,
            finished_at: None,
            expires_at: None,
            person: None,
            purpose: None,
            client_reference: None,
            use_case: None,
            capacities: None,
            token: None,
            services: None,
            authentication_info: None,
            company: None,
            company_data: None,
            bio_token_data: None,
            extra: Map::new(),
        }
    }

    /// What happened, as the one `match` that most services write.
    #[must_use]
    pub fn outcome(&self) -> Outcome<'_> {
        Outcome::of(self)
    }

    /// **It opens the door to the details, may be inconclusive, and approves nobody**, unlike
    /// [`api::Process::verified`](crate::get_process::api::Process::verified), where identity verification said yes.
    ///
    /// The platform says that the process ran to its end with a result of OK, and here is what the checks found; what
    /// that is worth is for you to decide. A check says nothing where it is absent, `""` or `..._UNSPECIFIED`. It is
    /// `Some` only where
    ///
    /// - `state` is `PROCESS_STATE_FINISHED` and `result` is `PROCESS_RESULT_OK`,
    /// - `livenessResult` is `LIVENESS_RESULT_LIVE`,
    /// - `authenticationResult` says nothing (a flow of liveness alone), or is positive or inconclusive,
    /// - `identityFraudstersResult`, `trustResult`, `faceWithOtherIdResult` and `riskLevelResult` each say nothing
    ///   (`TRUST_RESULT_UNSPECIFIE` too, a published word cut short) or are inconclusive, and
    /// - `bioTokenEngineResult`, `smartRevalidationResult`, `idAgeResult` and `frictionlessResult` say nothing.
    ///
    /// Scores are not looked at, and neither are the members that this version does not know.
    ///
    /// The last four are checks of which no answer was ever seen, so each answer of theirs is an unknown word. **A
    /// process of the flows `idtoken...`, `idage...` and `idsmart` that used its check is therefore never verified by
    /// this version**: its outcome is [`Outcome::Unrecognized`], and you read the fields yourself.
    #[must_use]
    pub fn verified(&self) -> Option<&AuthenticationInfo> {
        match self.outcome() {
            Outcome::Ok(info) => Some(info),
            _ => None,
        }
    }
}
