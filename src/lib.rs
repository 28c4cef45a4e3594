//! Typed, forward-compatible models of the messages that Unico IDCloud sends to its customers' back ends.
//!
//! A process verifies one person. When it ends, the platform posts a small JSON payload to your endpoint, and your
//! service asks a GetProcess endpoint for the rest. The two messages name outcomes in different words, so each has
//! a module of its own, and nothing converts between them:
//!
//! | module | message | start with |
//! | --- | --- | --- |
//! | [`webhook`] | the one that arrives | [`webhook::Payload::from_slice`], then [`webhook::Payload::outcome`] |
#![cfg_attr(
    feature = "get-process",
    doc = "| [`get_process`] | the answer that you ask for | [`get_process::web_sdk::Response`] or [`get_process::api::Process`], by endpoint |"
)]
//!
//! The crate root holds what both name, [`ProcessId`], [`ProcessState`] and [`Flow`], and the one error of reading,
//! [`Malformed`].
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
//!     expired @ Outcome::Expired { .. } => println!("offer a new process: {expired:?}"),
//!     other => println!("ask GetProcess: {other:?}"),
//! }
//! # Ok::<(), idcloud_types::webhook::PayloadError>(())
//! ```
//!
//! # Unknown values
//!
//! The platform announces that states and events may be added at any time. Every vocabulary here is therefore an
//! *open* enum: one variant per documented value, and `Unknown` with the text of every other. An unknown value never
//! fails to parse, is never lost, and never reads as a success. Nothing but reading builds an `Unknown`, so it never
//! holds a value that is known. Match a value that this version does not know by a guard on its text:
//!
//! ```
//! use idcloud_types::webhook::EventType;
//!
//! fn is_about_documents(event: &EventType) -> bool {
//!     match event {
//!         EventType::DocumentStepStarted | EventType::DocumentPhotoCaptured => true,
//!         other if other.as_str() == "EVENT_TYPE_DOCUMENT_REJECTED" => true,
//!         _ => false,
//!     }
//! }
//! # assert!(is_about_documents(&"EVENT_TYPE_DOCUMENT_REJECTED".into()));
//! ```
//!
//! # Promises
//!
//! - **A new known value is a minor release.** It moves from `Unknown` to a variant of its own; its `as_str()` stays the
//!   same, so guards and configurations go on matching.
//! - What the defaults of `Criteria` require or accept changes in a minor release only so that fewer processes are
//!   verified.
//! - What is read is written back as an equal JSON value; [`webhook::RawPayload`] lists the exceptions.
//! - The text of errors is for people and may change in any release; types and accessors are the interface.
//! - `KNOWN` is in the order of the specification. `Eq`, `Ord`, `Hash` and `Borrow<str>` go by the string on the wire.
//! - A newer minimum Rust version is a minor release.
//! - No input makes the library panic, and it has no `unsafe` code.
//!
//! # Scope
//!
//! In: the current webhook payload, and the answers of both GetProcess contracts. Facts are from the platform's own
//! pages; where those disagree, its event-types page decides for the webhook, and the docs of a type name the
//! alternatives.
//!
//! Inferred, and marked so at its place: that `flow` is always present; what some flows, capacities and checks consist
//! of; the long forms `AUTHENTICATION_RESULT_NEGATIVE`, `LIVENESS_RESULT_NOT_LIVE` and `TRUST_RESULT_YES`; all of the API
//! contract's `idCloud`.
//!
//! Never seen: a webhook body with `invalid_identity`; a JSON `null`; a value of the bio-token, smart-revalidation, age
//! or frictionless results other than `..._UNSPECIFIED`; the meaning of the Serpro scores -1 and -2; the rest of
//! `bioTokenData` and of a signature's entry; the time zone of the v2 `finishedAt`; event descriptions in another
//! language than English.
//!
//! Out: logging, HTTP, authentication and retries, which are your service's; the older `update_process` event and the
//! portal webhook, which are other messages and read as [`Malformed`]. The state `finished` of older pages is kept as
//! an unknown state, so it reads as unrecognized.
//!
//! # Features
//!
//! Features only add. None changes what a type does.
//!
//! - `std` (default): `std` in the dependencies. Without it the crate is `no_std` and needs `alloc`.
//! - `get-process` (default): the models of the GetProcess answers. A service that only receives webhooks turns it off,
//!   and builds faster.
//! - `testing`: documented bodies and builders, for your unit tests; see its module `testing`.
//! - `schemars1`: `schemars::JsonSchema`, of the payload with its rules, of the answers and of the configurations. Open
//!   vocabularies are their known values, with their descriptions, and any other string.
//! - `proptest1`: `proptest`'s `Arbitrary`, and the module `strategies` with a strategy for each outcome.
//! - `arbitrary1`: `arbitrary`'s `Arbitrary` for the same types, for fuzzing. Needs the standard library.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
// No input makes the library panic. The tests may.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used
)]

extern crate alloc;

#[cfg(feature = "get-process")]
pub mod get_process;
mod other_message;
mod process;
#[cfg(feature = "proptest1")]
pub mod strategies;
mod table;
#[cfg(feature = "testing")]
pub mod testing;
pub mod webhook;
mod wire;

pub use other_message::OtherMessage;
pub use process::{
    Flow, InvalidProcessId, ProcessId, ProcessState, UnknownFlow, UnknownProcessState,
};
pub use wire::malformed::Malformed;
pub use wire::vocabulary::Unrecognized;

/// Compiles the code of the README.
#[cfg(all(doctest, feature = "get-process"))]
#[doc = include_str!("../README.md")]
struct Readme;
