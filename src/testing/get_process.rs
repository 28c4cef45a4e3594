//! Bodies of the GetProcess answers, as the platform's pages show them.
//!
//! As values they are what reading them gives. An answer for each outcome is built as a value too, so that a service
//! tests its own criteria without JSON; any other starts from one of those and sets the public fields:
//!
//! ```
//! use idcloud_types::get_process::Criteria;
//! use idcloud_types::testing::get_process as answers;
//! use idcloud_types::testing::webhook::PROCESS_ID;
//!
//! // What the service is configured with:
//! let criteria: Criteria = toml::from_str(r#"
//!     [accepts]
//!     bioTokenEngineResult = ["BIO_TOKEN_ENGINE_RESULT_POSITIVE"]
//! "#)?;
//!
//! // An `idtoken` process that is a yes, one in which a check did not answer, and one with an alert:
//! let yes = answers::web_sdk_verified(PROCESS_ID, "idtoken", &criteria);
//! assert!(yes.verified_by(&criteria).is_some());
//! let unanswered = answers::web_sdk_unanswered(PROCESS_ID, "idtoken", &criteria);
//! assert!(unanswered.outcome_by(&criteria).is_unanswered());
//! let alert = answers::web_sdk_alert(PROCESS_ID, "idtoken", &criteria);
//! assert!(alert.outcome_by(&criteria).is_inconclusive());
//! # Ok::<(), toml::de::Error>(())
//! ```

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::{Map, Value};

use crate::get_process::ProcessResult;
use crate::get_process::api::{self, Liveness, Status, UnicoId, UnicoIdResult};
use crate::get_process::web_sdk::{
    self, AuthenticationInfo, AuthenticationResult, LivenessResult, TrustResult,
};
use crate::get_process::{Check, Criteria};
use crate::process::{Flow, ProcessId, ProcessState};

/// Web & SDK contract, the current page's example. The published example is cut inside `bioTokenData`; what follows is
/// missing.
pub const WEB_SDK: &str =
    include_str!("../../examples/payloads/getprocess-web-sdk-current-cut.json");

/// Web & SDK contract, a process of the flow `idlive`, from an older page that dates it 2024-12-23. It is whole, and
/// holds a word that is cut short, `TRUST_RESULT_UNSPECIFIE`.
pub const WEB_SDK_LIVENESS: &str =
    include_str!("../../examples/payloads/getprocess-web-sdk-idlive-2024-12.json");

/// Web & SDK contract, a process with documents, from a page of 2025. The published example is cut inside the
/// document's data; what follows is missing.
pub const WEB_SDK_DOCUMENTS: &str =
    include_str!("../../examples/payloads/getprocess-web-sdk-idunicosign-2025-cut.json");

/// API contract, the current page's example: verified, with a Serpro score.
pub const API: &str = include_str!("../../examples/payloads/getprocess-api-full.json");

/// API contract, a body that the platform answered: verified, and nothing else.
pub const API_YES: &str = include_str!("../../examples/payloads/getprocess-api-yes.json");

/// API contract, a process that failed. Its HTTP status is 200.
pub const API_ERROR: &str = include_str!("../../examples/payloads/getprocess-api-error.json");

/// API contract, a body that the platform answered, with the id of [`API_YES`]: inconclusive, live, with a score.
pub const API_INCONCLUSIVE: &str = r#"{
  "id": "80371b2a-3ac7-432e-866d-57fe37896ac6",
  "status": 3,
  "unicoId": { "result": "inconclusive" },
  "liveness": 1,
  "score": 28
}
"#;

/// API contract, a body that the platform answered, with the id of [`API_YES`]: inconclusive and live, and the score is
/// still to come.
pub const API_DIVERGENCE: &str = r#"{
  "id": "80371b2a-3ac7-432e-866d-57fe37896ac6",
  "status": 2,
  "unicoId": { "result": "inconclusive" },
  "liveness": 1
}
"#;

/// API contract, a body that the platform answered, with the id of [`API_YES`]: inconclusive, and not live.
pub const API_NOT_LIVE: &str = r#"{
  "id": "80371b2a-3ac7-432e-866d-57fe37896ac6",
  "status": 3,
  "unicoId": { "result": "inconclusive" },
  "liveness": 2
}
"#;

/// Bodies of HTTP errors, with what is wrong: each is an [`ErrorBody`](crate::get_process::ErrorBody) that has a
/// message. The first five are from the pages of the Web & SDK contract; of the last two the pages show the shape.
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
        "a token that is none",
        r#"{"message":"Jwt header is an invalid JSON"}"#,
    ),
    ("an expired token", r#"{"message":"Jwt is expired"}"#),
    (
        "the general shape",
        r#"{"error":{"code":404,"message":"not found"}}"#,
    ),
    (
        "the legacy Check API",
        r#"{"Error":{"code":"40004","description":"not found"}}"#,
    ),
];

