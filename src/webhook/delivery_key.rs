//! How duplicate deliveries are recognized.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use super::event_type::EventType;
use super::field::Field;
use super::raw::RawPayload;
use super::result_code::ResultCode;
use crate::process::{ProcessId, ProcessState};
use crate::wire::redact::Redacted;
use crate::wire::value::WireValue;

/// Identifies duplicate deliveries: those with the same process, state, result and last event.
///
/// The platform delivers at least once, and a delivery has no id of its own. The id of the process alone is not enough:
/// another message about the same process is not a duplicate delivery.
///
/// Its string is one line of printable ASCII, at most 512 bytes long, suitable for a unique column of a database or an
/// idempotency key. Two keys have the same string only if they are equal. Later versions write the same string, even
/// for a value that has become known since. Values are separated by `:`, and `-` stands for an absent value. Every byte
/// other than an ASCII letter, a digit, `_` or `.` is written as `%` and two hexadecimal digits. A value that takes
/// more than 128 bytes in this form is written as `~` and its `UUIDv5` in the namespace [`Uuid::NAMESPACE_OID`]. A
/// value with a JSON type other than the documented one is written as `~` and the `UUIDv5` of the byte 255 followed by
/// its JSON. The string contains unknown values unredacted, so log the key's `Debug` instead.
///
/// ```
/// use idcloud_types::webhook::{DeliveryKey, Payload};
///
/// let payload = Payload::ok("8263a268-5388-492a-bca2-28e1ff4a69f0", "id")?;
/// let key = payload.delivery_key().to_string();
/// assert_eq!(key, "8263a268-5388-492a-bca2-28e1ff4a69f0:PROCESS_STATE_FINISHED:ok:-");
/// assert_eq!(key.parse::<DeliveryKey>()?, payload.delivery_key());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "duplicate")]
#[doc(alias = "deduplication")]
#[doc(alias = "idempotency")]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct DeliveryKey {
    process_id: ProcessId,
    state: Part<ProcessState>,
    result: Part<ResultCode>,
    last_event: Part<EventType>,
}

/// A value of a key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part<T> {
    Absent,
    Value(T),
    /// The digest of a long value, or of one of another JSON type.
    Digest(Uuid),
}

impl RawPayload {
    /// Builds the key that identifies duplicate deliveries.
    #[must_use]
    pub fn delivery_key(&self) -> DeliveryKey {
        DeliveryKey {
            process_id: self.process_id,
            state: self.part(Field::State, self.state.as_ref()),
            result: self.part(Field::Result, self.non_empty_result()),
            last_event: self.part(Field::LastEvent, self.non_empty_last_event()),
        }
    }

    fn part<T: AsRef<str> + Clone>(&self, field: Field, value: Option<&T>) -> Part<T> {
        match self.wrong_type(field) {
            // No string has this byte, so no string has this digest.
            Some(json) => Part::digest(&[b"\xff", json.to_string().as_bytes()].concat()),
            None => Part::of(value),
        }
    }
}

impl DeliveryKey {
    /// The id of the process that the delivery is about.
    #[must_use]
    pub fn process_id(&self) -> ProcessId {
        self.process_id
    }
}

impl<T: AsRef<str> + Clone> Part<T> {
    /// The length above which a value is written as its digest, in bytes of its encoded form.
    const MAX_VALUE: usize = 128;

    fn of(value: Option<&T>) -> Self {
        let Some(value) = value else {
            return Self::Absent;
        };
        let bytes = value.as_ref().as_bytes();
        let length = |byte: &u8| if is_plain(*byte) { 1 } else { 3 };
        if bytes.iter().map(length).sum::<usize>() <= Self::MAX_VALUE {
            Self::Value(value.clone())
        } else {
            Self::digest(bytes)
        }
    }

    fn digest(bytes: &[u8]) -> Self {
        Self::Digest(Uuid::new_v5(&Uuid::NAMESPACE_OID, bytes))
    }
}

/// Whether a byte is written as it is.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}

impl<T: AsRef<str>> fmt::Display for Part<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("-"),
            Self::Value(value) => value.as_ref().bytes().try_for_each(|byte| {
                if is_plain(byte) {
                    write!(f, "{}", char::from(byte))
                } else {
                    write!(f, "%{byte:02X}")
                }
            }),
            Self::Digest(digest) => write!(f, "~{}", digest.as_hyphenated()),
        }
    }
}

impl<T: AsRef<str> + Clone + for<'a> From<&'a str>> Part<T> {
    /// Reads what `Display` writes, and a long value in full.
    fn read(written: &str) -> Option<Self> {
        if written == "-" {
            return Some(Self::Absent);
        }
        let part = match written.strip_prefix('~') {
            Some(digest) => {
                // In the hyphenated form, like an id.
                let digest = digest.parse::<ProcessId>().ok()?;
                return Some(Self::Digest(digest.into()));
            }
            None => T::from(&decoded(written)?),
        };
        Some(Self::of(Some(&part)))
    }
}

/// The string of a value that is written as its encoded form.
fn decoded(written: &str) -> Option<String> {
    let mut bytes = written.bytes();
    let mut value = Vec::with_capacity(written.len());
    while let Some(byte) = bytes.next() {
        value.push(match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            plain if is_plain(plain) => plain,
            _ => return None,
        });
    }
    String::from_utf8(value).ok()
}

impl fmt::Display for DeliveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            process_id,
            state,
            result,
            last_event,
        } = self;
        write!(f, "{process_id}:{state}:{result}:{last_event}")
    }
}

impl From<DeliveryKey> for String {
    fn from(key: DeliveryKey) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for DeliveryKey {
    type Error = DeliveryKeyError;

    fn try_from(key: String) -> Result<Self, Self::Error> {
        key.parse()
    }
}

impl FromStr for DeliveryKey {
    type Err = DeliveryKeyError;

    /// Parses the form that `Display` writes. A long value may also be written in full, which gives the same key.
    fn from_str(key: &str) -> Result<Self, Self::Err> {
        let read = || {
            let mut parts = key.split(':');
            let mut next = || parts.next();
            let key = Self {
                process_id: next()?.parse().ok()?,
                state: Part::read(next()?)?,
                result: Part::read(next()?)?,
                last_event: Part::read(next()?)?,
            };
            next().is_none().then_some(key)
        };
        read().ok_or(DeliveryKeyError { length: key.len() })
    }
}

/// The error for a string that is not a [`DeliveryKey`]. Its message never repeats the string, so it is safe to log.
///
/// ```
/// use idcloud_types::webhook::DeliveryKey;
///
/// let error = "8263a268-5388-492a-bca2-28e1ff4a69f0".parse::<DeliveryKey>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "a string of 36 bytes is not a delivery key; expected one that `DeliveryKey` wrote, \
///      such as 8263a268-5388-492a-bca2-28e1ff4a69f0:PROCESS_STATE_FINISHED:ok:-",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "a string of {length} bytes is not a delivery key; expected one that `DeliveryKey` wrote, \
     such as 8263a268-5388-492a-bca2-28e1ff4a69f0:PROCESS_STATE_FINISHED:ok:-"
)]
pub struct DeliveryKeyError {
    length: usize,
}

impl<T: WireValue> fmt::Debug for Part<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("None"),
            Self::Value(value) => Redacted(value).fmt(f),
            Self::Digest(digest) => write!(f, "~{digest}"),
        }
    }
}
