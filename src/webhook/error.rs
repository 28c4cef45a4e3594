//! What can be wrong with a body: it can't be read, or it can be and breaks the rules.
//!
//! The text of an error says what, where and what to do, in one line and without any text of the payload, so that it is
//! safe to log. Who wants the payload or serde's own words asks for them by name.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use serde_json::error::Category;
use strum::EnumIs;

use super::field::Field;
use super::message::Message;
use super::raw::RawPayload;
use super::rules::Violation;
use crate::process::ProcessId;

/// Why a body is no [`Payload`](super::Payload). The two cases want different answers.
///
/// - **Malformed**: nobody can read it, so it is not the platform's, or was damaged. Answer with a client error.
/// - **Invalid**: it was read, and breaks the contract as this version knows it. A client error would make the
///   platform send it again and then slow down; acknowledge it, keep the input, and ask GetProcess.
///
/// ```
/// use idcloud_types::webhook::{Payload, PayloadError};
///
/// fn status(body: &[u8]) -> u16 {
///     match Payload::from_slice(body) {
///         Ok(_payload) => 200,
///         Err(PayloadError::Invalid(invalid)) => {
///             // keep `invalid.raw()`, and ask GetProcess for `invalid.process_id()`
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
#[derive(Debug, EnumIs, thiserror::Error)]
#[non_exhaustive]
pub enum PayloadError {
    /// The body can't be read.
    #[error(transparent)]
    Malformed(#[from] MalformedPayload),
    /// The body was read, and breaks rules.
    #[error(transparent)]
    Invalid(#[from] InvalidPayload),
}

/// A payload that was read and breaks rules of the contract: every one of them, and the input.
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPayload(Box<Invalid>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Invalid {
    violations: Vec<Violation>,
    raw: RawPayload,
}

impl InvalidPayload {
    pub(super) fn new(raw: RawPayload, violations: Vec<Violation>) -> Self {
        Self(Box::new(Invalid { violations, raw }))
    }

    /// Every broken rule, in the order of [`Violation`]; at least one.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// The payload as it came, to look at.
    #[must_use]
    pub fn raw(&self) -> &RawPayload {
        &self.0.raw
    }

    /// The payload as it came, to keep.
    #[must_use]
    pub fn into_raw(self) -> RawPayload {
        self.0.raw
    }

    /// The process to ask GetProcess for.
    #[must_use]
    pub fn process_id(&self) -> ProcessId {
        self.0.raw.process_id
    }
}

impl fmt::Display for InvalidPayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid webhook payload: ")?;
        for violation in self.violations() {
            write!(f, "{violation}; ")?;
        }
        f.write_str("acknowledge it, keep it and ask GetProcess")
    }
}

impl core::error::Error for InvalidPayload {}

/// A body that can't be read as a webhook payload: not one JSON object, a wrong type, a repeated member, or no usable
/// `processId`.
///
/// Its `Display` and `Debug` never repeat the body. What `serde_json` says of it may, and is behind
/// [`json_error`](Self::json_error); it is not the error's `source`, so that a logged chain of errors does not repeat
/// it either.
///
/// ```
/// use idcloud_types::webhook::{Field, RawPayload};
///
/// let error = RawPayload::from_slice(b"{\"processId\": 7}").unwrap_err();
/// assert_eq!(error.field(), Some(Field::ProcessId));
/// assert_eq!((error.line(), error.column()), (1, 15));
/// assert_eq!(
///     error.to_string(),
///     "malformed webhook payload at line 1 column 15: \
///      `processId` does not hold what it should; expected a hyphenated UUID",
/// );
/// ```
pub struct MalformedPayload {
    place: Place,
    json: serde_json::Error,
}

/// Where reading stopped: what an error can say without quoting the payload.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// Before the object.
    Start,
    /// At a byte-order mark before the object.
    ByteOrderMark,
    /// Between members.
    Between,
    /// In the value of a known member.
    In(Field),
    /// In the value of a member that is not known.
    InOther,
    /// At a known member that came before.
    Repeated(Field),
    /// At the end of an object without this member.
    Missing(Field),
    /// At the end of an object without `processId`, whose members are those of another message.
    Foreign(Message),
    /// After the object.
    End,
}