/// Bodies that can't be read as a [`web_sdk::Response`], with what is wrong: every one must be a
/// [`Malformed`](crate::ReadError).
pub const WEB_SDK_MALFORMED: &[(&str, &[u8])] = &[
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
    ("id is no UUID", b"{\"process\":{\"id\":\"8263\"}}"),
    (
        "a repeated member",
        b"{\"process\":{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"state\":\"\",\"state\":\"\"}}",
    ),
    ("a process without its wrapper", b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"state\":\"\"}"),
    ("the API contract's answer", b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"status\":3}"),
    ("the body of an HTTP error", b"{\"code\":5,\"message\":\"process not found\"}"),
];

/// Bodies that can't be read as an [`api::Process`], with what is wrong: every one must be a
/// [`Malformed`](crate::ReadError).
pub const API_MALFORMED: &[(&str, &[u8])] = &[
    ("empty", b""),
    ("not JSON", b"<html>Bad Gateway</html>"),
    (
        "not UTF-8",
        b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"a\":\"\xFF\"}",
    ),
    (
        "cut short",
        b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"status\":3,\"unico",
    ),
    (
        "a byte-order mark",
        b"\xEF\xBB\xBF{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\"}",
    ),
    (
        "text after it",
        b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\"} ok",
    ),
    ("null", b"null"),
    (
        "an array",
        b"[{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\"}]",
    ),
    ("no id", b"{\"status\":3,\"unicoId\":{\"result\":\"yes\"}}"),
    ("id is no UUID", b"{\"id\":\"8263\",\"status\":3}"),
    (
        "a repeated member",
        b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"status\":5,\"status\":3}",
    ),
    (
        "the legacy Check answer",
        b"{\"Id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"Status\":3}",
    ),
    (
        "a process of the Web & SDK contract",
        b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"state\":\"PROCESS_STATE_FINISHED\"}",
    ),
    (
        "the Web & SDK contract's answer",
        b"{\"process\":{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\"}}",
    ),
    (
        "the body of an HTTP error",
        b"{\"code\":5,\"message\":\"process not found\"}",
    ),
];

/// Web & SDK contract, a finished process with a result of OK, in which these checks answered with these words.
///
/// # Panics
///
/// When the name of a check is that of a member that holds no word.
#[must_use]
#[track_caller]
pub fn web_sdk_finished<C: Into<Check>, W: Into<String>>(
    id: ProcessId,
    flow: impl Into<Flow>,
    answers: impl IntoIterator<Item = (C, W)>,
) -> web_sdk::Response {
    let mut response = ended_with(id, ProcessResult::Ok);
    response.process.flow = Some(flow.into());
    response.process.authentication_info = Some(info(answers));
    response
}

/// Web & SDK contract, a process in which everything that the criteria require of the flow is a yes.
///
/// # Panics
///
/// When there is no such process: what the flow requires is not known, or one of those checks accepts no word.
#[must_use]
#[track_caller]
pub fn web_sdk_verified(
    id: ProcessId,
    flow: impl Into<Flow>,
    criteria: &Criteria,
) -> web_sdk::Response {
    let flow = flow.into();
    let answers = yes(&flow, criteria);
    web_sdk_finished(id, flow, answers)
}

/// Web & SDK contract, a process that is [verified](web_sdk_verified) but for the first check, which did not answer.
///
/// # Panics
///
/// As [`web_sdk_verified`] does.
#[must_use]
#[track_caller]
pub fn web_sdk_unanswered(
    id: ProcessId,
    flow: impl Into<Flow>,
    criteria: &Criteria,
) -> web_sdk::Response {
    let flow = flow.into();
    let answers = yes(&flow, criteria);
    web_sdk_finished(id, flow, answers.into_iter().skip(1))
}

/// Web & SDK contract, a process that is [verified](web_sdk_verified) but for an identity verification that is
/// inconclusive.
///
/// # Panics
///
/// As [`web_sdk_verified`] does.
#[must_use]
#[track_caller]
pub fn web_sdk_inconclusive(
    id: ProcessId,
    flow: impl Into<Flow>,
    criteria: &Criteria,
) -> web_sdk::Response {
    let word = AuthenticationResult::Inconclusive;
    but_for(
        id,
        flow.into(),
        criteria,
        Check::AuthenticationResult,
        word.as_str(),
    )
}

/// Web & SDK contract, a process that is [verified](web_sdk_verified) but for an alert about the person.
///
/// # Panics
///
/// As [`web_sdk_verified`] does.
#[must_use]
#[track_caller]
pub fn web_sdk_alert(
    id: ProcessId,
    flow: impl Into<Flow>,
    criteria: &Criteria,
) -> web_sdk::Response {
    let word = TrustResult::Yes;
    but_for(
        id,
        flow.into(),
        criteria,
        Check::IdentityFraudstersResult,
        word.as_str(),
    )
}

