//! Responses of the API contract: the documented bodies, and a fixture for each outcome.
//!
//! A fixture takes the process id; one whose name ends with `_by` takes criteria too. To build any other response,
//! start from a fixture and set the public fields.
//!
//! ```
//! use idcloud_types::get_process::Criteria;
//! use idcloud_types::testing::api;
//! use idcloud_types::testing::webhook::PROCESS_ID;
//!
//! assert!(api::verified(PROCESS_ID).verified().is_some());
//! assert!(api::canceled(PROCESS_ID).outcome().is_canceled());
//!
//! // The criteria that the service is configured with:
//! let criteria: Criteria = toml::from_str(r#"api_requires = ["liveness"]"#)?;
//! let verified = api::verified_by(PROCESS_ID, &criteria);
//! assert!(verified.verified_by(&criteria).is_some());
//! assert!(verified.outcome().is_unanswered());
//! # Ok::<(), toml::de::Error>(())
//! ```

use alloc::string::ToString;

use serde_json::{Value, json};

use super::passing;
use crate::get_process::api::{IdentityFraudsters, Process, Status, UnicoId, UnicoIdResult};
use crate::get_process::{Check, Criteria};
use crate::process::ProcessId;

#[cfg(feature = "proptest1")]
pub mod strategies;

/// The current page's example: verified, with a Serpro score.
pub const FULL: &str = include_str!("../../examples/payloads/getprocess-api-full.json");

/// A captured body: verified by its only check.
pub const YES: &str = include_str!("../../examples/payloads/getprocess-api-yes.json");

/// A process that failed. Its HTTP status is 200.
pub const ERROR: &str = include_str!("../../examples/payloads/getprocess-api-error.json");

/// A captured body, with the id of [`YES`]: inconclusive, live, with a score.
pub const INCONCLUSIVE: &str = r#"{
  "id": "80371b2a-3ac7-432e-866d-57fe37896ac6",
  "status": 3,
  "unicoId": { "result": "inconclusive" },
  "liveness": 1,
  "score": 28
}
"#;

/// A captured body, with the id of [`YES`]: inconclusive and live, with a score still to come.
pub const DIVERGENCE: &str = r#"{
  "id": "80371b2a-3ac7-432e-866d-57fe37896ac6",
  "status": 2,
  "unicoId": { "result": "inconclusive" },
  "liveness": 1
}
"#;

/// A captured body, with the id of [`YES`]: inconclusive, and not live.
pub const NOT_LIVE: &str = r#"{
  "id": "80371b2a-3ac7-432e-866d-57fe37896ac6",
  "status": 3,
  "unicoId": { "result": "inconclusive" },
  "liveness": 2
}
"#;

/// Bodies of HTTP errors, each with its cause. Each can be read as an [`ErrorBody`](crate::get_process::ErrorBody) with
/// a message. The pages show these shapes, but no complete body.
pub const ERRORS: &[(&str, &str)] = &[
    (
        "the general shape",
        r#"{"error":{"code":404,"message":"not found"}}"#,
    ),
    (
        "the legacy Check API",
        r#"{"Error":{"code":"40004","description":"not found"}}"#,
    ),
];

/// Bodies that can't be read as a [`Process`], each with its defect. Reading one must return a
/// [`ReadError`](crate::ReadError).
pub const MALFORMED: &[(&str, &[u8])] = &[
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
    ("id is not a UUID", b"{\"id\":\"8263\",\"status\":3}"),
    (
        "a repeated member",
        b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"status\":5,\"status\":3}",
    ),
    (
        "a response of the legacy Check API",
        b"{\"Id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"Status\":3}",
    ),
    (
        "a process of the Web & SDK contract",
        b"{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"state\":\"PROCESS_STATE_FINISHED\"}",
    ),
    (
        "a response of the Web & SDK contract",
        b"{\"process\":{\"id\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\"}}",
    ),
    (
        "the body of an HTTP error",
        b"{\"code\":5,\"message\":\"process not found\"}",
    ),
];

/// A finished process whose checks have these values. Write an integer as a string.
///
/// ```
/// use idcloud_types::get_process::Check;
/// use idcloud_types::testing::{api, webhook::PROCESS_ID};
///
/// let process = api::finished(PROCESS_ID, [("unicoId", "inconclusive"), ("liveness", "1"), ("tomorrow", "clear")]);
/// assert_eq!(process.liveness.as_ref().map(AsRef::as_ref), Some("1"));
/// assert_eq!(process.checks()[2].check(), &Check::from("tomorrow"));
/// ```
///
/// # Panics
///
/// When a check is named `id`.
#[must_use]
#[track_caller]
#[expect(clippy::expect_used, reason = "the test is wrong")]
pub fn finished<C: AsRef<str>, V: AsRef<str>>(
    id: ProcessId,
    results: impl IntoIterator<Item = (C, V)>,
) -> Process {
    let named = [("id", json!(id)), ("status", json!(Status::Finished))];
    let named = named.map(|(name, value)| (name.to_string(), value));
    let results = results.into_iter().map(|(check, value)| {
        let (check, value) = (check.as_ref(), value.as_ref());
        (check.to_string(), written(&check.into(), value))
    });
    let process = serde_json::from_value(named.into_iter().chain(results).collect());
    process.expect("no check is named `id`")
}

