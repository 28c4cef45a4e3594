//! `proptest` strategies for responses of the API contract, one for each [`Outcome`](crate::get_process::Outcome).
//!
//! A failing case shrinks to a simpler process with the same outcome. A function whose name ends with `_by` takes
//! criteria; the others use the default ones.

use alloc::string::ToString;
use alloc::vec::Vec;
use core::ops::RangeInclusive;

use proptest::arbitrary::any;
use proptest::option;
use proptest::prelude::Just;
use proptest::prop_oneof;
use proptest::sample::{Index, select};
use proptest::strategy::{BoxedStrategy, Strategy};

use crate::external::proptest1::letters;
use crate::get_process::api::{Process, Status};
use crate::get_process::{Check, Contract, Criteria};
use crate::testing::strategies::{Decisive, any_checks, documented, doubtful, failing, passing};
use crate::testing::webhook::PROCESS_ID;

/// Processes with any outcome; every outcome is equally likely.
pub fn process() -> BoxedStrategy<Process> {
    process_by(Criteria::DEFAULT)
}

/// Processes with any outcome under the criteria; every outcome is equally likely.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[track_caller]
pub fn process_by(criteria: &Criteria) -> BoxedStrategy<Process> {
    prop_oneof![
        verified_by(criteria),
        inconclusive_by(criteria),
        invalid_identity(),
        unanswered_by(criteria),
        canceled(),
        error(),
        unfinished(),
        unrecognized_by(criteria),
    ]
    .boxed()
}

/// Processes with the outcome [`Verified`](crate::get_process::Outcome::Verified).
pub fn verified() -> BoxedStrategy<Process> {
    verified_by(Criteria::DEFAULT)
}

/// Processes with the outcome [`Verified`](crate::get_process::Outcome::Verified) under the criteria.
///
/// # Panics
///
/// When the criteria verify no process: they accept no value of a required check.
#[track_caller]
pub fn verified_by(criteria: &Criteria) -> BoxedStrategy<Process> {
    processes(criteria, "verified", verifiable(criteria))
}

/// Processes with the outcome [`Inconclusive`](crate::get_process::Outcome::Inconclusive): an inconclusive check, an
/// alert, or a negative score.
pub fn inconclusive() -> BoxedStrategy<Process> {
    inconclusive_by(Criteria::DEFAULT)
}

/// Processes with the outcome [`Inconclusive`](crate::get_process::Outcome::Inconclusive) under the criteria.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[track_caller]
pub fn inconclusive_by(criteria: &Criteria) -> BoxedStrategy<Process> {
    let doubtful = doubtful(Contract::Api, criteria);
    let by_check = Decisive::with_one_of(verifiable(criteria), doubtful);
    let by_score = (verifiable(criteria), -100_i64..=-1).prop_map(|(mut process, score)| {
        process.rest.score = Some(score);
        process
    });
    processes(criteria, "inconclusive", prop_oneof![by_check, by_score])
}

/// Processes with the outcome [`InvalidIdentity`](crate::get_process::Outcome::InvalidIdentity): a check fails, and no
/// approval contradicts it.
pub fn invalid_identity() -> BoxedStrategy<Process> {
    let finished = any_process(Just(Status::Finished));
    let process = Decisive::with_one_of(finished, failing(Contract::Api));
    processes(Criteria::DEFAULT, "invalid_identity", process)
}

/// Processes with the outcome [`Unanswered`](crate::get_process::Outcome::Unanswered).
pub fn unanswered() -> BoxedStrategy<Process> {
    unanswered_by(Criteria::DEFAULT)
}

/// Processes with the outcome [`Unanswered`](crate::get_process::Outcome::Unanswered) under the criteria.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[track_caller]
pub fn unanswered_by(criteria: &Criteria) -> BoxedStrategy<Process> {
    let required = criteria.api_required().to_vec();
    let process = (verifiable(criteria), any::<Index>()).prop_map(move |(process, index)| {
        let check = index.get(&required);
        process.with(check, check.unspecified())
    });
    processes(criteria, "unanswered", process)
}

/// Processes with the outcome [`Canceled`](crate::get_process::Outcome::Canceled), whatever the check results are.
pub fn canceled() -> BoxedStrategy<Process> {
    in_status("canceled", Just(Status::Canceled))
}

