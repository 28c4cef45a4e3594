//! The body of an HTTP error.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::str::FromStr;
use core::{fmt, slice};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess};
use serde::ser::{Serialize, Serializer};
use serde_json::{Number, Value};

use super::MESSAGE;
use super::platform_code::PlatformCode;
use crate::wire::error::ReadError;
use crate::wire::object::open_object;
use crate::wire::redact::{Length, ShownNumber};
use crate::wire::unknown::{At, FoundUnknown};
use crate::wire::value::{ObjectStart, Reader, WireValue, read_whole};

open_object! {
    /// The body of an HTTP error, in any shape that the platform's pages show or that gateways commonly send.
    ///
    /// | shape | source |
    /// | --- | --- |
    /// | `{"code": 5, "message": "..."}` | GetProcess of the Web & SDK contract |
    /// | `{"message": "..."}` | its status 401 |
    /// | `{"error": {"code": 404, "message": "..."}}` | the page of [error codes](crate#sources) |
    /// | `{"error": {"code": "0000", "description": "..."}}` | the pages of [generic errors](crate#sources) |
    /// | `{"Error": {"code": "40004", "description": "..."}}` | the legacy Check API |
    /// | `{"error": "server_error", "error_description": "... 1.2.21"}` | the token endpoint ([authentication guide](crate#sources)) |
    /// | `{"status": 404, "error": "Not Found", "message": "..."}` | a common framework; not on the pages |
    /// | `{"statusCode": 400, "error": true, "message": ["...", "..."]}` | others; not on the pages |
    ///
    /// [`code`](Self::code), [`messages`](Self::messages) and [`platform_code`](Self::platform_code) read every shape. An
    /// object of any other shape is kept in `extra`. The messages are untrusted and may name a person; neither `Debug` nor
    /// `Display` shows them.
    ///
    /// ```
    /// use idcloud_types::get_process::{ErrorBody, ErrorCode};
    ///
    /// let error = ErrorBody::from_slice(br#"{"code":3,"message":"process id is invalid"}"#)?;
    /// assert_eq!(error.code().and_then(ErrorCode::as_i64), Some(3));
    /// assert_eq!(error.message(), Some("process id is invalid"));
    /// assert_eq!(error.to_string(), "error code 3");
    ///
    /// let error = ErrorBody::from_slice(
    ///     br#"{"error":"server_error","error_description":"Authentication failed (1.2.4)"}"#,
    /// )?;
    /// assert_eq!(error.to_string(), "error without a code, authentication 1.2.4: the JWT has expired");
    /// # Ok::<(), idcloud_types::ReadError>(())
    /// ```
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct ErrorBody {
        /// The code; [`ErrorBody::code`] reads it in every shape.
        code: Option<ErrorCode> = "code",
        /// The message for people; [`ErrorBody::messages`] reads it in every shape.
        message: Option<ErrorMessage> = "message",
        /// The description of OAuth 2.
        error_description: Option<String> = "error_description",
        /// The wrapper of the general shape, a string, or a boolean.
        error: Option<ErrorContent> = "error",
        /// The wrapper of the legacy Check API, a string, or a boolean.
        legacy_error: Option<ErrorContent> = "Error",
        /// The HTTP status, of gateways and frameworks.
        status: Option<ErrorCode> = "status",
        /// The HTTP status, of others.
        status_code: Option<ErrorCode> = "statusCode",
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
    /// The code: the first that is there and not `""`, of `code`, `error.code`, `Error.code`, `status` and `statusCode`.
    #[must_use]
    pub fn code(&self) -> Option<&ErrorCode> {
        let nested = self.details().map(|detail| detail.code.as_ref());
        [self.code.as_ref()]
            .into_iter()
            .chain(nested)
            .chain([self.status.as_ref(), self.status_code.as_ref()])
            .flatten()
            .find(|code| !matches!(code, ErrorCode::Text(text) if text.is_empty()))
    }

    /// The first of the [`messages`](Self::messages).
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.messages().next()
    }

    /// The messages for people. Escape them, and mind personal data, before they reach a log.
    ///
    /// Those that are there and not `""`, of `message`, `error_description`, `error.message`, `error.description`,
    /// `Error.message`, `Error.description`, and then `error` and `Error` where they are strings.
    pub fn messages(&self) -> impl Iterator<Item = &str> {
        fn strings<'a>(
            message: Option<&'a ErrorMessage>,
            description: Option<&'a String>,
        ) -> impl Iterator<Item = &'a str> {
            let message = message.into_iter().flat_map(ErrorMessage::iter);
            message.chain(description.map(String::as_str))
        }

        let own = strings(self.message.as_ref(), self.error_description.as_ref());
        let nested = self.details();
        let nested =
            nested.flat_map(|detail| strings(detail.message.as_ref(), detail.description.as_ref()));
        own.chain(nested)
            .chain(self.contents().filter_map(ErrorContent::as_text))
            .filter(|text| !text.is_empty())
    }

    /// The platform's own code of an authentication error, at the end of the first message that has one.
    #[must_use]
    pub fn platform_code(&self) -> Option<PlatformCode> {
        self.messages().find_map(PlatformCode::at_end_of)
    }

    fn contents(&self) -> impl Iterator<Item = &ErrorContent> {
        [&self.error, &self.legacy_error].into_iter().flatten()
    }

    fn details(&self) -> impl Iterator<Item = &ErrorDetail> {
        self.contents().filter_map(ErrorContent::as_detail)
    }
}

