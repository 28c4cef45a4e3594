//! Responses of the Web & SDK contract: the documented bodies, and a fixture for each outcome.
//!
//! A fixture takes the process id and the flow; one whose name ends with `_by` takes criteria too. To build any other
//! response, start from a fixture and set the public fields.
//!
//! ```
//! use idcloud_types::Flow;
//! use idcloud_types::get_process::Criteria;
//! use idcloud_types::testing::web_sdk;
//! use idcloud_types::testing::webhook::PROCESS_ID;
//!
//! assert!(web_sdk::verified(PROCESS_ID, Flow::Id).verified().is_some());
//! assert!(web_sdk::expired(PROCESS_ID, Flow::Id).outcome().is_expired());
//!
//! // The criteria that the service is configured with:
//! let criteria: Criteria = toml::from_str(r#"
//!     [accepts]
//!     bioTokenEngineResult = ["BIO_TOKEN_ENGINE_RESULT_YES"]
//! "#)?;
//! let verified = web_sdk::verified_by(PROCESS_ID, Flow::IdToken, &criteria);
//! assert!(verified.verified_by(&criteria).is_some());
//! assert!(verified.outcome().is_unrecognized());
//! let unanswered = web_sdk::unanswered_by(PROCESS_ID, Flow::IdToken, &criteria);
//! assert!(unanswered.outcome_by(&criteria).is_unanswered());
//! # Ok::<(), toml::de::Error>(())
//! ```

use alloc::string::ToString;
use alloc::vec::Vec;

use serde_json::Value;

use crate::get_process::web_sdk::{
    AuthenticationInfo, AuthenticationResult, Process, Response, ScoreEnabled, ScoreEngineResult,
};
use crate::get_process::{Check, Criteria, ProcessResult};
use crate::process::{Flow, ProcessId, ProcessState};

#[cfg(feature = "proptest1")]
pub mod strategies;

/// The current page's example. As published, it is cut off inside `bioTokenData`, and the rest is missing.
pub const CURRENT: &str =
    include_str!("../../examples/payloads/getprocess-web-sdk-current-cut.json");

/// A process of the flow `idlive`, from an older page that dates it 2024-12-23. The example is complete, but one of its
/// values is cut short: `TRUST_RESULT_UNSPECIFIE`.
pub const LIVENESS: &str =
    include_str!("../../examples/payloads/getprocess-web-sdk-idlive-2024-12.json");

/// A process with documents, from a page dated 2025. As published, it is cut off inside the document's data, and the
/// rest is missing.
pub const DOCUMENTS: &str =
    include_str!("../../examples/payloads/getprocess-web-sdk-idunicosign-2025-cut.json");

