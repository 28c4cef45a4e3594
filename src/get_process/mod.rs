//! The answer that you ask for: the bodies of the GetProcess endpoints.
//!
//! | endpoint | contract | its answer |
//! | --- | --- | --- |
//! | `GET /client/v1/process/{id}` | Web & SDK ("by Unico") | [`web_sdk::Response`] |
//! | `GET /processes/v1/{id}`, `/v2/{id}` | API ("by Client") | [`api::Process`] |
//!
//! Both contracts name the process by its [`ProcessId`](crate::ProcessId), and everything else in words of their own,
//! so nothing converts or compares between them. The body of an HTTP error is an [`ErrorBody`]; look at the HTTP status
//! first, because a negative result has status 200.
//!
//! ```
//! use idcloud_types::get_process::Outcome;
//! use idcloud_types::get_process::web_sdk::Response;
//!
//! let body = br#"{"process": {
//!     "id": "8263a268-5388-492a-bca2-28e1ff4a69f0",
//!     "flow": "id",
//!     "state": "PROCESS_STATE_FINISHED",
//!     "result": "PROCESS_RESULT_OK",
//!     "authenticationInfo": {
//!         "livenessResult": "LIVENESS_RESULT_LIVE",
//!         "authenticationResult": "AUTHENTICATION_RESULT_POSITIVE"
//!     }
//! }}"#;
//! let response = Response::from_slice(body)?;
//! match response.outcome() {
//!     Outcome::Verified(_) => println!("go on"),
//!     Outcome::Unfinished => println!("ask again later"),
//!     other => println!("not a success: {other}"),
//! }
//! # assert!(response.verified().is_some());
//! # Ok::<(), idcloud_types::ReadError>(())
//! ```
//!
//! # What is kept
//!
//! Every object has public fields, all of them optional but the process and its `id`, and an `extra` with the members
//! that this version does not know. Reading takes JSON objects only, refuses a repeated known member, and reads `null`
//! as absent. A known member of another JSON type is kept in `extra` too. `""` is kept, so
//! that a body is written back unchanged; methods such as [`web_sdk::Process::outcome`] read it, and every
//! `..._UNSPECIFIED`, as no answer. Writing omits what is absent and puts `extra` last. A process that has a `status`
//! and no `state` can be read inside a [`web_sdk::Response`]; on its own it is refused, as one of the other contract.
//!
//! # What a log may see
//!
//! Personal data and secrets are [`Sensitive`]. Beyond that, the `Debug` of an object shows known words, words that
//! look like the platform's (`PROCESS_STATE_CANCELED`, and of flows `idonboarding`), process ids, numbers of up to five
//! digits, truth values and times. Anything else in their place may be a CPF: of a longer number it shows `<number>`,
//! of any other text the length, and of `extra` the number of members. What you take out of an object yourself has the
//! `Debug` of its own type.
//!
//! Errors show nothing of a body, as long as it is read with `from_slice` or `str::parse`. Prefer those to
//! `serde_json::from_slice` and its like, and to an HTTP client's own `.json()`: their errors are serde's, which
//! may quote the body, such as a CPF in the place of a number.

mod any_case;
pub mod api;
mod check;
mod contract;
mod criteria;
mod criteria_error;
mod criteria_warning;
mod detection;
mod error_body;
mod outcome;
mod platform_code;
mod process_result;
mod reason;
mod score;
mod sensitive;
mod timestamp;
pub mod web_sdk;

pub use check::{Check, CheckKind, CheckResult, Meaning, UnknownCheck};
pub use contract::Contract;
pub use criteria::Criteria;
pub use criteria_error::CriteriaError;
pub use criteria_warning::CriteriaWarning;
pub use error_body::{ErrorBody, ErrorCode, ErrorContent, ErrorDetail, ErrorMessage};
pub use outcome::{Outcome, Verified};
pub use platform_code::{PlatformCode, UnknownPlatformCode};
pub use process_result::{ProcessResult, UnknownProcessResult};
pub use reason::{Reason, ReasonKind, Reasons};
pub use score::Score;
pub use sensitive::Sensitive;
pub use timestamp::Timestamp;

/// What an error of reading calls the message.
const MESSAGE: &str = "GetProcess response";

/// Whether a member of any object of a response has this name, in any case.
fn is_known_member(name: &str) -> bool {
    let objects = web_sdk::MEMBERS.iter().chain(api::MEMBERS);
    let mut members = objects.copied().flatten();
    members.any(|member| member.eq_ignore_ascii_case(name))
}
