//! `proptest` strategies for responses of the Web & SDK contract, one for each
//! [`Outcome`](crate::get_process::Outcome).
//!
//! A failing case shrinks to a simpler response with the same outcome. A function whose name ends with `_by` takes
//! criteria; the others use the default ones.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use proptest::arbitrary::any;
use proptest::option;
use proptest::prelude::Just;
use proptest::prop_oneof;
use proptest::sample::{Index, select};
use proptest::strategy::{BoxedStrategy, Strategy, Union};

use crate::external::proptest1::letters;
use crate::get_process::web_sdk::{AuthenticationInfo, Response, ScoreEnabled, ScoreEngineResult};
use crate::get_process::{Check, Contract, Criteria, ProcessResult};
use crate::process::{Flow, ProcessState};
use crate::testing::strategies::{Decisive, any_checks, documented, doubtful, failing, passing};
use crate::testing::webhook::PROCESS_ID;

/// Responses with any outcome; every outcome is equally likely.
pub fn response() -> BoxedStrategy<Response> {
    response_by(Criteria::DEFAULT)
}

/// Responses with any outcome under the criteria; every outcome is equally likely.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[track_caller]
pub fn response_by(criteria: &Criteria) -> BoxedStrategy<Response> {
    prop_oneof![
        verified_by(criteria),
        inconclusive_by(criteria),
        invalid_identity(),
        unanswered_by(criteria),
        expired(),
        canceled(),
        error(),
        failed(),
        unfinished(),
        unrecognized_by(criteria),
    ]
    .boxed()
}

/// Responses with the outcome [`Verified`](crate::get_process::Outcome::Verified), in any flow that can be verified
/// under the default criteria.
pub fn verified() -> BoxedStrategy<Response> {
    verified_by(Criteria::DEFAULT)
}

/// Responses with the outcome [`Verified`](crate::get_process::Outcome::Verified) under the criteria, in any flow that
/// can be verified under them.
///
/// # Panics
///
/// When the criteria verify no flow.
#[track_caller]
pub fn verified_by(criteria: &Criteria) -> BoxedStrategy<Response> {
    responses(criteria, "verified", verifiable(criteria))
}

/// Responses with the outcome [`Inconclusive`](crate::get_process::Outcome::Inconclusive): an inconclusive check, an
/// alert, or a negative score.
pub fn inconclusive() -> BoxedStrategy<Response> {
    inconclusive_by(Criteria::DEFAULT)
}

/// Responses with the outcome [`Inconclusive`](crate::get_process::Outcome::Inconclusive) under the criteria.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[track_caller]
pub fn inconclusive_by(criteria: &Criteria) -> BoxedStrategy<Response> {
    let doubtful = doubtful(Contract::WebSdk, criteria);
    let by_check = Decisive::with_one_of(verifiable(criteria), doubtful);
    let by_score = (verifiable(criteria), -100_i64..=-1).prop_map(|(mut process, score)| {
        process.rest.score = Some((ScoreEnabled::True, score));
        process
    });
    responses(criteria, "inconclusive", prop_oneof![by_check, by_score])
}

/// Responses with the outcome [`InvalidIdentity`](crate::get_process::Outcome::InvalidIdentity), whatever the check
/// results are.
pub fn invalid_identity() -> BoxedStrategy<Response> {
    ended("invalid_identity", ProcessResult::InvalidIdentity)
}

/// Responses with the outcome [`Unanswered`](crate::get_process::Outcome::Unanswered).
pub fn unanswered() -> BoxedStrategy<Response> {
    unanswered_by(Criteria::DEFAULT)
}