/// Bodies of HTTP errors, each with its cause. Each can be read as an [`ErrorBody`](crate::get_process::ErrorBody) with
/// a message.
pub const ERRORS: &[(&str, &str)] = &[
    (
        "a malformed id",
        r#"{"code":3,"message":"process id is invalid"}"#,
    ),
    (
        "no such process",
        r#"{"code":5,"message":"error getting process: rpc error: code = NotFound desc = process not found"}"#,
    ),
    (
        "an internal failure",
        r#"{"code":99999,"message":"Internal failure! Try again later"}"#,
    ),
    (
        "not a token",
        r#"{"message":"Jwt header is an invalid JSON"}"#,
    ),
    ("an expired token", r#"{"message":"Jwt is expired"}"#),
];

/// Bodies that can't be read as a [`Response`], each with its defect. Reading one must return a
/// [`ReadError`](crate::ReadError).
pub const MALFORMED: &[(&str, &[u8])] = &[
    ("empty", b""),
    ("not JSON", b"<html>Bad Gateway</html>"),
    ("not UTF-8", b"{\"process\":{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"purpose\":\"\xFF\"}}"),
    ("cut short", b"{\"process\":{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"state\":\"PROC"),
    ("a byte-order mark", b"\xEF\xBB\xBF{\"process\":{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\"}}"),
    ("text after it", b"{\"process\":{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\"}} ok"),
    ("null", b"null"),
    ("an array", b"[{\"process\":{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\"}}]"),
    ("an empty object", b"{}"),
    ("no id", b"{\"process\":{\"state\":\"PROCESS_STATE_FINISHED\",\"result\":\"PROCESS_RESULT_OK\"}}"),
    ("id is not a UUID", b"{\"process\":{\"id\":\"8263\"}}"),
    (
        "a repeated member",
        b"{\"process\":{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"state\":\"\",\"state\":\"\"}}",
    ),
    ("a process without its wrapper", b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"state\":\"\"}"),
    ("a response of the API contract", b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"status\":3}"),
    ("the body of an HTTP error", b"{\"code\":5,\"message\":\"process not found\"}"),
];

/// A finished process with `result` = `PROCESS_RESULT_OK`, whose checks have these values.
///
/// ```
/// use idcloud_types::get_process::Check;
/// use idcloud_types::testing::{web_sdk, webhook::PROCESS_ID};
///
/// let results = [("livenessResult", "LIVENESS_RESULT_LIVE"), ("tomorrowResult", "TOMORROW_RESULT_CLEAR")];
/// let response = web_sdk::finished(PROCESS_ID, "idlive", results);
/// assert_eq!(response.checks()[1].check(), &Check::from("tomorrowResult"));
/// ```
#[must_use]
pub fn finished<C: AsRef<str>, V: AsRef<str>>(
    id: ProcessId,
    flow: impl Into<Flow>,
    results: impl IntoIterator<Item = (C, V)>,
) -> Response {
    let mut response = ended(id, flow.into(), ProcessResult::Ok);
    response.process.authentication_info = Some(authentication_info(results));
    response
}

/// A process that is verified under the default criteria.
///
/// # Panics
///
/// When the default criteria verify no process of the flow.
#[must_use]
#[track_caller]
pub fn verified(id: ProcessId, flow: impl Into<Flow>) -> Response {
    verified_by(id, flow, Criteria::DEFAULT)
}

/// A process that passes every check that the criteria require of its flow.
///
/// # Panics
///
/// When these criteria verify no process of the flow: its required checks are not known, or one has no accepted value.
#[must_use]
#[track_caller]
pub fn verified_by(id: ProcessId, flow: impl Into<Flow>, criteria: &Criteria) -> Response {
    let flow = flow.into();
    let results = passing(&flow, criteria);
    let response = finished(id, flow, results);
    let outcome = response.outcome_by(criteria);
    assert!(
        outcome.is_verified(),
        "the criteria verify no process of the flow: {outcome}"
    );
    response
}

/// A process that is verified under the default criteria, except for an inconclusive identity verification and a
/// negative score.
///
/// # Panics
///
/// For the same reasons as [`verified`].
#[must_use]
#[track_caller]
pub fn inconclusive(id: ProcessId, flow: impl Into<Flow>) -> Response {
    inconclusive_by(id, flow, Criteria::DEFAULT)
}

/// A [verified](verified_by) process, but with an inconclusive identity verification and a negative score.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[must_use]
#[track_caller]
pub fn inconclusive_by(id: ProcessId, flow: impl Into<Flow>, criteria: &Criteria) -> Response {
    let mut response = verified_by(id, flow, criteria);
    let info = response.process.authentication_info.get_or_insert_default();
    info.authentication_result = Some(AuthenticationResult::Inconclusive);
    info.score_engine_result = Some(score(-40));
    response
}

/// A process that is verified under the default criteria, except for an alert about the person.
///
/// # Panics
///
/// For the same reasons as [`verified`].
#[must_use]
#[track_caller]
pub fn alert(id: ProcessId, flow: impl Into<Flow>) -> Response {
    alert_by(id, flow, Criteria::DEFAULT)
}

/// A [verified](verified_by) process, but with an alert about the person.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[must_use]
#[track_caller]
pub fn alert_by(id: ProcessId, flow: impl Into<Flow>, criteria: &Criteria) -> Response {
    let mut response = verified_by(id, flow, criteria);
    let info = response.process.authentication_info.get_or_insert_default();
    info.identity_fraudsters_result = Some("TRUST_RESULT_YES".into());
    response
}

/// A process that is verified under the default criteria, except that the first check has no result.
///
/// # Panics
///
/// For the same reasons as [`verified`].
#[must_use]
#[track_caller]
pub fn unanswered(id: ProcessId, flow: impl Into<Flow>) -> Response {
    unanswered_by(id, flow, Criteria::DEFAULT)
}

/// A [verified](verified_by) process, but without a result for the first check.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[must_use]
#[track_caller]
pub fn unanswered_by(id: ProcessId, flow: impl Into<Flow>, criteria: &Criteria) -> Response {
    let flow = flow.into();
    let mut results = passing(&flow, criteria);
    let first = results.first().map(|(check, _)| check.clone());
    results.retain(|(check, _)| Some(check) != first.as_ref());
    finished(id, flow, results)
}

/// A process that is verified under the default criteria, except for a check that this version does not know.
///
/// # Panics
///
/// For the same reasons as [`verified`].
#[must_use]
#[track_caller]
pub fn unrecognized(id: ProcessId, flow: impl Into<Flow>) -> Response {
    unrecognized_by(id, flow, Criteria::DEFAULT)
}

/// A [verified](verified_by) process, but with a check that neither this version nor the criteria know.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[must_use]
#[track_caller]
pub fn unrecognized_by(id: ProcessId, flow: impl Into<Flow>, criteria: &Criteria) -> Response {
    let mut response = verified_by(id, flow, criteria);
    let info = response.process.authentication_info.get_or_insert_default();
    let value = "CHECK_OF_TOMORROW_RESULT_CLEAR".into();
    info.extra.insert("checkOfTomorrowResult".into(), value);
    response
}

/// A process for a living person whose face is not the holder's.
#[must_use]
pub fn invalid_identity(id: ProcessId, flow: impl Into<Flow>) -> Response {
    let mut response = ended(id, flow.into(), ProcessResult::InvalidIdentity);
    response.process.authentication_info = Some(AuthenticationInfo {
        liveness_result: Some("LIVENESS_RESULT_LIVE".into()),
        authentication_result: Some(AuthenticationResult::Negative),
        ..AuthenticationInfo::default()
    });
    response
}

/// A process that expired.
#[must_use]
pub fn expired(id: ProcessId, flow: impl Into<Flow>) -> Response {
    ended(id, flow.into(), ProcessResult::Expired)
}

/// A process that was canceled.
#[must_use]
pub fn canceled(id: ProcessId, flow: impl Into<Flow>) -> Response {
    in_state(id, flow.into(), ProcessState::Canceled)
}

/// A finished process whose result could not be determined.
#[must_use]
pub fn error(id: ProcessId, flow: impl Into<Flow>) -> Response {
    ended(id, flow.into(), ProcessResult::Error)
}

/// A process that could not be completed.
#[must_use]
pub fn failed(id: ProcessId, flow: impl Into<Flow>) -> Response {
    in_state(id, flow.into(), ProcessState::Failed)
}

/// A process that has not ended.
#[must_use]
pub fn unfinished(id: ProcessId, flow: impl Into<Flow>) -> Response {
    in_state(id, flow.into(), ProcessState::Created)
}

/// The checks that the criteria require of the flow, each with a value that they accept.
#[track_caller]
#[expect(
    clippy::panic,
    reason = "there is no such process, and the test is wrong"
)]
fn passing<'c>(flow: &Flow, criteria: &'c Criteria) -> Vec<(Check, &'c str)> {
    let Some(required) = criteria.required(flow) else {
        panic!("the required checks of the flow {flow:?} are not known");
    };
    super::passing(required, criteria)
}

#[expect(clippy::expect_used, reason = "members of another type are read too")]
fn authentication_info<C: AsRef<str>, V: AsRef<str>>(
    results: impl IntoIterator<Item = (C, V)>,
) -> AuthenticationInfo {
    let members = results.into_iter().map(|(check, value)| {
        (
            check.as_ref().to_string(),
            Value::String(value.as_ref().to_string()),
        )
    });
    let info = serde_json::from_value(members.collect());
    info.expect("an object of strings is read")
}

fn score(score: i64) -> ScoreEngineResult {
    ScoreEngineResult {
        score: Some(score.into()),
        score_enabled: Some(ScoreEnabled::True),
        ..ScoreEngineResult::default()
    }
}

fn ended(id: ProcessId, flow: Flow, result: ProcessResult) -> Response {
    let mut response = in_state(id, flow, ProcessState::Finished);
    response.process.result = Some(result);
    response
}

fn in_state(id: ProcessId, flow: Flow, state: ProcessState) -> Response {
    let mut process = Process::new(id);
    process.flow = Some(flow);
    process.state = Some(state);
    Response::new(process)
}
