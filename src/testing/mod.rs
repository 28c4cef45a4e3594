//! Documented bodies and builders, for the unit tests of services that use this crate.
//!
//! Turn the feature on where only tests see it, and no test has to write JSON by hand:
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
//! use idcloud_types::webhook::{Outcome, Payload, PayloadError};
//!
//! fn status(body: &[u8]) -> u16 {
//!     match Payload::from_slice(body) {
//!         Ok(payload) if payload.outcome().is_ok() => 200,
//!         Ok(_) => 204,
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
//! let news = RawPayloadBuilder::ok().result("ok_with_remarks").to_json();
//! assert_eq!(status(news.as_bytes()), 204);
//!
//! for (what, body) in webhook::MALFORMED {
//!     assert_eq!(status(body), 400, "{what}");
//! }
//! # }
//! # tests();
//! ```
//!
//! What a service would not use in its own tests does not belong here.

#[cfg(feature = "get-process")]
use crate::get_process::{Check, Criteria};

#[cfg(feature = "get-process")]
pub mod api;
#[cfg(feature = "get-process")]
pub mod web_sdk;
pub mod webhook;

/// The check with the first value that the criteria accept.
#[cfg(feature = "get-process")]
#[track_caller]
#[expect(
    clippy::panic,
    reason = "there is no such process, and the test is wrong"
)]
fn passing<'c>(check: &Check, criteria: &'c Criteria) -> (Check, &'c str) {
    match criteria.accepted(check).next() {
        Some(value) => (check.clone(), value),
        None => panic!("the criteria accept no value of the check `{check}`"),
    }
}
