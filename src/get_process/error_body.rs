//! What an HTTP error answers with.

use alloc::string::String;
use core::fmt;

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::member::{plain_member, show_length};
use super::object::{body, open_object};

/// The body of an HTTP error, in any of the four shapes that the pages show.
///
/// | shape | where |
/// | --- | --- |
/// | `{"code": 5, "message": "..."}` | GetProcess of the Web & SDK contract |
/// | `{"message": "..."}` | its status 401 |
/// | `{"error": {"code": 404, "message": "..."}}` | a general page of errors |
/// | `{"Error": {"code": "40004", "description": "..."}}` | the legacy Check API |
///
/// [`code`](Self::code) and [`message`](Self::message) read all four. An object of another shape reads too, and says
/// nothing but its `extra`. The message is text of a stranger: it may name a person, and no `Debug` shows it.
///
/// ```
/// use idcloud_types::get_process::{ErrorBody, ErrorCode};
///
/// let error = ErrorBody::from_slice(br#"{"code":3,"message":"process id is invalid"}"#)?;
/// assert_eq!(error.code(), Some(&ErrorCode::Number(3)));
/// assert_eq!(error.message(), Some("process id is invalid"));
/// # Ok::<(), idcloud_types::get_process::MalformedResponse>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorBody {
    /// `code`
    pub code: Option<ErrorCode>,
    /// `message`
    pub message: Option<String>,
    /// `error`: the wrapper of the general shape.
    pub error: Option<ErrorDetail>,
    /// `Error`: the wrapper of the legacy Check API.
    pub legacy_error: Option<ErrorDetail>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(ErrorBody, "an error body (a JSON object)", {
    code => "code",
    message => "message",
    error => "error",
    legacy_error => "Error",
});

body!(ErrorBody);

impl ErrorBody {
    /// The code, wherever the shape has it.
    #[must_use]
    pub fn code(&self) -> Option<&ErrorCode> {
        let nested = self.nested().and_then(|detail| detail.code.as_ref());
        self.code.as_ref().or(nested)
    }

    /// The text for people, wherever the shape has it. Escape it, and mind personal data, before it reaches a log.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        let nested = self
            .nested()
            .and_then(|detail| detail.message.as_deref().or(detail.description.as_deref()));
        self.message.as_deref().or(nested)
    }

    fn nested(&self) -> Option<&ErrorDetail> {
        self.error.as_ref().or(self.legacy_error.as_ref())
    }
}

/// What stands in the wrapper of an [`ErrorBody`].
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// `code`
    pub code: Option<ErrorCode>,
    /// `message`, in the general shape.
    pub message: Option<String>,
    /// `description`, in the legacy Check API.
    pub description: Option<String>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(ErrorDetail, "an error (a JSON object)", {
    code => "code",
    message => "message",
    description => "description",
});

/// The code of an error: a number, or in the legacy Check API a string of digits.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// A number, such as 3 (malformed id), 5 (not found) or 99999 (internal failure).
    Number(i64),
    /// A string, such as `40004`.
    Text(String),
}

impl fmt::Debug for ErrorCode {
    /// Shows a text of up to five digits, as the documented codes are, and of any other the length.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => fmt::Debug::fmt(number, f),
            Self::Text(text)
                if text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                fmt::Debug::fmt(text, f)
            }
            Self::Text(text) => show_length(text, f),
        }
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for ErrorCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // By way of a `Value`, because a visitor of any type sees numbers as maps under
        // `serde_json/arbitrary_precision`.
        match Value::deserialize(deserializer)? {
            Value::Number(number) => number.as_i64().map(Self::Number),
            Value::String(text) => Some(Self::Text(text)),
            _ => None,
        }
        .ok_or_else(|| de::Error::custom("expected an error code (an integer or a string)"))
    }
}

plain_member! {
    ErrorCode, "an integer or a string", |code, f| fmt::Debug::fmt(code, f);
}