/// Processes with the outcome [`Error`](crate::get_process::Outcome::Error), whatever the check results are.
pub fn error() -> BoxedStrategy<Process> {
    in_status("error", Just(Status::Error))
}

/// Processes with the outcome [`Unfinished`](crate::get_process::Outcome::Unfinished), whatever the check results are.
pub fn unfinished() -> BoxedStrategy<Process> {
    let status = select(&[Status::Processing, Status::Divergence][..]);
    in_status("unfinished", status)
}

/// Processes with the outcome [`Unrecognized`](crate::get_process::Outcome::Unrecognized): an unknown check, value or
/// status, or a contradiction.
pub fn unrecognized() -> BoxedStrategy<Process> {
    unrecognized_by(Criteria::DEFAULT)
}

/// Processes with the outcome [`Unrecognized`](crate::get_process::Outcome::Unrecognized) under the criteria.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[track_caller]
pub fn unrecognized_by(criteria: &Criteria) -> BoxedStrategy<Process> {
    let unknown_check = (verifiable(criteria), letters())
        .prop_map(|(process, name)| process.with(&["x", &name, "Result"].concat().into(), name));
    let known_checks: Vec<Check> = documented(Contract::Api).cloned().collect();
    let unknown_value = (verifiable(criteria), select(known_checks), 3_i64..1000)
        .prop_map(|(process, check, value)| process.with(&check, value.to_string()));
    let contradiction = (verifiable(criteria), select(failing(Contract::Api))).prop_map(
        |(process, (check, value))| {
            let process = process.with(&Check::IdCloud, "approved");
            match check {
                Check::IdCloud => process.with(&Check::UnicoId, "no"),
                check => process.with(&check, value),
            }
        },
    );
    let is_unknown = |status: &Status| !status.is_known();
    let unknown_status = any_process(any::<Status>().prop_filter("a known status", is_unknown));
    let process = prop_oneof![unknown_check, unknown_value, contradiction, unknown_status];
    processes(criteria, "unrecognized", process)
}

/// What decides about a process, apart from its checks.
#[derive(Clone, Debug)]
struct Rest {
    status: Status,
    score: Option<i64>,
}

/// What the criteria verify, with checks that are not required and pass too, and a score that is not negative.
#[track_caller]
fn verifiable(criteria: &Criteria) -> BoxedStrategy<Decisive<Rest>> {
    let _ = super::verified_by(PROCESS_ID, criteria);
    let rest = rest(Just(Status::Finished), 0..=100);
    passing(Contract::Api, criteria.api_required(), criteria, rest).boxed()
}

/// Documented values of the checks, and any score.
fn any_process(status: impl Strategy<Value = Status>) -> impl Strategy<Value = Decisive<Rest>> {
    any_checks(Contract::Api, rest(status, -100..=100))
}

fn rest(
    status: impl Strategy<Value = Status>,
    score: RangeInclusive<i64>,
) -> impl Strategy<Value = Rest> {
    (status, option::of(score)).prop_map(|(status, score)| Rest { status, score })
}

/// Any process with this status, and with the outcome that follows from it.
fn in_status(
    outcome: &'static str,
    status: impl Strategy<Value = Status> + 'static,
) -> BoxedStrategy<Process> {
    processes(Criteria::DEFAULT, outcome, any_process(status))
}

/// Any process in which this decides, and which has the outcome.
fn processes(
    criteria: &Criteria,
    outcome: &'static str,
    decisive: impl Strategy<Value = Decisive<Rest>> + 'static,
) -> BoxedStrategy<Process> {
    let criteria = criteria.clone();
    (any::<Process>(), decisive)
        .prop_map(|(other, Decisive { checks, rest })| {
            let decided = super::finished(other.id, checks);
            let mut process = Process {
                status: Some(rest.status),
                score: rest.score.map(Into::into),
                authenticated: other.authenticated.map(|_| true),
                government: other.government,
                has_biometry: other.has_biometry,
                ocr_code: other.ocr_code,
                document: other.document,
                process_additional_info: other.process_additional_info,
                extra: other.extra,
                ..decided
            };
            process.extra.extend(decided.extra);
            // A document with another CPF contradicts every verified outcome.
            let document = process.document.iter_mut();
            document.for_each(|document| document.cpf_match = document.cpf_match.map(|_| true));
            process
        })
        .prop_filter("another outcome", move |process| {
            process.outcome_by(&criteria).as_str() == outcome
        })
        .boxed()
}