impl fmt::Display for ErrorBody {
    /// Writes the code, and a known platform code with its meaning. A code of other characters than up to five digits
    /// appears as its length or as `<number>`, and no message appears, so this is safe to log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code() {
            Some(code) => write!(f, "error code {}", code.shown())?,
            None => f.write_str("error without a code")?,
        }
        let platform_code = self.platform_code();
        match platform_code.as_ref().map(|code| (code, code.meaning())) {
            Some((code, Some(meaning))) => write!(f, ", authentication {code}: {meaning}"),
            Some((_, None)) => f.write_str(", an unknown authentication code"),
            None => Ok(()),
        }
    }
}

/// The message of an error, which is written back in its shape.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorMessage {
    /// One message.
    Text(String),
    /// A list of messages.
    List(Vec<String>),
}

impl ErrorMessage {
    /// Iterates over the messages.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let messages = match self {
            Self::Text(text) => slice::from_ref(text),
            Self::List(list) => list.as_slice(),
        };
        messages.iter().map(String::as_str)
    }
}

impl fmt::Debug for ErrorMessage {
    /// Shows a message as its length.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => text.fmt_redacted(f),
            Self::List(list) => list.fmt_redacted(f),
        }
    }
}

impl Serialize for ErrorMessage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::List(list) => list.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ErrorMessage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_whole(deserializer)
    }
}

impl WireValue for ErrorMessage {
    const EXPECTED: &'static str = "a string or an array of strings";

    fn of_string(text: &str) -> Option<Self> {
        Some(Self::Text(text.into()))
    }

    fn read_array<'de, A: SeqAccess<'de>>(
        array: A,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), A::Error> {
        let mut list = None;
        Vec::read_array(array, reader, &mut list)?;
        *place = list.map(Self::List);
        Ok(())
    }

    fn is_type_of(value: &Value) -> bool {
        value.is_string() || Vec::<String>::is_type_of(value)
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// The value of `error` or `Error` of an [`ErrorBody`], which is written back in its shape.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorContent {
    /// An object.
    Detail(ErrorDetail),
    /// A string, such as `invalid_token` or `Not Found`.
    Text(String),
    /// A boolean, which only marks the body as that of an error.
    Flag(bool),
}

impl ErrorContent {
    /// The object, if it is one.
    #[must_use]
    pub fn as_detail(&self) -> Option<&ErrorDetail> {
        match self {
            Self::Detail(detail) => Some(detail),
            Self::Text(_) | Self::Flag(_) => None,
        }
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Detail(_) | Self::Flag(_) => None,
        }
    }
}