/// A process that is verified under the default criteria.
#[must_use]
pub fn verified(id: ProcessId) -> Process {
    verified_by(id, Criteria::DEFAULT)
}

/// A process that passes every check that the criteria require.
///
/// # Panics
///
/// When these criteria verify no process: they accept no value of a required check.
#[must_use]
#[track_caller]
pub fn verified_by(id: ProcessId, criteria: &Criteria) -> Process {
    let process = finished(id, passing(criteria.api_required(), criteria));
    let outcome = process.outcome_by(criteria);
    assert!(
        outcome.is_verified(),
        "the criteria verify no process: {outcome}"
    );
    process
}

/// A process for a living person, with an inconclusive identity verification and a negative score.
#[must_use]
pub fn inconclusive(id: ProcessId) -> Process {
    inconclusive_by(id, Criteria::DEFAULT)
}

/// A [verified](verified_by) process, but with an inconclusive identity verification and a negative score.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[must_use]
#[track_caller]
pub fn inconclusive_by(id: ProcessId, criteria: &Criteria) -> Process {
    let mut process = verified_by(id, criteria);
    process.unico_id = Some(UnicoId::new(UnicoIdResult::Inconclusive));
    process.score = Some((-40).into());
    process
}

/// A process that is verified under the default criteria, except for an alert about the person.
#[must_use]
pub fn alert(id: ProcessId) -> Process {
    alert_by(id, Criteria::DEFAULT)
}

/// A [verified](verified_by) process, but with an alert about the person.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[must_use]
#[track_caller]
pub fn alert_by(id: ProcessId, criteria: &Criteria) -> Process {
    let mut process = verified_by(id, criteria);
    process.identity_fraudsters = Some(IdentityFraudsters::new("yes"));
    process
}

/// A finished process whose identity verification has no result.
#[must_use]
pub fn unanswered(id: ProcessId) -> Process {
    unanswered_by(id, Criteria::DEFAULT)
}

/// A [verified](verified_by) process, but without a result for the first check.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[must_use]
#[track_caller]
pub fn unanswered_by(id: ProcessId, criteria: &Criteria) -> Process {
    let mut results = passing(criteria.api_required(), criteria);
    let first = results.first().map(|(check, _)| check.clone());
    results.retain(|(check, _)| Some(check) != first.as_ref());
    finished(id, results)
}

/// A process that is verified under the default criteria, except for a check that this version does not know.
#[must_use]
pub fn unrecognized(id: ProcessId) -> Process {
    unrecognized_by(id, Criteria::DEFAULT)
}

/// A [verified](verified_by) process, but with a check that neither this version nor the criteria know.
///
/// # Panics
///
/// For the same reasons as [`verified_by`].
#[must_use]
#[track_caller]
pub fn unrecognized_by(id: ProcessId, criteria: &Criteria) -> Process {
    let mut process = verified_by(id, criteria);
    let value = json!({ "result": "clear" });
    process.extra.insert("checkOfTomorrow".into(), value);
    process
}

/// A process for a living person whose face is not the holder's.
#[must_use]
pub fn invalid_identity(id: ProcessId) -> Process {
    let mut process = in_status(id, Status::Finished);
    process.unico_id = Some(UnicoId::new(UnicoIdResult::No));
    process
}

/// A process that was canceled.
#[must_use]
pub fn canceled(id: ProcessId) -> Process {
    in_status(id, Status::Canceled)
}

/// A process that failed, which has the outcome `Error` under this contract.
#[must_use]
pub fn error(id: ProcessId) -> Process {
    in_status(id, Status::Error)
}

/// A process that has not ended.
#[must_use]
pub fn unfinished(id: ProcessId) -> Process {
    in_status(id, Status::Processing)
}

/// The value of a check as the contract writes it.
fn written(check: &Check, value: &str) -> Value {
    match (check, value.parse::<i64>()) {
        (Check::Liveness | Check::FaceMatch, Ok(number)) => number.into(),
        _ => json!({ "result": value }),
    }
}

fn in_status(id: ProcessId, status: Status) -> Process {
    let mut process = Process::new(id);
    process.status = Some(status);
    process
}
