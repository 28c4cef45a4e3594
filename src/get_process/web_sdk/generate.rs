//! Answers of each outcome, and criteria, for tests.

use alloc::string::String;
use alloc::vec::Vec;

use super::authentication_info::AuthenticationInfo;
use super::check::Check;
use super::criteria::Criteria;
use super::process::{Process, Response};
use super::services::Services;
use super::words::{AuthenticationResult, LivenessResult, TrustResult};
use crate::get_process::process_result::ProcessResult;
use crate::process::{Flow, ProcessState};
use crate::wire::generate::{Choices, Generate, arbitrary};

/// An answer of any outcome.
pub(crate) fn response(choices: &mut Choices<'_>) -> Response {
    const OUTCOMES: [fn(&mut Choices<'_>) -> Response; 9] = [
        verified,
        finished,
        unanswered,
        expired,
        invalid_identity,
        error,
        failed,
        unfinished,
        unrecognized,
    ];
    let outcome = choices.one_of(&OUTCOMES).copied().unwrap_or(verified);
    outcome(choices)
}

/// A process that the documented criteria verify.
pub(crate) fn verified(choices: &mut Choices<'_>) -> Response {
    let choices = &mut choices.without_results();
    let mut process = with_result(ProcessResult::Ok, choices);
    let decided = Flow::KNOWN.iter().filter(|flow| is_decided(flow));
    let flows: Vec<&Flow> = decided.collect();
    process.flow = choices.one_of(&flows).map(|flow| (*flow).clone());
    process.authentication_info = Some(all_yes(choices));
    if let Some(services) = &mut process.services {
        agree_on_cpf(services);
    }
    Response::new(process)
}

/// A process of which a required check did not answer.
pub(crate) fn unanswered(choices: &mut Choices<'_>) -> Response {
    let mut response = verified(choices);
    let process = &mut response.process;
    match choices.below(3) {
        // Flows that require a check of which no word is known.
        0 => process.flow = Some(Flow::IdToken),
        1 => process.flow = Some(Flow::IdAge),
        _ => {
            if let Some(info) = &mut process.authentication_info {
                info.liveness_result = choices.flip().then_some(LivenessResult::Unspecified);
            }
        }
    }
    response
}

/// A process that is neither a yes nor a no: an inconclusive check, an alert, or a flow that is not known.
pub(crate) fn finished(choices: &mut Choices<'_>) -> Response {
    let mut response = verified(choices);
    let process = &mut response.process;
    match (choices.below(3), &mut process.authentication_info) {
        (0, Some(info)) => info.authentication_result = Some(AuthenticationResult::Inconclusive),
        (1, Some(info)) => info.identity_fraudsters_result = Some(TrustResult::Yes),
        _ => process.flow = Some("flowOfTomorrow".into()),
    }
    response
}

pub(crate) fn expired(choices: &mut Choices<'_>) -> Response {
    Response::new(with_result(ProcessResult::Expired, choices))
}

pub(crate) fn invalid_identity(choices: &mut Choices<'_>) -> Response {
    Response::new(with_result(ProcessResult::InvalidIdentity, choices))
}

pub(crate) fn error(choices: &mut Choices<'_>) -> Response {
    Response::new(with_result(ProcessResult::Error, choices))
}

pub(crate) fn failed(choices: &mut Choices<'_>) -> Response {
    without_result(ProcessState::Failed, choices)
}

pub(crate) fn unfinished(choices: &mut Choices<'_>) -> Response {
    without_result(ProcessState::Created, choices)
}

/// A process of an unknown state or result, or an OK that something else contradicts.
pub(crate) fn unrecognized(choices: &mut Choices<'_>) -> Response {
    let mut response = verified(choices);
    let process = &mut response.process;
    match (choices.below(7), &mut process.authentication_info) {
        (0, Some(info)) => info.liveness_result = Some(LivenessResult::NotLive),
        (1, Some(info)) => info.authentication_result = Some(AuthenticationResult::Negative),
        (2, Some(info)) => info.id_age_result = Some("ID_AGE_RESULT_OF_TOMORROW".into()),
        (3, Some(info)) => {
            info.extra
                .insert("checkOfTomorrowResult".into(), "NO".into());
        }
        (4, _) => {
            process
                .extra
                .insert("checkOfTomorrowResult".into(), "NO".into());
        }
        (5, _) => process.result = Some("PROCESS_RESULT_OF_TOMORROW".into()),
        _ => process.state = Some("PROCESS_STATE_OF_TOMORROW".into()),
    }
    response
}

fn with_result(result: ProcessResult, choices: &mut Choices<'_>) -> Process {
    let mut process = Process::generate(choices);
    process.state = Some(ProcessState::Finished);
    process.result = Some(result);
    process
}

fn without_result(state: ProcessState, choices: &mut Choices<'_>) -> Response {
    let mut process = Process::generate(choices);
    process.state = Some(state);
    process.result = choices.flip().then_some(ProcessResult::Unspecified);
    Response::new(process)
}

/// Whether the documented criteria can verify a process of the flow.
fn is_decided(flow: &Flow) -> bool {
    let is_decided = |check: &Check| matches!(check, Check::Liveness | Check::Authentication);
    Criteria::DEFAULT
        .required(flow)
        .is_some_and(|checks| checks.iter().all(is_decided))
}

/// Every check that answered with a word did so with a yes.
fn all_yes(choices: &mut Choices<'_>) -> AuthenticationInfo {
    let mut info = AuthenticationInfo::generate(choices);
    info.liveness_result = Some(LivenessResult::Live);
    info.authentication_result = Some(AuthenticationResult::Positive);
    info.bio_token_engine_result = silent(info.bio_token_engine_result);
    info.smart_revalidation_result = silent(info.smart_revalidation_result);
    info.id_age_result = silent(info.id_age_result);
    info.frictionless_result = silent(info.frictionless_result);
    for alert in [
        &mut info.identity_fraudsters_result,
        &mut info.trust_result,
        &mut info.face_with_other_id_result,
        &mut info.risk_level_result,
    ] {
        *alert = match choices.below(3) {
            0 => None,
            1 => Some(TrustResult::Unspecified),
            _ => Some(TrustResult::Inconclusive),
        };
    }
    info
}

/// An answer of a check of which no word is known: that it did not.
fn silent<T: for<'a> From<&'a str>>(word: Option<T>) -> Option<T> {
    word.map(|_| "CHECK_RESULT_UNSPECIFIED".into())
}

fn agree_on_cpf(services: &mut Services) {
    let services = match services {
        Services::List(list) => list.as_mut_slice(),
        Services::Named(named) => named.docs.as_mut_slice(),
    };
    let documents = services
        .iter_mut()
        .filter_map(|service| service.documents.as_mut());
    for document in documents.flatten() {
        document.cpf_match = document.cpf_match.and(Some(true));
    }
}

impl Generate for Criteria {
    fn generate(choices: &mut Choices<'_>) -> Self {
        let mut criteria = Self::default();
        for _ in 0..choices.below(4) {
            let words: Vec<String> = Vec::generate(choices);
            let accepted = criteria.clone().accept(Check::generate(choices), words);
            criteria = accepted.unwrap_or(criteria);
        }
        for _ in 0..choices.below(4) {
            let checks: Vec<Check> = Vec::generate(choices);
            let required = criteria.clone().require(Flow::generate(choices), checks);
            criteria = required.unwrap_or(criteria);
        }
        criteria
    }
}

arbitrary!(Criteria);