impl fmt::Debug for ErrorContent {
    /// Shows an object and a boolean by their own `Debug`, and a string as its length.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Detail(detail) => detail.fmt_redacted(f),
            Self::Text(text) => text.fmt_redacted(f),
            Self::Flag(flag) => flag.fmt_redacted(f),
        }
    }
}

impl Serialize for ErrorContent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Detail(detail) => detail.serialize(serializer),
            Self::Text(text) => text.serialize(serializer),
            Self::Flag(flag) => flag.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ErrorContent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_whole(deserializer)
    }
}

impl WireValue for ErrorContent {
    const EXPECTED: &'static str = "an object, a string, or true or false";

    fn of_string(text: &str) -> Option<Self> {
        Some(Self::Text(text.into()))
    }

    fn of_bool(flag: bool) -> Option<Self> {
        Some(Self::Flag(flag))
    }

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

    fn is_type_of(value: &Value) -> bool {
        value.is_object() || value.is_string() || value.is_boolean()
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }

    fn find_unknown<'a>(&'a self, at: &At<'_>, found: FoundUnknown<'_, 'a>) {
        if let Self::Detail(detail) = self {
            detail.find_unknown(at, found);
        }
    }
}

open_object! {
    /// The object in `error` or `Error` of an [`ErrorBody`].
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct ErrorDetail {
        /// The code; [`ErrorBody::code`] reads it in every shape.
        code: Option<ErrorCode> = "code",
        /// The message, on the page of error codes.
        message: Option<ErrorMessage> = "message",
        /// The message, on the pages of generic errors and in the legacy Check API.
        description: Option<String> = "description",
    }
}

/// The code of an error: a number or a string, which is written back unchanged.
///
/// Two codes are equal when they are written alike: `5`, `5.0` and `"5"` differ. Compare [`as_i64`](Self::as_i64).
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// A number, such as 3 (malformed id), 5 (not found) or 99999 (internal failure).
    Number(Number),
    /// A string, such as `0000` or `40004`.
    Text(String),
}

impl ErrorCode {
    /// The code as an integer, whether it is written as `5`, `5.0` or `"5"`; `None` for any other code.
    ///
    /// ```
    /// use idcloud_types::get_process::ErrorCode;
    ///
    /// for code in ["5", "5.0", "\"5\""] {
    ///     assert_eq!(serde_json::from_str::<ErrorCode>(code)?.as_i64(), Some(5));
    /// }
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number.as_i64().or_else(|| {
                let text = number.to_string();
                let (integer, fraction) = text.split_once('.')?;
                let is_integer = fraction.bytes().all(|digit| digit == b'0');
                is_integer.then(|| integer.parse().ok())?
            }),
            Self::Text(text) => text.parse().ok(),
        }
    }

    /// The code as a log may show it.
    fn shown(&self) -> impl fmt::Display {
        match self {
            Self::Number(number) => ShownNumber(number).to_string(),
            Self::Text(text) if self.is_short() => text.clone(),
            Self::Text(text) => Length(text).to_string(),
        }
    }

    /// Whether a string is up to five digits.
    fn is_short(&self) -> bool {
        matches!(self, Self::Text(text)
            if text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

impl From<i64> for ErrorCode {
    fn from(code: i64) -> Self {
        Self::Number(code.into())
    }
}

impl From<&str> for ErrorCode {
    fn from(code: &str) -> Self {
        Self::Text(code.into())
    }
}

impl From<String> for ErrorCode {
    fn from(code: String) -> Self {
        Self::Text(code)
    }
}

impl fmt::Debug for ErrorCode {
    /// Shows up to five digits as they are; any other string appears as its length, and a longer number as `<number>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) if self.is_short() => fmt::Debug::fmt(text, f),
            _ => fmt::Display::fmt(&self.shown(), f),
        }
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => text.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ErrorCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_whole(deserializer)
    }
}

impl WireValue for ErrorCode {
    const EXPECTED: &'static str = "a number or a string";

    fn of_string(text: &str) -> Option<Self> {
        Some(Self::Text(text.into()))
    }

    fn of_number(number: &Number) -> Option<Self> {
        Some(Self::Number(number.clone()))
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