impl MalformedPayload {
    pub(super) fn new(body: &[u8], place: Place, json: serde_json::Error) -> Self {
        let place = match place {
            Place::Start if body.starts_with(b"\xEF\xBB\xBF") => Place::ByteOrderMark,
            place => place,
        };
        Self { place, json }
    }

    /// The line where reading stopped, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.json.line()
    }

    /// The column where reading stopped, in bytes; 0 at the very start of a line.
    #[must_use]
    pub fn column(&self) -> usize {
        self.json.column()
    }

    /// Whether the JSON itself is broken (`Syntax`), ends too early (`Eof`), or holds something else than a payload
    /// (`Data`).
    #[must_use]
    pub fn category(&self) -> Category {
        self.json.classify()
    }

    /// The known member that is missing, repeated, or could not be read, where that is what is wrong.
    #[must_use]
    pub fn field(&self) -> Option<Field> {
        match self.place {
            Place::In(field) | Place::Repeated(field) | Place::Missing(field) => Some(field),
            Place::Foreign(_) => Some(Field::ProcessId),
            Place::Start | Place::ByteOrderMark | Place::Between | Place::InOther | Place::End => {
                None
            }
        }
    }

    /// The message that the body looks like, when `processId` is missing and the members are those of another message.
    #[must_use]
    pub fn looks_like(&self) -> Option<Message> {
        match self.place {
            Place::Foreign(message) => Some(message),
            _ => None,
        }
    }

    /// What `serde_json` says. **It may quote the payload**, so escape it and mind personal data before it reaches a
    /// log.
    #[must_use]
    pub fn json_error(&self) -> &serde_json::Error {
        &self.json
    }
}

impl fmt::Display for MalformedPayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "malformed webhook payload at line {} column {}: ",
            self.line(),
            self.column(),
        )?;
        match (self.place, self.category()) {
            (_, Category::Eof) => {
                f.write_str("the text ends too early; expected one whole JSON object")
            }
            (Place::ByteOrderMark, _) => {
                f.write_str("a byte-order mark stands before the JSON; expected plain UTF-8")
            }
            (Place::Start, Category::Data) => {
                f.write_str("the JSON is not an object; expected one flat JSON object")
            }
            (Place::In(field), Category::Data) => {
                let expected = match field {
                    Field::ProcessId => "a hyphenated UUID",
                    _ => "a string or null",
                };
                write!(
                    f,
                    "`{field}` does not hold what it should; expected {expected}"
                )
            }
            (Place::Repeated(field), _) => {
                write!(f, "`{field}` is repeated; expected every member once")
            }
            (Place::Missing(field), _) => {
                write!(f, "`{field}` is missing; expected a hyphenated UUID")
            }
            (Place::Foreign(message), _) => {
                write!(f, "`processId` is missing; the body looks like {message}")
            }
            (Place::In(field), _) => {
                write!(
                    f,
                    "the JSON is broken in `{field}`; expected one flat JSON object"
                )
            }
            (Place::End, _) => {
                f.write_str("text follows the JSON object; expected nothing after it")
            }
            (Place::InOther, _) => f.write_str(
                "the JSON of a member that is not known is broken, or more than serde_json holds; \
                 expected at most 128 levels, and numbers in the range of a double",
            ),
            (Place::Start | Place::Between, _) => {
                f.write_str("the JSON is broken; expected one flat JSON object")
            }
        }
    }
}

impl fmt::Debug for MalformedPayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MalformedPayload")
            .field("line", &self.line())
            .field("column", &self.column())
            .field("category", &self.category())
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

impl core::error::Error for MalformedPayload {}