/// Responses with the outcome [`Unanswered`](crate::get_process::Outcome::Unanswered) under the criteria.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[track_caller]
pub fn unanswered_by(criteria: &Criteria) -> BoxedStrategy<Response> {
    let known = criteria.clone();
    let process = (verifiable(criteria), any::<Index>(), any::<bool>());
    let process = process.prop_map(move |(process, index, is_absent)| {
        let flow = process.rest.flow.as_ref();
        let required = flow.and_then(|flow| known.required(flow));
        match required {
            // Criteria require at least one check.
            Some(required) => {
                let check = index.get(required);
                let value = if is_absent {
                    String::new()
                } else {
                    check.unspecified()
                };
                process.with(check, value)
            }
            None => process,
        }
    });
    responses(criteria, "unanswered", process)
}

/// Responses with the outcome [`Expired`](crate::get_process::Outcome::Expired), whatever the check results are.
pub fn expired() -> BoxedStrategy<Response> {
    ended("expired", ProcessResult::Expired)
}

/// Responses with the outcome [`Canceled`](crate::get_process::Outcome::Canceled).
pub fn canceled() -> BoxedStrategy<Response> {
    in_state("canceled", ProcessState::Canceled, without_result())
}

/// Responses with the outcome [`Error`](crate::get_process::Outcome::Error), whatever the check results are.
pub fn error() -> BoxedStrategy<Response> {
    ended("error", ProcessResult::Error)
}

/// Responses with the outcome [`Failed`](crate::get_process::Outcome::Failed).
pub fn failed() -> BoxedStrategy<Response> {
    let result = prop_oneof![without_result(), Just(Some(ProcessResult::Error))];
    in_state("failed", ProcessState::Failed, result)
}

/// Responses with the outcome [`Unfinished`](crate::get_process::Outcome::Unfinished).
pub fn unfinished() -> BoxedStrategy<Response> {
    in_state("unfinished", ProcessState::Created, without_result())
}

/// Responses with the outcome [`Unrecognized`](crate::get_process::Outcome::Unrecognized): an unknown check, value,
/// flow, state or result, or a contradiction.
pub fn unrecognized() -> BoxedStrategy<Response> {
    unrecognized_by(Criteria::DEFAULT)
}

/// Responses with the outcome [`Unrecognized`](crate::get_process::Outcome::Unrecognized) under the criteria.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[track_caller]
pub fn unrecognized_by(criteria: &Criteria) -> BoxedStrategy<Response> {
    let known_checks: Vec<Check> = documented(Contract::WebSdk).cloned().collect();
    let unknown_check = (verifiable(criteria), letters()).prop_map(|(process, name)| {
        let check = ["x", &name, "Result"].concat();
        let value = [&name, "_RESULT_CLEAR"].concat();
        process.with(&check.into(), value)
    });
    let unknown_value = (verifiable(criteria), select(known_checks), letters()).prop_map(
        |(process, check, letters)| {
            let unspecified = check.unspecified();
            let prefix = unspecified.trim_end_matches("UNSPECIFIED");
            process.with(&check, [prefix, &letters].concat())
        },
    );
    let contradiction = Decisive::with_one_of(verifiable(criteria), failing(Contract::WebSdk));
    let flow = option::of(letters().prop_map(Flow::from));
    let unknown_flow = (verifiable(criteria), flow).prop_map(|(mut process, flow)| {
        process.rest.flow = flow;
        process
    });
    let other_pair = any_process(any::<ProcessState>(), option::of(any::<ProcessResult>()));
    let process = prop_oneof![
        unknown_check,
        unknown_value,
        contradiction,
        unknown_flow,
        other_pair,
    ];
    responses(criteria, "unrecognized", process)
}

/// What decides about a response, apart from its checks.
#[derive(Clone, Debug)]
struct Rest {
    flow: Option<Flow>,
    state: ProcessState,
    result: Option<ProcessResult>,
    score: Option<(ScoreEnabled, i64)>,
}

