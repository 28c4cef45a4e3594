//! What can be wrong with a body: it can't be read, or it can be and breaks the rules.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::convert::Infallible;
use core::fmt;

use strum::EnumIs;
use thiserror::Error;

use super::raw::RawPayload;
use super::rules::Violation;
use crate::process::{ProcessId, ProcessIdError};
use crate::wire::error::ReadError;

/// Why a body is not a [`Payload`](super::Payload). The two cases need different replies.
///
/// - **Malformed**: it can't be read, so it was damaged or is not from the platform. Reply with a client error.
/// - **Invalid**: it can be read, but breaks the contract as this version knows it. Acknowledge it, keep the input, and
///   ask GetProcess: a client error would make the platform send it again and then slow down.
///
/// | what is wrong | error | details |
/// | --- | --- | --- |
/// | not UTF-8, a byte-order mark, broken JSON, data after the object | `Malformed` | [`ReadError::line`] and `column` |
/// | not an object: an array, a string, `null` | `Malformed` | |
/// | a known member that is repeated | `Malformed` | [`ReadError::path`] |
/// | `processId` missing, `null`, or not a hyphenated UUID | `Malformed` | [`ReadError::path`] |
/// | another message of the platform, such as GetProcess's response | `Malformed` | [`ReadError::looks_like`] |
/// | 128 levels or more, even in an unknown member | `Malformed` | [`ReadError::path`] |
/// | a lone surrogate (`"\ud83d"`), even in an unknown member | `Malformed` | [`ReadError::path`] |
/// | a number too large for a double (`1e999`), even in an unknown member, unless the build turns on `serde_json/arbitrary_precision` | `Malformed` | [`ReadError::path`] |
/// | any other known member that is not a string | `Invalid` | [`Violation::WrongType`] |
/// | another broken rule of the contract | `Invalid` | [`InvalidPayloadError::violations`] |
///
/// Each error message is one line, never quotes the payload, and is safe to log, as are `Debug` and the output of
/// `.unwrap()`.
///
/// ```
/// use idcloud_types::webhook::{Payload, PayloadError};
///
/// fn status(body: &[u8]) -> u16 {
///     match Payload::from_slice(body) {
///         Ok(_payload) => 200,
///         Err(PayloadError::Invalid(invalid)) => {
///             // keep `invalid.as_raw()`, and ask GetProcess for `invalid.process_id()`
///             eprintln!("{invalid}");
///             202
///         }
///         Err(malformed) => {
///             eprintln!("{malformed}");
///             400
///         }
///     }
/// }
///
/// assert_eq!(status(br#"{"processId":"8263a268-5388-492a-bca2-28e1ff4a69f0"}"#), 202);
/// assert_eq!(status(b"{}"), 400);
/// ```
#[derive(Debug, EnumIs, Error)]
#[non_exhaustive]
pub enum PayloadError {
    /// The body can't be read.
    #[error(transparent)]
    Malformed(#[from] ReadError),
    /// The body can be read, but breaks rules.
    #[error(transparent)]
    Invalid(#[from] InvalidPayloadError),
}

/// Why a [`Payload`](super::Payload) can't be built.
///
/// ```
/// use idcloud_types::webhook::Payload;
///
/// let error = Payload::ok("8263", "id").unwrap_err();
/// assert!(error.to_string().starts_with("a string of 4 bytes is not a process id"));
///
/// let error = Payload::ok("8263a268-5388-492a-bca2-28e1ff4a69f0", "PROCESS_RESULT_OK").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "this is not a valid webhook payload: `flow` holds a `PROCESS_RESULT_*` value of GetProcess",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The id is not a hyphenated UUID.
    #[error(transparent)]
    ProcessId(#[from] ProcessIdError),
    /// The payload would break rules.
    #[error("this is not a valid webhook payload: {}", list(.0.violations()))]
    Invalid(#[from] InvalidPayloadError),
}

impl From<Infallible> for BuildError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// The error for a payload that breaks the contract, with every violation and the input.
///
/// ```
/// use idcloud_types::webhook::{Payload, PayloadError, Violation};
///
/// let body = br#"{"processId":"8263a268-5388-492a-bca2-28e1ff4a69f0","state":"PROCESS_STATE_FINISHED"}"#;
/// let Err(PayloadError::Invalid(invalid)) = Payload::from_slice(body) else { panic!() };
/// assert_eq!(invalid.violations(), [Violation::MissingFlow, Violation::MissingResult]);
/// assert_eq!(
///     invalid.to_string(),
///     "invalid webhook payload: `flow` is missing; \
///      `result` is missing although `state` is `PROCESS_STATE_FINISHED`; \
///      acknowledge it, keep it and ask GetProcess",
/// );
/// let kept = invalid.into_raw();
/// assert!(kept.state.is_some());
/// ```
// Boxed, so that a `Result` stays small.
#[derive(Clone, PartialEq, Eq, Error)]
#[error(
    "invalid webhook payload: {}; acknowledge it, keep it and ask GetProcess",
    list(&self.0.violations)
)]
pub struct InvalidPayloadError(Box<Invalid>);

#[derive(Clone, PartialEq, Eq)]
struct Invalid {
    violations: Vec<Violation>,
    raw: RawPayload,
}

impl InvalidPayloadError {
    pub(super) fn new(raw: RawPayload, violations: Vec<Violation>) -> Self {
        Self(Box::new(Invalid { violations, raw }))
    }

    /// The violations, in the order of [`Violation`]; at least one.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// Borrows the payload as it was sent.
    #[must_use]
    pub fn as_raw(&self) -> &RawPayload {
        &self.0.raw
    }

    /// Returns the payload as it was sent, so that you can keep it.
    #[must_use]
    pub fn into_raw(self) -> RawPayload {
        self.0.raw
    }

    /// The id of the process to ask GetProcess about.
    #[must_use]
    pub fn process_id(&self) -> ProcessId {
        self.0.raw.process_id
    }
}

/// The violations, with `; ` between them.
fn list(violations: &[Violation]) -> String {
    let violations: Vec<String> = violations.iter().map(ToString::to_string).collect();
    violations.join("; ")
}

impl fmt::Debug for InvalidPayloadError {
    /// Shows the violations and the redacted payload.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvalidPayloadError")
            .field("violations", &self.0.violations)
            .field("raw", &self.0.raw)
            .finish()
    }
}
