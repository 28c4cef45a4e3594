//! The body of an HTTP error.

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use serde::de::{Deserialize, Deserializer, MapAccess};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::MESSAGE;
use crate::wire::error::ReadError;
use crate::wire::object::open_object;
use crate::wire::redact::{fmt_length, fmt_number};
use crate::wire::value::{
    AnyValue, Container, ObjectStart, Reader, WireValue, plain_value, read_container, read_whole,
};

open_object! {
    /// The body of an HTTP error, in any shape that the platform's pages show or that gateways commonly send.
    ///
    /// | shape | where |
    /// | --- | --- |
    /// | `{"code": 5, "message": "..."}` | GetProcess of the Web & SDK contract |
    /// | `{"message": "..."}` | its status 401 |
    /// | `{"error": {"code": 404, "message": "..."}}` | a general page of errors |
    /// | `{"Error": {"code": "40004", "description": "..."}}` | the legacy Check API |
    /// | `{"error": "invalid_token", "error_description": "..."}` | OAuth 2; not on the pages |
    /// | `{"status": 404, "error": "Not Found", "message": "..."}` | a common framework; not on the pages |
    ///
    /// [`code`](Self::code) and [`message`](Self::message) read every shape. An object of any other shape is kept in
    /// `extra`. Inside `error` and `Error`, the last of a repeated member is kept. The message is untrusted text: it may
    /// name a person, and no `Debug` shows it.
    ///
    /// ```
    /// use idcloud_types::get_process::{ErrorBody, ErrorCode};
    ///
    /// let error = ErrorBody::from_slice(br#"{"code":3,"message":"process id is invalid"}"#)?;
    /// assert_eq!(error.code(), Some(&ErrorCode::Number(3)));
    /// assert_eq!(error.message(), Some("process id is invalid"));
    ///
    /// let error = ErrorBody::from_slice(br#"{"error":"invalid_token"}"#)?;
    /// assert_eq!(error.message(), Some("invalid_token"));
    /// # Ok::<(), idcloud_types::ReadError>(())
    /// ```
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct ErrorBody {
        /// The code; [`ErrorBody::code`] reads it in every shape.
        code: Option<ErrorCode> = "code",
        /// The text for people; [`ErrorBody::message`] reads it in every shape.
        message: Option<String> = "message",
        /// The text of OAuth 2.
        error_description: Option<String> = "error_description",
        /// The wrapper of the general shape, or a text.
        error: Option<ErrorContent> = "error",
        /// The wrapper of the legacy Check API, or a text.
        legacy_error: Option<ErrorContent> = "Error",
    }
}

impl ErrorBody {
    #[doc = include_str!("../wire/from_slice.md")]
    pub fn from_slice(body: &[u8]) -> Result<Self, ReadError> {
        ReadError::read_slice(body, MESSAGE)
    }
}

impl FromStr for ErrorBody {
    type Err = ReadError;

    fn from_str(body: &str) -> Result<Self, Self::Err> {
        ReadError::read_str(body, MESSAGE)
    }
}

impl ErrorBody {
    /// The code: the first that is there and not `""`, of `code`, `error.code` and `Error.code`.
    #[must_use]
    pub fn code(&self) -> Option<&ErrorCode> {
        let nested = self.details().map(|detail| detail.code.as_ref());
        [self.code.as_ref()]
            .into_iter()
            .chain(nested)
            .flatten()
            .find(|code| !matches!(code, ErrorCode::Text(text) if text.is_empty()))
    }

    /// The text for people. Escape it, and mind personal data, before it reaches a log.
    ///
    /// It is the first that is there and not `""`, of `message`, `error_description`, `error.message`,
    /// `error.description`, `Error.message`, `Error.description`, and then `error` and `Error` where they are texts.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        let nested = self
            .details()
            .flat_map(|detail| [&detail.message, &detail.description]);
        [&self.message, &self.error_description]
            .into_iter()
            .chain(nested)
            .filter_map(Option::as_deref)
            .chain(self.contents().filter_map(ErrorContent::as_text))
            .find(|text| !text.is_empty())
    }

    fn contents(&self) -> impl Iterator<Item = &ErrorContent> {
        [&self.error, &self.legacy_error].into_iter().flatten()
    }

    fn details(&self) -> impl Iterator<Item = &ErrorDetail> {
        self.contents().filter_map(ErrorContent::as_detail)
    }
}

/// The value of `error` or `Error` of an [`ErrorBody`], which is written back in its shape.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorContent {
    /// An object.
    Detail(ErrorDetail),
    /// A text, such as `invalid_token` or `Not Found`.
    Text(String),
}

impl ErrorContent {
    /// The object, if it is one.
    #[must_use]
    pub fn as_detail(&self) -> Option<&ErrorDetail> {
        match self {
            Self::Detail(detail) => Some(detail),
            Self::Text(_) => None,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Detail(_) => None,
            Self::Text(text) => Some(text),
        }
    }
}

impl fmt::Debug for ErrorContent {
    /// Shows an object by its own `Debug`, and a text as its length.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Detail(detail) => detail.fmt_redacted(f),
            Self::Text(text) => text.fmt_redacted(f),
        }
    }
}

impl Serialize for ErrorContent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Detail(detail) => detail.serialize(serializer),
            Self::Text(text) => text.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ErrorContent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_whole(deserializer)
    }
}

impl WireValue for ErrorContent {
    const EXPECTED: &'static str = "an object or a string";

    fn read_into<'de, D: Deserializer<'de>>(
        deserializer: D,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), D::Error> {
        read_container(deserializer, reader, place)
    }

    fn is_type_of(value: &Value) -> bool {
        value.is_object() || value.is_string()
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Container for ErrorContent {
    fn read_object<'de, A: MapAccess<'de>>(
        start: ObjectStart<'de>,
        map: A,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), A::Error> {
        let mut detail = None;
        ErrorDetail::read_object(start, map, reader, &mut detail)?;
        *place = detail.map(Self::Detail);
        Ok(())
    }

    fn read_other(value: Value, reader: &mut Reader, place: &mut Option<Self>) {
        match value {
            Value::String(text) => *place = Some(Self::Text(text)),
            other => reader.set_stray(other),
        }
    }
}

open_object! {
    /// The object in `error` or `Error` of an [`ErrorBody`].
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct ErrorDetail {
        /// The code; [`ErrorBody::code`] reads it in every shape.
        code: Option<ErrorCode> = "code",
        /// In the general shape.
        message: Option<String> = "message",
        /// In the legacy Check API.
        description: Option<String> = "description",
    }
}

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
    /// Shows up to five digits as they are; any other text appears as its length, and a longer number as `<number>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => fmt_number(number, f),
            Self::Text(text)
                if text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                fmt::Debug::fmt(text, f)
            }
            Self::Text(text) => fmt_length(text, f),
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
        read_whole(deserializer)
    }
}

plain_value!(
    ErrorCode,
    "an integer or a string",
    |value: &Value| value.is_i64() || value.is_string(),
    |value| match value {
        AnyValue::String(text) => Ok(Self::Text(text.into_owned())),
        AnyValue::Other(Value::Number(ref number)) => {
            number.as_i64().map(Self::Number).ok_or(value)
        }
        other @ AnyValue::Other(_) => Err(other),
    },
    |code, f| fmt::Debug::fmt(code, f)
);
