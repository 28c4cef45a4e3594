//! Bodies of the GetProcess answers, as the platform's pages show them.
//!
//! As values they are what reading them gives. The usual answers can be built as values too; any other starts from one
//! of those and sets the public fields:
//!
//! ```
//! use idcloud_types::get_process::web_sdk::TrustResult;
//! use idcloud_types::testing::get_process;
//! use idcloud_types::testing::webhook::PROCESS_ID;
//!
//! let mut response = get_process::web_sdk_finished(PROCESS_ID, "PROCESS_RESULT_OK");
//! assert!(response.process.verified().is_some());
//!
//! let info = response.process.authentication_info.as_mut().unwrap();
//! info.identity_fraudsters_result = Some(TrustResult::Yes);
//! assert!(response.process.verified().is_none());
//!
//! // What a fake GetProcess answers with:
//! let body: String = serde_json::to_string(&response)?;
//! # Ok::<(), serde_json::Error>(())
//! ```

use crate::get_process::ProcessResult;
use crate::get_process::api::{self, Status, UnicoId, UnicoIdResult};
use crate::get_process::web_sdk::{self, AuthenticationInfo, LivenessResult};
use crate::process::{ProcessId, ProcessState};

/// Web & SDK contract, the current page's example. The page was seen in part: the end of `bioTokenData` and whatever
/// follows are missing.
pub const WEB_SDK: &str =
    include_str!("../../examples/payloads/getprocess-web-sdk-current-cut.json");

/// Web & SDK contract, a process of the flow `idlive`, from an older page that dates it 2024-12-23. It is whole, and
/// holds a word that is cut short, `TRUST_RESULT_UNSPECIFIE`.
pub const WEB_SDK_LIVENESS: &str =
    include_str!("../../examples/payloads/getprocess-web-sdk-idlive-2024-12.json");

/// Web & SDK contract, a process with documents, from a page of 2025. The page was seen in part: the end of the
/// document's data and whatever follows are missing.
pub const WEB_SDK_DOCUMENTS: &str =
    include_str!("../../examples/payloads/getprocess-web-sdk-idunicosign-2025-cut.json");

/// API contract, the current page's example: verified, with a Serpro score.
pub const API: &str = include_str!("../../examples/payloads/getprocess-api-full.json");

/// API contract, a body that the platform answered: verified, and nothing else.
pub const API_YES: &str = include_str!("../../examples/payloads/getprocess-api-yes.json");

/// API contract, a process that failed. It comes with HTTP status 200.
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
/// [`MalformedResponse`](crate::Malformed).
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
    ("state is a number", b"{\"process\":{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"state\":1}}"),
    ("a process without its wrapper", b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"state\":\"\"}"),
    ("the API contract's answer", b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"status\":3}"),
    ("the body of an HTTP error", b"{\"code\":5,\"message\":\"process not found\"}"),
];

/// Bodies that can't be read as an [`api::Process`], with what is wrong: every one must be a
/// [`MalformedResponse`](crate::Malformed).
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
        "status is a string",
        b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"status\":\"3\"}",
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

/// Web & SDK contract, a finished process with this result, a living person, and nothing else. With
/// `PROCESS_RESULT_OK` it is verified, and with nothing else.
#[must_use]
pub fn web_sdk_finished(id: ProcessId, result: impl Into<ProcessResult>) -> web_sdk::Response {
    let mut response = in_state(id, ProcessState::Finished);
    response.process.result = Some(result.into());
    response.process.authentication_info = Some(AuthenticationInfo {
        liveness_result: Some(LivenessResult::Live),
        ..AuthenticationInfo::default()
    });
    response
}

/// Web & SDK contract, a process that has not ended.
#[must_use]
pub fn web_sdk_created(id: ProcessId) -> web_sdk::Response {
    in_state(id, ProcessState::Created)
}

/// Web & SDK contract, a process that could not be run to its end.
#[must_use]
pub fn web_sdk_failed(id: ProcessId) -> web_sdk::Response {
    in_state(id, ProcessState::Failed)
}

/// API contract, a finished process with this result of identity verification, and nothing else. With `yes` it is
/// verified, and with nothing else.
#[must_use]
pub fn api_finished(id: ProcessId, result: impl Into<UnicoIdResult>) -> api::Process {
    let mut process = api_in_status(id, Status::Finished);
    process.unico_id = Some(UnicoId::new(result));
    process
}

/// API contract, a process in this status, and nothing else.
#[must_use]
pub fn api_in_status(id: ProcessId, status: impl Into<Status>) -> api::Process {
    let mut process = api::Process::new(id);
    process.status = Some(status.into());
    process
}

fn in_state(id: ProcessId, state: ProcessState) -> web_sdk::Response {
    let mut process = web_sdk::Process::new(id);
    process.state = Some(state);
    web_sdk::Response::new(process)
}
