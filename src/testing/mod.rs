//! Documented bodies and builders, for the unit tests of services that use this crate.
//!
//! Turn the feature on for tests only. Then no test needs handwritten JSON:
//!
//! ```toml
//! [dependencies]
//! idcloud-types = "0.1"
//!
//! [dev-dependencies]
//! idcloud-types = { version = "0.1", features = ["testing"] }
//! ```
//!
//! ```
//! // The service:
//! use idcloud_types::webhook::{Payload, PayloadError};
//!
//! fn status(body: &[u8]) -> u16 {
//!     match Payload::from_slice(body) {
//!         Ok(payload) if payload.outcome().is_ok() => 200,
//!         Ok(_) => 204, // not a success
//!         Err(PayloadError::Invalid(_)) => 202,
//!         Err(_) => 400,
//!     }
//! }
//!
//! // Its tests:
//! use idcloud_types::testing::webhook::{self, RawPayloadBuilder};
//!
//! # fn tests() {
//! assert_eq!(status(webhook::OK.as_bytes()), 200);
//! assert_eq!(status(webhook::WITHOUT_RESULT.as_bytes()), 202);
//!
//! let unknown = RawPayloadBuilder::ok().result("ok_with_remarks").to_json();
//! assert_eq!(status(unknown.as_bytes()), 204);
//!
//! for (what, body) in webhook::MALFORMED {
//!     assert_eq!(status(body), 400, "{what}");
//! }
//! # }
//! # tests();
//! ```
//!
//! A response that is built here is also the body of a fake server: `serde_json::to_string(&response)`.
//!
//! # Strategies
//!
//! With the feature `proptest1`, every message, configuration and vocabulary implements `proptest`'s `Arbitrary`, and
//! `webhook::strategies`, `web_sdk::strategies` and `api::strategies` have a strategy for each outcome, named after it.
//! `cargo add --dev idcloud-types --features testing,proptest1` and `cargo add --dev proptest` add both crates. A
//! failing case shrinks to a simpler one with the same outcome.
//!
//! In this example, the service has its own criteria, and a function that approves only with a `get_process::Verified`:
//!
#![cfg_attr(all(feature = "get-process", feature = "proptest1"), doc = "```")]
#![cfg_attr(
    not(all(feature = "get-process", feature = "proptest1")),
    doc = "```ignore"
)]
//! // The service:
//! use idcloud_types::get_process::{Criteria, Outcome, Verified, web_sdk::Response};
//!
//! #[derive(Debug, PartialEq)]
//! enum Step {
//!     Approved,
//!     NotApproved,
//! }
//!
//! fn approve(_: &Verified) -> Step {
//!     Step::Approved
//! }
//!
//! fn next_step(response: &Response, criteria: &Criteria) -> Step {
//!     match response.outcome_by(criteria) {
//!         Outcome::Verified(verified) => approve(&verified),
//!         _ => Step::NotApproved,
//!     }
//! }
//!
//! fn criteria() -> Criteria {
//!     let config = r#"accepts.bioTokenEngineResult = ["BIO_TOKEN_ENGINE_RESULT_YES"]"#;
//!     toml::from_str(config).expect("criteria")
//! }
//!
//! // Its tests:
//! use idcloud_types::testing::web_sdk::strategies;
//! use proptest::prelude::*;
//!
//! proptest! {
//!     # #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]
//!     # /*
//!     #[test]
//!     # */
//!     fn every_verified_process_is_approved(response in strategies::verified_by(&criteria())) {
//!         prop_assert_eq!(next_step(&response, &criteria()), Step::Approved);
//!     }
//!
//!     # /*
//!     #[test]
//!     # */
//!     fn no_other_process_is_approved(response in strategies::response_by(&criteria())) {
//!         let is_verified = response.verified_by(&criteria()).is_some();
//!         prop_assert_eq!(next_step(&response, &criteria()) == Step::Approved, is_verified);
//!     }
//! }
//! # every_verified_process_is_approved();
//! # no_other_process_is_approved();
//! ```

#[cfg(feature = "get-process")]
use alloc::vec::Vec;

#[cfg(feature = "get-process")]
use crate::get_process::{Check, Criteria};

#[cfg(feature = "get-process")]
pub mod api;
#[cfg(all(feature = "get-process", feature = "proptest1"))]
mod strategies;
#[cfg(feature = "get-process")]
pub mod web_sdk;
pub mod webhook;

/// These checks, each with the first value that the criteria accept.
#[cfg(feature = "get-process")]
#[track_caller]
#[expect(
    clippy::panic,
    reason = "there is no such process, and the test is wrong"
)]
fn passing<'c>(checks: &[Check], criteria: &'c Criteria) -> Vec<(Check, &'c str)> {
    let value = |check: &Check| match criteria.accepted(check).next() {
        Some(value) => (check.clone(), value),
        None => panic!("the criteria accept no value of the check `{check}`"),
    };
    checks.iter().map(value).collect()
}
