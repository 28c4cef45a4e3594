//! The message that arrives: what the platform posts to an endpoint when a process changes its state.
//!
//! Data flows one way: bytes, [`RawPayload`] (the wire as it came), the rules, [`Payload`] (checked), and from there
//! [`Outcome`] (what happened) and [`Decision`] (whether this endpoint reacts to it). Nothing of GetProcess enters
//! here.

mod delivery_key;
mod event_type;
mod fast_path;
mod field;
mod invalid;
mod outcome;
mod payload;
mod raw;
mod result_code;
mod rules;
mod selection;
mod subscription;

pub use delivery_key::DeliveryKey;
pub use event_type::{EventType, UnknownEventType};
pub use field::{Field, Vocabulary};
pub use invalid::{InvalidPayload, PayloadError};
pub use outcome::Outcome;
pub use payload::Payload;
pub use raw::RawPayload;
pub use result_code::{ResultCode, UnknownResultCode};
pub use rules::Violation;
pub use selection::{InvalidSelection, Selection};
pub use subscription::{Decision, Subscription, SubscriptionField, UnrecognizedName};
