//! The webhook: the payload that the platform posts to your endpoint when a process changes state.
//!
//! A body is read as a [`RawPayload`], exactly as it was sent. If it breaks no rule of [`Violation`], it becomes a
//! checked [`Payload`], which provides the [`Outcome`] (what happened), the [`DeliveryKey`] (to recognize a duplicate
//! delivery) and, with a [`Subscription`], the [`Decision`] on whether your endpoint reacts to it. Nothing here depends
//! on GetProcess.
//!
//! [In a service](#in-a-service) shows how to receive, store, log and queue payloads.
//!
//! # If the compiler refuses
//!
//! **Comparing with a string**, "can't compare `ProcessState` with `str`": compare with a variant, or compare
//! `as_str()` with a string. In a `match`, use a guard.
//!
//! ```compile_fail
//! # use idcloud_types::webhook::Payload;
//! fn is_over(payload: &Payload) -> bool {
//!     payload.state() == "PROCESS_STATE_FINISHED"
//! }
//! ```
//!
//! ```
//! # use idcloud_types::webhook::{Payload, ResultCode};
//! # use idcloud_types::ProcessState;
//! fn is_over(payload: &Payload) -> bool {
//!     *payload.state() == ProcessState::Finished
//!         || payload.state().as_str() == "PROCESS_STATE_OF_TOMORROW"
//! }
//!
//! fn is_error(payload: &Payload) -> bool {
//!     payload.result().map(ResultCode::as_str) == Some("result_of_tomorrow")
//! }
//! ```
//!
//! **Building a value by hand**, "the trait `From<&str>` is not implemented for `UnknownEventType`": use `from`, which
//! accepts any string and gives a known value its own variant.
//!
//! ```compile_fail
//! # use idcloud_types::webhook::EventType;
//! let event = EventType::Unknown("EVENT_TYPE_OF_TOMORROW".into());
//! ```
//!
//! ```
//! # use idcloud_types::webhook::EventType;
//! let event = EventType::from("EVENT_TYPE_OF_TOMORROW");
//! ```
//!
//! **Building a payload by hand**, "cannot create non-exhaustive struct": start with [`RawPayload::new`] and set its
//! fields, or use [`Payload::ok`] and its siblings. The feature `testing` has a builder.
//!
//! ```compile_fail
//! # use idcloud_types::{ProcessId, ProcessState};
//! # use idcloud_types::webhook::RawPayload;
//! fn started(process_id: ProcessId) -> RawPayload {
//!     RawPayload { process_id, state: Some(ProcessState::Created), ..RawPayload::new(process_id) }
//! }
//! ```
//!
//! ```
//! # use idcloud_types::{ProcessId, ProcessState};
//! # use idcloud_types::webhook::RawPayload;
//! fn started(process_id: ProcessId) -> RawPayload {
//!     let mut raw = RawPayload::new(process_id);
//!     raw.state = Some(ProcessState::Created);
//!     raw
//! }
//! ```
//!
//! **Reading with `serde_json`**, "the trait `From<serde_json::Error>` is not implemented for `PayloadError`": read a
//! body with [`Payload::from_slice`]. Without `?`, `serde_json::from_slice` compiles, but its error loses an invalid
//! payload and may quote it.
//!
//! ```compile_fail
//! # use idcloud_types::webhook::{Payload, PayloadError};
//! fn read(body: &[u8]) -> Result<Payload, PayloadError> {
//!     Ok(serde_json::from_slice::<Payload>(body)?)
//! }
//! ```
//!
//! ```
//! # use idcloud_types::webhook::{Payload, PayloadError};
//! fn read(body: &[u8]) -> Result<Payload, PayloadError> {
//!     Payload::from_slice(body)
//! }
//! ```
// A package of its own, `tests/with_crates`, runs these snippets with the crates that they name.
#![cfg_attr(not(doctest), doc = include_str!("in_a_service.md"))]

mod delivery_key;
mod event_type;
mod field;
mod invalid;
mod outcome;
mod payload;
mod raw;
mod result_code;
pub(crate) mod rules;
pub(crate) mod selection;
mod subscription;

pub use delivery_key::{DeliveryKey, DeliveryKeyError};
pub use event_type::{EventType, UnknownEventType};
pub use field::{Field, Vocabulary};
pub use invalid::{BuildError, InvalidPayloadError, PayloadError};
pub use outcome::Outcome;
pub use payload::Payload;
pub use raw::RawPayload;
pub use result_code::{ResultCode, UnknownResultCode};
pub use rules::Violation;
pub use selection::{Selection, SelectionError};
pub use subscription::{Decision, Subscription, SubscriptionField, SubscriptionWarning};
