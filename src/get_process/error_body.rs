//! The body of an HTTP error.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::MESSAGE;
use super::platform_code::PlatformCode;
use crate::wire::error::ReadError;
use crate::wire::place::Object;
use crate::wire::redact::{Length, is_short_integer};
use crate::wire::value::WireValue;
use crate::wire::visitor::read_whole;

/// The body of an HTTP error: any JSON object. The accessors find the code and the messages in it.
///
/// The accessors read every shape that the platform's pages show or that gateways commonly send:
///
/// | shape | source |
/// | --- | --- |
/// | `{"code": 5, "message": "..."}` | GetProcess of the Web & SDK contract |
/// | `{"message": "..."}` | the same, with status 401 |
/// | `{"error": {"code": 404, "message": "..."}}` | the page of [error codes](crate#sources) |
/// | `{"error": {"code": "0000", "description": "..."}}` | the pages of [generic errors](crate#sources) |
/// | `{"Error": {"code": "40004", "description": "..."}}` | the legacy Check API |
/// | `{"error": "server_error", "error_description": "... 1.2.21"}` | the token endpoint ([authentication guide](crate#sources)) |
/// | `{"status": 404, "error": "Not Found", "message": "..."}` | a common framework; not on the pages |
/// | `{"statusCode": 400, "error": true, "message": ["...", "..."]}` | others; not on the pages |
///
/// The messages are untrusted and may name a person; neither `Debug` nor `Display` shows them. A repeated member keeps
/// its last value.
///
/// ```
/// use idcloud_types::get_process::ErrorBody;
///
/// let error = ErrorBody::from_slice(br#"{"code":3,"message":"process id is invalid"}"#)?;
/// assert_eq!(error.code().as_deref(), Some("3"));
/// assert_eq!(error.message(), Some("process id is invalid"));
/// assert_eq!(error.to_string(), "error code 3");
///
/// let error = ErrorBody::from_slice(
///     br#"{"error":"server_error","error_description":"Authentication failed (1.2.4)"}"#,
/// )?;
/// assert_eq!(error.to_string(), "error without a code, authentication 1.2.4: the JWT has expired");
/// # Ok::<(), idcloud_types::ReadError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ErrorBody(Map<String, Value>);

impl ErrorBody {
    #[doc = include_str!("../wire/from_slice.md")]
    pub fn from_slice(body: &[u8]) -> Result<Self, ReadError> {
        ReadError::read_slice(body, MESSAGE)
    }

    /// The error code: a string unchanged, or an integer in decimal digits, whether it was written as `5` or `5.0`.
    ///
    /// It is the first of `code`, `error.code`, `Error.code`, `status` and `statusCode` that is present and not `""`.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        let nested = self.nested().map(|object| object.get("code"));
        [self.0.get("code")]
            .into_iter()
            .chain(nested)
            .chain([self.0.get("status"), self.0.get("statusCode")])
            .flatten()
            .find_map(code)
    }

    /// The first of the [`messages`](Self::messages).
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.messages().next()
    }

    /// The human-readable messages. Escape them, and remove personal data, before they reach a log.
    ///
    /// They are taken from `message`, `error_description`, `error.message`, `error.description`, `Error.message`,
    /// `Error.description`, and then from `error` and `Error` if these are strings; absent members and `""` are
    /// skipped. An array yields each of its strings.
    pub fn messages(&self) -> impl Iterator<Item = &str> {
        let own = ["message", "error_description"].map(|name| self.0.get(name));
        let nested = self
            .nested()
            .flat_map(|object| ["message", "description"].map(|name| object.get(name)));
        let wrappers = self.wrappers().filter(|value| value.is_string()).map(Some);
        own.into_iter()
            .chain(nested)
            .chain(wrappers)
            .flatten()
            .flat_map(strings)
            .filter(|message| !message.is_empty())
    }

    /// The platform's own code for an authentication error, from the end of the first message that has one.
    #[must_use]
    pub fn platform_code(&self) -> Option<PlatformCode> {
        self.messages().find_map(PlatformCode::at_end_of)
    }

    /// All members, unchanged. They may contain personal data.
    #[must_use]
    pub fn as_object(&self) -> &Map<String, Value> {
        &self.0
    }

    fn wrappers(&self) -> impl Iterator<Item = &Value> {
        let wrappers = ["error", "Error"].map(|name| self.0.get(name));
        wrappers.into_iter().flatten()
    }

    fn nested(&self) -> impl Iterator<Item = &Map<String, Value>> {
        self.wrappers().filter_map(Value::as_object)
    }
}

/// A code, unless it is empty or neither a string nor a number.
fn code(value: &Value) -> Option<String> {
    match value {
        Value::String(code) if !code.is_empty() => Some(code.clone()),
        Value::Number(number) => {
            let number = number.to_string();
            let integer = number
                .split_once('.')
                .filter(|(_, fraction)| fraction.bytes().all(|digit| digit == b'0'))
                .map(|(integer, _)| integer.to_owned());
            Some(integer.unwrap_or(number))
        }
        _ => None,
    }
}

/// A string, or the strings of an array.
fn strings(value: &Value) -> impl Iterator<Item = &str> {
    let elements = value.as_array().into_iter().flatten();
    [value]
        .into_iter()
        .chain(elements)
        .filter_map(Value::as_str)
}

impl FromStr for ErrorBody {
    type Err = ReadError;

    fn from_str(body: &str) -> Result<Self, Self::Err> {
        ReadError::read_str(body, MESSAGE)
    }
}

impl<'de> Deserialize<'de> for ErrorBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_whole(deserializer)
    }
}

impl WireValue for ErrorBody {
    const EXPECTED: &'static str = "an object";

    fn empty_object() -> Option<Self> {
        Some(Self(Map::new()))
    }

    fn object_mut(&mut self) -> Option<&mut dyn Object> {
        Some(&mut self.0)
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl fmt::Display for ErrorBody {
    /// Writes the code, and a known platform code with its meaning. A code that is not an integer of up to five digits
    /// appears as its length, and messages do not appear, so the line is safe to log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code() {
            Some(code) if is_short_integer(&code) => write!(f, "error code {code}"),
            Some(code) => write!(f, "error code {}", Length(&code)),
            None => f.write_str("error without a code"),
        }?;
        let platform_code = self.platform_code();
        match platform_code.as_ref().map(|code| (code, code.meaning())) {
            Some((code, Some(meaning))) => write!(f, ", authentication {code}: {meaning}"),
            Some((_, None)) => f.write_str(", an unknown authentication code"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for ErrorBody {
    /// Writes what `Display` writes, and the number of members.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ErrorBody({self}; {} members)", self.0.len())
    }
}
