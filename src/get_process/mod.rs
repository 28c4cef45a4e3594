//! The response bodies of the GetProcess endpoints.
//!
//! | endpoint | contract | response |
//! | --- | --- | --- |
//! | `GET /client/v1/process/{id}` | Web & SDK ("by Unico") | [`web_sdk::Response`] |
//! | `GET /processes/v1/{id}`, `/v2/{id}` | API ("by Client") | [`api::Process`] |
//!
//! The endpoint that you call determines the contract. Both contracts have the same [`Outcome`], decided under the same
//! [`Criteria`]. The body of an HTTP error is an [`ErrorBody`]. Look at the HTTP status first: a negative result has
//! status 200.
//!
//! ```
//! use idcloud_types::get_process::web_sdk::Response;
//! use idcloud_types::get_process::{Criteria, Outcome, Verified};
//! use idcloud_types::{ProcessId, ReadError};
//!
//! fn open_account(verified: &Verified) {
//!     println!("{} is verified", verified.process_id());
//! }
//!
//! fn decide(body: &[u8], id: ProcessId, criteria: &Criteria) -> Result<(), ReadError> {
//!     let response = Response::from_slice(body)?;
//!     match response.outcome_by(criteria) {
//!         _ if response.process.id != id => println!("the response is about another process"),
//!         Outcome::Verified(verified) => open_account(&verified),
//!         Outcome::Unfinished => println!("ask again later"),
//!         other => println!("not verified: {other}"),
//!     }
//!     Ok(())
//! }
//! # let body = br#"{"process":{"id":"8263a268-5388-492a-bca2-28e1ff4a69f0"}}"#;
//! # decide(body, "8263a268-5388-492a-bca2-28e1ff4a69f0".parse().unwrap(), &Criteria::default())?;
//! # Ok::<(), ReadError>(())
//! ```
//!
//! # When the platform adds a check
//!
#![doc = include_str!("when_refused.md")]
//!
//! # Calling GetProcess
//!
#![doc = include_str!("calling.md")]
//!
//! # Reading and writing
//!
//! Every object has public fields, all of them optional except the process and its `id`, and keeps the members that
//! this version does not know in `extra`. Reading accepts only JSON objects, rejects a repeated known member, and reads
//! `null` as absent. A known member with a JSON type other than the documented one is kept in `extra` under its name,
//! and the rest of the body is read; `unknown_values()` lists it, with every other value and member that this version
//! does not know. Writing omits absent members and puts `extra` last. A process with a `status` and no `state` can be
//! read inside a [`web_sdk::Response`]; on its own, it is rejected as a process of the other contract.
//!
//! # Logging
//!
//! Personal data and secrets are [`Sensitive`]. The `Debug` of an object, an [`Outcome`], a [`CheckResult`] and a
//! [`Reason`] show known values, values that look like the platform's (capitals with the prefix of their vocabulary, at
//! most 64 bytes; for a check also lower-case letters and `-`, at most 32), process ids, integers of up to five digits,
//! booleans and times. Any other string appears as its length, a longer number as `<number>`, and `extra` as its number
//! of members. A value that you take out of an object has its own `Debug`, which prints it in full, escaped.
//!
//! The errors of `from_slice` and `str::parse` never quote the body. Prefer these functions to `serde_json::from_slice`
//! and to an HTTP client's own `.json()`, whose errors are serde's and may quote the body.

mod any_case;
pub mod api;
mod check;
mod check_result;
mod contract;
mod criteria;
mod criteria_error;
mod criteria_table;
mod criteria_warning;
mod detection;
mod error_body;
mod ignored;
mod judged;
mod outcome;
mod platform_code;
mod process_result;
mod reason;
mod score;
mod sensitive;
mod timestamp;
mod uncertain;
pub mod web_sdk;

use strum::VariantArray;

pub use check::{Check, CheckKind, Meaning, UnknownCheck};
pub use check_result::CheckResult;
pub use contract::Contract;
pub use criteria::Criteria;
pub use criteria_error::CriteriaError;
pub use criteria_warning::CriteriaWarning;
pub use error_body::ErrorBody;
pub use outcome::{Outcome, Verified};
pub use platform_code::{PlatformCode, UnknownPlatformCode};
pub use process_result::{ProcessResult, UnknownProcessResult};
pub use reason::{Reason, ReasonKind, Reasons};
pub use score::Score;
pub use sensitive::Sensitive;
pub use timestamp::Timestamp;

/// What an error of reading calls the message.
const MESSAGE: &str = "GetProcess response";

/// Whether a member of any object of a response has this name, ignoring case.
fn is_known_member(name: &str) -> bool {
    let objects = Contract::VARIANTS
        .iter()
        .flat_map(|contract| match contract {
            Contract::WebSdk => web_sdk::MEMBERS,
            Contract::Api => api::MEMBERS,
        });
    let mut members = objects.copied().flatten();
    members.any(|member| member.eq_ignore_ascii_case(name))
}
