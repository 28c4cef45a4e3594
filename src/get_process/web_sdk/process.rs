//! The response, and the process in it.

use alloc::string::String;
use alloc::vec::Vec;
use core::str::FromStr;

use serde_json::Map;

use super::authentication_info::AuthenticationInfo;
use super::company::{BioTokenData, Company, CompanyData};
use super::person::Person;
use super::services::Services;
use super::values::Capacity;
use crate::get_process::MESSAGE;
use crate::get_process::process_result::ProcessResult;
use crate::get_process::sensitive::Sensitive;
use crate::get_process::timestamp::Timestamp;
use crate::process::{Flow, ProcessId, ProcessState};
use crate::wire::error::ReadError;
use crate::wire::object::open_object;
use crate::wire::other_message::OtherMessage;
use crate::wire::unknown::UnknownValue;

open_object! {
    /// The response of `GET /client/v1/process/{id}`: a wrapper around the process.
    ///
    /// ```
    /// use idcloud_types::get_process::Outcome;
    /// use idcloud_types::get_process::web_sdk::Response;
    ///
    /// let body = br#"{"process":{
    ///     "id": "8263a268-5388-492a-bca2-28e1ff4a69f0",
    ///     "state": "PROCESS_STATE_CREATED",
    ///     "memberOfTomorrow": 1
    /// }}"#;
    /// let response = Response::from_slice(body)?;
    /// assert_eq!(response.outcome(), Outcome::Unfinished);
    /// assert_eq!(response.process.extra["memberOfTomorrow"], 1);
    /// # Ok::<(), idcloud_types::ReadError>(())
    /// ```
    #[derive(Clone, PartialEq, Eq)]
    pub struct Response {
        /// The process.
        process: Process = "process",
    }
    other_message = OtherMessage::recognize;
}

impl Response {
    #[doc = include_str!("../../wire/from_slice.md")]
    pub fn from_slice(body: &[u8]) -> Result<Self, ReadError> {
        ReadError::read_slice(body, MESSAGE)
    }

    /// Lists every value, member and JSON type that this version does not know, with its path.
    #[must_use]
    pub fn unknown_values(&self) -> Vec<UnknownValue> {
        UnknownValue::list(self)
    }

    /// Creates a response that contains only this process.
    #[must_use]
    pub fn new(process: Process) -> Self {
        Self {
            process,
            extra: Map::new(),
        }
    }
}

impl FromStr for Response {
    type Err = ReadError;

    fn from_str(body: &str) -> Result<Self, Self::Err> {
        ReadError::read_str(body, MESSAGE)
    }
}

open_object! {
    /// A process of the Web & SDK contract: the content of a [`Response`]. It can also be read without that wrapper.
    ///
    /// A body without `state` and with a `status` is a response of the other contract, and can't be read as this one.
    ///
    /// Read it in the documented order with [`Response::outcome`], or build one in a test:
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::{Process, Response};
    /// use idcloud_types::get_process::{Outcome, ProcessResult};
    /// use idcloud_types::{ProcessId, ProcessState};
    ///
    /// let id: ProcessId = "8263a268-5388-492a-bca2-28e1ff4a69f0".parse()?;
    /// let mut process = Process::new(id);
    /// process.state = Some(ProcessState::Finished);
    /// process.result = Some(ProcessResult::Expired);
    /// assert_eq!(Response::new(process).outcome(), Outcome::Expired);
    /// # Ok::<(), idcloud_types::ProcessIdError>(())
    /// ```
    #[derive(Clone, PartialEq, Eq)]
    pub struct Process {
        /// The id of the requested process. It is the only required member.
        id: ProcessId = "id",
        /// The product flow of the process.
        flow: Option<Flow> = "flow",
        /// The URL that the user is sent to at the end. It is your own URL, and only as secret as you made it.
        callback_uri: Option<Sensitive<String>> = "callbackUri",
        /// The URL where the user goes through the process. Anyone who has the URL can do so.
        user_redirect_url: Option<Sensitive<String>> = "userRedirectUrl",
        /// How far the process has got.
        state: Option<ProcessState> = "state",
        /// How the process ended, once `state` is `PROCESS_STATE_FINISHED`.
        result: Option<ProcessResult> = "result",
        /// When the process was created.
        created_at: Option<Timestamp> = "createdAt",
        /// When the process ended; absent before that, and in some examples.
        finished_at: Option<Timestamp> = "finishedAt",
        /// When the process expires or expired (inferred).
        expires_at: Option<Timestamp> = "expiresAt",
        /// The person whom the process verifies.
        person: Option<Person> = "person",
        /// Why the process was created. The pages document different values for requests and responses, so it is a
        /// plain string.
        purpose: Option<String> = "purpose",
        /// Your own reference, which may name a person.
        client_reference: Option<Sensitive<String>> = "clientReference",
        /// The use case of a smart revalidation. The pages document different values for requests and responses, so it
        /// is a plain string.
        use_case: Option<String> = "useCase",
        /// The capabilities that the process used.
        capacities: Option<Vec<Capacity>> = "capacities",
        /// A signed token, or `""`.
        token: Option<Sensitive<String>> = "token",
        /// Documents and signatures. They may arrive after the process has ended.
        services: Option<Services> = "services",
        /// The results of the checks. Read them after `state` and `result`, as [`Response::outcome`] does.
        authentication_info: Option<AuthenticationInfo> = "authenticationInfo",
        /// The company that the process belongs to, in the legacy form.
        company: Option<Company> = "company",
        /// The company that the process belongs to, in the current form.
        company_data: Option<CompanyData> = "companyData",
        /// The process that this one was compared with.
        bio_token_data: Option<BioTokenData> = "bioTokenData",
    }
    other_message = OtherMessage::recognize;
    refused = Process::other_contract;
}

impl Process {
    #[doc = include_str!("../../wire/from_slice.md")]
    pub fn from_slice(body: &[u8]) -> Result<Self, ReadError> {
        ReadError::read_slice(body, MESSAGE)
    }

    /// Lists every value, member and JSON type that this version does not know, with its path.
    #[must_use]
    pub fn unknown_values(&self) -> Vec<UnknownValue> {
        UnknownValue::list(self)
    }

    /// A process of the other contract has an `id` too, and a `status` instead of a `state`.
    fn other_contract(&self) -> Option<(&'static str, OtherMessage)> {
        let has = |name| self.extra.contains_key(name);
        (self.state.is_none() && !has("state") && has("status"))
            .then_some(("state", OtherMessage::Api))
    }

    /// Creates a process that contains only its id.
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
}

impl FromStr for Process {
    type Err = ReadError;

    fn from_str(body: &str) -> Result<Self, Self::Err> {
        ReadError::read_str(body, MESSAGE)
    }
}