/// What the criteria verify, with checks that are not required and pass too, and a score that does not count or is not
/// negative.
#[track_caller]
fn verifiable(criteria: &Criteria) -> BoxedStrategy<Decisive<Rest>> {
    let written = criteria.written_requires().keys();
    let flows: BTreeSet<&Flow> = Flow::KNOWN.iter().chain(written).collect();
    let is_verified = |flow: &Flow, required: &[Check]| {
        let value = |check: &Check| Some((check.clone(), criteria.accepted(check).next()?));
        let values: Option<Vec<_>> = required.iter().map(value).collect();
        values.is_some_and(|values| {
            let response = super::finished(PROCESS_ID, flow.clone(), values);
            response.verified_by(criteria).is_some()
        })
    };
    // One strategy for all flows that require the same.
    let mut groups: BTreeMap<&[Check], Vec<Flow>> = BTreeMap::new();
    for flow in flows {
        match criteria.required(flow) {
            Some(required) if is_verified(flow, required) => {
                groups.entry(required).or_default().push(flow.clone());
            }
            _ => {}
        }
    }
    assert!(!groups.is_empty(), "the criteria verify no flow");
    Union::new(groups.into_iter().map(|(required, flows)| {
        let score = option::of(prop_oneof![
            (select(ScoreEnabled::KNOWN), 0_i64..=100),
            (Just(ScoreEnabled::False), -100_i64..=100),
        ]);
        let rest = (select(flows), score).prop_map(|(flow, score)| Rest {
            flow: Some(flow),
            state: ProcessState::Finished,
            result: Some(ProcessResult::Ok),
            score,
        });
        passing(Contract::WebSdk, required, criteria, rest)
    }))
    .boxed()
}

/// A process that ended with a result, whatever the check results are.
fn ended(outcome: &'static str, result: ProcessResult) -> BoxedStrategy<Response> {
    in_state(outcome, ProcessState::Finished, Just(Some(result)))
}

/// A process in this state with one of these results, and with the outcome that follows from both.
fn in_state(
    outcome: &'static str,
    state: ProcessState,
    result: impl Strategy<Value = Option<ProcessResult>> + 'static,
) -> BoxedStrategy<Response> {
    responses(Criteria::DEFAULT, outcome, any_process(Just(state), result))
}

/// No result, in each spelling.
fn without_result() -> impl Strategy<Value = Option<ProcessResult>> + 'static {
    let spellings: [Option<ProcessResult>; 3] =
        [None, Some("".into()), Some(ProcessResult::Unspecified)];
    select(spellings.to_vec())
}

/// Any flow, documented values of the checks, and any score.
fn any_process(
    state: impl Strategy<Value = ProcessState>,
    result: impl Strategy<Value = Option<ProcessResult>>,
) -> impl Strategy<Value = Decisive<Rest>> {
    let score = option::of((any::<ScoreEnabled>(), -100_i64..=100));
    let rest = (option::of(any::<Flow>()), state, result, score);
    let rest = rest.prop_map(|(flow, state, result, score)| Rest {
        flow,
        state,
        result,
        score,
    });
    any_checks(Contract::WebSdk, rest)
}

/// Any response in which this decides, and which has the outcome.
fn responses(
    criteria: &Criteria,
    outcome: &'static str,
    decisive: impl Strategy<Value = Decisive<Rest>> + 'static,
) -> BoxedStrategy<Response> {
    let criteria = criteria.clone();
    (any::<Response>(), decisive)
        .prop_map(|(mut response, Decisive { checks, rest })| {
            let process = &mut response.process;
            process.flow = rest.flow;
            process.state = Some(rest.state);
            process.result = rest.result;
            let other = process.authentication_info.take();
            let mut info = super::authentication_info(checks);
            if let Some(other) = other {
                info = AuthenticationInfo {
                    authentication_id: other.authentication_id,
                    serpro_result: other.serpro_result,
                    ..info
                };
            }
            info.score_engine_result = rest.score.map(|(enabled, score)| ScoreEngineResult {
                score_enabled: Some(enabled),
                ..super::score(score)
            });
            process.authentication_info = Some(info);
            response
        })
        .prop_filter("another outcome", move |response| {
            response.outcome_by(&criteria).as_str() == outcome
        })
        .boxed()
}