/// Web & SDK contract, a process that is [verified](web_sdk_verified) but for the answer of a check that nobody knows.
///
/// # Panics
///
/// As [`web_sdk_verified`] does.
#[must_use]
#[track_caller]
pub fn web_sdk_unrecognized(
    id: ProcessId,
    flow: impl Into<Flow>,
    criteria: &Criteria,
) -> web_sdk::Response {
    let check = Check::from("checkOfTomorrowResult");
    but_for(
        id,
        flow.into(),
        criteria,
        check,
        "CHECK_OF_TOMORROW_RESULT_YES",
    )
}

/// Web & SDK contract, a process that expired.
#[must_use]
pub fn web_sdk_expired(id: ProcessId) -> web_sdk::Response {
    ended_with(id, ProcessResult::Expired)
}

/// Web & SDK contract, a process of a living person whose face is not the holder's.
#[must_use]
pub fn web_sdk_invalid_identity(id: ProcessId) -> web_sdk::Response {
    let mut response = ended_with(id, ProcessResult::InvalidIdentity);
    response.process.authentication_info = Some(AuthenticationInfo {
        liveness_result: Some(LivenessResult::Live),
        authentication_result: Some(AuthenticationResult::Negative),
        ..AuthenticationInfo::default()
    });
    response
}

/// Web & SDK contract, a finished process for which no result could be determined.
#[must_use]
pub fn web_sdk_error(id: ProcessId) -> web_sdk::Response {
    ended_with(id, ProcessResult::Error)
}

/// Web & SDK contract, a process that could not be run to its end.
#[must_use]
pub fn web_sdk_failed(id: ProcessId) -> web_sdk::Response {
    in_state(id, ProcessState::Failed)
}

/// Web & SDK contract, a process that has not ended.
#[must_use]
pub fn web_sdk_created(id: ProcessId) -> web_sdk::Response {
    in_state(id, ProcessState::Created)
}

/// API contract, a finished process with this result of identity verification, and nothing else.
#[must_use]
pub fn api_finished(id: ProcessId, result: impl Into<UnicoIdResult>) -> api::Process {
    let mut process = api_in_status(id, Status::Finished);
    process.unico_id = Some(UnicoId::new(result));
    process
}

/// API contract, a process that is verified.
#[must_use]
pub fn api_verified(id: ProcessId) -> api::Process {
    api_finished(id, UnicoIdResult::Yes)
}

/// API contract, a process of a living person whose identity verification is inconclusive.
#[must_use]
pub fn api_inconclusive(id: ProcessId) -> api::Process {
    let mut process = api_finished(id, UnicoIdResult::Inconclusive);
    process.liveness = Some(Liveness::Passed);
    process
}

/// API contract, a process that is [verified](api_verified) but for the answer of a check that nobody knows.
#[must_use]
pub fn api_unrecognized(id: ProcessId) -> api::Process {
    let mut process = api_verified(id);
    let answer = Map::from_iter([("result".into(), "yes".into())]);
    process
        .extra
        .insert("checkOfTomorrow".into(), Value::Object(answer));
    process
}

/// API contract, a process in this status, and nothing else: 1 runs, 2 found a divergence, 4 is canceled, 5 failed.
#[must_use]
pub fn api_in_status(id: ProcessId, status: impl Into<Status>) -> api::Process {
    let mut process = api::Process::new(id);
    process.status = Some(status.into());
    process
}

/// What the criteria require of the flow, each check with a word that they accept.
#[track_caller]
#[expect(
    clippy::panic,
    reason = "there is no such process, and the test is wrong"
)]
fn yes(flow: &Flow, criteria: &Criteria) -> Vec<(Check, String)> {
    let Some(required) = criteria.required(flow) else {
        panic!("what the flow {flow:?} requires is not known");
    };
    let yes = |check: &Check| match criteria.accepted(check).next() {
        Some(word) => (check.clone(), word.to_string()),
        None => panic!("no word of the check {check:?} is accepted"),
    };
    required.iter().map(yes).collect()
}

/// A process that is verified but for this answer.
#[track_caller]
fn but_for(
    id: ProcessId,
    flow: Flow,
    criteria: &Criteria,
    check: Check,
    word: &str,
) -> web_sdk::Response {
    let mut answers = yes(&flow, criteria);
    answers.retain(|(other, _)| *other != check);
    answers.push((check, word.into()));
    web_sdk_finished(id, flow, answers)
}

#[track_caller]
#[expect(clippy::expect_used, reason = "the test is wrong")]
fn info<C: Into<Check>, W: Into<String>>(
    answers: impl IntoIterator<Item = (C, W)>,
) -> AuthenticationInfo {
    let members = answers.into_iter().map(|(check, word)| {
        let check: Check = check.into();
        (check.to_string(), Value::String(word.into()))
    });
    serde_json::from_value(members.collect()).expect("a check that holds a word")
}

fn ended_with(id: ProcessId, result: ProcessResult) -> web_sdk::Response {
    let mut response = in_state(id, ProcessState::Finished);
    response.process.result = Some(result);
    response
}

fn in_state(id: ProcessId, state: ProcessState) -> web_sdk::Response {
    let mut process = web_sdk::Process::new(id);
    process.state = Some(state);
    web_sdk::Response::new(process)
}
