//! Typed, forward-compatible models of the messages that Unico IDCloud sends to its customers' back ends.
//!
//! A process verifies one person. When it ends, the platform posts a small JSON payload to your endpoint, and your
//! service asks a GetProcess endpoint for the rest. The two messages name outcomes in different words, so each has
//! a module of its own and nothing converts between them:
//!
//! | module | message | start with |
//! | --- | --- | --- |
//! | [`webhook`] | the one that arrives | [`webhook::Payload::from_slice`], then [`webhook::Payload::outcome`] |
//! | [`get_process`] | the answer that is asked for | [`get_process::web_sdk::Response`] or [`get_process::api::Process`], by endpoint |
//!
//! The crate root holds what both name: [`ProcessId`], [`ProcessState`] and [`Flow`].
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
//!     Outcome::Expired { last_event: Some(event), .. } => println!("stopped at {event:?}"),
//!     other => println!("ask GetProcess: {other:?}"),
//! }
//! # Ok::<(), idcloud_types::webhook::PayloadError>(())
//! ```
//!
//! # Words that this version does not know
//!
//! The platform announces that states and events may be added at any time. Every vocabulary here is therefore an
//! *open* enum: one variant per documented value, and `Unknown` with the text for every other. An unknown value never
//! fails to parse, is never lost, and never reads as a success. Nobody outside this crate can build an `Unknown`, so
//! it never holds a value that is known.
//!
//! A later minor release may move a value from `Unknown` to a variant of its own; its `as_str()` stays the same. So
//! match a value that is news to this version by a guard on its text, never by `Unknown`:
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
//! `Eq`, `Ord`, `Hash` and `Borrow<str>` all go by the text, so sets and maps of these values can be asked with a
//! `&str`. `Display` writes the text as it came; `Debug` escapes it, and is what belongs in a log.
//!
//! # Features
//!
//! Features only add. None changes what a type does.
//!
//! - `std` (default): `std` in the dependencies. Without it the crate is `no_std` and needs `alloc`.
//! - `testing`: the documented bodies and a builder, for your unit tests; see its module `testing`.
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

pub mod get_process;
mod process;
#[cfg(feature = "testing")]
pub mod testing;
mod vocabulary;
pub mod webhook;

pub use process::{
    Flow, InvalidProcessId, ProcessId, ProcessState, UnknownFlow, UnknownProcessState,
};
pub use vocabulary::Unrecognized;

/// Compiles the code of the README, which uses the feature `testing`.
#[cfg(all(doctest, feature = "testing"))]
#[doc = include_str!("../README.md")]
struct Readme;
