//! Typed models of the messages that Unico IDCloud sends to its customers' services.
//!
//! A process verifies one person. When it ends, the platform posts a small JSON payload to your endpoint, and your
//! service asks a GetProcess endpoint for the rest. The two messages have different vocabularies, so each has a module
//! of its own, and nothing converts between them:
//!
//! | module | message | start with |
//! | --- | --- | --- |
//! | [`webhook`] | the payload that arrives | [`webhook::Payload::from_slice`], then [`webhook::Payload::outcome`] |
#![cfg_attr(
    feature = "get-process",
    doc = "| [`get_process`] | the response that you ask for | [`get_process::web_sdk::Response`] or [`get_process::api::Process`], by endpoint, then `outcome` |"
)]
//!
//! The crate root contains the types that both messages share: [`ProcessId`], [`ProcessState`], [`Flow`], and
//! [`ReadError`] for a body that can't be read.
//!
//! | to | read |
//! | --- | --- |
//! | receive, store, log and count payloads | [In a service](webhook#in-a-service) |
#![cfg_attr(
    feature = "get-process",
    doc = "| call GetProcess, and authenticate for it | [Calling GetProcess](get_process#calling-getprocess) |"
)]
#![cfg_attr(
    feature = "get-process",
    doc = "| allow a refused check without a deploy | [When the platform adds a check](get_process#when-the-platform-adds-a-check) |"
)]
//!
//! ```
//! use idcloud_types::webhook::{Outcome, Payload};
//!
//! let body = br#"{
//!     "processId": "8263a268-5388-492a-bca2-28e1ff4a69f0",
//!     "state": "PROCESS_STATE_FINISHED",
//!     "flow": "id",
//!     "result": "expired",
//!     "lastEvent": "EVENT_TYPE_OF_TOMORROW"
//! }"#;
//! let payload = Payload::from_slice(body)?;
//! match payload.outcome() {
//!     Outcome::Ok => println!("{} is done: ask GetProcess", payload.process_id()),
//!     Outcome::Expired { .. } => println!("offer a new process"),
//!     other => println!("ask GetProcess: {other}"),
//! }
//! # Ok::<(), idcloud_types::webhook::PayloadError>(())
//! ```
//!
//! # Unknown values
//!
//! The platform announces that states and events may be added at any time. Every vocabulary is therefore an *open*
//! enum: one variant per documented value, and `Unknown` for every other string. An unknown value never fails to parse,
//! is never lost, and never reads as a success. Only `From`, `FromStr` and deserialization build an `Unknown`, and they
//! give a known value its own variant, so an `Unknown` never contains a known value. Match an unknown value with a
//! guard on its string, which keeps matching after a later version adds a variant for the value:
//!
//! ```
//! use idcloud_types::webhook::EventType;
//!
//! fn is_about_documents(event: &EventType) -> bool {
//!     match event {
//!         EventType::DocumentStepStarted | EventType::DocumentPhotoCaptured => true,
//!         other if other.as_str() == "EVENT_TYPE_DOCUMENT_OF_TOMORROW" => true,
//!         _ => false,
//!     }
//! }
//! # assert!(is_about_documents(&"EVENT_TYPE_DOCUMENT_OF_TOMORROW".into()));
//! ```
//!
//! # Promises
//!
//! - **A new known value is a minor change.** It moves from `Unknown` to a variant of its own; its `as_str()` stays
//!   the same, so guards and configurations keep matching.
//! - A minor release may change the defaults of `Criteria`, but only in ways that verify fewer processes. Once a value
//!   is documented to fail, criteria that accept it are rejected.
//! - A message is written back as a JSON value equal to the one that was read; [`webhook::RawPayload`] lists the
//!   exceptions.
//! - Error messages are for people and may change in any release; types and accessors are the interface.
//! - `KNOWN` is in the order of the specification. `Eq`, `Ord`, `Hash` and `Borrow<str>` use the string on the wire.
//! - A newer minimum Rust version is a minor change.
//! - No input makes the library panic, and it has no `unsafe` code.
//!
//! # Scope
//!
//! The crate covers the current webhook payload and the responses of both GetProcess contracts. Its facts are from the
//! platform's own pages and, where noted, from the vendor's code or a third party's digest. Where the pages disagree,
//! the crate follows the [event-types page] for the webhook, and the docs of each type list the alternatives.
//!
//! These facts, among others, are inferred, each marked as such where it appears: that `flow` is always present; the
//! contents of some flows, capacities and checks; the long forms `AUTHENTICATION_RESULT_NEGATIVE`,
//! `LIVENESS_RESULT_NOT_LIVE` and `TRUST_RESULT_YES`; the meanings of the values of the API contract's `idCloud`; that
//! GetProcess returns `silentAuth`, which was seen in another response; the meaning of 0 in `faceMatch`.
//!
//! No page documents the following: a webhook body with `invalid_identity`; the webhook's values for the results
//! `WARNING`, `REFUSED` and `ERROR`; a JSON `null`; the long form of any value of the bio-token, smart-revalidation,
//! age or frictionless results other than `..._UNSPECIFIED`; the string of the state in which a process awaits a
//! document, printed on one page without a prefix as `AWAITING_FOR_DOCUMENT`; the GetProcess responses of `idface`,
//! `idonboarding` and `idtransactional` under the Web & SDK contract; the values of `OCRCode`; the meaning of the
//! Serpro scores -1 and -2; the members of a signature service beyond its envelope; the time zone of the v2
//! `finishedAt`; event descriptions in a language other than English.
//!
//! The crate leaves logging, HTTP, authentication and retries to your service. The older `update_process` event and the
//! portal webhook are other messages, and are rejected with a [`ReadError`]. The state `finished` of older pages is
//! kept as an unknown state, so it reads as unrecognized.
//!
//! # Sources
//!
//! The docs refer to their sources by these names. A fact that no source documents is called inferred.
//!
//! | name | about | age |
//! | --- | --- | --- |
//! | [event-types page] | the webhook: payload, events, rules | current |
//! | [GetProcess page of the Web & SDK contract] | an example of the response | current |
//! | [older GetProcess page] | the same, and its `OpenAPI` document | 2025 |
//! | [response scenarios] | states, results and checks, by flow | older |
//! | [decision matrix] | the recommended reactions to them | older |
//! | [GetProcess page of the API contract] | the response, its members and their values | current |
//! | [`CreateProcess` page] | the request of the Web & SDK contract | current |
//! | [older `CreateProcess` page] | its `OpenAPI` document, with the flows | older |
//! | [overview] | the two contracts compared | current |
//! | [error codes] | HTTP errors of both contracts | current |
//! | [table of flows and capabilities] | the contents of each flow | older |
//! | [by Unico reference] | `OpenAPI` enums of the Web & SDK contract, version 1.6.0 | legacy |
//! | [by Client reference] | `OpenAPI` document of the API contract, version 1 | legacy |
//! | [older by Client page] | a one-to-one comparison | 2024 |
//! | [Mexican onboarding page] | the API contract's `idCloud` | 2025 |
//! | [`IdFace` page] | the API contract's `idFace` | current |
//! | capability page | [one-to-one validation], [age verification] | current |
//! | [demo of silent authentication] | the API contract's `silentAuth`; the vendor's own code | 2026 |
//! | [generic errors] | HTTP errors of both contracts | 2025 |
//! | [authentication guide], [authentication errors] | the token endpoint's errors | 2022, 2025 |
//! | digest | a third party's summary of the platform's pages | 2026-09-02 |
//!
//! [event-types page]: https://developer.unico.io/developers/webhooks-and-events/event-types
//! [GetProcess page of the Web & SDK contract]: https://developer.unico.io/developers/api-reference/web-sdk/get-process
//! [older GetProcess page]: https://devcenter.unico.io/unico-idcloud/by-unico-integration/by-unico-api/api-reference/get-process
//! [response scenarios]: https://devcenter.unico.io/idcloud/en/integrations/integration-by-unico/api/response-scenarios
//! [decision matrix]: https://devcenter.unico.io/unico-idcloud/by-unico-integration/by-unico-api/response-scenarios
//! [GetProcess page of the API contract]: https://developer.unico.io/developers/api-reference/api/get-processes-by-id
//! [`CreateProcess` page]: https://developer.unico.io/developers/api-reference/web-sdk/post-process
//! [older `CreateProcess` page]: https://devcenter.unico.io/unico-idcloud/by-unico-integration/by-unico-api/api-reference/create-process
//! [overview]: https://developer.unico.io/developers/api-reference/
//! [error codes]: https://developer.unico.io/developers/api-reference/error-codes
//! [by Unico reference]: https://developers.unico.io/orquestrador/additional-resources/api_guide/api-reference
//! [by Client reference]: https://developers.unico.io/IDunico/RecursosAdicionais/api_guide/api-reference
//! [older by Client page]: https://devcenter.unico.io/idcloud/en/~gitbook/pdf?only=yes&page=8YfkSiQaTRdJP69UOElf
//! [Mexican onboarding page]: https://devcenter.unico.io/trust-mx-en/integrations/integration-by-client/api-reference/onboarding
//! [`IdFace` page]: https://developer.unico.io/capabilities/id-face
//! [one-to-one validation]: https://developer.unico.io/capabilities/1-1-validation
//! [age verification]: https://developer.unico.io/capabilities/age-verification
//! [demo of silent authentication]: https://github.com/unico-labs/smartrevalidation-sdk-poc-swift
//! [generic errors]: https://devcenter.unico.io/unico-idcloud/en/integrations/integration-by-unico/api/errors
//! [authentication guide]: https://github.com/mrcsvg/unico-docs-stage
//! [authentication errors]: https://devcenter.unico.io/unico-idpay/en/integration/authentication/additional-resources/authentication-errors
//! [table of flows and capabilities]: https://devcenter.unico.io/idcloud/en/integrations/integration-by-unico/overview
//!
//! # Features
//!
//! Features are additive; none changes what a type does. A digit in a feature's name is the major version of the crate
//! that it integrates.
//!
//! - `std` (default): `std` in the dependencies. Without it the crate is `no_std` and needs `alloc`.
//! - `get-process` (default): the models of the GetProcess responses. A service that only receives webhooks can turn it
//!   off to build faster.
//! - `testing`: documented bodies, fixtures and builders for your unit tests, in the module `testing`.
//! - `schemars1`: `schemars::JsonSchema` for the payload with its rules, the responses and the configurations. The
//!   schema of an open vocabulary lists the known values with their descriptions, and allows any other value.
//! - `proptest1`: `proptest`'s `Arbitrary` for the messages, the configurations and the vocabularies; with `testing`
//!   also strategies for each outcome.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
// No input makes the library panic. The tests may.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used
)]

extern crate alloc;

mod config;
mod external;
#[cfg(feature = "get-process")]
#[doc(alias = "authentication")]
#[doc(alias = "token")]
pub mod get_process;
mod process;
#[cfg(feature = "testing")]
pub mod testing;
#[doc(alias = "axum")]
#[doc(alias = "sqlx")]
#[doc(alias = "signature")]
#[doc(alias = "authentication")]
pub mod webhook;
mod wire;

/// The version of `serde_json` that the public interface uses, for `extra`.
pub use serde_json;
/// The version of `uuid` that the public interface uses, for [`ProcessId`].
pub use uuid;

pub use process::{
    Flow, ProcessId, ProcessIdError, ProcessState, UnknownFlow, UnknownProcessState,
};
pub use wire::error::ReadError;
pub use wire::other_message::OtherMessage;
pub use wire::unknown::{UnknownKind, UnknownValue};
pub use wire::vocabulary::UnknownValueError;

/// Compiles the code of the README.
#[cfg(all(doctest, feature = "get-process"))]
#[doc = include_str!("../README.md")]
struct Readme;
